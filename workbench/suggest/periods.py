"""A stretch of time as far as it is known: EDTF as written in project files, days to compare by."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

_POINT: Final = re.compile(r"(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?[~?%]?")
_SEASON_MONTHS: Final = {21: (2, 6), 22: (5, 9), 23: (8, 12), 24: (1, 12)}


class Day(NamedTuple):
    """A day; ``year`` is None where none was named."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Period:
    """``text[start:end]`` names the time from ``first`` to ``last``, both included; ``edtf`` keeps its
    precision.
    """

    start: int
    end: int
    edtf: str
    first: Day
    last: Day

    @property
    def year_missing(self) -> bool:
        """Whether no year was named."""
        return self.first.year is None or self.last.year is None


def last_day(year: int | None, month: int) -> int:
    """The number of days in a month; February has 29 when the year is not known."""
    return monthrange(year or 2000, month)[1] if year != 0 else 31


def overlap(one: Period, other: Period) -> bool | None:
    """Whether the two have a day in common; None when a missing year leaves it open."""
    if one.year_missing or other.year_missing:
        return None
    return _key(one.first) <= _key(other.last) and _key(other.first) <= _key(one.last)


def in_year(one: Period, year: int) -> Period:
    """The same days of that year, for a period without one; any other period as it is."""
    if not one.year_missing:
        return one
    edtf = one.edtf.replace("XXXX", f"{year:04}")
    return replace(one, edtf=edtf, first=one.first._replace(year=year), last=one.last._replace(year=year))


def parse(edtf: str) -> Period | None:
    """Read an EDTF date or interval as project files keep it; None when it is not one. Offsets are 0."""
    written = edtf.strip()
    first, stroke, last = written.partition("/")
    if not stroke:
        point = _point(first)
        return Period(0, 0, written, *point) if point else None
    low = (Day(0, 1, 1),) * 2 if first in {"", ".."} else _point(first)
    high = (Day(9999, 12, 31),) * 2 if last in {"", ".."} else _point(last)
    return Period(0, 0, written, low[0], high[1]) if low and high else None


def _point(written: str) -> tuple[Day, Day] | None:
    match = _POINT.fullmatch(written)
    if not match:
        return None
    year, month, day = match.groups()
    low_year, high_year = _years(year)
    if month is None or month == "XX":
        return Day(low_year, 1, 1), Day(high_year, 12, 31)
    number = int(month)
    if number in _SEASON_MONTHS:
        low, high = _SEASON_MONTHS[number]
        return Day(low_year, low, 1), Day(high_year, high, last_day(high_year, high))
    if not 1 <= number <= 12:
        return None
    if day is None or day == "XX":
        return Day(low_year, number, 1), Day(high_year, number, last_day(high_year, number))
    if not 1 <= int(day) <= last_day(high_year, number):
        return None
    return Day(low_year, number, int(day)), Day(high_year, number, int(day))


def _years(written: str) -> tuple[int | None, int | None]:
    if written == "XXXX":
        return None, None
    return int(written.replace("X", "0")), int(written.replace("X", "9"))


def _key(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month, day.day
