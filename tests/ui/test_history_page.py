"""The history page: every step with who and when, narrowed by words or claim; earlier verdicts come back anew."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtTest import QTest

from tests.ui.test_access import nameless
from tests.windows import click, press, turn, wait_for
from workbench.desk import claims, history, verdicts
from workbench.suggest.worddiff import difference
from workbench.ui.diff_label import DiffLabel, spoken
from workbench.ui.text import apart

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def judged(sample):
    """Claim 45 with two more verdicts and another statement, the claim being worked on."""
    row = next(row for row in sample.workspace.rows if row.number == 45)
    project = sample.workspace.project
    sample.choose_claim(row.id)
    verdicts.decide(project, row.id, label="False", rationale="The year is wrong [E1].")
    verdicts.decide(project, row.id, label="Mostly false", rationale="The year is quite wrong [E1].")
    claims.edit(project, row.id, statement="The ISI warned the Mossad in 2009.")
    return row


@pytest.fixture
def page(window, sample, judged):
    press(sample.reader.article.page, Qt.Key.Key_H, CTRL)
    page = sample.reader.page_in_front
    wait_for(lambda: page.steps.rowCount() > 0)
    return page


def shown(page):
    return [row.label for row in page.steps.rows]


def restore_buttons(page):
    from PySide6.QtWidgets import QPushButton

    return [one for one in page.detail.findChildren(QPushButton) if one.isVisibleTo(page)]


def test_every_step_is_there_newest_first_with_who_and_when(page, sample):
    entries = history.entries(sample.workspace.project)
    assert shown(page) == [one.label for one in entries]
    assert shown(page)[:3] == ["Edit statement of C45", "Judge C45: Mostly false", "Judge C45: False"]
    spoken_row = page.steps.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Ada Byron" in spoken_row
    assert "202" in spoken_row
    assert page.list.hasFocus()


def test_words_narrow_the_list_and_a_code_is_meant_whole(page):
    QTest.keyClicks(page.filter, "judge ada")
    assert shown(page) == ["Judge C45: Mostly false", "Judge C45: False"]
    page.filter.clear()
    QTest.keyClicks(page.filter, "c4")
    assert "Edit statement of C45" not in shown(page)
    QTest.keyClicks(page.filter, "5")
    assert "Edit statement of C45" in shown(page)


def test_only_the_steps_of_the_claim_being_worked_on(page, sample):
    assert page.one_claim.text() == "C45 only"
    click(page.one_claim)
    assert shown(page)[0] == "Edit statement of C45"
    assert "New project" not in shown(page)
    other = next(row for row in sample.workspace.rows if row.number == 2)
    sample.choose_claim(other.id)
    assert page.one_claim.text() == "C2 only"
    assert "Edit statement of C45" not in shown(page)


def test_a_step_says_what_it_changed_in_words(page):
    wait_for(lambda: page.detail.findChildren(DiffLabel))
    diff = page.detail.findChildren(DiffLabel)[0]
    assert "added “2009.”" in diff.accessibleName()
    assert "<s>[" in diff.text()
    assert "<u>2009.</u>" in diff.text()


def test_an_earlier_verdict_comes_back_by_keyboard_as_a_new_one_and_can_be_undone(page, window, sample, judged):
    project = sample.workspace.project
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    wait_for(lambda: restore_buttons(page))
    assert not page.work.busy
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    button = restore_buttons(page)[0]
    assert button.hasFocus()
    assert button.accessibleName() == "Restore version 2"
    QTest.keyClick(button, Qt.Key.Key_Space)
    found = verdicts.history(project, judged.id)
    assert [(one.version, one.label, one.rationale) for one in found[:2]] == [
        (4, "False", "The year is wrong [E1]."),
        (3, "Mostly false", "The year is quite wrong [E1]."),
    ]
    wait_for(lambda: shown(page)[0] == "Judge C45: False")
    press(page.list, Qt.Key.Key_Z, CTRL)
    assert verdicts.current(project, judged.id).label == "Mostly false"
    wait_for(lambda: shown(page)[0] == "Undo: Judge C45: False")
    assert page.steps.rows[1].undone


def test_escape_goes_back_to_the_list_and_the_page_closes_by_its_key(page, window, sample):
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    wait_for(lambda: restore_buttons(page))
    restore_buttons(page)[0].setFocus()
    QTest.keyClick(restore_buttons(page)[0], Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert sample.reader.page_in_front is None
    assert sample.reader.article.focus_widget().hasFocus()
    window.do("claim.history")
    page = sample.reader.page_in_front
    assert page.one_claim.isChecked()
    press(page.list, Qt.Key.Key_F4, CTRL)
    assert sample.reader.page_in_front is None
    assert sample.reader.page("history") is None
    assert sample.reader.article.isVisible()


def test_everything_on_the_page_has_a_name(page, window):
    turn(100)
    assert nameless(window) == []


def test_a_difference_is_spoken_and_never_told_by_colour(qtbot):
    assert spoken(difference("in 2008", "in 2009")) == "removed “2008”, added “2009”"
    label = DiffLabel("في عام 2008", "في عام 2009")
    qtbot.addWidget(label)
    assert 'dir="rtl"' in label.text()
    assert "color" not in label.text()


def test_a_name_read_from_the_right_leaves_the_date_in_its_order(qapp):
    def where(text, word):
        laid = QTextLayout(text, QFont("Noto Sans", 12))
        laid.beginLayout()
        line = laid.createLine()
        line.setLineWidth(1000)
        laid.endLayout()
        return line.cursorToX(text.index(word))[0]  # type: ignore[index]  # a pair, which the stubs do not say

    shown = f"{apart('عمر خان')} · 23 Nov 2026, 13:39"
    assert where(shown, "23") < where(shown, "Nov") < where(shown, "13:39")
    assert where(shown, "عمر") < where(shown, "23")
    assert apart("Ada Byron") == "Ada Byron"
