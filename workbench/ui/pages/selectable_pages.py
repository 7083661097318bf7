"""Pages whose text can be selected by mouse and by keyboard, in the logical order of the stored text."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from workbench.readers.reading import Page
from workbench.ui.pages import caret
from workbench.ui.pages.caret_on_pages import moved
from workbench.ui.pages.contract import Selection
from workbench.ui.pages.measured_pages import MeasuredPages
from workbench.ui.pages.provider import PageProvider

# While the mouse drags beyond the edge: pixels scrolled at each tick, and the tick in milliseconds.
CREEP, TICK = 18, 30


class SelectablePages(MeasuredPages):
    """Adds selection to pages. Offsets given and returned are code points of the document's text."""

    selection_changed = Signal()
    caret_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        super().__init__(parent)
        self._anchor = 0
        self._head = 0
        self._dragging = False
        self._browsing = False
        self._mouse = QPointF()
        self._creeping = QTimer(self, interval=TICK)
        self._creeping.timeout.connect(self._creep)
        self.viewport().setMouseTracking(True)

    def set_document(self, pages: Sequence[Page], text: str, provider: PageProvider) -> None:
        """Show these pages, nothing selected."""
        self._anchor = self._head = 0
        super().set_document(pages, text, provider)

    # selection -----------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """Return the selected stretch, with its boxes on the page where it begins; or None."""
        start, end = sorted((self._anchor, self._head))
        if start == end:
            return None
        page = self.page_of(start)
        boxes = tuple(self.boxes_of(start, end, page))
        return Selection(start, end, self.text()[start:end], boxes, page)

    def select(self, start: int, end: int) -> None:
        """Select a stretch; the caret is at its end."""
        changed = (start, end) != (self._anchor, self._head)
        self._anchor, self._head = start, end
        if changed:
            self.viewport().update()
            if not self._dragging:
                self.selection_changed.emit()

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self.select(self._head, self._head)

    def selection_area(self) -> tuple[QRect, QPoint] | None:
        """Return the selection's rectangle in sight and its end, in this widget's coordinates."""
        start, end = sorted((self._anchor, self._head))
        view = self.viewport().rect()
        seen = [
            rect
            for page in self.pages_in_sight()
            for box in (self.boxes_of(start, end, page) if start < end else [])
            if not (rect := self.rect_of(box, page).toAlignedRect().intersected(view)).isEmpty()
        ]
        if not seen:
            return None
        area = seen[0]
        for rect in seen[1:]:
            area = area.united(rect)
        corner = self.viewport().pos()
        return area.translated(corner), seen[-1].bottomRight() + corner

    def copy(self) -> None:
        """Copy the stored words."""
        chosen = self.selection()
        if chosen:
            QGuiApplication.clipboard().setText(chosen.text)

    # caret ---------------------------------------------------------------------------------------

    def caret_browsing(self) -> bool:
        """Return whether arrow keys move a caret."""
        return self._browsing

    def set_caret_browsing(self, on: bool) -> None:
        """Let arrow keys move a caret (F7), or scroll."""
        self._browsing = on
        page = self.current_page()
        if on and page and self.page_of(self._head) != page:
            self.select(self.pages[page - 1].start, self.pages[page - 1].start)
        self.viewport().update()
        self.caret_changed.emit(on)

    def caret_rect(self) -> QRectF | None:
        """Return where the caret stands in the viewport, if caret browsing is on and its page is measured."""
        flat = self.flat_caret()
        return None if flat is None else self.turning(self.page_of(self._head)).mapRect(flat)

    def flat_caret(self) -> QRectF | None:
        """Return where the caret stands on its page laid flat, for painting it."""
        page = self.page_of(self._head)
        characters = self.characters(page) if self._browsing and page else None
        box = characters.caret(self._head - self.pages[page - 1].start) if characters else None
        return self.flat_rect_of(box, page).adjusted(-1, 0, 1, 0) if box else None

    def select_sentence(self) -> None:
        """Select the sentence around the caret."""
        self._select_around(sentence=True)

    def select_paragraph(self) -> None:
        """Select the paragraph around the caret."""
        self._select_around(sentence=False)

    def _select_around(self, *, sentence: bool) -> None:
        text = self.text()
        low = text.rfind("\n\n", 0, self._head) + 2 if "\n\n" in text[: self._head] else 0
        high = text.find("\n\n", self._head)
        page = self.pages[self.page_of(self._head) - 1]
        low, high = max(low, page.start), min(high if high >= 0 else len(text), page.end)
        if sentence:
            inner = caret.sentence_in(text[low:high].replace("\n", " "), self._head - low)
            low, high = low + inner[0], low + inner[1]
        self.select(low, high)

    def event(self, event: QEvent) -> bool:
        """Leave every key to the window that is not for moving about or copying."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(caret.takes(event) or event.matches(QKeySequence.StandardKey.Copy))
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, select, copy; every other key scrolls, zooms or goes on to the window."""
        if event.key() == Qt.Key.Key_F7:
            self.set_caret_browsing(not self._browsing)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif not self._move(event):
            super().keyPressEvent(event)

    def _move(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self.pages or not (self._browsing or (shift and self._anchor != self._head)):
            return False
        page = self.pages[self.page_of(self._head) - 1]
        target = moved(event, self._head, page=page, pages=self.pages, characters=self.characters, text=self.text())
        if target is None:
            return False
        self.select(self._anchor if shift else target, target)
        box = self.caret_rect()
        if box is not None:
            self.ensure_seen(box)
        return True

    def ensure_seen(self, rect: QRectF) -> None:
        """Scroll as little as brings a rectangle of the viewport into sight."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < 8:
            bar.setValue(round(bar.value() + rect.top() - 8))
        elif rect.bottom() > height - 8:
            bar.setValue(round(bar.value() + rect.bottom() - height + 8))

    # mouse ---------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin selecting, or extend with Shift."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        offset = self.offset_near(event.position())
        if offset is None:
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.select(self._anchor if shift else offset, offset)
        self._dragging = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection; beyond the edge the pages creep on."""
        self._mouse = event.position()
        if not self._dragging:
            over = self.character_under(event.position()) is not None
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)
            return
        self._drag_to(event.position())
        outside = not 0 <= event.position().y() <= self.viewport().height()
        if outside and not self._creeping.isActive():
            self._creeping.start()
        elif not outside:
            self._creeping.stop()

    def _drag_to(self, point: QPointF) -> None:
        offset = self.offset_near(point)
        if offset is not None:
            self.select(self._anchor, offset)

    def _creep(self) -> None:
        down = self._mouse.y() > 0
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (CREEP if down else -CREEP))
        self._drag_to(self._mouse)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End selecting and say so."""
        if event.button() is not Qt.MouseButton.LeftButton or not self._dragging:
            return
        self._dragging = False
        self._creeping.stop()
        if self._anchor != self._head:
            self.selection_changed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        offset = self.character_under(event.position())
        if offset is None:
            return
        page = self.page_of(offset)
        first, characters = self.pages[page - 1].start, self._measured[page]
        start, end = characters.word_at(offset - first)
        self.select(first + start, first + end)
