"""Every page keeps the one contract, and speaks to a screen reader."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.ui.pages import specimens
from workbench.ui.pages.citation_page import CitationPage
from workbench.ui.pages.contract import Place, ReadingPage
from workbench.ui.pages.image_page import ImagePage
from workbench.ui.pages.pdf_page import PdfPage
from workbench.ui.pages.sheet_page import SheetPage
from workbench.ui.pages.text_page import TextPage

PAGES = [TextPage, PdfPage, ImagePage, SheetPage, CitationPage]


def every_page() -> list[ReadingPage]:
    """The type checker reads this: each page is a ReadingPage."""
    return [TextPage(), PdfPage(), ImagePage(), SheetPage(), CitationPage()]


@pytest.mark.parametrize("kind", PAGES)
def test_an_empty_page_answers_everything(kind, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    page = kind(host)
    page.set_marks([])
    page.set_active(None)
    page.set_active("nothing")
    page.scroll_to(0, 5)
    page.flash_hit([])
    page.clear_selection()
    page.restore(page.position())
    assert page.selection() is None
    assert page.selection_area() is None
    assert page.zoom() > 0
    assert page.accessibleName()
    page.grab()


@pytest.mark.parametrize("place", [Place(), Place(120, -3.25, 1.5), Place(7, 12.0, 0.0)])
def test_a_place_is_remembered_as_text(place):
    assert Place.from_text(place.to_text()) == place


@pytest.mark.parametrize("text", ["", "nonsense", "1:2", "a:b:c", "1:2:3:4"])
def test_a_place_that_cannot_be_read_is_the_top(text):
    assert Place.from_text(text) == Place()


def test_a_screen_reader_gets_the_article_as_text(article):
    face = QAccessible.queryAccessibleInterface(article)
    assert face.role() == QAccessible.Role.EditableText
    assert face.state().readOnly
    assert face.text(QAccessible.Text.Name) == "Text"
    assert "Mossad" in face.text(QAccessible.Text.Value)
    words = face.textInterface()
    assert words.characterCount() == len(specimens.seed_text())
    assert words.text(0, 12) == "Ex-Pakistani"
    article.select(0, 12)
    assert words.selectionCount() == 1
    article.set_active("C45")
    assert face.text(QAccessible.Text.Description) == "Claim 45"


def test_the_parts_beside_the_text_have_names(article):
    names = {child.accessibleName() for child in article.findChildren(QWidget) if child.accessibleName()}
    assert {"Paragraph numbers", "Margin notes"} <= names
