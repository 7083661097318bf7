"""Pages whose characters are known: which one lies under a point, and where a stretch of the text lies."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from workbench.readers.reading import Box, Page
from workbench.ui.pages.page_text import PageText
from workbench.ui.pages.page_view import PageView
from workbench.ui.pages.provider import PageBoxes, PageProvider

# Pages whose characters are kept measured.
KEPT = 40


class MeasuredPages(PageView):
    """Adds characters to pages. Offsets given and returned are code points of the document's text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        super().__init__(parent)
        self._text = ""
        self._starts: list[int] = []
        self._measured: OrderedDict[int, PageText] = OrderedDict()

    def set_document(self, pages: Sequence[Page], text: str, provider: PageProvider) -> None:
        """Show these pages; ``text[page.start:page.end]`` is the text of each."""
        self._text = text
        self._starts = [page.start for page in pages]
        self._measured.clear()
        self.set_pages(pages, provider)

    def text(self) -> str:
        """Return the document's text."""
        return self._text

    def first_in_sight(self) -> int:
        """Return where the text of the page in sight begins."""
        return self._starts[max(self.current_page(), 1) - 1] if self._starts else 0

    def characters(self, page: int) -> PageText | None:
        """Return a page's characters if they are measured; otherwise have them measured and return None."""
        known = self._measured.get(page)
        if known is not None:
            self._measured.move_to_end(page)
        elif self.provider is not None:
            self.provider.request_boxes(page, self._take_boxes)
        return known

    def _take_boxes(self, answer: PageBoxes) -> None:
        page = self.pages[answer.page - 1]
        self._measured[answer.page] = PageText(self._text[page.start : page.end], answer.boxes)
        while len(self._measured) > KEPT:
            self._measured.popitem(last=False)
        self.boxes_came(answer.page)
        if answer.page in self.pages_in_sight():
            self.viewport().update()

    def boxes_came(self, page: int) -> None:
        """A page's characters have been measured."""

    def rested(self) -> None:
        """Draw ahead, and measure the pages in sight, so that selecting begins at once."""
        super().rested()
        for page in self.pages_in_sight():
            self.characters(page)

    def page_of(self, offset: int) -> int:
        """Return the page whose text holds ``offset``; 0 without pages."""
        return max(1, bisect_right(self._starts, offset)) if self._starts else 0

    def boxes_of(self, start: int, end: int, page: int) -> list[Box]:
        """Return one box a line for the part of a stretch that lies on ``page``, if it is measured."""
        known = self._measured.get(page)
        if known is None:
            return []
        first = self.pages[page - 1].start
        return known.rectangles(start - first, min(end, self.pages[page - 1].end) - first)

    def offset_near(self, point: QPointF) -> int | None:
        """Return the place between characters nearest to a point of the viewport, once its page is measured."""
        page, x, y = self.place_under(point)
        characters = self.characters(page) if page else None
        near = characters.nearest(x, y) if characters else None
        return None if near is None else self.pages[page - 1].start + near

    def character_under(self, point: QPointF) -> int | None:
        """Return the offset of the character under a point of the viewport, or None."""
        page, x, y = self.place_under(point)
        characters = self.characters(page) if page else None
        found = characters.character_at(x, y) if characters else None
        return None if found is None else self.pages[page - 1].start + found

    def rect_of(self, box: Box, page: int) -> QRectF:
        """Return where a box of a page lies in the viewport."""
        return self.turning(page).mapRect(self.flat_rect_of(box, page))

    def flat_rect_of(self, box: Box, page: int) -> QRectF:
        """Return where a box of a page laid flat lies, for painting over it."""
        corner, scale = self.flat_rect(page).topLeft(), self.stack.scale
        return QRectF(
            corner.x() + box.x0 * scale,
            corner.y() + box.y0 * scale,
            (box.x1 - box.x0) * scale,
            (box.y1 - box.y0) * scale,
        )
