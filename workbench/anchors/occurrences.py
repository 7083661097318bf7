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
_SPLITS: Final = re.compile(f"[{_IGNORED}]|[-‐][ \t]*\n")
"""What makes `_INSIDE_WORD` match more than nothing. A text without it needs a pattern a third as long."""
_SHRINKS: Final = 3
"""No sign of a text stands for more signs of a quotation than this: … for three stops, ﬃ for three letters."""
_TRIAL: Final = 200
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
    if exact:
        return exact
    whole = " ".join(_BROKEN.sub("", wanted).translate(dict.fromkeys(map(ord, _IGNORED))).split())
    if not whole or len(whole) > _SHRINKS * len(text):
        return []
    inside = _INSIDE_WORD if _SPLITS.search(text) else ""
    # A long pattern takes long to build, so its beginning is tried first: most often that is not there either.
    if len(whole) > _TRIAL and not _tolerant(_beginning(whole), inside).search(text):
        return []
    return [match.span() for match in _tolerant(whole, inside).finditer(text)]


def _beginning(words: str) -> str:
    """The first words, not cut within what a single sign may stand for."""
    return words[:_TRIAL].rpartition(" ")[0] or words[:_TRIAL].rstrip("fil.-")


def _tolerant(words: str, inside: str) -> re.Pattern[str]:
    """A pattern over the raw text, so that what it finds needs no mapping back; ``inside`` may part two letters."""
    parts: list[str] = []
    before = ""
    for piece in _PIECE.findall(words):
        if _letter(before[-1:]) and _letter(piece[:1]):
            parts.append(inside)
        parts.append(_pattern(piece))
        before = piece
    return re.compile("".join(parts))


def _letter(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] in "LNM"


def _pattern(piece: str) -> str:
    if piece.isspace():
        return f"[\\s{_IGNORED}]+"
    return _CLASSES.get(piece) or re.escape(piece)
