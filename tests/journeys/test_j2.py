"""J2, two colleagues, two laptops: each checks half without a network, then the copies are merged, in either direction.

Everything is done with the keyboard and the mouse; the desk is only asked what came of it.
"""

import shutil

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.journeys.test_j1 import no_dialog
from tests.windows import a_window, drop_files, press, select_with_mouse, turn, view_of, wait_for
from workbench.desk import claims, documents, history, projects, queries, verdicts
from workbench.desk.sample import build
from workbench.ui.panels.navigator import Part

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BOTH = "elite club"  # words that both mark
# What each of the two does: the label of the claim both judge, the key that gives it, the reason, a question.
ADA = ("Ada Byron", "False", Qt.Key.Key_5, "The cable is of 2009.", "Which cable is meant?")
GRACE = ("Grace Hopper", "Half true", Qt.Key.Key_3, "The warning was given, a year later.", "Who saw the cable?")


@pytest.fixture
def pdf(qapp, tmp_path):
    """The same page of evidence on both laptops."""
    path = tmp_path / "cable.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(72)
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Serif", 11))
    painter.drawText(72, 100, "The cable is dated 7 October 2009.")
    painter.end()
    return path


@pytest.fixture
def laptops(tmp_path):
    """Two folders, each with its copy of one project."""
    first = tmp_path / "ada" / "Check.factcheck"
    second = tmp_path / "grace" / "Check.factcheck"
    for path in (first, second):
        path.parent.mkdir()
    build(first).close()
    shutil.copy(first, second)
    return first, second


@pytest.mark.timeout(300)
def test_two_colleagues_merge_what_they_did_apart(qapp, laptops, tmp_path, monkeypatch, pdf):
    mine, theirs = laptops
    with a_window(mine.parent, monkeypatch, mine, person=ADA[0]) as window:
        work_apart(window, pdf, ADA, own=43)
    with a_window(theirs.parent, monkeypatch, theirs, person=GRACE[0]) as window:
        work_apart(window, pdf, GRACE, own=46)
    before = tmp_path / "Ada before the merge.factcheck"
    shutil.copy(mine, before)
    with a_window(mine.parent, monkeypatch, mine, person=ADA[0]) as window:
        merge(window, theirs)
        settle(window)
        merging_again_changes_nothing(window, theirs)
        one_undo_takes_it_back(window)
        merge(window, theirs)
        settle(window)
        here = everything(window)
    with a_window(theirs.parent, monkeypatch, theirs, person=GRACE[0]) as window:
        merge(window, before)
        wait_for(lambda: waiting(window) == 2, 20_000)  # the other direction leaves the same to decide
        merge(window, mine)
        wait_for(lambda: waiting(window) == 0, 20_000)
        assert everything(window) == here


def work_apart(window, pdf, who, *, own):
    """Judge a claim of one's own and one that the other judges too, ask about it, mark words, import the same PDF."""
    _, label, key, reason, question = who
    wait_for(lambda: window.view is not None, 20_000)
    view = view_of(window)
    go_to_claim(view, own)
    press(view.reader.article.page, Qt.Key.Key_1)
    go_to_claim(view, 45)
    press(view.reader.article.page, key)
    QTest.keyClick(view.reader.article.page, Qt.Key.Key_R)
    turn(20)
    rationale = view.inspector.verdict.rationale
    rationale.selectAll()
    QTest.keyClicks(rationale, reason)
    QTest.keyClick(rationale, Qt.Key.Key_Return, CTRL)
    assert view.inspector.sheet.verdict.label == label
    press(view.reader.article.page, Qt.Key.Key_Q)
    QTest.keyClicks(view.inspector.notes.form.query, question)
    QTest.keyClick(view.inspector.notes.form.query, Qt.Key.Key_Return)
    text = view.workspace.article.text
    start = text.index(BOTH)
    select_with_mouse(view.reader.article.page, start, start + len(BOTH))
    press(view.reader.article.page, Qt.Key.Key_C)
    held = len(view.workspace.documents)
    drop_files(window, pdf)
    wait_for(lambda: len(view.workspace.documents) == held + 1, 60_000)
    wait_for(lambda: not view.imports.running, 20_000)
    by = {entry.by for entry in history.entries(view.workspace.project, limit=5)}
    assert by == {who[0]}
    no_dialog()


def go_to_claim(view, number):
    """Go through the claims with J, from the first."""
    reading = view.reader.article.page
    rows = view.workspace.rows
    view.choose_claim(rows[0].id)
    while view.workspace.active_row.number != number:
        before = view.workspace.claim_id
        press(reading, Qt.Key.Key_J)
        assert view.workspace.claim_id != before, "the claim was never reached"


def merge(window, other):
    """Drop the colleague's copy, look at what comes, and take it in."""
    wait_for(lambda: window.view is not None, 20_000)
    view = view_of(window)
    head = view.workspace.project.head()
    drop_files(window, other)
    page = view.reader.page_in_front
    wait_for(lambda: page.seen is not None, 60_000)
    assert view.workspace.project.head() == head, "looking at the copy changed something"
    assert page.seen.lost == 0
    assert "What is lost" in words(page)
    assert page.merge.hasFocus()
    QTest.keyClick(page.merge, Qt.Key.Key_Space)
    wait_for(lambda: page.seen is not None and page.seen.done, 60_000)
    no_dialog()


def neither_stands_yet(view):
    """Until a person decides, the claim both judged has no verdict: in the list, in the margin and beside it."""

    def judged():
        return next(row for row in view.workspace.rows if row.number == 45)

    wait_for(lambda: judged().verdict is None, 20_000)  # what came is told a moment after it came
    row = judged()
    view.choose_claim(row.id)
    box = view.inspector.verdict
    assert box.settle.isVisibleTo(view)
    assert {made.label.label for made in box.labels._buttons if made.isChecked()} == set()
    wait_for(lambda: "P06" in {one.rule for one in view.workspace.findings if one.claim_id == row.id}, 20_000)
    assert "Verdicts to decide between" in {part.text() for part in view.inspector.notes.findChildren(QLabel)}


def settle(window):
    """The verdict both gave: two columns, who, when, why; one key. The words both marked become one claim."""
    view = view_of(window)
    project = view.workspace.project
    assert [one.code for one in documents.listing(project)].count("E36") == 1, "the file was not joined by its hash"
    assert len(view.workspace.documents) == 36
    wait_for(lambda: waiting(window) == 2, 20_000)
    neither_stands_yet(view)
    press(view.reader.page_in_front.decide, Qt.Key.Key_D, CTRL | SHIFT)
    page = view.reader.page_in_front
    wait_for(lambda: len(page.questions) == 2, 20_000)
    shown = words(page)
    assert page.question.about == "The verdict on C45"
    for part in (f"{ADA[0]} · ", f"{GRACE[0]} · ", "Judge C45: False", "Judge C45: Half true", "Mine", "Theirs"):
        assert part in shown, part
    assert "warning was given" in shown
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_2)
    wait_for(lambda: len(page.questions) == 1, 20_000)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1)
    wait_for(lambda: not page.questions, 20_000)
    wait_for(lambda: waiting(window) == 0, 20_000)
    claim = next(row for row in claims.rows(project) if row.number == 45)
    assert verdicts.current(project, claim.id).label == GRACE[1]
    given = {(one.by, one.label) for one in verdicts.history(project, claim.id)}
    assert {(ADA[0], ADA[1]), (GRACE[0], GRACE[1])} <= given, "a verdict disappeared"
    asked = {one.text for one in queries.listing(project)}
    assert {ADA[4], GRACE[4]} <= asked
    for number in (43, 46):
        assert next(row for row in claims.rows(project) if row.number == number).verdict.label == "True"
    view.navigator.show_part(Part.CLAIMS)


def merging_again_changes_nothing(window, other):
    """The same copy holds nothing new."""
    view = view_of(window)
    head = view.workspace.project.head()
    drop_files(window, other)
    page = view.reader.page_in_front
    wait_for(lambda: page.seen is not None and not page.seen.done, 60_000)
    assert "Everything in the other copy is here already." in words(page)
    assert page.merge.isHidden()
    assert view.workspace.project.head() == head


def one_undo_takes_it_back(window):
    """Two decisions and the merge are three steps; the third undo takes the whole merge."""
    view = view_of(window)
    project = view.workspace.project
    for label in ("Join claims", "Settle conflict of C45", "Merge with Check.factcheck"):
        assert project.undo_label() == label
        press(window.focusWidget(), Qt.Key.Key_Z, CTRL)
    claim = next(row for row in claims.rows(project) if row.number == 45)
    assert verdicts.current(project, claim.id).label == ADA[1]
    assert {one.by for one in verdicts.history(project, claim.id)} == {ADA[0], "Worked example"}
    assert {one.text for one in queries.listing(project)}.isdisjoint({GRACE[4]})
    wait_for(lambda: waiting(window) == 0, 20_000)


def waiting(window):
    """How many decisions wait, as the foot of the window says."""
    button = view_of(window).status.conflicts_button
    return int(button.text().split()[0]) if not button.isHidden() else 0


def everything(window):
    """What the project says, whatever way it came: claims, verdicts, queries, evidence, and that it holds together."""
    project = view_of(window).workspace.project
    assert all(result.ok for result in projects_checked(project))
    rows = claims.rows(project)
    return {
        "claims": sorted((row.id, row.code, row.statement, row.status, row.verdict) for row in rows if row.verdict)
        + sorted((row.id, row.code, row.statement, row.status) for row in rows if not row.verdict),
        "verdicts": sorted((one.id, one.label, one.rationale, one.by) for row in rows for one in judged(project, row)),
        "queries": sorted((one.id, one.text, one.by) for one in queries.listing(project)),
        "evidence": sorted((one.code, one.sha256, one.title) for one in documents.listing(project)),
        "head": projects.info(project).head,
    }


def judged(project, row):
    """All versions of a claim's verdict."""
    return verdicts.history(project, row.id)


def projects_checked(project):
    """Every part of the project's integrity."""
    return history.verify(project)


def words(page):
    """What stands on a page."""
    turn(30)
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))
