"""Actions: in menus and palette, under their keys, never in the way of typing."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from tests.windows import press, turn, wait_for
from workbench.ui.actions import all_actions
from workbench.ui.key_sheet import KeyButton, KeySheet
from workbench.ui.palette import Palette
from workbench.ui.subjects import Subject

# The keys of screens.md that belong to what is delivered.
PROMISED = {
    "C": "claim.mark",
    "Shift+C": "claim.mark_pair",
    "N": "claim.no_fact",
    "S": "evidence.supports",
    "X": "evidence.refutes",
    "M": "evidence.mixed",
    "T": "evidence.context",
    "J": "claim.next",
    "K": "claim.previous",
    "R": "review.rationale",
    "Q": "review.query",
    "H": "review.change",
    "E": "evidence.pick",
    "/": "evidence.search",
    "F8": "review.next_finding",
    "Shift+F8": "review.previous_finding",
    "Ctrl+Return": "review.submit",
    "Ctrl+Z": "edit.undo",
    "Ctrl+Shift+Z": "edit.redo",
    "Ctrl+K": "edit.palette",
    "F6": "view.next_pane",
    "F7": "view.caret",
    "Ctrl+Shift+E": "report.export",
    "Ctrl+=": "view.larger",
    "Ctrl+-": "view.smaller",
    "?": "help.keys",
    **{str(number): f"review.rate_{number}" for number in range(1, 10)},
}


def test_every_promised_key_does_what_it_promises():
    keys = {key: action.id for action in all_actions() for key in action.keys}
    assert {key: keys.get(key) for key in PROMISED} == PROMISED


def test_no_key_and_no_id_is_given_twice():
    actions = all_actions()
    assert [key for key, count in Counter(key for one in actions for key in one.keys).items() if count > 1] == []
    assert [name for name, count in Counter(one.id for one in actions).items() if count > 1] == []


def test_every_key_is_one_qt_understands():
    for action in all_actions():
        for key in action.keys:
            assert QKeySequence(key).toString(), (action.id, key)


def test_every_action_stands_in_its_menu(window):
    for action in all_actions():
        menu = window.menus[action.subject]
        assert window.action_set.qt_action(action.id) in menu.actions(), action.id
    assert set(window.menus) == set(Subject)


def test_every_possible_action_is_in_the_palette(window, sample):
    window.do("edit.palette")
    palette = window.findChild(Palette)
    offered = {entry.id for entry in palette.model.rows}
    possible = {
        one.id for one in all_actions() if one.enabled(window) and one.words(window) and one.id != "edit.palette"
    }
    assert possible <= offered


def test_every_action_with_a_key_is_on_the_sheet_of_keys(window, sample):
    window.do("help.keys")
    sheet = window.findChild(KeySheet)
    names = {button.accessibleName().rpartition(":")[0] for button in sheet.findChildren(KeyButton)}
    assert {one.text for one in all_actions() if one.keys and one.words(window)} <= names


@pytest.mark.parametrize("letter", "csxmtjknrqhe1239/?")
def test_single_letters_never_fire_in_text_fields(window, sample, letter):
    fired = []
    for action in all_actions():
        if any(re.fullmatch(r"(Shift\+)?[A-Z0-9/?]", key) for key in action.keys):
            window.action_set.qt_action(action.id).triggered.connect(lambda _=False, name=action.id: fired.append(name))
    fields = [
        one
        for kind in (QLineEdit, QPlainTextEdit, QTextEdit)
        for one in window.findChildren(kind)
        if one.isVisibleTo(window) and not one.isReadOnly()
    ]
    assert len(fields) >= 6
    for field in fields:
        field.setFocus()
        before = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        QTest.keyClicks(field, letter)
        after = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert len(after) == len(before) + 1, field.accessibleName()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert fired == []


def test_the_same_letter_fires_where_nothing_is_typed(window, sample):
    first = sample.workspace.claim_id
    press(sample.reader.article.page, Qt.Key.Key_J)
    assert sample.workspace.claim_id != first
    press(sample.navigator.lists[sample.navigator.part], Qt.Key.Key_K)
    assert sample.workspace.claim_id == first


def test_the_menu_names_what_will_be_undone(window, sample):
    row = sample.workspace.active_row
    sample.inspector.head.place.setText("Dubai")
    sample.inspector.head.place.commit()
    window.menus[Subject.EDIT].aboutToShow.emit()
    assert row.code in window.action_set.qt_action("edit.undo").text()
    assert not window.action_set.qt_action("edit.redo").isEnabled()
    window.do("edit.undo")
    assert sample.inspector.sheet.claim.place == ""
    window.do("edit.redo")
    assert sample.inspector.sheet.claim.place == "Dubai"


def test_marking_nothing_tells_what_to_do(window, sample):
    sample.reader.article.page.clear_selection()
    press(sample.reader.article.page, Qt.Key.Key_C)
    assert "Select some words" in sample.reader.notice_bar.text()


def test_linking_nothing_tells_what_to_do(window, sample):
    press(sample.reader.article.page, Qt.Key.Key_X)
    assert "Select a passage" in sample.reader.notice_bar.text()


def test_a_key_that_needs_a_claim_says_so(window, sample):
    sample.workspace.activate("")
    press(sample.reader.article.page, Qt.Key.Key_R)
    assert "Choose a claim first" in sample.reader.notice_bar.text()


def test_what_is_not_possible_is_grey_in_its_menu_and_its_key_lives_on(window, sample):
    menu = window.menus[Subject.EDIT]
    menu.aboutToShow.emit()
    assert not window.action_set.qt_action("edit.undo").isEnabled()
    menu.aboutToHide.emit()
    assert window.action_set.qt_action("edit.undo").isEnabled()
    press(sample.reader.article.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "undo" in sample.reader.notice_bar.text()


def test_a_changed_key_is_remembered(window, sample, tmp_path, monkeypatch):
    window.action_set.set_keys("claim.next", "Ctrl+Right")
    first = sample.workspace.claim_id
    press(sample.reader.article.page, Qt.Key.Key_J)
    assert sample.workspace.claim_id == first
    assert window.settings.key_of("claim.next") == "Ctrl+Right"
    from workbench.ui.action_set import ActionSet

    again = ActionSet(window, {subject: window.menus[subject] for subject in Subject})
    assert again.qt_action("claim.next").shortcut().toString() == "Ctrl+Right"


def test_f6_goes_round_the_panes(window, sample):
    sample.navigator.focus_list()
    seen = []
    for _ in range(3):
        window.do("view.next_pane")
        turn(5)
        focus = window.focusWidget()
        panes = (sample.navigator, sample.reader, sample.inspector)
        seen.append(next(pane.accessibleName() for pane in panes if pane.isAncestorOf(focus)))
    assert seen == ["Reader", "Claim", "Navigator"]


def test_a_number_judges_the_claim_and_is_one_step(window, sample):
    row = next(row for row in sample.workspace.rows if row.verdict is None)
    sample.choose_claim(row.id)
    press(sample.reader.article.page, Qt.Key.Key_3)
    wait_for(lambda: sample.workspace.active_row.verdict is not None)
    assert sample.workspace.active_row.verdict.label == "Half true"
    assert sample.workspace.active_row.status is row.status
    window.do("edit.undo")
    assert sample.workspace.active_row.verdict is None
