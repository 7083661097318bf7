"""The underlines: one kind of line per state, stacked in lanes below the letters."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

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
            _dots(painter, colour, weight * 1.1, x0, x1, y, step=2.0)
        case MarkStyle.CONTEXT:
            _dots(painter, colour, weight * 1.35, x0, x1, y, step=3.6)
        case MarkStyle.PASSAGE:
            _line(painter, colour, weight * 2, x0, x1, y)
        case MarkStyle.SUGGESTED:
            _dashes(painter, colour, max(1.0, scale), x0, x1, y)
        case MarkStyle.NO_FACT:
            _line(painter, colour, max(1.0, scale), x0, x1, y)


def _line(painter: QPainter, colour: QColor, weight: float, x0: float, x1: float, y: float) -> None:
    # A filled bar on the device's pixel grid: lines of equal weight stay equal at every scroll position.
    ratio = painter.device().devicePixelRatioF()
    thick = max(1, round(weight * ratio)) / ratio
    painter.fillRect(QRectF(x0, floor((y - thick / 2) * ratio + 0.5) / ratio, x1 - x0, thick), colour)


def _dots(painter: QPainter, colour: QColor, weight: float, x0: float, x1: float, y: float, *, step: float) -> None:
    ratio = painter.device().devicePixelRatioF()
    _tiled(painter, _dot_tile(colour.rgb(), round(weight, 2), round(step, 2), ratio), x0, x1, y)


def _dashes(painter: QPainter, colour: QColor, weight: float, x0: float, x1: float, y: float) -> None:
    ratio = painter.device().devicePixelRatioF()
    _tiled(painter, _dash_tile(colour.rgb(), round(weight, 2), ratio), x0, x1, y)


def _wave(painter: QPainter, colour: QColor, x0: float, x1: float, y: float, scale: float) -> None:
    ratio = painter.device().devicePixelRatioF()
    _tiled(painter, _wave_tile(colour.rgb(), round(scale, 2), ratio), x0, x1, y)


def _tiled(painter: QPainter, tile: QPixmap, x0: float, x1: float, y: float) -> None:
    """Fill a strip with one period of a pattern: a hundred times cheaper than stroking it.

    The pattern stands on one grid, so that pieces that meet, and strips painted apart, join.
    """
    ratio = tile.devicePixelRatio()
    period, height = tile.width() / ratio, tile.height() / ratio
    top = floor((y - height / 2) * ratio + 0.5) / ratio
    left = floor(x0 * ratio + 0.5) / ratio
    painter.drawTiledPixmap(QRectF(left, top, x1 - left, height), tile, QPointF(left % period, 0))


@lru_cache(maxsize=64)
def _dot_tile(colour: int, weight: float, step: float, ratio: float) -> QPixmap:
    period = max(2, round(weight * step * ratio))
    tile = _blank(period, ceil(weight * ratio), ratio)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(0, 0, weight, weight))
    painter.end()
    return tile


@lru_cache(maxsize=64)
def _dash_tile(colour: int, weight: float, ratio: float) -> QPixmap:
    # Long enough to be told from the dots of a claim not checked yet, at arm's length.
    thick = max(1, round(1.5 * weight * ratio))
    long, gap = round(8 * weight * ratio), round(5 * weight * ratio)
    tile = _blank(long + gap, thick, ratio)
    painter = QPainter(tile)
    painter.fillRect(QRectF(0, 0, long / ratio, thick / ratio), QColor(colour))
    painter.end()
    return tile


@lru_cache(maxsize=64)
def _wave_tile(colour: int, scale: float, ratio: float) -> QPixmap:
    period = max(4, round(7 * scale * ratio))
    # Drawn on both sides of the tile too, so that its edges join.
    height, width = 4.4 * scale, period / ratio
    tile = _blank(period, ceil(height * ratio), ratio)
    middle, bend = height / 2, 3.2 * scale
    path = QPainterPath(QPointF(-width, middle))
    for half in range(-2, 4):
        path.quadTo((half + 0.5) * width / 2, middle + (bend if half % 2 else -bend), (half + 1) * width / 2, middle)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.strokePath(path, QPen(QColor(colour), max(1.0, 1.3 * scale)))
    painter.end()
    return tile


def _blank(width: int, height: int, ratio: float) -> QPixmap:
    tile = QPixmap(width, height)
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    return tile
