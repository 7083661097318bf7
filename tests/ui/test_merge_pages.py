"""Merging in the window: looked at first, one button, one key for each decision, one undo takes it back."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.test_access import nameless
from tests.windows import click, drop_files, press, turn, view_of, wait_for
from workbench.desk import articles, claims, evidence, projects, sharing, verdicts
from workbench.model.sets import Stance, WorkStatus
from workbench.ui import choosing
from workbench.ui.desk_pages import questions
from workbench.ui.desk_pages.page import PageName

SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
MINE = "Musharraf spoke in Dubai on 22 February 2019."
THEIRS = "Musharraf spoke in Dubai on Friday, 22 February 2019."


def row(project, number):
    return next(one for one in claims.rows(project) if one.number == number)


def work(project, who, *, label, statement, stance, rationale):
    """What one of two colleagues does on a copy of her own."""
    from workbench.desk import people

    people.act_as(project, who)
    verdicts.decide(project, row(project, 45).id, label=label, rationale=rationale)
    claims.edit(project, row(project, 5).id, statement=statement)
    link = evidence.of_claim(project, row(project, 45).id)[0]
    evidence.edit(project, link.id, stance=stance)
    article = articles.listing(project)[0]
    at = article.text.index("Kashmir region")
    claims.mark(project, article.version_id, at, at + 14, statement=f"Kashmir is contested, says {who}.")


@pytest.fixture
def theirs(sample, sample_file, tmp_path):
    """The copy of a colleague; both have worked on the same claims meanwhile."""
    path = tmp_path / "Grace’s copy.factcheck"
    shutil.copy(sample_file, path)
    project = projects.open(path, person="Grace Hopper")
    work(
        project,
        "Grace Hopper",
        label="Mostly false",
        statement=THEIRS,
        stance=Stance.CONTEXT,
        rationale="The cable is of 2009; the rest stands [E1].",
    )
    project.close()
    work(
        sample.workspace.project,
        "Ada Byron",
        label="False",
        statement=MINE,
        stance=Stance.SUPPORTS,
        rationale="The cable is of 2009 [E1].",
    )
    turn(50)
    return path


@pytest.fixture
def page(window, sample, theirs):
    drop_files(window, theirs)
    page = sample.reader.page_in_front
    wait_for(lambda: page.seen is not None, 30_000)
    return page


@pytest.fixture
def conflicts(window, sample, page):
    QTest.keyClick(page.merge, Qt.Key.Key_Space)
    wait_for(lambda: page.seen is not None and page.seen.done, 60_000)
    press(page.decide, Qt.Key.Key_D, SHIFT)
    page = sample.reader.page_in_front
    wait_for(lambda: page.questions)
    return page


def words(page):
    turn(20)
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def test_a_dropped_copy_is_looked_at_and_nothing_changes(page, sample, window):
    head = sample.workspace.project.head()
    shown = words(page)
    assert "by Grace Hopper" in shown
    assert "Claims: 1 new" in shown
    assert "The verdict on C45" in shown
    assert "The statement of C5" in shown
    assert "What is lost\nNothing." in shown
    assert page.merge.hasFocus()
    assert sample.workspace.project.head() == head
    assert nameless(window) == []


def test_a_dropped_copy_can_be_opened_instead(page, window, theirs):
    click(page.open_instead)
    assert view_of(window).workspace.project.path == theirs


def test_another_project_is_told_and_can_be_opened_instead(window, sample, tmp_path):
    other = tmp_path / "other.factcheck"
    projects.create(other, title="Another").close()
    drop_files(window, other)
    page = sample.reader.page_in_front
    wait_for(page.notice_bar.text)
    assert "is another project" in page.notice_bar.text()
    assert page.merge.isHidden()
    click(page.open_instead)
    assert view_of(window).workspace.info.title == "Another"


def test_the_project_itself_dropped_on_its_window_does_nothing(window, sample):
    drop_files(window, sample.workspace.project.path)
    assert sample.reader.page_in_front is None


def test_a_copy_is_chosen_by_keyboard_and_one_undo_takes_the_merge_back(window, sample, theirs, monkeypatch):
    project = sample.workspace.project
    before = [(one.code, one.statement) for one in claims.rows(project)]
    monkeypatch.setattr(choosing, "file_to_open", lambda *_, **__: theirs)
    press(sample.reader.article.page, Qt.Key.Key_M, SHIFT)
    page = sample.reader.page_in_front
    assert page.choose.hasFocus()
    QTest.keyClick(page.choose, Qt.Key.Key_Space)
    wait_for(lambda: page.seen is not None, 30_000)
    QTest.keyClick(page.merge, Qt.Key.Key_Space)
    wait_for(lambda: page.seen is not None and page.seen.done, 60_000)
    assert "Decide 4 things" in page.decide.text()
    wait_for(lambda: sample.status.conflicts_button.text() == "4 to decide")
    wait_for(lambda: any(one.statement.endswith("says Grace Hopper.") for one in sample.workspace.rows))
    press(page.decide, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [(one.code, one.statement) for one in claims.rows(project)] == before
    wait_for(sample.status.conflicts_button.isHidden)
    wait_for(lambda: page.seen is not None and not page.seen.done, 30_000)


def test_merging_again_brings_nothing(page, sample):
    QTest.keyClick(page.merge, Qt.Key.Key_Space)
    wait_for(lambda: page.seen is not None and page.seen.done, 60_000)
    page.look(page.way)
    wait_for(lambda: page.seen is not None, 30_000)
    assert "is here already" in words(page)
    assert page.merge.isHidden()


def test_the_report_of_the_merge_is_saved(page, sample, tmp_path, monkeypatch):
    out = tmp_path / "report.txt"
    monkeypatch.setattr(choosing, "file_to_write", lambda *_, **__: out)
    QTest.keyClick(page.merge, Qt.Key.Key_Space)
    wait_for(lambda: page.seen is not None and page.seen.done, 60_000)
    click(page.save)
    assert "Grace Hopper" in out.read_text("utf-8")
    assert "To decide: the verdict on C45" in out.read_text("utf-8")


def test_a_conflict_shows_both_with_who_when_why_and_the_words_that_differ(conflicts, window):
    go_to(conflicts, "The verdict on C45")
    shown = words(conflicts)
    for wanted in ("Mine", "Theirs", "Ada Byron · ", "Grace Hopper · ", "Judge C45: False", "Judge C45: Mostly false"):
        assert wanted in shown, wanted
    assert "<u>the rest stands</u>" in shown or "rest stands" in shown
    assert "Before, both saw: Mostly false" in shown
    assert conflicts.place.text().endswith("of 4 left to decide")
    assert nameless(window) == []


def go_to(page, about):
    """Go on by J until this is the question."""
    for _ in range(len(page.questions)):
        if page.question.about.startswith(about):
            return
        QTest.keyClick(page._window.focusWidget(), Qt.Key.Key_J)
    assert page.question.about.startswith(about)


def test_one_key_decides_and_the_next_question_comes(conflicts, window, sample):
    project = sample.workspace.project
    go_to(conflicts, "The verdict on C45")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_2)
    wait_for(lambda: len(conflicts.questions) == 3)
    assert verdicts.current(project, row(project, 45).id).label == "Mostly false"
    go_to(conflicts, "The statement of C5")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1)
    wait_for(lambda: len(conflicts.questions) == 2)
    assert row(project, 5).statement == MINE
    go_to(conflicts, "The stance")
    link = conflicts.question.what.noun_id
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    wait_for(lambda: len(conflicts.questions) == 1)
    assert evidence.get(project, link).stance is Stance.MIXED
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1)
    wait_for(lambda: not conflicts.questions)
    assert conflicts.place.text() == "Everything is decided."
    twins = [one for one in claims.rows(project) if one.statement.startswith("Kashmir is contested")]
    assert sum(one.status is not WorkStatus.DROPPED for one in twins) == 1
    wait_for(sample.status.conflicts_button.isHidden)


def test_a_decision_taken_back_is_a_question_again(conflicts, window, sample):
    project = sample.workspace.project
    go_to(conflicts, "The verdict on C45")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_2)
    wait_for(lambda: len(conflicts.questions) == 3)
    press(window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: len(conflicts.questions) == 4)
    assert verdicts.current(project, row(project, 45).id) is None, "one of the two stands though nobody chose it"
    assert len(sharing.conflicts(project)) == 3


def test_a_statement_can_be_written_anew_from_both(conflicts, window, sample):
    go_to(conflicts, "The statement of C5")
    assert conflicts.rewrite.toPlainText() == MINE
    conflicts.rewrite.setFocus()
    conflicts.rewrite.selectAll()
    QTest.keyClicks(conflicts.rewrite, "He spoke in Dubai.")
    QTest.keyClick(conflicts.rewrite, Qt.Key.Key_Tab)
    assert conflicts.rewritten.hasFocus()
    QTest.keyClick(conflicts.rewritten, Qt.Key.Key_Space)
    wait_for(lambda: len(conflicts.questions) == 3)
    assert row(sample.workspace.project, 5).statement == "He spoke in Dubai."


def test_two_claims_on_the_same_words_may_stay_two(conflicts, window, sample):
    go_to(conflicts, "C52 and C53")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    wait_for(lambda: len(conflicts.questions) == 3)
    assert len([one for one in sample.workspace.rows if one.statement.startswith("Kashmir is")]) == 2
    assert questions.count(sample.workspace.project) == 3


def test_while_nothing_waits_the_page_says_so(window, sample):
    page = sample.open_page(PageName.CONFLICTS)
    wait_for(page.place.text)
    assert page.place.text() == "Nothing is waiting for a decision."
    press(page, Qt.Key.Key_1)
    assert sample.workspace.active_row.verdict is None, "a number judged a claim behind the page"


def test_a_number_judges_again_once_the_page_is_closed(conflicts, window, sample):
    window.do("evidence.close_tab")
    window.do("evidence.close_tab")
    fresh = next(one for one in sample.workspace.rows if one.verdict is None)
    sample.choose_claim(fresh.id)
    press(sample.reader.article.page, Qt.Key.Key_3)
    assert sample.workspace.row(fresh.id).verdict is not None
