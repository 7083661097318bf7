"""A passphrase typed into a line that hides it, twice where it is new."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from workbench.ui import theme
from workbench.ui.basics import label
from workbench.ui.text import tr

WIDTH = 260


class PassphraseLines(QFrame):
    """``entered`` says that Enter was pressed in the last line."""

    entered = Signal()

    def __init__(self, *, again: bool) -> None:
        super().__init__()
        self.first = _line(tr("Passphrase"))
        self.second = _line(tr("The same again"))
        self.trouble = label("", "error", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for line in (self.first, self.second):
            line.setFixedWidth(theme.px(WIDTH))
            row.addWidget(line)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        self.trouble.hide()
        self.first.returnPressed.connect(self._enter)
        self.second.returnPressed.connect(self.entered)
        self.ask_twice(again)

    def ask_twice(self, again: bool) -> None:
        """Show the second line, for a new passphrase, or hide it."""
        self._again = again
        self.second.setVisible(again)

    def taken(self) -> str | None:
        """Return the passphrase; None, with the reason beside it, where there is none or the two differ."""
        words = ""
        if not self.first.text():
            words = tr("Type a passphrase: five words are better than one.")
        elif self._again and self.first.text() != self.second.text():
            words = tr("The two passphrases differ. Type them again.")
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        if words:
            self.first.setFocus()
            return None
        return self.first.text()

    def forget(self) -> None:
        """Empty the lines."""
        self.first.clear()
        self.second.clear()
        self.trouble.hide()

    def _enter(self) -> None:
        if self._again:
            self.second.setFocus()
        else:
            self.entered.emit()


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    return made
