"""The page of an image: zoom, and a region drawn by mouse or moved by keys as the selection."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from workbench.readers.reading import Box, Page
from workbench.ui import theme
from workbench.ui.pages.contract import Mark, Selection
from workbench.ui.pages.page_view import PageView
from workbench.ui.pages.provider import PageProvider
from workbench.ui.pages.strokes import ink
from workbench.ui.text import tr

# A drag shorter than this (pixels of the view) is a click.
LEAST_DRAG = 4
# Keys move a region by this share of the image's shorter side, with Ctrl by one pixel of the image.
STEP = 0.02
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
        seen = self._on_view(self._region).toAlignedRect().intersected(self.viewport().rect())
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
            self._frame(painter, box, mark, active=mark_id == self._active)
        if not self._region.isEmpty():
            area = self._on_view(self._region)
            # A thin white rim keeps the frame visible on dark pictures.
            painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(-1.5, -1.5, 1.5, 1.5))
            accent = QColor(theme.LIGHT.accent)
            painter.setPen(QPen(accent, 1.5))
            accent.setAlpha(40)
            painter.setBrush(accent)
            painter.drawRect(area)

    def _frame(self, painter: QPainter, box: QRectF, mark: Mark, *, active: bool) -> None:
        colours = ink(mark.style, theme.LIGHT)
        area = self._on_view(box)
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(-2, -2, 2, 2))
        tint = QColor(colours.line)
        tint.setAlpha(70 if self._lit else 36)
        painter.setPen(QPen(colours.line, 3 if active else 2))
        painter.setBrush(tint if active else Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.setPen(colours.line)
        painter.drawText(area.adjusted(6, 4, -4, -4), Qt.AlignmentFlag.AlignLeft, mark.number)

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
            event.setAccepted(event.key() in _ARROWS and not self._region.isEmpty())
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7 selects the middle of the image; arrows move the region, with Shift its lower right corner."""
        if event.key() == Qt.Key.Key_F7:
            self.frame_middle()
        elif event.key() in _ARROWS and not self._region.isEmpty():
            self._nudge(event)
        else:
            super().keyPressEvent(event)

    def _nudge(self, event: QKeyEvent) -> None:
        page = self.pages[0]
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = 1.0 if fine else max(1.0, STEP * min(page.width, page.height))
        by = QPointF(*_ARROWS[Qt.Key(event.key())]) * step
        region = QRectF(self._region)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            region.setBottomRight(region.bottomRight() + by)
        else:
            region.translate(by)
        if region.width() >= 1 and region.height() >= 1:
            self.select_region(region)
            self.bring(1, self._region)


_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
