"""The page of an image: zoom, and a region drawn by mouse or moved by keys as the selection."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from workbench.readers.reading import Box, Page
from workbench.ui.pages.contract import Mark, Selection
from workbench.ui.pages.frames import ARROWS, LEAST_DRAG, nudged, paint_drawn, paint_linked
from workbench.ui.pages.page_view import PageView
from workbench.ui.pages.provider import PageProvider
from workbench.ui.text import tr

LIT = 1400


class ImagePage(PageView):
    """Shows one image. A region is selected; offsets play no part, so marks are placed by ``set_regions``.

    See ``contract.ReadingPage``.
    """

    natural_scale = 1.0
    most_fit = 1.0

    selection_changed = Signal()
    mark_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._region = QRectF()
        self._regions: dict[str, tuple[QRectF, Mark]] = {}
        self._active = ""
        self._lit = False
        self._from: QPointF | None = None
        self._timer = QTimer(self, singleShot=True, interval=LIT)
        self._timer.timeout.connect(self._unlight)
        self.setAccessibleName(tr("Image"))
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def show_image(self, width: int, height: int, provider: PageProvider, *, label: str = "") -> None:
        """Show an image of this size in pixels, drawn by ``provider`` as its page 1."""
        self._region = QRectF()
        self._regions.clear()
        self._active = ""
        self.set_pages([Page(1, label, 0, 0, float(width), float(height))], provider)

    # marks ---------------------------------------------------------------------------------------

    def set_marks(self, marks: list[Mark]) -> None:
        """Take away the regions whose marks are not among these; ``set_regions`` places new ones."""
        kept = {mark.id for mark in marks}
        self.set_regions([(mark, box) for box, mark in self._regions.values() if mark.id in kept])

    def set_regions(self, regions: list[tuple[Mark, QRectF]]) -> None:
        """Show these marked regions (pixels of the image) and no others."""
        self._regions = {mark.id: (box, mark) for mark, box in regions}
        self.viewport().update()

    def set_active(self, mark_id: str | None) -> None:
        """Tint this region as the one being worked on."""
        self._active = mark_id or ""
        if self._active in self._regions:
            self.setAccessibleDescription(self._regions[self._active][1].label)
        self.viewport().update()

    def scroll_to(self, start: int, end: int) -> None:
        """Bring the active region into view and light it for a moment; an image has no offsets."""
        if self._active in self._regions:
            self.bring(1, self._regions[self._active][0])
            self._lit = True
            self._timer.start()
            self.viewport().update()

    def flash_hit(self, spans: list[tuple[int, int]], current: int = 0) -> None:
        """Do nothing: an image has no words to be hit."""

    def _unlight(self) -> None:
        self._lit = False
        self.viewport().update()

    # selection -----------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """Return the region as one box in pixels of the image, or None."""
        if self._region.isEmpty():
            return None
        r = self._region
        return Selection(0, 0, "", (Box(r.left(), r.top(), r.right(), r.bottom()),), 1)

    def select_region(self, region: QRectF) -> None:
        """Select a region (pixels of the image), cut to the image."""
        if not self.pages:
            return
        whole = QRectF(0, 0, self.pages[0].width, self.pages[0].height)
        self._region = region.normalized().intersected(whole)
        self.viewport().update()
        if self._from is None:
            self.selection_changed.emit()

    def frame_middle(self) -> None:
        """Select the middle of the image, to be moved and sized by keys."""
        if self.pages:
            page = self.pages[0]
            self.select_region(QRectF(page.width * 0.375, page.height * 0.375, page.width / 4, page.height / 4))
            self.bring(1, self._region)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.select_region(QRectF())

    def selection_area(self) -> tuple[QRect, QPoint] | None:
        """Return the region in sight and its end, in this widget's coordinates."""
        if self._region.isEmpty():
            return None
        shown = self.turning(1).mapRect(self._on_view(self._region))
        seen = shown.toAlignedRect().intersected(self.viewport().rect())
        if seen.isEmpty():
            return None
        corner = self.viewport().pos()
        return seen.translated(corner), seen.bottomRight() + corner

    def _on_view(self, region: QRectF) -> QRectF:
        corner, scale = self.page_rect(1).topLeft(), self.stack.scale
        return QRectF(region.topLeft() * scale + corner, region.size() * scale)

    # painting ------------------------------------------------------------------------------------

    def paint_over(self, painter: QPainter, page: int, rect: QRect) -> None:
        """Paint the marked regions and the selected one; each has its frame, none relies on colour alone."""
        for mark_id, (box, mark) in self._regions.items():
            active = mark_id == self._active
            paint_linked(painter, self._on_view(box), mark, active=active, lit=self._lit)
        if not self._region.isEmpty():
            paint_drawn(painter, self._on_view(self._region))

    # mouse and keys ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a region."""
        if event.button() is Qt.MouseButton.LeftButton and self.pages:
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the region out."""
        if self._from is None:
            return
        moved = (event.position() - self._from).manhattanLength()
        if moved >= LEAST_DRAG:
            _, x0, y0 = self.place_under(self._from)
            _, x1, y1 = self.place_under(event.position())
            self.select_region(QRectF(QPointF(x0, y0), QPointF(x1, y1)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the region and say so; a click activates the smallest marked region under it, or selects nothing."""
        if self._from is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        moved = (event.position() - self._from).manhattanLength()
        self._from = None
        if moved >= LEAST_DRAG:
            self.selection_changed.emit()
            return
        _, x, y = self.place_under(event.position())
        under = [(b.width() * b.height(), i) for i, (b, _) in self._regions.items() if b.contains(QPointF(x, y))]
        if under:
            self.mark_activated.emit(min(under)[1])
        else:
            self.clear_selection()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move a region while there is one."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() in {*ARROWS, Qt.Key.Key_Escape} and not self._region.isEmpty())
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7 selects the middle of the image; arrows move the region, with Shift its corner; Escape takes it away."""
        if event.key() == Qt.Key.Key_F7:
            self.frame_middle()
        elif event.key() == Qt.Key.Key_Escape and not self._region.isEmpty():
            self.clear_selection()
        elif event.key() in ARROWS and not self._region.isEmpty():
            self._nudge(event)
        else:
            super().keyPressEvent(event)

    def _nudge(self, event: QKeyEvent) -> None:
        page = self.pages[0]
        self.select_region(nudged(self._region, event, shorter_side=min(page.width, page.height)))
        self.bring(1, self._region)
