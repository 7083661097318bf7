"""Counts what a merge left to decide, and says so at the foot of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.ui.desk_pages import questions

if TYPE_CHECKING:
    from workbench.ui.panels.project_view import ProjectView

SOON = 200  # milliseconds


class ConflictWatch(QObject):
    """One for each open project; gone with its view."""

    def __init__(self, view: ProjectView) -> None:
        super().__init__(view)
        self._view = view
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._count)
        view.workspace.changed.connect(lambda _: self._soon.start())
        self._count()

    def _count(self) -> None:
        project = self._view.workspace.project
        self._view.jobs.run(lambda _: questions.count(project), owner=self, done=self._view.status.show_conflicts)
