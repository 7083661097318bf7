"""The quiet line above a page without text: offers to read it by OCR, and shows how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workbench.ui.basics import button, label
from workbench.ui.text import tr
from workbench.ui.widgets import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workbench.desk.recognition import Language


class OcrBar(QFrame):
    """``wanted`` carries the languages ("eng+ara") and whether all pages are meant; ``turned`` asks for the other way
    of seeing a picture.
    """

    wanted = Signal(str, bool)
    stopped = Signal()
    left = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("Recognising text"))
        self.words = label("", wrap=True)
        self.language, self.second = Choice(), Choice()
        self.language.setAccessibleName(tr("Language of the page"))
        self.second.setAccessibleName(tr("Second language of the page"))
        self.read_page = button(tr("Recognise this page"), lambda: self._choose(everything=False), "primary")
        self.read_all = button("", lambda: self._choose(everything=True))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Pages recognised"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.stop = button(tr("Stop"), self.stopped.emit)
        self.turn = button("", self.turned.emit, "quiet")
        self.away = button("✕", self._leave, "quiet", name=tr("Leave the page as it is"))
        head, choices = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.words, 1)
        above: tuple[QWidget, ...] = (self.bar, self.stop, self.turn, self.away)
        below: tuple[QWidget, ...] = (self.language, self.second, self.read_page, self.read_all)
        for widget in above:
            head.addWidget(widget)
        for widget in below:
            choices.addWidget(widget)
        choices.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 5, 12, 5)
        layout.setSpacing(5)
        for line in (head, choices):
            line.setSpacing(10)
            layout.addLayout(line)
        self._mine = (*above, *below)
        self.hide()

    def offer(self, languages: Sequence[Language], chosen: str, *, pages: int, picture: bool) -> None:
        """Offer to read the page on show, or all ``pages`` that have no text."""
        plain = tr("Words in this picture can be recognised.")
        self.read_page.setText(tr("Recognise") if picture else tr("Recognise this page"))
        self.words.setText(plain if picture else tr("This page has no text that can be used."))
        before = self.language.currentData() or chosen
        self.language.clear()
        self.second.clear()
        self.second.addItem(tr("and no other"), "")
        for one in languages:
            self.language.addItem(one.name, one.code)
            self.second.addItem(tr("and %1").replace("%1", one.name), one.code)
        self.language.setCurrentIndex(max(0, self.language.findData(before)))
        self.read_all.setText(tr("All %1 pages").replace("%1", str(pages)))
        self._show(self.language, self.second, self.read_page, *((self.read_all,) if pages > 1 else ()), self.away)

    def tell(self, sentence: str) -> None:
        """Say one sentence: why nothing can be read, or what came of it."""
        self.words.setText(sentence)
        self._show(self.away)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the work is."""
        self.words.setText(tr("Recognising text: %1 of %2 pages").replace("%1", str(done)).replace("%2", str(total)))
        self.bar.setRange(0, total if total > 1 else 0)
        self.bar.setValue(done)
        self._show(self.bar, self.stop)

    def show_ways(self, *, as_picture: bool, sure: int) -> None:
        """Of a picture that was read: say so, and offer to select words or to frame parts."""
        self.words.setText(tr("Its words were read by OCR, %1 % sure.").replace("%1", str(sure)))
        self.turn.setText(tr("Select words") if as_picture else tr("Frame a part of the picture"))
        self._show(self.turn)

    def begin(self) -> None:
        """Put the keyboard on the first thing to decide."""
        self.language.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads the page, Escape leaves it."""
        offering = not self.read_page.isHidden()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and offering:
            self._choose(everything=False)
        elif event.key() == Qt.Key.Key_Escape and not self.away.isHidden():
            self._leave()
        else:
            super().keyPressEvent(event)

    def _show(self, *seen: QWidget) -> None:
        for widget in self._mine:
            widget.setVisible(widget in seen)
        self.show()

    def _choose(self, *, everything: bool) -> None:
        first, second = str(self.language.currentData() or ""), str(self.second.currentData() or "")
        self.wanted.emit("+".join(dict.fromkeys(filter(None, (first, second)))), everything)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
