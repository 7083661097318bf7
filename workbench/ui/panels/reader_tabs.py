"""The bar above the reader: a tab for the article, each open document and page, and the switches at its right."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar

from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.text import tr


class TabKind(StrEnum):
    """What a tab shows."""

    ARTICLE = "article"
    DOCUMENT = "document"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: what it shows and the id of it."""

    kind: TabKind
    id: str


class ReaderTabs(QFrame):
    """``chosen`` carries a Tab, ``closed`` one whose ✕ was pressed."""

    chosen = Signal(object)
    closed = Signal(object)
    split = Signal(bool)
    coverage = Signal(bool)
    text_size = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("readerBar")
        self.tabs: list[Tab] = []
        self.bar = _Bar()
        self.bar.setAccessibleName(tr("Open documents"))
        self.bar.setDocumentMode(True)
        self.bar.setExpanding(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.bar.setTabsClosable(True)
        self.bar.setMovable(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.currentChanged.connect(self._moved)
        self.bar.tabCloseRequested.connect(lambda at: self.closed.emit(self.tabs[at]))
        self.split_button = button(tr("Split"), role="quiet", name=tr("Article and evidence side by side"))
        self.coverage_button = button(tr("Coverage"), role="quiet", name=tr("Show sentences that are not marked yet"))
        for one in (self.split_button, self.coverage_button):
            one.setCheckable(True)
        self.split_button.clicked.connect(self.split)
        self.coverage_button.toggled.connect(self.coverage)
        larger = button("Aa", lambda: self.text_size.emit(1), "quiet", name=tr("Larger text (Ctrl+=)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(2)
        self.place = label("", "muted")
        row.addWidget(self.bar, 1)
        row.addWidget(self.place)
        row.addSpacing(6)
        row.addWidget(self.split_button)
        row.addWidget(self.coverage_button)
        row.addWidget(larger)

    @property
    def current(self) -> Tab | None:
        """The tab in front."""
        at = self.bar.currentIndex()
        return self.tabs[at] if 0 <= at < len(self.tabs) else None

    def open(self, tab: Tab, title: str, tip: str = "") -> None:
        """Bring a tab to the front; a new one comes last."""
        self.add(tab, title, tip)
        self.bar.setCurrentIndex(self.tabs.index(tab))

    def add(self, tab: Tab, title: str, tip: str = "") -> None:
        """Add a tab behind the others, unless it is there."""
        if tab not in self.tabs:
            self.tabs.append(tab)
            at = self.bar.addTab(title)
            self.bar.setTabToolTip(at, tip)
            if tab.kind is TabKind.ARTICLE:
                for side in (QTabBar.ButtonPosition.RightSide, QTabBar.ButtonPosition.LeftSide):
                    self.bar.setTabButton(at, side, None)

    def show_place(self, words: str) -> None:
        """Show which page is read."""
        self.place.setText(words)

    def rename(self, tab: Tab, title: str) -> None:
        """Give a tab another title."""
        if tab in self.tabs:
            self.bar.setTabText(self.tabs.index(tab), title)

    def shut(self, tab: Tab) -> None:
        """Take a tab away."""
        at = self.tabs.index(tab)
        del self.tabs[at]
        self.bar.removeTab(at)

    def _moved(self, at: int) -> None:
        if 0 <= at < len(self.tabs):
            self.chosen.emit(self.tabs[at])


class _Bar(QTabBar):
    """Tabs wide enough for their words, never wider than a title needs."""

    def tabSizeHint(self, index: int) -> QSize:
        """Keep long titles short."""
        hint = super().tabSizeHint(index)
        return QSize(min(hint.width() + theme.px(4), theme.px(230)), hint.height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Rather scroll than cut: the article's tab keeps its words, every other one its beginning."""
        hint = self.tabSizeHint(index)
        return hint if index == 0 else QSize(min(hint.width(), theme.px(120)), hint.height())
