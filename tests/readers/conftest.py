"""Documents the tests make themselves, and readers in processes of their own."""

import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typst

from workbench.readers import supervise

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
MISBEHAVING = Path(__file__).with_name("misbehaving.py")

HEAD = '#set page(width: 420pt, height: 595pt, margin: 48pt)\n#set text(font: "Noto Serif", size: 11pt)\n'


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Typst source to a PDF file; ``head=False`` leaves page and fonts to the source."""

    def make(source: str, *, name: str = "made.pdf", head: bool = True) -> Path:
        written = tmp_path / "made.typ"
        written.write_text((HEAD if head else "") + source, encoding="utf-8")
        target = tmp_path / name
        typst.compile(written, output=target, font_paths=[FONTS], ignore_system_fonts=True)
        return target

    return make


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    """WordprocessingML body (and other parts by name) to a DOCX file."""

    def make(body: str, *, name: str = "made.docx", **parts: str) -> Path:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        package = "http://schemas.openxmlformats.org/package/2006"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        kinds = {"document": f"{word}.document.main+xml"} | {part: f"{word}.{part}+xml" for part in parts}
        overrides = "".join(f'<Override PartName="/word/{p}.xml" ContentType="{k}"/>' for p, k in kinds.items())
        links = "".join(
            f'<Relationship Id="r{n}" Type="{office}/{part}" Target="{part}.xml"/>' for n, part in enumerate(parts)
        )
        members = {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        } | {f"word/{part}.xml": f"<w:{part} {space}>{content}</w:{part}>" for part, content in parts.items()}
        target = tmp_path / name
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return target

    return make


@pytest.fixture(scope="module")
def pool() -> Iterator[supervise.ReaderPool]:
    """Real reader processes, one kept warm."""
    with supervise.ReaderPool() as readers:
        yield readers


@pytest.fixture
def misbehaving() -> Callable[[str], list[str]]:
    """The command line of a reader that does the named wrong thing."""
    return lambda how: [sys.executable, str(MISBEHAVING), how]


@pytest.fixture
def seed_article(tmp_path: Path) -> Path:
    """A copy of the seed article."""
    found = next(iter(sorted((ROOT / "seeds").rglob("000_cc34874bd0f47476.txt"))), None)
    if found is None:
        pytest.skip("the seed article is not in this checkout")
    return Path(shutil.copy(found, tmp_path))
