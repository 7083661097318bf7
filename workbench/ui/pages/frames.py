"""Frames around parts of pictures and pages: the one being drawn, and those that are linked."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from workbench.ui import theme
from workbench.ui.pages.contract import Mark
from workbench.ui.pages.strokes import ink

# A drag shorter than this (pixels of the view) is a click.
LEAST_DRAG = 4
# Keys move a frame by this share of the page's shorter side, with Ctrl by one of its units.
STEP = 0.02
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


def paint_drawn(painter: QPainter, area: QRectF) -> None:
    """Paint the frame that is being drawn or is selected."""
    # A thin white rim keeps the frame visible on dark pictures.
    painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(-1.5, -1.5, 1.5, 1.5))
    accent = QColor(theme.LIGHT.accent)
    painter.setPen(QPen(accent, 1.5))
    accent.setAlpha(40)
    painter.setBrush(accent)
    painter.drawRect(area)


def paint_linked(painter: QPainter, area: QRectF, mark: Mark, *, active: bool, lit: bool) -> None:
    """Paint a linked part with its frame and number; none relies on colour alone."""
    colours = ink(mark.style, theme.LIGHT)
    painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(-2, -2, 2, 2))
    tint = QColor(colours.line)
    tint.setAlpha(70 if lit else 36)
    painter.setPen(QPen(colours.line, 3 if active else 2))
    painter.setBrush(tint if active else Qt.BrushStyle.NoBrush)
    painter.drawRect(area)
    painter.setPen(colours.line)
    painter.drawText(area.adjusted(6, 4, -4, -4), Qt.AlignmentFlag.AlignLeft, mark.number)


def nudged(region: QRectF, event: QKeyEvent, *, shorter_side: float) -> QRectF:
    """Return the region moved by an arrow key, or sized by it with Shift; with Ctrl by one unit."""
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    step = 1.0 if fine else max(1.0, STEP * shorter_side)
    by = QPointF(*ARROWS[Qt.Key(event.key())]) * step
    moved = QRectF(region)
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        moved.setBottomRight(moved.bottomRight() + by)
    else:
        moved.translate(by)
    return moved if moved.width() >= 1 and moved.height() >= 1 else QRectF(region)
