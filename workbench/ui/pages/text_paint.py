"""Paints the marks of a text page: tints below the letters, underlines above them, for the paragraphs in
sight.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextDocument

from workbench.ui import theme
from workbench.ui.pages.lanes import Lane
from workbench.ui.pages.marked import Laid, Marked
from workbench.ui.pages.pieces import Piece, needs_bidi, pieces
from workbench.ui.pages.strokes import ink, lane_offset, underline

# Cached pieces of stretches; far more than one screen holds, thrown away when the text is laid out anew.
CACHE_LIMIT = 20_000


class Geometry:
    """Answers where stretches and paragraphs of a laid-out document lie; remembers until ``forget``."""

    def __init__(self, document: QTextDocument) -> None:
        """Take the document of the page."""
        self._document = document
        self._pieces: dict[tuple[int, int, int], list[Piece]] = {}
        self._bidi: dict[int, bool] = {}
        self._baselines: dict[int, float] = {}

    def forget(self) -> None:
        """The document has been set or wrapped anew."""
        self._pieces.clear()
        self._bidi.clear()
        self._baselines.clear()

    def blocks(self, top: float, bottom: float) -> Iterator[tuple[QTextBlock, QPointF]]:
        """Yield the paragraphs between two heights of the document, each with the origin of its lines."""
        layout = self._document.documentLayout()
        found = layout.hitTest(QPointF(0, max(0.0, top)), Qt.HitTestAccuracy.FuzzyHit)
        block = self._document.findBlock(max(0, found))
        while block.previous().isValid() and layout.blockBoundingRect(block).top() > top:
            block = block.previous()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() > bottom:
                return
            yield block, block.layout().position()
            block = block.next()

    def pieces(self, block: QTextBlock, start: int, end: int) -> list[Piece]:
        """Return the pieces of the document's stretch ``start`` to ``end`` that lie in ``block``."""
        position = block.position()
        key = (position, max(start, position), min(end, position + block.length() - 1))
        known = self._pieces.get(key)
        if known is not None:
            return known
        if key[1] >= key[2]:
            return []
        if len(self._pieces) > CACHE_LIMIT:
            self._pieces.clear()
        if position not in self._bidi:
            self._bidi[position] = needs_bidi(block.text())
        made = pieces(block, key[1] - position, key[2] - position, bidi=self._bidi[position])
        self._pieces[key] = made
        return made

    def baseline(self, unit: int) -> float:
        """Return the height of the baseline of the line that holds the UTF-16 offset ``unit``."""
        known = self._baselines.get(unit)
        if known is not None:
            return known
        unit = min(unit, self._document.characterCount() - 1)
        block = self._document.findBlock(unit)
        self._document.documentLayout().blockBoundingRect(block)  # lays the text out as far as here
        line = block.layout().lineForTextPosition(unit - block.position())
        height = block.layout().position().y() + (line.y() + line.ascent() if line.isValid() else 0.0)
        self._baselines[unit] = height
        return height

    def rectangles(self, start: int, end: int, *, top: float, bottom: float) -> list[QRectF]:
        """Return the stretch's rectangles between two heights of the document, in its coordinates."""
        found = []
        for block, origin in self.blocks(top, bottom):
            for piece in self.pieces(block, start, end):
                rect = QRectF(piece.x0, piece.top, piece.x1 - piece.x0, piece.bottom - piece.top)
                found.append(rect.translated(origin))
        return found


def paint_tints(painter: QPainter, geometry: Geometry, active: Laid | None, *, top: float, bottom: float) -> None:
    """Tint the active mark."""
    if active is None:
        return
    tint = ink(active.mark.style).tint
    for rect in geometry.rectangles(active.start, active.end, top=top, bottom=bottom):
        painter.fillRect(rect, tint)


def paint_underlines(
    painter: QPainter,
    geometry: Geometry,
    marked: Marked,
    raised: dict[str, Lane],
    *,
    scale: float,
    top: float,
    bottom: float,
) -> None:
    """Draw the underlines of every mark between two heights of the document.

    ``raised`` holds the lanes that differ from the marks' own because of the active one.
    """
    for block, origin in geometry.blocks(top, bottom):
        start = block.position()
        for laid in marked.within(start, start + block.length()):
            lane = raised.get(laid.mark.id, laid.lane)
            offset = lane_offset(lane.lane, lane.lanes, scale)
            for piece in geometry.pieces(block, laid.start, laid.end):
                y = origin.y() + piece.baseline + offset
                underline(painter, laid.mark.style, origin.x() + piece.x0, origin.x() + piece.x1, y, scale)


def paint_hits(
    painter: QPainter,
    geometry: Geometry,
    spans: list[tuple[int, int]],
    current: int,
    *,
    top: float,
    bottom: float,
) -> None:
    """Show search hits: the current one filled and framed, the others framed."""
    colours = theme.tokens()
    blocks = [block for block, _ in geometry.blocks(top, bottom)] if spans else []
    if not blocks:
        return
    first, last = blocks[0].position(), blocks[-1].position() + blocks[-1].length()
    for number, (start, end) in enumerate(spans):
        if end <= first or start >= last:
            continue
        for rect in geometry.rectangles(start, end, top=top, bottom=bottom):
            if number == current:
                painter.fillRect(rect, QColor(colours.selection))
            frame_hit(painter, rect, width=2 if number == current else 1)


def frame_hit(painter: QPainter, rect: QRectF, *, width: int = 1) -> None:
    """Draw a hit's frame: the accent colour, ``width`` pixels, on the pixel grid."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(theme.tokens().accent), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.toAlignedRect().adjusted(0, 0, -1, -1))
