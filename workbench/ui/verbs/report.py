"""The verdict report: written beside the window, told on the status line, shown in its folder on request."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from workbench.ui import choosing
from workbench.ui.actions import Action
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.store.project import Project
    from workbench.ui.window import Window


def export(window: Window, edition: str) -> None:
    """Choose where the report goes and write it."""
    view = window.view
    if view is None:
        return
    view.inspector.commit()
    proposed = view.workspace.project.path.parent / f"{_file_name(view.workspace.info.title)}.pdf"
    path = choosing.file_to_write(window, tr("Export report"), tr("PDF (*.pdf)"), proposed)
    if path is not None:
        write(window, path, edition)


def write(window: Window, out: Path, edition: str = "editor") -> None:
    """Write the report beside the window."""
    view = window.view
    if view is None:
        return
    project = view.workspace.project
    target = out if out.suffix.lower() == ".pdf" else out.with_name(out.name + ".pdf")

    def done(made: Path) -> None:
        view.status.end_work()
        offer = (tr("Show in folder"), lambda: _reveal(made))
        view.status.tell(f"{tr('Report written')}: {made.name}", offer=offer)

    def failed(error: BaseException) -> None:
        view.status.end_work()
        window.notices.report(error, near=view.reader)

    view.status.show_work(tr("Writing the report"), 0, 0, stoppable=False)
    window.jobs.run(lambda _: _write(project, target, edition), owner=view, done=done, failed=failed)


def _write(project: Project, out: Path, edition: str) -> Path:
    from workbench.reports import build, typst_pdf
    from workbench.reports.report import Edition

    return typst_pdf.write(build.build(project, Edition(edition)), out)


def _reveal(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _file_name(title: str) -> str:
    return re.sub(r'[\\/:*?"<>|\s]+', " ", title).strip() or "report"


ACTIONS = (
    Action("report.export", tr("Export report…"), Subject.REPORT, lambda w: export(w, "editor"), ("Ctrl+Shift+E",)),
    Action("report.public", tr("Export public edition…"), Subject.REPORT, lambda w: export(w, "public")),
    Action("report.legal", tr("Export edition for legal review…"), Subject.REPORT, lambda w: export(w, "legal")),
)
