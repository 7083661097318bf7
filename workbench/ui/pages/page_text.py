"""The characters of one page and their boxes: which one lies under a point, which rectangles a stretch covers. Pure.

Offsets are code points within the page's text, in logical order; boxes are in the page's units.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.readers.passage import lines_of
from workbench.readers.reading import Box

_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f]+(?:['’.,\-][\w]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its characters ``start`` to ``end`` and the rectangle around them."""

    start: int
    end: int
    box: Box


class PageText:
    """One page's text with a box for each code point."""

    def __init__(self, text: str, boxes: Sequence[Box]) -> None:
        """Take a page; where there are fewer boxes than characters only those that have one can be selected."""
        self.text = text
        self.boxes = boxes
        self.lines = _lines(text, boxes)
        self._rectangles: dict[tuple[int, int], list[Box]] = {}

    def rectangles(self, start: int, end: int) -> list[Box]:
        """Return one box a line for the stretch."""
        key = max(0, start), max(0, end)
        known = self._rectangles.get(key)
        if known is None:
            if len(self._rectangles) > 500:
                self._rectangles.clear()
            known = self._rectangles[key] = lines_of(self.boxes[key[0] : key[1]])
        return known

    def nearest(self, x: float, y: float) -> int | None:
        """Return the place between characters nearest to a point; None for a page without characters."""
        line = self._line_near(x, y)
        if line is None:
            return None
        inked = [i for i in range(line.start, line.end) if _has_area(self.boxes[i])]
        i = min(inked, key=lambda i: _distance(x, self.boxes[i].x0, self.boxes[i].x1))
        box = self.boxes[i]
        right_half = x > (box.x0 + box.x1) / 2
        return i + 1 if right_half != self.runs_left(i) else i

    def character_at(self, x: float, y: float) -> int | None:
        """Return the character whose line and box hold the point, or None."""
        line = self._line_near(x, y)
        if line is None or not (line.box.y0 <= y <= line.box.y1 and line.box.x0 <= x <= line.box.x1):
            return None
        inked = [i for i in range(line.start, line.end) if _has_area(self.boxes[i])]
        return min(inked, key=lambda i: _distance(x, self.boxes[i].x0, self.boxes[i].x1))

    def word_at(self, offset: int) -> tuple[int, int]:
        """Return the bounds of the word that holds or ends at ``offset``; of the one character otherwise."""
        line = self.line_of(offset)
        low, high = (line.start, line.end) if line else (0, len(self.text))
        touching = [m.span() for m in _WORD.finditer(self.text, low, high) if m.start() <= offset <= m.end()]
        if touching:
            return touching[-1]
        return min(offset, len(self.text)), min(offset + 1, len(self.text))

    def line_of(self, offset: int) -> Line | None:
        """Return the line that holds the place ``offset``."""
        for line in self.lines:
            if offset <= line.end:
                return line
        return self.lines[-1] if self.lines else None

    def caret(self, offset: int) -> Box | None:
        """Return the upright line (x0 == x1) where a caret before the character ``offset`` stands."""
        line = self.line_of(offset)
        if line is None:
            return None
        at_end = offset >= line.end
        i = min(max(offset - 1 if at_end else offset, line.start), line.end - 1)
        box = self.boxes[i]
        # After a character is its right edge, unless the line runs to the left.
        x = box.x1 if at_end != self.runs_left(i) else box.x0
        return Box(x, line.box.y0, x, line.box.y1)

    def vertical(self, offset: int, *, down: bool) -> int | None:
        """Return the place on the line below (above) nearest to the caret at ``offset``; None on the last (first)."""
        line, caret = self.line_of(offset), self.caret(offset)
        if line is None or caret is None:
            return None
        number = self.lines.index(line) + (1 if down else -1)
        if not 0 <= number < len(self.lines):
            return None
        other = self.lines[number].box
        return self.nearest(caret.x0, (other.y0 + other.y1) / 2)

    def runs_left(self, i: int) -> bool:
        """Return whether the line runs from right to left at the character ``i``."""
        i = min(max(i, 0), len(self.boxes) - 1)
        if i < 0:
            return False
        for j in (i + 1, i - 1):
            if 0 <= j < len(self.boxes) and _has_area(self.boxes[j]) and _same_line(self.boxes[i], self.boxes[j]):
                step = self.boxes[j].x0 - self.boxes[i].x0
                return (step < 0) == (j > i)
        return False

    def _line_near(self, x: float, y: float) -> Line | None:
        # A line at the point's height is meant however short it is; of several, in columns, the nearest.
        def far(line: Line) -> tuple[bool, float]:
            apart = _distance(y, line.box.y0, line.box.y1)
            return apart > 0, 3 * apart + _distance(x, line.box.x0, line.box.x1)

        return min(self.lines, key=far, default=None)


def _lines(text: str, boxes: Sequence[Box]) -> list[Line]:
    lines: list[Line] = []
    start = -1
    last = -1
    for i, box in enumerate(boxes[: len(text)]):
        if not _has_area(box):
            continue
        if start >= 0 and not _same_line(boxes[last], box):
            lines.append(_line(boxes, start, last + 1))
            start = i
        elif start < 0:
            start = i
        last = i
    if start >= 0:
        lines.append(_line(boxes, start, last + 1))
    return lines


def _line(boxes: Sequence[Box], start: int, end: int) -> Line:
    inked = [box for box in boxes[start:end] if _has_area(box)]
    return Line(
        start,
        end,
        Box(
            min(b.x0 for b in inked),
            min(b.y0 for b in inked),
            max(b.x1 for b in inked),
            max(b.y1 for b in inked),
        ),
    )


def _same_line(one: Box, other: Box) -> bool:
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    near = _distance((other.x0 + other.x1) / 2, one.x0, one.x1) < 6 * max(one.y1 - one.y0, other.y1 - other.y0)
    return overlap > 0.3 * min(one.y1 - one.y0, other.y1 - other.y0) and near


def _has_area(box: Box) -> bool:
    return box.x1 > box.x0 and box.y1 > box.y0


def _distance(value: float, low: float, high: float) -> float:
    return max(low - value, 0.0, value - high)
