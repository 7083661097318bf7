"""Bringing files in: read in worker processes, added by a thread, so that the window never waits."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.desk import articles, documents, enclosures
from workbench.desk.views import Added, ArticleView
from workbench.errors import WorkbenchError
from workbench.readers.problems import ReadingCancelled
from workbench.readers.reading import FileRead
from workbench.readers.supervise import ReaderPool, Task, read_file
from workbench.store.project import Project
from workbench.ui.jobs import Handle, Jobs

# Files being read at once; more would only make each slower and the window less lively.
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: what was made of it, or the sentence that says why nothing was."""

    path: Path
    made: Added | ArticleView | None
    problem: str = ""


class ImportQueue(QObject):
    """``progress`` carries done and total; ``finished`` the outcomes of all files since the queue was empty."""

    progress = Signal(int, int)
    finished = Signal(list)

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._jobs = Jobs(self, threads=AT_ONCE)
        self._pool = ReaderPool(spares=1)
        self._waiting: deque[tuple[Path, bool]] = deque()
        self._tasks: set[Task] = set()
        self._outcomes: list[Outcome] = []
        self._total = 0
        # Whoever stands first may add: codes follow the order of the files, not that in which they were read.
        self._begun: deque[Task] = deque()
        self._turn = threading.Condition()

    @property
    def running(self) -> bool:
        """Whether anything is being brought in."""
        return bool(self._tasks or self._waiting)

    def add(self, paths: Sequence[Path], *, as_article: bool = False) -> None:
        """Bring files in, after those already waiting; ``as_article`` makes articles of them."""
        self._waiting.extend((path, as_article) for path in paths)
        self._total += len(paths)
        self.progress.emit(len(self._outcomes), self._total)
        while len(self._tasks) < AT_ONCE and self._waiting:
            self._next()

    def stop(self) -> None:
        """Leave what is waiting, and stop what is being read. What was added stays."""
        self._waiting.clear()
        for task in self._tasks:
            task.cancel()
        if not self._tasks:
            self._end()

    def close(self) -> None:
        """Stop, and wait for the threads."""
        self._waiting.clear()
        for task in list(self._tasks):
            task.cancel()
        self._jobs.close()
        self._pool.close()

    def _next(self) -> None:
        path, as_article = self._waiting.popleft()
        task = Task()
        self._tasks.add(task)
        self._begun.append(task)

        def work(_: Handle) -> Added | ArticleView:
            try:
                file = read_file(path, pool=self._pool, task=task)
                with self._turn:
                    self._turn.wait_for(lambda: self._begun[0] is task)
                    return self._add(file, task, as_article=as_article)
            finally:
                with self._turn:
                    self._begun.remove(task)
                    self._turn.notify_all()

        def failed(error: BaseException) -> None:
            if not isinstance(error, WorkbenchError):
                self._done(task, None)
                raise error
            told = "" if isinstance(error, ReadingCancelled) else error.sentence
            self._done(task, Outcome(path, None, told) if told else None)

        self._jobs.run(work, owner=self, done=lambda made: self._done(task, Outcome(path, made)), failed=failed)

    def _add(self, file: FileRead, task: Task, *, as_article: bool) -> Added | ArticleView:
        if as_article:
            return articles.add(self._project, file)
        added = documents.add(self._project, file)
        return enclosures.bring_attached(self._project, added, pool=self._pool, task=task)

    def _done(self, task: Task, outcome: Outcome | None) -> None:
        self._tasks.discard(task)
        if outcome is not None:
            self._outcomes.append(outcome)
        self.progress.emit(len(self._outcomes), self._total)
        if self._waiting:
            self._next()
        elif not self._tasks:
            self._end()

    def _end(self) -> None:
        outcomes, self._outcomes, self._total = self._outcomes, [], 0
        self.finished.emit(outcomes)
