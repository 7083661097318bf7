"""The project file is out of reach: what was written stays, nothing is called saved, and one can leave."""

import os
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.windows import click, press, turn, view_of, wait_for
from workbench.desk import claims

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = "Two counts differ."


@pytest.fixture
def gone(window, sample):
    """The sample with a claim without a verdict in front; its file is taken away."""
    row = next(row for row in sample.workspace.rows if row.verdict is None)
    sample.choose_claim(row.id)
    turn(50)
    path = sample.workspace.project.path
    away = path.with_name("taken away.factcheck")
    path.rename(away)
    yield sample
    if away.exists():
        away.rename(path)


def put_back(view):
    path = view.workspace.project.path
    path.with_name("taken away.factcheck").rename(path)


def write(view, words=WORDS):
    press(view.reader.article.page, Qt.Key.Key_R)
    rationale = view.inspector.verdict.rationale
    wait_for(rationale.hasFocus)
    QTest.keyClicks(rationale, words)
    QTest.keyClick(rationale, Qt.Key.Key_Return, CTRL)
    turn(20)
    return rationale


def test_what_was_written_stays_on_the_screen_and_is_not_called_saved(window, gone):
    rationale = write(gone)
    assert "is not in its place any more" in gone.inspector.notice_bar.text()
    assert rationale.toPlainText() == WORDS
    assert gone.status.saved.text() == "The last change is not saved"

    put_back(gone)
    QTest.keyClick(rationale, Qt.Key.Key_Return, CTRL)
    turn(20)
    press(gone.reader.article.page, Qt.Key.Key_1)
    assert gone.inspector.sheet.verdict.rationale == WORDS
    assert gone.status.saved.text() == "All changes saved"


def test_the_rationale_of_a_verdict_and_a_statement_stay_too(window, gone):
    put_back(gone)
    press(gone.reader.article.page, Qt.Key.Key_1)
    path = gone.workspace.project.path
    path.rename(path.with_name("taken away.factcheck"))
    rationale = write(gone)
    assert rationale.toPlainText() == WORDS
    statement = gone.inspector.head.statement
    statement.setFocus()
    statement.selectAll()
    QTest.keyClicks(statement, "Said otherwise.")
    QTest.keyClick(statement, Qt.Key.Key_Return, CTRL)
    assert statement.toPlainText() == "Said otherwise."
    put_back(gone)
    QTest.keyClick(statement, Qt.Key.Key_Return, CTRL)
    turn(20)
    assert claims.get(gone.workspace.project, gone.workspace.claim_id).statement == "Said otherwise."


def test_leaving_warns_once_and_the_second_time_it_goes(window, gone):
    write(gone)
    assert not window.close()
    assert window.isVisible()
    assert "only in this window" in gone.reader.notice_bar.text()
    assert window.close()
    assert not window.isVisible()


def test_closing_the_project_warns_too(window, gone):
    window.do("file.close")
    assert window.view is gone
    assert "close once more" in gone.reader.notice_bar.text()
    window.do("file.close")
    assert window.view is None


def test_a_file_that_cannot_be_written_is_offered_to_be_read(window, sample_file, tmp_path, monkeypatch):
    path = tmp_path / "Locked.factcheck"
    shutil.copy(sample_file, path)
    real = os.access
    monkeypatch.setattr("workbench.store.opening.os.access", lambda name, mode: mode != os.W_OK and real(name, mode))
    assert not window.opener.open(path)
    assert "read-only" in window.start.notice_bar.text()
    offers = [one for one in window.start.notice_bar.findChildren(QPushButton) if one.text() == "Open to read only"]
    click(offers[0])
    assert view_of(window).workspace.project.read_only
    assert "Read-only" in view_of(window).status.saved.text()
