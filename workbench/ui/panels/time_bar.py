"""The line above a transcript that takes a time and goes to what is said then."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from workbench.readers import times
from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.text import tr

Go = Callable[[float], str]


class TimeBar(QFrame):
    """Enter goes there, Escape puts the line away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self._go: Go = lambda _: ""
        self.time = QLineEdit()
        self.time.setPlaceholderText("12:05")
        self.time.setAccessibleName(tr("Time to go to"))
        self.time.setFixedWidth(theme.px(110))
        self.words = label("", "muted", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 12, 5)
        row.setSpacing(10)
        row.addWidget(label(tr("Go to"), "muted"))
        row.addWidget(self.time)
        row.addWidget(button(tr("Go"), self._try, "primary"))
        row.addWidget(self.words, 1)
        row.addWidget(button("✕", self.hide, "quiet", name=tr("Put the line away")))
        self.hide()

    def begin(self, go: Go) -> None:
        """Ask for a time; ``go`` takes seconds and returns a sentence where there is nothing then."""
        self._go = go
        self.words.clear()
        self.show()
        self.time.selectAll()
        self.time.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, Escape leaves."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._try()
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                super().keyPressEvent(event)

    def _try(self) -> None:
        moment = times.seconds(self.time.text())
        if moment is None:
            self.words.setText(tr("Type a time such as 12:05 or 1:02:30."))
            return
        self.words.setText(self._go(moment))
