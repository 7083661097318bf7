"""Findings: the rules of workbench.checks, fed with dossiers of the project's claims; waivers with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import col, select

from workbench.checks import dossier as facts
from workbench.checks.finding import Finding
from workbench.checks.registry import check, check_project
from workbench.desk import (
    articles,
    claims,
    codes,
    coverage,
    documents,
    evidence,
    projects,
    queries,
    settling,
    since,
    sources,
    verdicts,
)
from workbench.desk.merging import Conflict
from workbench.desk.views import (
    ArticleView,
    ChangeView,
    ClaimView,
    DocumentView,
    LinkView,
    QueryView,
    ScaleView,
    SourceView,
    VerdictView,
)
from workbench.errors import WorkbenchError
from workbench.model.sets import AnchorState, CaptureState, Severity, Workflow, WorkStatus
from workbench.model.tables import Claim, Waiver
from workbench.readers.enclosed import HOLDERS
from workbench.store.clock import now
from workbench.store.project import Project

SHARED_TEXT_AT_MOST = 200_000  # code points of a document compared with others; longer texts are cut


class NoReason(WorkbenchError):
    """A finding is only accepted with a reason."""


class UnknownFinding(WorkbenchError):
    """The finding does not come up any more."""


class NotWaivable(WorkbenchError):
    """A finding that blocks cannot be accepted."""


def of_claim(project: Project, code_or_id: str) -> list[Finding]:
    """Return the findings on one claim, the hardest first; raise UnknownCode."""
    with project.look() as session:
        claim_id = codes.find(session, Claim, code_or_id).id
    return check(_Shelf.of(project).dossier(claim_id))


def every(project: Project) -> list[Finding]:
    """Return all findings: the project's first, then the claims' in the order of their codes."""
    shelf = _Shelf.of(project)
    found = check_project(shelf.project_dossier(project))
    for claim_id in shelf.claims:
        found.extend(check(shelf.dossier(claim_id)))
    return found


def waive(project: Project, key: str, reason: str) -> None:
    """Accept a finding with a reason. The waiver lapses by itself when what the finding rests on changes.

    Raises NoReason, UnknownFinding, NotWaivable.
    """
    if not reason.strip():
        raise NoReason("Say in a few words why this is acceptable.")
    found = next((one for one in every(project) if one.key == key), None)
    if found is None:
        raise UnknownFinding("This finding does not come up any more. Look at the list again.")
    if found.severity is Severity.BLOCK:
        raise NotWaivable(f"“{found.message}” cannot be accepted as it is. {found.fix}")
    row = Waiver(
        finding_key=key,
        rule=found.rule,
        claim_id=found.claim_id or None,
        reason=reason.strip(),
        by=project.acting.person_name,
        at=now(),
    )
    with project.step(f"Accept finding {found.rule} {found.code}".strip()) as session:
        session.add(row)


def waivers(project: Project) -> list[tuple[str, str, str, str]]:
    """Return the waivers as (key, reason, by, at), in the order they were given."""
    with project.look() as session:
        rows = session.exec(select(Waiver).order_by(col(Waiver.id)))
        return [(row.finding_key, row.reason, row.by, row.at) for row in rows]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Everything the dossiers are filled from, taken out of the project once."""

    workflow: Workflow
    scale: facts.ScaleFacts
    articles: Mapping[str, ArticleView]
    claims: Mapping[str, ClaimView]
    links: Mapping[str, list[LinkView]]
    documents: Mapping[str, facts.DocumentFacts]
    sources: Mapping[str, facts.SourceFacts]
    verdicts: Mapping[str, list[VerdictView]]
    queries: Mapping[str, list[QueryView]]
    changes: Mapping[str, list[ChangeView]]
    conflicts: Mapping[str, list[Conflict]]
    waivers: tuple[facts.WaiverFacts, ...]
    judged: Mapping[str, str]

    @classmethod
    def of(cls, project: Project) -> "_Shelf":
        info = projects.info(project)
        known = {source.id: _source(source) for source in sources.listing(project)}
        return cls(
            workflow=info.workflow,
            scale=_scale(info.scale),
            articles={article.id: article for article in articles.listing(project)},
            claims={claim.id: claim for claim in claims.listing(project)},
            links=_by_claim(evidence.listing(project)),
            documents=_documents(project, known),
            sources=known,
            verdicts=verdicts.every(project),
            queries=_by_claim(queries.listing(project)),
            changes=_by_claim(queries.changes(project)),
            conflicts=_by_claim(settling.conflicts(project)) if settling.waiting(project) else {},
            waivers=tuple(facts.WaiverFacts(key, reason) for key, reason, *_ in waivers(project)),
            judged=_judged_words(project),
        )

    def project_dossier(self, project: Project) -> facts.ProjectDossier:
        return facts.ProjectDossier(
            workflow=self.workflow,
            articles=tuple(self._article(project, article) for article in self.articles.values()),
            scale=self.scale,
            waivers=self.waivers,
        )

    def _article(self, project: Project, article: ArticleView) -> facts.ArticleFacts:
        alive = (claim for claim in self.claims.values() if claim.status is not WorkStatus.DROPPED)
        spans = (place for claim in alive for place in claim.occurrences if place.version_id == article.version_id)
        declared = coverage.marks(project, article.version_id)
        return facts.ArticleFacts(
            id=article.id,
            code=article.code,
            version_id=article.version_id,
            text=article.text,
            blocks=tuple(facts.BlockFacts(block.kind, block.start, block.end) for block in article.blocks),
            claimed=tuple(sorted((place.start, place.end) for place in spans)),
            no_fact=tuple((start, end) for _, start, end in declared),
        )

    def dossier(self, claim_id: str) -> facts.ClaimDossier:
        claim = self.claims[claim_id]
        article = self.articles[claim.article_id]
        place = next((one for one in claim.occurrences if one.version_id == article.version_id), None)
        start = place.start if place else 0
        _, block = articles.paragraph_of(article.blocks, start)
        return facts.ClaimDossier(
            claim_id=claim.id,
            code=claim.code,
            statement=claim.statement,
            verbatim=place.exact if place else (claim.occurrences[-1].exact if claim.occurrences else ""),
            kind=claim.kind,
            types=claim.types,
            claimant=claim.claimant,
            claimant_source=self.sources.get(claim.claimant_source_id or ""),
            claim_date=claim.claim_date,
            status=claim.status,
            checkability=claim.checkability,
            workflow=self.workflow,
            anchor_state=place.anchor_state if place else AnchorState.ORPHANED,
            text_there=article.text[place.start : place.end] if place else None,
            paragraph=article.text[block.start : block.end] if block and place else "",
            paragraph_offset=start - block.start if block and place else 0,
            pair=self._pair(claim),
            links=self._links(claim.id),
            verdict=self._verdict(claim.id),
            scale=self.scale,
            queries=tuple(facts.QueryFacts(one.id, one.text, one.state) for one in self.queries.get(claim.id, ())),
            changes=tuple(
                facts.ChangeFacts(one.id, one.was, one.should_be, one.decision, one.reason, one.by)
                for one in self.changes.get(claim.id, ())
            ),
            conflicts=tuple(
                facts.ConflictFacts(one.about, tuple(side.shown for side in one.sides))
                for one in self.conflicts.get(claim.id, ())
            ),
            waivers=self.waivers,
        )

    def _pair(self, claim: ClaimView) -> facts.PairFacts | None:
        twin = self.claims.get(claim.pair_id or "")
        if twin is None:
            return None
        return facts.PairFacts(
            claim_id=twin.id,
            code=twin.code,
            kind=twin.kind,
            status=twin.status,
            checkability=twin.checkability,
            claimant=twin.claimant,
            claimant_source=self.sources.get(twin.claimant_source_id or ""),
            has_verdict=bool(self.verdicts.get(twin.id)),
            links=self._links(twin.id),
        )

    def _links(self, claim_id: str) -> tuple[facts.LinkFacts, ...]:
        return tuple(
            facts.LinkFacts(
                id=one.id,
                document=self.documents[one.document_id],
                stance=one.stance,
                exact=one.exact,
                decisive=one.decisive,
                state=one.state,
                resolution=one.resolution,
                anchor_state=one.anchor_state,
            )
            for one in self.links.get(claim_id, ())
        )

    def _verdict(self, claim_id: str) -> facts.VerdictFacts | None:
        versions = self.verdicts.get(claim_id)
        newest = verdicts.standing(versions or ())
        if newest is None:
            return None
        return facts.VerdictFacts(
            id=newest.id,
            label=newest.label,
            polarity=newest.polarity,
            state=newest.state,
            rationale=newest.rationale,
            rank=newest.rank,
            sole_source_reason=newest.sole_source_reason,
            judged_words=self.judged.get(claim_id, ""),
        )


def _judged_words(project: Project) -> dict[str, str]:
    with project.read() as snapshot:
        return since.judged_words(snapshot)


Owned = TypeVar("Owned", LinkView, QueryView, ChangeView, Conflict)


def _by_claim(rows: Iterable[Owned]) -> dict[str, list[Owned]]:
    grouped: dict[str, list[Owned]] = {}
    for row in rows:
        grouped.setdefault(row.claim_id, []).append(row)
    return grouped


def _source(source: SourceView) -> facts.SourceFacts:
    return facts.SourceFacts(
        id=source.id,
        name=source.name,
        aliases=source.aliases,
        kind=source.kind,
        part_of=source.part_of_id or "",
        anonymity=source.anonymity,
        attribution=source.attribution,
        approved_by=source.approved_by,
        independence_group=source.group_id or "",
    )


def _scale(scale: ScaleView) -> facts.ScaleFacts:
    labels = tuple(facts.LabelFacts(one.label, one.polarity, one.rank) for one in scale.labels)
    return facts.ScaleFacts(scale.key, scale.version, labels, scale.worst, scale.best)


def _documents(project: Project, known: Mapping[str, facts.SourceFacts]) -> dict[str, facts.DocumentFacts]:
    views = {view.id: view for view in documents.listing(project)}
    return {
        view.id: facts.DocumentFacts(
            id=view.id,
            code=view.code,
            title=view.title,
            author=view.author,
            publisher=view.publisher,
            date=view.date,
            tier=view.tier,
            capture_state=view.capture_state,
            captured_at=view.captured_at,
            captured_by=view.captured_by,
            captured_how=view.captured_how,
            url=view.url,
            archive_url=view.archive_url,
            derived_from=tuple(_upstream(view, views)),
            derives_from_article=_reaches_article(view, views),
            source=known.get(view.source.id) if view.source else None,
            independence_group=view.group_id or "",
            quoted=view.quoted,
            text=documents.text(project, view.id).text[:SHARED_TEXT_AT_MOST] if view.links else "",
            blob=facts.BlobState.NONE
            if view.capture_state is CaptureState.CITATION_ONLY
            else facts.BlobState.UNCHECKED,
        )
        for view in views.values()
    }


def _upstream(view: DocumentView, views: Mapping[str, DocumentView]) -> dict[str, None]:
    """Return the ids of all documents that one goes back to, nearest first; a circle ends where it closes.

    A web archive or a mailbox is nobody's word: what was taken out of it goes back to whoever wrote that.
    """
    found: dict[str, None] = {}
    at = view.derived_from_id
    while at and at not in found and views[at].mime not in HOLDERS:
        found[at] = None
        at = views[at].derived_from_id
    return found


def _reaches_article(view: DocumentView, views: Mapping[str, DocumentView]) -> bool:
    return view.derives_from_article or any(views[one].derives_from_article for one in _upstream(view, views))
