"""The newest verdict of each claim, as other verbs need it."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from workbench.desk import scales
from workbench.desk.views import VerdictMark
from workbench.model.sets import Polarity
from workbench.model.tables import Verdict


def newest(session: Session, only: Collection[str] | None = None) -> dict[str, VerdictMark]:
    """Return, by claim id, what is needed to draw its newest verdict; ``only`` limits the claims."""
    known = scales.all_in(session)
    # Ids sort in the order they were made, so the last one wins.
    found: dict[str, VerdictMark] = {}
    query = select(Verdict.claim_id, Verdict.scale_key, Verdict.scale_version, Verdict.label)
    if only is not None:
        query = query.where(col(Verdict.claim_id).in_(only))
    for claim_id, key, version, label in session.exec(query.order_by(col(Verdict.id))):
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
