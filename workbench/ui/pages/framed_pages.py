"""Pages on which a part can be framed, by mouse or by keys, and on which linked parts are shown in their frames.

A frame is drawn by dragging with Ctrl, or plainly while framing is on; words are selected otherwise.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from workbench.readers.reading import Box
from workbench.ui.pages.contract import Mark, Selection
from workbench.ui.pages.frames import ARROWS, LEAST_DRAG, nudged, paint_drawn, paint_linked
from workbench.ui.pages.selectable_pages import SelectablePages


class FramedPages(SelectablePages):
    """Adds framed parts. A frame lies on one page, in points of the page as the file has it, however it is turned."""

    framing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        super().__init__(parent)
        self._framing = False
        self._frame = QRectF()
        self._frame_page = 0
        self._from: tuple[int, QPointF] | None = None
        self._parts: dict[str, tuple[int, QRectF, Mark]] = {}
        self.lit_part = ""

    # the frame being drawn -----------------------------------------------------------------------

    def framing(self) -> bool:
        """Return whether dragging draws a frame instead of selecting words."""
        return self._framing

    def set_framing(self, on: bool) -> None:
        """Let dragging draw a frame, or select words."""
        self._framing = on
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        self.framing_changed.emit(on)

    def frame_middle(self) -> None:
        """Frame the middle of the page in sight, to be moved and sized by keys, and let dragging draw."""
        number = self.current_page()
        if not number:
            return
        self.set_framing(True)
        page = self.pages[number - 1]
        self.select_frame(number, QRectF(page.width * 0.25, page.height * 0.375, page.width * 0.5, page.height * 0.25))
        self.bring(number, self._frame)

    def select_frame(self, page: int, frame: QRectF) -> None:
        """Select a part of a page, cut to the page; words are no longer selected."""
        whole = QRectF(0, 0, self.pages[page - 1].width, self.pages[page - 1].height)
        self._frame, self._frame_page = frame.normalized().intersected(whole), page
        self._anchor = self._head
        self.viewport().update()
        if self._from is None:
            self.selection_changed.emit()

    def framed(self) -> tuple[int, Box] | None:
        """Return the page and the part of it that is framed, or None."""
        if self._frame.isEmpty():
            return None
        r = self._frame
        return self._frame_page, Box(r.left(), r.top(), r.right(), r.bottom())

    def selection(self) -> Selection | None:
        """Return the framed part as one box without words, or the selected words."""
        framed = self.framed()
        if framed is None:
            return super().selection()
        start = self.pages[framed[0] - 1].start
        return Selection(start, start, "", (framed[1],), framed[0])

    def select(self, start: int, end: int) -> None:
        """Select words; a frame goes away."""
        had, self._frame = not self._frame.isEmpty(), QRectF()
        super().select(start, end)
        if had:
            self.viewport().update()
            if start == end and not self._dragging:
                self.selection_changed.emit()

    def clear_selection(self) -> None:
        """Select nothing; dragging selects words again."""
        super().clear_selection()
        if self._framing:
            self.set_framing(False)

    def selection_area(self) -> tuple[QRect, QPoint] | None:
        """Return the frame in sight, or the selected words, and the end."""
        if self._frame.isEmpty():
            return super().selection_area()
        shown = self.turning(self._frame_page).mapRect(self._flat(self._frame_page, self._frame))
        seen = shown.toAlignedRect().intersected(self.viewport().rect())
        if seen.isEmpty():
            return None
        corner = self.viewport().pos()
        return seen.translated(corner), seen.bottomRight() + corner

    def _flat(self, page: int, frame: QRectF) -> QRectF:
        scale = self.stack.scale
        return QRectF(frame.topLeft() * scale + self.flat_rect(page).topLeft(), frame.size() * scale)

    # linked parts --------------------------------------------------------------------------------

    def set_parts(self, parts: list[tuple[int, QRectF, Mark]]) -> None:
        """Show these linked parts (page, points of it, mark) and no others."""
        self._parts = {mark.id: (page, frame, mark) for page, frame, mark in parts}
        self.viewport().update()

    def part(self, mark_id: str) -> tuple[int, QRectF, Mark] | None:
        """Return where a linked part lies."""
        return self._parts.get(mark_id)

    def paint_frames(self, painter: QPainter, page: int, active: str) -> None:
        """Paint the linked parts of a page and the frame being drawn."""
        for mark_id, (number, frame, mark) in self._parts.items():
            if number == page:
                lit = mark_id == self.lit_part
                paint_linked(painter, self._flat(page, frame), mark, active=mark_id == active, lit=lit)
        if page == self._frame_page and not self._frame.isEmpty():
            paint_drawn(painter, self._flat(page, self._frame))

    def part_under(self, point: QPointF) -> str:
        """Return the smallest linked part under a point of the viewport, "" where there is none."""
        page, x, y = self.place_under(point)
        under = [
            (frame.width() * frame.height(), mark_id)
            for mark_id, (number, frame, _) in self._parts.items()
            if number == page and frame.contains(QPointF(x, y))
        ]
        return min(under)[1] if under else ""

    # mouse and keys ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a frame with Ctrl or while framing is on; otherwise select words."""
        wanted = self._framing or event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if not wanted or event.button() is not Qt.MouseButton.LeftButton or not self.pages:
            super().mousePressEvent(event)
            return
        page, x, y = self.place_under(event.position())
        self._from = (page, QPointF(x, y))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame out."""
        if self._from is None:
            super().mouseMoveEvent(event)
            if self._framing:
                self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            return
        page, start = self._from
        there = self._on_page(event.position(), page)
        if (there - start).manhattanLength() * self.stack.scale >= LEAST_DRAG:
            self.select_frame(page, QRectF(start, there))

    def _on_page(self, point: QPointF, page: int) -> QPointF:
        """A point of the viewport on ``page``, also where another page lies under it."""
        back, _ = self.turning(page).inverted()
        return (back.map(point) - self.flat_rect(page).topLeft()) / self.stack.scale

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the frame and say so."""
        if self._from is None:
            super().mouseReleaseEvent(event)
            return
        page, start = self._from
        self._from = None
        moved = (self._on_page(event.position(), page) - start).manhattanLength() * self.stack.scale
        if moved >= LEAST_DRAG:
            self.selection_changed.emit()
        else:
            self.select(self._head, self._head)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move a frame while there is one."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            taken = event.key() in ARROWS or event.key() == Qt.Key.Key_Escape
            if taken and (self._framing or not self._frame.isEmpty()):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the frame, with Shift its lower right corner; Escape takes it away."""
        framed = not self._frame.isEmpty()
        if framed and event.key() in ARROWS:
            page = self.pages[self._frame_page - 1]
            self.select_frame(self._frame_page, nudged(self._frame, event, shorter_side=min(page.width, page.height)))
            self.bring(self._frame_page, self._frame)
        elif event.key() == Qt.Key.Key_Escape and (framed or self._framing):
            self.clear_selection()
        else:
            super().keyPressEvent(event)
