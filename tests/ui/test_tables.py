"""Cells as evidence in the window: selected by mouse or keys, linked by one key, found, opened at their place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.readers.test_tables import an_xlsx, those
from tests.windows import click, drop_files, press, turn, wait_for
from workbench.desk import evidence, projects, search
from workbench.model.sets import DocumentKind, Stance
from workbench.ui.pages.bar_button import BarButton
from workbench.ui.pages.sheet_page import SheetPage
from workbench.ui.panels.evidence_cards import Card

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reading(window, sample, tmp_path: Path):
    """A workbook open in the reader, claim 45 being worked on."""
    drop_files(window, an_xlsx(tmp_path / "victims.xlsx"))
    space = sample.workspace
    wait_for(lambda: any(one.kind is DocumentKind.SHEET for one in space.documents), 20_000)
    sample.open_claim(next(row.id for row in space.rows if row.number == 45))
    sample.open_document(next(one.id for one in space.documents if one.kind is DocumentKind.SHEET))
    turn(50)
    return sample


def page_of(view) -> SheetPage:
    page = view.reader.evidence.page
    assert isinstance(page, SheetPage)
    return page


def of_table(view):
    return [link for link in evidence.of_claim(view.workspace.project, view.workspace.claim_id) if link.cells]


def test_cells_are_selected_and_linked_by_keyboard_alone_and_cited_on_the_card(window, reading):
    page = page_of(reading)
    press(page, Qt.Key.Key_F7)
    assert "from cell to cell" in reading.status.message.text()
    table = page.table
    QTest.keyClick(table, Qt.Key.Key_Home, CONTROL)
    for key, held in ((Qt.Key.Key_Down, None), (Qt.Key.Key_Right, None), (Qt.Key.Key_Right, None)):
        QTest.keyClick(table, key, held or Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert page.selection().cells == those("C2:C3")
    QTest.keyClick(table, Qt.Key.Key_X)
    (link,) = of_table(reading)
    assert (link.stance, link.place, link.exact) == (Stance.REFUTES, "Victims!C2:C3", "Killed\n166.5")
    assert page.selection() is None
    assert [one.cells for one in page.table.painter.linked] == [those("C2:C3")]
    names = [card.accessibleName() for card in reading.inspector.cards.findChildren(Card)]
    assert any("Killed" in name and link.document_code in name for name in names)
    projects.undo(reading.workspace.project)
    assert page.table.painter.linked == []


def test_the_bar_by_the_cells_offers_the_stances_and_empty_ones_are_refused(window, reading):
    page = page_of(reading)
    page.table.choose(those("B3:C3"))
    turn(10)
    buttons = [one for one in page.findChildren(BarButton) if one.isVisible()]
    assert len(buttons) == 4
    click(buttons[0])
    assert [(one.stance, one.place) for one in of_table(reading)] == [(Stance.SUPPORTS, "Victims!B3:C3")]
    page.table.choose(those("A1:A5"))
    turn(10)
    assert not [one for one in page.findChildren(BarButton) if one.isVisible()]
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_S)
    assert "are empty" in reading.reader.notice_bar.text()


def test_words_are_found_in_every_sheet_and_stay_selected(window, reading):
    page = page_of(reading)
    press(page, Qt.Key.Key_F, CONTROL)
    bar = reading.reader.find_bar
    QTest.keyClicks(bar.words, "twice")
    assert bar.count.text() == "1 of 2"
    assert page.sheet == 1
    QTest.keyClick(bar.words, Qt.Key.Key_Return)
    assert page.sheet == 2
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert (page.selection().cells, page.selection().page) == (those("A1"), 2)


def test_a_search_hit_and_a_card_open_at_their_cells(window, reading):
    project, space = reading.workspace.project, reading.workspace
    document_id = reading.reader.evidence.document_id
    made = evidence.link_cells(project, space.claim_id, document_id, 2, those("A1"), Stance.MIXED)
    reading.reader.go_to_claim(space.claim_id)
    (hit,) = [one for one in search.search(project, "166.5") if one.id == document_id]
    reading.reader.open_hit(hit, [(hit.start, hit.end)])
    page = page_of(reading)
    assert page.table.painter.hits == {(2, 2): True}
    card = next(one for one in reading.inspector.cards.findChildren(Card) if "Asked twice" in one.accessibleName())
    click(card)
    assert page.sheet == 2
    assert page.table.painter.lit == those("A1")
    assert page.table.painter.active == made.id
    space.activate(space.neighbour(1))
    spot = page.table.area(those("A1")).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert space.claim_id == made.claim_id
