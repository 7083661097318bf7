"""Verdicts and stances as shapes, drawn crisp at 12 to 20 pixels at any device pixel ratio."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from workbench.ui import theme
from workbench.ui.pages.contract import Shape, Tone


def tone_colour(tone: Tone) -> QColor:
    """Return the colour in use for ``tone``."""
    return QColor(getattr(theme.tokens(), tone.value))


def draw(painter: QPainter, shape: Shape, box: QRectF, colour: QColor, *, hole: QColor | None = None) -> None:
    """Draw ``shape`` into the square ``box`` (logical pixels) in ``colour``.

    ``hole`` is the colour of the tick or cross inside a filled shape; the surface's colour when left out.
    """
    side = min(box.width(), box.height())
    square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = hole or QColor(theme.tokens().surface)
    match shape:
        case Shape.RING | Shape.DOTTED_RING | Shape.QUARTER | Shape.HALF | Shape.THREE_QUARTERS:
            _ring(painter, shape, square, colour)
        case Shape.CHECK:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(square)
            _tick(painter, square, inside, side * 0.13)
        case Shape.CROSS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            inset = side * 0.03
            painter.drawRoundedRect(square.adjusted(inset, inset, -inset, -inset), side * 0.16, side * 0.16)
            _times(painter, square, inside, side * 0.13, reach=0.20)
        case Shape.TICK:
            _tick(painter, square, colour, side * 0.13, grow=1.45)
        case Shape.TIMES:
            _times(painter, square, colour, side * 0.13, reach=0.28)
        case Shape.HALF_MOON:
            inset = side * 0.1
            _ring(painter, Shape.HALF, square.adjusted(inset, inset, -inset, -inset), colour)
        case Shape.DOT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(square.center(), side * 0.13, side * 0.13)
    painter.restore()


# Share of the circle that is filled, clockwise from twelve o'clock.
_FILLED = {Shape.QUARTER: 0.25, Shape.HALF: 0.5, Shape.THREE_QUARTERS: 0.75}


def _ring(painter: QPainter, shape: Shape, square: QRectF, colour: QColor) -> None:
    width = max(1.0, square.width() * 0.105)
    rim = square.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    pen = QPen(colour, width)
    if shape is Shape.DOTTED_RING:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        # Twelve dashes around the circle; dash lengths are counted in pen widths.
        step = rim.width() * 3.14159 / 12 / width
        pen.setDashPattern([step * 0.55, step * 0.45])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rim)
    share = _FILLED.get(shape, 0.0)
    if share:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        # The half lies on the left, as in ◐; quarters run clockwise from twelve o'clock.
        start = 90 if shape is Shape.HALF else 90 - share * 360
        gap = 0.0 if shape is Shape.HALF else width * 1.1
        painter.drawPie(rim.adjusted(gap, gap, -gap, -gap), round(start * 16), round(share * 360 * 16))


def _tick(painter: QPainter, square: QRectF, colour: QColor, width: float, *, grow: float = 1.0) -> None:
    centre, side = square.center(), square.width() * grow
    points = [(-0.21, 0.02), (-0.06, 0.17), (0.22, -0.14)]
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(centre.x() + x * side, centre.y() + y * side) for x, y in points]))


def _times(painter: QPainter, square: QRectF, colour: QColor, width: float, *, reach: float) -> None:
    centre, arm = square.center(), square.width() * reach
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(centre + QPointF(-arm, -arm), centre + QPointF(arm, arm))
    painter.drawLine(centre + QPointF(-arm, arm), centre + QPointF(arm, -arm))


def pixmap(shape: Shape, colour: QColor, side: int, ratio: float, *, hole: QColor | None = None) -> QPixmap:
    """Return ``shape`` as a pixmap of ``side`` logical pixels for a screen of ``ratio`` device pixels
    each.
    """
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, shape, QRectF(0, 0, side, side), colour, hole=hole)
    painter.end()
    return picture


def icon(shape: Shape, tone: Tone, widget: QWidget, side: int = 16) -> QIcon:
    """Return ``shape`` as an icon for ``widget``, in the colour of ``tone`` that is in use now."""
    return QIcon(pixmap(shape, tone_colour(tone), side, widget.devicePixelRatioF()))
