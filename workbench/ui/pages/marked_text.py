"""A text with what is marked on it: tints, underlines, hits, clicks on marks."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.readers.reading import Block
from workbench.ui import theme
from workbench.ui.pages import columns
from workbench.ui.pages.columns import Look
from workbench.ui.pages.contract import Mark
from workbench.ui.pages.lanes import Lane
from workbench.ui.pages.marked import Laid, Marked
from workbench.ui.pages.selectable_text import SelectableText
from workbench.ui.pages.text_paint import paint_hits, paint_tints, paint_underlines

# How long a place just gone to stays lit, in milliseconds.
LIT = 1400

HEAD_EDGE = 6  # what the ground of a letter's head reaches beyond its lines, in pixels


class MarkedText(SelectableText):
    """Adds marks and search hits to a text."""

    mark_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._marked = Marked([], self.offsets)
        self._active: Laid | None = None
        self._raised: dict[str, Lane] = {}
        self._hovered: Laid | None = None
        self._hits: list[tuple[int, int]] = []
        self._current_hit = 0
        self._lit: tuple[int, int] | None = None
        self._timer = QTimer(self, singleShot=True, interval=LIT)
        self._timer.timeout.connect(self._unlight)

    def show_text(
        self, text: str, blocks: tuple[Block, ...] = (), *, language: str = "", look: Look = columns.ARTICLE
    ) -> None:
        """Show ``text`` from its top, without marks. See ``TextView.show_text``."""
        self._hits, self._lit, self._hovered = [], None, None
        # Nothing is painted at places of the text before.
        self._marked = Marked([], self.offsets)
        self.activate(None)
        super().show_text(text, blocks, language=language, look=look)
        self._marked = Marked([], self.offsets)

    def set_marks(self, marks: list[Mark]) -> None:
        """Show these marks and no others; the active one stays active by its id."""
        active = self._active.mark.id if self._active else None
        self._marked = Marked(marks, self.offsets)
        self._hovered = None
        self.activate(self._marked.get(active))

    def set_active(self, mark_id: str | None) -> None:
        """Tint this mark as the one being worked on."""
        self.activate(self._marked.get(mark_id))
        if self._active is not None:
            self._announce(self._active.mark.label)

    def activate(self, laid: Laid | None) -> None:
        """Make this the active mark."""
        self._active = laid
        self._raised = self._marked.with_raised(laid)
        self.viewport().update()

    def hover(self, mark_id: str) -> None:
        """Tint the mark that the mouse points at elsewhere; "" for none."""
        self._hovered = self._marked.get(mark_id)
        self.viewport().update()

    def _announce(self, label: str) -> None:
        self.setAccessibleDescription(label)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def scroll_to(self, start: int, end: int) -> None:
        """Bring the stretch into view, a third down the page unless it is in sight, and light it for a
        moment.
        """
        units = self.offsets.to_units(start), self.offsets.to_units(end)
        self._bring(units)
        self._lit = units
        self._timer.start()
        self.viewport().update()

    def _bring(self, units: tuple[int, int]) -> None:
        first, last = self.lies.baseline(units[0]), self.lies.baseline(max(units[0], units[1] - 1))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        line = 24 * self.zoom()
        if first - line < bar.value() or min(last, first + height / 2) + line > bar.value() + height:
            self._scroll_y(max(0.0, first - height / 3))

    def _put_caret(self, unit: int) -> None:
        """Caret browsing goes on from here, unless something is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            place = self.position()
            cursor.setPosition(unit)
            self.setTextCursor(cursor)
            self._settle(place)

    def _unlight(self) -> None:
        self._lit = None
        self.viewport().update()

    def flash_hit(self, spans: list[tuple[int, int]], current: int = 0) -> None:
        """Show search hits; the ``current``-th is brought into view. An empty list takes them away."""
        self._hits = [(self.offsets.to_units(start), self.offsets.to_units(end)) for start, end in spans]
        self._current_hit = current
        if 0 <= current < len(self._hits):
            self._bring(self._hits[current])
            self._put_caret(self._hits[current][0])
        self.viewport().update()

    # painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tints below Qt's text and underlines above it, for the lines that need it."""
        scrolled = self.verticalScrollBar().value()
        # Underlines hang below their line: a strip's neighbours are painted too.
        margin = 24 * self.zoom()
        top = scrolled + event.rect().top() - margin
        bottom = scrolled + event.rect().bottom() + margin
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.ground())
        painter.translate(0, -scrolled)
        if self.look.sheet:
            self._paint_sheet(painter)
        if self.heads:
            self._paint_heads(painter, top, bottom)
        self._paint_under(painter, top, bottom)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        paint_underlines(painter, self.lies, self._marked, self._raised, scale=self.zoom(), top=top, bottom=bottom)
        painter.resetTransform()
        self.paint_caret(painter)
        painter.end()

    def _paint_under(self, painter: QPainter, top: float, bottom: float) -> None:
        if self._hovered is not None and self._hovered is not self._active:
            paint_tints(painter, self.lies, self._hovered, top=top, bottom=bottom)
        paint_tints(painter, self.lies, self._active, top=top, bottom=bottom)
        paint_hits(painter, self.lies, self._hits, self._current_hit, top=top, bottom=bottom)
        if self._lit is not None:
            colour = QColor(theme.tokens().selection)
            for rect in self.lies.rectangles(*self._lit, top=top, bottom=bottom):
                painter.fillRect(rect.adjusted(-2, -1, 2, 1), colour)

    def _paint_heads(self, painter: QPainter, top: float, bottom: float) -> None:
        """Put the heads of letters on a ground of their own."""
        layout, colour = self.document().documentLayout(), QColor(theme.tokens().background)
        beside = self.columns.padding * 0.4
        for block, _ in self.lies.blocks(top, bottom):
            if block.position() in self.heads:
                above = layout.blockBoundingRect(block).top()
                below = layout.blockBoundingRect(block.next()).top() if block.next().isValid() else bottom
                first = 0 if block.previous().position() in self.heads and block.previous().isValid() else HEAD_EDGE
                last = 0 if block.next().position() in self.heads else HEAD_EDGE
                painter.fillRect(
                    QRectF(beside, above - first, self.viewport().width() - 2 * beside, below - above + first + last),
                    colour,
                )

    def _paint_sheet(self, painter: QPainter) -> None:
        colours = theme.tokens()
        height = max(self.document().size().height(), self.viewport().height())
        below = columns.BOTTOM - columns.SHEET_GAP
        sheet = QRectF(0, columns.SHEET_GAP, self.viewport().width(), height - columns.SHEET_GAP - below / 2)
        painter.fillRect(sheet, QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))

    # keys and mouse ------------------------------------------------------------------------------

    def marks_at(self, offset: int) -> list[Mark]:
        """Return the marks over the character at ``offset``, innermost first."""
        return [laid.mark for laid in self._marked.at(self.offsets.to_units(offset))]

    def _unit_under(self, point: QPoint) -> int | None:
        """Return the place of the character under a point of the viewport; None beside the text."""
        unit = (
            self.document()
            .documentLayout()
            .hitTest(
                QRectF(point, point).topLeft() + QPoint(0, self.verticalScrollBar().value()),
                Qt.HitTestAccuracy.ExactHit,
            )
        )
        return None if unit < 0 else unit

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a selection activates the mark under it; clicking on goes outwards through nested
        ones.
        """
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if event.modifiers() == Qt.KeyboardModifier.NoModifier:
            unit = self._unit_under(event.position().toPoint())
            if unit is not None:
                self._activate(unit)

    def _activate(self, unit: int) -> bool:
        chosen = self._marked.next_at(unit, self._active)
        if chosen is not None:
            self.mark_activated.emit(chosen)
        return chosen is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a mark activates it while caret browsing."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if enter and plain and self.caret_browsing() and self._activate(self.textCursor().position()):
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell, in a tooltip, what is marked under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            unit = self._unit_under(event.pos())
            labels = [laid.mark.label for laid in self._marked.at(unit)] if unit is not None else []
            QToolTip.showText(event.globalPos(), "\n".join(label for label in labels if label), self.viewport())
            return True
        return super().viewportEvent(event)
