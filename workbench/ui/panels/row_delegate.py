"""Rows of the navigator: a shape, a line or two of words, a line of detail, initials and a dot, on a hairline."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.ui import fonts, icons, theme
from workbench.ui.direction import side
from workbench.ui.models.rows_model import RowRole
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import Shape, Tone

LINES = 2


@dataclass(frozen=True, slots=True)
class RowFace:
    """What a row shows. ``lead`` is bold before the words; ``dot`` is a warning at the right end of the detail.

    A shape or an icon stands before it all.
    """

    lead: str
    words: str
    detail: str
    shape: Shape | None = None
    tone: Tone = Tone.UNCHECKED
    icon: str = ""
    right: str = ""
    dot: Tone | None = None


class RowDelegate(QStyledItemDelegate):
    """Paints rows by their faces; every row is equally tall, so that a long list scrolls without measuring."""

    def __init__(self, face: Callable[[Any], RowFace], parent: QObject | None = None, *, lines: int = LINES) -> None:
        super().__init__(parent)
        self._face = face
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The lines of words, a line of detail, and room around."""
        words, small = _metrics(theme.look().scale)
        return QSize(120, round(self._lines * words.lineSpacing() + small.lineSpacing() + theme.px(17)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row = index.data(RowRole)
        if row is None:
            return
        face = self._face(row)
        state, rect = option.state, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, rect, state)
        inner = rect.adjusted(theme.px(13), theme.px(8), -theme.px(13), -theme.px(7))
        side = theme.px(15)
        if face.shape is not None:
            box = QRectF(inner.left(), inner.top() + theme.px(1), side, side)
            selected = bool(state & QStyle.StateFlag.State_Selected)
            hole = theme.colour("selection" if selected else "background")
            shapes.draw(painter, face.shape, box, shapes.tone_colour(face.tone), hole=hole)
        elif face.icon:
            painter.drawPixmap(
                QPointF(inner.left(), inner.top() + theme.px(1)), icons.pixmap(face.icon, face.tone.value, size=side)
            )
        inner.setLeft(inner.left() + side + theme.px(13))
        _write(painter, inner, face, self._lines)
        painter.restore()


def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("selection"))
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("surface"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))


def _write(painter: QPainter, inner: QRect, face: RowFace, lines: int) -> None:
    words, small = _metrics(theme.look().scale)
    laid = _lay_out(face.lead, face.words, inner.width(), theme.look().scale, lines)
    painter.setPen(theme.colour("text"))
    laid.draw(painter, QPointF(inner.left(), inner.top()))
    base = inner.top() + lines * words.lineSpacing() + theme.px(2)
    if laid.lineCount() == 1:
        base = inner.top() + words.lineSpacing() + theme.px(2)
    line = QRectF(inner.left(), base, inner.width(), small.lineSpacing())
    painter.setFont(_small_font(theme.look().scale))
    painter.setPen(theme.colour("muted"))
    if face.dot is not None:
        side = theme.px(8)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shapes.tone_colour(face.dot))
        painter.drawEllipse(QRectF(line.right() - side, line.center().y() - side / 2, side, side))
        painter.restore()
    right = QRectF(line.left(), line.top(), line.width() - theme.px(17), line.height())
    end = small.horizontalAdvance(face.right) if face.right else 0.0
    painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, face.right)
    room = right.width() - (end + theme.px(8) if face.right else 0)
    detail = small.elidedText(face.detail, Qt.TextElideMode.ElideRight, room)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, detail)


@lru_cache(maxsize=8)
def _metrics(scale: float) -> tuple[QFontMetricsF, QFontMetricsF]:
    return QFontMetricsF(fonts.desk_font(scale)), QFontMetricsF(_small_font(scale))


def _small_font(scale: float) -> QFont:
    font = fonts.desk_font(scale)
    font.setPixelSize(round(11.5 * scale))
    return font


@lru_cache(maxsize=400)
def _lay_out(lead: str, words: str, width: int, scale: float, lines: int = LINES) -> QTextLayout:
    """Lay out lead and words on at most so many lines, the last cut with an ellipsis."""
    text = f"{lead}  {words}" if lead else words
    first = _layout(text, lead, width, scale)
    if first.lineCount() <= lines:
        return first
    start = first.lineAt(lines - 1).textStart()
    metrics, _ = _metrics(scale)
    cut = metrics.elidedText(text[start : start + 200].replace("\n", " "), Qt.TextElideMode.ElideRight, width - 1)
    return _layout(text[:start] + cut, lead, width, scale)


def _layout(text: str, lead: str, width: int, scale: float) -> QTextLayout:
    font = fonts.desk_font(scale)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # The words decide, not the number before them.
    option.setAlignment(side(text.removeprefix(lead)))
    turned = option.alignment() == Qt.AlignmentFlag.AlignRight
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    if lead:
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = 0, len(lead), bold
        layout.setFormats([span])
    metrics, _ = _metrics(scale)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        # By the feet of its letters: a taller script would push its lines down into the line of detail.
        line.setPosition(QPointF(0, top + metrics.ascent() - line.ascent()))
        top += metrics.lineSpacing()
    layout.endLayout()
    return layout
