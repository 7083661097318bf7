"""The content half of an attribution: what is said to be so, without who says it."""

import re
from typing import Final

from workbench.suggest.quotations import quotations
from workbench.suggest.sentences import sentences

_VERBS: Final = (
    r"(?:said|says|say|told|tells|claims?|claimed|stated|states|added|adds|adding|argued|argues|insisted|insists"
    r"|warned|warns|wrote|writes|reported|reports|announced|announces|confirmed|confirms|denied|denies|believes?"
    r"|believed|alleged|alleges|asserted|asserts|maintained|maintains|acknowledged|acknowledges|explained|noted|notes"
    r"|revealed|recalled|declared|suggested|admitted|conceded|testified)"
)
_ACCORDING: Final = re.compile(r"\s*(?:According to|As reported by|In the words of)\s[^,;.]{2,80},\s+")
_THAT: Final = re.compile(rf"\b{_VERBS}\b(?:\s+(?!that\b)[^\s,;]+){{0,6}}?\s+that\s+")
_CLAIMS_TO: Final = re.compile(r"\bclaim(?:s|ed)\s+to\s+(?:have|enjoy|be\s+receiving|possess|hold)\s+")
_PRAISED: Final = re.compile(
    r"\b(?:praised|hailed|criticised|criticized|condemned|denounced|welcomed|applauded|mourned|celebrated)\s+"
    r"(?P<what>[^,;.]{3,})"
)
_TRAILING: Final = re.compile(
    rf",\s+(?:(?:[^\s,]+\s+){{0,6}}{_VERBS}|{_VERBS}(?:\s+[^\s,]+){{1,6}})(?:\s+[^,;]{{1,40}})?\.?\s*$"
)
_LEAD_IN: Final = re.compile(
    r"(?:\[[^\]]*\]\s*|(?:As expected|Also|However|In fact|Of course|Indeed|Well|Still|Moreover|Furthermore"
    r"|Frankly|Honestly|Clearly|And|But|So)(?:,\s+|\s+(?=\[))|\s+)+"
)
_THEN_TITLE: Final = re.compile(
    r"then[-\s](?:[^\s.,]+\s+){0,4}?(?:(?:Lt|Maj|Brig|Gen|Col|Adm|Capt|Sgt|Dr|Prof|Mr|Mrs|Ms)\.?[-\s]*)+"
    r"(?=[^\W\d_]\w+\s+[^\W\d_])"
)
_FRAGMENT: Final = 3
"""Quotations of so few words are scraps, not statements."""


def content_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of what ``text[start:end]`` attributes to somebody (code points), or None when that is not
    plain.

    Of a quotation of several sentences the first: each is a claim of its own. After "According to X," and
    "said that" the clause runs to the end of its sentence even where the marking stopped in its midst; its
    full stop stays out.
    """
    found = (
        _quoted(text, start, end)
        or _after(_ACCORDING, text, start, end, at_start=True)
        or _after(_THAT, text, start, end)
        or _after(_CLAIMS_TO, text, start, end)
        or _praised(text, start, end)
        or _before_speaker(text, start, end)
    )
    if found is None or not any(sign.isalnum() for sign in text[slice(*found)]):
        return None
    return found


def _quoted(text: str, start: int, end: int) -> tuple[int, int] | None:
    low = text.rfind("\n", 0, start) + 1
    for one in quotations(text[low:end]):
        first, last = low + one.inner_start, low + one.inner_end
        if low + one.start >= start and one.depth == 0 and len(text[first:last].split()) > _FRAGMENT:
            return _statement_in(text, first, last)
    return None


def _statement_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    for first, last in sentences(text, start, end):
        begin = _skip(_LEAD_IN, text, first, last)
        if len(text[begin:last].split()) > 1:
            return begin, _without_comma(text, begin, last)
    return None


def _after(
    pattern: re.Pattern[str], text: str, start: int, end: int, *, at_start: bool = False
) -> tuple[int, int] | None:
    match = pattern.match(text, start, end) if at_start else pattern.search(text, start, end)
    if match is None or match.end() >= end:
        return None
    begin = _skip(_THEN_TITLE, text, match.end(), end)
    return begin, _clause_end(text, begin, end)


def _clause_end(text: str, begin: int, end: int) -> int:
    """The end of the sentence if the marking stops in its midst, else the marking's; without the full stop."""
    following = text[end : end + 2]
    goes_on = following[:1].isspace() and following[1:].islower()
    _, sentence_end = sentences(text[: end + 1000], begin)[0]
    if goes_on or sentence_end < end:
        end = sentence_end
    return _without_comma(text, begin, end, also=".。")


def _praised(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What is praised or condemned is taken to have happened: that is the statement."""
    match = _PRAISED.search(text, start, end)
    if match is None or match.group("what").startswith(("by ", "as ")):
        return None
    if not re.search(r"\d|[A-Z]", match.group("what")):
        return None
    return match.start("what"), _without_comma(text, match.start("what"), match.end("what"))


def _before_speaker(text: str, start: int, end: int) -> tuple[int, int] | None:
    """`The bridge is safe, the engineer said.`"""
    match = _TRAILING.search(text[start:end])
    if match is None or len(text[start : start + match.start()].split()) <= _FRAGMENT:
        return None
    return start, start + match.start()


def _skip(pattern: re.Pattern[str], text: str, begin: int, end: int) -> int:
    match = pattern.match(text, begin, end)
    return match.end() if match and match.end() < end else begin


def _without_comma(text: str, begin: int, end: int, also: str = "") -> int:
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ",;:" + also):
        end -= 1
    return end
