"""Gathers a Report from a project: what an edition shows is decided here, what it looks like is not."""

from collections.abc import Iterable

from workbench.desk import claims, documents, findings, projects
from workbench.desk.views import ArticleView, ClaimRow, DocumentView, ScaleView
from workbench.errors import WorkbenchError
from workbench.model.sets import VerdictState
from workbench.reports.material import Material, cited_codes, gather
from workbench.reports.method import method
from workbench.reports.report import (
    ArticleHead,
    ClaimSheet,
    CustodyEntry,
    Edition,
    EvidenceEntry,
    Head,
    OpenClaim,
    Report,
    ReportState,
    WaivedFinding,
)
from workbench.reports.sheets import claim_sheet, shown
from workbench.reports.summary import summary
from workbench.store.clock import now
from workbench.store.project import Project

_DONE = frozenset({VerdictState.FINAL, VerdictState.PUBLISHED})


class NothingToReport(WorkbenchError):
    """The edition asked for has nothing to show."""


def build(
    project: Project, edition: Edition = Edition.EDITOR, *, claim: str | None = None, made_at: str = ""
) -> Report:
    """Return the report of a project in one edition.

    ``claim`` (code or id) makes it the edition of that one claim. ``made_at`` is the report's time in
    ISO 8601, the present if empty: the same project and time give the same Report. Raises UnknownCode, and
    NothingToReport where a single claim is asked for and not named or not judged.
    """
    edition = Edition.SINGLE if claim else edition
    material = gather(project)
    rows = _rows(project, material, edition, claim)
    judged = tuple(claim_sheet(project, material, row.id, edition) for row in rows if material.verdict(row.id))
    used = _used(material, rows, edition)
    evidence = _evidence(project, material, used, edition)
    return Report(
        head=_head(material, rows, edition, made_at or now()),
        summary=summary(material, edition, evidence),
        sheets=judged,
        open_claims=() if edition is Edition.PUBLIC else _open_claims(material, rows),
        evidence=evidence,
        scales=_scales(material, judged),
        method=method(material.info),
        waived=() if edition is Edition.PUBLIC else _waived(project, rows),
    )


def _rows(project: Project, material: Material, edition: Edition, claim: str | None) -> tuple[ClaimRow, ...]:
    """Return the claims of the edition, in reading order."""
    if edition is not Edition.SINGLE:
        return material.rows
    if not claim:
        raise NothingToReport("Say which claim the report is for.")
    found = claims.find(project, claim)
    rows = tuple(row for row in material.rows if row.id == found.id)
    if not rows or material.verdict(found.id) is None:
        why = (
            "two verdicts after a merge: decide which stands"
            if material.undecided(found.id)
            else "no verdict yet: judge it first"
        )
        raise NothingToReport(f"{found.code} has {why}, then report it.")
    return rows


def _head(material: Material, rows: Iterable[ClaimRow], edition: Edition, made_at: str) -> Head:
    standing = [material.verdict(row.id) for row in rows]
    final = bool(standing) and all(verdict is not None and verdict.state in _DONE for verdict in standing)
    names = dict.fromkeys(verdict.by for verdict in standing if verdict is not None and verdict.by)
    if not names:
        names = dict.fromkeys(person.name for person in material.people)
    days = [verdict.as_of for verdict in standing if verdict is not None and verdict.as_of]
    info = material.info
    homes = {material.claims[row.id].article_id for row in rows}
    return Head(
        title=info.title,
        edition=edition,
        state=ReportState.FINAL if final else ReportState.DRAFT,
        workflow=info.workflow,
        language=info.language,
        articles=tuple(
            _article(one, edition) for one in material.articles if edition is not Edition.SINGLE or one.id in homes
        ),
        prepared_by=() if edition is Edition.PUBLIC else tuple(names),
        as_of=max(days, default=made_at[:10]),
        made_at=made_at,
        fingerprint=info.head,
        is_example=info.is_example,
        notice=info.notice,
    )


def _article(article: ArticleView, edition: Edition) -> ArticleHead:
    return ArticleHead(
        code=article.code,
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        language=article.language,
        version=article.seq,
        sha256=article.sha256,
        received_at=article.received_at,
        received_from="" if edition is Edition.PUBLIC else article.received_from,
        words=len(article.text.split()),
    )


def _open_claims(material: Material, rows: Iterable[ClaimRow]) -> tuple[OpenClaim, ...]:
    return tuple(
        OpenClaim(
            code=row.code,
            number=row.number,
            kind=row.kind,
            statement=row.statement,
            status=row.status,
            checkability=material.claims[row.id].checkability,
            paragraph=row.paragraph,
            supports=row.supports,
            refutes=row.refutes,
            other=row.mixed + row.context,
            undecided=material.undecided(row.id),
        )
        for row in rows
        if material.verdict(row.id) is None
    )


def _used(material: Material, rows: Iterable[ClaimRow], edition: Edition) -> dict[str, list[str]]:
    """Return the claims' codes by the code of the document they link or cite. Public: judged claims only."""
    used: dict[str, list[str]] = {}
    for row in rows:
        verdict = material.verdict(row.id)
        if verdict is None and edition is Edition.PUBLIC:
            continue
        linked = [link.document_code for link in material.links.get(row.id, [])]
        cited = cited_codes(verdict.rationale) if verdict else ()
        for code in dict.fromkeys((*linked, *cited)):
            used.setdefault(code, []).append(row.code)
    return used


def _evidence(
    project: Project, material: Material, used: dict[str, list[str]], edition: Edition
) -> tuple[EvidenceEntry, ...]:
    """Return the evidence list; the editions for the desk have unused documents too."""
    everything = edition in {Edition.EDITOR, Edition.LEGAL}
    return tuple(
        _entry(project, document, tuple(used.get(document.code, ())), edition)
        for document in material.documents.values()
        if shown(document, edition) and (everything or document.code in used)
    )


def _entry(project: Project, document: DocumentView, used_in: tuple[str, ...], edition: Edition) -> EvidenceEntry:
    internal = edition is not Edition.PUBLIC
    custody = documents.custody(project, document.id) if edition is Edition.LEGAL else []
    return EvidenceEntry(
        code=document.code,
        title=document.title,
        author=document.author,
        publisher=document.publisher,
        date=document.date,
        language=document.language,
        kind=document.kind,
        tier=document.tier,
        capture_state=document.capture_state,
        url=document.url,
        archive_url=document.archive_url,
        captured_at=document.captured_at,
        captured_by=document.captured_by if internal else "",
        original_name=document.original_name if internal else "",
        sha256=document.sha256,
        size=document.size,
        pages=document.pages,
        derived_from="the article" if document.derives_from_article else document.derived_from_code or "",
        note=document.note if internal else "",
        custody=tuple(CustodyEntry(one.action, one.by, one.at, one.note) for one in custody),
        used_in=used_in,
    )


def _waived(project: Project, rows: Iterable[ClaimRow]) -> tuple[WaivedFinding, ...]:
    """Return the findings somebody accepted that still come up, on the claims shown or on the project."""
    given = {key: (reason, by, at) for key, reason, by, at in findings.waivers(project)}
    if not given:
        return ()
    shown_claims = {"", *(row.id for row in rows)}
    return tuple(
        WaivedFinding(
            claim=one.code,
            rule=one.rule,
            severity=one.severity,
            finding=one.sentence,
            reason=given[one.key][0],
            by=given[one.key][1],
            at=given[one.key][2],
        )
        for one in findings.every(project)
        if one.key in given and one.claim_id in shown_claims
    )


def _scales(material: Material, judged: Iterable[ClaimSheet]) -> tuple[ScaleView, ...]:
    """Return the project's scale and every other one a verdict shown here was given on."""
    known = {scale.key: scale for scale in projects.all_scales()}
    keys = dict.fromkeys(sheet.verdict.scale_key for sheet in judged)
    others = (known[key] for key in keys if key in known and key != material.info.scale.key)
    return (material.info.scale, *others)
