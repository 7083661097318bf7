"""Pages whose words OCR read: the page is the picture it is, words it was not sure of are dotted, and it says so."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from workbench.readers.recognised import Recognised, Word
from workbench.ui import theme, words
from workbench.ui.pages.pdf_page import PdfPage
from workbench.ui.text import plural


class ReadPage(PdfPage):
    """A PDF of which some pages were read by OCR. See ``PdfPage``."""

    _read: Mapping[int, Recognised] = {}

    def show_read(self, read: Mapping[int, Recognised]) -> None:
        """Say which pages OCR read; their words are already among the text shown."""
        self._read = read
        self.viewport().update()

    def read_by_ocr(self, page: int) -> Recognised | None:
        """Return what OCR read of a page, None where it read none of it."""
        return self._read.get(page)

    def doubts(self, start: int, end: int) -> int:
        """Return how many words of a stretch OCR was not sure of."""
        page = self.page_of(start)
        read = self._read.get(page)
        if read is None:
            return 0
        first = self.pages[page - 1].start
        return sum(word.start + first < end and word.end + first > start for word in read.unsure())

    def paint_over(self, painter: QPainter, page: int, rect: QRect) -> None:
        """Dot the words to be looked at twice, below everything that is marked."""
        read = self._read.get(page)
        if read is not None:
            painter.save()
            pen = QPen(QColor(theme.LIGHT.contradicts), max(1.5, 1.4 * self.zoom()), Qt.PenStyle.DotLine)
            painter.setPen(pen)
            for word in read.unsure():
                area = self.rect_of(word.box, page)
                if area.intersects(rect.toRectF()):
                    y = area.bottom() + 1.5
                    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.restore()
        super().paint_over(painter, page, rect)

    def word_under(self, point: QPointF) -> Word | None:
        """Return the word that OCR read under a point of the viewport."""
        page, x, y = self.place_under(point)
        read = self._read.get(page)
        found = read.words if read is not None else ()
        return next((w for w in found if w.box.x0 <= x <= w.box.x1 and w.box.y0 <= y <= w.box.y1), None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell, in a tooltip, how sure OCR was of the word under the mouse, and what is marked there."""
        word = self.word_under(QPointF(event.pos())) if isinstance(event, QHelpEvent) else None
        if word is None or event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        offset = self.character_under(QPointF(event.pos()))
        labels = [mark.label for mark in self.marks_at(offset) if mark.label] if offset is not None else []
        QToolTip.showText(event.globalPos(), "\n".join([words.read_by_ocr(word.sure), *labels]), self.viewport())
        return True

    def _speak_page(self, *_: object) -> None:
        super()._speak_page()
        read = self._read.get(self.current_page())
        if read is not None:
            self._speak(f"{words.read_by_ocr(read.sure())}. {self.accessibleDescription()}")

    def _speak_place(self) -> None:
        super()._speak_place()
        chosen = self.selection()
        doubts = self.doubts(chosen.start, chosen.end) if chosen is not None else 0
        if doubts:
            told = plural(doubts, "%n word of it is not certain", "%n words of it are not certain")
            self._speak(f"{self.accessibleDescription()}. {told}")


class ReadPicture(ReadPage):
    """A picture whose words OCR read: selected like those of a page, in pixels of the picture."""

    natural_scale = 1.0
    most_fit = 1.0
