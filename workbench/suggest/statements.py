"""The statement a marking starts with: the article's own words, made to stand as a sentence."""

import re
from typing import Final

from workbench.suggest.quotations import quotations

_OPENING: Final = '“„«‹‘‚「『"'
_CLOSING: Final = '”»›」』"’'
_STOPS: Final = ".!?…。！？؟۔।॥"
# What a hand that began to select a little early brings along. A dash before a figure is its sign, and stays.
_HANGING: Final = re.compile(r"^(?:[,;:،؛、，；：]\s*|[–—-]\s+|[.)\]]\s+)+")
_URDU: Final = re.compile(r"[ٹڈڑںےھہ]")


def prefill(text: str, start: int, end: int) -> str:
    """``text[start:end]`` (code points) as a statement: on one line, its outer quotation marks and what hangs
    before it (a comma, a dash) off, a capital at its beginning and a stop at its end. Nothing is reworded: what
    "he" means, the checker writes in.
    """
    words = " ".join(text[start:end].split())
    words = _without_outer_marks(words).strip()
    words = _HANGING.sub("", words).rstrip(",;:–—- ").strip()
    if not words:
        return ""
    return _capitalised(words) + _stop(words)


def _without_outer_marks(words: str) -> str:
    """Take off a pair of marks around the whole, and marks whose other half was left outside the marking."""
    whole = quotations(words)
    if whole and whole[0].start == 0 and whole[0].end >= len(words.rstrip(".,")):
        return words[whole[0].inner_start : whole[0].inner_end]
    balanced = {one.start for one in whole} | {one.end - 1 for one in whole}
    if words[:1] in _OPENING and 0 not in balanced:
        words, balanced = words[1:], {place - 1 for place in balanced}
    last = len(words) - 1
    if (words[-1:] in _CLOSING and last not in balanced and not words[-2:-1].isalnum()) or (
        words[-1:] in "”»」』" and last not in balanced
    ):
        words = words[:-1]
    return words


def _capitalised(words: str) -> str:
    # Names such as iPhone or eBay keep their small letter.
    if words[1:2].isupper() or not words[0].islower():
        return words
    return words[0].upper() + words[1:]


def _stop(words: str) -> str:
    if words.rstrip(_CLOSING + ")]’'").endswith(tuple(_STOPS)):
        return ""
    last = next((sign for sign in reversed(words) if sign.isalnum()), "")
    if "\u3040" <= last <= "\u30ff" or "\u3400" <= last <= "\u9fff":
        return "。"
    if "\u0900" <= last <= "\u097f":
        return "।"
    return "۔" if _URDU.search(words) else "."
