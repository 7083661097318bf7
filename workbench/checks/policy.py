"""Rules on what still waits for somebody: questions, changes, and what a merge left to decide."""

from collections.abc import Iterator
from typing import Final

from workbench.checks.dossier import ClaimDossier
from workbench.checks.finding import Hit
from workbench.model.sets import ChangeDecision, QueryState, VerdictState, WorkStatus

_DONE: Final = frozenset({VerdictState.FINAL, VerdictState.PUBLISHED})


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """P04 P05 P06."""
    for conflict in claim.conflicts:
        yield Hit("P06", claim.claim_id, (conflict.about, *conflict.values), conflict.about)
    done = claim.status is WorkStatus.SETTLED or (claim.verdict is not None and claim.verdict.state in _DONE)
    if done:
        for query in claim.queries:
            if query.state is QueryState.OPEN:
                yield Hit("P04", claim.claim_id, (query.id, query.text), f"“{query.text}”")
    for change in claim.changes:
        if done and change.decision is ChangeDecision.PENDING:
            yield Hit("P04", claim.claim_id, (change.id, change.should_be), f"the change “{change.should_be}”")
        if change.decision is ChangeDecision.STET and not (change.reason.strip() and change.by.strip()):
            yield Hit("P05", claim.claim_id, (change.id, change.was), f"“{change.was}” is to stand")
