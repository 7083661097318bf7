"""The project as a whole: its pages, and who is checking."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.ui import choosing
from workbench.ui.actions import Action, with_claim
from workbench.ui.desk_pages.page import PageName
from workbench.ui.subjects import Subject
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.exchange.bagit import Sealed
    from workbench.store.project import Project
    from workbench.ui.window import Window


def name(window: Window) -> None:
    """Say, or say anew, who is checking."""
    if window.view is not None and window.view.naming is not None:
        window.view.naming.ask()


def open_page(window: Window, page: PageName) -> None:
    """Open one of the pages about the project."""
    if window.view is not None:
        window.view.inspector.commit()
        window.view.open_page(page)


def claim_history(window: Window) -> None:
    """Show the steps of the claim being worked on."""
    from workbench.ui.desk_pages.history_page import HistoryPage

    if window.view is not None:
        page = window.view.open_page(PageName.HISTORY)
        if isinstance(page, HistoryPage):
            page.show_claim()


def _page(name: PageName, words: str, *keys: str, section: int = 0) -> Action:
    return Action(
        f"project.{name}", words, Subject.PROJECT, lambda window: open_page(window, name), keys, section=section
    )


def seal(window: Window) -> None:
    """Choose where the sealed archive goes and make it."""
    view = window.view
    if view is None:
        return
    view.inspector.commit()
    proposed = view.workspace.project.path.with_suffix("").name + f" ({tr('sealed')})"
    place = view.workspace.project.path.parent / proposed
    path = choosing.file_to_write(window, tr("Seal an archive"), "", place, ask_twice=False)
    if path is not None:
        seal_to(window, path)


def seal_to(window: Window, folder: Path) -> None:
    """Make the archive beside the window: project, evidence, report and the hashes of all."""
    view = window.view
    if view is None:
        return
    project = view.workspace.project

    def done(made: Sealed) -> None:
        view.status.end_work()
        words = tr("The archive is sealed. Keep this number elsewhere; it stands for everything in it:")
        window.notices.tell(f"{words} {made.manifest_sha256}", near=view.reader)
        view.status.tell(f"{tr('Archive sealed')}: {made.folder.name}, {plural(made.files, '%n file', '%n files')}")

    def failed(error: BaseException) -> None:
        view.status.end_work()
        window.notices.report(error, near=view.reader)

    view.status.show_work(tr("Sealing an archive"), 0, 0, stoppable=False)
    window.jobs.run(lambda _: _seal(project, folder), owner=view, done=done, failed=failed)


def _seal(project: Project, folder: Path) -> Sealed:
    from workbench.exchange import bagit
    from workbench.reports import build, typst_pdf
    from workbench.reports.report import Edition

    with tempfile.TemporaryDirectory(prefix="workbench-seal-") as place:
        report = typst_pdf.write(build.build(project, Edition.EDITOR), Path(place) / "verdict-report.pdf")
        return bagit.seal(project, folder, enclosed={report.name: report})


ACTIONS = (
    Action("claim.history", tr("History of this claim"), Subject.CLAIM, claim_history, enabled=with_claim, section=4),
    _page(PageName.MERGE, tr("Merge a colleague’s copy…"), "Ctrl+Shift+M"),
    _page(PageName.CONFLICTS, tr("To decide after a merge"), "Ctrl+Shift+D"),
    _page(PageName.SHARE, tr("Share a copy…"), "Ctrl+Shift+S"),
    Action("project.seal", tr("Seal an archive…"), Subject.PROJECT, seal),
    _page(PageName.SOURCES, tr("Confidential sources")),
    _page(PageName.REVISION, tr("What the revision touched"), "Ctrl+Shift+R", section=1),
    _page(PageName.HISTORY, tr("History"), "Ctrl+H", section=1),
    _page(PageName.VERIFY, tr("Verify project"), section=1),
    _page(PageName.BACKUPS, tr("Backups"), section=1),
    Action("project.name", tr("Your name…"), Subject.PROJECT, name, section=2),
)
