"""The window: a menu bar, the start page or an open project. It lays out and wires, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QWidget

from workbench.ui.actions import SUBJECT_WORD, Action, Subject
from workbench.ui.jobs import Jobs
from workbench.ui.notices import Notices
from workbench.ui.panels.start_page import StartPage
from workbench.ui.settings import Settings

if TYPE_CHECKING:
    from workbench.ui.action_set import ActionSet
    from workbench.ui.opener import Opener
    from workbench.ui.panels.project_view import ProjectView


class Window(QMainWindow):
    """One window, one project. ``after_first_paint`` is called once, as soon as something stands on the screen."""

    def __init__(self, settings: Settings, *, after_first_paint: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.view: ProjectView | None = None
        self.action_set: ActionSet | None = None
        self._opener: Opener | None = None
        self._first = after_first_paint
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)
        self.start = StartPage(settings.recent())
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self.setCentralWidget(self._pages)
        self.notices = Notices(self.start.notice_bar, self)
        self.jobs = Jobs(self)
        self.menus = {subject: self.menuBar().addMenu(SUBJECT_WORD[subject]) for subject in Subject}
        for menu in self.menus.values():
            menu.aboutToShow.connect(self.equip)
        self.start.new_project.connect(lambda: self.opener.show_form())
        self.start.sample.connect(lambda: self.opener.open_sample())
        self.start.open_file.connect(self._open_file)
        self.start.forget.connect(self._forget)
        self.start.installEventFilter(self)
        self.setWindowTitle("Workbench")
        self.resize(1440, 900)

    @property
    def opener(self) -> Opener:
        """What opens and closes projects."""
        if self._opener is None:
            from workbench.ui.opener import Opener

            self._opener = Opener(self)
        return self._opener

    def equip(self) -> None:
        """Make the actions, once: they need the desk, which is not there before the first paint."""
        if self.action_set is None:
            from workbench.ui.action_set import ActionSet

            for menu in self.menus.values():
                menu.aboutToShow.disconnect(self.equip)
            self.action_set = ActionSet(self, self.menus)

    def run(self, action: Action) -> None:
        """Do an action; trouble is told near the reader, or near what has the focus."""
        view = self.view
        near: QWidget | None = view.reader if view is not None else self.start
        focus = self.focusWidget()
        if view is not None and focus is not None and view.inspector.isAncestorOf(focus):
            near = view.inspector
        self.notices.clear(near)
        self.notices.attempt(lambda: action.run(self), near=near)

    def do(self, action_id: str) -> None:
        """Do an action by its id."""
        self.equip()
        if self.action_set is not None:
            self.action_set.trigger(action_id)

    # -- what is on show ----------------------------------------------------------------------------------------

    def show_view(self, view: ProjectView, title: str) -> None:
        """Show an open project."""
        self.view = view
        self._pages.addWidget(view)
        self._pages.setCurrentWidget(view)
        self.setWindowTitle(f"{title} — Workbench")
        self._refresh_actions()

    def show_start(self) -> None:
        """Show the start page; the project's view is let go."""
        view, self.view = self.view, None
        self.start.show_recent(self.settings.recent())
        self.start.drop_form()
        self._pages.setCurrentWidget(self.start)
        if view is not None:
            self._pages.removeWidget(view)
            view.deleteLater()
        self.setWindowTitle("Workbench")
        self._refresh_actions()

    def show_palette(self, only: str = "") -> None:
        """Show the box that finds everything; ``only`` narrows it to evidence or to passages."""
        from workbench.ui.palette import Palette

        self.equip()
        Palette.over(self, only)

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        from workbench.ui.key_sheet import KeySheet

        self.equip()
        KeySheet.over(self)

    def _refresh_actions(self) -> None:
        if self.action_set is not None:
            self.action_set.refresh()

    def _open_file(self, path: str) -> None:
        if path:
            self.opener.open(Path(path))
        else:
            self.do("file.open")

    def _forget(self, path: str) -> None:
        self.settings.forget_recent(path)
        self.start.show_recent(self.settings.recent())

    # -- Qt -----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first paint, and let what is heavy begin only then."""
        if self._first is not None and event.type() == QEvent.Type.Paint:
            first, self._first = self._first, None
            self.start.removeEventFilter(self)
            QTimer.singleShot(0, self, first)
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Do the sensible thing with dropped files."""
        from workbench.ui.dropping import drop

        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        drop(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is saved; only where things stand is written down."""
        if self._opener is not None:
            self._opener.close()
        self.settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        self.settings.sync()
        self.jobs.close()
        super().closeEvent(event)
