"""The page of a text: an article or text evidence with its marks, paragraph numbers and margin notes."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from workbench.readers.reading import Block
from workbench.ui.pages import columns
from workbench.ui.pages.columns import Look
from workbench.ui.pages.contract import MarginNote
from workbench.ui.pages.margins import ParagraphNumbers
from workbench.ui.pages.marked import Laid
from workbench.ui.pages.marked_text import MarkedText
from workbench.ui.pages.notes_column import NotesColumn


class TextPage(MarkedText):
    """Shows one text with what is marked on it and noted beside it. See ``contract.ReadingPage``."""

    # Qt sends events while the page is being made.
    _made = False

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._numbers = ParagraphNumbers(self, self.lies)
        self._notes = NotesColumn(self, self.lies)
        self._numbers.chosen.connect(self._choose_paragraph)
        self._notes.activated.connect(self.mark_activated)
        self._notes.hovered.connect(self.hover)
        self.document().documentLayout().documentSizeChanged.connect(self._grown)
        self._made = True
        self._place_margins()

    def show_text(
        self, text: str, blocks: tuple[Block, ...] = (), *, language: str = "", look: Look = columns.ARTICLE
    ) -> None:
        """Show ``text`` from its top, without marks and notes. See ``TextView.show_text``."""
        super().show_text(text, blocks, language=language, look=look)
        self._notes.set_notes([], self.offsets)
        self._place_margins()

    def set_notes(self, notes: list[MarginNote]) -> None:
        """Show these margin notes and no others."""
        self._notes.set_notes(notes, self.offsets)

    def activate(self, laid: Laid | None) -> None:
        """Make this the active mark; its note is tinted too."""
        super().activate(laid)
        self._notes.active = laid
        self._notes.update()

    def _typeset(self) -> None:
        super()._typeset()
        self._numbers.numbers = self.numbers
        self._grown()

    def _arrange(self) -> None:
        super()._arrange()
        if self._made:
            self._place_margins()

    def _grown(self) -> None:
        self._numbers.update()
        self._notes.update()

    def _place_margins(self) -> None:
        c, height = self.columns, self.height()
        numbers = QRect(c.before, 0, c.numbers, height)
        notes = QRect(c.before + c.numbers + c.text, 0, c.notes, height)
        if self.mirrored:
            notes = QRect(c.before, 0, c.notes, height)
            numbers = QRect(c.before + c.notes + c.text, 0, c.numbers, height)
        for margin, rect, shown in (
            (self._numbers, numbers, self.look.numbers),
            (self._notes, notes, self.look.notes),
        ):
            margin.mirrored = self.mirrored
            margin.scale = self.margin_scale()
            margin.setGeometry(rect)
            margin.setVisible(shown)
            margin.update()

    def _choose_paragraph(self, unit: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(unit)
        self.setTextCursor(cursor)
        self.select_paragraph()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
