"""Which lane each underline runs in, so that overlapping and nested marks stay apart. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

Span = tuple[int, int]

# Beyond this many marks tied together, lanes are given by one sweep instead of shortest first (which is quadratic).
LARGE_CLUSTER = 48


def assign(spans: Sequence[Span]) -> list[int]:
    """Return a lane for each span, 0 nearest to the letters; spans that share a character never share a lane.

    Shorter spans come nearer to the letters, so a nested claim is read inside the one that holds it.
    """
    lanes = [0] * len(spans)
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    cluster: list[int] = []
    reach = -1
    for i in order:
        start, end = spans[i]
        if start >= reach and cluster:
            _within(cluster, spans, lanes)
            cluster = []
        cluster.append(i)
        reach = max(reach, end)
    _within(cluster, spans, lanes)
    return lanes


def _within(cluster: list[int], spans: Sequence[Span], lanes: list[int]) -> None:
    if len(cluster) == 1:
        return
    if len(cluster) > LARGE_CLUSTER:
        _sweep(cluster, spans, lanes)
        return
    placed: list[int] = []
    for i in sorted(cluster, key=lambda i: (spans[i][1] - spans[i][0], spans[i])):
        start, end = spans[i]
        taken = {lanes[other] for other in placed if spans[other][0] < end and start < spans[other][1]}
        lanes[i] = next(lane for lane in range(len(placed) + 1) if lane not in taken)
        placed.append(i)


def _sweep(cluster: Iterable[int], spans: Sequence[Span], lanes: list[int]) -> None:
    running: list[tuple[int, int]] = []
    free: list[int] = []
    count = 0
    for i in cluster:
        start, end = spans[i]
        while running and running[0][0] <= start:
            heappush(free, heappop(running)[1])
        if free:
            lanes[i] = heappop(free)
        else:
            lanes[i] = count
            count += 1
        heappush(running, (end, lanes[i]))


class Overlaps:
    """Finds the spans that share a character with a stretch, in the order of their starts."""

    __slots__ = ("_ends", "_order", "_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        """Take the spans in any order."""
        self._spans = spans
        self._order = sorted(range(len(spans)), key=lambda i: spans[i])
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
