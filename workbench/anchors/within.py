"""Words looked for in a text that is being read: wherever they stand, however they are written."""

import re
import unicodedata
from functools import cache
from typing import Final

AT_MOST: Final = 5000
"""Places given: more is not read one by one."""

_QUOTES: Final = {"'": "'’‘ʼ`", '"': '"“”„«»', "-": "-‐‑‒–—−"}
_UNSEEN: Final = "[\u00ad\u200b-\u200d\u2060\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]*"
"""What may stand after a letter without being another one: soft hyphens, joiners, accents, vowel points."""


def within(text: str, words: str) -> list[tuple[int, int]]:
    """Return where ``words`` stand in ``text`` (code points), in order, at most AT_MOST.

    Parts of words count. Case, accents, vowel points, runs of white space and the kind of quotation mark or dash
    make no difference. Without words there is nothing to find.
    """
    wanted = unicodedata.normalize("NFC", " ".join(words.split()))
    if not wanted:
        return []
    found = re.finditer("".join(map(_sign, wanted)), text, re.IGNORECASE)
    return [match.span() for match, _ in zip(found, range(AT_MOST), strict=False)]


def _sign(sign: str) -> str:
    if sign == " ":
        return r"\s+"
    for plain, kinds in _QUOTES.items():
        if sign in kinds:
            return f"[{re.escape(kinds if plain != '-' else kinds[1:])}{re.escape(plain)}]"
    if not sign.isalpha():
        return re.escape(sign)
    base = unicodedata.normalize("NFD", sign)[0].lower()
    return f"[{re.escape(base)}{_accented().get(base, '')}{re.escape(sign)}]{_UNSEEN}"


@cache
def _accented() -> dict[str, str]:
    """Return by letter those made of it by an accent: é è ê of e."""
    made: dict[str, str] = {}
    for point in (*range(0x00C0, 0x0250), *range(0x0386, 0x0530), *range(0x0620, 0x06D4), *range(0x1E00, 0x2000)):
        parts = unicodedata.normalize("NFD", chr(point))
        if len(parts) > 1 and parts[0].isalpha():
            made[parts[0].lower()] = made.get(parts[0].lower(), "") + chr(point)
    return made
