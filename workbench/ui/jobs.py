"""Everything that takes longer than a tenth of a second runs here: in threads that wait on worker processes.

Progress and outcome arrive on the UI thread; what comes for an owner that is gone is dropped.
"""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from workbench.desk.ready import get_ready

THREADS = 3

T = TypeVar("T")
Report = Callable[[int, int], None]


class Stopped(Exception):
    """The user stopped the job."""


class Handle:
    """A running job, as its work and its owner see it."""

    def __init__(self, owner: QObject) -> None:
        self.owner = owner
        self._stop = threading.Event()
        self._report: Report | None = None

    @property
    def stopped(self) -> bool:
        """Say whether the job is to end early."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the job to end early; it ends at its next look."""
        self._stop.set()

    def check(self) -> None:
        """Raise Stopped if the job is to end early."""
        if self.stopped:
            raise Stopped

    def progress(self, done: int, total: int) -> None:
        """Tell the owner how far the work is; called from the work's thread."""
        if self._report is not None:
            self._report(done, total)


class Jobs(QObject):
    """Runs blocking calls beside the window."""

    _call = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = THREADS) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._running: set[Handle] = set()
        self._closed = False
        self._call.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> int:
        """How many jobs are running or waiting."""
        return len(self._running)

    def run(
        self,
        work: Callable[[Handle], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progress: Report | None = None,
    ) -> Handle:
        """Run ``work`` in a thread; then call ``done`` with its result or ``failed`` with its error, on this thread.

        An error without ``failed`` is raised on this thread, where the notices pick it up. A stopped job calls
        neither. Nothing is called once ``owner`` has been destroyed.

        What is imported later is imported before the first thread begins: two that import SQLAlchemy get halves of it.
        """
        get_ready()
        handle = Handle(owner)
        if progress is not None:
            tell = progress
            handle._report = lambda at, total: self._call.emit(lambda: _alive(handle) and tell(at, total))
        self._running.add(handle)
        future = self._pool.submit(work, handle)
        future.add_done_callback(lambda f: self._call.emit(lambda: self._finish(handle, f, done, failed)))
        return handle

    def close(self) -> None:
        """Stop everything and wait for the threads to end. What they still bring is for a window that is gone."""
        self._closed = True
        for handle in self._running:
            handle.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, call: Callable[[], object]) -> None:
        call()

    def _finish(
        self,
        handle: Handle,
        future: Future[T],
        done: Callable[[T], None] | None,
        failed: Callable[[BaseException], None] | None,
    ) -> None:
        self._running.discard(handle)
        if self._closed or future.cancelled() or not _alive(handle):
            return
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
        elif isinstance(error, Stopped | CancelledError):
            return
        elif failed is not None:
            failed(error)
        else:
            raise error


def _alive(handle: Handle) -> bool:
    return isValid(handle.owner)
