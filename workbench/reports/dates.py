"""Dates and times as a reader says them, with the precision they have and no more."""

import re
from datetime import datetime

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_EDTF = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<doubt>[?~%]?)")

_OPEN = frozenset({"", ".."})


def day(edtf: str) -> str:
    """Return an EDTF date in words: "7 October 2009", "22 February, year missing", "about 1981".

    A range "a/b" becomes "a to b", an open one "until b" or "since a". What is not EDTF is returned as it stands.
    """
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return _range(first, last) if _is_date(first, last) else edtf
    match = _EDTF.fullmatch(edtf)
    if match is None:
        return edtf
    words = _words(match["year"], match["month"] or "", match["day"] or "")
    return f"about {words}" if match["doubt"] and words else words


def moment(iso: str) -> str:
    """Return a time in UTC in words: "23 November 2026, 08:37 UTC"; what is no time as it stands."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def _range(first: str, last: str) -> str:
    if first in _OPEN:
        return f"until {day(last)}"
    return f"since {day(first)}" if last in _OPEN else f"{day(first)} to {day(last)}"


def _is_date(*parts: str) -> bool:
    return all(part in _OPEN or _EDTF.fullmatch(part) for part in parts)


def _words(year: str, month: str, day_: str) -> str:
    month_name = _MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else ""
    day_number = str(int(day_)) if day_.isdigit() else ""
    before = f"{day_number} {month_name}".strip() if month_name else ""
    if "X" not in year:
        return f"{before} {year}".strip()
    if before:
        return f"{before}, year missing"
    return f"{year[:3]}0s" if year[:3].isdigit() else "date unknown"
