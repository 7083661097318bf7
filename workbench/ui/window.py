"""The window: a menu bar, the start page or an open project. It lays out and wires, nothing else."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QStackedWidget

from workbench.ui.panels.start_page import StartPage
from workbench.ui.settings import Settings
from workbench.ui.subjects import SUBJECT_WORD, Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from workbench.desk.vault import Vault
    from workbench.ui.action_set import ActionSet
    from workbench.ui.actions import Action
    from workbench.ui.jobs import Jobs
    from workbench.ui.notices import Notices
    from workbench.ui.opener import Opener
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.zooming import Zooming

# What a title bar takes of the screen's height, in pixels: it is known only once the window is shown.
FRAME = 36


class Window(QMainWindow):
    """One window, one project."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.view: ProjectView | None = None
        self.vault: Vault | None = None  # open until it is locked or the window is closed
        self.action_set: ActionSet | None = None
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)
        self.start = StartPage(settings.recent())
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self.setCentralWidget(self._pages)
        self.menus = {subject: self.menuBar().addMenu(SUBJECT_WORD[subject]) for subject in Subject}
        for menu in self.menus.values():
            menu.aboutToShow.connect(self.equip)
        # The opener imports the desk, so it is asked for only when it is needed.
        self.start.new_project.connect(lambda _=None: self.opener.show_form())
        self.start.sample.connect(lambda _=None: self.opener.open_sample())
        self.start.open_file.connect(self._open_file)
        self.start.forget.connect(self._forget)
        self.setWindowTitle("Workbench")
        room = self.screen().availableSize()
        self.resize(min(1440, room.width()), min(900, room.height() - FRAME))

    @cached_property
    def notices(self) -> Notices:
        """Where the window says what it has to say."""
        from workbench.ui.notices import Notices

        return Notices(self.start.notice_bar, self)

    @cached_property
    def jobs(self) -> Jobs:
        """What runs beside the window."""
        from workbench.ui.jobs import Jobs

        return Jobs(self)

    @cached_property
    def zooming(self) -> Zooming:
        """What makes text larger and smaller."""
        from workbench.ui.zooming import Zooming

        return Zooming(self)

    @cached_property
    def opener(self) -> Opener:
        """What opens and closes projects."""
        from workbench.ui.opener import Opener

        return Opener(self)

    def equip(self) -> None:
        """Make the actions, once: they need the desk, which is not there before the first paint."""
        if self.action_set is None:
            from workbench.ui.action_set import ActionSet

            for menu in self.menus.values():
                menu.aboutToShow.disconnect(self.equip)
            self.action_set = ActionSet(self, self.menus)

    def get_ready(self) -> None:
        """Import what is needed later, a piece at a time, so that keys and the mouse are heard in between."""
        from importlib import import_module

        from PySide6.QtCore import QTimer

        from workbench.desk.ready import LATER

        pieces = iter(LATER)
        pause = QTimer(self, interval=0)

        def next_piece() -> None:
            name = next(pieces, None)
            if name is None:
                pause.stop()
                if self.view is None:
                    self.opener.tell_waiting()
            else:
                import_module(name)

        pause.timeout.connect(next_piece)
        pause.start()

    def run(self, action: Action) -> None:
        """Do an action; trouble is told near the reader, or near what has the focus."""
        view = self.view
        near: QWidget | None = view.reader if view is not None else self.start
        page = view.reader.page_in_front if view is not None else None
        if page is not None:
            near = page
        focus = self.focusWidget()
        if view is not None and focus is not None and view.inspector.isAncestorOf(focus):
            near = view.inspector
        self.notices.clear(near)
        from workbench.ui.actions import with_claim

        if action.enabled is with_claim and not with_claim(self):
            self.notices.tell(tr("Choose a claim first: J, K or a click in the list."), near=near)
            return
        self.notices.attempt(lambda: (page is not None and page.takes(action.id)) or action.run(self), near=near)

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

    def _open_file(self, path: str) -> None:
        if path:
            self.opener.open(Path(path))
        else:
            self.do("file.open")

    def _forget(self, path: str) -> None:
        self.settings.forget_recent(path)
        self.start.show_recent(self.settings.recent())

    # -- Qt -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Do the sensible thing with dropped files."""
        from workbench.ui.dropping import drop

        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        drop(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is saved; only where things stand is written down."""
        if self.view is not None and not self.opener.close(anyway=False):
            event.ignore()
            return
        self.settings.put("geometry", bytes(self.saveGeometry().data()).hex())
        self.settings.sync()
        self.hide()  # what is still being put back into its place goes on without the window
        self.jobs.close()
        super().closeEvent(event)
