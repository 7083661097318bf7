"""A sheet of the stored text as rows and columns, any of which is found at once, however long the sheet is."""

from bisect import bisect_right
from functools import lru_cache

from workbench.readers.cells import Cells, inside
from workbench.readers.reading import Page

_ROWS_KEPT = 512


class Grid:
    """Rows and columns count from 0, offsets are code points of the whole text. Agrees with ``readers.cells``."""

    def __init__(self, text: str, page: Page) -> None:
        """``page`` is the sheet's stretch of ``text``."""
        self.page = page
        self._text = text
        self._starts = _line_starts(text, page.start, page.end)
        self.rows = len(self._starts) if page.end > page.start else 0
        self.columns = max(1, round(page.width)) if self.rows else 0
        self.row = lru_cache(_ROWS_KEPT)(self._row)

    def words(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        cells = self.row(row)
        return cells[column] if column < len(cells) else ""

    def place(self, offset: int) -> tuple[int, int]:
        """Return the row and column in which an offset of the text stands."""
        row = max(0, bisect_right(self._starts, offset) - 1)
        return row, self._text.count("\t", self._starts[row], max(offset, self._starts[row]))

    def cells(self, start: int, end: int) -> Cells:
        """Return the smallest rectangle that holds both ends of ``text[start:end]``."""
        (top, left), (bottom, right) = self.place(start), self.place(max(start, end - 1))
        return Cells(min(left, right), top, max(left, right), bottom)

    def span_of_cell(self, row: int, column: int) -> tuple[int, int]:
        """Return where a cell's words stand; empty, at the end of its row, where the row does not reach so far."""
        start, end = self._line(row)
        cells = self.row(row)
        if column >= len(cells):
            return end, end
        start += sum(len(words) + 1 for words in cells[:column])
        return start, start + len(cells[column])

    def span(self, cells: Cells) -> tuple[int, int]:
        """Return the stretch from the first filled cell to the last; empty, at the sheet's start, where none is."""
        rows = range(cells.top, min(cells.bottom, self.rows - 1) + 1)
        first = next((found for row in rows if (found := self._filled(row, cells))), None)
        last = next((found for row in reversed(rows) if (found := self._filled(row, cells))), None)
        return (first[0], last[1]) if first and last else (self.page.start, self.page.start)

    def _filled(self, row: int, cells: Cells) -> tuple[int, int] | None:
        start, end = self._line(row)
        first, last = inside(self._text[start:end], cells.left, cells.right)
        return (start + first, start + last) if last > first else None

    def _row(self, row: int) -> list[str]:
        return self._text[slice(*self._line(row))].split("\t")

    def _line(self, row: int) -> tuple[int, int]:
        after = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else self.page.end
        return self._starts[row], after


def _line_starts(text: str, start: int, end: int) -> list[int]:
    starts = [start]
    at = text.find("\n", start, end)
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1, end)
    return starts
