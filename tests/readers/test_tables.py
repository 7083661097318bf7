"""Spreadsheets and CSV: every value where its row and column say, and cells that lead to their words and back."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.sets import DocumentKind
from workbench.readers import cells, documents, kinds, sheet, supervise
from workbench.readers.cells import Cells
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Page

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def those(name) -> Cells:
    found = cells.named(name)
    assert found is not None
    return found


def words(place, said):
    return f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>'


def an_xlsx(path, *, hidden=True):
    """A workbook of two sheets as a spreadsheet program writes it."""
    state = ' state="hidden"' if hidden else ""
    rows = (
        f'<row r="2">{words("B2", "Year")}{words("C2", "Killed")}</row>'
        '<row r="3"><c r="B3"><v>2008</v></c><c r="C3"><v>166.5</v></c><c r="E3" t="b"><v>1</v></c></row>'
        '<row r="5"><c r="B5" s="1"><v>39777</v></c><c r="C5" t="str"><f>A1*2</f><v>twice</v></c></row>'
    )
    types = '<Default Extension="xml" ContentType="application/xml"/>'
    main = f'<Relationship Id="r" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{main}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        '<sheet name="Victims" sheetId="1" r:id="a"/>'
        f'<sheet name="Notes" sheetId="2" r:id="b"{state}/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{REL}/worksheet" Target="worksheets/sheet2.xml"/>'
        f'<Relationship Id="c" Type="{REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{formats}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        "<t>Asked\ntwice</t></is></c></row></sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_workbook_is_read_row_by_row_where_its_rows_are(tmp_path):
    path = an_xlsx(tmp_path / "a.xlsx")
    assert kinds.sniff(path).kind is DocumentKind.SHEET
    reading = documents.read(path)
    first, second = reading.pages
    assert (first.label, second.label) == ("Victims", "Notes")
    assert reading.text[first.start : first.end].split("\n") == [
        "",
        "\tYear\tKilled",
        "\t2008\t166.5\t\tTRUE",
        "",
        "\t2008-11-25\ttwice",
    ]
    assert (first.width, first.height) == (5, 5)
    assert reading.text[second.start : second.end] == "Asked twice"
    assert reading.warnings == ("A hidden sheet is shown like the others: Notes.",)
    assert documents.read(an_xlsx(tmp_path / "b.xlsx", hidden=False)).warnings == ()


def test_cells_lead_to_their_words_and_back(tmp_path):
    reading = documents.read(an_xlsx(tmp_path / "a.xlsx"))
    page = reading.pages[0]
    b3 = those("B3:C3")
    start, end = cells.span(reading.text, page, b3)
    assert reading.text[start:end] == "2008\t166.5"
    assert cells.at(reading.text, page, start, end).name == "B3:C3"
    column = those("c5:C2")
    assert column.name == "C2:C5"
    assert cells.words(reading.text, page, column) == "Killed\n166.5\n\ntwice"
    start, end = cells.span(reading.text, page, column)
    assert reading.text[start:end].startswith("Killed\n")
    assert cells.span(reading.text, page, those("A1:A9"))[0] == page.start
    assert len({*cells.span(reading.text, page, those("A1:A9"))}) == 1


@given(st.integers(0, 20_000), st.integers(0, 9_999), st.integers(0, 300), st.integers(0, 300))
def test_a_name_of_cells_says_which_they_are(left, top, more, further):
    one = Cells(left, top, left + more, top + further)
    assert cells.named(one.name) == one


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r\0", exclude_categories=["Cs", "Cc"]), max_size=4)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5), st.data())
def test_the_span_of_a_cell_is_its_words(rows, data):
    text = "\n".join("\t".join(row) for row in rows)
    page = Page(1, "", 0, len(text), 0, 0)
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    one = Cells(column, row, column, row)
    start, end = cells.span(text, page, one)
    assert text[start:end] == rows[row][column] == cells.words(text, page, one)
    if start < end:
        assert cells.at(text, page, start, end) == one


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b'a,b\n1,"x, \ny"\n', ["a\tb", "1\tx, y"]),
        (b"a;b\n1,5;2\n\n;3\n", ["a\tb", "1,5\t2", "", "\t3"]),
        ("Stadt\tZahl\nLübeck\t7\n".encode("utf-16"), ["Stadt\tZahl", "Lübeck\t7"]),
        ("مدينة,عدد\nدبي,3\n".encode(), ["مدينة\tعدد", "دبي\t3"]),
        (b"=1+1,@SUM(A1)\n2,3\n", ["=1+1\t@SUM(A1)", "2\t3"]),
    ],
)
def test_values_apart_by_any_sign_are_read(tmp_path, data, rows):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    reading = documents.read(path)
    assert reading.kind is DocumentKind.SHEET
    assert reading.text.split("\n") == rows


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b",,\n,,\n", "holds no words and no numbers"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "ZIP file"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, name, data, sentence):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CannotRead, match=sentence):
        documents.read(path)


def test_a_damaged_workbook_and_one_too_large_are_refused_in_a_sentence(tmp_path, monkeypatch):
    path = an_xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(CannotRead, match="damaged"):
        documents.read(tmp_path / "b.xlsx")
    monkeypatch.setattr(sheet, "CELLS_AT_MOST", 10)
    with pytest.raises(CannotRead, match="more than 10 cells"):
        documents.read(path)
    monkeypatch.setattr(sheet, "UNPACKED_AT_MOST", 100)
    with pytest.raises(CannotRead, match="unpacks to more"):
        documents.read(path)


def test_tables_are_read_under_lock_and_key(tmp_path):
    file = supervise.read_file(an_xlsx(tmp_path / "a.xlsx"))
    assert file.problem is None
    assert file.reading.pages[0].label == "Victims"
