"""The results of a search as a list: parts and documents as headings, passages with their words lit below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.desk.views import Hit
from workbench.ui import fonts, icons, theme
from workbench.ui.direction import side
from workbench.ui.models.rows_model import Index, RowRole, RowsModel
from workbench.ui.offsets import OffsetMap
from workbench.ui.text import tr

# Lines of a passage's words; around a row, before its words, and for its place at the right, in pixels at 100 %.
LINES = 2
AROUND, BEFORE, PLACE = 7, 34, 96


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a part of the project, a document or claim, or a passage (``hit``)."""

    key: str
    words: str
    lead: str = ""
    right: str = ""
    icon: str = ""
    hit: Hit | None = None
    part: bool = False


class ResultsModel(RowsModel[Line]):
    """Headings are read but not gone to."""

    def __init__(self) -> None:
        super().__init__(lambda line: line.words, _spoken, key=lambda line: line.key)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only passages can be chosen."""
        line = self.at(index)
        if line is None or line.hit is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class ResultList(QListView):
    """``opened`` carries the hit that is to be opened."""

    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.lines = ResultsModel()
        self.lines.setParent(self)
        self._hint = ""
        self.setAccessibleName(name)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        theme.look().changed.connect(self.scheduleDelayedItemsLayout)

    def put(self, lines: Sequence[Line]) -> None:
        """Show these lines from the top, the first passage under the cursor."""
        for line in lines:
            fonts.load_for(f"{line.words} {line.lead}")
        self.lines.put(lines)
        first = next((at for at, line in enumerate(lines) if line.hit is not None), -1)
        if first >= 0:
            self.setCurrentIndex(self.lines.index(first))
        self.scrollToTop()

    def show_hit(self, hit: Hit) -> None:
        """Put the cursor on a passage."""
        at = next((at for at, line in enumerate(self.lines.rows) if line.hit is hit), -1)
        if at >= 0:
            self.setCurrentIndex(self.lines.index(at))

    def set_hint(self, hint: str) -> None:
        """Say what is to be said where there is nothing."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters belong to the actions, not to the list."""

    def minimumSizeHint(self) -> QSize:
        """A list may become small."""
        return QSize(120, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, or the hint where there are none."""
        super().paintEvent(event)
        if not self.lines.rowCount() and self._hint:
            painter = QPainter(self.viewport())
            painter.setFont(fonts.desk_font(theme.look().scale))
            painter.setPen(theme.colour("muted"))
            room = self.viewport().rect().adjusted(theme.px(18), theme.px(22), -theme.px(18), -12)
            painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._hint)

    def _choose(self, index: QModelIndex) -> None:
        line = self.lines.at(index)
        if line is not None and line.hit is not None:
            self.opened.emit(line.hit)


class _Delegate(QStyledItemDelegate):
    """Paints the three kinds of lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A heading is one line, a passage two."""
        line = index.data(RowRole)
        height = QFontMetricsF(fonts.desk_font(theme.look().scale)).lineSpacing()
        lines = LINES if isinstance(line, Line) and line.hit is not None else 1
        above = 16 if isinstance(line, Line) and line.part and index.row() else 0
        return QSize(120, round(lines * height + theme.px(2 * AROUND + above)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        line = index.data(RowRole)
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect)
        if line.hit is not None:
            _ground(painter, rect, option.state)
            _passage(painter, rect, line, line.hit)
        else:
            _heading(painter, rect, line)
        painter.restore()


def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour("selection"))
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("surface"))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))


def _heading(painter: QPainter, rect: QRect, line: Line) -> None:
    strong = fonts.desk_font(theme.look().scale)
    strong.setWeight(QFont.Weight.DemiBold)
    small = _small()
    inner = QRectF(rect.adjusted(theme.px(10), 0, -theme.px(14), -theme.px(AROUND)))
    flags = Qt.AlignmentFlag.AlignBottom
    painter.setFont(small)
    painter.setPen(theme.colour("muted"))
    painter.drawText(inner, flags | Qt.AlignmentFlag.AlignRight, line.right)
    room = inner.width() - QFontMetricsF(small).horizontalAdvance(line.right) - theme.px(12)
    painter.setPen(theme.colour("text"))
    at = inner.left()
    if line.icon:
        mark = theme.px(15)
        painter.drawPixmap(
            QPointF(at, inner.bottom() - mark - theme.px(1)), icons.pixmap(line.icon, "muted", size=mark)
        )
        at += mark + theme.px(9)
    painter.setFont(strong)
    metrics = QFontMetricsF(strong)
    if line.lead:
        painter.drawText(QRectF(at, inner.top(), inner.width(), inner.height()), flags, line.lead)
        at += metrics.horizontalAdvance(line.lead) + theme.px(8)
    font = strong if line.part else fonts.desk_font(theme.look().scale)
    painter.setFont(font)
    words = QFontMetricsF(font).elidedText(line.words, Qt.TextElideMode.ElideRight, room - (at - inner.left()))
    painter.drawText(QRectF(at, inner.top(), inner.width(), inner.height()), flags, words)
    if line.part:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))


def _passage(painter: QPainter, rect: QRect, line: Line, hit: Hit) -> None:
    inner = QRectF(rect.adjusted(theme.px(BEFORE), theme.px(AROUND), -theme.px(14), -theme.px(AROUND)))
    small = _small()
    painter.setFont(small)
    painter.setPen(theme.colour("muted"))
    place = QFontMetricsF(small).elidedText(line.right, Qt.TextElideMode.ElideMiddle, theme.px(PLACE))
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, place)
    if place:
        inner.setRight(inner.right() - (QFontMetricsF(small).horizontalAdvance(place) + theme.px(14)))
    painter.setPen(theme.colour("text"))
    _laid(hit, inner.width()).draw(painter, inner.topLeft())


def _laid(hit: Hit, width: float) -> QTextLayout:
    """Lay the words of a passage out on its lines; what was looked for is bold on a tint."""
    layout = QTextLayout(hit.snippet, fonts.desk_font(theme.look().scale))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setAlignment(side(hit.snippet))
    turned = option.alignment() == Qt.AlignmentFlag.AlignRight
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    lit = QTextCharFormat()
    lit.setFontWeight(QFont.Weight.DemiBold)
    lit.setBackground(theme.colour("mixed_bg"))
    lit.setForeground(theme.colour("text"))
    units, spans = OffsetMap(hit.snippet), []
    for start, end in hit.snippet_marks:
        span = QTextLayout.FormatRange()
        span.start, span.format = units.to_units(start), lit
        span.length = units.to_units(end) - span.start
        spans.append(span)
    layout.setFormats(spans)
    metrics = QFontMetricsF(fonts.desk_font(theme.look().scale))
    layout.beginLayout()
    for number in range(LINES):
        row = layout.createLine()
        if not row.isValid():
            break
        row.setLineWidth(width)
        row.setPosition(QPointF(0, number * metrics.lineSpacing() + metrics.ascent() - row.ascent()))
    layout.endLayout()
    return layout


def _small() -> QFont:
    font = fonts.desk_font(theme.look().scale)
    font.setPixelSize(round(11.5 * theme.look().scale))
    return font


def _spoken(line: Line) -> str:
    parts = (line.lead, line.words, line.right)
    kind = tr("passage") if line.hit is not None else tr("heading")
    return ", ".join(part for part in (*parts, kind) if part)
