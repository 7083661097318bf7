"""Reading, selecting and marking on the page of a text."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtWidgets import QWidget

from tests.ui.pages import specimens
from workbench.model.sets import BlockKind
from workbench.readers.reading import Block
from workbench.ui.pages import columns
from workbench.ui.pages.contract import MarginNote, Mark, MarkStyle, NoteRun, Place
from workbench.ui.pages.text_page import TextPage

HARD = "e\u0301 a\u2028b\tc 😀 d\n\n\n𝒳yz\u00ad\u200dمرحبا\nlast 👩\u200d🔬 line"


def centre_of(page, start, end):
    """The middle of a stretch's first rectangle, in the viewport."""
    top = page.verticalScrollBar().value()
    units = page.offsets.to_units(start), page.offsets.to_units(end)
    rect = page.lies.rectangles(*units, top=top, bottom=top + page.viewport().height())[0]
    return rect.center().toPoint() - QPoint(0, top)


def test_every_stretch_can_be_selected_and_gives_its_exact_words(text_page):
    text_page.show_text(HARD)
    assert text_page.document().toRawText().replace("\u2029", "\n") == HARD
    for start in range(len(HARD)):
        for end in range(start + 1, len(HARD) + 1):
            text_page.select(start, end)
            chosen = text_page.selection()
            assert (chosen.start, chosen.end, chosen.text) == (start, end, HARD[start:end])


def test_copying_gives_the_stored_words(text_page):
    text_page.show_text(HARD)
    text_page.select(0, len(HARD))
    text_page.copy()
    assert QGuiApplication.clipboard().text() == HARD


def test_all_51_claims_of_the_seed_article_are_marked_on_their_words(article):
    marks = specimens.seed_marks()
    assert len(marks) == 51
    for mark in marks:
        assert mark.id in {m.id for m in article.marks_at(mark.start)}
        assert mark.id in {m.id for m in article.marks_at(mark.end - 1)}
        assert mark.id not in {m.id for m in article.marks_at(mark.end)}


def test_nested_claims_get_underlines_of_their_own_kind_at_different_depths(article):
    c44, c45, c51 = (next(m for m in article._marked.all if m.mark.number == n) for n in ("44", "45", "51"))
    assert len({c44.lane.lane, c45.lane.lane, c51.lane.lane}) == 3
    article.set_active("C45")
    assert article._raised["C45"].lane == 0


def test_the_active_claim_is_tinted_and_no_other(article):
    article.set_active("C45")
    article.scroll_to(3198, 3435)
    article._unlight()
    image = article.viewport().grab().toImage()
    middle = centre_of(article, 3222, 3260)
    assert image.pixelColor(middle.x() + 3, middle.y() - 9).name() == "#fbe0d2"
    article.set_active(None)
    image = article.viewport().grab().toImage()
    assert image.pixelColor(middle.x() + 3, middle.y() - 9).name() == "#ffffff"


def test_clicking_on_a_claim_activates_the_innermost_and_then_the_one_around_it(article, qtbot):
    article.scroll_to(3222, 3260)
    seen: list[str] = []
    article.mark_activated.connect(seen.append)
    article.mark_activated.connect(article.set_active)
    spot = centre_of(article, 3230, 3240)
    for _ in range(4):
        qtbot.mouseClick(article.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.wait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 20)
    assert seen == ["C44", "C45", "C51", "C44"]


def test_clicking_beside_the_words_activates_nothing(article, qtbot):
    with qtbot.assertNotEmitted(article.mark_activated, wait=50):
        qtbot.mouseClick(article.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 8))


def test_dragging_over_words_selects_them_and_says_so_once_at_the_release(article, qtbot):
    seen = []
    article.selection_changed.connect(lambda: seen.append(article.selection()))
    view = article.viewport()
    start, end = centre_of(article, 185, 186), centre_of(article, 230, 231)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for x in range(start.x(), end.x(), 20):
        qtbot.mouseMove(view, QPoint(x, start.y()))
    qtbot.mouseMove(view, end)
    assert seen == []
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert len(seen) == 1
    assert seen[0].text in specimens.seed_text()
    assert len(seen[0].text) > 20


def test_dragging_along_any_height_selects_along_a_line(article, qtbot):
    """Between two lines, and between two paragraphs, the nearer line is meant, never the end of the one above."""
    viewport = article.viewport()
    left = centre_of(article, 173, 174).x()
    for y in range(150, 420, 2):
        article.clear_selection()  # a drag that begins on selected words would carry them away
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(left, y))
        qtbot.mouseMove(viewport, QPoint(left + 20, y))
        qtbot.mouseMove(viewport, QPoint(left + 40, y))
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(left + 40, y))
        chosen = article.selection()
        assert chosen is not None, y
        assert "\n" not in chosen.text, (y, chosen.text)
        assert 2 <= len(chosen.text) <= 20, (y, chosen.text)


def test_words_are_selected_by_keyboard_alone(article, qtbot):
    qtbot.keyClick(article, Qt.Key.Key_F7)
    assert article.caret_browsing()
    for _ in range(12):
        qtbot.keyClick(article, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert article.selection().text == "Ex-Pakistani"
    qtbot.keyClick(article, Qt.Key.Key_F7)
    qtbot.keyClick(article, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert article.selection().text == "Ex-Pakistani "


def test_the_caret_is_seen_while_it_is_browsed_with(article):
    article.activateWindow()
    article.setFocus()
    article.select(30, 30)
    spot = article.cursorRect().center()
    assert article.viewport().grab().toImage().pixelColor(spot).name() != "#1b1f24"
    article.set_caret_browsing(True)
    assert article.viewport().grab().toImage().pixelColor(spot).name() == "#1b1f24"


def test_selections_grow_by_word_sentence_and_paragraph_and_shrink_again(article, qtbot):
    growing = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    article.select(820, 820)
    seen = []
    for _ in range(3):
        qtbot.keyClick(article, Qt.Key.Key_Up, growing)
        seen.append(article.selection().text)
    assert seen[0] == "strong"
    assert seen[1].startswith("He was a strong critic of Israel until 2005, when")
    assert seen[1].endswith("Turkey.")
    assert seen[2].startswith("Musharraf led Pakistan")
    assert seen[2].endswith("two countries.")
    qtbot.keyClick(article, Qt.Key.Key_Down, growing)
    assert article.selection().text.endswith("2008.")


def test_selections_are_extended_by_sentence_and_paragraph(article, qtbot):
    article.select(766, 766)
    qtbot.keyClick(article, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert article.selection().text == "Musharraf led Pakistan from 1999 to 2008."
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(article, Qt.Key.Key_Down, both)
    assert article.selection().text.endswith("between the two countries.")
    qtbot.keyClick(article, Qt.Key.Key_Down, both)
    assert article.selection().text.endswith("welcome such ties.")


def test_a_paragraph_is_selected_by_its_number(article, qtbot):
    numbers = article._numbers
    y = centre_of(article, 305, 330).y()
    qtbot.mouseClick(numbers, Qt.MouseButton.LeftButton, pos=QPoint(16, y))
    assert article.selection().text.startswith("He was speaking at a press conference")
    assert article.selection().text.endswith("back home.")


@pytest.mark.parametrize("key", ["C", "Shift+C", "N", "1", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+K"])
@pytest.mark.parametrize("caret", [False, True])
def test_the_windows_keys_are_left_to_the_window(qtbot, key, caret):
    window = QWidget()
    qtbot.addWidget(window)
    action = QAction(window)
    action.setShortcut(QKeySequence(key))
    window.addAction(action)
    page = TextPage(window)
    page.show_text("One two three.")
    page.set_caret_browsing(caret)
    window.resize(500, 300)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    page.setFocus()
    combination = QKeySequence(key)[0]  # type: ignore[index]  # it is; the stubs do not say so
    with qtbot.waitSignal(action.triggered, timeout=500):
        qtbot.keyClick(page, combination.key(), combination.keyboardModifiers())
    assert page.text() == "One two three."


def test_typing_never_changes_the_text(article, qtbot):
    qtbot.keyClicks(article, "xyz")
    qtbot.keyClick(article, Qt.Key.Key_Delete)
    assert article.document().toRawText().replace("\u2029", "\n") == specimens.seed_text()


def test_enter_activates_the_claim_at_the_caret(article, qtbot):
    article.set_caret_browsing(True)
    article.select(10, 10)
    with qtbot.waitSignal(article.mark_activated, check_params_cb=lambda i: i == "C01"):
        qtbot.keyClick(article, Qt.Key.Key_Return)


def test_margin_notes_never_lie_on_each_other_and_start_beside_their_words(article):
    article.scroll_to(3198, 3435)
    top = article.verticalScrollBar().value()
    placed = article._notes.placed(top, top + 900)
    assert len(placed) > 10
    for above, below in pairwise(placed):
        assert above.box.bottom() <= below.box.top() + 0.01
    for one in placed:
        assert one.box.bottom() >= article.lies.baseline(article.offsets.to_units(one.note.start))


def test_a_note_stays_put_while_scrolling(article):
    bar = article.verticalScrollBar()
    where: dict[str, float] = {}
    for value in range(0, bar.maximum(), 37):
        bar.setValue(value)
        for one in article._notes.placed(value, value + 900):
            assert where.setdefault(one.note.mark_id, one.box.top()) == one.box.top()
    assert len(where) == 51


def test_clicking_a_margin_note_activates_its_claim(article, qtbot):
    box = article._notes.placed(0, 900)[3].box
    with qtbot.waitSignal(article.mark_activated, check_params_cb=lambda i: i == "C04"):
        qtbot.mouseClick(article._notes, Qt.MouseButton.LeftButton, pos=box.center().toPoint())


def test_going_to_a_passage_brings_it_into_view_and_lights_it_for_a_moment(article, qtbot):
    article.scroll_to(3601, 3699)
    first = centre_of(article, 3601, 3610)
    assert 0 < first.y() < article.viewport().height()
    image = article.viewport().grab().toImage()
    assert image.pixelColor(first.x() + 2, first.y() - 9).name() == "#d6e4fa"
    qtbot.waitUntil(lambda: article._lit is None, timeout=3000)
    image = article.viewport().grab().toImage()
    assert image.pixelColor(first.x() + 2, first.y() - 9).name() == "#ffffff"


def test_a_passage_in_sight_is_not_scrolled_to(article):
    before = article.verticalScrollBar().value()
    article.scroll_to(305, 366)
    assert article.verticalScrollBar().value() == before


@pytest.mark.parametrize("value", [0, 407, 419, 431, 443])
def test_reopening_returns_to_the_same_line(article, value):
    article.verticalScrollBar().setValue(value)
    place = Place.from_text(article.position().to_text())
    article.verticalScrollBar().setValue(250)
    article.restore(place)
    assert abs(article.verticalScrollBar().value() - value) <= 1


def test_a_place_given_before_the_page_is_seen_is_gone_to_when_it_is(qtbot):
    text = specimens.seed_text()
    page = TextPage()
    qtbot.addWidget(page)
    page.resize(600, 300)
    page.show_text(text, specimens.lines_as_blocks(text))
    page.restore(Place(1931, -30, 1.25))
    with qtbot.waitExposed(page):
        page.show()
    assert page.zoom() == 1.25
    at_top = page.cursorForPosition(QPoint(page.viewport().width() // 2, 0))
    at_top.movePosition(QTextCursor.MoveOperation.EndOfLine)
    assert abs(at_top.position() - 1931) < 160


def test_a_text_first_shown_in_a_small_page_still_begins_at_its_title(qtbot):
    page = TextPage()
    qtbot.addWidget(page)
    page.resize(100, 30)
    page.show_text(specimens.seed_text(), specimens.lines_as_blocks(specimens.seed_text()))
    page.show()
    for size in ((300, 200), (900, 700), (750, 800)):
        page.resize(*size)
        qtbot.wait(10)
        assert page.verticalScrollBar().value() == 0


def test_zooming_and_resizing_keep_the_words_at_the_top(article, qtbot):
    article.verticalScrollBar().setValue(600)
    anchor = article.position().anchor
    for zoom in (1.25, 2.0, 1.0):
        article.set_zoom(zoom)
        assert abs(article.position().anchor - anchor) < 80
    article.resize(520, 700)
    qtbot.wait(10)
    assert abs(article.position().anchor - anchor) < 80


def test_zoom_by_keys_and_back(article, qtbot):
    qtbot.keyClick(article, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert article.zoom() == 1.1
    qtbot.keyClick(article, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(article, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert article.zoom() == 0.9
    qtbot.keyClick(article, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert article.zoom() == 1.0


@pytest.mark.parametrize("size", [(1400, 900), (780, 900), (400, 700), (260, 400)])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_columns_never_overlap_and_stay_inside_the_page(article, qtbot, size, zoom):
    article.resize(*size)
    article.set_zoom(zoom)
    qtbot.wait(5)
    strips = [article._numbers.geometry(), article.viewport().geometry(), article._notes.geometry()]
    assert not strips[0].intersects(strips[1])
    assert not strips[1].intersects(strips[2])
    assert all(strip.left() >= 0 for strip in strips)
    assert strips[2].right() <= article.width()
    assert strips[1].width() >= 80


def test_a_right_to_left_article_is_mirrored(text_page):
    text = "عنوان المقال\n\nهذه فقرة من المقال 1948 مع اسم BBC News في وسطها."
    text_page.show_text(text, language="ar")
    start = text.index("فقرة")
    text_page.set_marks([Mark("C1", start, start + 10, "1", MarkStyle.SUPPORTED)])
    text_page.set_notes([MarginNote(start, (NoteRun("1", bold=True),), "C1")])
    assert text_page.mirrored
    assert text_page._notes.geometry().right() <= text_page.viewport().geometry().left()
    assert text_page._numbers.geometry().left() >= text_page.viewport().geometry().right()
    rect = text_page.lies.rectangles(start, start + 4, top=0, bottom=900)
    assert rect[0].center().x() > text_page.viewport().width() / 2


@pytest.mark.parametrize(
    "text",
    [
        "لاہور میں 2 ستمبر 2005 کو وزیر خارجہ نے کہا",
        "في 12 مايو 2019 قال NATO إن 3.4% من BBC News ذهبت 7",
        "ב־12 במאי 2019 אמר NATO כן",
        "He said هذا نص and שלום on 12 May",
    ],
)
def test_a_mark_over_numbers_and_names_against_the_direction_leaves_no_gap(text_page, text):
    text_page.show_text(text)
    whole = text_page.lies.rectangles(0, len(text), top=0, bottom=900)
    assert len(whole) == 1
    # Each character has its own place: together they cover the line, and none lies on another.
    single = [text_page.lies.rectangles(at, at + 1, top=0, bottom=900) for at in range(len(text))]
    assert all(len(one) == 1 for one in single)
    assert sum(one[0].width() for one in single) == pytest.approx(whole[0].width(), abs=0.5 * len(text))


def test_a_mark_over_words_of_both_directions_covers_exactly_their_letters(text_page):
    text = "ab هذا نص cd"
    text_page.show_text(text)
    whole = text_page.lies.rectangles(0, len(text), top=0, bottom=900)
    part = text_page.lies.rectangles(3, 6, top=0, bottom=900)
    rest = text_page.lies.rectangles(7, 9, top=0, bottom=900)
    assert len(whole) == 1
    assert sum(r.width() for r in part) < whole[0].width() / 2
    # Read from right to left, the first word stands to the right of the second.
    assert part[0].left() >= rest[0].right() - 1


def test_a_markdown_title_is_set_as_a_title_behind_its_mark(text_page):
    text = "# The title\n\nA paragraph.\n"
    text_page.show_text(text, (Block(BlockKind.TITLE, 2, 11), Block(BlockKind.BODY, 13, 25)))
    title, body = (text_page.document().findBlock(at) for at in (0, 13))
    assert title.charFormat().font().pixelSize() > body.charFormat().font().pixelSize() or (
        title.layout().lineAt(0).height() > body.layout().lineAt(0).height()
    )
    text_page.select(0, 11)
    assert text_page.selection().text == "# The title"


def test_headings_stand_out_and_blank_lines_are_small(text_page):
    text = "Title\n\nBody one.\n\nHeading\nBody two."
    kinds = [BlockKind.TITLE, BlockKind.BODY, BlockKind.HEADING, BlockKind.BODY]
    places = [(0, 5), (7, 16), (18, 25), (26, 35)]
    text_page.show_text(text, tuple(Block(k, *p) for k, p in zip(kinds, places, strict=True)))
    layout = text_page.document().documentLayout()
    tops = [layout.blockBoundingRect(text_page.document().findBlockByNumber(i)).top() for i in range(6)]
    title, blank, body, _, heading = (below - above for above, below in pairwise(tops))
    assert title > body > blank > 10
    assert heading > body
    assert text_page.numbers == {0: 1, 2: 2, 4: 3, 5: 4}


def test_search_hits_are_framed_and_the_current_one_is_filled(article):
    text = specimens.seed_text()
    first, second = text.index("Pakistan’s military"), text.index("Pakistan has had")
    article.flash_hit([(first, first + 8), (second, second + 8)], current=1)
    image = article.viewport().grab().toImage()
    filled, framed = centre_of(article, second, second + 8), centre_of(article, first, first + 8)
    assert image.pixelColor(filled.x(), filled.y() - 9).name() == "#d6e4fa"
    assert image.pixelColor(framed.x(), framed.y() - 9).name() == "#ffffff"
    article.flash_hit([])
    image = article.viewport().grab().toImage()
    assert image.pixelColor(filled.x(), filled.y() - 9).name() == "#ffffff"


def test_changing_to_dark_repaints_the_page(article, qapp):
    from workbench.ui import theme

    theme.apply(qapp, theme.Scheme.DARK)
    assert article.viewport().grab().toImage().pixelColor(3, 3).name() == "#1e2227"


def test_marks_beyond_the_text_do_no_harm(text_page):
    text_page.show_text("Short.")
    text_page.set_marks([Mark("a", 2, 900, "1", MarkStyle.MIXED), Mark("b", 50, 60, "2", MarkStyle.MIXED)])
    assert [m.id for m in text_page.marks_at(5)] == ["a"]
    text_page.grab()


def test_the_selections_place_is_known_for_the_bar(article):
    article.select(305, 366)
    area, end = article.selection_area()
    assert article.rect().contains(area)
    assert abs(end.y() - area.bottom()) <= 1
    article.verticalScrollBar().setValue(article.verticalScrollBar().maximum())
    assert article.selection_area() is None


def test_evidence_lies_as_a_sheet_on_the_desk_without_margins(text_page):
    text_page.show_text("Evidence.", look=columns.EVIDENCE)
    assert not text_page._notes.isVisible()
    assert not text_page._numbers.isVisible()
    image = text_page.grab().toImage()
    assert image.pixelColor(4, 300).name() != image.pixelColor(text_page.width() // 2, 300).name()


@pytest.mark.parametrize(
    ("text", "inside", "sentence"),
    [
        ("He met Dr. Khan on Feb. 22. Nobody else came.", "Khan", "He met Dr. Khan on Feb. 22."),
        ("The U.S. Embassy in Islamabad wrote it. It was short.", "Embassy", "The U.S. Embassy in Islamabad wrote it."),
        ("“Is it so?” he asked. Nobody answered.", "Is it", "“Is it so?” he asked."),
        ("😀 Mr. Smith left at 5 p.m. on Monday. The rest stayed.", "left", "😀 Mr. Smith left at 5 p.m. on Monday."),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it_not_at_every_full_stop(text_page, text, inside, sentence):
    page = text_page
    page.show_text(text)
    at = text.index(inside)
    page.select(at, at + 1)
    page.select_sentence()
    assert page.selection().text == sentence


def crowd(page, each):
    """A text of 40 lines or so with a claim on every few letters, ``each`` to a line."""
    words = " ".join(f"word{number:03}" for number in range(400))
    page.show_text(words)
    marks = [Mark(f"C{n}", 8 * n, 8 * n + 7, str(n), MarkStyle.UNCHECKED) for n in range(0, 400, max(1, 7 // each))]
    page.set_marks(marks)
    page.set_notes([MarginNote(mark.start, (NoteRun(mark.number),), mark.id) for mark in marks])
    return marks


def test_with_400_short_claims_every_note_stays_near_its_line(text_page):
    marks = crowd(text_page, 7)
    column, height = text_page._notes, text_page._notes._row()
    seen = set()
    bottom = 0.0
    for placed in column.placed(0, text_page.document().size().height()):
        assert placed.box.top() >= bottom - 0.01
        bottom = placed.box.bottom()
        for note in placed.sharing or (placed.note,):
            seen.add(note.mark_id)
            drift = placed.box.top() - column._beside([m.id for m in marks].index(note.mark_id))
            assert -0.01 <= drift <= 3 * height + 0.01, note.mark_id
    assert seen == {mark.id for mark in marks}
    assert any("claims here" in column._runs(one)[0].text for one in column.placed(0, 900))


def test_clicking_on_a_shared_row_goes_through_its_claims_and_the_active_one_is_named(text_page, qtbot):
    crowd(text_page, 7)
    column = text_page._notes
    text_page.mark_activated.connect(text_page.set_active)
    shared = next(one for one in column.placed(0, 800) if one.sharing)
    chosen: list[str] = []
    text_page.mark_activated.connect(chosen.append)
    for _ in range(3):
        qtbot.mouseClick(column, Qt.MouseButton.LeftButton, pos=shared.box.center().toPoint())
    assert chosen == [one.mark_id for one in shared.sharing[:3]]
    now = next(one for one in column.placed(0, 800) if one.box == shared.box)
    assert [run.text for run in column._runs(now)] == [
        shared.sharing[2].runs[0].text,
        f"+{len(shared.sharing) - 1} here",
    ]
