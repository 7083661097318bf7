"""A panel that floats over the window, as the palette and the key sheet do: Escape or a click elsewhere ends it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from workbench.ui import theme

# From the top of the window, in pixels at 100 %.
TOP = 44


class Overlay(QFrame):
    """Covers its window with nothing but itself; ``panel`` is what is seen."""

    def __init__(self, window: QWidget, name: str, width: int) -> None:
        super().__init__(window)
        self.setAccessibleName(name)
        self._over = window
        self._width = width
        self._before = window.focusWidget()
        self.panel = QFrame(self)
        self.panel.setProperty("role", "floating")
        self.panel.setAccessibleName(name)
        shadow = QGraphicsDropShadowEffect(self.panel)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 140 if theme.is_dark() else 60))
        self.panel.setGraphicsEffect(shadow)
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def open(self) -> None:
        """Show it above everything."""
        self.arrange()
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Put it away and give the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def height_wanted(self) -> int:
        """Return how tall the panel is to be."""
        return self.panel.sizeHint().height()

    def arrange(self) -> None:
        """Place the panel."""
        window = self._over
        self.setGeometry(window.rect())
        width = min(theme.px(self._width), window.width() - 40)
        height = min(self.height_wanted(), window.height() - theme.px(TOP) - 30)
        self.panel.setGeometry((window.width() - width) // 2, theme.px(TOP), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel ends it."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)
