"""Pages of a PDF drawn: whole for the screen, and cropped around a passage for the record."""

import ctypes
import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from workbench.readers.frame import part_png
from workbench.readers.passage import lines_of
from workbench.readers.pdf_boxes import page_index
from workbench.readers.pdf_open import opened
from workbench.readers.picture import Picture, capped
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box

MAX_PIXELS = 40_000_000
CROP_MARGIN = 28.0
CROP_SCALE = 2.0
_CROP_PIXELS = 12_000_000
_NOT_DRAWN = "This page of the PDF cannot be drawn."
_TINT = (255, 233, 138)


def render_page(source: Path | bytes, page_number: int, scale: float, max_pixels: int = MAX_PIXELS) -> Picture:
    """Draw page ``page_number`` (from 1), ``scale`` pixels to the point, smaller if ``max_pixels`` asks it."""
    with opened(source) as (document, _):
        return draw(document, page_number, scale, max_pixels)


def crop_png(
    source: Path | bytes,
    page_number: int,
    boxes: Sequence[Box],
    margin: float = CROP_MARGIN,
    scale: float = CROP_SCALE,
) -> bytes:
    """PNG of the page around ``boxes`` (``margin`` in points), their lines tinted."""
    with opened(source) as (document, _):
        return crop(document, page_number, boxes, margin, scale)


def draw(document: pypdfium2.PdfDocument, page_number: int, scale: float, max_pixels: int = MAX_PIXELS) -> Picture:
    """Draw a page of an open document, annotations and filled-in forms included. Raises CannotRead."""
    page = pdfium.FPDF_LoadPage(document.raw, page_index(document, page_number))
    if not page:
        raise CannotRead(_NOT_DRAWN)
    try:
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        within = capped(width, height, scale, max_pixels)
        size = max(1, round(width * within)), max(1, round(height * within))
        return _drawn(document, page, size)
    finally:
        pdfium.FPDF_ClosePage(page)


def _drawn(document: pypdfium2.PdfDocument, page: pdfium.FPDF_PAGE, size: tuple[int, int]) -> Picture:
    width, height = size
    pixels = bytearray(b"\xff") * (4 * width * height)
    buffer = (ctypes.c_ubyte * len(pixels)).from_buffer(pixels)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, buffer, 4 * width)
    if not bitmap:
        raise CannotRead(_NOT_DRAWN)
    flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    if document.formenv:
        pdfium.FPDF_FFLDraw(document.formenv.raw, bitmap, page, 0, 0, width, height, 0, flags)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pixels[3::4] = b"\xff" * (width * height)
    return Picture(width, height, bytes(pixels))


def crop(
    document: pypdfium2.PdfDocument,
    page_number: int,
    boxes: Sequence[Box],
    margin: float = CROP_MARGIN,
    scale: float = CROP_SCALE,
    *,
    framed: bool = False,
) -> bytes:
    """PNG of an open document's page around ``boxes``. Without boxes the whole page.

    A part of the page that was drawn by hand is ``framed``, not tinted: its colours may be what it shows.
    """
    picture = draw(document, page_number, scale, _CROP_PIXELS)
    size = pdfium.FS_SIZEF()
    pdfium.FPDF_GetPageSizeByIndexF(document.raw, page_number - 1, size)
    across = picture.width / size.width if size.width else 1.0
    if framed and boxes:
        edges = boxes[0].x0, boxes[0].y0, boxes[0].x1, boxes[0].y1
        image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels).convert("RGB")
        return part_png(image, Box(*(edge * across for edge in edges)), margin * across)
    return cropped(picture, across, boxes, margin)


def cropped(picture: Picture, scale: float, boxes: Sequence[Box], margin: float) -> bytes:
    """PNG of ``picture`` (``scale`` pixels to the unit of ``boxes``) around the boxes, their lines tinted."""
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels).convert("RGB")
    lines = lines_of(boxes)
    for line in lines:
        area = _pixels(line, scale, 1.0, picture)
        if area[0] < area[2] and area[1] < area[3]:
            part = image.crop(area)
            image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _TINT)), area)
    if lines:
        image = image.crop(_around(lines, scale, margin, picture))
    return _png(image)


def _around(lines: Sequence[Box], scale: float, margin: float, picture: Picture) -> tuple[int, int, int, int]:
    """The passage with its margin, at least half the page wide, so that the words around it are read with it."""
    whole = Box(
        min(line.x0 for line in lines),
        min(line.y0 for line in lines),
        max(line.x1 for line in lines),
        max(line.y1 for line in lines),
    )
    page_width = picture.width / scale
    lacking = max(0.0, 0.62 * page_width - (whole.x1 - whole.x0) - 2 * margin) / 2
    left, right = whole.x0 - margin - lacking, whole.x1 + margin + lacking
    if left < 0:
        left, right = 0.0, right - left
    elif right > page_width:
        left, right = left - (right - page_width), page_width
    return _pixels(Box(left, whole.y0 - margin, right, whole.y1 + margin), scale, 0.0, picture)


def _pixels(box: Box, scale: float, grown: float, picture: Picture) -> tuple[int, int, int, int]:
    left, top = int((box.x0 - grown) * scale), int((box.y0 - grown / 2) * scale)
    right, bottom = round((box.x1 + grown) * scale), round((box.y1 + grown / 2) * scale)
    return max(0, left), max(0, top), min(picture.width, right), min(picture.height, bottom)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()
