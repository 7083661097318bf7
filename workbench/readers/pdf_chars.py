"""One PDF page as text and one box per code point, out of pdfium's characters."""

import ctypes
import re
import sys
import unicodedata
from array import array
from collections import deque
from dataclasses import dataclass
from itertools import repeat

import pypdfium2
import pypdfium2.raw as pdfium

from workbench.readers.pdf_notes import notes_of

# Everything that is not stored as pdfium gives it: controls, halves of surrogate pairs, non-characters.
_SPECIAL = re.compile("\r\n|[\ud800-\udbff][\udc00-\udfff]|[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS = "\r\n\x0b\x0c\x85"
_HYPHENS = "\x02\ufffe"
_UNUSABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_REPLACEMENT = "\ufffd"
_RECTANGLE = ctypes.sizeof(pdfium.FS_RECTF)
_UTF32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
# The same two functions with plain addresses for arguments: called for every character, this saves a third.
_unicode_of = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetUnicode, ctypes.c_void_p).value or 0
)
_loose_box_of = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_HANGUL_JAMO = range(0x1100, 0x1200)
_KIRAT_RAI = range(0x16D63, 0x16D6B)


@dataclass(frozen=True, slots=True)
class PageChars:
    """A page's stored text; ``edges`` holds x0, y0, x1, y1 per code point (PDF points from the shown top left).

    ``notes`` are annotations and form values, which are not part of the text.
    """

    text: str
    edges: "array[float]"
    width: float
    height: float
    notes: tuple[str, ...] = ()

    def unusable(self) -> int:
        """How many code points carry no meaning: U+FFFD and private use."""
        return len(_UNUSABLE.findall(self.text))


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the page that is shown (PDF user space) and its clockwise turn in quarters."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int


def chars_of(document: pypdfium2.PdfDocument, index: int) -> PageChars | None:
    """Read page ``index`` (from 0); None where pdfium cannot load the page."""
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        return None
    try:
        return _read(page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read(page: pdfium.FPDF_PAGE) -> PageChars:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return PageChars("", array("f"), width, height, notes_of(page))
    try:
        count = max(0, pdfium.FPDFText_CountChars(textpage))
        shown = shown_edges(_rectangles(textpage, count), frame_of(page, width, height))
        text, edges = _stored(textpage, _codes(textpage, count), shown)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    text, edges = _inside(text, edges, width, height)
    return PageChars(*_composed(text, edges), width, height, notes_of(page))


def _codes(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """The characters of pdfium as they are, one for each of its indexes."""
    handle = ctypes.cast(textpage, ctypes.c_void_p)
    codes = array("I", map(_unicode_of, repeat(handle), range(count)))
    if codes and max(codes) > sys.maxunicode:
        codes = array("I", [min(code, 0xFFFF) for code in codes])
    return codes.tobytes().decode(_UTF32, "surrogatepass")


def _rectangles(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> "array[float]":
    """Left, top, right, bottom per pdfium character in user space: the loose box, as tall as its line."""
    rectangles = array("f", bytes(_RECTANGLE * count))
    handle, first = ctypes.cast(textpage, ctypes.c_void_p), rectangles.buffer_info()[0]
    places = range(first, first + _RECTANGLE * count, _RECTANGLE)
    deque(map(_loose_box_of, repeat(handle), range(count), places), maxlen=0)
    return rectangles


def _stored(textpage: pdfium.FPDF_TEXTPAGE, raw: str, shown: "array[float]") -> tuple[str, "array[float]"]:
    """The characters of pdfium as stored text with the edges of each code point."""
    pieces: list[str] = []
    edges = array("f")
    done = 0
    for match in _SPECIAL.finditer(raw):
        start, end = match.span()
        stored = _special(textpage, raw, start, end)
        pieces += (raw[done:start], stored)
        edges.extend(shown[4 * done : 4 * start])
        edges.extend(shown[4 * start : 4 * start + 4] * len(stored))
        done = end
    pieces.append(raw[done:])
    edges.extend(shown[4 * done :])
    return "".join(pieces), edges


def _special(textpage: pdfium.FPDF_TEXTPAGE, raw: str, start: int, end: int) -> str:
    found = raw[start:end]
    if found[0] in _LINE_BREAKS:
        return "\n"
    if end - start == 2:
        return found.encode("utf-16", "surrogatepass").decode("utf-16")
    if found in _HYPHENS and pdfium.FPDFText_IsHyphen(textpage, start) == 1:
        # pdfium swallows the line break after a hyphen at a line's end; the stored text keeps both.
        return "-\n" if end < len(raw) and raw[end] not in _LINE_BREAKS else "-"
    return _REPLACEMENT


def frame_of(page: pdfium.FPDF_PAGE, width: float, height: float) -> Frame:
    """The part of the page that is shown, for ``shown_edges``."""
    box = pdfium.FS_RECTF()
    quarters = max(0, pdfium.FPDFPage_GetRotation(page)) % 4
    if pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return Frame(box.left, box.bottom, box.right, box.top, quarters)
    across = (height, width) if quarters % 2 else (width, height)
    return Frame(0.0, 0.0, *across, quarters)


def shown_edges(rectangles: "array[float]", frame: Frame) -> "array[float]":
    """User space to points of the page as shown: origin at the top left, y downwards, turned."""
    lefts, tops, rights, bottoms = (rectangles[side::4] for side in range(4))
    west, south, east, north = frame.left, frame.bottom, frame.right, frame.top
    match frame.quarters:
        case 0:
            sides = (
                [x - west for x in lefts],
                [north - y for y in tops],
                [x - west for x in rights],
                [north - y for y in bottoms],
            )
        case 1:
            sides = (
                [y - south for y in bottoms],
                [x - west for x in lefts],
                [y - south for y in tops],
                [x - west for x in rights],
            )
        case 2:
            sides = (
                [east - x for x in rights],
                [y - south for y in bottoms],
                [east - x for x in lefts],
                [y - south for y in tops],
            )
        case _:
            sides = (
                [north - y for y in tops],
                [east - x for x in rights],
                [north - y for y in bottoms],
                [east - x for x in lefts],
            )
    edges = array("f", bytes(4 * len(rectangles)))
    for side, values in enumerate(sides):
        edges[side::4] = array("f", values)
    return edges


def _inside(text: str, edges: "array[float]", width: float, height: float) -> tuple[str, "array[float]"]:
    """Drop what lies wholly outside the shown page (nothing is seen outside the crop box); keep line breaks."""
    if not edges or (min(edges) >= 0 and max(edges[2::4]) <= width and max(edges[3::4]) <= height):
        return text, edges
    kept: list[str] = []
    inside = array("f")
    for place, character in enumerate(text):
        x0, y0, x1, y1 = box = edges[4 * place : 4 * place + 4]
        if character == "\n" or (x0 <= width and y0 <= height and x1 >= 0 and y1 >= 0):
            kept.append(character)
            inside.extend(box)
    return "".join(kept), inside


def _composed(text: str, edges: "array[float]") -> tuple[str, "array[float]"]:
    """NFC; letters that compose take the box around all their parts."""
    if unicodedata.is_normalized("NFC", text):
        return text, edges
    pieces: list[str] = []
    composed = array("f")
    start = 0
    for end in [*_boundaries(text), len(text)]:
        piece = unicodedata.normalize("NFC", text[start:end])
        if piece == text[start:end]:
            composed.extend(edges[4 * start : 4 * end])
        else:
            composed.extend(_around(edges[4 * start : 4 * end]) * len(piece))
        pieces.append(piece)
        start = end
    return "".join(pieces), composed


def _boundaries(text: str) -> list[int]:
    """Places where NFC may be cut: before every character that never joins the one before it."""
    return [place for place, character in enumerate(text) if place and not _may_join(character)]


def _may_join(character: str) -> bool:
    if character < "\u0300":
        return False
    code = ord(character)
    marks = unicodedata.combining(character) > 0 or unicodedata.category(character).startswith("M")
    return marks or code in _HANGUL_JAMO or code in _KIRAT_RAI


def _around(edges: "array[float]") -> "array[float]":
    return array("f", (min(edges[0::4]), min(edges[1::4]), max(edges[2::4]), max(edges[3::4])))
