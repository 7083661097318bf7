"""The parts of a citation's card: words, the badge that says it is not held, an address that is copied."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from workbench.ui import fonts, theme
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import Shape, Tone
from workbench.ui.text import tr


def words() -> QLabel:
    """Return a label for plain words that wrap and can be selected."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class HeldBadge(QWidget):
    """ "Cited, not held" with its shape, and the tier."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tier = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Cited, not held"))

    def sizeHint(self) -> QSize:
        """One line high."""
        return QSize(200, theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape and the words."""
        painter = QPainter(self)
        side = theme.px(14)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        shapes.draw(painter, Shape.DOTTED_RING, box, shapes.tone_colour(Tone.UNCHECKED))
        painter.setFont(fonts.desk_font(theme.look().scale))
        painter.setPen(QColor(theme.tokens().muted))
        words = " · ".join(part for part in (tr("Cited, not held"), self.tier) if part)
        painter.drawText(self.rect().adjusted(side + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


class Address(QWidget):
    """An address as text, never opened; a button copies it."""

    copied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = words()
        self._button = QPushButton(tr("Copy"))
        self._button.setMinimumHeight(24)
        self._button.clicked.connect(self._copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)

    def set_address(self, address: str, spoken: str) -> None:
        """Show an address, nothing for an empty one; ``spoken`` says what the button does."""
        self._text.setText(address)
        self._button.setAccessibleName(spoken)
        self._button.setToolTip(spoken)
        self._button.setText(tr("Copy"))
        self.setVisible(bool(address))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())
        self._button.setText(tr("Copied"))
        self.copied.emit()
