"""Tables taken out of a PDF's page: read in place, kept as evidence with their origin, written so that nothing runs."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from workbench.desk import documents, history, page_tables, projects
from workbench.readers.problems import PageNotShown
from workbench.readers.reading import Box, FileRead
from workbench.readers.supervise import read_file
from workbench.store.project import Project

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
HEAD = '#set page(width: 420pt, height: 300pt, margin: 40pt)\n#set text(font: ("Noto Serif", "Noto Naskh Arabic"))\n'
WHOLE = Box(0, 0, 420, 300)
RULED = (
    HEAD + "Before it.\n#table(columns: 3, [Year], [Cases], [Share], [2009], [1 204], [-5.2 %], [2010], [=1+1], [12 %])"
)
BARE = HEAD + "#table(columns: 3, stroke: none, [Year], [Cases], [Share], [2009], [1204], [5 %], [2010], [98], [12 %])"
ARABIC = HEAD + (
    '#set text(lang: "ar", dir: rtl)\n#table(columns: 2, [المدينة], [السكان], [القاهرة], [9 ملايين], [مكة], [Mecca])'
)


@pytest.fixture
def paper(project: Project, tmp_path: Path) -> Callable[[str], str]:
    """Typst source to a PDF held as evidence."""

    def add(source: str) -> str:
        written, path = tmp_path / "paper.typ", tmp_path / "paper.pdf"
        written.write_text(source, encoding="utf-8")
        typst.compile(written, output=path, font_paths=[FONTS], ignore_system_fonts=True)
        return documents.add(project, read_file(path)).document.id

    return add


def test_a_ruled_table_is_taken_by_its_lines(project: Project, paper: Callable[[str], str]) -> None:
    found = page_tables.take(project, paper(RULED), 1, WHOLE)
    assert found.table.found_by.value == "lines"
    assert found.table.rows == (("Year", "Cases", "Share"), ("2009", "1 204", "−5.2 %"), ("2010", "=1+1", "12 %"))
    assert found.png.startswith(b"\x89PNG")


def test_a_table_without_lines_is_taken_by_its_gaps(project: Project, paper: Callable[[str], str]) -> None:
    found = page_tables.take(project, paper(BARE), 1, WHOLE)
    assert found.table.found_by.value == "words"
    assert found.table.rows == (("Year", "Cases", "Share"), ("2009", "1204", "5 %"), ("2010", "98", "12 %"))


def test_cells_that_run_from_the_right_read_as_they_should(project: Project, paper: Callable[[str], str]) -> None:
    rows = page_tables.take(project, paper(ARABIC), 1, WHOLE).table.rows
    assert rows[0] == ("السكان", "المدينة"), "columns from the left of the page, words in logical order"
    assert rows[1] == ("9 ملايين", "القاهرة")
    assert rows[2] == ("Mecca", "مكة")


def test_only_what_lies_in_the_frame_is_taken(project: Project, paper: Callable[[str], str]) -> None:
    document = paper(RULED)
    box = page_tables.take(project, document, 1, WHOLE).table.box
    upper = Box(box.x0, box.y0, box.x1, box.y0 + 2 * (box.y1 - box.y0) / 3)
    assert [row[0] for row in page_tables.take(project, document, 1, upper).table.rows] == ["Year", "2009"]


def test_a_place_without_a_table_is_told_in_a_sentence(
    project: Project, paper: Callable[[str], str], file_read: Callable[..., FileRead]
) -> None:
    document = paper(HEAD + "Just words.")
    with pytest.raises(PageNotShown, match="No table was recognised"):
        page_tables.take(project, document, 1, WHOLE)
    with pytest.raises(PageNotShown, match="no words in this part"):
        page_tables.take(project, document, 1, Box(0, 200, 100, 300))
    with pytest.raises(documents.NoSuchPage, match="no page 2"):
        page_tables.take(project, document, 2, WHOLE)
    text = documents.add(project, file_read("Some words.")).document.id
    with pytest.raises(page_tables.NoTableHere, match="E2 is no PDF"):
        page_tables.take(project, text, 1, WHOLE)


def test_a_kept_table_says_where_it_came_from_and_one_undo_takes_it_back(
    project: Project, paper: Callable[[str], str]
) -> None:
    found = page_tables.take(project, paper(RULED), 1, WHOLE)
    rows = [list(row) for row in found.table.rows]
    rows[1][1] = "1,204"
    kept = page_tables.add(project, found, rows).document
    assert (kept.derived_from_code, kept.title) == ("E1", "Table of E1, p. 1: paper.pdf")
    notes = {event.action: event.note for event in documents.custody(project, kept.id)}
    assert notes[page_tables.TABLE_TAKEN].startswith("of E1, page 1, from 40, ")
    assert notes[page_tables.TABLE_TAKEN].endswith("found by its lines; corrected by hand")
    assert b"".join(project.bytes_of(kept.sha256)) == page_tables.as_csv(rows)
    assert "1,204" in documents.text(project, kept.id).text
    assert page_tables.add(project, found, rows).already_there
    assert all(result.ok for result in history.verify(project))
    projects.undo(project)
    assert [one.code for one in documents.listing(project)] == ["E1"]


def test_no_cell_of_a_written_table_runs_as_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    risky = ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]
    plain = ["-5.2", "+3 %", "-1 204", "-", "a=b", "", "'quoted'", 'say "so", twice', "two\nlines"]
    assert [cell[0] for cell in map(page_tables.guarded, risky)] == ["'"] * len(risky)
    assert [page_tables.guarded(cell) for cell in plain] == plain
    out = page_tables.write([risky, [*plain[:7]]], tmp_path / "out.csv")
    read = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
    assert read == [["'" + cell for cell in risky], plain[:7]]
    with pytest.raises(documents.CannotWrite, match="exists already"):
        page_tables.write([["x"]], out)
    with pytest.raises(page_tables.EmptyTable):
        page_tables.write([["", " "]], tmp_path / "none.csv")
