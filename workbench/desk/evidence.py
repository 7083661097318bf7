"""Evidence links: a passage of a document, the claim it bears on, and the stance between them."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import model
from workbench.anchors.occurrences import occurrences
from workbench.anchors.quote import describe, trim
from workbench.desk import codes, documents, places, same, standing
from workbench.desk.views import DocumentText, LinkView
from workbench.errors import WorkbenchError
from workbench.model.sets import CaptureState, DocumentKind, Stance
from workbench.readers.reading import Box, Page
from workbench.store import shown
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
    """A part of a picture was asked of what is none."""


class EmptyRegion(WorkbenchError):
    """Nothing of the picture lies in the region."""


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
    decisive: bool = False,
    note: str = "",
) -> LinkView:
    """Link a part of a picture (pixels of the picture, cut to its edges) to a claim, as ``link`` does with words.

    Raises UnknownCode, NotAPicture, EmptyRegion.
    """
    with project.read() as snapshot:
        claim, document = codes.read(snapshot, "claim", claim_id), codes.read(snapshot, "document", document_id)
        text = documents.stored_text(snapshot, document)
    if document.kind is not DocumentKind.IMAGE or not text.pages:
        raise NotAPicture(
            f"{codes.code(document)} is not a picture that can be shown. Only of a picture can a part be linked."
        )
    place = _within(region, text.pages[0])
    label = f"{codes.code(document)} {WORDS[stance]} {codes.code(claim)}"
    with project.step(label) as session:
        passage = _part(session, document.id, text, place)
        found = _link(session, project, claim.id, passage, stance=stance, decisive=decisive, note=note)
    return get(project, found)


def _within(region: Box, page: Page) -> list[int]:
    """Return whole pixels of the picture; raise EmptyRegion where none are left."""
    x0, y0 = max(0, math.floor(region.x0)), max(0, math.floor(region.y0))
    x1, y1 = min(int(page.width), math.ceil(region.x1)), min(int(page.height), math.ceil(region.y1))
    if x0 >= x1 or y0 >= y1:
        raise EmptyRegion(
            f"That part lies outside the picture, which is {page.width:.0f} pixels wide and {page.height:.0f} high."
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


def _passage(session: Session, document_id: str, text: DocumentText, start: int, end: int) -> model.Passage:
    layer = standing.layer_of(text, start, end)
    shift = layer.base - layer.start
    query = "SELECT id, page FROM passage WHERE document_id = ? AND start = ? AND end = ? AND text_sha256 = ?"
    values = (document_id, start + shift, end + shift, layer.sha256)
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
    )
    session.add(passage)
    return passage


def _part(session: Session, document_id: str, text: DocumentText, region: list[int]) -> model.Passage:
    query = "SELECT id FROM passage WHERE document_id = ? AND region = ?"
    place = json.dumps(region, separators=(",", ":"))
    known = session.connection().exec_driver_sql(query, (document_id, place)).first()
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
        page=text.pages[0].number,
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
                exact=passage.exact,
                prefix=passage.prefix,
                suffix=passage.suffix,
                start=stands.start,
                end=stands.end,
                page=passage.page,
                page_label="" if passage.region else labels.get((document.id, passage.page), ""),
                place=cited(document.id, passage.start, passage.end),
                region=Box(*passage.region) if passage.region else None,
                anchor_state=passage.anchor_state,
                has_crop=passage.id in pictured,
                by=one.by,
                at=one.at,
                sure=stands.sure,
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


# -- page crops: derived from the bytes, kept so that a report can show them ---------------------------------------


def draw(project: Project, link_id: str) -> bytes | None:
    """Make and keep the picture of a link's passage on its page, or of its part of a picture (PNG); None where its
    document has no pages.

    Slow (a worker renders the page): call it outside the thread that draws the window.
    """
    from workbench.readers.supervise import PageServer

    found = crop(project, link_id)
    if found is not None:
        return found
    one = get(project, link_id)
    document = documents.get(project, one.document_id)
    if document.kind is not DocumentKind.PDF and one.region is None and one.sure is None:
        return None
    if one.page is None or not document.sha256:
        return None
    with project.read() as snapshot:
        passage = snapshot.nouns("passage", "WHERE id = ?", (one.passage_id,))[0]
        read = shown.page_read(snapshot, document.sha256, one.page, passage.text_sha256)
    page = next(p for p in documents.text(project, document.id).pages if p.number == one.page)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        server = PageServer(documents.copy_for_reading(project, document.id, Path(folder)))
        try:
            boxes: Sequence[Box]
            if one.region is not None:
                boxes = (one.region,)
            elif read is not None:
                boxes = read.boxes()[passage.start : passage.end]
            else:
                boxes = server.boxes(one.page)[one.start - page.start : one.end - page.start]
            # A part of a picture is framed, not tinted: one frame for all its lines.
            whole = document.kind is DocumentKind.IMAGE and one.region is None
            png = server.crop(one.page, [around(boxes)] if whole else boxes)
        finally:
            server.close()
    keep_picture(project, one.passage_id, boxes, png)
    return png


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around boxes; those without area do not count."""
    seen = [box for box in boxes if box.x1 > box.x0 and box.y1 > box.y0] or [Box(0, 0, 0, 0)]
    return Box(
        min(one.x0 for one in seen),
        min(one.y0 for one in seen),
        max(one.x1 for one in seen),
        max(one.y1 for one in seen),
    )


def keep_picture(project: Project, passage_id: str, boxes: Sequence[Box], png: bytes) -> None:
    """Keep the boxes (PDF points; images: pixels) and the picture of a passage. Derived, so no step of the log."""
    stored = json.dumps([[round(x, 2) for x in (box.x0, box.y0, box.x1, box.y1)] for box in boxes])
    with project.derive() as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO passage_picture (passage_id, boxes, png) VALUES (?, ?, ?)",
            (passage_id, stored, png),
        )


def crop(project: Project, link_id: str) -> bytes | None:
    """Return the kept picture of a link's passage (PNG), or None."""
    query = "SELECT p.png FROM passage_picture p JOIN evidence_link l USING (passage_id) WHERE l.id = ?"
    with project.read() as snapshot:
        found: bytes | None = snapshot.value(query, (link_id,))
    return found
