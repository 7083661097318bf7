"""The inspector: edited in place, each edit one step, nothing typed is lost."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from tests.windows import click, press, turn, view_of
from workbench.desk import claims, projects
from workbench.model.sets import Stance, WorkStatus
from workbench.ui.panels.evidence_cards import Card
from workbench.ui.panels.rationale_edit import RationaleEdit
from workbench.ui.panels.verdict_box import PAUSE, LabelGrid


@pytest.fixture
def judged(sample):
    row = next(row for row in sample.workspace.rows if row.number == 45)
    sample.open_claim(row.id)
    turn(50)
    return sample


def test_a_statement_is_committed_when_it_is_left_as_one_step(judged):
    statement = judged.inspector.head.statement
    statement.setFocus()
    statement.selectAll()
    QTest.keyClicks(statement, "The warning named 2008.")
    assert judged.inspector.sheet.claim.statement != "The warning named 2008."
    judged.reader.article.page.setFocus()
    assert judged.inspector.sheet.claim.statement == "The warning named 2008."
    assert "C45" in judged.workspace.project.undo_label()
    projects.undo(judged.workspace.project)
    assert statement.toPlainText().startswith("Pakistan’s Inter-Services")


def test_an_empty_statement_is_refused_in_a_sentence_and_the_old_one_stands(judged):
    statement = judged.inspector.head.statement
    before = statement.toPlainText()
    statement.setFocus()
    statement.setPlainText("")
    QTest.keyClick(statement, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "needs a statement" in judged.inspector.notice_bar.text()
    assert judged.inspector.sheet.claim.statement == before


def test_what_is_typed_survives_news_from_elsewhere(judged):
    claimant = judged.inspector.head.claimant
    claimant.setFocus()
    claimant.selectAll()
    QTest.keyClicks(claimant, "A. S. Pasha")
    claims.edit(judged.workspace.project, judged.workspace.claim_id, place="Islamabad")
    assert claimant.text() == "A. S. Pasha"
    assert judged.inspector.head.place.text() == "Islamabad"


def test_a_rationale_being_written_survives_the_end_of_the_program(judged, window, tmp_path):
    rationale = judged.inspector.verdict.rationale
    before = rationale.text()
    rationale.setFocus()
    rationale.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(rationale, " The caller rang off in the mid")
    turn(PAUSE + 300)
    copy = tmp_path / "as-the-power-went.factcheck"
    shutil.copy(judged.workspace.project.path, copy)
    assert window.opener.open(copy)
    again = view_of(window)
    again.open_claim(next(row.id for row in again.workspace.rows if row.number == 45))
    turn(50)
    assert len(again.inspector.sheet.verdicts) == 1, "nobody handed it over"
    assert again.inspector.verdict.rationale.text() == f"{before} The caller rang off in the mid"
    again.inspector.commit()
    assert again.inspector.sheet.verdict.rationale.endswith("rang off in the mid")
    again.open_claim(again.workspace.rows[0].id)
    again.open_claim(next(row.id for row in again.workspace.rows if row.number == 45))
    assert not again.inspector.verdict.rationale.changed


def test_going_to_another_claim_commits_what_is_typed_to_the_right_one(judged):
    before = judged.workspace.claim_id
    place = judged.inspector.head.place
    place.setFocus()
    QTest.keyClicks(place, "Tel Aviv")
    judged.workspace.activate(judged.workspace.neighbour(1))
    assert claims.get(judged.workspace.project, before).place == "Tel Aviv"
    assert judged.inspector.sheet.claim.place == ""


def test_work_status_and_verdict_are_two_controls(judged):
    menu = judged.inspector.head.status.menu()
    action = next(one for one in menu.actions() if one.text() == "Settled")
    action.trigger()
    assert judged.inspector.sheet.claim.status is WorkStatus.SETTLED
    assert judged.inspector.sheet.verdict.label == "Mostly false"


def test_a_rationale_without_a_label_is_kept_and_goes_with_the_label(window, sample):
    row = next(row for row in sample.workspace.rows if row.verdict is None)
    sample.choose_claim(row.id)
    rationale = sample.inspector.verdict.rationale
    rationale.setFocus()
    QTest.keyClicks(rationale, "Seen in [E2].")
    QTest.keyClick(rationale, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sample.inspector.sheet.verdict is None
    other = sample.workspace.neighbour(1)
    sample.choose_claim(other)
    assert rationale.text() == ""
    sample.choose_claim(row.id)
    assert rationale.text() == "Seen in [E2]."
    press(sample.reader.article.page, Qt.Key.Key_1)
    assert [one.rationale for one in sample.inspector.sheet.verdicts] == ["Seen in [E2]."]
    assert sample.workspace.row(row.id).verdict.label == "True"


def test_a_card_opens_the_passage_at_its_place(judged):
    card = judged.inspector.cards.findChildren(Card)[0]
    link = judged.inspector.sheet.links[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, card.rect().center())
    assert judged.reader.reading_evidence
    assert judged.reader.evidence.document_id == link.document_id
    marks = judged.reader.evidence.page.quotation.marks_at(link.start)
    assert link.id in [mark.id for mark in marks]


def test_a_click_on_a_linked_passage_goes_back_to_its_claim(judged):
    link = judged.inspector.sheet.links[0]
    judged.reader.open_link(link)
    judged.workspace.activate(judged.workspace.rows[0].id)
    judged.reader.evidence.page.mark_activated.emit(link.id)
    assert judged.workspace.claim_id == link.claim_id


def test_a_links_stance_is_changed_from_its_card(judged):
    link = next(one for one in judged.inspector.sheet.links if one.stance is Stance.SUPPORTS)
    judged.inspector.cards.changed.emit(link.id, {"stance": Stance.CONTEXT})
    changed = next(one for one in judged.inspector.sheet.links if one.id == link.id)
    assert changed.stance is Stance.CONTEXT
    assert judged.workspace.active_row.supports == 0


def test_a_finding_can_be_accepted_with_a_reason(judged):
    from tests.windows import wait_for
    from workbench.ui.panels.claim_notes import FindingCard

    card = next(one for one in judged.inspector.notes.findChildren(FindingCard) if one._finding.rule == "V03")
    before = len(judged.workspace.findings)
    card.reason.show()
    QTest.keyClicks(card.reason, "The cable is the only source there is.")
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    wait_for(lambda: len(judged.workspace.findings) == before - 1, 20_000)


class TestReferences:
    @pytest.fixture
    def edit(self, qtbot):
        made = RationaleEdit("Rationale", "")
        qtbot.addWidget(made)
        made.know({"E1", "E2", "E12"})
        made.show()
        return made

    def test_typing_a_known_code_makes_a_chip(self, edit):
        QTest.keyClicks(edit, "As seen in [E1] and [E12].")
        assert edit.toPlainText() == "As seen in ￼ and ￼."
        assert edit.text() == "As seen in [E1] and [E12]."

    def test_an_unknown_code_stays_as_it_is_typed(self, edit):
        QTest.keyClicks(edit, "As in [E9].")
        assert edit.toPlainText() == "As in [E9]."

    @pytest.mark.parametrize(
        "text", ["[E1, E2] agree", "😀 [E1] and 中文 [E2]", "two\nlines [E12]", "", "plain", "[E1]"]
    )
    def test_what_is_shown_is_what_is_stored(self, edit, text):
        edit.show_value(text)
        assert edit.text() == text
        assert not edit.changed

    def test_chips_are_copied_as_codes(self, edit):
        edit.show_value("😀 see [E1]!")
        edit.selectAll()
        assert edit.createMimeDataFromSelection().text() == "😀 see [E1]!"

    def test_undo_takes_a_chip_back(self, edit):
        QTest.keyClicks(edit, "x [E1]")
        assert edit.toPlainText() == "x ￼"
        edit.undo()
        assert "￼" not in edit.toPlainText()
        edit.redo()
        assert edit.toPlainText() == "x ￼"

    def test_a_click_on_a_chip_opens_it(self, edit, qtbot):
        edit.resize(300, 100)
        edit.show_value("[E12] says so")
        turn(20)
        cursor = edit.textCursor()
        cursor.setPosition(0)
        left = edit.cursorRect(cursor).center()
        cursor.setPosition(1)
        right = edit.cursorRect(cursor).center()
        opened: list[str] = []
        edit.reference_opened.connect(opened.append)
        QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, (left + right) / 2)
        assert opened == ["E12"]


@pytest.mark.parametrize("key", ["snopes", "prepub", "five-step", "fullfact", "aletheia"])
def test_every_label_of_a_scale_has_its_button(qtbot, key):
    scale = next(one for one in projects.all_scales() if one.key == key)
    grid = LabelGrid(scale)
    qtbot.addWidget(grid)
    grid.resize(320, 400)
    grid.show()
    turn(20)
    assert [made.label.label for made in grid._buttons] == [one.label for one in scale.labels]
    assert all(made.width() >= made.narrowest() for made in grid._buttons)
    assert all(made.geometry().right() <= grid.width() for made in grid._buttons)
    chosen: list[str] = []
    grid.chosen.connect(chosen.append)
    click(grid._buttons[-1])
    assert chosen == [scale.labels[-1].label]


@pytest.mark.parametrize("key", [Qt.Key.Key_Q, Qt.Key.Key_H])
@pytest.mark.parametrize("sent", [True, False])
def test_after_a_query_or_a_change_the_keyboard_is_where_it_was(judged, key, sent):
    page = judged.reader.article.page
    page.setFocus()
    press(page, key)
    form = judged.inspector.notes.form
    line = form.query if key == Qt.Key.Key_Q else form.reason
    line.setFocus()
    QTest.keyClicks(line, "Which cable is meant here?")
    if key == Qt.Key.Key_H:
        form.should_be.setPlainText("in 2009")
    press(line, Qt.Key.Key_Return if sent else Qt.Key.Key_Escape)
    turn(50)
    assert not form.isVisible()
    assert page.hasFocus()
