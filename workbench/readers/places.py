"""What a passage is cited by where its document has no pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from workbench.readers.reading import Place

TO = "–"


def cited(places: Sequence[Place], start: int, end: int) -> str:
    """The place of ``text[start:end]`` (code points) in words: from where its first place begins to where its last
    ends ("00:01:02.000–00:01:09.500"). "" where no place touches it.
    """
    first = bisect_right(places, start, key=lambda place: place.end)
    last = bisect_left(places, end, key=lambda place: place.start) - 1
    if first > last:
        return ""
    return f"{places[first].label.split(TO)[0]}{TO}{places[last].label.split(TO)[-1]}"
