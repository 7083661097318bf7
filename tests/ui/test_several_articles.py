"""A project may hold several articles: each is reached, claims bring theirs with them, and it is remembered which."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.windows import press, turn, view_of, wait_for

OTHER = "Another article\n\nThe bridge was built in 1911 by a baker. It was sold in 1950."


@pytest.fixture
def two(window, sample):
    """The sample with another article pasted, and a claim marked in it."""
    QGuiApplication.clipboard().setText(OTHER)
    window.do("file.paste_article")
    wait_for(lambda: len(sample.workspace.articles) == 2)
    turn(20)
    page = sample.reader.article.page
    assert page.text() == OTHER, "what was just taken in is in front"
    start = OTHER.index("The bridge")
    page.select(start, start + 38)
    press(page, Qt.Key.Key_C)
    return sample


def test_a_claim_brings_its_article_with_it(window, two):
    row = two.workspace.active_row
    assert row is not None
    assert row.article == 2
    assert two.workspace.rows[-1] == row, "claims are listed article by article"
    two.choose_claim(two.workspace.rows[0].id)
    assert two.workspace.article.code == "A1"
    assert two.reader.article.page.text() == two.workspace.article.text != OTHER
    two.choose_claim(row.id)
    page = two.reader.article.page
    assert page.text() == OTHER
    assert page._active.mark.id == row.id


def test_the_navigator_and_a_key_lead_from_one_to_the_other(window, two):
    press(
        two.reader.article.page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert two.workspace.article.code == "A1"
    button = two.navigator._article
    assert button.text().startswith("Article A1 · version 1")
    assert "2 articles" in button.accessibleName()
    press(button, Qt.Key.Key_Space)
    menu = next(one for one in two.navigator.findChildren(QMenu) if one.isVisible())
    assert [one.isChecked() for one in menu.actions()] == [True, False]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    wait_for(lambda: two.workspace.article.code == "A2")
    assert two.reader.article.page.text() == OTHER


def test_it_is_remembered_which_article_was_worked_on(window, two):
    path = two.workspace.project.path
    window.do("file.close")
    assert window.opener.open(path)
    again = view_of(window)
    assert again.workspace.article.code == "A2"
    assert again.reader.article.page.text() == OTHER


def test_undoing_the_article_leads_back_to_the_other(window, two):
    while len(two.workspace.articles) == 2:
        window.do("edit.undo")
    turn(20)
    assert two.workspace.article.code == "A1"
    assert two.reader.article.page.text() == two.workspace.article.text
