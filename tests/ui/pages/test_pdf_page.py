"""Reading a PDF: pages in sight only, words selected over their letters, passages found again."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication

from tests.ui.pages.paper import PaperProvider, document
from workbench.ui.pages.contract import Mark, MarkStyle, Place
from workbench.ui.pages.pdf_page import PdfPage

PAGES = [f"Page {n} says that the ISI warned.\nSecond line of page {n} here.\nThird one." for n in range(1, 13)]


@pytest.fixture
def shown(qtbot):
    pages, text = document(PAGES)
    page = PdfPage()
    qtbot.addWidget(page)
    page.resize(620, 500)
    with qtbot.waitExposed(page):
        page.show()
    provider = PaperProvider(PAGES)
    page.show_document(pages, text, provider)
    page.set_zoom(1.0)
    page.rested()
    qtbot.wait(1)
    return page


def spot(page, offset, *, part=0.5):
    number = page.page_of(offset)
    box = page._measured[number].boxes[offset - page.pages[number - 1].start]
    rect = page.rect_of(box, number)
    return QPoint(round(rect.left() + part * rect.width()), round(rect.center().y()))


def drag(qtbot, page, start, end):
    view = page.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_dragging_selects_exactly_the_words_and_gives_their_boxes(shown, qtbot):
    start = PAGES[0].index("the ISI")
    seen = []
    shown.selection_changed.connect(lambda: seen.append(shown.selection()))
    drag(qtbot, shown, spot(shown, start, part=0.1), spot(shown, start + 6, part=0.9))
    chosen = seen[-1]
    assert (chosen.text, chosen.start, chosen.page) == ("the ISI", start, 1)
    assert len(chosen.boxes) == 1
    assert chosen.boxes[0].x1 - chosen.boxes[0].x0 == 7 * 8
    assert [s.text for s in seen if s] == ["the ISI"], "said once, at the release"


def test_dragging_over_lines_follows_the_order_of_the_text(shown, qtbot):
    drag(qtbot, shown, spot(shown, 20, part=0.1), spot(shown, 45, part=0.9))
    chosen = shown.selection()
    assert chosen.text == shown.text()[20:46]
    assert len(chosen.boxes) == 2


def test_a_double_click_selects_the_word_and_shift_click_extends(shown, qtbot):
    start = PAGES[0].index("ISI")
    qtbot.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=spot(shown, start + 1))
    assert shown.selection().text == "ISI"
    end = PAGES[0].index("warned") + 5
    view = shown.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, spot(shown, end, part=0.9))
    assert shown.selection().text == "ISI warned"


def test_words_are_selected_and_copied_by_keyboard_alone(shown, qtbot):
    qtbot.keyClick(shown, Qt.Key.Key_F7)
    for _ in range(3):
        qtbot.keyClick(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert shown.selection().text == "Page 1 says "
    qtbot.keyClick(shown, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown.selection().text.endswith("\nSecond line ")
    qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == shown.selection().text


def test_the_caret_goes_over_to_the_next_page_and_is_kept_in_sight(shown, qtbot):
    shown.set_caret_browsing(True)
    for _ in range(40):
        qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.page_of(shown._head) > 5
    assert shown.viewport().rect().intersects(shown.caret_rect().toAlignedRect())


def test_sentences_and_whole_paragraphs_are_selected(shown):
    shown.select(5, 5)
    shown.select_sentence()
    assert shown.selection().text == "Page 1 says that the ISI warned."
    shown.select(5, 5)
    shown.select_paragraph()
    assert shown.selection().text == PAGES[0]


def test_a_marked_passage_is_tinted_on_its_letters_when_active(shown):
    start = PAGES[0].index("the ISI")
    shown.set_marks([Mark("L1", start, start + 7, "E1", MarkStyle.CONTRADICTED, "Contradicts claim 45")])
    shown.set_active("L1")
    where = spot(shown, start + 3, part=0.5)
    image = shown.viewport().grab().toImage()
    assert image.pixelColor(where).name() == "#fbe0d2"
    assert image.pixelColor(spot(shown, start + 9)).name() == "#ffffff"
    below = [image.pixelColor(where.x(), where.y() + dy).name() for dy in range(6, 16)]
    assert below.count("#a63a00") == 2, "a double underline"


def test_clicking_a_marked_passage_activates_it(shown, qtbot):
    shown.set_marks([Mark("L1", 5, 20, "1", MarkStyle.SUPPORTED), Mark("L2", 8, 12, "2", MarkStyle.MIXED)])
    with qtbot.waitSignal(shown.mark_activated, check_params_cb=lambda i: i == "L2"):
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=spot(shown, 9))
    with qtbot.assertNotEmitted(shown.mark_activated, wait=20):
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=spot(shown, 30))


def test_a_passage_on_a_page_not_yet_measured_is_found_when_it_is(qtbot):
    pages, text = document(PAGES)
    provider = PaperProvider(PAGES, held=True)
    page = PdfPage()
    qtbot.addWidget(page)
    page.resize(620, 200)
    with qtbot.waitExposed(page):
        page.show()
    page.show_document(pages, text, provider)
    page.set_zoom(2.0)
    start = pages[8].start + PAGES[8].index("Third")
    page.scroll_to(start, start + 5)
    assert page.current_page() == 9
    for _ in range(3):
        qtbot.wait(1)
        provider.let_go()
    area = page.rect_of(page.boxes_of(start, start + 5, 9)[0], 9).toAlignedRect()
    assert page.viewport().rect().contains(area)


def test_only_pages_in_sight_and_the_next_are_asked_for(qtbot):
    texts = [f"Page {n}" for n in range(1, 501)]
    pages, text = document(texts)
    provider = PaperProvider(texts)
    page = PdfPage()
    qtbot.addWidget(page)
    page.resize(620, 500)
    with qtbot.waitExposed(page):
        page.show()
    page.show_document(pages, text, provider)
    page.set_zoom(1.0)
    page.go_to_page(250)
    qtbot.wait(250)
    asked = {number for _, number in provider.asked}
    assert {250, 251} <= asked
    assert len(asked) < 12
    assert page.page_count() == 500


def test_where_a_page_cannot_be_drawn_its_place_says_why(qtbot):
    pages, text = document(PAGES)
    provider = PaperProvider(PAGES, problem="This page could not be drawn.")
    page = PdfPage()
    qtbot.addWidget(page)
    page.resize(620, 500)
    with qtbot.waitExposed(page):
        page.show()
    page.show_document(pages, text, provider)
    page.grab()
    qtbot.wait(1)
    image = page.viewport().grab().toImage()
    muted = QColor("#57606a")
    dark = sum(
        abs(image.pixelColor(x, y).lightness() - muted.lightness()) < 30
        for x in range(150, 450)
        for y in range(100, 480)
    )
    assert dark > 40
    count = len([a for a in provider.asked if a == ("image", 1)])
    page.grab()
    assert len([a for a in provider.asked if a == ("image", 1)]) == count, "a page that failed is not asked for again"


def test_zoom_fits_the_width_until_a_zoom_is_chosen(shown, qtbot):
    shown.fit_width()
    width = shown.page_rect(1).width()
    assert abs(width - (shown.viewport().width() - 48)) <= 1
    shown.resize(820, 500)
    qtbot.wait(1)
    assert shown.page_rect(1).width() > width
    shown.set_zoom(1.0)
    assert shown.page_rect(1).width() == round(400 * 96 / 72)


def test_zooming_keeps_the_page_and_reopening_returns_to_it(shown):
    shown.go_to_page(7)
    for zoom in (2.0, 0.5, 1.25):
        shown.set_zoom(zoom)
        assert shown.position().anchor == 7 or shown.current_page() == 7
    place = Place.from_text(shown.position().to_text())
    value = shown.verticalScrollBar().value()
    shown.go_to_page(1)
    shown.restore(place)
    assert abs(shown.verticalScrollBar().value() - value) <= 1
    assert shown.zoom() == 1.25


def test_the_page_in_sight_is_told(shown, qtbot):
    with qtbot.waitSignal(shown.page_changed, check_params_cb=lambda page, count: (page, count) == (4, 12)):
        shown.go_to_page(4)
    assert shown.accessibleDescription().startswith("Page 4 of 12. Page 4 says")


def test_search_hits_are_brought_into_view(shown):
    start = shown.pages[9].start + 7
    shown.flash_hit([(7, 11), (start, start + 4)], current=1)
    assert 10 in shown.pages_in_sight()
    shown.grab()


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_C, Qt.Key.Key_1])
def test_letters_are_left_to_the_window(shown, qtbot, key):
    from PySide6.QtGui import QKeyEvent

    for kind in (QKeyEvent.Type.ShortcutOverride, QKeyEvent.Type.KeyPress):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        event.setAccepted(kind is QKeyEvent.Type.KeyPress)
        QGuiApplication.sendEvent(shown, event)
        assert not event.isAccepted()


def test_dragging_beyond_the_edge_creeps_on(shown, qtbot):
    view = shown.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=spot(shown, 3))
    outside = QPoint(200, view.height() + 30)
    qtbot.mouseMove(view, outside)
    began = time.monotonic()
    qtbot.waitUntil(lambda: shown.current_page() >= 2, timeout=5000)
    assert time.monotonic() - began < 5
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=outside)
    assert len(shown.selection().text) > len(PAGES[0])


def test_a_screen_reader_is_given_the_page_the_line_and_what_is_selected(shown, qtbot):
    shown.go_to_page(3)
    qtbot.waitUntil(lambda: shown.accessibleDescription().startswith("Page 3 of 12. Page 3 says that the ISI warned."))
    shown.set_caret_browsing(True)
    at = shown.text().index("Second line of page 3")
    shown.select(at + 4, at + 4)
    assert shown.accessibleDescription() == "Second line of page 3 here."
    shown.select(at, at + 11)
    assert shown.accessibleDescription() == "Selected: Second line"
