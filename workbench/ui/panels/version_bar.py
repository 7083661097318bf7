"""The line above the reader for a file that reads like the next version of the article: as what to take it in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from workbench.desk.next_version import Likeness
from workbench.ui.basics import button, empty, label
from workbench.ui.text import apart, tr

Way = tuple[str, Callable[[], object]]


class VersionBar(QFrame):
    """Escape puts the line away; then nothing is taken in. ``left`` says so."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("What the file is to be taken in as"))
        self.words = label("", wrap=True)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(8)
        away = button("✕", self._leave, "quiet", name=tr("Do not take the file in"))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.words, 1)
        head.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 12, 9)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(self._ways)
        self.hide()

    def begin(self, path: Path, like: Likeness, ways: Sequence[Way]) -> None:
        """Say what the file is like and offer the ways; the first has the keyboard."""
        self.words.setText(_sentence(path, like))
        empty(self._ways)
        for at, (words, run) in enumerate(ways):
            made = button(words, partial(self._go, run), "" if at else "primary")
            self._ways.addWidget(made)
            if not at:
                self.setFocusProxy(made)
        self._ways.addStretch(1)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes nothing in."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def _go(self, run: Callable[[], object]) -> None:
        self.hide()
        run()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


def _sentence(path: Path, like: Likeness) -> str:
    name = apart(path.name)
    if like.same_text:
        words = tr("“%1” has the very text of version %2 of the article, so there is no new version in it.")
        return words.replace("%2", str(like.article.seq)).replace("%1", name)
    share = round(like.shared * 100)
    if like.same_title and share:
        words = tr("“%1” has the title of the article and %2 % of its sentences.").replace("%2", str(share))
    elif like.same_title:
        words = tr("“%1” has the title of the article.")
    else:
        words = tr("“%1” shares %2 % of its sentences with the article.").replace("%2", str(share))
    return words.replace("%1", name) + " " + tr("What is it?")
