"""The verdict that stands on each claim, as other verbs need it."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from workbench.desk import scales
from workbench.desk.views import VerdictMark
from workbench.model.sets import Polarity
from workbench.model.tables import Claim, Verdict


def newest(session: Session, only: Collection[str] | None = None) -> dict[str, VerdictMark]:
    """Return, by claim id, what is needed to draw the verdict that stands; ``only`` limits the claims."""
    known = scales.all_in(session)
    found: dict[str, VerdictMark] = {}
    query = select(Verdict.claim_id, Verdict.scale_key, Verdict.scale_version, Verdict.label).join(
        Claim, (col(Claim.id) == Verdict.claim_id) & (col(Claim.verdict_id) == Verdict.id)
    )
    if only is not None:
        query = query.where(col(Verdict.claim_id).in_(only))
    for claim_id, key, version, label in session.exec(query):
        scale = known.get((key, version))
        one = scale.label(label) if scale else None
        found[claim_id] = VerdictMark(
            label,
            one.polarity if one else Polarity.NOT_RATED,
            one.rank if one else None,
            scale.worst if scale else None,
            scale.best if scale else None,
        )
    return found
