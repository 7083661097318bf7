"""Whether the words a claim and its verdict are about still stand in the newest version of the article."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workbench.model.sets import AnchorState
from workbench.store.reading import Snapshot, among

_STANDING = frozenset({AnchorState.EXACT, AnchorState.RELOCATED})  # the very words are there


class Since(StrEnum):
    """What became of a claim's words: the first three wait for a person, the last for another judgement."""

    MOVED = "moved"
    REWORDED = "reworded"
    GONE = "gone"
    JUDGED_BEFORE = "judged_before"

    @property
    def waits(self) -> bool:
        """Whether a person has to say where the claim stands now."""
        return self is not Since.JUDGED_BEFORE


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    exact: str
    state: AnchorState


@dataclass(frozen=True, slots=True)
class _Stood:
    """A claim's places by version, the versions of its article, oldest first, and the verdict that stands."""

    claim_id: str
    places: dict[str, _Place]
    versions: list[str]
    verdict_id: str


def of_claims(snapshot: Snapshot, only: Collection[str] | None = None) -> dict[str, Since]:
    """Return, by claim id, what became of the words, for the claims whose words did not simply stay.

    ``only`` limits the claims. A claim that never stood anywhere is not among them.
    """
    found = {one.claim_id: _since(snapshot, one) for one in _stood(snapshot, only)}
    return {claim_id: since for claim_id, since in found.items() if since is not None}


def judged_words(snapshot: Snapshot) -> dict[str, str]:
    """Return, by claim id, the words the standing verdict was about, where it was given on an earlier version."""
    found = {one.claim_id: _judged(snapshot, one) for one in _stood(snapshot, None)}
    return {claim_id: words for claim_id, words in found.items() if words}


def _since(snapshot: Snapshot, one: _Stood) -> Since | None:
    here = one.places.get(one.versions[-1])
    if here is None:
        return Since.GONE
    match here.state:
        case AnchorState.EXACT:
            judged = _judged(snapshot, one)
            return Since.JUDGED_BEFORE if judged and judged != here.exact else None
        case AnchorState.RELOCATED:
            return Since.MOVED
        case AnchorState.CHANGED:
            return Since.REWORDED
        case _:
            return Since.GONE


def _judged(snapshot: Snapshot, one: _Stood) -> str:
    """A verdict is about the version that was the newest when it was given; ids are made in the order of time."""
    before = [ident for ident in one.versions if ident < one.verdict_id]
    if not before or before[-1] == one.versions[-1]:
        return ""
    place = one.places.get(before[-1])
    if place is None:
        return ""
    if place.state in _STANDING:
        return place.exact
    text = snapshot.value("SELECT text FROM article_version WHERE id = ?", (before[-1],))
    return str(text)[place.start : place.end]


def _stood(snapshot: Snapshot, only: Collection[str] | None) -> Iterator[_Stood]:
    """Yield the claims of articles that have more than one version and stand, or stood, in one."""
    versions: dict[str, list[str]] = {}
    for ident, article_id in snapshot.exec_driver_sql("SELECT id, article_id FROM article_version ORDER BY seq, id"):
        versions.setdefault(article_id, []).append(ident)
    for article_id, those in versions.items():
        if len(those) < 2:
            continue
        places: dict[str, dict[str, _Place]] = {}
        verdicts: dict[str, str] = {}
        for claim_id, verdict_id, version_id, *place in _rows(snapshot, article_id, only):
            start, end, exact, state = place
            places.setdefault(claim_id, {})[version_id] = _Place(start, end, exact, AnchorState(state))
            verdicts[claim_id] = verdict_id
        for claim_id, at in places.items():
            yield _Stood(claim_id, at, those, verdicts[claim_id])


def _rows(snapshot: Snapshot, article_id: str, only: Collection[str] | None) -> Any:
    limit = "" if only is None else "AND c.id IN (SELECT value FROM json_each(?))"
    return snapshot.exec_driver_sql(
        'SELECT c.id, c.verdict_id, o.version_id, o.start, o."end", o.exact, o.anchor_state FROM claim c'
        f" JOIN occurrence o ON o.claim_id = c.id WHERE c.article_id = ? {limit}",
        (article_id, *([] if only is None else [among(only)])),
    )
