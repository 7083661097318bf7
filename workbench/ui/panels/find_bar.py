"""The box that finds words in what is being read: how many there are, which one this is, and the way through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from workbench.anchors.within import AT_MOST, within
from workbench.ui.basics import button, label
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.pages.pdf_page import PdfPage
    from workbench.ui.pages.sheet_page import SheetPage
    from workbench.ui.pages.text_page import TextPage
    from workbench.ui.panels.reader import Reader

# A longer selection is no word to look for.
LONGEST = 80


class FindBar(QFrame):
    """Follows the page in front. Enter and F3 go on, with Shift back; Escape leaves the place selected."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("Find in this text"))
        self._reader = reader
        self._page: TextPage | PdfPage | SheetPage | None = None
        self._text = ""
        self._hits: list[tuple[int, int]] = []
        self._at = 0
        self._origin = 0
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Find in this text"))
        self.words.setAccessibleName(tr("Find in this text"))
        self.words.textChanged.connect(lambda _: self._look(self._origin))
        self.count = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 12, 5)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        row.addWidget(button("", lambda: self.step(-1), "quiet", icon="chevron-up", name=tr("Previous place")))
        row.addWidget(button("", lambda: self.step(1), "quiet", icon="chevron-down", name=tr("Next place")))
        row.addWidget(button("✕", self.put_away, "quiet", name=tr("Put the find box away")))
        reader.turned.connect(self._turned)
        self.hide()

    def begin(self) -> None:
        """Show the box, with the selected words if they are few."""
        self._take_page()
        chosen = self._page.selection() if self._page is not None else None
        self.show()
        if chosen is not None and chosen.text.strip() and len(chosen.text) <= LONGEST:
            self.words.setText(" ".join(chosen.text.split()))
        self._look(self._origin)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) place, round the end; opens the box where there are no words."""
        if not self.words.text().strip():
            self.begin()
            return
        fresh = self.isHidden() or self._page is not self._reader.page_to_search() or self._stale()
        self.show()
        if fresh:
            self._take_page()
            self._look(self._origin)
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show()

    def put_away(self) -> None:
        """Close the box; the place it stood at stays selected, ready to be marked or linked."""
        page, here = self._page, self._hits[self._at] if self._hits else None
        self._let_go()
        self.hide()
        if page is not None and here is not None:
            page.select(*here)
        self._reader.focus_reading()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Escape puts the box away."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case Qt.Key.Key_Escape:
                self.put_away()
            case _:
                super().keyPressEvent(event)

    def _stale(self) -> bool:
        return self._page is not None and self._page.text() != self._text

    def _turned(self) -> None:
        """Another page is in front: look there, without moving it."""
        if not self.isHidden():
            self._take_page()
            self._look(self._origin, bring=False)

    def _take_page(self) -> None:
        self._let_go()
        self._page = self._reader.page_to_search()
        if self._page is not None:
            self._page.destroyed.connect(self._forget)
            self._text = self._page.text()
            chosen = self._page.selection()
            self._origin = chosen.start if chosen is not None else self._page.first_in_sight()

    def _let_go(self) -> None:
        if self._page is not None:
            self._page.destroyed.disconnect(self._forget)
            self._page.flash_hit([])
        self._forget()

    def _forget(self) -> None:
        self._page, self._text, self._hits = None, "", []

    def _look(self, origin: int, *, bring: bool = True) -> None:
        words = self.words.text()
        self._hits = within(self._text, words)
        self._at = next((at for at, (start, _) in enumerate(self._hits) if start >= origin), 0)
        if self._page is None:
            self._tell(tr("There are no words here to look in"))
        elif not words.strip():
            self._page.flash_hit([])
            self._tell("")
        else:
            self._show(bring=bring)

    def _show(self, *, bring: bool = True) -> None:
        if self._page is None:
            return
        self._page.flash_hit(self._hits, self._at if bring else -1)
        most = "+" if len(self._hits) == AT_MOST else ""
        here = f"{self._at + 1} {tr('of')} {len(self._hits)}{most}"
        self._tell(here if self._hits else tr("Not found here"))

    def _tell(self, words: str) -> None:
        self.count.setText(words)
        self.words.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self.words, QAccessible.Event.DescriptionChanged))
