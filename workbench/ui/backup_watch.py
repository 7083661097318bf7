"""Keeps backup copies while the checker works: in a pause, beside the window, said quietly at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.desk import backups
from workbench.errors import WorkbenchError
from workbench.store.backups import Backup
from workbench.ui import when
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.notices import Notices
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.workspace import News

# Milliseconds: how often to ask whether a copy is due, and how long nothing must have been done by then. While a copy
# is read the file cannot be written to, so it waits for a pause.
EVERY = 60_000
PAUSE = 4_000


class BackupWatch(QObject):
    """One for each open project; gone with its view."""

    def __init__(self, view: ProjectView, notices: Notices, *, every: int = EVERY, pause: int = PAUSE) -> None:
        super().__init__(view)
        self._view = view
        self._notices = notices
        self._told = ""
        self._busy = False
        self._pause = QTimer(self, singleShot=True, interval=pause)
        self._pause.timeout.connect(self._ask)
        self._clock = QTimer(self, interval=every)
        self._clock.timeout.connect(self._pause.start)
        view.workspace.changed.connect(self._wait)
        if not view.workspace.project.read_only:
            self._clock.start()

    def _wait(self, _: News) -> None:
        if self._pause.isActive():
            self._pause.start()

    def _ask(self) -> None:
        if self._busy:
            return
        self._busy = True
        project = self._view.workspace.project
        self._view.jobs.run(lambda _: backups.if_due(project), owner=self, done=self._kept, failed=self._failed)

    def _kept(self, made: Backup | None) -> None:
        self._busy = False
        if made is not None:
            self._told = ""
            self._view.status.show_backup(f"{tr('Backup')} {when.clock(made.at)}")

    def _failed(self, error: BaseException) -> None:
        """Tell trouble once, until a copy could be kept again."""
        self._busy = False
        if not isinstance(error, WorkbenchError):
            raise error
        if self._told != error.sentence:
            self._told = error.sentence
            self._notices.report(error, self._view.reader)
