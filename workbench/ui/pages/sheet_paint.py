"""What is painted in the cells of a sheet: words, hits, and the rectangles that are linked, told by line and sign."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.readers.cells import Cells
from workbench.ui import fonts, theme
from workbench.ui.models.sheet_model import alignment
from workbench.ui.pages.contract import Mark
from workbench.ui.pages.strokes import ink, underline
from workbench.ui.pages.text_paint import frame_hit

# In pixels at 100 %: beside the words of a cell, and around the sign of a link.
PADDING, CHIP = 6, 4


@dataclass(frozen=True, slots=True)
class Linked:
    """A mark and the rectangle of one sheet it lies on."""

    mark: Mark
    sheet: int
    cells: Cells


def holds(cells: Cells, row: int, column: int) -> bool:
    """Return whether a cell is one of the rectangle."""
    return cells.top <= row <= cells.bottom and cells.left <= column <= cells.right


class CellPainter(QStyledItemDelegate):
    """Paints a cell. The page sets what is linked, active, lit and found before."""

    def __init__(self) -> None:
        super().__init__()
        self.linked: list[Linked] = []
        self.active = ""
        self.lit: Cells | None = None
        self.hits: dict[tuple[int, int], bool] = {}  # cells in which something is found; True for the current one
        self.scale = 1.0

    def font(self) -> QFont:
        """Return the font of the cells."""
        return fonts.desk_font(self.scale)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell: ground, tint, words, what is found in it, and the signs of links that begin in it."""
        row, column = index.row(), index.column()
        rect, colours = option.rect, theme.tokens()
        here = [one for one in self.linked if holds(one.cells, row, column)]
        painter.save()
        painter.setClipRect(rect)
        self._ground(painter, rect, here, row, column)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selection))
        chips = [one for one in here if (one.cells.top, one.cells.left) == (row, column)]
        words = str(index.data() or "")
        side = alignment(words)
        room = self._chips(painter, rect, chips, left=bool(side & Qt.AlignmentFlag.AlignRight))
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text))
        self._words(painter, room, words, side)
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if (row, column) in self.hits:
            frame_hit(painter, QRectF(rect.adjusted(1, 1, -2, -2)), width=2 if self.hits[row, column] else 1)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, here: list[Linked], row: int, column: int) -> None:
        for one in here:
            if one.mark.id == self.active:
                painter.fillRect(rect, ink(one.mark.style).tint)
        lit = self.lit is not None and holds(self.lit, row, column)
        if lit or self.hits.get((row, column)):
            painter.fillRect(rect, QColor(theme.tokens().selection))

    def _words(self, painter: QPainter, room: QRect, words: str, side: Qt.AlignmentFlag) -> None:
        metrics = QFontMetrics(painter.font())
        padding = round(PADDING * self.scale)
        room = room.adjusted(padding, 0, -padding, 0)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.TextFlag.TextSingleLine, shown)

    def room_for_signs(self, row: int, column: int) -> int:
        """Return how wide the signs of the links are that begin in a cell, in pixels."""
        font = self.font()
        font.setBold(True)
        begin = [one for one in self.linked if (one.cells.top, one.cells.left) == (row, column)]
        gap = round(CHIP * self.scale)
        return sum(QFontMetrics(font).horizontalAdvance(one.mark.number) + 2 * gap for one in begin)

    def _chips(self, painter: QPainter, rect: QRect, chips: list[Linked], *, left: bool) -> QRect:
        """Draw the signs of the links that begin here, on the side where the words do not; return the room left."""
        if not chips:
            return rect
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        metrics, gap = QFontMetrics(font), round(CHIP * self.scale)
        for one in chips:
            width = metrics.horizontalAdvance(one.mark.number) + 2 * gap
            at = rect.left() if left else rect.right() + 1 - width
            place = QRect(at, rect.top(), width, rect.height())
            painter.setPen(ink(one.mark.style).line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, one.mark.number)
            rect = rect.adjusted(width, 0, 0, 0) if left else rect.adjusted(0, 0, -width, 0)
        return rect


def frame(painter: QPainter, area: QRectF, mark: Mark, *, active: bool, scale: float) -> None:
    """Draw the frame of a linked rectangle, and along it the line of its stance: none is told by colour alone."""
    colour = ink(mark.style).line
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour, 2 if active else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0, 0, -1, -1))
    underline(painter, mark.style, area.left() + 2, area.right() - 2, area.bottom() - 4 * scale, scale)
