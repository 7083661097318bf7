"""The bar by the selection: never on it, always inside, reachable by keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt

from tests.ui.pages import specimens
from workbench.ui.pages.selection_bar import SelectionBar, article_actions, evidence_actions, spot

INSIDE = QRect(0, 0, 800, 600)


@given(
    st.integers(0, 799),
    st.integers(0, 599),
    st.integers(1, 800),
    st.integers(1, 600),
    st.integers(40, 900),
    st.booleans(),
)
def test_it_never_covers_the_selection_and_stays_inside(x, y, width, height, bar, at_right):
    area = QRect(x, y, width, height).intersected(INSIDE)
    end = area.bottomRight() if at_right else area.bottomLeft()
    place = spot(area, end, QSize(bar, 38), INSIDE)
    if place is not None:
        stands = QRect(place, QSize(bar, 38))
        assert INSIDE.contains(stands)
        assert not stands.intersects(area)


def test_it_stands_below_the_selection_and_above_when_there_is_no_room():
    size = QSize(300, 38)
    below = spot(QRect(100, 100, 200, 40), QPoint(300, 140), size, INSIDE)
    above = spot(QRect(100, 540, 200, 40), QPoint(300, 580), size, INSIDE)
    assert below is not None
    assert above is not None
    assert below.y() > 139
    assert above.y() + 38 < 540
    assert spot(INSIDE, INSIDE.bottomRight(), size, INSIDE) is None


@pytest.fixture
def bar(article):
    return SelectionBar(article, article, article_actions())


def stands(bar):
    """The bar's visible part, without its shadow."""
    from workbench.ui.pages.selection_bar import SHADOW

    return bar.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)


def test_it_comes_with_a_selection_and_goes_without(article, bar):
    assert not bar.isVisible()
    article.select(305, 366)
    assert bar.isVisible()
    assert not stands(bar).intersects(article.selection_area()[0])
    article.clear_selection()
    assert not bar.isVisible()


def test_it_follows_the_text_and_goes_when_the_selection_is_out_of_sight(article, bar):
    article.select(305, 366)
    before = bar.y()
    article.verticalScrollBar().setValue(60)
    assert bar.y() == before - 60
    article.verticalScrollBar().setValue(article.verticalScrollBar().maximum())
    assert not bar.isVisible()


def test_every_button_is_large_enough_named_and_says_its_key(bar):
    assert [b.accessibleName() for b in bar._buttons] == ["Mark claim", "Quote pair", "No fact", "Query"]
    assert [b.accessibleDescription() for b in bar._buttons] == ["C", "⇧C", "N", "Q"]
    assert all(b.height() >= 24 and b.width() >= 24 for b in bar._buttons)


def test_a_click_says_what_is_wanted(article, bar, qtbot):
    article.select(305, 366)
    with qtbot.waitSignal(bar.triggered, check_params_cb=lambda i: i == "pair"):
        qtbot.mouseClick(bar._buttons[1], Qt.MouseButton.LeftButton)


def test_tab_reaches_it_arrows_walk_it_enter_presses_and_escape_goes_back(article, bar, qtbot):
    article.activateWindow()
    article.setFocus()
    article.select(305, 366)
    qtbot.keyClick(article, Qt.Key.Key_Tab)
    assert bar._buttons[0].hasFocus()
    qtbot.keyClick(bar._buttons[0], Qt.Key.Key_Right)
    assert bar._buttons[1].hasFocus()
    qtbot.keyClick(bar._buttons[1], Qt.Key.Key_Left)
    qtbot.keyClick(bar._buttons[0], Qt.Key.Key_Left)
    assert bar._buttons[3].hasFocus()
    with qtbot.waitSignal(bar.triggered, check_params_cb=lambda i: i == "query"):
        qtbot.keyClick(bar._buttons[3], Qt.Key.Key_Return)
    qtbot.keyClick(bar._buttons[3], Qt.Key.Key_Escape)
    assert article.hasFocus()
    assert not bar.isVisible()
    assert article.selection().text == specimens.seed_text()[305:366]


def test_in_evidence_it_offers_the_four_stances(article, bar):
    bar.set_actions(evidence_actions())
    assert [b.action.id for b in bar._buttons] == ["supports", "contradicts", "mixed", "context"]
    article.select(305, 366)
    bar.grab()
