"""The library in the window: narrowed, ordered and described by keyboard and mouse; the cursor keeps its place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.test_access import nameless
from tests.windows import drop_files, press, turn, wait_for
from workbench.desk import documents, library
from workbench.desk.library import Column, Facet
from workbench.model.sets import Tier
from workbench.ui.desk_pages.page import PageName
from workbench.ui.models.library import COLUMNS, LibraryModel


@pytest.fixture
def page(window, sample):
    window.do("evidence.library")
    page = sample.reader.page_in_front
    wait_for(lambda: page.model.rows and page.card.document_id)
    return page


def on_show(page):
    return [row.code for row in page.model.rows]


def test_it_lists_all_evidence_with_the_keyboard_on_the_table(page, sample, window):
    assert len(page.model.rows) == len(sample.workspace.documents)
    assert page.table.hasFocus()
    assert page.count.text() == f"{len(page.model.rows)} documents"
    assert nameless(window) == []


def test_enter_opens_the_document_under_the_cursor(page, sample):
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    assert sample.reader.evidence.document_id == page.model.rows[1].id


def test_words_and_boxes_narrow_it_and_everything_comes_back(page):
    whole = on_show(page)
    page.filter.setText("reuters")
    assert 0 < len(page.model.rows) < len(whole)
    assert page.count.text() == f"{len(page.model.rows)} of {len(whole)}"
    page.filter.clear()
    box = page.facets.groups[Facet.TIER].boxes["primary"].box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert {row.tier for row in page.model.rows} == {Tier.PRIMARY}
    assert "primary, 6 documents" in box.accessibleName()
    page.facets.reset.click()
    assert on_show(page) == whole


def test_a_heading_orders_it_and_the_cursor_stays_on_its_document(page):
    press(page.table, Qt.Key.Key_Down)
    here = page.model.at(page.table.currentIndex()).id
    header = page.table.horizontalHeader()
    spot = header.sectionViewportPosition(COLUMNS.index(Column.TITLE)) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().topLeft() + _at(spot, header))
    titles = [row.title.casefold() for row in page.model.rows]
    assert titles == sorted(titles)
    assert page.model.at(page.table.currentIndex()).id == here
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().topLeft() + _at(spot, header))
    assert [row.title.casefold() for row in page.model.rows] == titles[::-1]


def _at(x, header):
    from PySide6.QtCore import QPoint

    return QPoint(x, header.height() // 2)


def test_many_are_described_at_once_and_one_undo_takes_it_back(page, sample, window):
    before = [row.tier for row in page.model.rows]
    page.table.selectAll()
    assert page.acts.isVisible()
    page.set_tier(Tier.TERTIARY)
    wait_for(lambda: {row.tier for row in page.model.rows} == {Tier.TERTIARY})
    assert len(page.chosen) == len(page.model.rows), "the choice is lost by what was done with it"
    assert sample.status.message.text() == f"Set tier of {len(before)} documents"
    window.do("edit.undo")
    wait_for(lambda: [row.tier for row in page.model.rows] == before)
    page.acts.source.setText("The ministry")
    press(page.acts.source, Qt.Key.Key_Return)
    wait_for(lambda: {row.source for row in page.model.rows} == {"The ministry"})


def test_the_card_is_edited_in_place_and_a_bad_date_gets_its_sentence(page, sample):
    row = page.model.rows[0]
    line = page.card.lines["date"]
    line.setFocus()
    line.setText("soon")
    press(line, Qt.Key.Key_Return)
    assert "is not a date" in page.notice_bar.text()
    page.table.setFocus()
    wait_for(lambda: line.text() == row.date)
    assert documents.get(sample.workspace.project, row.id).date == row.date
    line.setFocus()
    line.setText("8 October 2009")
    press(line, Qt.Key.Key_Return)
    wait_for(lambda: page.model.rows[0].date == "2009-10-08")
    origin = page.card.lines["origin"]
    origin.setFocus()
    origin.setText("E1")
    press(origin, Qt.Key.Key_Return)
    assert "cannot come from itself" in page.notice_bar.text()


def test_the_card_says_where_a_file_came_from_and_its_hash_is_copied(page, sample, window, tmp_path):
    path = tmp_path / "memo.txt"
    path.write_text("What the ministry was told of the meeting.", encoding="utf-8")
    drop_files(window, path)
    wait_for(lambda: any(row.original_name == "memo.txt" for row in page.model.rows), 30_000)
    at = next(at for at, row in enumerate(page.model.rows) if row.original_name == "memo.txt")
    page.table.setCurrentIndex(page.model.index(at, 0))
    wait_for(lambda: page.card.document_id == page.model.rows[at].id)
    assert "Ada Byron" in page.card.facts.text()
    assert "memo.txt" in page.card.facts.text()
    page.card.copy_button.click()
    held = documents.get(sample.workspace.project, page.model.rows[at].id)
    assert QGuiApplication.clipboard().text() == held.sha256


def test_what_is_typed_is_kept_when_another_document_is_chosen(page, sample):
    row = page.model.rows[0]
    note = page.card.note
    note.setFocus()
    note.setPlainText("Ask the archive.")
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Down)
    turn(100)
    assert documents.get(sample.workspace.project, row.id).note == "Ask the archive."
    wait_for(lambda: page.card.document_id == page.model.rows[1].id)


def test_where_the_page_is_narrow_the_inspector_gives_way_and_comes_back(page, sample, window):
    assert sample.inspector.isHidden()
    window.do("evidence.close_tab")
    assert not sample.inspector.isHidden()
    assert sample.reader.page(PageName.LIBRARY) is None


def test_the_model_keeps_the_rules_of_models(page, qtmodeltester):
    model = LibraryModel()
    rows = page.model.rows
    model.put(rows[:5])
    qtmodeltester.check(model)
    model.put(rows[2:9])
    qtmodeltester.check(model)
    model.put(())
    assert model.rowCount() == 0


def test_an_empty_library_says_what_to_do(window, tmp_path):
    from workbench.desk import projects

    projects.create(tmp_path / "new.factcheck", title="New", person="Ada Byron").close()
    assert window.opener.open(tmp_path / "new.factcheck")
    window.do("evidence.library")
    page = window.view.reader.page_in_front
    wait_for(page.count.text)
    assert "Drop files" in page.table.hint
    assert page.card.isHidden()
    assert library.read(window.view.workspace.project).rows == ()
