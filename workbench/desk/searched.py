"""A search kept as evidence: what was looked for, where, when, by whom, and what came of it, found or not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from workbench import model
from workbench.desk import codes, documents, search
from workbench.desk.search import NO_FILTERS, About, Filters
from workbench.desk.views import DocumentView, Hit
from workbench.model.sets import BlockKind, CaptureState, DocumentKind, TextLayer
from workbench.readers.normalise import normalise
from workbench.readers.reading import Block, Reading
from workbench.store import looking
from workbench.store.clock import now
from workbench.store.index import Part
from workbench.store.project import Project

EXTRACTOR = "search/1"
SHOWN = 50  # places that a record names
WHERE = {
    "evidence": "the evidence",
    "claims": "claims, verdicts and the article",
    "notes": "notes",
    "all": "the evidence, claims, verdicts, the article and notes",
}


def save(project: Project, query: str, *, scope: str = "all", filters: Filters = NO_FILTERS) -> DocumentView:
    """Search, and keep a record of it as a document of the evidence, with its bytes and their hash, in one step.

    Raises as ``search.search`` does.
    """
    filters = search.settled(project, filters)
    hits = search.search(project, query, scope=scope, limit=SHOWN, filters=filters)
    counted = search.tally(project, query, scope=scope, filters=filters)
    at = now()
    told = result(counted)
    text = record(project, query, scope, filters, hits, counted, at=at)
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    project.keep([data], sha256=sha256, size=len(data))
    with project.read() as snapshot:
        number = codes.next_number(snapshot, "document")
    blob = model.FileBlob(sha256=sha256, size=len(data), mime="text/plain", original_name=_file_name(query))
    document = model.Document(
        number=number,
        title=f"Search for {' '.join(query.split())}: {told.removeprefix('Searched, ').removesuffix('.')}",
        kind=DocumentKind.SEARCH,
        date=at[:10],
        capture_state=CaptureState.CAPTURED,
        blob_id=blob.id,
        captured_at=at,
        captured_by=project.acting.person_name,
        captured_how="searched in this project",
    )
    with project.step(f"Keep search as evidence E{number}") as session:
        session.add(blob)
        session.add(document)
        session.add(
            model.CustodyEvent(
                document_id=document.id,
                action="searched",
                by=project.acting.person_name,
                at=at,
                note=f"{' '.join(query.split())}: {told}",
            )
        )
        documents.keep_text(session.connection(), document.id, reading_of(text))
    return documents.get(project, document.id)


def result(counted: dict[Part, dict[str, int]]) -> str:
    """Say what came of a search: "Searched, found nothing." or how much was found."""
    total = sum(sum(found.values()) for found in counted.values())
    if not total:
        return "Searched, found nothing."
    most = "at least " if any(sum(found.values()) >= looking.MOST for found in counted.values()) else ""
    inside = len(counted.get(Part.DOCUMENT, {}))
    where = f", in {inside} {'document' if inside == 1 else 'documents'} of the evidence" if inside else ""
    return f"Searched, found {most}{total} {'passage' if total == 1 else 'passages'}{where}."


def record(
    project: Project,
    query: str,
    scope: str,
    filters: Filters,
    hits: Sequence[Hit],
    counted: dict[Part, dict[str, int]],
    *,
    at: str,
) -> str:
    """Return the words of a record: a sentence of what came of it, then what it rests on."""
    with project.read() as snapshot:
        title = snapshot.value("SELECT title FROM project")
        known = [one for one in search.about(snapshot) if one.kind != DocumentKind.SEARCH.value]
        sql = "SELECT document_id FROM document_text WHERE characters > 0"
        with_text = {ident for (ident,) in snapshot.exec_driver_sql(sql)}
        sql = "SELECT id FROM document WHERE quotation <> ''"
        with_text |= {ident for (ident,) in snapshot.exec_driver_sql(sql)}
    inside = [one for one in known if search.fits(one, filters)]
    looked = [one for one in inside if one.id in with_text]
    blind = [one for one in inside if one.id not in with_text]
    where = "the evidence" if filters.anything else WHERE[scope]
    lines = [
        "Record of a search",
        f"{result(counted)}",
        f"Searched for: {' '.join(query.split())}",
        f"Searched in: {where}{_narrowed(filters, known)}",
        f"Searched by: {project.acting.person_name or 'not said'}",
        f"Searched at: {at}",
        f"In the project “{title}”, in the state {project.head()[:16]}",
        f"Documents of evidence with words to be found: {_codes(looked)}",
        f"Documents without words, in which nothing could be found: {_codes(blind)}",
    ]
    if hits:
        lines += [f"Found, the best {len(hits)} places:" if len(hits) == SHOWN else "Found:"]
        lines += [f"{hit.code}{_place(hit)}: {hit.snippet}" for hit in hits]
    return normalise("\n\n".join(lines) + "\n").strip()


def reading_of(text: str) -> Reading:
    """Return a record as the readers would: its title and its paragraphs."""
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(BlockKind.BODY if at else BlockKind.TITLE, at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Reading(DocumentKind.SEARCH, "text/plain", text, tuple(blocks), (), TextLayer.GOOD, EXTRACTOR)


def _narrowed(filters: Filters, known: Sequence[About]) -> str:
    document = next((one.code for one in known if one.id == filters.document), filters.document)
    named = {
        "kind": ", ".join(sorted(filters.kinds)),
        "source": ", ".join(sorted(filters.sources)),
        "tier": ", ".join(sorted(filters.tiers)),
        "language": ", ".join(sorted(filters.languages)),
        "linked to a claim": "" if filters.linked is None else "yes" if filters.linked else "no",
        "document": document,
    }
    said = "; ".join(f"{name}: {value}" for name, value in named.items() if value)
    return f" ({said})" if said else ""


def _codes(documents_: Sequence[About]) -> str:
    named = ", ".join(one.code for one in documents_)
    return f"{len(documents_)} ({named})" if named else "0"


def _place(hit: Hit) -> str:
    return f" p. {hit.place}" if hit.page is not None else f" {hit.place}" if hit.place else ""


def _file_name(query: str) -> str:
    words = "-".join(re.findall(r"\w+", query))[:40]
    return f"search-{words or 'record'}.txt"
