"""Pages of a document below each other on the desk: only those in sight are drawn, and never waited for."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from workbench.readers.reading import Page
from workbench.ui import theme
from workbench.ui.pages import zoom
from workbench.ui.pages.contract import Place
from workbench.ui.pages.ground import desk
from workbench.ui.pages.page_stack import AROUND, PageStack, fitting_scale
from workbench.ui.pages.paper import paint_paper
from workbench.ui.pages.provider import PageImage, PageProvider
from workbench.ui.text import tr

# How long the pages must rest before their neighbours are drawn ahead, in milliseconds.
REST = 120
# How long zooming must rest before pages are drawn anew, in milliseconds: until then their images are stretched.
ZOOM_REST = 110
# A place's zoom of 0 means: as wide as the view; of -1: whole pages.
FIT = 0.0
WHOLE = -1.0


class PageView(QAbstractScrollArea):
    """Shows pages. Subclasses paint over them with ``paint_over`` and take the mouse."""

    view_moved = Signal()
    zoom_changed = Signal(float)
    page_changed = Signal(int, int)

    # Pixels to the page's unit at zoom 1: a point is a 72nd of an inch, a pixel a 96th.
    natural_scale: ClassVar[float] = 96 / 72
    # The largest zoom that fitting the width gives.
    most_fit: ClassVar[float] = 2.0

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        super().__init__(parent)
        self.pages: tuple[Page, ...] = ()
        self.provider: PageProvider | None = None
        self.stack = PageStack((), 1.0, 0)
        self._zoom = 1.0
        self._fit: float | None = FIT
        self._quarters = 0
        self._current = 0
        self._problems: dict[int, str] = {}
        self._pending: Place | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.rested)
        self._zooming = QTimer(self, singleShot=True, interval=ZOOM_REST)
        self._zooming.timeout.connect(self._zoomed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(tr("Pages"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.look().changed.connect(self.viewport().update)

    # what is shown -------------------------------------------------------------------------------

    def set_pages(self, pages: Sequence[Page], provider: PageProvider) -> None:
        """Show these pages from the first, drawn by ``provider``."""
        self.pages, self.provider = tuple(pages), provider
        self._problems.clear()
        self._current = self._quarters = 0
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._moved()

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self.pages)

    def current_page(self) -> int:
        """Return the page that fills most of the view's upper half, from 1; 0 without pages."""
        return self.stack.page_at(self.verticalScrollBar().value() + self.viewport().height() / 3)

    def go_to_page(self, number: int) -> None:
        """Bring the top of a page to the top of the view."""
        if self.pages:
            number = min(max(1, number), len(self.pages))
            self.verticalScrollBar().setValue(self.stack.rect(number)[1] - AROUND // 2)

    # zoom and place ------------------------------------------------------------------------------

    def zoom(self) -> float:
        """Return the zoom; 1.0 is 100 %."""
        return self._zoom

    def fits_width(self) -> bool:
        """Return whether the pages are kept as wide as the view."""
        return self._fit == FIT

    def fits_page(self) -> bool:
        """Return whether whole pages are kept in sight."""
        return self._fit == WHOLE

    def set_zoom(self, wanted: float) -> None:
        """Set the zoom, keeping the place; ``FIT`` and ``WHOLE`` keep the pages fitting the view from now on."""
        place = self.position()
        self._take_zoom(wanted)
        self._zooming.start()
        self._lay_out()
        self._go_to(place)
        self.zoom_changed.emit(self._zoom)

    def _take_zoom(self, wanted: float) -> None:
        self._fit = wanted if wanted in (FIT, WHOLE) else None
        if self._fit is None:
            self._zoom = zoom.clamp(wanted)

    def _zoomed(self) -> None:
        """Zooming has come to rest: have the pages in sight drawn at the size they have now."""
        self.viewport().update()
        self._rest.start()

    def step_zoom(self, steps: int) -> None:
        """Make the pages larger or smaller by steps."""
        self.set_zoom(zoom.step(self._zoom, steps))

    def fit_width(self) -> None:
        """Keep the pages as wide as the view."""
        self.set_zoom(FIT)

    def fit_page(self) -> None:
        """Keep whole pages in sight."""
        self.set_zoom(WHOLE)

    def turn(self, quarters: int) -> None:
        """Turn the pages clockwise by quarters, as they are shown; nothing of the document changes."""
        page = self.current_page()
        self._quarters = (self._quarters + quarters) % 4
        self._lay_out()
        self.go_to_page(page)
        self._moved()

    def turned(self) -> int:
        """Return by how many quarters the pages are turned clockwise."""
        return self._quarters

    def _lay_out(self) -> None:
        sizes = [(page.width, page.height) for page in self.pages]
        if self._quarters % 2:
            sizes = [(height, width) for width, height in sizes]
        view = self.viewport().size()
        if self._fit is not None and sizes:
            most = self.natural_scale * self.most_fit
            high = view.height() if self._fit == WHOLE else 0
            self._zoom = fitting_scale(sizes, view.width(), most=most, view_height=high) / self.natural_scale
        self.stack = PageStack(sizes, self._zoom * self.natural_scale, view.width())
        self.verticalScrollBar().setRange(0, max(0, self.stack.height - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, self.stack.width - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    def position(self) -> Place:
        """Return the page at the top edge and how far it is scrolled beyond it; ``FIT`` or ``WHOLE`` for its zoom."""
        if self._pending is not None:
            return self._pending
        top = self.verticalScrollBar().value()
        page = self.stack.page_at(top)
        within = (top - self.stack.rect(page)[1]) / self._zoom if page else 0.0
        return Place(page, within, self._zoom if self._fit is None else self._fit)

    def restore(self, place: Place) -> None:
        """Go back to a place; before the view has a size it is kept until then."""
        self._take_zoom(place.zoom)
        if self.isVisible():
            self._lay_out()
            self._go_to(place)
        else:
            self._pending = place

    def _go_to(self, place: Place) -> None:
        self._pending = None
        if self.pages and place.anchor:
            page = min(max(1, place.anchor), len(self.pages))
            self.verticalScrollBar().setValue(round(self.stack.rect(page)[1] + place.within * self._zoom))

    # places on the pages -------------------------------------------------------------------------

    def page_rect(self, page: int) -> QRect:
        """Return where a page lies in the viewport."""
        left, top, width, height = self.stack.rect(page)
        return QRect(left - self.horizontalScrollBar().value(), top - self.verticalScrollBar().value(), width, height)

    def flat_rect(self, page: int) -> QRectF:
        """Return where a page would lie in the viewport if it were not turned; ``turning`` turns it."""
        rect = self.page_rect(page)
        width, height = rect.width(), rect.height()
        return QRectF(rect.left(), rect.top(), *((height, width) if self._quarters % 2 else (width, height)))

    def turning(self, page: int) -> QTransform:
        """Return what takes places of the page laid flat to where they are shown."""
        rect = self.page_rect(page)
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        corner = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))[self._quarters]
        return QTransform().translate(*corner).rotate(90 * self._quarters).translate(-left, -top)

    def pages_in_sight(self) -> range:
        """Return the pages that reach into the viewport."""
        top = self.verticalScrollBar().value()
        return self.stack.between(top, top + self.viewport().height())

    def place_under(self, point: QPointF) -> tuple[int, float, float]:
        """Return the page nearest to a point of the viewport and the point in that page's units; page 0: none."""
        page = self.stack.page_at(point.y() + self.verticalScrollBar().value())
        if not page:
            return 0, 0.0, 0.0
        flat = self.flat_rect(page)
        back, _ = self.turning(page).inverted()
        there = back.map(point) - flat.topLeft()
        return page, there.x() / self.stack.scale, there.y() / self.stack.scale

    def bring(self, page: int, area: QRectF) -> None:
        """Scroll so that an area of a page (its units) is in sight, a third down unless it is in sight already."""
        scale, corner = self.stack.scale, self.flat_rect(page).topLeft()
        flat = QRectF(area.topLeft() * scale + corner, area.size() * scale)
        shown = self.turning(page).mapRect(flat)
        y0, y1 = (edge + self.verticalScrollBar().value() for edge in (shown.top(), shown.bottom()))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if y0 - 24 < bar.value() or min(y1, y0 + height / 2) + 24 > bar.value() + height:
            bar.setValue(round(y0 - height / 3))
        across, width = self.horizontalScrollBar(), self.viewport().width()
        x0, x1 = (edge + across.value() for edge in (shown.left(), shown.right()))
        if x0 < across.value() or x1 > across.value() + width:
            across.setValue(round((x0 + x1 - width) / 2))

    # painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that reach into the strip to be painted."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), desk())
        top = self.verticalScrollBar().value()
        for page in self.stack.between(top + event.rect().top(), top + event.rect().bottom()):
            rect = self.page_rect(page)
            if rect.intersects(event.rect()):
                self._paint_page(painter, page, rect)
                painter.save()
                painter.setTransform(self.turning(page), combine=True)
                self.paint_over(painter, page, rect)
                painter.restore()
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, rect: QRect) -> None:
        image = self._image(page)
        words = self._problems.get(page) or tr("Page {0}").format(self.pages[page - 1].label or page)
        sight, ratio = self.viewport().rect(), self.devicePixelRatioF()
        if not self._quarters or image is None:
            paint_paper(painter, rect, image, words=words, sight=sight, ratio=ratio, quick=self._zooming.isActive())
            return
        painter.save()
        painter.setTransform(self.turning(page), combine=True)
        flat = self.flat_rect(page).toRect()
        paint_paper(painter, flat, image, words=words, sight=sight, ratio=ratio, quick=self._zooming.isActive())
        painter.restore()

    def _image(self, page: int) -> QImage | None:
        """Return the page's image, or one at another scale until the right one, asked for now, has come."""
        if self.provider is None:
            return None
        image = self.provider.image(page, self._device_scale())
        if image is not None:
            return image
        other = self.provider.any_image(page)
        # A size that is only passed on the way to another is not worth drawing.
        waits = other is not None and self._zooming.isActive()
        if page not in self._problems and not waits:
            self.provider.request_image(page, self._device_scale(), self._drawn)
        return other

    def _device_scale(self) -> float:
        return round(self.stack.scale * self.devicePixelRatioF(), 4)

    def paint_over(self, painter: QPainter, page: int, rect: QRect) -> None:
        """Paint what lies on a page; ``rect`` is where it lies in the viewport. The painter works on it laid flat."""

    def _drawn(self, answer: PageImage) -> None:
        if answer.image is None:
            self._problems[answer.page] = answer.problem
        if answer.page in self.pages_in_sight():
            self.viewport().update(self.page_rect(answer.page).adjusted(-1, -1, 1, 1))

    # moving about --------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted and paint only the strip that comes into view."""
        self.viewport().scroll(dx, dy)
        self._moved()

    def _moved(self) -> None:
        current = self.current_page()
        if current != self._current:
            self._current = current
            self.setAccessibleDescription(tr("Page {0} of {1}").format(current, len(self.pages)))
            self.page_changed.emit(current, len(self.pages))
        self._rest.start()
        self.view_moved.emit()

    def rested(self) -> None:
        """The pages have come to rest: draw the next one ahead."""
        if self.provider is None or not self.pages:
            return
        seen = self.pages_in_sight()
        scale = self._device_scale()
        # The last asked for comes first: the pages in sight go after the one ahead.
        for page in (min(seen.stop, len(self.pages)), *seen):
            if page not in self._problems and self.provider.image(page, scale) is None:
                self.provider.request_image(page, scale, self._drawn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out for the new width, at the same place."""
        place = self.position()
        if self._fit is not None:
            self._zooming.start()
        self._lay_out()
        self._go_to(place)
        self._moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        wanted = zoom.by_wheel(event, self._zoom)
        if wanted is None:
            super().wheelEvent(event)
        else:
            self.set_zoom(wanted)
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and turn pages; every other key goes on to the window."""
        wanted = zoom.by_key(event, self._zoom)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        bar = self.verticalScrollBar()
        if wanted is not None:
            self.set_zoom(wanted)
        elif event.key() == Qt.Key.Key_Home and plain:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End and plain:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_Space and plain:
            bar.setValue(bar.value() + bar.pageStep() - 40)
        else:
            super().keyPressEvent(event)
