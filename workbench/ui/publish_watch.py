"""Projects in synchronised folders, on the network and on sticks: worked on here, put back in pauses, and said so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.desk import publishing
from workbench.desk.publishing import ChangedElsewhere, Publishing
from workbench.errors import WorkbenchError
from workbench.ui import when
from workbench.ui.desk_pages.page import PageName
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.notices import Notices
    from workbench.ui.panels.project_view import ProjectView

# Milliseconds without a step after which the project is put back into its place, and between two looks at the place.
PAUSE = 30_000
LOOK = 60_000


class PublishWatch(QObject):
    """One for each open project; does nothing where the project lies on a disk of one's own."""

    def __init__(
        self, view: ProjectView, notices: Notices, look_at: Callable[[Path], object], *, pause: int = PAUSE
    ) -> None:
        super().__init__(view)
        self._view = view
        self._notices = notices
        self._look_at = look_at
        self._told: set[str] = set()
        self._busy = False
        self._pause = QTimer(self, singleShot=True, interval=pause)
        self._pause.timeout.connect(self._publish)
        self._clock = QTimer(self, interval=LOOK)
        self._clock.timeout.connect(self._ask)
        project = view.workspace.project
        view.jobs.run(lambda _: publishing.conflicted(project), owner=self, done=self._offer_copies)
        if project.away is not None:
            view.workspace.changed.connect(lambda _: self._wait())
            self._clock.start()
            self._ask()

    def _wait(self) -> None:
        self._pause.start()
        self._ask()

    def _ask(self) -> None:
        project = self._view.workspace.project
        self._view.jobs.run(lambda _: publishing.state(project), owner=self, done=self._say)

    def _say(self, found: Publishing) -> None:
        if not found.apart:
            return
        if found.theirs:
            self._view.status.show_place(f"{tr('Saved here')} · {tr('somebody else changed it in')} {found.place}")
            self._offer_theirs(found.place)
        elif found.unpublished:
            self._view.status.show_place(f"{tr('Saved here')} · {tr('not yet in')} {found.place}")
            if not self._pause.isActive() and not self._busy:
                self._pause.start()
        else:
            at = f", {when.recent(datetime.fromisoformat(found.published_at))}" if found.published_at else ""
            self._view.status.show_place(f"{tr('Saved here and in')} {found.place}{at}")

    def _publish(self) -> None:
        if self._busy:
            return
        self._busy = True
        project = self._view.workspace.project
        self._view.jobs.run(lambda _: publishing.publish(project), owner=self, done=self._put, failed=self._failed)

    def _put(self, _: bool) -> None:
        self._busy = False
        self._told.clear()
        self._ask()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        if not isinstance(error, WorkbenchError):
            raise error
        if isinstance(error, ChangedElsewhere):
            self._ask()
        elif error.sentence not in self._told:
            self._told.add(error.sentence)
            self._notices.tell(error.sentence, near=self._view.reader, stays=True)

    def _offer_theirs(self, place: str) -> None:
        words = tr(
            "Somebody else changed this project in %1. Your work is safe here; merge theirs, and it is put back."
        )
        self._offer_once(words.replace("%1", place), self._view.workspace.project.path)

    def _offer_copies(self, found: list[Path]) -> None:
        for path in found:
            words = tr("Beside this project lies “%1”, which was made when two people changed it at once.")
            self._offer_once(words.replace("%1", path.name), path)

    def _offer_once(self, words: str, path: Path) -> None:
        if words in self._told:
            return
        self._told.add(words)
        offer = (tr("Look at it, to merge"), lambda: self._look_at(path))
        self._notices.tell(words, near=self._view.reader, offer=offer, stays=True)


def publish_and_close(view: ProjectView) -> Callable[[], object] | None:
    """Return what puts the project back into its place and closes it, to be run beside the window.

    None where it lies on a disk of one's own and is closed at once. Trouble keeps the work here; the next opening
    says so.
    """
    project = view.workspace.project
    if project.away is None or project.read_only:
        return None

    def work() -> None:
        try:
            publishing.publish(project)
        finally:
            project.close()

    return work


def look_at(view: ProjectView, path: Path) -> None:
    """Show on the merge page what a copy would bring."""
    from workbench.ui.desk_pages.merge_page import MergePage

    view.inspector.commit()
    page = view.open_page(PageName.MERGE)
    if isinstance(page, MergePage):
        page.look_at(path)
