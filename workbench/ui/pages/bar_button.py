"""A button of the selection bar: a shape, a word and the key that does the same."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from workbench.ui import fonts, theme
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import Shape, Tone

# In pixels at 100 %.
HEIGHT = 30
SIDE = 10
GAP = 7
KEY_HEIGHT = 18


class Length(IntEnum):
    """How much of a button's words is shown, by the room there is."""

    WHOLE = 0
    BRIEF = 1
    KEY = 2


@dataclass(frozen=True, slots=True)
class BarAction:
    """What a button does: ``id`` is what the bar emits, ``key`` is shown as it is ("⇧C"), ``brief`` a shorter word."""

    id: str
    text: str
    key: str
    shape: Shape | None = None
    tone: Tone = Tone.TEXT
    primary: bool = False
    brief: str = ""


class BarButton(QAbstractButton):
    """Paints itself: calm until the mouse or the focus is on it; the primary one is tinted."""

    def __init__(self, action: BarAction, parent: QWidget) -> None:
        """Show ``action``."""
        super().__init__(parent)
        self.action = action
        self._length = Length.WHOLE
        self.setText(action.text)
        self.setAccessibleName(action.text)
        self.setAccessibleDescription(action.key)
        self.setToolTip(f"{action.text} ({action.key})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(self.sizeHint())

    def _metrics(self, scale: float = 1.0) -> QFontMetricsF:
        font = fonts.desk_font(theme.look().scale * scale)
        return QFontMetricsF(font)

    def _key_width(self) -> float:
        return max(theme.px(KEY_HEIGHT), self._metrics(0.85).horizontalAdvance(self.action.key) + theme.px(10))

    def show_length(self, length: Length) -> None:
        """Show so much of the words; the tooltip and the name for screen readers stay whole."""
        self._length = length
        self.setFixedSize(self.sizeHint())
        self.update()

    def word(self, length: Length) -> str:
        """Return what is shown before the key."""
        match length:
            case Length.WHOLE:
                return self.action.text
            case Length.BRIEF:
                return self.action.brief
            case Length.KEY:
                return ""

    def size_at(self, length: Length) -> QSize:
        """As wide as shape, word and key need; never lower than 24 pixels."""
        word = self.word(length)
        width = 2 * theme.px(SIDE) + self._key_width()
        if word:
            width += self._metrics().horizontalAdvance(word) + theme.px(GAP)
        if self.action.shape is not None:
            width += theme.px(12) + theme.px(5)
        return QSize(round(width + 0.5), max(24, theme.px(HEIGHT)))

    def sizeHint(self) -> QSize:
        """The size for what is shown."""
        return self.size_at(self._length)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, shape, word and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._ground(painter, box)
        colour = shapes.tone_colour(self.action.tone)
        x = box.left() + theme.px(SIDE) - 1
        if self.action.shape is not None:
            side = theme.px(12)
            shapes.draw(painter, self.action.shape, QRectF(x, box.center().y() - side / 2, side, side), colour)
            x += side + theme.px(5)
        painter.setFont(fonts.desk_font(theme.look().scale))
        painter.setPen(colour)
        word = self.word(self._length)
        width = self._metrics().horizontalAdvance(word)
        painter.drawText(QRectF(x, box.top(), width + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, word)
        x += width + theme.px(GAP) if word else 0
        self._key(painter, QRectF(x, 0, self._key_width(), self.height()))

    def _ground(self, painter: QPainter, box: QRectF) -> None:
        colours = theme.tokens()
        ground = None
        if self.underMouse() or self.isDown() or self.hasFocus():
            tints = {
                Tone.SUPPORTS: colours.supports_bg,
                Tone.CONTRADICTS: colours.contradicts_bg,
                Tone.MIXED: colours.mixed_bg,
                Tone.CONTEXT: colours.context_bg,
            }
            ground = tints.get(self.action.tone, colours.selection if self.action.primary else colours.background)
        elif self.action.primary:
            ground = colours.selection
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)

    def _key(self, painter: QPainter, area: QRectF) -> None:
        colours = theme.tokens()
        height = theme.px(KEY_HEIGHT)
        cap = QRectF(area.left() + 0.5, round(area.center().y() - height / 2) + 0.5, area.width() - 1, height - 1)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.background))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setFont(fonts.desk_font(theme.look().scale * 0.85))
        painter.setPen(QColor(colours.muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.action.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does; arrows are the bar's, which goes around at its ends."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
            return
        super().keyPressEvent(event)
