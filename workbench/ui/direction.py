"""Which way a text runs, on which side its lines begin, and whether its letters are those of Urdu."""

from itertools import islice
from unicodedata import bidirectional

from PySide6.QtCore import Qt

# Letters that Urdu writes and Arabic and Persian do not; in Urdu about one letter in ten is one of them.
_URDU = frozenset("ٹڈڑںےۓۂھ")
_SHARE = 0.02
# Languages that have some of these letters too.
_NEIGHBOURS = frozenset({"ps", "sd", "pa", "ckb", "ug", "ks"})
# Letters looked at.
_ENOUGH = 600


def reads_right_to_left(text: str) -> bool:
    """Return whether most of the letters at the text's beginning run from right to left."""
    if text.isascii():
        return False
    directions = [bidirectional(c) for c in islice((c for c in text if c.isalpha()), _ENOUGH)]
    return sum(d in {"R", "AL"} for d in directions) * 2 > len(directions)


def side(text: str) -> Qt.AlignmentFlag:
    """Return on which side of the screen the lines of ``text`` begin."""
    return Qt.AlignmentFlag.AlignRight if reads_right_to_left(text) else Qt.AlignmentFlag.AlignLeft


def language_of(text: str, declared: str) -> str:
    """Return the language to set ``text`` in: ``declared`` ("ar", "" when unknown), or Urdu by its letters."""
    if declared.split("-", maxsplit=1)[0] in _NEIGHBOURS:
        return declared
    letters = list(islice((c for c in text if c.isalpha()), _ENOUGH))
    return "ur" if sum(c in _URDU for c in letters) > _SHARE * len(letters) else declared
