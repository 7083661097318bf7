"""Everything the desk knows that a report may need, asked for once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.desk import (
    articles,
    claims,
    coverage,
    documents,
    evidence,
    people,
    projects,
    queries,
    settling,
    verdicts,
)
from workbench.desk.merging import Conflict
from workbench.desk.views import (
    ArticleView,
    ChangeView,
    ClaimRow,
    ClaimView,
    DocumentView,
    LinkView,
    PersonView,
    ProjectInfo,
    QueryView,
    SentenceState,
    VerdictMark,
    VerdictView,
)
from workbench.model.sets import LinkState, QueryState
from workbench.store.project import Project

_CODES = re.compile(r"\[([A-Z]\d+(?:\s*,\s*[A-Z]\d+)*)\]")


# Claims that no longer stand in the article come after all that do.
_NOWHERE = 1_000_000


@dataclass(frozen=True, slots=True)
class Material:
    """A project as a report sees it.

    ``rows`` are the claims that are not dropped, paragraph by paragraph and within one by number;
    ``verdicts`` are by claim id, newest first; ``links`` by claim id, accepted ones only; ``sentences``
    those of the articles' newest versions; ``conflicts`` is what a merge left to decide.
    """

    info: ProjectInfo
    people: tuple[PersonView, ...]
    articles: tuple[ArticleView, ...]
    rows: tuple[ClaimRow, ...]
    claims: Mapping[str, ClaimView]
    verdicts: Mapping[str, list[VerdictView]]
    links: Mapping[str, list[LinkView]]
    documents: Mapping[str, DocumentView]
    queries: tuple[QueryView, ...]
    changes: tuple[ChangeView, ...]
    sentences: tuple[SentenceState, ...]
    conflicts: tuple[Conflict, ...]

    def verdict(self, claim_id: str) -> VerdictView | None:
        """Return the verdict that stands; None also where two wait to be decided."""
        return verdicts.standing(self.verdicts.get(claim_id, ()))

    def undecided(self, claim_id: str) -> tuple[str, ...]:
        """Return what of a claim was decided in two ways and not settled, a sentence each, without names."""
        return tuple(
            f"{one.about[:1].upper()}{one.about[1:]} was decided in two ways and is not settled: {_either(one)}"
            for one in self.conflicts
            if one.claim_id == claim_id
        )

    def article_code(self, claim_id: str) -> str:
        """Return the code of the article a claim stands in."""
        home = self.claims[claim_id].article_id
        return next((article.code for article in self.articles if article.id == home), "")

    def mark_of(self, claim_id: str) -> VerdictMark | None:
        """Return shape and word of the verdict that stands."""
        verdict = self.verdict(claim_id)
        return verdict.mark if verdict else None


def _either(conflict: Conflict) -> str:
    return " or ".join(f"“{one.shown}”" for one in conflict.sides) + "."


def gather(project: Project) -> Material:
    """Ask the desk for all of a project."""
    links: dict[str, list[LinkView]] = {}
    for link in evidence.listing(project):
        if link.state is LinkState.ACCEPTED:
            links.setdefault(link.claim_id, []).append(link)
    every_article = tuple(articles.listing(project))
    every_claim = {claim.id: claim for claim in claims.listing(project)}
    place = {article.id: number for number, article in enumerate(every_article)}
    rows = sorted(
        claims.rows(project),
        key=lambda row: (
            place.get(every_claim[row.id].article_id, 0),
            row.paragraph or _NOWHERE,
            row.number,
        ),
    )
    return Material(
        info=projects.info(project),
        people=tuple(people.listing(project)),
        articles=every_article,
        rows=tuple(rows),
        claims=every_claim,
        verdicts=verdicts.every(project),
        links=links,
        documents={document.id: document for document in documents.listing(project)},
        queries=tuple(query for query in queries.listing(project) if query.state is QueryState.OPEN),
        changes=tuple(queries.changes(project)),
        sentences=tuple(
            sentence for article in every_article for sentence in coverage.states(project, article.version_id)
        ),
        conflicts=tuple(settling.conflicts(project)) if settling.waiting(project) else (),
    )


def cited_codes(rationale: str) -> tuple[str, ...]:
    """Return the codes a rationale cites, each once, in order: "[E1, E2] … [E1]" gives E1, E2."""
    groups = (match[1].split(",") for match in _CODES.finditer(rationale))
    return tuple(dict.fromkeys(code.strip() for group in groups for code in group))
