"""Text folded for searching, with a map back: what was written in different ways is found as the same words.

Folds case, accents, Arabic vowel marks, letter variants and tatweel, Hebrew points, digits of every script and
words hyphenated across lines; sets characters of scripts written without spaces apart. Indic vowel signs stay,
because they make the word. ``VERSION`` changes with the rules, so that an old index is known to be old.
"""

import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

VERSION = 1

_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىی", "ي"),
        "ک": "ك",
        **dict.fromkeys("ہۂەة", "ه"),
        "ؤ": "و",
        "ئ": "ي",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "’": "'",
    }
)
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640\u093c")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``origins[i]`` is the raw offset of its i-th character, with one entry more for the end."""

    text: str
    origins: "array[int]"

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span that became ``text[start:end]``, with the marks that folding left out at its end."""
        if end <= start:
            return self.origins[start], self.origins[start]
        return self.origins[start], max(self.origins[end - 1] + 1, self.origins[end])


def fold(raw: str) -> Folded:
    """Fold ``raw``; offsets are code points."""
    parts: list[str] = []
    origins = array("L")
    skip_to = -1
    for at, character in enumerate(raw):
        if at < skip_to:
            continue
        if character in "-\u2010" and _hyphenated(raw, at):
            skip_to = at + 2
            continue
        folded = _fold_character(character)
        parts.append(folded)
        origins.extend([at] * len(folded))
    origins.append(len(raw))
    return Folded("".join(parts), origins)


def _hyphenated(raw: str, at: int) -> bool:
    return raw[at + 1 : at + 2] == "\n" and raw[at - 1 : at].islower() and raw[at + 2 : at + 3].islower()


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    if is_spaced_apart(character):
        return f" {character} "
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    plain = character.casefold().translate(_VARIANTS)
    kept = (c for c in unicodedata.normalize("NFKD", plain) if not _is_accent(c))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_VARIANTS)


def _is_accent(character: str) -> bool:
    code = ord(character)
    return (
        0x0300 <= code <= 0x036F  # Latin, Greek and Cyrillic accents
        or 0x0591 <= code <= 0x05C7  # Hebrew points
        or 0x0610 <= code <= 0x061A
        or 0x064B <= code <= 0x065F  # Arabic vowel marks
        or code == 0x0670
        or 0x06D6 <= code <= 0x06ED
        or code == 0x093C
    )


def is_spaced_apart(character: str) -> bool:
    """Return whether the character belongs to a script written without spaces: each is a word of its own."""
    code = ord(character)
    return (
        0x0E00 <= code <= 0x0EFF  # Thai, Lao
        or 0x1000 <= code <= 0x109F  # Burmese
        or 0x1780 <= code <= 0x17FF  # Khmer
        or 0x3040 <= code <= 0x30FF  # Japanese syllables
        or 0x3400 <= code <= 0x9FFF  # Han
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


@lru_cache(maxsize=65536)
def is_word_character(character: str) -> bool:
    """Return whether the index counts the character as part of a word."""
    return unicodedata.category(character) in _WORD


_WORD = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Co", "Mn", "Mc"))


def words(folded: str) -> list[tuple[int, int]]:
    """Return the spans of the words in folded text."""
    spans: list[tuple[int, int]] = []
    start = -1
    for at, character in enumerate(folded):
        if is_word_character(character):
            if start < 0:
                start = at
        elif start >= 0:
            spans.append((start, at))
            start = -1
    if start >= 0:
        spans.append((start, len(folded)))
    return spans
