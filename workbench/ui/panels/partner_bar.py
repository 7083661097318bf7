"""The quiet line above a recording or its transcript: leads to the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.desk.views import DocumentView
from workbench.model.sets import DocumentKind
from workbench.ui.basics import button, label
from workbench.ui.text import apart, tr


class PartnerBar(QFrame):
    """``wanted`` carries the id of the other document."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("What belongs with this document"))
        self._other = ""
        self.words = label("", "muted", wrap=True)
        self.open = button(tr("Open"), lambda: self.wanted.emit(self._other))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 12, 5)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        row.addWidget(self.open)
        self.hide()

    def show_other(self, other: DocumentView | None) -> None:
        """Name the other document; nothing where there is none."""
        self.setVisible(other is not None)
        if other is not None:
            self._other = other.id
            transcript = other.kind is DocumentKind.TRANSCRIPT
            words = tr("Its transcript: %1") if transcript else tr("The transcript of: %1")
            self.words.setText(words.replace("%1", f"{other.code} {apart(other.title)}"))
            self.open.setAccessibleName(f"{tr('Open')} {other.code}")
