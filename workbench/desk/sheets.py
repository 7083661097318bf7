"""Everything about one claim, in the order of the work: for the inspector and the report."""

from dataclasses import dataclass

from workbench.desk import claims, evidence, queries, since, verdicts
from workbench.desk.since import Since
from workbench.desk.views import ChangeView, ClaimView, ContextView, LinkView, QueryView, VerdictView
from workbench.store.project import Project


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """One claim with all that hangs on it. ``verdicts``: the one that stands first, then the newest.

    ``since`` is None where the words stand as they stood when they were looked at and judged.
    """

    claim: ClaimView
    context: ContextView
    links: tuple[LinkView, ...]
    verdicts: tuple[VerdictView, ...]
    queries: tuple[QueryView, ...]
    changes: tuple[ChangeView, ...]
    since: Since | None = None

    @property
    def verdict(self) -> VerdictView | None:
        """The verdict that stands."""
        return verdicts.standing(self.verdicts)

    @property
    def undecided(self) -> bool:
        """Whether two verdicts made apart wait to be decided."""
        return bool(self.verdicts) and self.verdict is None


def sheet(project: Project, code_or_id: str) -> ClaimSheet:
    """Return everything about one claim; raise UnknownCode."""
    claim = claims.get(project, code_or_id)
    with project.read() as snapshot:
        became = since.of_claims(snapshot, [claim.id])
    return ClaimSheet(
        claim=claim,
        context=claims.context(project, claim.id),
        links=tuple(evidence.of_claim(project, claim.id)),
        verdicts=tuple(verdicts.history(project, claim.id)),
        queries=tuple(queries.listing(project, claim_id=claim.id)),
        changes=tuple(queries.changes(project, claim_id=claim.id)),
        since=became.get(claim.id),
    )
