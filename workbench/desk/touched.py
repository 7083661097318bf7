"""What a revision leaves to look at: claims whose words moved, changed or were cut, and new factual sentences."""

from dataclasses import dataclass

from workbench.anchors.transfer import Same, transfer, unchanged
from workbench.desk import articles, claims, revising
from workbench.desk.revising import Revised
from workbench.desk.since import Since
from workbench.desk.views import ArticleView, ClaimRow, ClaimView, OccurrenceView
from workbench.errors import WorkbenchError
from workbench.store.project import Project

Span = tuple[int, int]


class NoProposedPlace(WorkbenchError):
    """The claim has no place in the newest version that could be accepted."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One thing to look at: a claim, or a new factual sentence (``claim`` and ``since`` are None).

    ``was`` stood at ``old`` in the version before, ``now`` stands at ``new`` in the newest (code points). There is no
    ``old`` for what was not in the version before, no ``new`` and no ``now`` for what was cut.
    """

    id: str
    claim: ClaimRow | None
    since: Since | None
    was: str
    now: str
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class Revision:
    """The newest version of an article beside the one before: ``same`` is what both share, ``left`` what waits."""

    before: ArticleView
    after: ArticleView
    same: tuple[Same, ...]
    became: Revised
    left: tuple[Touched, ...]


def look(project: Project, article_id: str) -> Revision | None:
    """Compare an article with its version before, and list what nobody has looked at yet; None for a first version."""
    after = articles.get(project, article_id)
    before = articles.before(project, after)
    if before is None:
        return None
    same = tuple(unchanged(before.text, after.text))
    known = {claim.id: claim for claim in claims.listing(project) if claim.article_id == article_id}
    rows = [row for row in claims.rows(project) if row.id in known]
    left = [_claim(row, known[row.id], before, after) for row in rows if row.since and row.since.waits]
    left += [_sentence(after, one.start, one.end) for one in revising.new_sentences(project, before, after)]
    return Revision(before, after, same, _became(project, before, after, rows, known), tuple(_ordered(left, same)))


def accept(project: Project, claim_id: str) -> ClaimView:
    """Take the place that the newest version proposes for a claim, in one step; raise NoProposedPlace.

    What was settled on other words is in check again, see ``revising.place``.
    """
    claim = claims.get(project, claim_id)
    place = _place(claim, articles.get(project, claim.article_id).version_id)
    if place is None:
        raise NoProposedPlace(
            f"The words of {claim.code} are not in this version. Select the words it is about now, or drop it."
        )
    return revising.place(project, claim_id, place.start, place.end)


def _claim(row: ClaimRow, claim: ClaimView, before: ArticleView, after: ArticleView) -> Touched:
    old, new = _place(claim, before.version_id), _place(claim, after.version_id)
    was = before.text[old.start : old.end] if old else claim.occurrences[0].exact
    return Touched(
        id=row.id,
        claim=row,
        since=row.since,
        was=was,
        now=after.text[new.start : new.end] if new else "",
        old=(old.start, old.end) if old else None,
        new=(new.start, new.end) if new else None,
    )


def _sentence(after: ArticleView, start: int, end: int) -> Touched:
    return Touched(f"sentence:{start}", None, None, "", after.text[start:end], None, (start, end))


def _place(claim: ClaimView, version_id: str) -> OccurrenceView | None:
    return next((one for one in claim.occurrences if one.version_id == version_id), None)


def _became(
    project: Project, before: ArticleView, after: ArticleView, rows: list[ClaimRow], known: dict[str, ClaimView]
) -> Revised:
    """The same counts whenever they are asked for: they compare the versions, not what was done since."""
    stood = [(known[row.id], place) for row in rows if (place := _place(known[row.id], before.version_id))]
    found = transfer(before.text, after.text, [(place.start, place.end) for _, place in stood])
    return revising.told(project, before, after, [claim for claim, _ in stood], found)


def _ordered(left: list[Touched], same: tuple[Same, ...]) -> list[Touched]:
    """In the order of the newest version; what was cut stands where its neighbours went."""

    def at(one: Touched) -> tuple[int, int, int]:
        if one.new is not None:
            return (0, one.new[0], -one.new[1])
        if one.old is None:
            return (1, 0, 0)
        start = one.old[0]
        return (0, next((piece.new_start for piece in same if piece.old_start >= start), 1 << 60), 0)

    return sorted(left, key=at)
