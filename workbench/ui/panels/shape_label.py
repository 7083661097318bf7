"""A verdict's or another state's shape as a small widget."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.desk.views import VerdictMark
from workbench.ui import marks, theme
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import Shape, Tone


class ShapeLabel(QWidget):
    """Shows the shape of a verdict, an open ring where there is none."""

    def __init__(self, side: int = 16) -> None:
        super().__init__()
        self._side = side
        self._shape, self._tone = marks.shape(None), marks.tone(None)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_mark(self, mark: VerdictMark | None, spoken: str) -> None:
        """Show this verdict; ``spoken`` is its word for screen readers."""
        self.show_shape(marks.shape(mark), marks.tone(mark), spoken)

    def show_shape(self, shape: Shape, tone: Tone, spoken: str) -> None:
        """Show this shape; ``spoken`` is what it means, for screen readers."""
        self._shape, self._tone = shape, tone
        self.setToolTip(spoken)
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape."""
        painter = QPainter(self)
        hole = theme.colour("background")
        shapes.draw(painter, self._shape, QRectF(self.rect()), shapes.tone_colour(self._tone), hole=hole)
