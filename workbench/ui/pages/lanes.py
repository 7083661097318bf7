"""Which lane each underline runs in, so that overlapping and nested marks stay apart. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple

Span = tuple[int, int]

# Beyond this many marks tied together, lanes are given by one sweep instead of shortest first (which is
# quadratic).
LARGE_CLUSTER = 48


class Lane(NamedTuple):
    """Where an underline runs: lane 0 is nearest to the letters; ``knot`` numbers the tangle of ``lanes``
    lanes.
    """

    lane: int
    lanes: int
    knot: int


def assign(spans: Sequence[Span]) -> list[Lane]:
    """Return the lane of each span. Spans that share a character never share a lane.

    Shorter spans come nearer to the letters, so a nested claim is read inside the one that holds it. Spans
    tied together, directly or through others, are one knot.
    """
    lanes = [Lane(0, 1, 0)] * len(spans)
    cluster: list[int] = []
    reach = -1
    for i in sorted(range(len(spans)), key=spans.__getitem__):
        start, end = spans[i]
        if start >= reach:
            if len(cluster) == 1:
                lanes[cluster[0]] = Lane(0, 1, cluster[0])
            else:
                _within(cluster, spans, lanes)
            cluster = [i]
            reach = end
        else:
            cluster.append(i)
            reach = max(reach, end)
    _within(cluster, spans, lanes)
    return lanes


def _within(cluster: list[int], spans: Sequence[Span], lanes: list[Lane]) -> None:
    if not cluster:
        return
    knot = cluster[0]
    if len(cluster) == 1:
        lanes[knot] = Lane(0, 1, knot)
        return
    if len(cluster) == 2:
        one, other = cluster
        longer = spans[one][1] - spans[one][0] > spans[other][1] - spans[other][0]
        lanes[one], lanes[other] = Lane(int(longer), 2, knot), Lane(int(not longer), 2, knot)
        return
    given = (_sweep if len(cluster) > LARGE_CLUSTER else _shortest_first)(cluster, spans)
    count = 1 + max(given.values())
    for i, lane in given.items():
        lanes[i] = Lane(lane, count, knot)


def raise_one(cluster: list[int], spans: Sequence[Span], first: int) -> dict[int, int]:
    """Return the lanes of one knot's spans with span ``first`` next to the letters."""
    return _shortest_first(cluster, spans, first=first)


def _shortest_first(cluster: list[int], spans: Sequence[Span], *, first: int = -1) -> dict[int, int]:
    given: dict[int, int] = {}
    for i in sorted(cluster, key=lambda i: (i != first, spans[i][1] - spans[i][0], spans[i])):
        start, end = spans[i]
        taken = {lane for other, lane in given.items() if spans[other][0] < end and start < spans[other][1]}
        given[i] = next(lane for lane in range(len(given) + 1) if lane not in taken)
    return given


def _sweep(cluster: list[int], spans: Sequence[Span]) -> dict[int, int]:
    given: dict[int, int] = {}
    running: list[tuple[int, int]] = []
    free: list[int] = []
    count = 0
    for i in cluster:
        start, end = spans[i]
        while running and running[0][0] <= start:
            heappush(free, heappop(running)[1])
        if free:
            given[i] = heappop(free)
        else:
            given[i] = count
            count += 1
        heappush(running, (end, given[i]))
    return given


class Overlaps:
    """Finds the spans that share a character with a stretch, in the order of their starts."""

    __slots__ = ("_ends", "_order", "_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        """Take the spans in any order."""
        self._spans = spans
        self._order = sorted(range(len(spans)), key=spans.__getitem__)
        self._starts = [spans[i][0] for i in self._order]
        self._ends: list[int] = []
        furthest = -1
        for i in self._order:
            furthest = max(furthest, spans[i][1])
            self._ends.append(furthest)

    def within(self, start: int, end: int) -> list[int]:
        """Return the indices of the spans that share a character with ``start`` to ``end``."""
        low = bisect_right(self._ends, start)
        high = bisect_left(self._starts, end)
        return [i for i in self._order[low:high] if self._spans[i][1] > start]

    def at(self, offset: int) -> list[int]:
        """Return the indices of the spans that hold the character at ``offset``, shortest first."""
        found = self.within(offset, offset + 1)
        return sorted(found, key=lambda i: self._spans[i][1] - self._spans[i][0])
