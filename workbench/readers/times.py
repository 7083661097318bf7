"""Times as people write them and as transcripts have them. Pure."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from workbench.readers.places import TO
from workbench.readers.reading import Place

_CLOCK = re.compile(r"(?:(\d{1,3})[:.h ]+)?(\d{1,4})[:.m ]+(\d{1,2})(?:[.,](\d{1,3}))?\s*s?\Z")
_SECONDS = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?\s*s?\Z")


def seconds(text: str) -> float | None:
    """Return the seconds of "12:05", "1:02:03.5", "2m 5s" or "725"; None for what is no time."""
    plain = text.strip().lower()
    clock = _CLOCK.match(plain)
    if clock is not None and int(clock[3]) < 60:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]) + _fraction(clock[4])
    plain_seconds = _SECONDS.match(plain)
    return int(plain_seconds[1]) + _fraction(plain_seconds[2]) if plain_seconds is not None else None


def _fraction(digits: str | None) -> float:
    return int(f"{digits:0<3}") / 1000 if digits else 0.0


def begins(place: Place) -> float:
    """Return when a place with a time range begins, in seconds."""
    return seconds(place.label.partition(TO)[0]) or 0.0


def ends(place: Place) -> float:
    """Return when a place with a time range ends, in seconds."""
    return seconds(place.label.rpartition(TO)[2]) or 0.0


def at(places: Sequence[Place], moment: float) -> Place | None:
    """Return what is said at a moment (seconds), or next before it; None before the first and after the last.

    Cues of a transcript follow each other in time.
    """
    found = bisect_right(places, moment, key=begins) - 1
    if found < 0:
        return places[0] if places and begins(places[0]) - moment < 60 else None
    return places[found] if found + 1 < len(places) or moment <= ends(places[-1]) else None


def short(moment: float, *, hours: bool) -> str:
    """Return a moment as a clock shows it: "12:05", with ``hours`` "0:12:05"."""
    whole = int(moment)
    clock = f"{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{whole // 3600}:{clock}" if hours else clock
