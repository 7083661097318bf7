"""Evidence documents: held with their bytes, or cited only; their stored text, their custody."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench import model
from workbench.desk import codes, indexing, same, sources
from workbench.desk.document_text import DocumentText
from workbench.desk.edtf import edtf, edtf_or_nothing
from workbench.desk.views import Added, CustodyView, DocumentView
from workbench.errors import WorkbenchError
from workbench.model.sets import CaptureState, Confidentiality, DocumentKind, TextLayer, Tier
from workbench.readers import names
from workbench.readers.reading import FileRead, Page, Reading
from workbench.store import blobs, index, shown
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.reading import Asks, Snapshot

TAKEN_OUT = "taken out"  # what custody says of a document that another one held
ALSO_IN = "also in"
CITED = "cited/1"  # the extractor of words typed by a checker from a document that is not held


class EmptyFile(WorkbenchError):
    """The file holds no bytes."""


class GoneFile(WorkbenchError):
    """The file was read but can no longer be."""


class UntitledCitation(WorkbenchError):
    """A citation needs a title."""


class NotHeld(WorkbenchError):
    """The project holds no bytes of this document."""


class NoSuchPage(WorkbenchError):
    """The document has no page of this number."""


class CannotWrite(WorkbenchError):
    """The bytes could not be written where they were wanted."""


@dataclass(frozen=True, slots=True)
class OutOf:
    """Which document held the bytes of another, at which of its numbers; ``when`` it was captured, where known.

    What was made of a ``place`` on its pages, rather than held, has its own ``action`` in custody.
    """

    id: str
    code: str
    number: int
    when: str = ""
    note: str = ""
    action: str = TAKEN_OUT
    place: str = ""

    def __str__(self) -> str:
        """Return it as custody says it."""
        return "; ".join(filter(None, (f"of {self.code}, {self.place or f'number {self.number}'}", self.note)))


def add(
    project: Project,
    file: FileRead,
    *,
    title: str = "",
    author: str = "",
    publisher: str = "",
    date: str = "",
    url: str = "",
    tier: Tier | None = None,
    out_of: OutOf | None = None,
) -> Added:
    """Add a file that was read as evidence: its bytes, its text and a custody event, in one step of the log.

    ``out_of`` says which document it was taken out of. A file whose bytes are held already is not added again. A
    file that could not be read is kept without text, with the reader's sentence. Raises EmptyFile for no bytes,
    NotADate.
    """
    if file.size == 0:
        raise EmptyFile(f"“{names.shown(file.name)}” is empty, so there is nothing to keep.")
    with project.read() as snapshot:
        known = _by_hash(snapshot, file.sha256)
        number = codes.next_number(snapshot, "document")
    if known is not None:
        if out_of is not None and known != out_of.id:
            _note_also_in(project, known, out_of)
        return Added(get(project, known), already_there=True)
    reading, found = file.reading, dict(file.reading.metadata) if file.reading else {}
    dated = edtf(date) or edtf_or_nothing(found.get("date", ""))
    project.keep(_chunks(Path(file.path)), sha256=file.sha256, size=file.size)
    blob = model.FileBlob(sha256=file.sha256, size=file.size, mime=file.mime, original_name=file.name)
    document = model.Document(
        number=number,
        title=title.strip() or " ".join(found.get("title", "").split()) or names.shown(file.name),
        kind=reading.kind if reading else _kind(file.mime),
        author=author or found.get("author", ""),
        publisher=publisher or found.get("publisher", "") or found.get("outlet", ""),
        date=dated,
        language=found.get("language", ""),
        capture_state=CaptureState.CAPTURED,
        blob_id=blob.id,
        url=url or found.get("url", ""),
        captured_at=(out_of.when if out_of else "") or now(),
        captured_by=project.acting.person_name,
        captured_how=f"taken out of {out_of.code}" if out_of else "added from a file",
        tier=tier,
        derived_from_id=out_of.id if out_of else None,
        problem=file.problem or "",
    )
    with project.step(f"Add evidence E{number}") as session:
        session.add(blob)
        session.add(document)
        session.add(_event(project, document.id, "added", f"{file.name}, SHA-256 {file.sha256}"))
        if out_of is not None:
            session.add(_event(project, document.id, out_of.action, str(out_of)))
        if reading is not None:
            keep_text(session.connection(), document.id, reading)
    indexing.take_in(project, document.id)
    return Added(get(project, document.id), already_there=False)


def _note_also_in(project: Project, document_id: str, out_of: OutOf) -> None:
    """Note with a document where else its bytes were found, once."""
    known = [(one.action, one.note) for one in custody(project, document_id)]
    if not any(action in (ALSO_IN, out_of.action) and note == str(out_of) for action, note in known):
        code = get(project, document_id).code
        with project.step(f"Note that {code} is also in {out_of.code}") as session:
            session.add(_event(project, document_id, ALSO_IN, str(out_of)))


def cite(
    project: Project,
    *,
    title: str,
    quotation: str = "",
    quoted: bool = True,
    publisher: str = "",
    author: str = "",
    date: str = "",
    url: str = "",
    archive_url: str = "",
    tier: Tier | None = None,
    note: str = "",
    language: str = "",
) -> DocumentView:
    """Add evidence that is cited, not held. ``quotation`` is what was copied from it by hand; ``quoted`` is False
    where that is a summary. Raises UntitledCitation, NotADate.
    """
    from workbench.readers.normalise import normalise

    if not title.strip():
        raise UntitledCitation("Give the citation a title, so that it can be told from others.")
    with project.read() as snapshot:
        number = codes.next_number(snapshot, "document")
    document = model.Document(
        number=number,
        title=title.strip(),
        kind=DocumentKind.CITATION,
        author=author,
        publisher=publisher,
        date=edtf(date),
        language=language,
        capture_state=CaptureState.CITATION_ONLY,
        url=url,
        archive_url=archive_url,
        tier=tier,
        quotation=normalise(quotation).strip(),
        quoted=quoted,
        note=note,
    )
    with project.step(f"Cite evidence E{number}") as session:
        session.add(document)
        session.add(_event(project, document.id, "cited", ""))
    return get(project, document.id)


def edit(
    project: Project,
    document_id: str,
    *,
    title: str | None = None,
    author: str | None = None,
    publisher: str | None = None,
    date: str | None = None,
    url: str | None = None,
    archive_url: str | None = None,
    tier: Tier | None = None,
    note: str | None = None,
    quotation: str | None = None,
    confidentiality: Confidentiality | None = None,
    source_id: str | None = None,
) -> DocumentView:
    """Change what is known about a document; its bytes and their text never change.

    The quotation of a cited document can only be continued, since passages stand in it.
    """
    given = {
        "title": title,
        "author": author,
        "publisher": publisher,
        "date": None if date is None else edtf(date),
        "url": url,
        "archive_url": archive_url,
        "tier": tier,
        "note": note,
        "confidentiality": confidentiality,
        "source_id": source_id,
    }
    with project.read() as snapshot:
        code = codes.code(codes.read(snapshot, "document", document_id))
    with project.step(f"Edit evidence {code}") as session:
        document = codes.find(session, model.Document, document_id)
        for name, value in given.items():
            if value is not None:
                setattr(document, name, value)
        if quotation is not None and document.capture_state is CaptureState.CITATION_ONLY:
            document.quotation = continued(document.quotation, quotation)
    return get(project, document_id)


def continued(quotation: str, words: str) -> str:
    """Return a quotation with words added as a paragraph of their own, unless they stand in it already."""
    from workbench.readers.normalise import normalise

    words = normalise(words).strip()
    return quotation if not words or words in quotation else f"{quotation}\n\n{words}".strip()


def get(project: Project, code_or_id: str) -> DocumentView:
    """Return a document by code or id; raise UnknownCode."""
    with project.read() as snapshot:
        return _views(snapshot, [codes.read(snapshot, "document", code_or_id)])[0]


def find(project: Project, code_or_id: str) -> DocumentView:
    """Return a document by code or id; raise UnknownCode."""
    return get(project, code_or_id)


def listing(project: Project) -> list[DocumentView]:
    """Return all documents by number, those held twice once."""
    with project.read() as snapshot:
        hidden = same.joined(snapshot)
        return _views(snapshot, [row for row in snapshot.nouns("document", "ORDER BY number") if row.id not in hidden])


def text(project: Project, document_id: str, *, page: int | None = None) -> DocumentText:
    """Return the stored text of a document (of one page, counted from 1: then offsets are within that page).

    Raises UnknownCode and NoSuchPage. A document without text gives an empty one.
    """
    with project.read() as snapshot:
        found = stored_text(snapshot, codes.read(snapshot, "document", document_id))
    if page is None:
        return found
    one = page_numbered(found.pages, page)
    words = found.text[one.start : one.end]
    read = found.read.get(one.number)
    extractor = read.extractor if read is not None else found.extractor
    part = shown.Part(0, len(words), 0, words, _sha(words), one.number, read)
    return DocumentText(words, (), (), _sha(words), extractor, found.metadata, found.warnings, (part,) if read else ())


def page_numbered(pages: Sequence[Page], number: int) -> Page:
    """Return the page of this number, from 1; raise NoSuchPage."""
    for page in pages:
        if page.number == number:
            return page
    raise NoSuchPage(
        f"This document has no page {number}. "
        + (f"Its pages run from 1 to {len(pages)}." if pages else "It is not divided into pages.")
    )


def stored_text(asks: Asks, document: Any) -> DocumentText:
    """Return the text of a document as it is shown, with the layers in which its passages stand."""
    if document.capture_state is CaptureState.CITATION_ONLY:
        words = document.quotation
        return DocumentText(words, (), (), _sha(words), CITED, {}, ())
    query = "SELECT text, layout, sha256, extractor FROM document_text WHERE document_id = ?"
    row = asks.exec_driver_sql(query, (document.id,)).first()
    if row is None:
        return DocumentText("", (), (), _sha(""), "", {}, ())
    blocks, pages = index.layout_from(row[1])
    extra = json.loads(row[1])
    read = shown.read_pages(asks, document.id) if pages and document.blob_id else {}
    seen = shown.put_together(row[0], blocks, pages, read, sha256=row[2])
    sha256 = shown.sha(seen.text) if read else row[2]
    return DocumentText(
        seen.text,
        seen.blocks,
        seen.pages,
        sha256,
        row[3],
        extra["metadata"],
        tuple(extra["warnings"]),
        seen.parts if read else (),
    )


def extract(project: Project, document_id: str, out: Path) -> Path:
    """Write the bytes of a document to ``out``, or into that folder under its own name; never over a file.

    Raises NotHeld and CannotWrite.
    """
    document = get(project, document_id)
    if not document.sha256:
        raise NotHeld(f"{document.code} is cited, not held, so there are no bytes to write.")
    target = out / Path(document.original_name).name if out.is_dir() else out
    write_new(target, project.bytes_of(document.sha256))
    return target


def write_new(target: Path, chunks: Iterable[bytes], *, over: bool = False) -> None:
    """Write bytes to a file, ``over`` another only where that was asked for. Raises CannotWrite."""
    try:
        file = target.open("wb" if over else "xb")
    except FileExistsError as error:
        raise CannotWrite(f"“{target}” exists already. Choose another name.") from error
    except OSError as error:
        raise _refused(target, error) from error
    try:
        with file:
            for chunk in chunks:
                file.write(chunk)
    except OSError as error:
        target.unlink(missing_ok=True)  # half a document would pass for the whole
        raise _refused(target, error) from error


def _refused(target: Path, error: OSError) -> CannotWrite:
    why = (error.strerror or "the system refused").lower()
    return CannotWrite(f"“{target}” could not be written: {why}. Choose another folder or make room.")


def copy_for_reading(project: Project, document_id: str, folder: Path) -> Path:
    """Write a document's bytes to a private, read-only copy in ``folder``, for a page worker; raise NotHeld."""
    document = get(project, document_id)
    if not document.sha256:
        raise NotHeld(f"{document.code} is cited, not held, so it has no pages to show.")
    target = folder / f"{document.sha256}{Path(document.original_name).suffix[:10]}"
    if not target.exists():
        handle, draft = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            for chunk in project.bytes_of(document.sha256):
                file.write(chunk)
        Path(draft).chmod(0o400)
        Path(draft).replace(target)
    return target


def custody(project: Project, document_id: str) -> list[CustodyView]:
    """Return who did what to a document, oldest first."""
    query = 'SELECT action, "by", at, note FROM custody_event WHERE document_id = ? ORDER BY id'
    with project.read() as snapshot:
        return [CustodyView(*event) for event in snapshot.exec_driver_sql(query, (document_id,))]


def _by_hash(snapshot: Snapshot, sha256: str) -> str | None:
    query = "SELECT d.id FROM document d JOIN file_blob f ON f.id = d.blob_id WHERE f.sha256 = ? ORDER BY d.id"
    found: str | None = snapshot.value(query, (sha256,))
    return found


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(blobs.CHUNK):
                yield chunk
    except OSError as error:
        raise GoneFile(f"“{names.shown(path.name)}” went away while it was being added. Add it again.") from error


def _event(project: Project, document_id: str, action: str, note: str) -> model.CustodyEvent:
    return model.CustodyEvent(
        document_id=document_id, action=action, by=project.acting.person_name, at=now(), note=note
    )


def keep_text(connection: Asks, document_id: str, reading: Reading) -> None:
    """Keep what was read of a document; within a step."""
    extra: dict[str, object] = {"metadata": dict(reading.metadata), "warnings": list(reading.warnings)}
    if reading.places:
        extra["places"] = [[one.label, one.start, one.end] for one in reading.places]
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO document_text"
        " (document_id, sha256, extractor, kind, mime, text_layer, characters, pages, text, layout)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document_id,
            _sha(reading.text),
            reading.extractor,
            reading.kind.value,
            reading.mime,
            reading.text_layer.value,
            len(reading.text),
            len(reading.pages),
            reading.text,
            index.layout_to(reading.blocks, reading.pages, extra),
        ),
    )


def _sha(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _kind(mime: str) -> DocumentKind:
    if mime.startswith("image/"):
        return DocumentKind.IMAGE
    return {"application/pdf": DocumentKind.PDF, "text/html": DocumentKind.HTML}.get(mime, DocumentKind.OTHER)


def _views(snapshot: Snapshot, documents: Sequence[Any]) -> list[DocumentView]:
    by_id = codes.codes(snapshot, "document")
    files = {blob.id: blob for blob in snapshot.nouns("file_blob")}
    known = {source.id: source for source in sources.all_in(snapshot)}
    query = "SELECT document_id, mime, text_layer, characters, pages FROM document_text"
    texts = {row[0]: row[1:] for row in map(tuple, snapshot.exec_driver_sql(query))}
    linked = links_of(snapshot)
    sql = "SELECT file, count(*) FROM recognised_page WHERE shown = 1 GROUP BY file"
    read: dict[str, int] = dict(map(tuple, snapshot.exec_driver_sql(sql)))
    made = []
    for document in documents:
        file = files.get(document.blob_id or "")
        nothing = (file.mime if file else "", TextLayer.NONE.value, len(document.quotation), 0)
        mime, layer, characters, pages = texts.get(document.id, nothing)
        if document.capture_state is CaptureState.CITATION_ONLY and document.quotation:
            layer = TextLayer.GOOD.value
        made.append(
            DocumentView(
                id=document.id,
                code=codes.code(document),
                number=document.number,
                title=document.title,
                author=document.author,
                publisher=document.publisher,
                date=document.date,
                language=document.language,
                kind=document.kind,
                mime=mime,
                capture_state=document.capture_state,
                sha256=file.sha256 if file else "",
                size=file.size if file else 0,
                original_name=file.original_name if file else "",
                url=document.url,
                archive_url=document.archive_url,
                captured_at=document.captured_at,
                captured_by=document.captured_by,
                captured_how=document.captured_how,
                tier=document.tier,
                confidentiality=document.confidentiality,
                derived_from_id=document.derived_from_id,
                derived_from_code=by_id.get(document.derived_from_id or ""),
                source=known.get(document.source_id or ""),
                group_id=document.group_id,
                quoted=document.quoted,
                derives_from_article=document.derives_from_article,
                pages=pages,
                characters=characters,
                text_layer=TextLayer(layer),
                problem=document.problem,
                note=document.note,
                links=linked.get(document.id, 0),
                read_pages=read.get(file.sha256, 0) if file else 0,
            )
        )
    return made


def links_of(snapshot: Snapshot) -> dict[str, int]:
    """Return how many links rest on each document, by id; those of documents held twice count for the elder."""
    shown = same.joined(snapshot)
    query = (
        "SELECT p.document_id, count(*) FROM passage p JOIN evidence_link l ON l.passage_id = p.id"
        " GROUP BY p.document_id"
    )
    linked: dict[str, int] = {}
    for ident, count in snapshot.exec_driver_sql(query):
        linked[shown.get(ident, ident)] = linked.get(shown.get(ident, ident), 0) + count
    return linked
