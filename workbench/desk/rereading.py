"""A text whose letters were guessed wrongly is read again: same bytes, same code, another text."""

from __future__ import annotations

from workbench import model
from workbench.desk import codes, documents
from workbench.desk.views import DocumentView
from workbench.errors import WorkbenchError
from workbench.readers.reading import FileRead
from workbench.store.clock import now
from workbench.store.project import Project

# Where a document is rested on, as table, column and what is said of it.
_RESTS_ON = (
    ("passage", "document_id", "passages of it are linked to claims"),
    ("document", "derived_from_id", "another document derives from it"),
)


class InUse(WorkbenchError):
    """Something rests on the text as it is."""


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


def _must_be_free(project: Project, document: DocumentView) -> None:
    """Refuse where other words would pull the ground from under what was done."""
    why = ""
    with project.read() as snapshot:
        for table, column, reason in _RESTS_ON:
            sql = f"SELECT 1 FROM {table} WHERE {column} = ?"
            if snapshot.exec_driver_sql(sql, (document.id,)).first() is not None:
                why = reason
        sql = "SELECT 1 FROM verdict WHERE instr(rationale, ?)"
        if snapshot.exec_driver_sql(sql, (f"[[{document.id}]]",)).first() is not None:
            why = "a rationale cites it"
    if why:
        raise InUse(f"{document.code} cannot be read again, since {why}. Take that away first.")
