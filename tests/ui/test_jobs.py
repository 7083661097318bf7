"""Work beside the window: outcome on the window's thread, stopped when asked, dropped when nobody waits."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread

from tests.windows import turn, wait_for
from workbench.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


def test_the_outcome_arrives_on_the_windows_thread(jobs):
    owner = QObject()
    seen: list[tuple[str, bool]] = []
    here = QThread.currentThread()
    jobs.run(
        lambda _: threading.current_thread().name,
        owner=owner,
        done=lambda name: seen.append((name, QThread.currentThread() is here)),
    )
    wait_for(lambda: seen)
    assert seen[0][0].startswith("job")
    assert seen[0][1]
    assert jobs.busy == 0


def test_progress_is_told_in_order(jobs):
    owner = QObject()
    told: list[tuple[int, int]] = []
    done: list[str] = []

    def work(handle):
        for at in range(5):
            handle.progress(at + 1, 5)
        return "ready"

    jobs.run(work, owner=owner, done=done.append, progress=lambda at, of: told.append((at, of)))
    wait_for(lambda: done)
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_an_error_arrives_as_it_was(jobs):
    owner = QObject()
    seen: list[BaseException] = []

    def fail(_):
        raise LookupError("gone")

    jobs.run(fail, owner=owner, failed=seen.append)
    wait_for(lambda: seen)
    assert isinstance(seen[0], LookupError)


def test_a_stopped_job_says_nothing(jobs):
    owner, begun = QObject(), threading.Event()
    seen: list[object] = []

    def work(handle):
        begun.set()
        while True:
            handle.check()

    handle = jobs.run(work, owner=owner, done=seen.append, failed=seen.append)
    assert begun.wait(5)
    handle.stop()
    wait_for(lambda: jobs.busy == 0)
    assert seen == []


def test_what_comes_for_an_owner_that_is_gone_is_dropped(jobs):
    owner, go = QObject(), threading.Event()
    seen: list[object] = []
    jobs.run(lambda _: go.wait(5), owner=owner, done=seen.append)
    owner.deleteLater()
    turn(10)
    go.set()
    wait_for(lambda: jobs.busy == 0)
    assert seen == []
