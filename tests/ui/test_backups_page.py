"""Backups: kept by themselves in a pause, seen in a list, restored beside the project by keyboard."""

import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from tests.ui.test_access import nameless
from tests.windows import click, press, turn, view_of, wait_for
from workbench.desk import backups, projects
from workbench.store.trouble import DiskFull
from workbench.ui.backup_watch import BackupWatch


@pytest.fixture
def page(window, sample):
    window.do("project.backups")
    return sample.reader.page_in_front


def test_a_copy_is_kept_in_a_pause_and_said_quietly(window, sample):
    path = sample.workspace.project.path
    BackupWatch(sample, window.notices, every=50, pause=20)
    wait_for(sample.status.backup.text)
    assert sample.status.backup.text().startswith("Backup ")
    assert len(backups.listing(path)) == 1
    turn(300)
    assert len(backups.listing(path)) == 1, "nothing changed, and another copy was kept"
    assert sample.reader.notice_bar.text() == ""


def test_nothing_is_kept_of_a_project_that_is_only_read(window, sample):
    path = sample.workspace.project.path
    window.opener.close()
    assert window.opener.open(path, read_only=True)
    view = view_of(window)
    BackupWatch(view, window.notices, every=30, pause=10)
    turn(300)
    assert backups.listing(path) == []


def test_a_full_disk_is_told_once(window, sample, monkeypatch):
    told: list[str] = []

    def full(_):
        raise DiskFull("There is no room for a copy.")

    monkeypatch.setattr(backups, "if_due", full)
    monkeypatch.setattr(window.notices, "report", lambda error, _: told.append(error.sentence))
    BackupWatch(sample, window.notices, every=20, pause=5)
    turn(500)
    assert told == ["There is no room for a copy."]


def test_the_window_never_waits_for_a_copy(window, sample):
    gaps, last = [], [time.monotonic()]

    def tick():
        gaps.append(time.monotonic() - last[0])
        last[0] = time.monotonic()

    timer = QTimer(window, interval=2)
    timer.timeout.connect(tick)
    turn(200)
    gaps.clear()
    last[0] = time.monotonic()
    timer.start()
    BackupWatch(sample, window.notices, every=50, pause=10)
    wait_for(sample.status.backup.text)
    timer.stop()
    assert sorted(gaps)[-2] < 0.05, f"{max(gaps) * 1000:.0f} ms"


def test_the_list_teaches_and_a_copy_is_kept_on_demand(page, window):
    assert page.copies.rowCount() == 0
    assert not page.restore.isEnabled()
    click(page.keep)
    wait_for(lambda: page.copies.rowCount() == 1)
    assert page.restore.isEnabled()
    assert "becomes a project of its own" in page._hint.text()
    assert nameless(window) == []


def test_a_copy_is_restored_beside_the_project_by_keyboard_and_opened(page, window, sample):
    row = next(row for row in sample.workspace.rows if row.verdict is None)
    sample.choose_claim(row.id)
    QTest.keyClick(page.keep, Qt.Key.Key_Space)
    wait_for(lambda: page.copies.rowCount() == 1)
    press(page.list, Qt.Key.Key_3)
    assert sample.workspace.active_row.verdict is not None
    press(page.list, Qt.Key.Key_Return)
    assert page.restore.hasFocus()
    QTest.keyClick(page.restore, Qt.Key.Key_Space)
    wait_for(lambda: "Restored as" in sample.status.message.text())
    assert sample.workspace.row(row.id).verdict is not None, "the project itself was touched"
    here = sample.workspace.project.path
    click(sample.status._act)
    restored = view_of(window)
    assert restored.workspace.project.path.parent == here.parent
    assert restored.workspace.row(row.id).verdict is None
    assert projects.info(restored.workspace.project).title == "Musharraf and Israel"


def test_a_copy_is_merged_back_and_newer_work_stays(page, window, sample):
    row = next(row for row in sample.workspace.rows if row.verdict is None)
    sample.choose_claim(row.id)
    click(page.keep)
    wait_for(lambda: page.copies.rowCount() == 1)
    press(page.list, Qt.Key.Key_3)
    click(page.merge_back)
    merge = sample.reader.page_in_front
    wait_for(lambda: merge.seen is not None, 30_000)
    assert merge.seen.nothing_new, "the project holds all of the copy"
    assert sample.workspace.row(row.id).verdict is not None
