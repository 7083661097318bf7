"""Cells as the selection: a rectangle by mouse or by keys, its links framed, its hits shown, any sheet in front."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from workbench.readers import cells
from workbench.readers.cells import Cells
from workbench.readers.reading import Page
from workbench.ui import theme
from workbench.ui.pages.contract import Mark, MarkStyle
from workbench.ui.pages.sheet_page import SheetPage

FIRST = "Country\tYear\tKilled\nIndia\t2008\t166\nIraq\t2007\nGermany\t1972\t11 𝒳"
SECOND = "\tAsked\n\n\ttwice"
TEXT = f"{FIRST}\n\n{SECOND}"
PAGES = (
    Page(1, "Victims & more", 0, len(FIRST), 3, 4),
    Page(2, "Notes", len(FIRST) + 2, len(TEXT), 2, 3),
)


def those(name) -> Cells:
    found = cells.named(name)
    assert found is not None
    return found


@pytest.fixture
def sheet(qtbot):
    page = SheetPage()
    qtbot.addWidget(page)
    page.resize(700, 500)
    with qtbot.waitExposed(page):
        page.show()
    page.show_table(TEXT, PAGES)
    return page


def middle(page, name) -> QPoint:
    return page.table.area(those(name)).center()


def drag(page, qtbot, first, last):
    view = page.table.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(page, first))
    qtbot.mouseMove(view, middle(page, first) + QPoint(4, 2))
    qtbot.mouseMove(view, middle(page, last))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(page, last))


def test_a_rectangle_dragged_with_the_mouse_is_the_selection_with_its_own_words(sheet, qtbot):
    seen = []
    sheet.selection_changed.connect(lambda: seen.append(sheet.selection()))
    drag(sheet, qtbot, "B2", "C4")
    (chosen,) = [one for one in seen if one is not None]
    assert (chosen.cells, chosen.page) == (those("B2:C4"), 1)
    assert chosen.text == "2008\t166\n2007\n1972\t11 𝒳"
    assert TEXT[chosen.start : chosen.end] == "2008\t166\nIraq\t2007\nGermany\t1972\t11 𝒳"
    assert sheet.name.text() == "B2:C4"
    area, end = sheet.selection_area()
    assert area.contains(sheet.table.viewport().mapTo(sheet, middle(sheet, "B2")))
    assert area.contains(end)


def test_cells_are_selected_by_keyboard_alone_and_copied(sheet, qtbot):
    sheet.setFocus()
    qtbot.keyClick(sheet.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Right)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.selection().cells == those("B2:C3")
    qtbot.keyClick(sheet.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2008\t166\n2007"


def test_letters_typed_on_a_table_are_left_to_the_actions(sheet, qtbot):
    sheet.table.choose(those("A1"))
    qtbot.keyClick(sheet.table, Qt.Key.Key_G)
    assert sheet.selection().cells == those("A1"), "the table searched for what was typed"


def test_empty_cells_are_a_selection_without_words_and_without_a_bar(sheet):
    sheet.table.choose(those("C3"))
    chosen = sheet.selection()
    assert chosen.start == chosen.end
    assert sheet.selection_area() is None
    sheet.clear_selection()
    assert sheet.selection() is None


def test_a_stretch_on_another_sheet_brings_that_sheet_to_the_front(sheet, qtbot):
    at = TEXT.index("twice")
    sheet.scroll_to(at, at + 5)
    assert (sheet.sheet, sheet.tabs.currentIndex()) == (2, 1)
    assert sheet.table.painter.lit == those("B3")
    sheet.select(at, at + 5)
    assert (sheet.selection().cells, sheet.selection().page) == (those("B3"), 2)
    qtbot.keyClick(sheet.table, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert sheet.sheet == 1
    assert sheet.table.painter.lit is None
    assert sheet.tabs.tabText(0) == "Victims && more"


def test_hits_are_shown_on_their_cells_and_the_current_one_brought_into_view(sheet):
    hits = [(TEXT.index("2007"), TEXT.index("2007") + 4), (TEXT.index("Asked"), TEXT.index("Asked") + 5)]
    sheet.flash_hit(hits, 1)
    assert sheet.sheet == 2
    assert sheet.table.painter.hits == {(0, 1): True}
    sheet.flash_hit(hits, 0)
    assert sheet.table.painter.hits == {(2, 1): True}
    sheet.flash_hit([])
    assert sheet.table.painter.hits == {}


def mark(ident, name, style=MarkStyle.SUPPORTED):
    start, end = cells.span(TEXT, PAGES[0], those(name))
    return Mark(ident, start, end, "✓ 7", style, f"Link {ident}"), those(name)


def test_linked_rectangles_are_framed_signed_and_activated_by_click_and_by_enter(sheet, qtbot):
    before = sheet.table.viewport().grab().toImage()
    sheet.set_cells([mark("wide", "A2:C4"), mark("small", "B2", MarkStyle.CONTRADICTED)])
    after = sheet.table.viewport().grab().toImage()
    assert before != after
    corner = sheet.table.area(those("B2")).topLeft()
    assert after.pixelColor(corner) == theme.colour("contradicts")
    heard: list[str] = []
    sheet.mark_activated.connect(heard.append)
    qtbot.mouseClick(sheet.table.viewport(), Qt.MouseButton.LeftButton, pos=middle(sheet, "B2"))
    qtbot.mouseClick(sheet.table.viewport(), Qt.MouseButton.LeftButton, pos=middle(sheet, "C4"))
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    qtbot.mouseClick(sheet.table.viewport(), Qt.MouseButton.LeftButton, pos=middle(sheet, "A1"))
    assert heard == ["small", "wide", "wide"]


def test_the_sign_of_a_link_never_hides_what_a_cell_holds(sheet):
    before = sheet.table.columnWidth(1)
    sheet.set_cells([mark("a", "B2"), mark("b", "B2:B3"), mark("c", "B2:C3")])
    signs = sheet.table.painter.room_for_signs(1, 1)
    needed = sheet.table.fontMetrics().horizontalAdvance("2008") + signs
    assert before < needed <= sheet.table.columnWidth(1)


def test_the_active_link_is_lit_as_the_rectangle_it_is(sheet):
    one, rectangle = mark("L", "C2:C3")
    assert TEXT[one.start : one.end] == "166", "the words alone have to say less than the rectangle"
    sheet.set_cells([(one, rectangle)])
    sheet.set_active("L")
    sheet.scroll_to(one.start, one.end)
    assert sheet.table.painter.lit == those("C2:C3"), "only what the words say was lit"
    assert sheet.accessibleDescription() == "Link L"


def test_a_place_in_a_long_sheet_is_remembered_and_found_again(sheet):
    text = "\n".join(f"row {row}\t{row}" for row in range(5000))
    sheet.show_table(text, (Page(1, "", 0, len(text), 2, 5000),))
    at = text.index("row 3210\t")
    sheet.scroll_to(at, at + 8)
    place = sheet.position()
    first = text[place.anchor :].partition("\t")[0]
    assert first.startswith("row 3")
    sheet.scroll_to(0, 1)
    sheet.restore(place)
    assert text[sheet.first_in_sight() :].startswith(first)
    sheet.set_zoom(2.0)
    assert sheet.zoom() == 2.0
    assert text[sheet.first_in_sight() :].startswith(first), "the place was lost when the text grew"


def test_a_sheet_that_runs_from_right_to_left_has_its_first_column_on_the_right(sheet):
    text = "مدينة\tعدد\nدبي\t3"
    sheet.show_table(text, (Page(1, "", 0, len(text), 2, 2),))
    assert sheet.table.area(those("A1")).left() > sheet.table.area(those("B1")).left()
    area = sheet.table.area(those("A1:B2"))
    assert area.contains(middle(sheet, "A1"))
    assert area.contains(middle(sheet, "B2"))


def test_a_hundred_thousand_rows_are_shown_at_once(sheet):
    small = "\n".join(f"{row}\tname\t{row * 2}" for row in range(1000))
    large = "\n".join(f"{row}\tname\t{row * 2}" for row in range(100_000))
    took = []
    for text, rows in ((small, 1000), (large, 100_000)):
        start = time.perf_counter()
        sheet.show_table(text, (Page(1, "", 0, len(text), 3, rows),))
        sheet.grab()
        took.append(time.perf_counter() - start)
    assert took[1] < 20 * max(took[0], 0.02), took
    start = time.perf_counter()
    sheet.scroll_to(len(large) - 3, len(large))
    sheet.grab()
    assert time.perf_counter() - start < 20 * max(took[0], 0.02)


def test_a_screen_reader_hears_the_cell_by_its_name(sheet):
    table = QAccessible.queryAccessibleInterface(sheet.table)
    said = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert "B2 2008" in said
