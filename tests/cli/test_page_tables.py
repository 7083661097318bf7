"""Tables of a PDF's page on the command line."""

from pathlib import Path
from typing import Any

import pytest
import typst

from tests.cli.conftest import Run

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@pytest.fixture
def held(project: Path, tmp_path: Path, ok: Any) -> str:
    """A PDF with one table, held as evidence."""
    written, path = tmp_path / "cases.typ", tmp_path / "cases.pdf"
    written.write_text(
        '#set page(width: 300pt, height: 200pt, margin: 40pt)\n#set text(font: "Noto Serif")\n'
        "#table(columns: 2, [Year], [Cases], [2009], [=1204])",
        encoding="utf-8",
    )
    typst.compile(written, output=path, font_paths=[FONTS], ignore_system_fonts=True)
    code: str = ok("evidence", "add", project, path)["files"][0]["document"]["code"]
    return code


def test_a_table_is_shown_written_and_kept(project: Path, held: str, tmp_path: Path, ok: Any, run: Run) -> None:
    where = ("evidence", "table", project, held, "--page", "1", "--box", "0,0,300,200")
    told = ok(*where)
    assert (told["rows"], told["found_by"]) == ([["Year", "Cases"], ["2009", "=1204"]], "lines")
    assert "2009" in run(*where).out
    out = tmp_path / "cases.csv"
    assert ok(*where, "--out", out)["file"] == str(out)
    assert out.read_bytes().decode("utf-8-sig") == "Year,Cases\r\n2009,'=1204\r\n"
    kept = ok(*where, "--add")["document"]
    assert kept["code"] == "E2"
    assert run(*where, "--add").out.strip().endswith("as E2 (it was there already).")


def test_wrong_places_are_told(project: Path, held: str, tmp_path: Path, run: Run) -> None:
    table = ("evidence", "table", project, held)
    assert run(*table, "--page", "1", "--box", "9,9,3,20").status == 2
    assert run(*table, "--page", "1", "--box", "0,0,nan,20").status == 2
    empty = run(*table, "--page", "1", "--box", "200,150,290,190")
    assert (empty.status, "no words in this part" in empty.err) == (1, True)
    (tmp_path / "there.csv").write_text("kept", encoding="utf-8")
    taken = run(*table, "--page", "1", "--box", "0,0,300,200", "--out", tmp_path / "there.csv")
    assert (taken.status, "exists already" in taken.err) == (1, True)
