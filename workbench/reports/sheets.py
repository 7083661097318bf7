"""Claim sheets: one judged claim with all that carries its verdict, as an edition may show it."""

from workbench.desk import claims, crops
from workbench.desk.views import ChangeView, DocumentView, LinkView, QueryView, VerdictView
from workbench.errors import WorkbenchError
from workbench.model.sets import CaptureState, Confidentiality, DocumentKind
from workbench.reports.material import Material, cited_codes
from workbench.reports.report import (
    ClaimSheet,
    Context,
    Edition,
    MustChange,
    OpenQuery,
    Pair,
    PassageSheet,
    VerdictSheet,
)
from workbench.store.project import Project

_OPENING, _CLOSING = "“", "”"


def claim_sheet(project: Project, material: Material, claim_id: str, edition: Edition) -> ClaimSheet:
    """Return the sheet of a judged claim. The claim must have a verdict."""
    claim = material.claims[claim_id]
    verdict, *earlier = material.verdicts[claim_id]  # the one that stands comes first
    place = claims.context(project, claim_id)
    internal = edition is not Edition.PUBLIC
    return ClaimSheet(
        code=claim.code,
        number=claim.number,
        kind=claim.kind,
        statement=claim.statement,
        claimant=claim.claimant,
        claim_date=claim.claim_date,
        place=claim.place,
        checkability=claim.checkability,
        context=Context(
            before=place.before,
            exact=place.exact or (claim.occurrences[-1].exact if claim.occurrences else claim.statement),
            after=place.after,
            paragraph=place.paragraph,
            article=material.article_code(claim_id),
        ),
        pair=_pair(material, claim.pair_id),
        verdict=_verdict(verdict, edition),
        passages=_passages(project, material, claim_id, edition),
        not_established=_not_established(material, claim_id, paragraph=place.paragraph),
        changes=changes(material, claim_id) if internal else (),
        queries=tuple(query(one) for one in material.queries if one.claim_id == claim_id) if internal else (),
        earlier=tuple(_verdict(one, edition) for one in earlier),
        note=claim.note if internal else "",
    )


def changes(material: Material, claim_id: str) -> tuple[MustChange, ...]:
    """Return the proposed changes at a claim."""
    verdict = material.verdict(claim_id)
    sources = cited_codes(verdict.rationale) if verdict else ()
    return tuple(_change(one, sources) for one in material.changes if one.claim_id == claim_id)


def query(one: QueryView) -> OpenQuery:
    """Return an open question as a report shows it."""
    return OpenQuery(claim=one.claim_code, to=one.to, text=one.text, by=one.by, at=one.at)


def shown(document: DocumentView, edition: Edition) -> bool:
    """Return whether an edition may show a document at all."""
    return edition is not Edition.PUBLIC or document.confidentiality is Confidentiality.OPEN


def _change(one: ChangeView, sources: tuple[str, ...]) -> MustChange:
    return MustChange(
        claim=one.claim_code,
        was=one.was,
        should_be=one.should_be,
        reason=one.reason,
        decision=one.decision,
        sources=sources,
    )


def _pair(material: Material, pair_id: str | None) -> Pair | None:
    other = material.claims.get(pair_id or "")
    if other is None:
        return None
    return Pair(code=other.code, number=other.number, kind=other.kind, mark=material.mark_of(other.id))


def _verdict(verdict: VerdictView, edition: Edition) -> VerdictSheet:
    """Return one version of a verdict; earlier reasons are for the legal edition, names not for the public."""
    return VerdictSheet(
        mark=verdict.mark,
        scale_key=verdict.scale_key,
        version=verdict.version,
        short_conclusion=verdict.short_conclusion,
        rationale=verdict.rationale,
        not_established=verdict.not_established,
        as_of=verdict.as_of,
        state=verdict.state,
        by="" if edition is Edition.PUBLIC else verdict.by,
        at=verdict.at,
    )


def _not_established(material: Material, claim_id: str, *, paragraph: int) -> tuple[str, ...]:
    """Return what the material itself leaves open, beside what the checker wrote."""
    links = material.links.get(claim_id, [])
    points = list(material.undecided(claim_id))
    if not paragraph:
        points.append("The claim’s words no longer stand in the newest version of the article.")
    if links and all(link.capture_state is CaptureState.CITATION_ONLY for link in links):
        codes = ", ".join(dict.fromkeys(link.document_code for link in links))
        points.append(f"No original is held: the passages were not compared with the documents cited [{codes}].")
    return tuple(points)


def _passages(project: Project, material: Material, claim_id: str, edition: Edition) -> tuple[PassageSheet, ...]:
    """Return the passages linked to a claim: the decisive first, else in the order they were linked."""
    links = [link for link in material.links.get(claim_id, []) if shown(material.documents[link.document_id], edition)]
    links.sort(key=lambda link: not link.decisive)
    return tuple(_passage(project, material.documents[link.document_id], link, edition) for link in links)


def _passage(project: Project, document: DocumentView, link: LinkView, edition: Edition) -> PassageSheet:
    derived_from = "the article" if document.derives_from_article else document.derived_from_code or ""
    return PassageSheet(
        document=document.code,
        title=document.title,
        publisher=document.publisher or document.author,
        date=document.date,
        tier=document.tier,
        held=document.capture_state is not CaptureState.CITATION_ONLY,
        derived_from=derived_from,
        language=document.language,
        stance=link.stance,
        decisive=link.decisive,
        note="" if edition is Edition.PUBLIC else link.note,
        resolution=link.resolution,
        exact=link.exact,
        quoted=document.quoted or _inside_quotation(link.prefix, link.suffix),
        page_label=link.page_label,
        anchor_state=link.anchor_state,
        crop=_crop(project, document, link),
        pictured=link.region is not None,
        place=link.place,
        sure=link.sure,
    )


def _inside_quotation(prefix: str, suffix: str) -> bool:
    """Return whether words of a summary stand between its quotation marks."""
    opened = prefix.rfind(_OPENING) > prefix.rfind(_CLOSING)
    closing, opening = suffix.find(_CLOSING), suffix.find(_OPENING)
    return opened and closing >= 0 and (opening < 0 or closing < opening)


def _crop(project: Project, document: DocumentView, link: LinkView) -> bytes | None:
    """Return the picture of the passage on its page, drawn now if nobody drew it before.

    A page that cannot be drawn costs its picture, never the report.
    """
    if link.has_crop:
        return crops.crop(project, link.id)
    drawn = document.kind is DocumentKind.PDF or link.region is not None or link.sure is not None
    if project.read_only or not drawn or link.page is None:
        return None
    try:
        return crops.draw(project, link.id)
    except WorkbenchError:
        return None
