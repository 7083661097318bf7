"""Works off beside the window what the search index has not taken in, or not taken out, yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.desk import indexing

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.workspace import News

# After the project is on the screen, and after evidence was last changed, in milliseconds.
LATER = 1500


class IndexWatch(QObject):
    """One for each open project; gone with its view."""

    def __init__(self, view: ProjectView, *, later: int = LATER) -> None:
        super().__init__(view)
        self._view = view
        self._running: Handle | None = None
        self._rest = QTimer(self, singleShot=True, interval=later)
        self._rest.timeout.connect(self._tend)
        self._rest.start()
        view.workspace.changed.connect(self._changed)

    def tend(self) -> None:
        """Begin soon, where it has not begun."""
        self._rest.start()

    def _changed(self, news: News) -> None:
        if news.concerns("document", "article_version", "claim"):
            self._rest.start()

    def _tend(self) -> None:
        if self._running is not None:
            return
        project = self._view.workspace.project

        def work(handle: Handle) -> bool:
            return indexing.tend(project, stop=lambda: handle.stopped)

        self._running = self._view.jobs.run(work, owner=self, done=self._done, failed=self._failed)

    def _done(self, _: bool) -> None:
        self._running = None

    def _failed(self, error: BaseException) -> None:
        self._running = None
        raise error
