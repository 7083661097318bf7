"""Who is checking is asked once, before the first act; what was done waits for the answer and is not lost."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.windows import a_window, click, drop_files, press, view_of, wait_for
from workbench.desk import history, people
from workbench.ui.panels.name_form import NameForm


@pytest.fixture
def stranger(sample_file, tmp_path, monkeypatch):
    """The sample project, opened by somebody who never said who they are."""
    copy = tmp_path / "Sample.factcheck"
    shutil.copy(sample_file, copy)
    with a_window(tmp_path, monkeypatch, person="") as window:
        assert window.opener.open(copy)
        yield window


def form_of(window):
    return window.findChild(NameForm)


def test_reading_asks_nothing(stranger):
    view = view_of(stranger)
    press(view.reader.article.page, Qt.Key.Key_J)
    assert form_of(stranger) is None
    assert view.status.person.text() == "Your name…"


def test_the_first_act_waits_for_the_name_and_is_done_under_it(stranger):
    view = view_of(stranger)
    row = next(row for row in view.workspace.rows if row.verdict is None)
    view.choose_claim(row.id)
    press(view.reader.article.page, Qt.Key.Key_3)
    form = form_of(stranger)
    assert form.name.hasFocus()
    assert view.workspace.active_row.verdict is None
    QTest.keyClicks(form.name, "grace brewster hopper")
    assert form.initials.text() == "GBH"
    QTest.keyClick(form.name, Qt.Key.Key_Tab)
    QTest.keyClicks(form.initials, "GH")
    QTest.keyClick(form.initials, Qt.Key.Key_Return)
    assert form.isHidden()
    active = view.workspace.active_row
    assert active is not None
    assert active.verdict is not None
    assert active.verdict.label == "Half true"
    newest = history.entries(view.workspace.project, limit=1)[0]
    assert newest.by == "grace brewster hopper"
    assert view.status.person.text() == "GH"
    press(view.reader.article.page, Qt.Key.Key_4)
    assert form.isHidden(), "asked twice"
    stranger.opener.close()
    assert (stranger.settings.text("person"), stranger.settings.text("initials")) == ("grace brewster hopper", "GH")


def test_words_typed_before_the_name_is_known_are_kept(stranger):
    view = view_of(stranger)
    statement = view.inspector.head.statement
    statement.setFocus()
    statement.selectAll()
    QTest.keyClicks(statement, "Pakistan spoke to Israel")
    QTest.keyClick(statement, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form = form_of(stranger)
    QTest.keyClicks(form.name, "Grace Hopper")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert view.workspace.active_row.statement == "Pakistan spoke to Israel"
    assert statement.toPlainText() == "Pakistan spoke to Israel"


def test_whoever_does_not_say_it_changes_nothing(stranger):
    view = view_of(stranger)
    head = view.workspace.info.head
    press(view.reader.article.page, Qt.Key.Key_3)
    QTest.keyClick(form_of(stranger).name, Qt.Key.Key_Escape)
    assert form_of(stranger).isHidden()
    assert view.workspace.project.head() == head
    assert "nobody said who is checking" in view.status.message.text()


def test_dropped_files_wait_for_the_name_too(stranger, tmp_path):
    view = view_of(stranger)
    before = len(view.workspace.documents)
    notes = tmp_path / "notes.txt"
    notes.write_text("Notes of a telephone call.", "utf-8")
    drop_files(stranger, notes)
    wait_for(lambda: form_of(stranger) is not None and form_of(stranger).isVisible(), 20_000)
    assert not view.imports.running
    QTest.keyClicks(form_of(stranger).name, "Grace Hopper")
    QTest.keyClick(form_of(stranger).name, Qt.Key.Key_Return)
    wait_for(lambda: len(view.workspace.documents) == before + 1, 30_000)
    assert view.workspace.documents[-1].captured_by == "Grace Hopper"


def test_the_name_is_changed_from_the_status_line(window, sample):
    click(sample.status.person)
    form = form_of(window)
    assert (form.name.text(), form.initials.text()) == ("Ada Byron", "")
    QTest.keyClicks(form.name, "Mary Somerville")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert sample.status.person.text() == "MS"
    press(sample.reader.article.page, Qt.Key.Key_3)
    by = [entry.by for entry in history.entries(sample.workspace.project) if entry.label.startswith("Judge")]
    assert by[0] == "Mary Somerville"


def test_initials_of_another_colleague_are_not_taken(sample):
    project = sample.workspace.project
    me = people.act_as(project, "Alan Brown")
    assert me.initials == "AB2"
    assert people.act_as(project, "Alan Brown", initials="ABr").initials == "ABr"
    assert people.act_as(project, "Ada Byron", initials="ABr").initials == "ABr2"
