"""Dates and periods in English prose, with their precision (EDTF): what is not said stays unsaid."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from workbench.suggest.periods import Day, Period, last_day

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[.,]\d)"
_YEAR: Final = r"(?:1[0-9]{3}|20[0-9]{2})(?![\w%]|[.,]\d)"
_OF_YEAR: Final = rf"(?:,?\s+(?:of\s+)?\[?(?P<year>{_YEAR})\]?)"
_DASH: Final = r"\s*(?:[-–—/]|to|and|until|through)\s*"
_COUNTED: Final = (
    r"(?!\s+(?:people|persons|men|women|soldiers|troops|dollars|euros|rupees|pounds|votes|kilomet\w+|km|miles|metres"
    r"|meters|feet|tonnes|tons|deaths|cases|jobs|copies|seats|words|pages|hours|days)\b)"
)
_SEASONS: Final = {"spring": (21, 3, 5), "summer": (22, 6, 8), "autumn": (23, 9, 11), "fall": (23, 9, 11)}
_THIRDS: Final = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}

_OPEN_START: Final = re.compile(r"\b(?:until|till|before|up to|prior to)\s+(?:the\s+)?$", re.IGNORECASE)
_OPEN_END: Final = re.compile(r"\b(?:since|after)\s+(?:the\s+)?$", re.IGNORECASE)
_RELATIVE: Final = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|currently|nowadays|at present"
    r"|(?:last|this|next|past)\s+(?:week(?:end)?|month|year|decade|summer|winter|spring|autumn"
    rf"|{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|few)\s+(?:day|week|month|year|decade)s?"
    r"\s+ago|(?:that|the same)\s+(?:week|month|year))\b",
    re.IGNORECASE,
)

Parts = re.Match[str]
Reading = tuple[str, Day, Day]


def dates(text: str) -> list[Period]:
    """Every date or period named in ``text``, in order, not overlapping (code points).

    A year that is not said is missing ("February 22" is XXXX-02-22); words such as "last month" are not
    read: see ``relative``.
    """
    return list(_dates(text))


@lru_cache(maxsize=4096)  # the rules ask for the same statements and passages again and again
def _dates(text: str) -> tuple[Period, ...]:
    found: list[Period] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < one.end and match.end() > one.start for one in found):
                continue
            reading = read(match)
            if reading:
                found.append(_opened(text, Period(match.start(), match.end(), *reading)))
    return tuple(sorted(found, key=lambda one: one.start))


def relative(text: str) -> list[tuple[int, int]]:
    """Words whose date depends on when they were written: "currently", "last month", "that year"."""
    return [match.span() for match in _RELATIVE.finditer(text)]


def _opened(text: str, one: Period) -> Period:
    """ "until 2005" has no beginning, "since 2005" no end."""
    before = text[: one.start]
    if "/" in one.edtf or one.year_missing:
        return one
    if _OPEN_START.search(before):
        return Period(one.start, one.end, f"../{one.edtf}", Day(0, 1, 1), one.last)
    if _OPEN_END.search(before):
        return Period(one.start, one.end, f"{one.edtf}/..", one.first, Day(9999, 12, 31))
    return one


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(match: Parts) -> int | None:
    year = match.group("year")
    return int(year) if year else None


def _write(year: int | None, month: int, day: int | None = None) -> str:
    written = f"{year:04}-{month:02}" if year else f"XXXX-{month:02}"
    return f"{written}-{day:02}" if day else written


def _number(written: str) -> int:
    return int(written.rstrip("sthndr"))


def _one_day(match: Parts) -> Reading | None:
    year, month, day = _year(match), _month(match.group("month")), _number(match.group("day"))
    if day > last_day(year, month):
        return None
    return _write(year, month, day), Day(year, month, day), Day(year, month, day)


def _days(match: Parts) -> Reading | None:
    year = _year(match)
    first, last = (
        _month(match.group("month")),
        _month(match.groupdict().get("month2") or match.group("month")),
    )
    low, high = _number(match.group("day")), _number(match.group("day2"))
    if (first, low) > (last, high) or high > last_day(year, last):
        return None
    return (
        f"{_write(year, first, low)}/{_write(year, last, high)}",
        Day(year, first, low),
        Day(year, last, high),
    )


def _from_date_to_date(match: Parts) -> Reading | None:
    """11 January 2004 – 26 November 2007; the days may be missing on both sides."""
    first, last = int(match.group("year")), int(match.group("year2"))
    low, high = _month(match.group("month")), _month(match.group("month2"))
    day = _number(match.group("day") or "1")
    day2 = _number(match.group("day2")) if match.group("day2") else last_day(last, high)
    if (first, low, day) > (last, high, day2) or day > last_day(first, low) or day2 > last_day(last, high):
        return None
    start = _write(first, low, day if match.group("day") else None)
    end = _write(last, high, day2 if match.group("day2") else None)
    return f"{start}/{end}", Day(first, low, day), Day(last, high, day2)


def _months(match: Parts) -> Reading | None:
    year, first, last = _year(match), _month(match.group("month")), _month(match.group("month2"))
    if first > last:
        return None
    return (
        f"{_write(year, first)}/{_write(year, last)}",
        Day(year, first, 1),
        Day(year, last, last_day(year, last)),
    )


def _one_month(match: Parts) -> Reading:
    year, month = _year(match), _month(match.group("month"))
    return _write(year, month), Day(year, month, 1), Day(year, month, last_day(year, month))


def _iso(match: Parts) -> Reading | None:
    year, month, day = int(match.group(1)), int(match.group(2)), int(match.group(3))
    return _real_day(year, month, day)


def _figures(match: Parts) -> Reading | None:
    """22.02.2019 and 22/2/2019; with strokes only where day and month cannot be mistaken."""
    day, month, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if match.group(2) == "/" and day <= 12 and month <= 12 and day != month:
        return None
    if month > 12 and match.group(2) == "/":
        day, month = month, day
    return _real_day(year, month, day)


def _real_day(year: int, month: int, day: int) -> Reading | None:
    if not 1 <= month <= 12 or not 1 <= day <= last_day(year, month):
        return None
    return _write(year, month, day), Day(year, month, day), Day(year, month, day)


def _season(match: Parts) -> Reading:
    year, name = int(match.group("year")), match.group("season").lower()
    if name == "winter":
        return f"{year}-24", Day(year, 1, 1), Day(year + 1, 3, 31)
    code, first, last = _SEASONS[name]
    # A month of grace on either side: seasons are felt, not measured.
    return f"{year}-{code}", Day(year, first - 1, 1), Day(year, last + 1, last_day(year, last + 1))


def _decade(match: Parts) -> Reading:
    decade = int(match.group("decade"))
    part = match.group("part")
    if not part:
        return f"{decade // 10}X", Day(decade, 1, 1), Day(decade + 9, 12, 31)
    low, high = _THIRDS[part.lower()]
    return f"{decade + low}~/{decade + high}~", Day(decade + low, 1, 1), Day(decade + high, 12, 31)


def _part_of_year(match: Parts) -> Reading:
    year = int(match.group("year"))
    low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[match.group("part").lower()]
    return f"{year}-{low:02}~/{year}-{high:02}~", Day(year, low, 1), Day(year, high, last_day(year, high))


def _years(match: Parts) -> Reading | None:
    first, written = int(match.group("year")), match.group("year2")
    last = int(written) if len(written) == 4 else first // 100 * 100 + int(written)
    if last <= first:
        return None
    return f"{first}/{last}", Day(first, 1, 1), Day(last, 12, 31)


def _one_year(match: Parts) -> Reading:
    year = int(match.group("year"))
    return f"{year:04}", Day(year, 1, 1), Day(year, 12, 31)


def _pattern(
    written: str, read: Callable[[Parts], Reading | None]
) -> tuple[re.Pattern[str], Callable[[Parts], Reading | None]]:
    return re.compile(written), read


_NOT_IN_NUMBER: Final = r"(?<![\w.,$€£₹#-])"
_PATTERNS: Final = (
    _pattern(rf"{_NOT_IN_NUMBER}(\d{{4}})-(\d{{2}})-(\d{{2}})(?!\d)", _iso),
    _pattern(
        rf"\b(?:(?P<day>{_DAY})\s+)?(?P<month>{_MONTH})\s+(?P<year>{_YEAR}){_DASH}"
        rf"(?:(?P<day2>{_DAY})\s+)?(?P<month2>{_MONTH})\s+(?P<year2>{_YEAR})",
        _from_date_to_date,
    ),
    _pattern(
        rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}),?\s+(?P<year>{_YEAR}){_DASH}"
        rf"(?P<month2>{_MONTH})\s+(?P<day2>{_DAY}),?\s+(?P<year2>{_YEAR})",
        _from_date_to_date,
    ),
    _pattern(rf"{_NOT_IN_NUMBER}(\d{{1,2}})([./])(\d{{1,2}})\2(\d{{4}})(?!\d)", _figures),
    _pattern(
        rf"\b(?P<day>{_DAY})\s+(?P<month>{_MONTH}){_DASH}(?P<day2>{_DAY})\s+(?P<month2>{_MONTH}){_OF_YEAR}?",
        _days,
    ),
    _pattern(
        rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_DASH}(?P<month2>{_MONTH})\s+(?P<day2>{_DAY}){_OF_YEAR}?",
        _days,
    ),
    _pattern(rf"\b(?P<day>{_DAY})\s*[-–/]\s*(?P<day2>{_DAY})\s+(?P<month>{_MONTH}){_OF_YEAR}?", _days),
    _pattern(rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY})\s*[-–/]\s*(?P<day2>{_DAY}){_OF_YEAR}?", _days),
    _pattern(rf"(?<![\d.,])\b(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}){_OF_YEAR}?", _one_day),
    _pattern(rf"\b(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{_DAY}){_OF_YEAR}?", _one_day),
    _pattern(rf"\b(?P<month>{_MONTH}){_DASH}(?P<month2>{_MONTH}){_OF_YEAR}?", _months),
    _pattern(rf"\b(?P<month>{_MONTH}){_OF_YEAR}", _one_month),
    _pattern(r"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)" + _OF_YEAR, _season),
    _pattern(
        r"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?(?:the\s+)?(?P<decade>(?:1[0-9]|20)\d0)[’']?s\b",
        _decade,
    ),
    _pattern(
        rf"{_NOT_IN_NUMBER}(?P<year>{_YEAR})(?:\s*[-–]\s*|\s+(?:to|until|through|and)\s+)(?P<year2>{_YEAR}|\d\d(?!\d))"
        + _COUNTED,
        _years,
    ),
    _pattern(rf"\b(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+(?:in\s+)?(?P<year>{_YEAR})", _part_of_year),
    _pattern(
        rf"{_NOT_IN_NUMBER}(?P<year>{_YEAR})(?![’']?s\b|-\w|\s*(?:million|billion|thousand|percent|per cent))"
        + _COUNTED,
        _one_year,
    ),
    # "May" and "March" alone are too often a verb or a surname.
    _pattern(
        r"\b(?P<month>January|February|April|June|July|August|September|October|November|December"
        r"|(?:(?<=\bin )|(?<=\bof )|(?<=\bsince )|(?<=\buntil ))(?:May|March))\b"
        r"(?P<year>(?!))?",
        _one_month,
    ),
)
