"""Text folded for searching, with a map back: what was written in different ways is found as the same words.

Folds case, accents, Arabic vowel marks, letter variants and tatweel, Hebrew points, digits of every script, the two
ways to write Hindi nasals and words hyphenated across lines; sets characters of scripts written without spaces (and
Korean syllables, to which particles are joined) apart. Indic vowel signs stay, because they make the word.
``VERSION`` changes with the rules, so that an old index is known to be old and is made anew.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

VERSION = 2

_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىی", "ي"),
        "ک": "ك",
        **dict.fromkeys("ہۂەةھ", "ه"),
        "ؤ": "و",
        "ئ": "ي",
        "ۓ": "ے",
        "ँ": "ं",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ł": "l",
        "ı": "i",
        "’": "'",
    }
)
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640\u093c\u09bc\u0a3c")
_JOINS: Final = re.compile(
    r"(?P<hyphen>[-\u2010\u00ad])[ \t]*\n[ \t]*"  # a word that goes on in the next line
    r"|[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])"  # a Hindi nasal before its consonant
)
_NASAL: Final = "\u0902"  # the dot above, the other way to write it


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


class _Table(dict[int, str]):
    """What each character becomes, found out when it is first met: ``str.translate`` then runs at full speed."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _fold_character(chr(code))
        return made


_TABLE = _Table()


def fold(raw: str) -> Folded:
    """Fold ``raw``; offsets are code points."""
    if raw.isascii() and "-" not in raw:
        return Folded(raw.lower(), array("L", range(len(raw) + 1)))
    parts: list[str] = []
    origins = array("L")
    at = 0
    for start, end, joined in _joins(raw):
        _add(raw, at, start, parts, origins)
        parts.append(joined)
        origins.extend([start] * len(joined))
        at = end
    _add(raw, at, len(raw), parts, origins)
    origins.append(len(raw))
    return Folded("".join(parts), origins)


def folded(raw: str) -> str:
    """Return ``fold(raw).text`` without the map, several times as fast."""
    if raw.isascii() and "-" not in raw:
        return raw.lower()
    parts, at = [], 0
    for start, end, joined in _joins(raw):
        parts += [raw[at:start].translate(_TABLE), joined]
        at = end
    return "".join([*parts, raw[at:].translate(_TABLE)])


def _add(raw: str, start: int, end: int, parts: list[str], origins: "array[int]") -> None:
    for at in range(start, end):
        folded = _TABLE[ord(raw[at])]
        parts.append(folded)
        origins.extend([at] * len(folded))


def _joins(raw: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it becomes) of what more than one character makes together."""
    for found in _JOINS.finditer(raw):
        start, end = found.span()
        if not found["hyphen"]:
            yield start, end, _NASAL
        elif found["hyphen"] == "\u00ad" or (raw[start - 1 : start].islower() and raw[end : end + 1].islower()):
            yield start, end, ""


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    wide = unicodedata.normalize("NFKC", character)  # of letters in full or half width, as they are written otherwise
    if all(is_spaced_apart(one) for one in wide):
        return "".join(f" {one} " for one in wide)
    plain = character.casefold().translate(_VARIANTS)
    kept = (c for c in unicodedata.normalize("NFKD", plain) if not _is_accent(c))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_VARIANTS)


def _is_accent(character: str) -> bool:
    code = ord(character)
    return (
        0x0300 <= code <= 0x036F  # Latin, Greek and Cyrillic accents
        or (0x0591 <= code <= 0x05C7 and unicodedata.category(character) == "Mn")  # Hebrew points, not its hyphen
        or 0x0610 <= code <= 0x061A
        or 0x064B <= code <= 0x065F  # Arabic vowel marks
        or code == 0x0670
        or 0x06D6 <= code <= 0x06ED
        or code in (0x093C, 0x09BC, 0x0A3C)
    )


def is_spaced_apart(character: str) -> bool:
    """Return whether each character of its script is a word of its own: scripts without spaces, and Korean."""
    code = ord(character)
    return (
        0x0E00 <= code <= 0x0EFF  # Thai, Lao
        or 0x1000 <= code <= 0x109F  # Burmese
        or 0x1780 <= code <= 0x17FF  # Khmer
        or 0x3040 <= code <= 0x30FF  # Japanese syllables
        or 0x3400 <= code <= 0x9FFF  # Han
        or 0xAC00 <= code <= 0xD7A3  # Korean syllables
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


@lru_cache(maxsize=65536)
def is_word_character(character: str) -> bool:
    """Return whether the index counts the character as part of a word."""
    return unicodedata.category(character) in _WORD


_WORD = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Co", "Mn", "Mc"))
_PLAIN_WORD: Final = re.compile(r"[A-Za-z0-9]+")


def words(folded: str) -> list[tuple[int, int]]:
    """Return the spans of the words in folded text."""
    if folded.isascii():
        return [found.span() for found in _PLAIN_WORD.finditer(folded)]
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
