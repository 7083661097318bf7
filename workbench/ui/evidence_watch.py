"""Checks beside the window, after a project was opened, that its evidence has the bytes it had when it was added."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.desk import soundness
from workbench.desk.soundness import CheckStopped, EvidenceCheck
from workbench.ui import when
from workbench.ui.desk_pages.page import PageName
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.notices import Notices
    from workbench.ui.panels.project_view import ProjectView

# After the project is on the screen, in milliseconds: what the checker does first goes before.
LATER = 4000


class EvidenceWatch(QObject):
    """One for each open project; gone with its view."""

    def __init__(self, view: ProjectView, notices: Notices, *, later: int = LATER) -> None:
        super().__init__(view)
        self._view = view
        self._notices = notices
        last = soundness.last_check(view.workspace.project)
        if last is not None:
            self._say(last)
        QTimer.singleShot(later, self, self._check)

    def _check(self) -> None:
        if not any(one.sha256 for one in self._view.workspace.documents):
            return
        project = self._view.workspace.project

        def work(handle: Handle) -> EvidenceCheck:
            return soundness.check_evidence(project, stop=lambda: handle.stopped)

        self._handle = self._view.jobs.run(work, owner=self, done=self._done, failed=self._failed)

    def _done(self, found: EvidenceCheck) -> None:
        self._say(found)
        if not found.wrong:
            return
        codes = ", ".join(one.code for one in found.wrong[:5])
        words = plural(
            len(found.wrong),
            "%n file of evidence is not what it was when it was added, or is missing",
            "%n files of evidence are not what they were when they were added, or are missing",
        )
        details = "\n".join(f"{one.code} {one.title}: {one.sha256}" for one in found.wrong)
        offer = (tr("Verify project"), lambda: self._view.open_page(PageName.VERIFY))
        self._notices.tell(f"{words}: {codes}.", near=self._view.reader, details=details, offer=offer, stays=True)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, CheckStopped):
            self._notices.report(error, self._view.reader)

    def _say(self, found: EvidenceCheck) -> None:
        if not found.files:
            return
        at = datetime.fromisoformat(found.at)
        words = tr("Evidence verified") if not found.wrong else tr("Evidence not sound")
        self._view.status.show_evidence(f"{words} {when.recent(at)}")
