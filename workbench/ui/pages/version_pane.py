"""One of two versions of a text side by side: what the other has not is struck through, or bold and underlined."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from workbench.anchors.transfer import Same
from workbench.readers.reading import Block
from workbench.ui import theme
from workbench.ui.pages.columns import Look
from workbench.ui.pages.marked_text import MarkedText

LOOK = Look(numbers=False, notes=False)
# Two texts stand where one would: a little smaller they still have lines of a length that reads well.
SMALLER = 0.88

Span = tuple[int, int]


class VersionPane(MarkedText):
    """``cut``: the stretches of its own are those that went; otherwise those that came."""

    def __init__(self, name: str, *, cut: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._cut = cut
        self._own: list[Span] = []

    def show_version(self, text: str, blocks: tuple[Block, ...], own: list[Span], *, language: str) -> None:
        """Show a version; ``own`` are the stretches the other version has not, in code points."""
        self._own = own
        self.show_text(text, blocks, language=language, look=LOOK)

    def _typeset(self) -> None:
        super()._typeset()
        if not self._own:
            return
        look = self._look_of_own()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end in self._own:
            cursor.setPosition(self.offsets.to_units(start))
            cursor.setPosition(self.offsets.to_units(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)
        cursor.endEditBlock()
        self.lies.forget()

    def _look_of_own(self) -> QTextCharFormat:
        look = QTextCharFormat()
        if self._cut:
            look.setFontStrikeOut(True)
            look.setForeground(QColor(theme.tokens().muted))
        else:
            look.setFontUnderline(True)
            look.setFontWeight(QFont.Weight.DemiBold)
        return look


def apart(before: str, after: str, same: Sequence[Same]) -> tuple[list[Span], list[Span]]:
    """Return what only ``before`` has and what only ``after`` has, as stretches without white space at their ends."""
    old = _gaps(before, [(one.old_start, one.old_start + one.length) for one in same])
    new = _gaps(after, [(one.new_start, one.new_start + one.length) for one in same])
    return old, new


def _gaps(text: str, kept: list[Span]) -> list[Span]:
    edges = [0, *(at for span in kept for at in span), len(text)]
    return [_trimmed(text, *gap) for gap in zip(edges[::2], edges[1::2], strict=True) if text[slice(*gap)].strip()]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
