"""A text that can be selected by mouse and by keyboard alone, and gives the exact words."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QWidget

from workbench.ui import theme
from workbench.ui.pages import caret, zoom
from workbench.ui.pages.contract import Selection
from workbench.ui.pages.text_view import TextView


class SelectableText(TextView):
    """Adds selection, caret browsing, keys and the mouse to a text."""

    selection_changed = Signal()
    caret_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._dragging = False
        self._caret_was = QRect()
        self.set_caret_browsing(False)
        self.selectionChanged.connect(self._selection_moved)
        self.cursorPositionChanged.connect(self._caret_moved)

    def event(self, event: QEvent) -> bool:
        """Leave every key to the window that is not for moving about: its letters, its undo."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(caret.takes(event))
            return event.isAccepted()
        return super().event(event)

    # selection -----------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """Return the selected stretch with its exact words, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self.offsets.to_points(cursor.selectionStart())
        end = self.offsets.to_points(cursor.selectionEnd(), up=True)
        return Selection(start, end, self._text[start:end])

    def select(self, start: int, end: int) -> None:
        """Select a stretch."""
        cursor = self.textCursor()
        length = self.offsets.length
        caret.select(cursor, self.offsets.to_units(min(start, length)), self.offsets.to_units(min(end, length)))
        self.setTextCursor(cursor)

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def selection_area(self) -> tuple[QRect, QPoint] | None:
        """Return the selection's rectangle in sight and its end, in this widget's coordinates."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        top = self.verticalScrollBar().value()
        rects = self.lies.rectangles(
            cursor.selectionStart(), cursor.selectionEnd(), top=top, bottom=top + self.viewport().height()
        )
        view = QRect(0, 0, self.viewport().width(), self.viewport().height())
        seen = [r.translated(0, -top).toAlignedRect().intersected(view) for r in rects]
        seen = [r for r in seen if not r.isEmpty()]
        if not seen:
            return None
        area = seen[0]
        for rect in seen[1:]:
            area = area.united(rect)
        end = seen[-1].bottomLeft() if self.mirrored else seen[-1].bottomRight()
        corner = self.viewport().pos()
        return area.translated(corner), end + corner

    def _selection_moved(self) -> None:
        # While the mouse drags, the bar under the selection would run along; it waits for the release.
        if not (self._dragging and self.textCursor().hasSelection()):
            self.selection_changed.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored words, exactly."""
        data = QMimeData()
        chosen = self.selection()
        data.setText(chosen.text if chosen else "")
        return data

    # keys and mouse ------------------------------------------------------------------------------

    def caret_browsing(self) -> bool:
        """Return whether arrow keys move a caret."""
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard)

    def set_caret_browsing(self, on: bool) -> None:
        """Let arrow keys move a caret (F7), or scroll."""
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        if on:
            flags |= Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setCursorWidth(2 if on else 1)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        if on and not self.viewport().rect().intersects(self.cursorRect()):
            self.setTextCursor(self.cursorForPosition(QPoint(4, 4)))
        self.viewport().update()
        self.caret_changed.emit(on)

    def paint_caret(self, painter: QPainter) -> None:
        """Paint the caret while it is browsed with: Qt shows none in a text that cannot be changed."""
        if self.caret_browsing() and self.hasFocus():
            painter.fillRect(self.cursorRect(), QColor(theme.tokens().text))

    def _caret_moved(self) -> None:
        if self.caret_browsing():
            here = self.cursorRect()
            self.viewport().update(self._caret_was.united(here).adjusted(-2, -2, 2, 2))
            self._caret_was = here

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self.viewport().update()

    def select_sentence(self) -> None:
        """Select the sentence around the caret."""
        cursor = self.textCursor()
        caret.select_sentence(cursor)
        self.setTextCursor(cursor)

    def select_paragraph(self) -> None:
        """Select the paragraph around the caret."""
        cursor = self.textCursor()
        caret.select_paragraph(cursor)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select and zoom; every other key goes on to the window."""
        wanted = zoom.by_key(event, self.zoom())
        if wanted is not None:
            self.set_zoom(wanted)
        elif event.key() == Qt.Key.Key_F7:
            self.set_caret_browsing(not self.caret_browsing())
        elif not caret.handle(self, event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        wanted = zoom.by_wheel(event, self.zoom())
        if wanted is None:
            super().wheelEvent(event)
        else:
            self.set_zoom(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin selecting."""
        self._dragging = event.button() is Qt.MouseButton.LeftButton
        super().mousePressEvent(self._on_a_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on selecting."""
        super().mouseMoveEvent(self._on_a_line(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        super().mouseDoubleClickEvent(self._on_a_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End selecting and say so."""
        super().mouseReleaseEvent(self._on_a_line(event))
        if self._dragging:
            self._dragging = False
            if self.textCursor().hasSelection():
                self.selection_changed.emit()

    def _on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        """Move what the mouse does between two lines onto the nearer one: there Qt would take the line's end."""
        at = event.position()
        if not 0 <= at.y() < self.viewport().height():
            return event  # beyond the edge, where dragging scrolls
        line = self._line_near(at.toPoint())
        y = min(max(at.y(), line.top() + 1), line.bottom() - 1)
        if y == at.y():
            return event
        moved = QPointF(at.x(), y)
        return QMouseEvent(
            event.type(),
            moved,
            event.globalPosition() + moved - at,
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )

    def _line_near(self, point: QPoint) -> QRect:
        """Return the height of the line nearest to a point of the viewport, as a rectangle of the caret."""
        cursor = self.cursorForPosition(point)
        line = self.cursorRect(cursor)
        if cursor.block().text():
            return line
        # The blank line between paragraphs: above its middle the paragraph before is meant, below it the next.
        before = point.y() < line.center().y()
        block = cursor.block().previous() if before else cursor.block().next()
        while block.isValid() and not block.text():
            block = block.previous() if before else block.next()
        if not block.isValid():
            return line
        edge = QTextCursor(block)
        if before:
            edge.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        return self.cursorRect(edge)
