"""Rows and columns told by the gaps between words, for tables without ruled lines."""

from collections.abc import Iterable, Sequence
from typing import Protocol

_Edges = tuple[float, float, float, float]
# A gap between columns is at least this share of a letter's height wide (a space is about a quarter of it) ...
_GAP = 0.5
# ... and this share of the rows may reach across it, as a heading over several columns does.
_ACROSS = 0.15


class _Boxed(Protocol):
    @property
    def box(self) -> _Edges:
        """Left, top, right, bottom."""


def grid(letters: Sequence[_Boxed]) -> list[_Edges]:
    """The cells between the gaps: every row with every column. One column means that it is no table."""
    rows = _rows([letter.box for letter in letters])
    heights = sorted(box[3] - box[1] for row in rows for box in row)
    least = _GAP * (heights[len(heights) // 2] if heights else 1.0)
    words = [_words(row, least) for row in rows]
    edges = _columns(words, least)
    return [(x0, y0, x1, y1) for y0, y1 in _between(rows) for x0, x1 in edges]


def bands(boxes: Iterable[_Edges]) -> list[tuple[float, float]]:
    """Top and bottom of each line of letters, from the top."""
    return _between(_rows(boxes))


def _rows(boxes: Iterable[_Edges]) -> list[list[_Edges]]:
    """Letters that share a line, from the top."""
    rows: list[list[_Edges]] = []
    bottom = float("-inf")
    for box in sorted(boxes, key=lambda one: (one[1] + one[3]) / 2):
        if rows and (box[1] + box[3]) / 2 < bottom:
            rows[-1].append(box)
        else:
            rows.append([box])
        bottom = sorted(one[3] for one in rows[-1])[len(rows[-1]) // 2]
    return rows


def _words(row: Iterable[_Edges], least: float) -> list[tuple[float, float]]:
    """What stands together in a row, from left to right: letters nearer to each other than a gap."""
    found: list[tuple[float, float]] = []
    for x0, _, x1, _ in sorted(row):
        if found and x0 - found[-1][1] < least:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _columns(rows: Sequence[Sequence[tuple[float, float]]], least: float) -> list[tuple[float, float]]:
    """Left and right of each column: the columns meet in the middle of the gaps."""
    spans = [span for row in rows for span in row]
    if not spans:
        return []
    left, right = min(x0 for x0, _ in spans), max(x1 for _, x1 in spans)
    allowed = _ACROSS * len(rows)
    cuts = [left]
    for x0, x1 in _free(spans, allowed):
        if x1 - x0 >= least and x0 > left and x1 < right:
            cuts.append((x0 + x1) / 2)
    cuts.append(right + 0.01)
    return [(cuts[at], cuts[at + 1]) for at in range(len(cuts) - 1)]


def _free(spans: Sequence[tuple[float, float]], allowed: float) -> list[tuple[float, float]]:
    """The stretches over which no more than ``allowed`` words reach."""
    steps = sorted([(x0, 1) for x0, _ in spans] + [(x1, -1) for _, x1 in spans])
    found: list[tuple[float, float]] = []
    over, since = 0, None
    for x, step in steps:
        over += step
        if over <= allowed and since is None:
            since = x
        elif over > allowed and since is not None:
            found.append((since, x))
            since = None
    return found


def _between(rows: Sequence[Sequence[_Edges]]) -> list[tuple[float, float]]:
    """Top and bottom of each row: the rows meet halfway."""
    middles = [sum((box[1] + box[3]) / 2 for box in row) / len(row) for row in rows]
    if not rows:
        return []
    cuts = [min(box[1] for box in rows[0]) - 0.01]
    cuts += [(middles[at] + middles[at + 1]) / 2 for at in range(len(middles) - 1)]
    cuts.append(max(box[3] for box in rows[-1]) + 0.01)
    return [(cuts[at], cuts[at + 1]) for at in range(len(cuts) - 1)]
