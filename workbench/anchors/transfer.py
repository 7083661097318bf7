"""Carrying spans from one version of a text to the next by a word-level difference."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from workbench.anchors.find import Found, find, places_of, sides
from workbench.anchors.propose import LONG, propose
from workbench.anchors.quote import Quote, describe, trim
from workbench.model.sets import AnchorState

_UNSPACED: Final = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Japanese and Chinese: written without spaces, so each sign counts as a word."""
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\s+|.", re.DOTALL)
_SMALL: Final = 2_000_000
"""Pairs of words up to which the thorough comparison is fast enough (some tenths of a second)."""
_KEPT: Final = 0.5
"""Share of a span's code points that must be carried over before its place counts as the same, reworded."""
_NEAR: Final = 0.6


@dataclass(frozen=True, slots=True)
class Same:
    """``old[old_start:old_start+length] == new[new_start:new_start+length]``."""

    old_start: int
    new_start: int
    length: int


def transfer(old: str, new: str, spans: Iterable[tuple[int, int]]) -> list[Found]:
    """Where each span of ``old`` (code points) stands in ``new``, in the order given.

    EXACT: the same words in the same course of the text, whatever was put in or cut elsewhere. RELOCATED: the
    same words, moved. CHANGED: the place is known, the words are not the same. AMBIGUOUS: several places.
    ORPHANED: cut.
    Raises as ``describe`` does for a span that is empty or not in ``old``.
    """
    same = unchanged(old, new)
    return [_carry(old, new, describe(old, start, end), same) for start, end in spans]


def unchanged(old: str, new: str) -> list[Same]:
    """The stretches both versions share, in order, joined where they touch."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    old_at, new_at = _offsets(before), _offsets(after)
    joined: list[Same] = []
    for i, j, count in _matches(before, after):
        one = Same(old_at[i], new_at[j], old_at[i + count] - old_at[i])
        last = joined[-1] if joined else None
        if last and last.old_start + last.length == one.old_start and last.new_start + last.length == one.new_start:
            joined[-1] = Same(last.old_start, last.new_start, last.length + one.length)
        else:
            joined.append(one)
    return joined


def _offsets(words: Sequence[str]) -> list[int]:
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return offsets


def _matches(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal words, by pinning the words that occur once on each side, then comparing between them."""
    runs: list[tuple[int, int, int]] = []
    todo = [(0, len(before), 0, len(after))]
    while todo:
        low, high, new_low, new_high = todo.pop()
        head = _common(before, after, low, high, new_low, new_high)
        if head:
            runs.append((low, new_low, head))
            low, new_low = low + head, new_low + head
        tail = _common_tail(before, after, low, high, new_low, new_high)
        if tail:
            runs.append((high - tail, new_high - tail, tail))
            high, new_high = high - tail, new_high - tail
        if low == high or new_low == new_high:
            continue
        pins = _pins(before, after, low, high, new_low, new_high)
        if pins:
            for i, j in pins:
                todo.append((low, i, new_low, j))
                runs.append((i, j, 1))
                low, new_low = i + 1, j + 1
            todo.append((low, high, new_low, new_high))
        elif (high - low) * (new_high - new_low) <= _SMALL:
            matcher = SequenceMatcher(None, before[low:high], after[new_low:new_high], autojunk=False)
            runs += [(low + m.a, new_low + m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    return sorted(runs)


def _common(a: Sequence[str], b: Sequence[str], low: int, high: int, new_low: int, new_high: int) -> int:
    count = 0
    while low + count < high and new_low + count < new_high and a[low + count] == b[new_low + count]:
        count += 1
    return count


def _common_tail(a: Sequence[str], b: Sequence[str], low: int, high: int, new_low: int, new_high: int) -> int:
    count = 0
    while high - count > low and new_high - count > new_low and a[high - count - 1] == b[new_high - count - 1]:
        count += 1
    return count


def _pins(
    a: Sequence[str], b: Sequence[str], low: int, high: int, new_low: int, new_high: int
) -> list[tuple[int, int]]:
    """Words found once on each side, those of them that keep their order (longest rising row)."""
    here, there = Counter(a[low:high]), Counter(b[new_low:new_high])
    place = {b[j]: j for j in range(new_low, new_high) if there[b[j]] == 1}
    pairs = [(i, place[a[i]]) for i in range(low, high) if here[a[i]] == 1 and a[i] in place]
    return _rising(pairs)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    tops: list[int] = []
    heads: list[int] = []
    back: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_right(tops, j)
        back.append(heads[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            heads.append(index)
        else:
            tops[pile], heads[pile] = j, index
    row: list[tuple[int, int]] = []
    index = heads[-1] if heads else -1
    while index >= 0:
        row.append(pairs[index])
        index = back[index]
    return row[::-1]


def _carry(old: str, new: str, quote: Quote, same: list[Same]) -> Found:
    inside = [one for one in same if one.old_start < quote.end and one.old_start + one.length > quote.start]
    kept = sum(_overlap(one, quote) for one in inside)
    place = _mapped(new, quote, same, inside)
    within = _words_within(new, quote, place) if place else None
    if within:
        near = max(sides(new, quote, *within)) >= _NEAR or len(quote.exact) >= LONG
        return Found(AnchorState.EXACT if near else AnchorState.CHANGED, *within)
    if kept < _KEPT * len(quote.exact):
        elsewhere = _elsewhere(old, new, quote)
        if elsewhere.state is not AnchorState.ORPHANED:
            return elsewhere
    if place and kept >= _KEPT * len(quote.exact):
        return Found(AnchorState.CHANGED, *place)
    return Found(AnchorState.ORPHANED)


def _words_within(new: str, quote: Quote, place: tuple[int, int]) -> tuple[int, int] | None:
    """The one place in the stretch where the words stand unchanged: a stray full stop may have widened it."""
    places = places_of(new[slice(*place)], quote.exact)
    start = place[0] + places[0] if len(places) == 1 else None
    return None if start is None else (start, start + len(quote.exact))


def _overlap(one: Same, quote: Quote) -> int:
    return min(one.old_start + one.length, quote.end) - max(one.old_start, quote.start)


def _mapped(new: str, quote: Quote, same: list[Same], inside: list[Same]) -> tuple[int, int] | None:
    """The span's place: its ends where they were carried over, else up to the nearest words that were."""
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    before, after = same.index(first) - 1, same.index(last) + 1
    if first.old_start <= quote.start:
        start = first.new_start + quote.start - first.old_start
    else:
        start = same[before].new_start + same[before].length if before >= 0 else 0
    if last.old_start + last.length >= quote.end:
        end = last.new_start + quote.end - last.old_start
    else:
        end = same[after].new_start if after < len(same) else len(new)
    return trim(new, start, end) if new[start:end].strip() else None


def _elsewhere(old: str, new: str, quote: Quote) -> Found:
    """The old place is gone: the words moved whole, or are nearly all there at one place, or are gone."""
    places = places_of(new, quote.exact)
    if len(places) == 1 and len(quote.exact) >= LONG and len(places_of(old, quote.exact)) == 1:
        return Found(AnchorState.RELOCATED, places[0], places[0] + len(quote.exact))
    if places:
        found = find(new, quote)
        return Found(AnchorState.RELOCATED, found.start, found.end) if found.span else found
    proposals = propose(new, quote)
    if len(proposals) == 1:
        return Found(AnchorState.CHANGED, proposals[0].start, proposals[0].end)
    return Found(AnchorState.AMBIGUOUS if proposals else AnchorState.ORPHANED)
