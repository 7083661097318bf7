"""Quotation marks paired by walking through the text: U+2019 is an apostrophe here and a closing mark
there.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_CLOSES: Final = {
    "“": "”",
    "‘": "’",
    "„": "“”",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
}
_BOTH: Final = "\"'”"
"""Marks that open and close alike (” in Swedish and Finnish)."""
_ENDS: Final = ".,!?;:…。！？"


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` with its marks, ``text[inner_start:inner_end]`` without. ``depth`` 0 is
    outermost.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int


@dataclass(slots=True)
class _Open:
    at: int
    closing: str


def quotations(text: str) -> list[Quotation]:
    """Every quotation that is opened and closed, in order of its start (code points).

    A quotation running over several paragraphs has its opening mark again at the head of each; one that is
    not taken up again in the next paragraph ends with its own, without a closing mark.
    """
    return list(_quotations(text))


@lru_cache(maxsize=4096)  # the rules ask for the same paragraphs and claims again and again
def _quotations(text: str) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    stack: list[_Open] = []
    for at, sign in enumerate(text):
        if sign == "\n":
            _end_of_paragraph(text, at, stack, found)
        elif stack and sign in stack[-1].closing and _may_close(text, at, stack[-1]):
            _close(stack, at, at + 1, found)
        elif len(stack) > 1 and sign in stack[-2].closing and _may_close(text, at, stack[-2]):
            stack.pop()
            _close(stack, at, at + 1, found)
        elif _opens(text, at) and not _taken_up_again(text, at, stack):
            stack.append(_Open(at, sign if sign in _BOTH else _CLOSES[sign]))
    _end_of_paragraph(text, len(text), stack, found)
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def inside(text: str, start: int, end: int) -> bool:
    """Whether the whole span stands within one quotation's marks."""
    return any(one.inner_start <= start and end <= one.inner_end for one in quotations(text))


def unquoted(text: str) -> str:
    """The text with every quotation blanked out by spaces, so that offsets stay."""
    signs = list(text)
    for one in quotations(text):
        signs[one.start : one.end] = " " * (one.end - one.start)
    return "".join(signs)


def _close(stack: list[_Open], inner_end: int, end: int, found: list[Quotation]) -> None:
    opened = stack.pop()
    found.append(Quotation(opened.at, end, opened.at + 1, inner_end, len(stack)))


def _end_of_paragraph(text: str, at: int, stack: list[_Open], found: list[Quotation]) -> None:
    if not stack:
        return
    following = text[at:].lstrip()[:1]
    if following and following == text[stack[0].at]:
        del stack[1:]
        return
    # Straight marks and single marks left open are feet, minutes or apostrophes, not quotations.
    outer = stack[0]
    if text[outer.at] in "“«„" and text[outer.at : at].strip():
        del stack[1:]
        end = at - (len(text[:at]) - len(text[:at].rstrip()))
        _close(stack, end, end, found)
    stack.clear()


def _taken_up_again(text: str, at: int, stack: list[_Open]) -> bool:
    """An opening mark at the head of a paragraph while its quotation is still open opens nothing new."""
    head = text[text.rfind("\n", 0, at) + 1 : at]
    return bool(stack) and not head.strip() and text[stack[0].at] == text[at]


def _opens(text: str, at: int) -> bool:
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in "“‘„‚«‹「『":
        if sign == "‘":
            return _closing_later(text, at, "’")
        return True
    if sign not in _BOTH and sign != "»":
        return False
    if not after or after.isspace() or (before and (before.isalnum() or before in _ENDS)):
        return False
    return _closing_later(text, at, _CLOSES.get(sign, sign))


def _closing_later(text: str, at: int, closing: str) -> bool:
    """Whether some sign before the paragraph's end could close a quotation opened here."""
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    opened = _Open(at, closing)
    return any(text[i] in closing and _may_close(text, i, opened) for i in range(at + 2, stop))


def _may_close(text: str, at: int, opened: _Open) -> bool:
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if at == opened.at + 1:
        return False
    if sign in "'’":
        if before.isspace() or after.isalnum():
            return False
        return not _possessive(text, at, opened)
    return True


def _possessive(text: str, at: int, opened: _Open) -> bool:
    """`the players’ ball`: s, apostrophe, a small word, and another mark further on that can do the
    closing.
    """
    following = text[at + 1 : at + 3]
    if text[at - 1 : at] not in {"s", "x", "z"} or not (following[:1] == " " and following[1:].islower()):
        return False
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    opener = text[opened.at]
    for i in range(at + 1, stop):
        if text[i] == opener and opener not in "'’":
            return False
        if text[i] in opened.closing and not text[i + 1 : i + 2].isalnum() and not text[i - 1 : i].isspace():
            return True
    return False
