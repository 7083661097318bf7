"""The import queue in the window: every file's state, stopping, trying again, going on after the program ended."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.test_access import nameless
from tests.windows import click, press, turn, view_of, wait_for
from workbench.readers import supervise
from workbench.readers.supervise import read_file
from workbench.ui import importing, isolation
from workbench.ui.import_entry import Stage, shown_name

DAMAGED = b"%PDF-1.7\nnothing that could be a document"


@pytest.fixture
def files(tmp_path):
    """A good file, the same one again, a damaged one, an empty one, one that is gone, and a last good one."""
    folder = tmp_path / "in"
    folder.mkdir()
    made = [folder / name for name in ("a.txt", "again.txt", "damaged.pdf", "empty.txt", "gone.txt", "z.txt")]
    for path, data in zip(made, (b"Words.", b"Words.", DAMAGED, b"", b"x", b"The last words."), strict=True):
        path.write_bytes(data)
    made[4].unlink()
    return made


@pytest.fixture
def slow(monkeypatch):
    """Reading waits until it is let go."""
    held = {"go": False}

    def waiting(path, *, task, **given):
        while not held["go"] and not task.cancelled:
            time.sleep(0.01)
        return read_file(path, task=task, **given)

    monkeypatch.setattr(importing, "read_file", waiting)
    return held


def bring(view, paths):
    view.imports.add(paths)
    wait_for(lambda: not view.imports.running, 60_000)


def library(window):
    window.do("evidence.library")
    page = view_of(window).reader.page_in_front
    page.imports.refresh()
    return page


def test_every_file_is_told_apart_and_a_bad_one_stops_none(sample, files):
    bring(sample, files)
    stages = [one.stage for one in sample.imports.entries]
    assert stages == [Stage.ADDED, Stage.KNOWN, Stage.WITHOUT_TEXT, Stage.REFUSED, Stage.REFUSED, Stage.ADDED]
    said = [one.said for one in sample.imports.entries]
    assert "damaged" in said[2]
    assert "is empty" in said[3]
    assert "There is no file gone.txt" in said[4]
    assert sample.imports.entries[1].code == sample.imports.entries[0].code


def test_what_needs_a_look_stays_in_reach_until_it_is_put_away(window, sample, files):
    bring(sample, files)
    window.notices.tell("Something else.", near=sample.reader)
    assert sample.status.trouble_button.text() == "3 files to look at"
    click(sample.status.trouble_button)
    page = sample.reader.page_in_front
    page.imports.refresh()
    assert page.imports.words.text() == "2 added · 1 already there · 1 kept without text · 2 not added"
    click(page.imports.only)
    assert [one.name for one in page.imports.rows.rows] == ["damaged.pdf", "empty.txt", "gone.txt"]
    wait_for(lambda: nameless(window) == [])
    bring(sample, [files[0]])
    assert sample.status.trouble_button.isVisible(), "the next import took the results of the last away"
    click(page.imports.away)
    assert not sample.status.trouble_button.isVisible()
    page.imports.refresh()
    assert page.imports.isHidden()


def test_a_file_of_the_list_opens_by_keyboard(window, sample, files):
    bring(sample, files)
    page = library(window)
    page.imports.list.show_current(sample.imports.entries[-1].id)
    wait_for(lambda: sample.workspace.document(sample.imports.entries[-1].document_id))
    press(page.imports.list, Qt.Key.Key_Return)
    assert sample.workspace.document(sample.reader.evidence.document_id).original_name == "z.txt"


def test_one_is_stopped_the_others_go_on_and_it_can_be_tried_again(window, sample, files, slow):
    sample.imports.add([files[0], files[5], files[3]])
    page = library(window)
    last = sample.imports.entries[2]
    assert last.stage is Stage.WAITING
    page.imports.list.show_current(last.id)
    click(page.imports.stop_one)
    assert sample.imports.entries[2].stage is Stage.STOPPED
    sample.imports.stop_one(sample.imports.entries[0].id)
    slow["go"] = True
    wait_for(lambda: not sample.imports.running, 60_000)
    assert [one.stage for one in sample.imports.entries] == [Stage.STOPPED, Stage.ADDED, Stage.STOPPED]
    files[3].write_bytes(b"Now there are words.")
    window.do("evidence.try_again")
    wait_for(lambda: not sample.imports.running, 60_000)
    assert [one.stage for one in sample.imports.entries] == [Stage.ADDED] * 3


def test_stopping_all_keeps_what_was_added(window, sample, files, slow):
    slow["go"] = True
    bring(sample, [files[0]])
    slow["go"] = False
    sample.imports.add([files[5], files[2], files[3]])
    window.do("evidence.stop_imports")
    wait_for(lambda: not sample.imports.running, 60_000)
    assert [one.stage for one in sample.imports.entries] == [Stage.ADDED] + [Stage.STOPPED] * 3
    assert importing.left_over(sample.workspace.project) == {True: [], False: []}, "stopped files were to come in again"


def test_a_program_that_ended_in_between_goes_on(window, sample, files, slow):
    path = sample.workspace.project.path
    sample.imports.add([files[0], files[5]])
    wait_for(lambda: sum(map(len, importing.left_over(sample.workspace.project).values())) == 2)
    window.opener.close()
    slow["go"] = True
    assert window.opener.open(path)
    view = view_of(window)
    wait_for(lambda: view.reader.notice_bar.text() == "2 files were not brought in yet.", 20_000)
    click(next(one for one in view.reader.notice_bar.findChildren(QPushButton) if one.text() == "Go on"))
    wait_for(lambda: view.has_imports and not view.imports.running, 60_000)
    wait_for(lambda: len([one for one in view.workspace.documents if one.original_name]) == 2)
    assert [one.original_name for one in view.workspace.documents][-2:] == ["a.txt", "z.txt"]
    window.opener.close()
    assert window.opener.open(path)
    turn(1500)
    assert view_of(window).reader.notice_bar.text() == ""


def test_what_was_left_out_is_not_offered_again(window, sample, files, slow):
    path = sample.workspace.project.path
    sample.imports.add([files[0], files[5]])
    window.opener.close()
    assert window.opener.open(path)
    view = view_of(window)
    wait_for(lambda: view.reader.notice_bar.text() == "2 files were not brought in yet.", 20_000)
    click(next(one for one in view.reader.notice_bar.findChildren(QPushButton) if one.text() == "Leave them out"))
    assert importing.left_over(view.workspace.project) == {True: [], False: []}


def test_a_killed_program_left_its_list_behind(sample, files, slow):
    """Nothing is written when a program is killed: the list has to be there before."""
    sample.imports.add([files[0], files[5], files[2]])
    wait_for(lambda: sum(map(len, importing.left_over(sample.workspace.project).values())) == 3)
    slow["go"] = True
    wait_for(lambda: not sample.imports.running, 60_000)
    wait_for(lambda: importing.left_over(sample.workspace.project) == {True: [], False: []})


def test_a_name_passes_for_no_other():
    assert shown_name("invoice\u202efdp.exe") == "invoice\ufffdfdp.exe"
    assert shown_name("two\nlines.txt") == "two\ufffdlines.txt"
    assert shown_name("तथ्य 😀.txt") == "तथ्य 😀.txt"
    assert shown_name("bad\udcff.txt") == "bad\\udcff.txt"


def test_the_library_says_what_holds_readers_in(window, sample):
    page = library(window)
    wait_for(page.isolation.text, 30_000)
    assert page.isolation.text() == isolation.sentence(supervise.isolation())


def test_what_is_not_in_force_is_not_promised():
    whole = isolation.sentence(("RLIMIT_AS", "landlock", "seccomp"))
    assert "cannot write, go on line, start programs or see other files" in whole
    assert "time and memory are limited" in whole
    limits = isolation.sentence(("RLIMIT_CPU",))
    assert limits.startswith("Limits only")
    assert "memory" not in limits
    assert "does not let Workbench forbid it networks and programs" in isolation.sentence(("landlock",))
    assert "forbid it to see other files" in isolation.sentence(("seccomp",))


def test_nothing_is_offered_in_a_project_that_is_only_read(window, sample, files, slow):
    path = sample.workspace.project.path
    sample.imports.add([files[0], files[5]])
    window.opener.close()
    assert window.opener.open(path, read_only=True)
    turn(800)
    assert view_of(window).reader.notice_bar.text() == ""
