"""An open document whose pages can be drawn, measured and cropped: a PDF, or an image as its only page."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pypdfium2

from workbench.model.sets import DocumentKind
from workbench.readers import kinds, pdf_boxes, pdf_draw
from workbench.readers.pdf_open import open_document
from workbench.readers.picture import Picture
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box
from workbench.readers.table import Table


class Pages(Protocol):
    """Pages from 1; points (images: pixels) from the top left."""

    @property
    def count(self) -> int:
        """How many pages there are."""

    @property
    def forms(self) -> bool:
        """Whether form fields are drawn."""

    def render(self, page: int, scale: float, max_pixels: int) -> Picture:
        """Draw a page."""

    def edges(self, page: int) -> "array[float]":
        """x0, y0, x1, y1 of every code point of the page's text."""

    def crop(self, page: int, boxes: Sequence[Box], margin: float, scale: float, *, framed: bool = False) -> bytes:
        """PNG of the page around the boxes: their lines tinted, or the first ``framed``."""

    def table(self, page: int, within: Box) -> Table:
        """The table within a part of a page."""


def open_pages(path: Path, *, forms: bool = True) -> Pages:
    """Open a PDF or an image for its pages, filled-in ``forms`` drawn or not. Raises CannotRead."""
    match kinds.sniff(path).kind:
        case DocumentKind.PDF:
            return _PdfPages(open_document(path)[0], forms=forms)
        case DocumentKind.IMAGE:
            from workbench.readers import image

            return image.ImagePages(path)
        case _:
            raise CannotRead("This file has no pages that can be drawn; it is shown as text.")


class _PdfPages:
    def __init__(self, document: pypdfium2.PdfDocument, *, forms: bool) -> None:
        self._document = document
        self.forms = forms and bool(document.get_formtype())
        if self.forms:
            document.init_forms()

    @property
    def count(self) -> int:
        return len(self._document)

    def render(self, page: int, scale: float, max_pixels: int) -> Picture:
        return pdf_draw.draw(self._document, page, scale, max_pixels)

    def edges(self, page: int) -> "array[float]":
        return pdf_boxes.edges_of(self._document, page)

    def crop(self, page: int, boxes: Sequence[Box], margin: float, scale: float, *, framed: bool = False) -> bytes:
        return pdf_draw.crop(self._document, page, boxes, margin, scale, framed=framed)

    def table(self, page: int, within: Box) -> Table:
        from workbench.readers import pdf_tables

        return pdf_tables.table_in(self._document, page, within)
