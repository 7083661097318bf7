"""Finding a quote again: the same words at the same place, or moved, or not to be told, or gone."""

from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from workbench.anchors.quote import Quote
from workbench.model.sets import AnchorState

AGREES: Final = 0.7
"""Likeness of one side's context from which it counts: unrelated prose of 64 characters reaches 0.5."""

MARGIN: Final = 0.3
"""How much better one of several places must fit (both sides together, 0 to 1) before it is taken."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking. ``start`` and ``end`` (code points) are None when there is no one place."""

    state: AnchorState
    start: int | None = None
    end: int | None = None

    @property
    def span(self) -> tuple[int, int] | None:
        """The place, if there is one."""
        return None if self.start is None or self.end is None else (self.start, self.end)


def find(text: str, quote: Quote) -> Found:
    """Find the quote's exact words in ``text``; nothing is ever moved on a likeness of the words themselves.

    EXACT: they stand where they stood. RELOCATED: they stand at one other place, and so does what stood
    around them. AMBIGUOUS: they stand at several places that cannot be told apart, or at one where other words
    stand around them.
    ORPHANED: they stand nowhere.
    """
    places = places_of(text, quote.exact)
    if quote.start in places and not _lost_to_another(text, quote, places):
        return Found(AnchorState.EXACT, quote.start, quote.end)
    if not places:
        return Found(AnchorState.ORPHANED)
    place = _told_by_context(text, quote, places)
    if place is None:
        return Found(AnchorState.AMBIGUOUS)
    return Found(AnchorState.RELOCATED, place, place + len(quote.exact))


def places_of(text: str, words: str) -> list[int]:
    """Every place where ``words`` stand letter for letter, overlapping ones too."""
    places = []
    place = text.find(words) if words else -1
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1)
    return places


def sides(text: str, quote: Quote, start: int, end: int) -> tuple[float, float]:
    """How like the quote's context the text before ``start`` and after ``end`` is, each 0 to 1."""
    before = text[max(0, start - len(quote.prefix)) : start] if quote.prefix else text[max(0, start - 1) : start]
    after = text[end : end + max(1, len(quote.suffix))]
    return _likeness(quote.prefix, before), _likeness(quote.suffix, after)


def _likeness(kept: str, standing: str) -> float:
    """1 for two empty sides: the quote stood, and stands, at the edge of the text."""
    return fuzz.ratio(kept, standing) / 100


def _lost_to_another(text: str, quote: Quote, places: list[int]) -> bool:
    """Whether a twin slipped into the old place while the words, with all around them, stand elsewhere."""
    if len(places) == 1 or max(sides(text, quote, quote.start, quote.end)) >= AGREES:
        return False
    length = len(quote.exact)
    return any(min(sides(text, quote, place, place + length)) >= AGREES for place in places if place != quote.start)


def _told_by_context(text: str, quote: Quote, places: list[int]) -> int | None:
    """The one place whose surroundings agree, clearly better than at any other; None if there is none."""
    length = len(quote.exact)
    fits = {place: sides(text, quote, place, place + length) for place in places}
    ranked = sorted(places, key=lambda place: sum(fits[place]), reverse=True)
    best = ranked[0]
    if max(fits[best]) < AGREES:
        return None
    if len(ranked) > 1 and (sum(fits[best]) - sum(fits[ranked[1]])) / 2 < MARGIN:
        return None
    return best
