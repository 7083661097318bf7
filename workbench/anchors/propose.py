"""Places a lost quote may have come to. Only ever proposals: a person decides."""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from workbench.anchors.find import AGREES, sides
from workbench.anchors.quote import Quote

ERRORS: Final = 0.2
"""Wrong code points allowed, as a part of the quote. At 0.5 most short quotes that are absent are found."""

LONG: Final = 40
"""From this length on the words speak for themselves; shorter ones need the context to agree."""

_WINDOWS: Final = 8
_EDGE: Final = re.compile(r"(?<!\w)(?=\S)|(?<=\S)(?!\w)")


@dataclass(frozen=True, slots=True)
class Proposal:
    """``text[start:end]`` is like the quote; ``score`` is 1 less the share of wrong code points."""

    start: int
    end: int
    score: float


def propose(text: str, quote: Quote, *, at_most: int = 5) -> list[Proposal]:
    """The likeliest places of the quote in ``text``, best first; empty when nothing is like enough."""
    length = len(quote.exact)
    proposals: list[Proposal] = []
    for start in _likely_windows(text, quote.exact):
        found = _settle(text, quote.exact, max(0, start - length), min(len(text), start + 2 * length))
        if found is None or found.score < 1 - ERRORS or not _believable(text, quote, found):
            continue
        if all(found.end <= other.start or found.start >= other.end for other in proposals):
            proposals.append(found)
    proposals.sort(key=lambda one: (-one.score, abs(one.start - quote.start)))
    return proposals[:at_most]


def _likely_windows(text: str, exact: str) -> list[int]:
    """Starts of the overlapping windows most like the words: cheap, so that the dear search stays small."""
    step = max(1, len(exact) // 4)
    starts = list(range(0, max(1, len(text) - len(exact) + step), step))
    windows = [text[start : start + len(exact)] for start in starts]
    best = process.extract(exact, windows, scorer=fuzz.ratio, limit=_WINDOWS, score_cutoff=60)
    return [starts[index] for _, _, index in best]


def _settle(text: str, exact: str, low: int, high: int) -> Proposal | None:
    """The stretch within ``text[low:high]`` with the fewest errors whose ends are ends of words."""
    rough = fuzz.partial_ratio_alignment(exact, text[low:high])
    if rough is None:
        return None
    near_start, near_end = low + rough.dest_start, low + rough.dest_end
    slack = max(2, int(len(exact) * ERRORS))
    starts = _edges(text, max(0, near_start - slack), near_start + slack) | {near_start}
    ends = _edges(text, near_end - slack, min(len(text), near_end + slack)) | {near_end}
    spans = [(start, end) for start in starts for end in ends if start < end]
    errors = {span: Levenshtein.distance(exact, text[slice(*span)]) for span in spans}
    if not errors:
        return None
    # Of equal stretches the one with whole words at its ends, then the shorter one.
    start, end = min(spans, key=lambda span: (errors[span], span == (near_start, near_end), span[1] - span[0]))
    return Proposal(start, end, 1 - errors[start, end] / len(exact))


def _edges(text: str, low: int, high: int) -> set[int]:
    return {match.start() for match in _EDGE.finditer(text, max(0, low), max(0, high))}


def _believable(text: str, quote: Quote, found: Proposal) -> bool:
    if len(quote.exact) >= LONG:
        return True
    context = [
        fit
        for kept, fit in zip((quote.prefix, quote.suffix), sides(text, quote, found.start, found.end), strict=True)
        if kept.strip()
    ]
    return bool(context) and min(context) >= AGREES
