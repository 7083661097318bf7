"""Evidence links: a passage of a document, the claim it bears on, and the stance between them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from workbench import model
from workbench.anchors.occurrences import occurrences
from workbench.anchors.quote import describe, trim
from workbench.desk import codes, documents, places, same, standing
from workbench.desk.document_text import DocumentText
from workbench.desk.views import LinkView
from workbench.errors import WorkbenchError
from workbench.model.sets import CaptureState, DocumentKind, Stance
from workbench.readers.cells import Cells, span
from workbench.readers.reading import Box, Page
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.reading import Snapshot, among

if TYPE_CHECKING:
    from sqlmodel import Session


class QuoteNotFound(WorkbenchError):
    """The words do not stand in the text."""


class QuoteNotUnique(WorkbenchError):
    """The words stand in several places, and none was chosen."""


class NotAPicture(WorkbenchError):
    """A part of a picture or page was asked of what has none."""


class NotATable(WorkbenchError):
    """Cells were asked of what is no table."""


class EmptyRegion(WorkbenchError):
    """Nothing of the picture lies in the region, or nothing stands in the cells."""


class UnknownLink(WorkbenchError):
    """The link is not in the project."""


WORDS = {
    Stance.SUPPORTS: "supports",
    Stance.REFUTES: "contradicts",
    Stance.MIXED: "is mixed on",
    Stance.CONTEXT: "is context for",
    Stance.IRRELEVANT: "is irrelevant to",
}


def link(
    project: Project,
    claim_id: str,
    document_id: str,
    start: int,
    end: int,
    stance: Stance,
    *,
    decisive: bool = False,
    note: str = "",
) -> LinkView:
    """Link ``text[start:end]`` (code points of the document's stored text) to a claim.

    The same words linked to the same claim before change their stance instead. One step of the log.
    Raises UnknownCode, NothingSelectedError, OutsideTextError.
    """
    with project.read() as snapshot:
        claim, document = codes.read(snapshot, "claim", claim_id), codes.read(snapshot, "document", document_id)
        text = documents.stored_text(snapshot, document)
    start, end = trim(text.text, start, end)
    label = f"{codes.code(document)} {WORDS[stance]} {codes.code(claim)}"
    with project.step(label) as session:
        passage = _passage(session, document.id, text, start, end)
        found = _link(session, project, claim.id, passage, stance=stance, decisive=decisive, note=note)
    return get(project, found)


def link_region(
    project: Project,
    claim_id: str,
    document_id: str,
    region: Box,
    stance: Stance,
    *,
    page: int = 1,
    decisive: bool = False,
    note: str = "",
) -> LinkView:
    """Link a part of a picture (pixels) or of a PDF's page (points from the shown top left) to a claim.

    It is cut to the edges of ``page`` (from 1); otherwise as ``link`` does with words. Raises UnknownCode,
    NotAPicture, NoSuchPage, EmptyRegion.
    """
    with project.read() as snapshot:
        claim, document = codes.read(snapshot, "claim", claim_id), codes.read(snapshot, "document", document_id)
        text = documents.stored_text(snapshot, document)
    if document.kind not in (DocumentKind.IMAGE, DocumentKind.PDF) or not text.pages:
        raise NotAPicture(
            f"{codes.code(document)} is not a picture or page that can be shown. Only of these can a part be linked."
        )
    on = documents.page_numbered(text.pages, page)
    place = _within(region, on, unit="pixels" if document.kind is DocumentKind.IMAGE else "points")
    label = f"{codes.code(document)} {WORDS[stance]} {codes.code(claim)}"
    with project.step(label) as session:
        passage = _part(session, document.id, text, place, on)
        found = _link(session, project, claim.id, passage, stance=stance, decisive=decisive, note=note)
    return get(project, found)


def link_cells(
    project: Project,
    claim_id: str,
    document_id: str,
    sheet: int,
    cells: Cells,
    stance: Stance,
    *,
    decisive: bool = False,
    note: str = "",
) -> LinkView:
    """Link a rectangle of cells on the ``sheet``-th sheet (from 1) of a table to a claim, as ``link`` does with words.

    The passage runs from the first cell to the last; which of the cells between belong to it is kept beside it.
    Raises UnknownCode, NotATable, EmptyRegion.
    """
    with project.read() as snapshot:
        claim, document = codes.read(snapshot, "claim", claim_id), codes.read(snapshot, "document", document_id)
        text = documents.stored_text(snapshot, document)
    page = next((page for page in text.pages if page.number == sheet), None)
    if document.kind is not DocumentKind.SHEET or page is None:
        raise NotATable(f"{codes.code(document)} has no such table. Only of a table can cells be linked.")
    start, end = span(text.text, page, cells)
    if start == end:
        raise EmptyRegion(
            f"The cells {cells.name} of {codes.code(document)} are empty. Choose cells that hold something."
        )
    label = f"{codes.code(document)} {WORDS[stance]} {codes.code(claim)}"
    with project.step(label) as session:
        passage = _passage(session, document.id, text, start, end, astuple(cells))
        found = _link(session, project, claim.id, passage, stance=stance, decisive=decisive, note=note)
    return get(project, found)


def _within(region: Box, page: Page, *, unit: str) -> list[int]:
    """Return whole pixels of the picture (points of the page); raise EmptyRegion where none are left."""
    x0, y0 = max(0, math.floor(region.x0)), max(0, math.floor(region.y0))
    x1, y1 = min(int(page.width), math.ceil(region.x1)), min(int(page.height), math.ceil(region.y1))
    if x0 >= x1 or y0 >= y1:
        raise EmptyRegion(
            f"That part lies outside the {'picture' if unit == 'pixels' else 'page'}, which is"
            f" {page.width:.0f} {unit} wide and {page.height:.0f} high."
        )
    return [x0, y0, x1, y1]


def link_words(
    project: Project,
    claim_id: str,
    document_id: str,
    quote: str,
    stance: Stance,
    *,
    nth: int | None = None,
    page: int | None = None,
    decisive: bool = False,
    note: str = "",
) -> LinkView:
    """Link the words ``quote`` of a document to a claim; raise QuoteNotFound or QuoteNotUnique.

    A document that is only cited takes words it does not hold yet as a further quotation, in the same step, unless
    ``nth`` or ``page`` say that they should stand there already.
    """
    with project.read() as snapshot:
        claim, document = codes.read(snapshot, "claim", claim_id), codes.read(snapshot, "document", document_id)
    cited = document.capture_state is CaptureState.CITATION_ONLY
    placed = nth is not None or page is not None
    if not cited or placed or not quote.strip() or occurrences(document.quotation, quote):
        start, end = span_of_quote(project, document.id, quote, nth=nth, page=page)
        return link(project, claim.id, document.id, start, end, stance, decisive=decisive, note=note)
    label = f"{codes.code(document)} {WORDS[stance]} {codes.code(claim)}"
    with project.step(label) as session:
        document = codes.find(session, model.Document, document_id)
        document.quotation = documents.continued(document.quotation, quote)
        text = documents.stored_text(session.connection(), document)
        passage = _passage(session, document.id, text, *occurrences(text.text, quote)[-1])
        found = _link(session, project, claim.id, passage, stance=stance, decisive=decisive, note=note)
    return get(project, found)


def _link(
    session: Session,
    project: Project,
    claim_id: str,
    passage: model.Passage,
    *,
    stance: Stance,
    decisive: bool,
    note: str,
) -> str:
    session.flush()
    query = "SELECT id FROM evidence_link WHERE claim_id = ? AND passage_id = ?"
    found = session.connection().exec_driver_sql(query, (claim_id, passage.id)).first()
    known = session.get_one(model.EvidenceLink, found[0]) if found else None
    if known is None:
        known = model.EvidenceLink(claim_id=claim_id, passage_id=passage.id, stance=stance)
        known.by, known.at = project.acting.person_name, now()
        session.add(known)
    known.stance = stance
    known.decisive = decisive or known.decisive
    known.note = note or known.note
    return known.id


def _passage(
    session: Session, document_id: str, text: DocumentText, start: int, end: int, cells: Sequence[int] = ()
) -> model.Passage:
    layer = standing.layer_of(text, start, end)
    shift = layer.base - layer.start
    query = "SELECT id, page FROM passage WHERE (document_id, start, end, text_sha256, region) = (?, ?, ?, ?, ?)"
    region = json.dumps(list(cells), separators=(",", ":"))
    values = (document_id, start + shift, end + shift, layer.sha256, region)
    known = session.connection().exec_driver_sql(query, values).all()
    for ident, number in known:
        if layer.page in (None, number):
            return session.get_one(model.Passage, ident)
    quote = describe(layer.text, start + shift, end + shift)
    page = page_of(text.pages, start)
    passage = model.Passage(
        document_id=document_id,
        start=quote.start,
        end=quote.end,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        text_sha256=layer.sha256,
        extractor=layer.read.extractor if layer.read is not None else text.extractor,
        page=page.number if page else None,
        region=list(cells),
    )
    session.add(passage)
    return passage


def _part(session: Session, document_id: str, text: DocumentText, region: list[int], page: Page) -> model.Passage:
    query = "SELECT id FROM passage WHERE document_id = ? AND region = ? AND page = ?"
    place = json.dumps(region, separators=(",", ":"))
    known = session.connection().exec_driver_sql(query, (document_id, place, page.number)).first()
    if known is not None:
        return session.get_one(model.Passage, known[0])
    own = "SELECT sha256 FROM document_text WHERE document_id = ?"
    passage = model.Passage(
        document_id=document_id,
        start=0,
        end=0,
        exact="",
        text_sha256=session.connection().exec_driver_sql(own, (document_id,)).scalar_one(),
        extractor=text.extractor,
        page=page.number,
        region=region,
    )
    session.add(passage)
    return passage


def page_of(pages: Sequence[Page], at: int) -> Page | None:
    """Return the page that holds an offset of the document's text."""
    return next((page for page in pages if page.start <= at < page.end), None)


def span_of_quote(
    project: Project, document_id: str, quote: str, *, nth: int | None = None, page: int | None = None
) -> tuple[int, int]:
    """Return where ``quote`` stands in a document's stored text (only on ``page``; the ``nth``, from 1).

    Raises QuoteNotFound, QuoteNotUnique, NoSuchPage.
    """
    whole = documents.text(project, document_id)
    within = documents.text(project, document_id, page=page)
    shift = 0 if page is None else next(p.start for p in whole.pages if p.number == page)
    document = documents.get(project, document_id)
    where = document.code if page is None else f"{document.code}, page {page}"
    start, end = pick(within.text, quote, nth=nth, where=where)
    return start + shift, end + shift


def pick(text: str, quote: str, *, nth: int | None, where: str) -> tuple[int, int]:
    """Return the span of ``quote`` in ``text``; raise QuoteNotFound or QuoteNotUnique, saying where was looked."""
    short = quote if len(quote) <= 60 else f"{quote[:57]}…"
    if not quote.strip():
        raise QuoteNotFound("Give the words of the quotation.")
    found = occurrences(text, quote)
    if not found:
        raise QuoteNotFound(f"The words “{short}” do not stand in {where}. Copy them from its text, letter for letter.")
    if nth is None and len(found) > 1:
        raise QuoteNotUnique(
            f"The words “{short}” stand {len(found)} times in {where}. Say which with --nth 1 to {len(found)},"
            " or give more words."
        )
    if nth is not None and not 1 <= nth <= len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise QuoteNotFound(f"The words “{short}” stand {times} in {where}, so there is no number {nth}.")
    return found[(nth or 1) - 1]


def edit(
    project: Project,
    link_id: str,
    *,
    stance: Stance | None = None,
    decisive: bool | None = None,
    note: str | None = None,
    resolution: str | None = None,
    credibility: int | None = None,
) -> LinkView:
    """Change what is given of a link, in one step; raise UnknownLink."""
    given: dict[str, Any] = {
        "stance": stance,
        "decisive": decisive,
        "note": note,
        "resolution": resolution,
        "credibility": credibility,
    }
    before = get(project, link_id)
    with project.step(f"Edit link of {before.document_code} to {before.claim_code}") as session:
        row = _row(session, link_id)
        for name, value in given.items():
            if value is not None:
                setattr(row, name, value)
    return get(project, link_id)


def drop(project: Project, link_id: str) -> None:
    """Take a link away, and its passage where nothing else rests on it; raise UnknownLink."""
    before = get(project, link_id)
    with project.step(f"Remove link of {before.document_code} to {before.claim_code}") as session:
        row = _row(session, link_id)
        passage = session.get(model.Passage, row.passage_id)
        session.delete(row)
        session.flush()
        query = "SELECT 1 FROM evidence_link WHERE passage_id = ?"
        others = session.connection().exec_driver_sql(query, (row.passage_id,)).first()
        if others is None and passage is not None:
            session.delete(passage)


def get(project: Project, link_id: str) -> LinkView:
    """Return a link; raise UnknownLink."""
    with project.read() as snapshot:
        found = _views(snapshot, snapshot.nouns("evidence_link", "WHERE id = ?", (link_id,)))
    if not found:
        raise UnknownLink(_UNKNOWN)
    return found[0]


def listing(project: Project) -> list[LinkView]:
    """Return all links in the order they were made."""
    with project.read() as snapshot:
        return _views(snapshot, snapshot.nouns("evidence_link", "ORDER BY id"))


def of_claim(project: Project, claim_id: str) -> list[LinkView]:
    """Return the links of a claim: what contradicts first, then what supports, in the order they were made."""
    with project.read() as snapshot:
        claim = codes.read(snapshot, "claim", claim_id)
        links = _views(snapshot, snapshot.nouns("evidence_link", "WHERE claim_id = ? ORDER BY id", (claim.id,)))
    order = [Stance.REFUTES, Stance.SUPPORTS, Stance.MIXED, Stance.CONTEXT, Stance.IRRELEVANT]
    return sorted(links, key=lambda one: (order.index(one.stance), not one.decisive))


def of_document(project: Project, document_id: str) -> list[LinkView]:
    """Return the links that rest on a document, in text order."""
    with project.read() as snapshot:
        document = codes.read(snapshot, "document", document_id)
        both = [document.id, *(hidden for hidden, elder in same.joined(snapshot).items() if elder == document.id)]
        which = (
            "JOIN (SELECT id AS held, start FROM passage WHERE document_id IN (SELECT value FROM json_each(?)))"
            " ON held = passage_id ORDER BY start, id"
        )
        return _views(snapshot, snapshot.nouns("evidence_link", which, (among(both),)))


_UNKNOWN = "There is no such link between a passage and a claim in this project."


def _row(session: Session, link_id: str) -> model.EvidenceLink:
    row = session.get(model.EvidenceLink, link_id)
    if row is None:
        raise UnknownLink(_UNKNOWN)
    return row


def _views(snapshot: Snapshot, links: Sequence[Any]) -> list[LinkView]:
    which = "WHERE id IN (SELECT value FROM json_each(?))"
    wanted = among({one.passage_id for one in links})
    passages = {one.id: one for one in snapshot.nouns("passage", which, (wanted,))}
    elder = same.joined(snapshot)
    holders = {elder.get(one.document_id, one.document_id) for one in passages.values()}
    known = {one.id: one for one in snapshot.nouns("document", which, (among(holders),))}
    numbers = codes.codes(snapshot, "document")
    claims = codes.codes(snapshot, "claim", only={one.claim_id for one in links})
    pictured = {row[0] for row in snapshot.exec_driver_sql("SELECT passage_id FROM passage_picture")}
    labels = _page_labels(snapshot, holders)
    find = standing.finder(snapshot, known.values())
    cited = places.of(snapshot, holders)
    made = []
    for one in links:
        passage = passages[one.passage_id]
        document = known[elder.get(passage.document_id, passage.document_id)]
        stands = find(document.id, passage)
        made.append(
            LinkView(
                id=one.id,
                claim_id=one.claim_id,
                claim_code=claims[one.claim_id],
                document_id=document.id,
                document_code=codes.code(document),
                document_title=document.title,
                publisher=document.publisher,
                date=document.date,
                tier=document.tier,
                capture_state=document.capture_state,
                derived_from_code=numbers.get(document.derived_from_id or ""),
                stance=one.stance,
                decisive=one.decisive,
                credibility=one.credibility,
                note=one.note,
                resolution=one.resolution,
                state=one.state,
                passage_id=passage.id,
                exact=cited.words(document.id, passage),
                prefix=passage.prefix,
                suffix=passage.suffix,
                start=stands.start,
                end=stands.end,
                page=passage.page,
                page_label=""
                if passage.region and document.kind is DocumentKind.IMAGE
                else labels.get((document.id, passage.page), ""),
                place=cited.place(document.id, passage),
                region=Box(*passage.region) if passage.region and passage.start == passage.end else None,
                anchor_state=passage.anchor_state,
                has_crop=passage.id in pictured,
                by=one.by,
                at=one.at,
                sure=stands.sure,
                cells=cited.cells(document.id, passage),
            )
        )
    return made


def _page_labels(snapshot: Snapshot, document_ids: set[str]) -> dict[tuple[str, int | None], str]:
    labels: dict[tuple[str, int | None], str] = {}
    for ident in document_ids:
        layout = snapshot.value("SELECT layout FROM document_text WHERE document_id = ?", (ident,))
        for page in json.loads(layout)["pages"] if layout else ():
            labels[ident, page[0]] = page[1]
    return labels
