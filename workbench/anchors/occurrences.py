"""Where words given by hand stand in a text, forgiving what typing and typesetting change."""

import re
import unicodedata
from typing import Final

_SINGLE: Final = "['‘’‚‛′]"
_DOUBLE: Final = "(?:[\"“”„‟«»″]|''|‘‘|’’)"
_HYPHEN: Final = "[-‐‑‒–—―−]"
_CLASSES: Final = {
    **dict.fromkeys("'‘’‚‛′", _SINGLE),
    **dict.fromkeys('"“”„‟«»″', _DOUBLE),
    **dict.fromkeys("-‐‑", f"{_HYPHEN}(?:[ \t]*\n\\s*)?"),
    **dict.fromkeys("‒–—―−", f"{_HYPHEN}{{1,2}}"),
    "…": r"(?:…|\.\s?\.\s?\.)",
    "...": r"(?:…|\.\s?\.\s?\.)",
    "--": f"{_HYPHEN}{{1,2}}",
    "ffi": "(?:ffi|ﬃ|ﬀi|fﬁ)",
    "ffl": "(?:ffl|ﬄ|ﬀl|fﬂ)",
    "ff": "(?:ff|ﬀ)",
    "fi": "(?:fi|ﬁ)",
    "fl": "(?:fl|ﬂ)",
    "ﬀ": "(?:ff|ﬀ)",
    "ﬁ": "(?:fi|ﬁ)",
    "ﬂ": "(?:fl|ﬂ)",
    "ﬃ": "(?:ffi|ﬃ|ﬀi|fﬁ)",
    "ﬄ": "(?:ffl|ﬄ|ﬀl|fﬂ)",
}
_PIECE: Final = re.compile(r"\s+|\.\.\.|--|ffi|ffl|ff|fi|fl|.", re.DOTALL)
_IGNORED: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space and joiners, byte-order mark: seen by nobody, in many a copied text."""
_INSIDE_WORD: Final = f"[{_IGNORED}]*(?:[-‐\u00ad][ \t]*\n\\s*)?"
"""What may stand between two letters of one word: nothing, an invisible sign, a hyphen at a line's end."""
_BROKEN: Final = re.compile(r"(?<=\w)[-‐\u00ad][ \t]*\n\s*(?=\w)")


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where ``words`` stand in ``text``: spans in code points, in order, not overlapping.

    Letter for letter if they stand so anywhere; else forgiving runs of white space and line breaks,
    typographic quotation marks, dashes and ligatures, and words hyphenated at a line's end. Upper and lower
    case always count.
    """
    wanted = unicodedata.normalize("NFC", words.replace("\r\n", "\n")).strip()
    if not wanted:
        return []
    exact = [match.span() for match in re.finditer(re.escape(wanted), text)]
    return exact or [match.span() for match in _tolerant(wanted).finditer(text)]


def _tolerant(words: str) -> re.Pattern[str]:
    """A pattern over the raw text, so that what it finds needs no mapping back."""
    whole = _BROKEN.sub("", words).translate(dict.fromkeys(map(ord, _IGNORED)))
    parts: list[str] = []
    before = ""
    for piece in _PIECE.findall(whole):
        if _letter(before[-1:]) and _letter(piece[:1]):
            parts.append(_INSIDE_WORD)
        parts.append(_pattern(piece))
        before = piece
    return re.compile("".join(parts))


def _letter(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] in "LNM"


def _pattern(piece: str) -> str:
    if piece.isspace():
        return f"[\\s{_IGNORED}]+"
    return _CLASSES.get(piece) or re.escape(piece)
