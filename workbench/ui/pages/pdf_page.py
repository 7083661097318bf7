"""The page of a PDF: white pages on the desk, passages marked on their words, selection over the letters."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.readers.reading import Box, Page
from workbench.ui import theme
from workbench.ui.offsets import OffsetMap
from workbench.ui.pages.contract import Mark
from workbench.ui.pages.framed_pages import FramedPages
from workbench.ui.pages.lanes import Lane
from workbench.ui.pages.marked import Laid, Marked
from workbench.ui.pages.provider import PageProvider
from workbench.ui.pages.strokes import ink, lane_offset, underline
from workbench.ui.pages.thumbnails import WIDTH as THUMBNAILS_WIDTH
from workbench.ui.pages.thumbnails import Thumbnails
from workbench.ui.text import tr

# How long a place just gone to stays lit, in milliseconds.
LIT = 1400
# Letters of this height (points) get underlines as thick as the article's at 100 %.
LETTER_POINTS = 12.0
# Letters of a page or a selection that a screen reader is given at once.
SPOKEN = 600


class PdfPage(FramedPages):
    """Shows one PDF with what is marked on it. See ``contract.ReadingPage``."""

    mark_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._offsets = OffsetMap.plain(0)
        self._marked = Marked([], self._offsets)
        self._active: Laid | None = None
        self._active_part = ""
        self._raised: dict[str, Lane] = {}
        self._hits: list[tuple[int, int]] = []
        self._current_hit = 0
        self._lit: tuple[int, int] | None = None
        self._going_to: tuple[int, int] | None = None
        self._pressed_at: QPointF | None = None
        self._thumbnails: Thumbnails | None = None
        self._timer = QTimer(self, singleShot=True, interval=LIT)
        self._timer.timeout.connect(self._unlight)
        self.page_changed.connect(self._speak_page)
        self.selection_changed.connect(self._speak_place)

    def show_document(self, pages: Sequence[Page], text: str, provider: PageProvider) -> None:
        """Show a PDF from its first page; ``text[page.start:page.end]`` is the stored text of each page."""
        self._hits, self._lit, self._going_to = [], None, None
        self._offsets = OffsetMap.plain(len(text))
        self._marked = Marked([], self._offsets)
        self._set_active(None)
        self.set_parts([])
        self.set_document(pages, text, provider)

    def set_marks(self, marks: list[Mark]) -> None:
        """Show these marks and no others; the active one stays active by its id."""
        active = self._active.mark.id if self._active else None
        self._marked = Marked(marks, self._offsets)
        self._set_active(self._marked.get(active))

    def set_active(self, mark_id: str | None) -> None:
        """Tint this mark as the one being worked on."""
        self._set_active(self._marked.get(mark_id))
        part = self.part(mark_id or "")
        self._active_part = part[2].id if part else ""
        if part is not None or self._active is not None:
            self._speak(part[2].label if part else self._active.mark.label if self._active else "")

    # small pages beside ---------------------------------------------------------------------------

    def thumbnails_shown(self) -> bool:
        """Return whether the pages are shown small beside."""
        return self._thumbnails is not None

    def show_thumbnails(self, on: bool) -> None:
        """Show the pages small beside the one being read, or put them away."""
        if on and self._thumbnails is None and self.provider is not None:
            strip = self._thumbnails = Thumbnails(self)
            strip.chosen.connect(self._go_by_thumbnail)
            self.page_changed.connect(strip.show_here)
            self._place_thumbnails()
            strip.show()
            strip.set_pages(self.pages, self.provider)
            strip.turn(self.turned())
            strip.show_here(self.current_page())
        elif not on and self._thumbnails is not None:
            strip, self._thumbnails = self._thumbnails, None
            if strip.hasFocus():
                self.setFocus()
            strip.hide()
            strip.deleteLater()
            self._place_thumbnails()

    def _go_by_thumbnail(self, number: int) -> None:
        self.go_to_page(number)
        if self._thumbnails is not None:
            self._thumbnails.show_here(number)  # the last page cannot always be brought to the top

    def turn(self, quarters: int) -> None:
        """Turn the pages, the small ones with them."""
        super().turn(quarters)
        if self._thumbnails is not None:
            self._thumbnails.turn(quarters)
            self._thumbnails.show_here(self.current_page())

    def _place_thumbnails(self) -> None:
        # Where text is large and the window is not, the page being read still has most of the room.
        wide = min(theme.px(THUMBNAILS_WIDTH), self.width() // 4) if self._thumbnails is not None else 0
        left = self.layoutDirection() is not Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(wide if left else 0, 0, 0 if left else wide, 0)
        if self._thumbnails is not None:
            self._thumbnails.setGeometry(0 if left else self.width() - wide, 0, wide, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out anew, the small ones beside them."""
        super().resizeEvent(event)
        if self._thumbnails is not None:
            self._place_thumbnails()

    # for screen readers ---------------------------------------------------------------------------
    # Qt asks for an interface of text as a bare pointer, which Python cannot hand over safely: what is read goes into
    # the description instead.

    def _speak(self, words: str) -> None:
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _speak_page(self, *_: object) -> None:
        """Say which page came into sight and how its words begin."""
        number = self.current_page()
        if 1 <= number <= len(self.pages):
            page = self.pages[number - 1]
            words = " ".join(self.text()[page.start : page.end].split())
            where = f"{tr('Page')} {number} {tr('of')} {len(self.pages)}"
            self._speak(f"{where}. {words[:SPOKEN]}" if words else f"{where}. {tr('It holds no words.')}")

    def _speak_place(self) -> None:
        """Say what is selected; while browsing by caret, the line it stands in."""
        chosen, text = self.selection(), self.text()
        if chosen is not None:
            self._speak(f"{tr('Selected')}: {' '.join(chosen.text.split())[:SPOKEN]}")
        elif self.caret_browsing():
            end = text.find("\n", self._head)
            line = text[text.rfind("\n", 0, self._head) + 1 : end if end >= 0 else len(text)].strip()
            self._speak(line[:SPOKEN] or tr("Blank line"))

    def _set_active(self, laid: Laid | None) -> None:
        self._active = laid
        self._raised = self._marked.with_raised(laid)
        self.viewport().update()

    def marks_at(self, offset: int) -> list[Mark]:
        """Return the marks over the character at ``offset``, innermost first."""
        return [laid.mark for laid in self._marked.at(offset)]

    # going to a passage --------------------------------------------------------------------------

    def scroll_to(self, start: int, end: int) -> None:
        """Bring the stretch into view and light it for a moment; its page first, its words once it is measured."""
        self._lit = (start, end)
        self._timer.start()
        self._bring(start, end)

    def show_active_part(self) -> None:
        """Bring the linked part that is being worked on into view and light it for a moment."""
        part = self.part(self._active_part)
        if part is not None:
            self.lit_part = self._active_part
            self._timer.start()
            self.bring(part[0], part[1])
            self._speak(part[2].label)
            self.viewport().update()

    def flash_hit(self, spans: list[tuple[int, int]], current: int = 0) -> None:
        """Show search hits; the ``current``-th is brought into view. An empty list takes them away."""
        self._hits, self._current_hit = list(spans), current
        if 0 <= current < len(spans):
            self._bring(*spans[current])
        self.viewport().update()

    def _bring(self, start: int, end: int) -> None:
        page = self.page_of(start)
        if not page:
            return
        self._going_to = None
        if self.characters(page) is None:
            self._going_to = (start, end)
            if page not in self.pages_in_sight():
                self.go_to_page(page)
            return
        boxes = self.boxes_of(start, end, page)
        if boxes:
            self.bring(page, _around(boxes))
        elif page not in self.pages_in_sight():
            self.go_to_page(page)
        self.viewport().update()

    def boxes_came(self, page: int) -> None:
        """Finish going to a passage whose page has just been measured."""
        if self._going_to is not None and self.page_of(self._going_to[0]) == page:
            self._bring(*self._going_to)
            if self._lit is not None:
                self._timer.start()

    def _unlight(self) -> None:
        self._lit, self.lit_part = None, ""
        self.viewport().update()

    # painting ------------------------------------------------------------------------------------

    def paint_over(self, painter: QPainter, page: int, rect: QRect) -> None:
        """Paint what is marked, found, lit and selected on a page. Paper is white: its colours are the light ones."""
        self.paint_frames(painter, page, self._active_part)
        first, last = self.pages[page - 1].start, self.pages[page - 1].end
        marks = self._marked.within(first, last)
        selected = min(self._anchor, self._head), max(self._anchor, self._head)
        if not (marks or self._hits or self._lit or selected[0] < selected[1] or self.caret_browsing()):
            return
        if self.characters(page) is None:
            return
        paper = theme.LIGHT
        if self._active is not None:
            self._fill(painter, page, (self._active.start, self._active.end), ink(self._active.mark.style, paper).tint)
        for number, span in enumerate(self._hits):
            if span[0] < last and span[1] > first:
                self._hit(painter, page, span, filled=number == self._current_hit)
        for lit in (self._lit, selected):
            if lit is not None:
                self._fill(painter, page, lit, QColor(paper.selection))
        for laid in marks:
            self._underline(painter, page, laid)
        stands = self.flat_caret() if self.caret_browsing() and self.hasFocus() else None
        if stands is not None and page == self.page_of(self._head):
            painter.fillRect(stands, QColor(paper.text))

    def _fill(self, painter: QPainter, page: int, span: tuple[int, int], colour: QColor) -> None:
        painter.save()
        # Multiplied, as ink on paper: the letters stay black.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in self.boxes_of(*span, page):
            painter.fillRect(self.flat_rect_of(box, page).adjusted(-1, -1, 1, 1), colour)
        painter.restore()

    def _hit(self, painter: QPainter, page: int, span: tuple[int, int], *, filled: bool) -> None:
        if filled:
            self._fill(painter, page, span, QColor(theme.LIGHT.selection))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(theme.LIGHT.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self.boxes_of(*span, page):
            painter.drawRect(self.flat_rect_of(box, page).toAlignedRect().adjusted(-2, -2, 1, 1))

    def _underline(self, painter: QPainter, page: int, laid: Laid) -> None:
        lane = self._raised.get(laid.mark.id, laid.lane)
        for box in self.boxes_of(laid.start, laid.end, page):
            rect = self.flat_rect_of(box, page)
            scale = min(2.0, max(0.7, (box.y1 - box.y0) / LETTER_POINTS * self.zoom()))
            # A line's box ends below its descenders; the article's lanes are counted from the baseline.
            y = rect.bottom() + lane_offset(lane.lane, lane.lanes, scale) - 2.5 * scale
            underline(painter, laid.mark.style, rect.left(), rect.right(), y, scale, colours=theme.LIGHT)

    # mouse and keys ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a selection activates the mark under it; clicking on goes outwards through nested ones."""
        super().mouseReleaseEvent(event)
        began, self._pressed_at = self._pressed_at, None
        part = self.part_under(event.position())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if began is None or event.button() is not Qt.MouseButton.LeftButton or not plain or self.selection():
            return
        offset = self.character_under(event.position())
        if (offset is None or not self._activate(offset)) and part:
            self.mark_activated.emit(part)

    def _activate(self, offset: int) -> bool:
        chosen = self._marked.next_at(offset, self._active)
        if chosen is not None:
            self.mark_activated.emit(chosen)
        return chosen is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a mark activates it while caret browsing."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.caret_browsing() and self._activate(self._head):
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell, in a tooltip, what is marked under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            offset = self.character_under(QPointF(event.pos()))
            labels = [mark.label for mark in self.marks_at(offset)] if offset is not None else []
            part = self.part(self.part_under(QPointF(event.pos())))
            labels += [part[2].label] if part else []
            QToolTip.showText(event.globalPos(), "\n".join(label for label in labels if label), self.viewport())
            return True
        return super().viewportEvent(event)


def _around(boxes: list[Box]) -> QRectF:
    left, top = min(b.x0 for b in boxes), min(b.y0 for b in boxes)
    return QRectF(left, top, max(b.x1 for b in boxes) - left, max(b.y1 for b in boxes) - top)
