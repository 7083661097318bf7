"""The border between code points, in which the project counts, and UTF-16 units, in which Qt counts."""

from bisect import bisect_left, bisect_right


class OffsetMap:
    """Converts offsets into one text. Texts without characters beyond U+FFFF cost nothing."""

    __slots__ = ("_points", "_units", "length")

    def __init__(self, text: str) -> None:
        """Take the text; ``length`` is its length in code points."""
        self.length = len(text)
        # max() runs in C: the loop is only paid for by texts that need it.
        astral = max(text, default="") > "\uffff"
        self._points = [i for i, character in enumerate(text) if character > "\uffff"] if astral else []
        self._units = [point + before for before, point in enumerate(self._points)]

    @classmethod
    def plain(cls, length: int) -> "OffsetMap":
        """Return the map of a text that Qt never sees: units are code points."""
        made = cls("")
        made.length = length
        return made

    def to_units(self, point: int) -> int:
        """Return the UTF-16 offset of the code point offset ``point`` (0 to the text's length)."""
        if not self._points:
            return point
        return point + bisect_left(self._points, point)

    def to_points(self, unit: int, *, up: bool = False) -> int:
        """Return the code point offset of the UTF-16 offset ``unit``.

        An offset between the halves of a surrogate pair goes to the character's start, or with ``up`` to
        its end.
        """
        if not self._units:
            return unit
        before = bisect_right(self._units, unit - 1)
        inside = before > 0 and self._units[before - 1] == unit - 1
        if inside:
            return self._points[before - 1] + (1 if up else 0)
        return unit - before


def shown(text: str) -> str:
    """Return ``text`` as it is put into a Qt document: same length, same places.

    Qt turns a carriage return into a paragraph break and a pair of them into one, and draws U+FFFC as an
    object; stored text holds no carriage returns, but what is shown must not shift if one slips through.
    """
    return text.replace("\r", "\u2028").replace("\ufffc", "\ufffd")
