"""The ruled lines of a PDF page: straight strokes and the sides of rectangles, on the page as it is shown."""

import ctypes
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2.raw as pdfium

from workbench.readers.pdf_chars import Frame, frame_of, shown_edges

# Objects looked at, and forms within forms: a page of a map has more than any table.
_OBJECTS_AT_MOST = 60_000
_SEGMENTS_AT_MOST = 5_000
_DEPTH_AT_MOST = 6
_RULES_AT_MOST = 20_000
# How far (points) a line may lean and still be taken for level.
_LEAN = 1.0
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line, in points from the shown top left; ``x0 <= x1`` and ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page."""
        return self.x1 - self.x0 > self.y1 - self.y0


def rules_of(page: pdfium.FPDF_PAGE) -> list[Rule]:
    """Every line of the page that is level or upright."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    frame = frame_of(page, width, height)
    count = min(_OBJECTS_AT_MOST, max(0, pdfium.FPDFPage_CountObjects(page)))
    found: list[Rule] = []
    for place in range(count):
        for rule in _of_object(pdfium.FPDFPage_GetObject(page, place), _SAME, frame, 0):
            found.append(rule)
            if len(found) >= _RULES_AT_MOST:
                return found
    return found


def _of_object(item: pdfium.FPDF_PAGEOBJECT, around: _Matrix, frame: Frame, depth: int) -> Iterator[Rule]:
    if not item:
        return
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _of_path(item, _times(_matrix(item), around), frame)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH_AT_MOST:
        inner = _times(_matrix(item), around)
        for place in range(min(_OBJECTS_AT_MOST, max(0, pdfium.FPDFFormObj_CountObjects(item)))):
            yield from _of_object(pdfium.FPDFFormObj_GetObject(item, place), inner, frame, depth + 1)


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """First ``one``, then ``other``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _of_path(path: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, frame: Frame) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    if fill.value or stroke.value:
        for one, other in _strokes(path, matrix):
            rule = _rule(one, other, frame)
            if rule is not None:
                yield rule


def _strokes(
    path: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path in user space, with the one that closes it."""
    run: list[tuple[float, float]] = []
    for place in range(min(_SEGMENTS_AT_MOST, max(0, pdfium.FPDFPath_CountSegments(path)))):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = _point(segment, matrix)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            yield from pairwise(run)
            run = []
        run.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(run) > 1:
            run.append(run[0])
    yield from pairwise(run)


def _point(segment: pdfium.FPDF_PATHSEGMENT, matrix: _Matrix) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    a, b, c, d, e, f = matrix
    return a * x.value + c * y.value + e, b * x.value + d * y.value + f


def _rule(one: tuple[float, float], other: tuple[float, float], frame: Frame) -> Rule | None:
    left, right = sorted((one[0], other[0]))
    bottom, top = sorted((one[1], other[1]))
    if min(right - left, top - bottom) > _LEAN or max(right - left, top - bottom) < 1:
        return None
    return Rule(*shown_edges(array("f", (left, top, right, bottom)), frame))
