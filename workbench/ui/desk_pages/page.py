"""What every page about the project as a whole has: a title, a lead, a notice bar, and one thing running at a time."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.notice_bar import NoticeBar
from workbench.ui.text import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workbench.store.project import Project
    from workbench.ui.jobs import Handle
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window
    from workbench.ui.workspace import News, Workspace

T = TypeVar("T")
# Around what stands on a page, in pixels at 100 %.
MARGIN = 28
# Words that run wider than this are hard to read.
WIDEST = 760
# What was just shown has its place by then, in milliseconds.
SETTLED = 60
# What a page needs for its two columns, in pixels at normal text.
ROOM = 680
# A list on a page is never lower than this; the page scrolls instead.
LOWEST = 170


class PageName(StrEnum):
    """The pages; the value names the widget."""

    SEARCH = "search"
    LIBRARY = "library"
    HISTORY = "history"
    VERIFY = "verify"
    BACKUPS = "backups"
    SHARE = "share"
    SOURCES = "sources"
    MERGE = "merge"
    CONFLICTS = "conflicts"
    REVISION = "revision"
    CONTENTS = "contents"
    TABLE = "table"


class DeskPage(QFrame):
    """``left`` says that the page is to be closed: Escape."""

    left = Signal()
    # With less room than this beside it, the inspector gives way; in pixels at normal text.
    room = ROOM

    def __init__(self, window: Window, name: PageName, title: str, lead: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "deskpage")
        self.setAccessibleName(title)
        if window.view is None:
            raise RuntimeError("a page needs an open project")
        self._window = window
        self.view: ProjectView = window.view
        self.notice_bar = NoticeBar()
        self.heading = label(title, "title", wrap=True)
        self.lead = label(lead, "muted", wrap=True)
        self.lead.setMaximumWidth(theme.px(WIDEST))
        self.work = WorkRow()
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(10))
        canvas = QWidget()
        canvas.setObjectName("canvas")
        inner = QVBoxLayout(canvas)
        inner.setContentsMargins(theme.px(MARGIN), theme.px(20), theme.px(MARGIN), theme.px(14))
        inner.setSpacing(theme.px(6))
        inner.addWidget(self.heading)
        inner.addWidget(self.lead)
        inner.addWidget(self.work)
        inner.addSpacing(theme.px(4))
        inner.addLayout(self.body, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._area = area = QScrollArea()  # where text is large and the window is not, the page is taller than its room
        area.setWidgetResizable(True)
        area.setWidget(canvas)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self.notice_bar)
        layout.addWidget(area, 1)

    @property
    def workspace(self) -> Workspace:
        """The open project as the window sees it."""
        return self.view.workspace

    @property
    def project(self) -> Project:
        """The open project."""
        return self.view.workspace.project

    def takes(self, action_id: str) -> bool:
        """Do an action of the window in the page's own sense; False leaves it to the window."""
        return False

    def refresh(self, news: News | None = None) -> None:
        """Show what there is now; ``news`` says what changed, None that the page came to the front."""

    def focus_widget(self) -> QWidget:
        """What the keyboard goes to."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the page, unless something runs on it."""
        if event.key() == Qt.Key.Key_Escape and not self.work.busy:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def reveal(self, part: QWidget) -> None:
        """Bring a part of the page into view, once it has its place."""
        QTimer.singleShot(SETTLED, self, lambda: self._area.ensureWidgetVisible(part, 0, theme.px(12)))

    def begin(
        self,
        words: str,
        work: Callable[[Handle], T],
        done: Callable[[T], object],
        *,
        ended: Callable[[], object] | None = None,
        stoppable: bool = True,
    ) -> None:
        """Run ``work`` beside the window and show how far it is. One thing at a time; a second is not begun.

        ``ended`` is called however it ends, also when it is stopped.
        """
        if self.work.busy:
            return

        def end() -> None:
            self.work.end()
            if ended is not None:
                ended()

        def succeeded(result: T) -> None:
            end()
            done(result)

        def failed(error: BaseException) -> None:
            end()
            self._window.notices.report(error, self)

        self.notice_bar.hide()
        handle = self._window.jobs.run(
            work, owner=self, done=succeeded, failed=failed, progress=self.work.show_progress
        )

        def stop() -> None:
            handle.stop()
            end()

        self.work.begin(words, stop if stoppable else None)


class WorkRow(QFrame):
    """What is running, how far it is, and how to stop it. Takes no room while nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._halt: Callable[[], object] | None = None
        self.words = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(160))
        self._bar.setAccessibleName(tr("Progress"))
        self.stop_button = button(tr("Stop"), self._stop, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self._bar)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        self.hide()

    def begin(self, words: str, stop: Callable[[], object] | None) -> None:
        """Show that something runs; ``stop`` ends it, None where it cannot be ended."""
        self.busy = True
        self._halt = stop
        self.words.setText(words)
        self._bar.setRange(0, 0)
        self.stop_button.setVisible(stop is not None)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end(self) -> None:
        """Nothing runs any more."""
        self.busy = False
        self.hide()

    def _stop(self) -> None:
        if self._halt is not None:
            self._halt()
