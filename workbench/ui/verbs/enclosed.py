"""What belongs to the document in front: things to take out of it, and the other text of a web page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk import documents, enclosures, rereading
from workbench.errors import WorkbenchError
from workbench.ui.actions import Action
from workbench.ui.desk_pages.page import PageName
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.desk.views import DocumentView
    from workbench.readers.reading import FileRead
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window


class HoldsNothing(WorkbenchError):
    """Nothing can be taken out of what is in front."""


class NoPage(WorkbenchError):
    """What is in front is no saved web page."""


def in_front(window: Window) -> DocumentView | None:
    """The document being read."""
    view = window.view
    if view is None or not view.reader.reading_evidence:
        return None
    return view.workspace.document(view.reader.evidence.document_id)


def contents(window: Window) -> None:
    """List what the document in front holds, to take some of it out."""
    from workbench.ui.desk_pages.contents_page import ContentsPage

    document = in_front(window)
    if document is None or not enclosures.may_hold(document):
        raise HoldsNothing(tr("Open a web archive, a mailbox or a message first; only those hold documents."))
    page = window.view.open_page(PageName.CONTENTS) if window.view is not None else None
    if isinstance(page, ContentsPage):
        page.show_document(document)


def turn(window: Window) -> None:
    """Show the other text of the web page in front."""
    _page(window)
    show_text(window, whole=not _is_whole(window))


def show_text(window: Window, *, whole: bool) -> None:
    """Show a web page as its article or whole: what is there is opened, what is not is read beside the window."""
    view, document = window.view, _page(window)
    if view is None:
        return
    project = view.workspace.project
    there = rereading.other_text(project, document.id, whole=whole)
    if there is not None:
        view.open_document(there.id)
        view.reader.evidence.show_belongings()
        return
    charset = rereading.charset(project, document.id)

    def read(_: Handle) -> FileRead:
        from workbench.readers.supervise import read_file

        with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
            path = documents.copy_for_reading(project, document.id, Path(folder))
            return read_file(path, whole_page=whole, charset=charset)

    def put(file: FileRead) -> None:
        made = rereading.read_page(project, document.id, file, whole=whole)
        view.open_document(made.id)
        how = tr("Undo brings the first text back.") if made.code == document.code else ""
        view.status.tell(f"{made.code}: {tr('the whole page') if whole else tr('the article alone')}. {how}".strip())

    def done(file: FileRead) -> None:
        window.notices.attempt(lambda: put(file), near=view.reader)
        view.reader.evidence.show_belongings()

    def failed(error: BaseException) -> None:
        view.reader.evidence.show_belongings()
        window.notices.report(error, view.reader)

    def go() -> None:
        window.jobs.run(read, owner=view, done=done, failed=failed)

    if view.naming is not None:
        view.naming.named(go)


def _page(window: Window) -> DocumentView:
    document = in_front(window)
    if document is None or not rereading.is_page(document):
        raise NoPage(tr("Open a saved web page first; only those are shown as an article or whole."))
    return document


def _is_whole(window: Window) -> bool:
    document, view = in_front(window), window.view
    if document is None or view is None or not rereading.is_page(document):
        return False
    return rereading.is_whole(documents.text(view.workspace.project, document.id))


def _offered(window: Window) -> bool:
    document = in_front(window)
    return document is not None and rereading.is_page(document)


def _holds(window: Window) -> bool:
    document = in_front(window)
    return document is not None and enclosures.may_hold(document)


ACTIONS = (
    Action(
        "evidence.contents",
        tr("Take pages or attachments out…"),
        Subject.EVIDENCE,
        contents,
        enabled=_holds,
        section=2,
    ),
    Action(
        "evidence.whole_page",
        tr("Show the whole page"),
        Subject.EVIDENCE,
        turn,
        enabled=_offered,
        checked=_is_whole,
        section=2,
    ),
)
