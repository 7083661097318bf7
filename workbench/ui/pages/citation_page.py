"""The page of evidence that is cited but not held: its reference as a card and its quotation as selectable text."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, SignalInstance
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui import fonts, theme
from workbench.ui.pages import columns
from workbench.ui.pages.citation_parts import Address, HeldBadge, words
from workbench.ui.pages.contract import Mark, Place, Selection
from workbench.ui.pages.ground import desk
from workbench.ui.pages.text_page import TextPage
from workbench.ui.text import tr

# In pixels at 100 %.
WIDEST = 680
PADDING = 54
AROUND = 24


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of cited evidence. ``quotation`` is the stored text; ``tier`` is the word that is shown."""

    title: str
    quotation: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    archive_url: str = ""
    tier: str = ""
    note: str = ""
    language: str = ""

    def by_line(self) -> str:
        """Return author, publisher and date in one line."""
        return " · ".join(part for part in (self.author, self.publisher, self.date) if part)


class CitationPage(QWidget):
    """Shows a ``Citation``. Does what every page does (``contract.ReadingPage``) on the quotation's text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self.setAccessibleName(tr("Citation"))
        self.quotation = TextPage(self)
        self.quotation.setAccessibleName(tr("Quotation"))
        self._held = HeldBadge(self)
        self._title, self._by, self._note = words(), words(), words()
        self._missing = words()
        self._url, self._archive = Address(self), Address(self)
        self._heading = words()
        self._card = QVBoxLayout(self)
        self._fill()
        self.setFocusProxy(self.quotation)
        theme.look().changed.connect(self._dress)
        self._dress()

    def _fill(self) -> None:
        self._card.setSpacing(0)
        for part, space in (
            (self._held, 14),
            (self._title, 8),
            (self._by, 10),
            (self._url, 2),
            (self._archive, 2),
            (self._note, 18),
            (self._heading, 4),
            (self._missing, 0),
        ):
            self._card.addWidget(part)
            self._card.addSpacing(space)
        self._card.addWidget(self.quotation, 1)

    def show_citation(self, citation: Citation) -> None:
        """Show this citation."""
        self._held.tier = citation.tier
        self._held.update()
        for label, text in (
            (self._title, citation.title),
            (self._by, citation.by_line()),
            (self._note, citation.note),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._url.set_address(citation.url, tr("Copy the address"))
        self._archive.set_address(citation.archive_url, tr("Copy the archive’s address"))
        self._heading.setText(tr("Quotation"))
        self._missing.setText(
            tr("No words are quoted yet. Edit the evidence and enter the words you rely on; then they can be linked.")
        )
        self._missing.setVisible(not citation.quotation)
        self._heading.setVisible(bool(citation.quotation))
        self.quotation.setVisible(bool(citation.quotation))
        self.quotation.show_text(citation.quotation, language=citation.language, look=columns.INSET)
        self._arrange()

    def _dress(self) -> None:
        colours, scale = theme.tokens(), theme.look().scale
        title = fonts.reading_font(scale * 22 / fonts.READING_PIXELS)
        title.setWeight(QFont.Weight.DemiBold)
        small = fonts.desk_font(scale)
        heading = fonts.desk_font(scale * 0.92)
        heading.setWeight(QFont.Weight.DemiBold)
        for label, font, colour in (
            (self._title, title, colours.text),
            (self._by, small, colours.muted),
            (self._note, small, colours.text),
            (self._missing, small, colours.muted),
            (self._heading, heading, colours.muted),
        ):
            label.setFont(font)
            label.setStyleSheet(
                f"color: {colour}; background: transparent; font-size: {font.pixelSize()}px;"
                f" font-family: '{font.families()[0]}'; font-weight: {int(font.weight())};"
            )
        self.update()

    # the card ------------------------------------------------------------------------------------

    def _sheet(self) -> QRect:
        width = min(self.width() - AROUND, theme.px(WIDEST))
        return QRect((self.width() - width) // 2, AROUND, width, self.height() - 2 * AROUND)

    def _arrange(self) -> None:
        sheet = self._sheet()
        padding = PADDING if sheet.width() > 480 else 20
        self._card.setContentsMargins(
            sheet.left() + padding, sheet.top() + 36, self.width() - sheet.right() - 1 + 12, AROUND + 24
        )
        for label in (self._title, self._by, self._note, self._missing, self._url, self._archive):
            label.setMaximumWidth(max(80, sheet.width() - 2 * padding))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card in the middle."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card on the desk."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), desk())
        sheet = self._sheet()
        painter.fillRect(sheet, QColor(theme.tokens().surface))
        painter.setPen(QPen(QColor(theme.tokens().line), 1))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))

    # the contract, on the quotation --------------------------------------------------------------

    @property
    def selection_changed(self) -> SignalInstance:
        """See ``contract.ReadingPage``."""
        return self.quotation.selection_changed

    @property
    def mark_activated(self) -> SignalInstance:
        """See ``contract.ReadingPage``."""
        return self.quotation.mark_activated

    @property
    def view_moved(self) -> SignalInstance:
        """See ``contract.ReadingPage``."""
        return self.quotation.view_moved

    def set_marks(self, marks: list[Mark]) -> None:
        """Mark the quotation."""
        self.quotation.set_marks(marks)

    def set_active(self, mark_id: str | None) -> None:
        """Tint the active mark."""
        self.quotation.set_active(mark_id)

    def selection(self) -> Selection | None:
        """Return what is selected of the quotation."""
        return self.quotation.selection()

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the quotation."""
        self.quotation.select(start, end)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.quotation.clear_selection()

    def scroll_to(self, start: int, end: int) -> None:
        """Light a stretch of the quotation."""
        self.quotation.scroll_to(start, end)

    def flash_hit(self, spans: list[tuple[int, int]], current: int = 0) -> None:
        """Show search hits in the quotation."""
        self.quotation.flash_hit(spans, current)

    def position(self) -> Place:
        """Return the place in the quotation."""
        return self.quotation.position()

    def restore(self, place: Place) -> None:
        """Go back to a place."""
        self.quotation.restore(place)

    def zoom(self) -> float:
        """Return the quotation's zoom."""
        return self.quotation.zoom()

    def set_zoom(self, zoom: float) -> None:
        """Set the quotation's zoom."""
        self.quotation.set_zoom(zoom)

    def selection_area(self) -> tuple[QRect, QPoint] | None:
        """Return the selection's rectangle and end, in this widget's coordinates."""
        found = self.quotation.selection_area()
        if found is None:
            return None
        corner = self.quotation.pos()
        return found[0].translated(corner), found[1] + corner
