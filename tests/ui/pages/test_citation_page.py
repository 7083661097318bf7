"""Evidence that is cited but not held."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from workbench.ui.pages import empty_page
from workbench.ui.pages.citation_page import Citation, CitationPage
from workbench.ui.pages.contract import Mark, MarkStyle
from workbench.ui.pages.selection_bar import SelectionBar, evidence_actions

URL = "https://example.org/a-very-long-address/" + "x" * 60


@pytest.fixture
def card(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(700, 600)
    page = CitationPage(host)
    page.resize(700, 600)
    with qtbot.waitExposed(host):
        host.show()
    page.show_citation(
        Citation(
            "A cable", "He had been in direct touch 😀 with them.", "A. Author", "Paper", "2010", URL, tier="Primary"
        )
    )
    yield page
    host.hide()


def test_the_card_says_what_is_cited_and_that_it_is_not_held(card):
    words = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert "A cable" in words
    assert "A. Author · Paper · 2010" in words
    assert URL in words
    assert any(
        child.accessibleName() == "Cited, not held" for child in card.children() if hasattr(child, "accessibleName")
    )


def test_the_address_is_copied_never_opened(card, qtbot, monkeypatch):
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    button = next(b for b in card.findChildren(QPushButton) if b.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == URL
    assert not any(label.openExternalLinks() for label in card.findChildren(QLabel))
    assert opened == []


def test_the_quotation_is_selected_and_marked_like_any_text(card, qtbot):
    bar = SelectionBar(card, card, evidence_actions())
    card.select(7, 11)
    assert card.selection().text == "been"
    assert bar.isVisible()
    assert not bar.geometry().adjusted(12, 12, -12, -12).intersects(card.selection_area()[0])
    card.set_marks([Mark("L1", 7, 40, "1", MarkStyle.CONTRADICTED, "Contradicts")])
    card.set_active("L1")
    assert card.quotation.accessibleDescription() == "Contradicts"


def test_without_a_quotation_the_card_teaches_what_to_do(card):
    card.show_citation(Citation("A cable"))
    words = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert any("enter the words you rely on" in text for text in words)
    assert not card.quotation.isVisible()


@pytest.mark.parametrize("make", [empty_page.no_article, empty_page.no_evidence, empty_page.nothing_open])
def test_empty_places_teach_the_next_step(make, qtbot):
    page = make()
    qtbot.addWidget(page)
    page.resize(300, 300)
    assert page.accessibleName()
    assert page.accessibleDescription()
    page.grab()
