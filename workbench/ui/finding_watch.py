"""Keeps the findings fresh beside the work: counted anew in a thread once the project has been still for a moment."""

from PySide6.QtCore import QObject, QTimer

from workbench.checks.finding import Finding
from workbench.desk import findings
from workbench.ui.jobs import Handle, Jobs
from workbench.ui.workspace import News, Workspace

# After a step, before the rules run, in milliseconds.
STILL = 350


class FindingWatch(QObject):
    """One run at a time; steps made during a run are seen by the next."""

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._running = False
        self._again = False
        self.paused = False
        self._timer = QTimer(self, singleShot=True, interval=STILL)
        self._timer.timeout.connect(self._count)
        workspace.changed.connect(self._look)
        self._count()

    def _look(self, news: News) -> None:
        if not news.nouns <= {"finding"}:
            self._timer.start()

    def pause(self, *, on: bool) -> None:
        """Let the rules wait while files come in: they would have to run again anyway."""
        self.paused = on
        if not on:
            self._timer.start()

    def _count(self) -> None:
        if self._running or self.paused:
            self._again = True
            return
        self._running, self._again = True, False
        project = self._workspace.project

        def work(_: Handle) -> list[Finding]:
            return [one for one in findings.every(project) if not one.waived]

        self._jobs.run(work, owner=self, done=self._done, failed=self._failed)

    def _done(self, found: list[Finding]) -> None:
        self._running = False
        self._workspace.take_findings(found)
        if self._again:
            self._timer.start()

    def _failed(self, error: BaseException) -> None:
        self._running = False
        raise error
