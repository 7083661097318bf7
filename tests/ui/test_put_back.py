"""Projects in synchronised folders: the window says where the work is and puts it back, never over others' work."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.windows import a_window, click, press, turn, view_of, wait_for
from workbench.desk import claims, people, projects, publishing
from workbench.store import away
from workbench.store.project import Project
from workbench.ui import theme
from workbench.ui.publish_watch import PublishWatch, look_at


@pytest.fixture
def in_dropbox(sample_file, tmp_path):
    """A project in a folder that Dropbox keeps."""
    path = tmp_path / "Dropbox" / "check.factcheck"
    path.parent.mkdir()
    shutil.copy(sample_file, path)
    return path


@pytest.fixture
def opened(window, in_dropbox):
    assert window.opener.open(in_dropbox)
    view = view_of(window)
    assert view.workspace.project.file != in_dropbox
    return view


def watch(window, view, pause):
    return PublishWatch(view, window.notices, lambda path: look_at(view, path), pause=pause)


def judge(view):
    """Give the first open claim a verdict with a key."""
    row = next(one for one in view.workspace.rows if one.verdict is None)
    view.choose_claim(row.id)
    press(view.reader.article.page, Qt.Key.Key_3)
    return row


def there(path, row):
    """What stands in the place itself."""
    project = Project.open(path, read_only=True)
    try:
        return next(one for one in claims.rows(project) if one.id == row.id).verdict
    finally:
        project.close()


def change_elsewhere(path):
    """A colleague changes the project on another computer, and the folder brings it here."""
    other = path.parent.parent / "elsewhere.factcheck"
    shutil.copy(path, other)
    project = projects.open(other)
    people.act_as(project, "Grace Hopper")
    claims.edit(project, next(one for one in claims.rows(project) if one.number == 2).id, place="Dubai")
    project.close()
    other.replace(path)


def offer(view, words):
    buttons = view.reader.notice_bar.findChildren(QPushButton)
    return next(one for one in buttons if one.isVisibleTo(view) and one.text() == words)


def test_a_step_is_saved_here_and_put_back_in_a_pause(window, opened, in_dropbox):
    watch(window, opened, pause=300)
    row = judge(opened)
    wait_for(lambda: opened.status.saved.text() == "Saved here · not yet in Dropbox")
    assert there(in_dropbox, row) is None
    wait_for(lambda: opened.status.saved.text().startswith("Saved here and in Dropbox, "), 20_000)
    assert there(in_dropbox, row).label == "Half true"


def test_closing_puts_the_work_back(window, opened, in_dropbox):
    row = judge(opened)
    window.opener.close()
    wait_for(lambda: window.jobs.busy == 0, 20_000)
    assert there(in_dropbox, row).label == "Half true"
    assert window.opener.open(in_dropbox), "the project was not given back"


def test_quitting_puts_the_work_back(sample_file, tmp_path, monkeypatch):
    path = tmp_path / "Dropbox" / "check.factcheck"
    path.parent.mkdir()
    shutil.copy(sample_file, path)
    with a_window(tmp_path, monkeypatch, path) as window:
        wait_for(lambda: window.view is not None)
        row = judge(view_of(window))
        window.close()
    assert there(path, row).label == "Half true"


def test_work_of_others_is_never_overwritten_and_is_offered_for_merging(window, opened, in_dropbox):
    row = judge(opened)
    change_elsewhere(in_dropbox)
    watch(window, opened, pause=100)
    wait_for(lambda: "Somebody else changed" in opened.reader.notice_bar.text(), 20_000)
    assert there(in_dropbox, row) is None
    click(offer(opened, "Look at it, to merge"))
    page = opened.reader.page_in_front
    wait_for(lambda: page.seen is not None, 30_000)
    assert "Grace Hopper" in page.seen.people
    click(page.merge)
    wait_for(lambda: page.seen is not None and page.seen.done, 60_000)
    wait_for(lambda: opened.status.saved.text().startswith("Saved here and in Dropbox"), 30_000)
    assert there(in_dropbox, row).label == "Half true"
    assert next(one for one in opened.workspace.rows if one.number == 2) is not None


def test_a_conflicted_copy_beside_the_project_is_offered_for_merging(window, in_dropbox):
    copy = in_dropbox.with_name("check (Grace's conflicted copy 2026-11-23).factcheck")
    shutil.copy(in_dropbox, copy)
    change_elsewhere(copy)
    assert window.opener.open(in_dropbox)
    view = view_of(window)
    wait_for(lambda: "conflicted copy" in view.reader.notice_bar.text(), 20_000)
    click(offer(view, "Look at it, to merge"))
    page = view.reader.page_in_front
    wait_for(lambda: page.seen is not None, 30_000)
    assert page.seen.steps > 0


def test_a_folder_that_is_gone_is_told_and_the_work_is_safe(window, opened, in_dropbox):
    row = judge(opened)
    in_dropbox.parent.rename(in_dropbox.parent.with_name("Unplugged"))
    watch(window, opened, pause=100)
    wait_for(opened.reader.notice_bar.text, 20_000)
    assert "safe" in opened.reader.notice_bar.text() or "here" in opened.reader.notice_bar.text()
    assert opened.workspace.row(row.id).verdict is not None


def test_work_that_was_not_put_back_is_told_on_the_start_page(in_dropbox, tmp_path, monkeypatch):
    with a_window(tmp_path, monkeypatch, in_dropbox) as window:
        wait_for(lambda: window.view is not None)
        judge(view_of(window))
        monkeypatch.setattr(publishing, "publish", lambda _: False)
    assert [one.path for one in publishing.waiting()] == [in_dropbox] or away.waiting()
    with a_window(tmp_path, monkeypatch) as window:
        wait_for(window.start.notice_bar.text, 20_000)
        assert "on this computer only" in window.start.notice_bar.text()


def test_a_project_on_ones_own_disk_says_that_all_is_saved(sample):
    assert sample.status.saved.text() == "All changes saved"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_foot_of_the_window_gives_way_and_never_widens_the_window(window, sample, scale):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT, scale=scale)
    status = sample.status
    status.show_place("Saved here · somebody else changed it in Google Drive")
    status.show_evidence("Evidence verified 23 Nov 2026, 14:02")
    status.show_backup("Backup 14:05")
    status.show_conflicts(12)
    status.tell("Marked as claim 52. R writes the rationale, 1 to 9 judge it.")
    turn(50)
    assert status.minimumSizeHint().width() < 900
    assert status.saved.toolTip() == "Saved here · somebody else changed it in Google Drive"
