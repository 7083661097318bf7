"""Where the messages of a file of mail begin and end: one message, or a box of thousands."""

import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.readers.problems import CannotRead

LARGEST: Final = 1024**3
TOO_LARGE: Final = "This mailbox is larger than 1 GB. Split it, or save the messages that you need and add those."
MOST: Final = 500_000
# A line that begins a message in a box: "From ", a sender, a date with its year; then a header.
_BORDER: Final = re.compile(rb"From [^\n]*\d{4}[^\n]*\n(?=>?[!-9;-~]+[ :])")


@dataclass(frozen=True, slots=True)
class Box:
    """The bytes of a file and where its messages lie in it; ``boxed`` where a line "From …" stands before each."""

    data: mmap.mmap
    spans: list[tuple[int, int]]
    boxed: bool

    def message(self, at: int) -> bytes:
        """The bytes of a message, without the line before it."""
        start, end = self.spans[at]
        return self.data[start:end]

    def head(self, at: int, most: int) -> bytes:
        """The first bytes of a message."""
        start, end = self.spans[at]
        return self.data[start : min(end, start + most)]


@contextmanager
def opened(path: Path) -> Iterator[Box]:
    """The messages of a file, one where it is not a box. Raises CannotRead, OSError."""
    size = path.stat().st_size
    if size > LARGEST:
        raise CannotRead(TOO_LARGE)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        borders = list(_borders(data))
        if borders and borders[0][0] == 0:
            ends = [*(start for start, _ in borders[1:]), size]
            spans = [(begin, end) for (_, begin), end in zip(borders, ends, strict=True)]
            yield Box(data, spans, boxed=len(spans) > 1)
        else:
            yield Box(data, [(0, size)], boxed=False)


def _borders(data: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Where a line that begins a message starts and ends: the first of the file, or after an empty line."""
    at, found = 0, 0
    while at >= 0 and found < MOST:
        after_empty = at == 0 or data[at - 2 : at] == b"\n\n" or data[at - 3 : at] == b"\n\r\n"
        border = _BORDER.match(data, at, min(at + 2000, len(data))) if after_empty else None
        if border:
            found += 1
            yield border.span()
        elif at == 0:
            return
        at = data.find(b"\nFrom ", max(at, 0)) + 1 or -1
