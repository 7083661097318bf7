"""Two wordings as one line of words: what went is struck through in brackets, what came is underlined, and both are
said to a screen reader. Nothing is told by colour.
"""

from html import escape
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workbench.suggest.worddiff import Change, Piece, difference
from workbench.ui.text import tr


class DiffLabel(QLabel):
    """What turns one wording into another, readable in the direction of its script."""

    def __init__(self, was: str, now: str) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        pieces = difference(was, now)
        way = "rtl" if reads_from_the_right(now or was) else "ltr"
        self.setText(f'<p dir="{way}">{" ".join(_shown(piece) for piece in pieces)}</p>')
        self.setAccessibleName(spoken(pieces))


def reads_from_the_right(text: str) -> bool:
    """Return whether the first letter that has a direction is read from right to left."""
    ways = (bidirectional(sign) for sign in text)
    return next((way in ("R", "AL") for way in ways if way in ("L", "R", "AL")), False)


def spoken(pieces: list[Piece]) -> str:
    """Return a difference as a sentence: 'removed “in 2008”, added “in 2009”'."""
    parts = []
    for piece in pieces:
        match piece.change:
            case Change.CUT:
                parts.append(f"{tr('removed')} “{piece.text}”")
            case Change.ADDED:
                parts.append(f"{tr('added')} “{piece.text}”")
            case Change.SAME:
                continue
    return ", ".join(parts) or tr("the same words")


def _shown(piece: Piece) -> str:
    words = escape(piece.text)
    match piece.change:
        case Change.CUT:
            return f"<s>[{words}]</s>"
        case Change.ADDED:
            return f"<b><u>{words}</u></b>"
        case Change.SAME:
            return words
