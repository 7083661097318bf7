"""The verdict that stands on each claim, as other verbs need it."""

from collections.abc import Collection

from workbench.desk import scales
from workbench.desk.views import VerdictMark
from workbench.model.sets import Polarity
from workbench.store.reading import Snapshot, among

# Claims on which two verdicts, made apart from each other, wait for a person: neither stands until then.
UNDECIDED = "SELECT noun_id FROM conflict WHERE field = 'verdict_id'"


def newest(snapshot: Snapshot, only: Collection[str] | None = None) -> dict[str, VerdictMark]:
    """Return, by claim id, what is needed to draw the verdict that stands; ``only`` limits the claims."""
    known = scales.all_in(snapshot)
    query = (
        "SELECT v.claim_id, v.scale_key, v.scale_version, v.label FROM verdict v"
        f" JOIN claim c ON c.id = v.claim_id AND c.verdict_id = v.id WHERE c.id NOT IN ({UNDECIDED})"
    )
    if only is None:
        rows = snapshot.exec_driver_sql(query)
    else:
        rows = snapshot.exec_driver_sql(f"{query} AND c.id IN (SELECT value FROM json_each(?))", (among(only),))
    found: dict[str, VerdictMark] = {}
    for claim_id, key, version, label in rows:
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
