"""The filter above the claims: words at the left, a menu for work status and verdict at the right."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from workbench.model.sets import Polarity, WorkStatus
from workbench.ui import words
from workbench.ui.models.claims import ClaimFilter
from workbench.ui.text import tr

POLARITY_WORD = {
    Polarity.TRUE: tr("Leaning true"),
    Polarity.MIXED: tr("Mixed"),
    Polarity.FALSE: tr("Leaning false"),
    Polarity.UNDETERMINED: tr("Undetermined"),
}


class FilterBox(QWidget):
    """``changed`` carries the filter."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filter = ClaimFilter()
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Filter claims"))
        self.words.setAccessibleName(tr("Filter claims"))
        self.words.textChanged.connect(self._typed)
        self._which = QPushButton(tr("All"))
        self._which.setProperty("role", "quiet")
        self._which.setAccessibleName(tr("Which claims to show"))
        self._which.setMenu(self._build_menu())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 8)
        row.setSpacing(2)
        row.addWidget(self.words, 1)
        row.addWidget(self._which)
        self._name(tr("All"))

    def clear(self) -> None:
        """Show everything again."""
        self.words.clear()
        self._choose(tr("All"), ClaimFilter())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape shows everything again."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            return
        super().keyPressEvent(event)

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        everything = self._add(menu, group, tr("All"), ClaimFilter())
        everything.setChecked(True)
        menu.addSeparator()
        for status, word in words.STATUS.items():
            if status is WorkStatus.DROPPED:
                continue  # below: dropped claims are a list of their own
            self._add(menu, group, word, ClaimFilter(status=status))
        menu.addSeparator()
        self._add(menu, group, tr("Without verdict"), ClaimFilter(judged=False))
        self._add(menu, group, tr("With verdict"), ClaimFilter(judged=True))
        for polarity, word in POLARITY_WORD.items():
            self._add(menu, group, word, ClaimFilter(polarity=polarity))
        menu.addSeparator()
        self._add(menu, group, tr("With findings"), ClaimFilter(with_findings=True))
        menu.addSeparator()
        self._add(menu, group, words.STATUS[WorkStatus.DROPPED], ClaimFilter(dropped=True))
        return menu

    def _add(self, menu: QMenu, group: QActionGroup, word: str, wanted: ClaimFilter) -> QAction:
        action = menu.addAction(word)
        action.setCheckable(True)
        group.addAction(action)
        action.triggered.connect(lambda: self._choose(word, wanted))
        return action

    def _choose(self, word: str, wanted: ClaimFilter) -> None:
        self._name(word)
        self._filter = replace(wanted, text=self._filter.text)
        self.changed.emit(self._filter)

    def _name(self, word: str) -> None:
        self._which.setText(f"{word} ▾")

    def _typed(self, text: str) -> None:
        self._filter = replace(self._filter, text=text.strip())
        self.changed.emit(self._filter)
