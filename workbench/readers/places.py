"""What a passage is cited by where its document has no pages."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from workbench.readers.reading import Place

TO = "–"
# A label that is itself a stretch, of time; titles of chapters may hold a dash too.
_RANGE = re.compile(rf"(\d\d[\d:.]*){TO}(\d\d[\d:.]*)")


def cited(places: Sequence[Place], start: int, end: int) -> str:
    """The place of ``text[start:end]`` (code points) in words: from where its first place begins to where its last
    ends ("00:01:02.000–00:01:09.500"). "" where no place touches it.
    """
    first = bisect_right(places, start, key=lambda place: place.end)
    last = bisect_left(places, end, key=lambda place: place.start) - 1
    if first > last:
        return ""
    if first == last:
        return places[first].label
    begins, ends = (_RANGE.fullmatch(places[at].label) for at in (first, last))
    return f"{begins[1] if begins else places[first].label}{TO}{ends[2] if ends else places[last].label}"
