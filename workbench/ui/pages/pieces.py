"""Where a stretch of text lies on the lines of its paragraph: the rectangles that highlights are painted
from.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextLine

LEADING, TRAILING = QTextLine.Edge.Leading, QTextLine.Edge.Trailing

# Hebrew to Thaana and their presentation forms: a line without any of these runs in one direction.
_RIGHT_TO_LEFT = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufeff"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a stretch on one line, in the paragraph's own pixels: left, right, top, bottom, baseline."""

    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float


def needs_bidi(text: str) -> bool:
    """Return whether lines of ``text`` may hold runs of both directions."""
    if text.isascii():
        return False
    return any(low <= character <= high for character in text for low, high in _RIGHT_TO_LEFT)


def pieces(block: QTextBlock, start: int, end: int, *, bidi: bool) -> list[Piece]:
    """Return the pieces of ``start`` to ``end`` (UTF-16 units within the paragraph, which must be laid
    out).
    """
    layout = block.layout()
    turned = block.textDirection() == Qt.LayoutDirection.RightToLeft if bidi else None
    found: list[Piece] = []
    line = layout.lineForTextPosition(start)
    number = line.lineNumber() if line.isValid() else layout.lineCount()
    while number < layout.lineCount():
        line = layout.lineAt(number)
        first = line.textStart()
        if first >= end:
            break
        last = first + line.textLength()
        found.extend(_on_line(line, max(start, first), min(end, last), turned=turned))
        number += 1
    return found


def _on_line(line: QTextLine, start: int, end: int, *, turned: bool | None) -> list[Piece]:
    """``turned`` says whether a line of both directions runs from right to left; None: it has one direction."""
    rect = line.naturalTextRect()
    if turned is None:
        runs = [(_x(line, start, LEADING), _x(line, end, LEADING))]
    else:
        runs = _bidi_runs(line, start, end, turned=turned)
    top, baseline = line.y(), line.y() + line.ascent()
    bottom = top + line.height()
    made = []
    for left, right in runs:
        # A blank at the end of a line hangs over the edge and is not underlined.
        x0, x1 = max(left, rect.left()), min(right, rect.right())
        if x1 - x0 > 0.5:
            made.append(Piece(x0, x1, top, bottom, baseline))
    return made


def _x(line: QTextLine, position: int, edge: QTextLine.Edge) -> float:
    answer = line.cursorToX(position, edge)
    return float(answer[0]) if isinstance(answer, tuple) else 0.0


def _bidi_runs(line: QTextLine, start: int, end: int, *, turned: bool) -> list[tuple[float, float]]:
    """Return the runs from left to right, character cells that touch joined into one."""
    cells = []
    for position in range(start, end):
        a, b = _x(line, position, LEADING), _x(line, position, TRAILING)
        if a == b:
            a, b = _first_of_a_run(line, position, turned=turned)
        if a != b:
            cells.append((min(a, b), max(a, b)))
    cells.sort()
    runs: list[tuple[float, float]] = []
    for left, right in cells:
        if runs and left <= runs[-1][1] + 1.0:
            runs[-1] = (runs[-1][0], max(right, runs[-1][1]))
        else:
            runs.append((left, right))
    return runs


def _first_of_a_run(line: QTextLine, position: int, *, turned: bool) -> tuple[float, float]:
    """The cell of a character that the line gives no width.

    The first one of a run against the line's direction (a number in Arabic) has none there: both its edges are given
    as the place where the run is entered. It lies between the second one and the place where the run is left. What
    really has no width, an accent for instance, gets none here either.
    """
    entered, second = _x(line, position, LEADING), _x(line, position + 1, LEADING)
    last = line.textStart() + line.textLength()
    after = position + 1
    while after < last and _against(line, after, turned=turned):
        after += 1
    rect = line.naturalTextRect()
    left = _x(line, after, LEADING) if after < last else rect.left() if turned else rect.right()
    if after == position + 1:
        return entered, left
    return (left, second) if second != entered else (entered, entered)


def _against(line: QTextLine, position: int, *, turned: bool) -> bool:
    a, b = _x(line, position, LEADING), _x(line, position, TRAILING)
    return a <= b if turned else a >= b
