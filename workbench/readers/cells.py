"""Cells of a sheet and the stretch of its text they stand in: each leads to the other.

``text`` is a document's stored text, ``page`` the sheet's stretch in it: a row a line, its cells apart by tabs. Columns
and rows count from 0 here and are written as in every spreadsheet ("B2:C4").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.readers.reading import Page

_A1 = re.compile(r"\s*([A-Za-z]{1,4})(\d{1,7})(?::([A-Za-z]{1,4})(\d{1,7}))?\s*")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Cells:
    """A rectangle of cells: from the first column and row to the last, both included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def name(self) -> str:
        """How it is written: "B2", "B2:C4"."""
        first = f"{letters(self.left)}{self.top + 1}"
        last = f"{letters(self.right)}{self.bottom + 1}"
        return first if first == last else f"{first}:{last}"


def named(name: str) -> Cells | None:
    """The cells called "B2" or "B2:C4", in whatever order; None where it is no such name. Inverse of ``Cells.name``."""
    found = _A1.fullmatch(name)
    if found is None:
        return None
    columns = [number(found[1]), number(found[3] or found[1])]
    rows = [int(found[2]) - 1, int(found[4] or found[2]) - 1]
    return Cells(min(columns), min(rows), max(columns), max(rows)) if min(rows) >= 0 else None


def letters(column: int) -> str:
    """The name of a column: 0 is "A", 26 is "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def number(name: str) -> int:
    """The column of this name. Inverse of ``letters``."""
    column = 0
    for letter in name.upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1


def span(text: str, page: Page, cells: Cells) -> tuple[int, int]:
    """The stretch of text from the first cell to the last, in code points of ``text``; empty where nothing stands."""
    lines = text[page.start : page.end].split("\n")
    at, start, end = page.start, -1, -1
    for row, line in enumerate(lines[: cells.bottom + 1]):
        if row >= cells.top:
            a, b = inside(line, cells.left, cells.right)
            if b > a:
                start = at + a if start < 0 else start
                end = at + b
        at += len(line) + 1
    return (start, end) if start >= 0 else (page.start, page.start)


def at(text: str, page: Page, start: int, end: int) -> Cells:
    """The cells that ``text[start:end]`` runs through, as the smallest rectangle that holds both its ends."""
    end = max(start, end - 1)
    (left, top), (right, bottom) = _place(text, page, start), _place(text, page, end)
    return Cells(min(left, right), top, max(left, right), bottom)


def words(text: str, page: Page, cells: Cells) -> str:
    """What stands in the cells alone: a row a line, cells apart by tabs."""
    lines = text[page.start : page.end].split("\n")[cells.top : cells.bottom + 1]
    return "\n".join("\t".join(line.split("\t")[cells.left : cells.right + 1]) for line in lines)


def page_of(pages: Sequence[Page], start: int) -> Page | None:
    """The sheet in which a stretch begins."""
    return next((page for page in reversed(pages) if page.start <= start), None)


def inside(line: str, left: int, right: int) -> tuple[int, int]:
    """Where the columns from ``left`` to ``right`` stand in a line, without the tabs around them."""
    parts = line.split("\t")
    if left >= len(parts):
        return len(line), len(line)
    begin = sum(len(part) + 1 for part in parts[:left])
    inside = "\t".join(parts[left : right + 1])
    lead = len(inside) - len(inside.lstrip("\t"))
    return begin + lead, begin + len(inside.rstrip("\t"))


def _place(text: str, page: Page, offset: int) -> tuple[int, int]:
    before = text[page.start : offset]
    return before.rpartition("\n")[2].count("\t"), before.count("\n")
