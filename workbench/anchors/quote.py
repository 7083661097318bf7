"""A stretch of text put down so that it can be found again: its place, its words, what stood around it."""

from dataclasses import dataclass
from typing import Final

from workbench.errors import WorkbenchError

CONTEXT: Final = 64
"""Code points kept on either side: enough to tell twins apart, little enough to survive edits near by."""


class NothingSelectedError(WorkbenchError):
    """The span holds no words."""

    def __init__(self) -> None:
        super().__init__("Select some words first.")


class OutsideTextError(WorkbenchError):
    """The span does not lie in the text."""

    def __init__(self) -> None:
        super().__init__("That selection reaches beyond the text. Select the words again.")


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end] == exact``; ``prefix`` and ``suffix`` are the up to 64 code points on either side."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def describe(text: str, start: int, end: int) -> Quote:
    """Put down the span ``text[start:end]`` (code points, end exclusive).

    Raises NothingSelectedError for a span without words, OutsideTextError for one beyond the text.
    """
    _must_lie_in(text, start, end)
    exact = text[start:end]
    if not exact.strip():
        raise NothingSelectedError
    return Quote(start, end, exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends. Raises as ``describe`` does."""
    _must_lie_in(text, start, end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise NothingSelectedError
    return start, end


def _must_lie_in(text: str, start: int, end: int) -> None:
    if start < 0 or end > len(text):
        raise OutsideTextError
    if start >= end:
        raise NothingSelectedError
