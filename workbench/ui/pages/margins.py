"""The margins of a text page: strips beside the text that scroll with it; paragraph numbers are one of them."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from workbench.ui import fonts, theme
from workbench.ui.pages.text_paint import Geometry
from workbench.ui.text import tr


@lru_cache(maxsize=16)
def _font(pixels: int, *, bold: bool) -> QFont:
    font = fonts.desk_font()
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


class Margin(QWidget):
    """A strip beside the text that scrolls with it; the wheel over it turns the text."""

    def __init__(self, page: QTextEdit, geometry: Geometry) -> None:
        """Lie beside the viewport of ``page``, whose paragraphs ``geometry`` knows."""
        super().__init__(page)
        self.lies = geometry
        self.mirrored = False
        self.scale = 1.0
        self._page = page
        self._painted_at = 0
        # Every pixel is painted here, so that scrolling moves what is painted and asks for a strip.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        page.verticalScrollBar().valueChanged.connect(self._follow)

    def _follow(self, value: int) -> None:
        self.scroll(0, self._painted_at - value)
        self._painted_at = value

    def scrolled(self) -> int:
        """Return how far the text is scrolled, in pixels."""
        return self._page.verticalScrollBar().value()

    def note_font(self, *, bold: bool = False, pixels: float = 12.0) -> QFont:
        """Return the margin's font."""
        return _font(round(pixels * self.scale), bold=bold)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click ends here; the page behind is not clicked."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on to the text."""
        QApplication.sendEvent(self._page.viewport(), event)


class ParagraphNumbers(Margin):
    """The numbers of the paragraphs; a click on one selects the paragraph."""

    chosen = Signal(int)

    def __init__(self, page: QTextEdit, geometry: Geometry) -> None:
        """Lie before the text."""
        super().__init__(page, geometry)
        self.numbers: Mapping[int, object] = {}
        self.setAccessibleName(tr("Paragraph numbers"))
        self.setToolTip(tr("Click a number to select its paragraph"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the number of each numbered paragraph in sight on its first baseline."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.tokens().surface))
        painter.setFont(self.note_font(pixels=11.0))
        painter.setPen(QColor(theme.tokens().muted))
        metrics = QFontMetricsF(painter.font())
        top = self.scrolled()
        reach = metrics.height()
        for block, origin in self.lies.blocks(top + event.rect().top() - reach, top + event.rect().bottom() + reach):
            number = self.numbers.get(block.blockNumber())
            if number is None:
                continue
            line = block.layout().lineAt(0)
            text = str(number)
            x = 14.0 if not self.mirrored else self.width() - 14.0 - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, origin.y() + line.y() + line.ascent() - top), text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the paragraph whose lines lie at this height."""
        y = event.position().y() + self.scrolled()
        for block, _ in self.lies.blocks(y, y):
            if block.blockNumber() in self.numbers:
                self.chosen.emit(block.position())
