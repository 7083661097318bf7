"""Evidence links: a passage of a document, the claim it bears on, and the stance between them."""

import json
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from workbench.anchors.occurrences import occurrences
from workbench.anchors.quote import describe, trim
from workbench.desk import codes, documents, same
from workbench.desk.views import DocumentText, LinkView
from workbench.errors import WorkbenchError
from workbench.model.sets import CaptureState, DocumentKind, Stance
from workbench.model.tables import Claim, Document, EvidenceLink, Passage
from workbench.readers.reading import Box, Page
from workbench.store.clock import now
from workbench.store.project import Project


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
    with project.look() as session:
        claim, document = codes.find(session, Claim, claim_id), codes.find(session, Document, document_id)
        text = documents.stored_text(session, document)
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
    with project.look() as session:
        claim, document = codes.find(session, Claim, claim_id), codes.find(session, Document, document_id)
        text = documents.stored_text(session, document)
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
    with project.look() as session:
        document = codes.find(session, Document, document_id)
        claim = codes.find(session, Claim, claim_id)
    cited = document.capture_state is CaptureState.CITATION_ONLY
    placed = nth is not None or page is not None
    if not cited or placed or not quote.strip() or occurrences(document.quotation, quote):
        start, end = span_of_quote(project, document.id, quote, nth=nth, page=page)
        return link(project, claim.id, document.id, start, end, stance, decisive=decisive, note=note)
    label = f"{codes.code(document)} {WORDS[stance]} {codes.code(claim)}"
    with project.step(label) as session:
        document = codes.find(session, Document, document_id)
        document.quotation = documents.continued(document.quotation, quote)
        text = documents.stored_text(session, document)
        passage = _passage(session, document.id, text, *occurrences(text.text, quote)[-1])
        found = _link(session, project, claim.id, passage, stance=stance, decisive=decisive, note=note)
    return get(project, found)


def _link(
    session: Session,
    project: Project,
    claim_id: str,
    passage: Passage,
    *,
    stance: Stance,
    decisive: bool,
    note: str,
) -> str:
    query = select(EvidenceLink).where(EvidenceLink.claim_id == claim_id, EvidenceLink.passage_id == passage.id)
    known = session.exec(query).first()
    if known is None:
        known = EvidenceLink(claim_id=claim_id, passage_id=passage.id, stance=stance)
        known.by, known.at = project.acting.person_name, now()
        session.add(known)
    known.stance = stance
    known.decisive = decisive or known.decisive
    known.note = note or known.note
    return known.id


def _passage(session: Session, document_id: str, text: DocumentText, start: int, end: int) -> Passage:
    query = select(Passage).where(
        Passage.document_id == document_id, col(Passage.start) == start, col(Passage.end) == end
    )
    known = session.exec(query).first()
    if known is not None and known.text_sha256 == text.sha256:
        return known
    quote = describe(text.text, start, end)
    page = page_of(text.pages, start)
    passage = Passage(
        document_id=document_id,
        start=quote.start,
        end=quote.end,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        text_sha256=text.sha256,
        extractor=text.extractor,
        page=page.number if page else None,
    )
    session.add(passage)
    return passage


def _part(session: Session, document_id: str, text: DocumentText, region: list[int]) -> Passage:
    parts = session.exec(select(Passage).where(Passage.document_id == document_id))
    known = next((one for one in parts if one.region == region), None)
    if known is not None:
        return known
    passage = Passage(
        document_id=document_id,
        start=0,
        end=0,
        exact="",
        text_sha256=text.sha256,
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
        passage = session.get(Passage, row.passage_id)
        session.delete(row)
        session.flush()
        others = session.exec(select(EvidenceLink.id).where(EvidenceLink.passage_id == row.passage_id)).first()
        if others is None and passage is not None:
            session.delete(passage)


def get(project: Project, link_id: str) -> LinkView:
    """Return a link; raise UnknownLink."""
    with project.look() as session:
        return _views(session, [_row(session, link_id)])[0]


def listing(project: Project) -> list[LinkView]:
    """Return all links in the order they were made."""
    with project.look() as session:
        return _views(session, session.exec(select(EvidenceLink).order_by(col(EvidenceLink.id))).all())


def of_claim(project: Project, claim_id: str) -> list[LinkView]:
    """Return the links of a claim: what contradicts first, then what supports, in the order they were made."""
    with project.look() as session:
        claim = codes.find(session, Claim, claim_id)
        query = select(EvidenceLink).where(EvidenceLink.claim_id == claim.id).order_by(col(EvidenceLink.id))
        links = _views(session, session.exec(query).all())
    order = [Stance.REFUTES, Stance.SUPPORTS, Stance.MIXED, Stance.CONTEXT, Stance.IRRELEVANT]
    return sorted(links, key=lambda one: (order.index(one.stance), not one.decisive))


def of_document(project: Project, document_id: str) -> list[LinkView]:
    """Return the links that rest on a document, in text order."""
    with project.look() as session:
        document = codes.find(session, Document, document_id)
        both = [document.id, *(hidden for hidden, shown in same.joined(session).items() if shown == document.id)]
        query = (
            select(EvidenceLink)
            .join(Passage, col(Passage.id) == EvidenceLink.passage_id)
            .where(col(Passage.document_id).in_(both))
            .order_by(col(Passage.start), col(EvidenceLink.id))
        )
        return _views(session, session.exec(query).all())


def _row(session: Session, link_id: str) -> EvidenceLink:
    row = session.get(EvidenceLink, link_id)
    if row is None:
        raise UnknownLink("There is no such link between a passage and a claim in this project.")
    return row


def _views(session: Session, links: Sequence[EvidenceLink]) -> list[LinkView]:
    wanted = {one.passage_id for one in links}
    passages = {one.id: one for one in session.exec(select(Passage).where(col(Passage.id).in_(wanted)))}
    shown = same.joined(session)
    holders = {shown.get(one.document_id, one.document_id) for one in passages.values()}
    known = {one.id: one for one in session.exec(select(Document).where(col(Document.id).in_(holders)))}
    numbers = codes.codes(session, Document)
    claims = codes.codes(session, Claim, only={one.claim_id for one in links})
    connection = session.connection()
    pictured = set(connection.exec_driver_sql("SELECT passage_id FROM passage_picture").scalars())
    labels = _page_labels(session, holders)
    made = []
    for one in links:
        passage = passages[one.passage_id]
        document = known[shown.get(passage.document_id, passage.document_id)]
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
                start=passage.start,
                end=passage.end,
                page=passage.page,
                page_label="" if passage.region else labels.get((document.id, passage.page), ""),
                region=Box(*passage.region) if passage.region else None,
                anchor_state=passage.anchor_state,
                has_crop=passage.id in pictured,
                by=one.by,
                at=one.at,
            )
        )
    return made


def _page_labels(session: Session, document_ids: set[str]) -> dict[tuple[str, int | None], str]:
    labels: dict[tuple[str, int | None], str] = {}
    for ident in document_ids:
        row = (
            session.connection()
            .exec_driver_sql("SELECT layout FROM document_text WHERE document_id = ?", (ident,))
            .first()
        )
        for page in json.loads(row[0])["pages"] if row else ():
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
    if document.kind is not DocumentKind.PDF and one.region is None:
        return None
    if one.page is None or not document.sha256:
        return None
    page = next(p for p in documents.text(project, document.id).pages if p.number == one.page)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        server = PageServer(documents.copy_for_reading(project, document.id, Path(folder)))
        try:
            measured = () if one.region else server.boxes(one.page)
            boxes = (one.region,) if one.region else measured[one.start - page.start : one.end - page.start]
            png = server.crop(one.page, boxes)
        finally:
            server.close()
    keep_picture(project, one.passage_id, boxes, png)
    return png


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
    with project.look() as session:
        row = (
            session.connection()
            .exec_driver_sql(
                "SELECT p.png FROM passage_picture p JOIN evidence_link l USING (passage_id) WHERE l.id = ?",
                (link_id,),
            )
            .first()
        )
    return row[0] if row else None
