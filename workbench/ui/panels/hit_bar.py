"""The line above what was opened from a search: which hit this is, the way to the others and back to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.text import tr


class HitBar(QFrame):
    """``step`` carries 1 or -1; ``results`` asks for the list, ``left`` says that the bar is put away."""

    step = Signal(int)
    results = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("Search results"))
        self.words = label("", "strong")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.count = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 12, 5)
        row.setSpacing(6)
        row.addWidget(button(tr("All results"), self.results.emit, "link", icon="chevron-left"))
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        row.addWidget(button("", lambda: self.step.emit(-1), "quiet", icon="chevron-up", name=tr("Previous hit")))
        row.addWidget(button("", lambda: self.step.emit(1), "quiet", icon="chevron-down", name=tr("Next hit")))
        row.addWidget(button("✕", self.left.emit, "quiet", name=tr("Put the search results away")))
        self.hide()

    def show_place(self, query: str, at: int, of: int, title: str) -> None:
        """Say which hit of how many this is."""
        self.show()
        self.words.setToolTip(query)
        room = max(theme.px(60), self.words.width())
        self.words.setText(self.words.fontMetrics().elidedText(query, Qt.TextElideMode.ElideRight, room))
        here = f"{at} {tr('of')} {of}"
        self.count.setText(here)
        self.setAccessibleDescription(f"{query}: {here}, {title}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the bar away."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
