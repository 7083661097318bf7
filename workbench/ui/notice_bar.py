"""A bar for one quiet sentence near where something happened; details on request."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.basics import button, label
from workbench.ui.text import tr

# A choice offered beside the sentence: its words and what it does.
Offer = tuple[str, Callable[[], object]]


class NoticeBar(QFrame):
    """A bar that holds one sentence at a time; empty, it takes no room. Escape or ✕ puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName(tr("Notice"))
        self._built = False
        self.hide()

    def tell(self, sentence: str, *, details: str = "", offer: Offer | None = None) -> None:
        """Show ``sentence``; ``details`` can be unfolded and copied; ``offer`` is one thing to do about it."""
        if not self._built:
            self._build()
        self.sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._details.setText(details)
        self._details.hide()
        self._more.setVisible(bool(details))
        self._copy.setVisible(bool(details))
        self._offer = offer[1] if offer else None
        self._act.setVisible(offer is not None)
        self._act.setText(offer[0] if offer else "")
        self.show()

    def text(self) -> str:
        """Return the sentence on show, "" when there is none."""
        return self.sentence.text() if self._built and not self.isHidden() else ""

    def _build(self) -> None:
        self._built = True
        from PySide6.QtCore import Qt

        self.sentence = label(wrap=True)
        self._details = label("", "small", wrap=True)
        for words in (self.sentence, self._details):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = button("", self._do_offer, "quiet")
        self._more = button(tr("Details"), lambda: self._details.setVisible(self._details.isHidden()), "quiet")
        self._copy = button(tr("Copy details"), self._copy_details, "quiet")
        away = button("✕", self.hide, "quiet", name=tr("Put this notice away"))
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        for part in (self._act, self._more, self._copy, away):
            row.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 5, 8, 5)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self._details)

    def _do_offer(self) -> None:
        self.hide()
        if self._offer is not None:
            self._offer()

    def _copy_details(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(f"{self.sentence.text()}\n{self._details.text()}")
