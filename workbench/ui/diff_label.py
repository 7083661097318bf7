"""Two wordings in one, or side by side: what went is struck through in brackets, what came is underlined, and both are
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


class OneOfTwo(QLabel):
    """One of two wordings that stand side by side; the words the other has not are underlined and bold."""

    def __init__(self, words: str, other: str, *, large: bool = False) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        pieces = [one for one in difference(other, words) if one.change is not Change.CUT]
        own = [one for one in pieces if one.change is Change.ADDED]
        marked = bool(other) and len(own) < len(pieces)  # where nothing is the same, marking all of it says nothing
        shown = " ".join(_shown(piece) if marked else escape(piece.text) for piece in pieces)
        way = "rtl" if reads_from_the_right(words) else "ltr"
        self.setText(f'<p dir="{way}">{shown}</p>')
        if large:
            self.setProperty("role", "title")
        said = ", ".join(f"“{piece.text}”" for piece in own)
        self.setAccessibleName(f"{words}. {tr('Only here')}: {said}" if marked and own else words)


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
