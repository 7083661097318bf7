"""Letters under the mouse, on pages of every direction."""

from tests.ui.pages.paper import boxes_for
from workbench.readers.reading import Box
from workbench.ui.pages.page_text import PageText

TEXT = "The ISI warned, in 2008.\nIt isn’t so."


def page():
    return PageText(TEXT, boxes_for(TEXT))


def test_the_place_between_letters_nearest_to_a_point():
    text = page()
    for i, box in enumerate(text.boxes[:24]):
        assert text.nearest(box.x0 + 1, 56) == i
        assert text.nearest(box.x1 - 1, 56) == i + 1
    assert text.nearest(0, 0) == 0
    assert text.nearest(390, 76) == len(TEXT)
    assert text.nearest(390, 56) == 24


def test_beside_the_words_there_is_no_letter():
    assert page().character_at(20, 56) is None
    assert page().character_at(41, 56) == 0
    assert page().character_at(41, 300) is None


def test_a_word_is_selected_whole_and_alone():
    text = page()
    assert [TEXT[slice(*text.word_at(i))] for i in (1, 5, 10, 19, 28)] == ["The", "ISI", "warned", "2008", "isn’t"]


def test_a_stretch_over_two_lines_has_one_rectangle_a_line():
    rects = page().rectangles(20, 27)
    assert len(rects) == 2
    assert rects[0] == Box(200, 50, 232, 62)
    assert rects[1] == Box(40, 70, 56, 82)


def test_right_to_left_letters_are_counted_from_the_right():
    text = "سلام"
    boxes = tuple(Box(100 - 10 * (i + 1), 0, 100 - 10 * i, 12) for i in range(4))
    page = PageText(text, boxes)
    assert page.nearest(99, 6) == 0
    assert page.nearest(91, 6) == 1
    assert page.nearest(61, 6) == 4
    assert page.caret(0) == Box(100, 0, 100, 12)
    assert page.caret(4) == Box(60, 0, 60, 12)


def test_the_caret_stands_before_its_letter_and_moves_between_lines():
    text = page()
    assert text.caret(0) == Box(40, 50, 40, 62)
    assert text.caret(24) == Box(232, 50, 232, 62)
    assert text.vertical(2, down=True) == 27
    assert text.vertical(27, down=False) == 2
    assert text.vertical(2, down=False) is None


def test_two_columns_are_told_apart():
    left, right = boxes_for("left one\nleft two"), boxes_for("right 1\nright 2", left=220)
    text = "left one\nleft two\nright 1\nright 2"
    boxes = (*left, Box(0, 0, 0, 0), *right)
    page = PageText(text, boxes)
    assert len(page.lines) == 4
    assert page.nearest(150, 56) == 8
    assert page.nearest(215, 56) == 18


def test_a_page_without_letters_has_none():
    page = PageText("", ())
    assert page.nearest(5, 5) is None
    assert page.caret(0) is None
    assert page.word_at(0) == (0, 0)


def test_fewer_boxes_than_letters_do_no_harm():
    page = PageText("abcdef", boxes_for("abc"))
    assert page.nearest(390, 56) == 3
    assert page.rectangles(2, 6) == [Box(56, 50, 64, 62)]
