"""A claim that was dropped is found again and taken up again, without undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.windows import click, press, turn
from workbench.model.sets import WorkStatus
from workbench.ui.models.claims import ClaimFilter
from workbench.ui.panels.navigator import Part


@pytest.fixture
def dropped(window, sample):
    """Claim 38 dropped, another one in work."""
    sample.open_claim(next(row for row in sample.workspace.rows if row.number == 38).id)
    press(sample.reader.article.page, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    return sample


def choose_filter(view, word):
    menu = view.navigator.filter._which.menu()
    next(action for action in menu.actions() if action.text() == word).trigger()


def shown(view):
    return [row.number for row in view.navigator.claims.rows]


def test_dropped_claims_have_a_list_of_their_own(dropped):
    assert 38 not in shown(dropped)
    choose_filter(dropped, "Dropped")
    assert shown(dropped) == [38]
    choose_filter(dropped, "All")
    assert 38 not in shown(dropped)
    assert len(shown(dropped)) == 50


def test_a_dropped_claim_is_read_and_taken_up_again_from_its_list(dropped):
    choose_filter(dropped, "Dropped")
    rows = dropped.navigator.lists[Part.CLAIMS]
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert dropped.inspector.sheet.claim.number == 38
    up = next(one for one in dropped.inspector.findChildren(QPushButton) if one.text() == "Take up again")
    assert up.isVisible()
    click(up)
    assert shown(dropped) == []
    assert dropped.workspace.active_row.number == 38
    assert dropped.workspace.active_row.status is WorkStatus.OPEN
    assert not up.isVisible()
    assert dropped.workspace.project.undo_label() == "Take up claim C38"


def test_what_is_edited_on_a_dropped_claim_leaves_it_in_sight(dropped):
    chosen = dropped.workspace.dropped[0]
    dropped.workspace.activate(chosen.id)
    dropped.inspector.head.edited.emit({"place": "Dubai"})
    assert dropped.workspace.claim_id == chosen.id
    assert dropped.workspace.dropped[0].status is WorkStatus.DROPPED


def test_the_status_line_offers_it_at_once_and_the_menu_does_it_later(window, dropped):
    status = dropped.status
    assert "Dropped claim 38" in status.message.text()
    assert status._act.isVisible()
    click(status._act)
    assert dropped.workspace.active_row.number == 38
    window.do("claim.drop")
    assert dropped.workspace.claim_id == ""
    window.do("claim.take_up")
    assert "Choose a dropped claim first" in dropped.reader.notice_bar.text()
    dropped.workspace.activate(dropped.workspace.dropped[0].id)
    window.do("claim.take_up")
    assert dropped.workspace.active_row.number == 38
    turn(10)


def test_words_narrow_the_dropped_claims_too(dropped):
    dropped.navigator.filter.changed.emit(ClaimFilter(text="no such words", dropped=True))
    assert shown(dropped) == []
    dropped.navigator.filter.changed.emit(ClaimFilter(text="38", dropped=True))
    assert shown(dropped) == [38]
