"""Pages on a screen of fixed size, light colours."""

import pytest

from tests.ui.pages import specimens
from workbench.ui import theme
from workbench.ui.pages.text_page import TextPage


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, theme.Scheme.LIGHT)


@pytest.fixture
def text_page(qtbot):
    page = TextPage()
    qtbot.addWidget(page)
    page.resize(780, 900)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def article(text_page):
    """The seed article with its 51 claims."""
    text = specimens.seed_text()
    marks = specimens.seed_marks()
    text_page.show_text(text, specimens.lines_as_blocks(text), language="en")
    text_page.set_marks(marks)
    text_page.set_notes(specimens.notes_for(marks))
    return text_page
