"""What stands where there is nothing yet: one line that says so and one that teaches the next step."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui import fonts, theme
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import Shape, Tone
from workbench.ui.text import tr

# In pixels at 100 %: the widest a line gets, the shape above the lines, the space between.
WIDEST = 420
SIDE = 28
GAP = 12


class EmptyPage(QWidget):
    """Shows a title and a sentence, quietly, in the middle."""

    def __init__(self, title: str, sentence: str, *, shape: Shape = Shape.DOTTED_RING, parent: QWidget | None = None):
        """Show ``title`` and below it the ``sentence`` that teaches."""
        super().__init__(parent)
        self._shape = shape
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_words(title, sentence)
        theme.look().changed.connect(self.update)

    def set_words(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title, self._sentence = title, sentence
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shape, title and sentence a little above the middle."""
        painter = QPainter(self)
        colours = theme.tokens()
        painter.fillRect(self.rect(), QColor(colours.surface))
        width = min(self.width() - 32, theme.px(WIDEST))
        top = round(self.height() * 0.36)
        side = theme.px(SIDE)
        square = QRectF((self.width() - side) / 2, top - side - theme.px(GAP), side, side)
        shapes.draw(painter, self._shape, square, shapes.tone_colour(Tone.UNCHECKED))
        strong = fonts.desk_font(theme.look().scale * 1.15)
        strong.setWeight(QFont.Weight.DemiBold)
        used = self._write(
            painter, self._title, strong, colours.text, QRect((self.width() - width) // 2, top, width, 400)
        )
        below = QRect((self.width() - width) // 2, used + theme.px(6), width, 600)
        self._write(painter, self._sentence, fonts.desk_font(theme.look().scale), colours.muted, below)

    def _write(self, painter: QPainter, text: str, font: QFont, colour: str, area: QRect) -> int:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, text)
        return painter.boundingRect(area, flags, text).bottom()


def no_article() -> EmptyPage:
    """Return what stands for a project without an article."""
    return EmptyPage(tr("No article yet"), tr("Drop the article here, or paste its text with Ctrl+V."))


def no_evidence() -> EmptyPage:
    """Return what stands for a project without evidence."""
    return EmptyPage(
        tr("No evidence yet"), tr("Drop PDFs, saved pages, documents or pictures anywhere in this window.")
    )


def nothing_open() -> EmptyPage:
    """Return what stands where no document is open."""
    return EmptyPage(
        tr("Nothing open here"),
        tr("Press E to choose a document; select a passage in it and press S, X, M or T to link it to the claim."),
    )
