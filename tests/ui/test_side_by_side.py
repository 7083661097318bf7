"""What floats by a selection has room side by side too, and caret browsing goes on from what was searched for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.windows import press, turn, wait_for
from workbench.ui.pages.bar_button import Length


@pytest.fixture
def beside(window, sample):
    """The article beside a citation's text, as narrow as at 1440 pixels."""
    sample.open_document(sample.workspace.documents[0].id)
    sample.reader.open_article(sample.workspace.article)
    window.do("view.split")
    wait_for(lambda: sample.reader.article.isVisible() and sample.reader.evidence.isVisible())
    turn(100)
    return sample


@pytest.mark.parametrize("width", [1440, 1280])
def test_the_bar_of_the_article_is_there_side_by_side(window, beside, width):
    window.resize(width, 900)
    turn(150)
    page = beside.reader.article.page
    start = page.text().index("Musharraf led Pakistan")
    page.scroll_to(start, start + 20)
    page.select(start, start + 20)
    turn(50)
    bar = beside.reader.article.bar
    assert bar.isVisible()
    assert page.rect().contains(bar.geometry().adjusted(12, 12, -12, -12)), "it stands within the page"
    assert bar._length is not Length.WHOLE
    for button in bar._buttons:
        assert button.accessibleName() == button.action.text, "its name stays whole"
        assert button.action.text in button.toolTip()
    assert min(button.height() for button in bar._buttons) >= 24


def test_with_room_the_bar_says_its_words_whole_again(window, sample):
    page = sample.reader.article.page
    page.select(0, 20)
    turn(50)
    assert sample.reader.article.bar.isVisible()
    assert sample.reader.article.bar._length is Length.WHOLE


def test_caret_browsing_begins_where_the_search_led(window, sample):
    page = sample.reader.article.page
    start = page.text().index("elite club")
    page.flash_hit([(start, start + 10)], 0)
    press(page, Qt.Key.Key_F7)
    assert page.caret_browsing()
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.selection().text.strip() == "elite"


def test_a_text_just_opened_is_browsed_from_its_top(window, sample):
    page = sample.reader.article.page
    page.show_text("One. Two. Three.")
    assert page.textCursor().position() == 0


def test_the_split_key_leads_from_a_page_about_the_project_to_both_texts(window, beside):
    window.do("view.split")
    assert not beside.reader.split
    window.do("project.history")
    window.do("view.split")
    assert beside.reader.page_in_front is None
    assert beside.reader.article.isVisible()
    assert beside.reader.evidence.isVisible()
