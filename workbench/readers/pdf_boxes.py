"""The boxes a selection is painted with: one per code point of the stored page text, without holes in a line."""

from array import array
from pathlib import Path

import pypdfium2

from workbench.readers.pdf_chars import PageChars, chars_of
from workbench.readers.pdf_open import opened
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box


def page_boxes(source: Path | bytes, page_number: int) -> tuple[Box, ...]:
    """One Box per code point of page ``page_number`` (from 1) as the import stored it. Raises CannotRead."""
    with opened(source) as (document, _):
        edges = edges_of(document, page_number)
    return tuple(Box(*edges[place : place + 4]) for place in range(0, len(edges), 4))


def edges_of(document: pypdfium2.PdfDocument, page_number: int) -> "array[float]":
    """The same boxes as a flat array of x0, y0, x1, y1. Raises CannotRead for a page that is not there."""
    chars = chars_of(document, page_index(document, page_number))
    return dressed(chars) if chars else array("f")


def page_index(document: pypdfium2.PdfDocument, page_number: int) -> int:
    """The index from 0 of page ``page_number`` from 1, or CannotRead."""
    if not 1 <= page_number <= len(document):
        raise CannotRead(f"This PDF has {len(document)} pages; there is no page {page_number}.")
    return page_number - 1


def dressed(chars: PageChars) -> "array[float]":
    """Boxes fit to be painted: shared boxes split, spaces stretched over their gap, line breaks at the line's end."""
    edges = array("f", chars.edges)
    _split_shared(chars.text, edges)
    _fill_spaces(chars.text, edges)
    return edges


def _split_shared(text: str, edges: "array[float]") -> None:
    """Several letters drawn by one glyph ("fi", lam-alef) each take their part of its box, in reading direction."""
    start = 0
    for end in range(1, len(text) + 1):
        same = (
            end < len(text) and edges[4 * end : 4 * end + 4] == edges[4 * start : 4 * start + 4] and text[end] != "\n"
        )
        if same:
            continue
        if end - start > 1 and edges[4 * start + 2] > edges[4 * start]:
            _split(text[start], edges, start, end)
        start = end


def _split(first: str, edges: "array[float]", start: int, end: int) -> None:
    left, right, count = edges[4 * start], edges[4 * start + 2], end - start
    part = (right - left) / count
    for place in range(start, end):
        step = end - 1 - place if _is_right_to_left(first) else place - start
        edges[4 * place] = left + step * part
        edges[4 * place + 2] = left + (step + 1) * part


def _is_right_to_left(character: str) -> bool:
    return "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc"


def _fill_spaces(text: str, edges: "array[float]") -> None:
    for place, character in enumerate(text):
        if character == "\n":
            _at_line_end(text, edges, place)
        elif character == " " and 0 < place < len(text) - 1 and _is_flat(edges, place):
            _stretch(text, edges, place)


def _is_flat(edges: "array[float]", place: int) -> bool:
    return edges[4 * place + 2] <= edges[4 * place] or edges[4 * place + 3] <= edges[4 * place + 1]


def _at_line_end(text: str, edges: "array[float]", place: int) -> None:
    if not place or text[place - 1] == "\n":
        return
    end = edges[4 * place - 4] if _is_right_to_left(text[place - 1]) else edges[4 * place - 2]
    edges[4 * place : 4 * place + 4] = array("f", (end, edges[4 * place - 3], end, edges[4 * place - 1]))


def _stretch(text: str, edges: "array[float]", place: int) -> None:
    """A space pdfium inferred has no area: give it the gap between its neighbours when they share a line."""
    before, after = edges[4 * place - 4 : 4 * place], edges[4 * place + 4 : 4 * place + 8]
    if text[place + 1] == "\n" or before[1] >= after[3] or after[1] >= before[3]:
        return
    left, right = (before[2], after[0]) if before[2] <= after[0] else (after[2], before[0])
    top, bottom = min(before[1], after[1]), max(before[3], after[3])
    if left <= right:
        edges[4 * place : 4 * place + 4] = array("f", (left, top, right, bottom))
