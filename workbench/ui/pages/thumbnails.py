"""The pages of a document small, beside the page being read: a look at the whole, and a way to any page."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from workbench.ui import fonts, theme
from workbench.ui.pages.page_view import PageView
from workbench.ui.text import tr

# Width of the strip and height of a page's number, in pixels at 100 %.
WIDTH = 156
NUMBER = 18


class Thumbnails(PageView):
    """A click or the arrow keys choose a page; the one being read is framed and its number filled."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty strip."""
        super().__init__(parent)
        self._here = 0
        self.setAccessibleName(tr("Small pages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def show_here(self, page: int) -> None:
        """Frame the page that is being read, and keep it in sight."""
        self._here = page
        if self.pages and 1 <= page <= len(self.pages):
            one = self.pages[page - 1]
            self.setAccessibleDescription(f"{tr('Page')} {page} {tr('of')} {len(self.pages)}")
            self.bring(page, QRectF(0, 0, one.width, one.height))
        self.viewport().update()

    def rested(self) -> None:
        """Nothing is drawn ahead: what is being read goes first."""

    def paint_over(self, painter: QPainter, page: int, rect: QRect) -> None:
        """Paint the number of a page at its foot and a frame around the one being read."""
        area, here = self.flat_rect(page), page == self._here
        accent, paper = QColor(theme.tokens().accent), theme.LIGHT
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here:
            painter.setPen(QPen(accent, 4 if self.hasFocus() else 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
        painter.setFont(fonts.desk_font(theme.look().scale * 0.85))
        words = self.pages[page - 1].label or str(page)
        wide = min(area.width(), painter.fontMetrics().horizontalAdvance(words) + theme.px(10))
        high = theme.px(NUMBER)
        chip = QRectF(area.center().x() - wide / 2, area.bottom() - high - 3, wide, high)
        painter.setPen(QPen(QColor(paper.line), 1))
        painter.setBrush(QColor(paper.accent if here else paper.surface))
        painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(QColor(paper.surface if here else paper.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the page under the mouse."""
        page = self.place_under(event.position())[0]
        if event.button() is Qt.MouseButton.LeftButton and page:
            self.chosen.emit(page)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that go from page to page."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the page before or after, Home and End to the first and the last."""
        last = len(self.pages)
        if event.key() in _STEPS and last:
            self.chosen.emit(min(last, max(1, self._here + _STEPS[Qt.Key(event.key())])))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and last:
            self.chosen.emit(1 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
