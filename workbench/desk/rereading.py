"""The same bytes read again, to another text: with other letters, or a web page whole instead of its article.

A text in which passages stand is never replaced (docs/decisions/014).
"""

from __future__ import annotations

from workbench import model
from workbench.desk import codes, documents
from workbench.desk.document_text import DocumentText
from workbench.desk.views import DocumentView
from workbench.errors import WorkbenchError
from workbench.model.sets import DocumentKind
from workbench.readers import kinds
from workbench.readers.reading import FileRead, Reading
from workbench.store.clock import now
from workbench.store.project import Project

_PAGES = ("text/html", "application/xhtml+xml", kinds.MHTML_MIME)
_WHOLE = "page/"  # what read the whole of a page is called so (workbench.readers.html)
# Where a document is rested on, as table, column and what is said of it.
_RESTS_ON = (
    ("passage", "document_id", "passages of it are linked to claims"),
    ("document", "derived_from_id", "another document derives from it"),
)


class InUse(WorkbenchError):
    """Something rests on the text as it is."""


class NotAPage(WorkbenchError):
    """The document is no saved web page."""


class SameText(WorkbenchError):
    """The page gives the same text either way."""


class StillUnread(WorkbenchError):
    """The file could not be read this way either."""


def read_again(project: Project, document_id: str, file: FileRead, *, how: str) -> DocumentView:
    """Put what reading the document's bytes anew gave in the place of its text, in one step of the log.

    ``how`` is named in its custody ("windows-1251"). The text of a document never changes, so it becomes a new one
    that keeps code, bytes and custody; undo brings the first back. Raises InUse, StillUnread, UnknownCode, NotHeld.
    """
    before = documents.get(project, document_id)
    if not before.sha256 or file.sha256 != before.sha256:
        raise documents.NotHeld(f"{before.code} is not held as it was read, so it cannot be read again.")
    if file.reading is None:
        raise StillUnread(file.problem or f"{before.code} could not be read this way. Choose another encoding.")
    _must_be_free(project, before)
    code = before.code
    with project.step(f"Read {code} again") as session:
        old = codes.find(session, model.Document, before.id)
        kept = {name: getattr(old, name) for name in type(old).model_fields if name != "id"}
        new = model.Document(**(kept | {"kind": file.reading.kind, "problem": ""}))
        session.add(new)
        session.flush()
        sql = "SELECT id FROM custody_event WHERE document_id = ? ORDER BY id"
        for (event_id,) in session.connection().exec_driver_sql(sql, (old.id,)).all():
            session.get_one(model.CustodyEvent, event_id).document_id = new.id
        session.flush()
        session.delete(old)
        note = f"read again as {how}"
        session.add(
            model.CustodyEvent(
                document_id=new.id, action="read again", by=project.acting.person_name, at=now(), note=note
            )
        )
        documents.keep_text(session.connection(), new.id, file.reading)
    return documents.get(project, new.id)


# -- web pages: the article as a reader sees it, and the whole page ---------------------------------------------------


def is_page(document: DocumentView) -> bool:
    """Whether a document is a saved web page, which can be read in two ways."""
    return document.kind is DocumentKind.HTML and document.mime in _PAGES and bool(document.sha256)


def is_whole(text: DocumentText) -> bool:
    """Whether a web page's text is that of the whole page."""
    return text.extractor.startswith(_WHOLE)


def in_words(*, whole: bool) -> str:
    """Say how a page was read."""
    return "the whole page" if whole else "the article alone"


def charset(project: Project, document_id: str) -> str:
    """Return what the headers a page came with say of its letters; "" where that is not known."""
    return documents.text(project, document_id).metadata.get("charset", "")


def other_text(project: Project, document_id: str, *, whole: bool) -> DocumentView | None:
    """Return the document that shows this page the way that is asked for, where there is one: itself, or another of
    the same bytes. Raises NotAPage, UnknownCode.
    """
    document = _page(project, document_id)
    query = (
        "SELECT d.id FROM document d JOIN file_blob f ON f.id = d.blob_id JOIN document_text t ON t.document_id = d.id"
        " WHERE f.sha256 = ? AND (t.extractor LIKE ?) = ? ORDER BY d.id != ?, d.id"
    )
    with project.read() as snapshot:
        found = snapshot.value(query, (document.sha256, f"{_WHOLE}%", whole, document.id))
    return documents.get(project, found) if found else None


def read_page(project: Project, document_id: str, file: FileRead, *, whole: bool) -> DocumentView:
    """Show a web page the other way: ``file`` is what reading its bytes so gave. One step of the log.

    Where nothing rests on its text yet, the new text takes its place. Else the page gets a second code with the new
    text, derived from the first: every link stays where it stands. Raises NotAPage, SameText, StillUnread, NotHeld,
    UnknownCode.
    """
    before = _page(project, document_id)
    if file.reading is None:
        raise StillUnread(file.problem or f"{before.code} could not be read this way.")
    stored = documents.text(project, before.id)
    if file.reading.text == stored.text or file.reading.extractor.startswith(_WHOLE) is not whole:
        raise SameText(f"No article is recognised in {before.code}, so its whole text is shown already.")
    if not _why_not(project, before):
        return read_again(project, before.id, file, how=in_words(whole=whole))
    if file.sha256 != before.sha256:
        raise documents.NotHeld(f"{before.code} is not held as it was read, so it cannot be read again.")
    return _beside(project, before, file.reading, whole=whole)


def _beside(project: Project, before: DocumentView, reading: Reading, *, whole: bool) -> DocumentView:
    """Make a second document of the same bytes, with the other text."""
    with project.read() as snapshot:
        number = codes.next_number(snapshot, "document")
    note = f"{in_words(whole=whole)} of {before.code}, from the same bytes, SHA-256 {before.sha256}"
    with project.step(f"Read {before.code} also as {in_words(whole=whole)}: E{number}") as session:
        old = codes.find(session, model.Document, before.id)
        kept = {name: getattr(old, name) for name in type(old).model_fields if name != "id"}
        new = model.Document(**(kept | {"number": number, "derived_from_id": before.id, "problem": ""}))
        session.add(new)
        session.flush()
        session.add(
            model.CustodyEvent(document_id=new.id, action="added", by=project.acting.person_name, at=now(), note=note)
        )
        documents.keep_text(session.connection(), new.id, reading)
    return documents.get(project, new.id)


def _page(project: Project, document_id: str) -> DocumentView:
    document = documents.get(project, document_id)
    if not is_page(document):
        raise NotAPage(f"{document.code} is no saved web page. Only those are read as an article or whole.")
    return document


def _must_be_free(project: Project, document: DocumentView) -> None:
    """Refuse where other words would pull the ground from under what was done."""
    why = _why_not(project, document)
    if why:
        raise InUse(f"{document.code} cannot be read again, since {why}. Take that away first.")


def _why_not(project: Project, document: DocumentView) -> str:
    """Say what rests on the text of a document; "" where nothing does."""
    why = ""
    with project.read() as snapshot:
        for table, column, reason in _RESTS_ON:
            sql = f"SELECT 1 FROM {table} WHERE {column} = ?"
            if snapshot.exec_driver_sql(sql, (document.id,)).first() is not None:
                why = reason
        sql = "SELECT 1 FROM verdict WHERE instr(rationale, ?)"
        if snapshot.exec_driver_sql(sql, (f"[[{document.id}]]",)).first() is not None:
            why = "a rationale cites it"
    return why
