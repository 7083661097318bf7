"""Whether a stretch of prose holds something to check: a number, a date, a proper name, a quotation mark."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from workbench.suggest.dates import dates
from workbench.suggest.names import names
from workbench.suggest.numbers import numbers

_MARKS: Final = re.compile(r"[“”„«»「」『』\"]|(?<!\w)‘|(?<!\w)'(?=\w)")
_DIGIT: Final = re.compile(r"\d")


class Reason(StrEnum):
    """Why a sentence is held to state a fact."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTATION = "quotation"


@lru_cache(maxsize=16384)  # every sentence of an article, asked for again after each marking
def reasons(text: str) -> tuple[Reason, ...]:
    """What in ``text`` asks to be checked, in the order of Reason; empty when nothing does."""
    dated = dates(text)
    rest = text
    for one in dated:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    found = {
        Reason.NUMBER: bool(numbers(text)) or bool(_DIGIT.search(rest)),
        Reason.DATE: bool(dated),
        Reason.NAME: any(name.certain for name in names(text)),
        Reason.QUOTATION: bool(_MARKS.search(text)),
    }
    return tuple(reason for reason, there in found.items() if there)
