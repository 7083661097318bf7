"""Bringing files in: read in worker processes, added by a thread, so that the window never waits."""

import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.desk import articles, documents, enclosures, projects
from workbench.desk.views import Added, ArticleView
from workbench.errors import WorkbenchError
from workbench.readers.problems import ReadingCancelled
from workbench.readers.reading import FileRead
from workbench.readers.supervise import ReaderPool, Task, read_file
from workbench.store.project import Project
from workbench.ui.import_entry import AGAIN, UNDER_WAY, Entry, Stage
from workbench.ui.jobs import Handle, Jobs
from workbench.ui.text import tr

# Files being read at once; more would only make each slower and the window less lively.
AT_ONCE = 2
# Which files are still to come in is written down at most this often, in seconds: a file costs more than the note.
NOTED = 2.0
KEY = "imports"
OUR_FAULT = tr("Workbench has made a mistake with this file. The others are not touched by it.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: what was made of it, or the sentence that says why nothing was."""

    path: Path
    made: Added | ArticleView | None
    problem: str = ""


class ImportQueue(QObject):
    """``progress`` carries done and total, ``finished`` the outcomes of all files since the queue was empty.

    ``changed`` says that ``entries`` are others: the files of this and of earlier runs, until they are put away. What
    is still to come in is noted in the project, so that a program that ends in between can go on: see ``left_over``.
    """

    progress = Signal(int, int)
    finished = Signal(list)
    changed = Signal()

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._jobs = Jobs(self, threads=AT_ONCE)
        self._pool = ReaderPool(spares=1)
        self._numbers = count(1)
        self._entries: dict[str, Entry] = {}
        self._waiting: deque[str] = deque()
        self._tasks: dict[str, Task] = {}
        self._outcomes: list[Outcome] = []
        self._done_so_far = 0
        self._total = 0
        # Whoever stands first may add: codes follow the order of the files, not that in which they were read.
        self._begun: deque[Task] = deque()
        self._turn = threading.Condition()
        self._noted = 0.0
        self._closing = False

    @property
    def running(self) -> bool:
        """Whether anything is being brought in."""
        return bool(self._tasks or self._waiting)

    @property
    def entries(self) -> Sequence[Entry]:
        """The files, in the order in which they came."""
        return tuple(self._entries.values())

    def add(self, paths: Sequence[Path], *, as_article: bool = False) -> None:
        """Bring files in, after those already waiting; ``as_article`` makes articles of them."""
        made = [Entry(str(next(self._numbers)), path, as_article) for path in paths]
        self._entries.update((one.id, one) for one in made)
        self._enqueue([one.id for one in made])

    def again(self, ids: Sequence[str]) -> None:
        """Try files once more that were stopped or refused."""
        wanted = [one for one in ids if one in self._entries and self._entries[one].stage in AGAIN]
        for one in wanted:
            self._entries[one] = replace(self._entries[one], stage=Stage.WAITING, said="")
        self._enqueue(wanted)

    def stop(self) -> None:
        """Leave what is waiting, and stop what is being read. What was added stays."""
        self._stop(set(self._entries))

    def stop_one(self, entry_id: str) -> None:
        """Leave one file out; the others go on."""
        self._stop({entry_id})

    def put_away(self) -> None:
        """Forget the files that are done with."""
        self._entries = {key: one for key, one in self._entries.items() if one.stage in UNDER_WAY}
        self.changed.emit()

    def close(self) -> None:
        """Stop, and wait for the threads. What was still to come in is noted and can be gone on with."""
        self._closing = True
        to_come = self._to_come()
        self._waiting.clear()
        for task in list(self._tasks.values()):
            task.cancel()
        self._jobs.close()
        self._pool.close()
        self._note(to_come)  # last: what a thread was just noting is older

    def _enqueue(self, ids: Sequence[str]) -> None:
        if not ids:
            return
        self._waiting.extend(ids)
        self._total += len(ids)
        if len(self._to_come()) > 1:  # one alone is read before it is noted
            self._note_beside()
        self.progress.emit(self._done_so_far, self._total)
        while len(self._tasks) < AT_ONCE and self._waiting:
            self._next()
        self.changed.emit()

    def _stop(self, ids: set[str]) -> None:
        for one in [one for one in self._waiting if one in ids]:
            self._waiting.remove(one)
            self._put(one, stage=Stage.STOPPED)
            self._done_so_far += 1
        for one, task in self._tasks.items():
            if one in ids:
                task.cancel()
        self.changed.emit()
        if not self._tasks and not self._waiting and self._total:
            self._end()

    def _next(self) -> None:
        ident = self._waiting.popleft()
        entry, task = self._entries[ident], Task()
        self._tasks[ident] = task
        self._begun.append(task)
        self._put(ident, stage=Stage.READING)

        def work(_: Handle) -> Added | ArticleView:
            try:
                file = read_file(entry.path, pool=self._pool, task=task)
                with self._turn:
                    self._turn.wait_for(lambda: self._begun[0] is task)
                    return self._add(file, task, as_article=entry.as_article)
            finally:
                with self._turn:
                    self._begun.remove(task)
                    self._turn.notify_all()

        def failed(error: BaseException) -> None:
            if not isinstance(error, WorkbenchError):
                self._put(ident, said=OUR_FAULT)
                self._done(ident, Stage.REFUSED, None)
                raise error
            if isinstance(error, ReadingCancelled):
                self._done(ident, Stage.STOPPED, None)
            else:
                self._put(ident, said=error.sentence)
                self._done(ident, Stage.REFUSED, Outcome(entry.path, None, error.sentence))

        self._jobs.run(work, owner=self, done=lambda made: self._made(ident, made), failed=failed)

    def _add(self, file: FileRead, task: Task, *, as_article: bool) -> Added | ArticleView:
        if as_article:
            return articles.add(self._project, file)
        added = documents.add(self._project, file)
        return enclosures.bring_attached(self._project, added, pool=self._pool, task=task)

    def _made(self, ident: str, made: Added | ArticleView) -> None:
        stage, outcome = Stage.ADDED, Outcome(self._entries[ident].path, made)
        if isinstance(made, Added):
            document = made.document
            said = " ".join(filter(None, (document.problem, *made.left)))
            self._put(ident, document_id=document.id, code=document.code, said=said)
            if made.already_there:
                stage = Stage.KNOWN
            elif document.problem:
                stage = Stage.WITHOUT_TEXT
        self._done(ident, stage, outcome)

    def _done(self, ident: str, stage: Stage, outcome: Outcome | None) -> None:
        self._tasks.pop(ident, None)
        self._put(ident, stage=stage)
        if outcome is not None:
            self._outcomes.append(outcome)
        self._done_so_far += 1
        self.progress.emit(self._done_so_far, self._total)
        if self._waiting:
            self._next()
        if time.monotonic() - self._noted >= NOTED or not self.running:
            self._note_beside()
        self.changed.emit()
        if not self.running:
            self._end()

    def _put(self, ident: str, **given: Any) -> None:
        self._entries[ident] = replace(self._entries[ident], **given)

    def _end(self) -> None:
        outcomes, self._outcomes, self._total, self._done_so_far = self._outcomes, [], 0, 0
        self._note_beside()
        self.finished.emit(outcomes)

    # -- what a program that ended can go on with ---------------------------------------------------------------

    def _to_come(self) -> list[Entry]:
        return [one for one in self._entries.values() if one.stage in UNDER_WAY]

    def _note_beside(self) -> None:
        """Note in a thread of the queue what is still to come in: here it would wait for a commit."""
        if self._closing or self._project.read_only:
            return
        self._noted = time.monotonic()
        to_come = self._to_come()
        self._jobs.run(lambda _: self._note(to_come), owner=self)

    def _note(self, entries: Sequence[Entry]) -> None:
        noted = [[str(one.path), one.as_article] for one in entries]
        if noted != projects.recall(self._project, KEY, []):
            projects.remember(self._project, KEY, noted)


def left_over(project: Project) -> Mapping[bool, list[Path]]:
    """Return the files that were still to come in when the program ended: as articles (True), as evidence (False)."""
    noted = projects.recall(project, KEY, [])
    found: dict[bool, list[Path]] = {True: [], False: []}
    for path, as_article in noted if isinstance(noted, list) else ():
        found[bool(as_article)].append(Path(path))
    return found


def forget_left_over(project: Project) -> None:
    """Forget them."""
    projects.remember(project, KEY, [])
