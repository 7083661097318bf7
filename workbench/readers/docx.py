"""Word documents: the text as mammoth reads it, then footnotes, comments and tracked changes as notes."""

import itertools
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import mammoth
from lxml import etree

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import docx_notes, packed, text
from workbench.readers.markup import Piece, assembled, folded, pieces_of
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "mammoth/1"
MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMPTY: Final = "This Word file holds no text. If it shows pictures of pages, add it as PDF."
_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
_CORE: Final = {
    "title": "title",
    "creator": "author",
    "created": "created",
    "modified": "modified",
    "language": "language",
}
_FOOTNOTE: Final = re.compile(r'<li id="(?:foot|end)note-[^"]*">(?:<p>)?')
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def read(path: Path) -> Reading:
    """Read a DOCX. Raises CannotRead for a damaged or empty one and for a ZIP bomb."""
    with packed.opened(path, "a Word file") as archive:
        metadata = _metadata(archive)
        notes = docx_notes.pieces_of(archive)
        body = _body(path)
    return _reading(body, notes, metadata)


def _reading(body: list[Piece], notes: list[Piece], metadata: dict[str, str]) -> Reading:
    if not body and not notes:
        raise CannotRead(EMPTY)
    main = [piece for piece in body if piece.kind is not BlockKind.NOTE]
    footnotes = [piece for piece in body if piece.kind is BlockKind.NOTE]
    if footnotes:
        footnotes = [Piece(BlockKind.HEADING, "Footnotes"), *footnotes]
    main = _headed(main, metadata.get("title", ""))
    stored, blocks = assembled([*main, *footnotes, *notes])
    title = next((piece.text for piece in main[:8] if piece.kind is BlockKind.TITLE), "")
    return Reading(
        kind=DocumentKind.DOCX,
        mime=MIME,
        text=stored,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=EXTRACTOR,
        metadata={**({"title": title[:2000]} if title else {}), **metadata},
    )


def _body(path: Path) -> list[Piece]:
    """The document's own text; pictures are left out without being opened."""
    with path.open("rb") as file:
        result = mammoth.convert_to_html(
            file, style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        )
    numbers = itertools.count(1)
    markup = _FOOTNOTE.sub(lambda found: f"{found[0]}[{next(numbers)}] ", result.value)
    return [_without_arrow(piece) for piece in pieces_of(markup)]


def _without_arrow(piece: Piece) -> Piece:
    """Footnotes lose the arrow that leads back."""
    return Piece(piece.kind, piece.text.removesuffix("↑").rstrip()) if piece.kind is BlockKind.NOTE else piece


def _headed(pieces: list[Piece], title: str) -> list[Piece]:
    """Title and standfirst: where the file's own title stands early in the text, else as in a plain article."""
    for place, piece in enumerate(pieces[:8]):
        if title and folded(piece.text) == title:
            return [*pieces[:place], Piece(BlockKind.TITLE, piece.text), *pieces[place + 1 :]]
    if len(pieces) < 2 or not (pieces[0].kind is BlockKind.HEADING or text.is_title(pieces[0].text)):
        return pieces
    headed = [Piece(BlockKind.TITLE, pieces[0].text), *pieces[1:]]
    if len(pieces) > 2 and pieces[1].kind is BlockKind.BODY and text.is_dek(pieces[1].text):
        headed[1] = Piece(BlockKind.DEK, pieces[1].text)
    return headed


def _metadata(archive: zipfile.ZipFile) -> dict[str, str]:
    if "docProps/core.xml" not in archive.namelist():
        return {}
    root = packed.parsed(archive, "docProps/core.xml")
    said = {etree.QName(element).localname: element.text or "" for element in root if isinstance(element.tag, str)}
    found = {key: " ".join(normalise(said.get(name, "")).split())[:2000] for name, key in _CORE.items()}
    return {key: value for key, value in _with_days(found).items() if value}


def _with_days(found: Mapping[str, str]) -> dict[str, str]:
    days = {key: match[0] for key in ("created", "modified") if (match := _DAY.match(found.get(key, "")))}
    return {
        **found,
        "created": days.get("created", ""),
        "modified": days.get("modified", ""),
        "date": days.get("modified", ""),
    }
