"""What differs between two wordings, word by word: shown to the checker, never turned into a score."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_WORD: Final = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"[\w\u0300-\u036f\u0900-\u0dff]*(?:[’'\-‐‑][^\W_]\w*)*|[^\w\s]"
)
_MARKS: Final = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    CUT = "cut"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words as they stand in their own text."""

    change: Change
    text: str


def words(text: str) -> list[str]:
    """The words of a text as they compare: case, kinds of marks and dashes, and punctuation do not count."""
    return [_folded(word) for word in _WORD.findall(text) if any(sign.isalnum() for sign in word)]


def same_words(one: str, other: str) -> bool:
    """Whether two wordings have the same words in the same order."""
    return words(one) == words(other)


def holds(text: str, wording: str) -> bool:
    """Whether the words of ``wording`` stand in ``text`` in an unbroken row."""
    wanted, there = words(wording), words(text)
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there) - len(wanted) + 1))


def difference(one: str, other: str) -> list[Piece]:
    """The pieces that turn ``one`` into ``other``; SAME and ADDED read as ``other``, SAME and CUT as
    ``one``.
    """
    before, after = _tokens(one), _tokens(other)
    matcher = SequenceMatcher(None, [key for key, _ in before], [key for key, _ in after], autojunk=False)
    pieces: list[Piece] = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            pieces.append(Piece(Change.SAME, _joined(after[k:m])))
            continue
        if j > i:
            pieces.append(Piece(Change.CUT, _joined(before[i:j])))
        if m > k:
            pieces.append(Piece(Change.ADDED, _joined(after[k:m])))
    return pieces


def as_text(pieces: list[Piece]) -> str:
    """The pieces in one line: words cut in [-…-], words added in {+…+}."""
    shown = {Change.SAME: "{}", Change.CUT: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return " ".join(shown[piece.change].format(piece.text) for piece in pieces)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.translate(_MARKS)).casefold()


def _tokens(text: str) -> list[tuple[str, str]]:
    """Each word with what clings to it: (as it compares, as it stands)."""
    return [(" ".join(words(chunk)), chunk) for chunk in text.split()]


def _joined(tokens: list[tuple[str, str]]) -> str:
    return " ".join(shown for _, shown in tokens)
