"""Reading a text again whose letters were guessed wrongly."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk import documents, rereading
from workbench.errors import WorkbenchError
from workbench.model.sets import DocumentKind
from workbench.readers.kinds import MHTML_MIME, WACZ_MIME, WARC_MIME
from workbench.readers.reading import FileRead
from workbench.ui.actions import Action
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window

# What is written in an encoding; all others say in themselves how to be read.
WRITTEN = {DocumentKind.TEXT, DocumentKind.MARKDOWN, DocumentKind.HTML, DocumentKind.TRANSCRIPT}
# Pages saved as one file and web archives have their own ways to say how they are written.
SAYS_ITSELF = (MHTML_MIME, WARC_MIME, WACZ_MIME)


class NotWritten(WorkbenchError):
    """What is in front has no encoding."""


def ask(window: Window) -> None:
    """Ask in which encoding to read the text in front again."""
    view = window.view
    if view is None:
        return
    reader = view.reader
    document = view.workspace.document(reader.evidence.document_id) if reader.reading_evidence else None
    written = document is not None and document.kind in WRITTEN and document.mime not in SAYS_ITSELF
    if document is None or not written or not document.sha256:
        raise NotWritten(tr("Open a text or a saved web page first. Other files say themselves how they are written."))
    document_id = document.id
    reader.encoding_bar.begin(document.code, lambda encoding: read_again(window, view, document_id, encoding))


def read_again(window: Window, view: ProjectView, document_id: str, encoding: str) -> None:
    """Read a document again, beside the window, and show the new text."""
    project = view.workspace.project

    def read(_: Handle) -> FileRead:
        from workbench.readers.supervise import read_file

        with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
            return read_file(documents.copy_for_reading(project, document_id, Path(folder)), encoding=encoding)

    def done(file: FileRead) -> None:
        def put() -> None:
            made = rereading.read_again(project, document_id, file, how=encoding)
            view.open_document(made.id)
            view.status.tell(f"{made.code} {tr('was read again. Undo brings the first text back.')}")

        window.notices.attempt(put, near=view.reader)

    window.jobs.run(read, owner=view, done=done, failed=lambda error: window.notices.report(error, view.reader))


ACTIONS = (Action("evidence.encoding", tr("Read again with another encoding…"), Subject.EVIDENCE, ask, section=2),)
