"""The underlines: one kind of line per state, stacked in lanes below the letters."""

from dataclasses import dataclass
from functools import lru_cache
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workbench.ui import theme
from workbench.ui.pages.contract import MarkStyle

# At 100 %: first lane below the baseline, pitch of the lanes, room until the letters of the next line begin.
FIRST_LANE = 4.0
PITCH = 4.2
ROOM = 13.5


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a style: of its underline, and of the tint under the active one."""

    line: QColor
    tint: QColor


_TOKENS = {
    MarkStyle.SUPPORTED: ("supports", "supports_bg"),
    MarkStyle.CONTRADICTED: ("contradicts", "contradicts_bg"),
    MarkStyle.MIXED: ("mixed", "mixed_bg"),
    MarkStyle.UNCHECKED: ("unchecked", "selection"),
    MarkStyle.CONTEXT: ("context", "context_bg"),
    MarkStyle.PASSAGE: ("accent", "selection"),
    MarkStyle.SUGGESTED: ("muted", "line"),
    MarkStyle.NO_FACT: ("border", "line"),
}


@lru_cache(maxsize=64)
def _ink(style: MarkStyle, colours: theme.Tokens) -> Ink:
    line, tint = _TOKENS[style]
    return Ink(QColor(getattr(colours, line)), QColor(getattr(colours, tint)))


def ink(style: MarkStyle, colours: theme.Tokens | None = None) -> Ink:
    """Return the colours of ``style``: those in use now, or those of ``colours`` (paper is always light)."""
    return _ink(style, colours or theme.tokens())


def lane_offset(lane: int, lanes: int, scale: float) -> float:
    """Return how far below the baseline lane ``lane`` of ``lanes`` runs; more than three share the same
    room.
    """
    pitch = PITCH if lanes <= 3 else (ROOM - FIRST_LANE) / (lanes - 1)
    return (FIRST_LANE + lane * pitch) * scale


def underline(
    painter: QPainter,
    style: MarkStyle,
    x0: float,
    x1: float,
    y: float,
    scale: float,
    *,
    colours: theme.Tokens | None = None,
) -> None:
    """Draw the underline of ``style`` from ``x0`` to ``x1``, centred on ``y``, for text at ``scale``.

    Supported is solid, contradicted double, mixed wavy, unchecked dotted, context sparsely dotted, a
    passage heavy, a suggestion dashed, "no fact" a hairline.
    """
    colour = ink(style, colours).line
    weight = max(1.0, 1.5 * scale)
    match style:
        case MarkStyle.SUPPORTED:
            _line(painter, colour, weight * 1.15, x0, x1, y)
        case MarkStyle.CONTRADICTED:
            thin = max(1.0, scale)
            _line(painter, colour, thin, x0, x1, y - 1.1 * scale)
            _line(painter, colour, thin, x0, x1, y + 1.1 * scale)
        case MarkStyle.MIXED:
            _wave(painter, colour, x0, x1, y, scale)
        case MarkStyle.UNCHECKED:
            _dots(painter, colour, weight, x0, x1, y, step=2.2)
        case MarkStyle.CONTEXT:
            _dots(painter, colour, weight * 1.35, x0, x1, y, step=3.6)
        case MarkStyle.PASSAGE:
            _line(painter, colour, weight * 1.6, x0, x1, y)
        case MarkStyle.SUGGESTED:
            _dots(painter, colour, max(1.0, scale), x0, x1, y, step=3.0)
        case MarkStyle.NO_FACT:
            _line(painter, colour, max(1.0, scale), x0, x1, y)


def _line(painter: QPainter, colour: QColor, weight: float, x0: float, x1: float, y: float) -> None:
    # A filled bar on the device's pixel grid: lines of equal weight stay equal at every scroll position.
    ratio = painter.device().devicePixelRatioF()
    thick = max(1, round(weight * ratio)) / ratio
    painter.fillRect(QRectF(x0, floor((y - thick / 2) * ratio + 0.5) / ratio, x1 - x0, thick), colour)


def _dots(painter: QPainter, colour: QColor, weight: float, x0: float, x1: float, y: float, *, step: float) -> None:
    pen = QPen(colour, weight, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    # A dash of almost no length with round caps is a dot; lengths are counted in pen widths.
    pen.setDashPattern([0.01, step - 0.01])
    # Dots stand on one grid, so that stretches that meet do not beat against each other.
    pen.setDashOffset((x0 / weight) % step)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(pen)
    painter.drawLine(QLineF(x0 + weight / 2, floor(y) + 0.5, x1 - weight / 2, floor(y) + 0.5))


def _wave(painter: QPainter, colour: QColor, x0: float, x1: float, y: float, scale: float) -> None:
    half, height = 3.5 * scale, 3.2 * scale
    # Whole waves on one grid, cut to the piece: one that begins mid-wave joins the one before it.
    number = floor(x0 / half)
    path = QPainterPath(QPointF(number * half, y))
    while number * half < x1:
        bend = height if number % 2 else -height
        path.quadTo((number + 0.5) * half, y + bend, (number + 1) * half, y)
        number += 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setClipRect(QRectF(x0, y - height, x1 - x0, 2 * height), Qt.ClipOperation.IntersectClip)
    painter.strokePath(path, QPen(colour, max(1.0, 1.3 * scale)))
    painter.restore()
