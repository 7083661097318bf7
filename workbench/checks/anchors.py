"""Rules on words that no longer stand where they were put."""

from collections.abc import Iterator

from workbench.checks.dossier import ClaimDossier
from workbench.checks.finding import Hit, Target
from workbench.model.sets import AnchorState, LinkState, WorkStatus

_LOST = frozenset({AnchorState.ORPHANED, AnchorState.AMBIGUOUS})
_MOVED = frozenset({AnchorState.RELOCATED, AnchorState.CHANGED})


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """A01 A02 A03 A09 A13."""
    if claim.status is not WorkStatus.DROPPED:
        yield from _claim(claim)
    yield from _passages(claim)


def _claim(claim: ClaimDossier) -> Iterator[Hit]:
    if claim.anchor_state in _LOST:
        several = claim.anchor_state is AnchorState.AMBIGUOUS
        detail = "its words stand there more than once" if several else ""
        yield Hit("A01", claim.claim_id, (claim.anchor_state, claim.verbatim), detail)
    elif claim.anchor_state in _MOVED:
        yield Hit("A02", claim.claim_id, (claim.anchor_state, claim.verbatim, claim.text_there or ""))
    elif claim.text_there is not None and claim.text_there != claim.verbatim:
        yield Hit("A13", claim.claim_id, (claim.verbatim, claim.text_there), f"it says “{_short(claim.text_there)}”")
    there = claim.text_there if claim.text_there is not None else claim.verbatim
    judged = claim.verdict.judged_words if claim.verdict else ""
    if judged and judged != there:
        yield Hit("A09", claim.claim_id, (judged, there), f"it was judged as “{_short(judged)}”")


def _passages(claim: ClaimDossier) -> Iterator[Hit]:
    for link in claim.links:
        if link.state is LinkState.ACCEPTED and link.anchor_state in _LOST | {AnchorState.CHANGED}:
            detail = f"{link.document.code}, “{_short(link.exact)}”"
            yield Hit("A03", link.id, (link.anchor_state, link.exact), detail, Target.LINK)


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:77].rstrip() + "…"
