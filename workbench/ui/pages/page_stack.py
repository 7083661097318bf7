"""Where the pages of a document lie below each other on the desk. Pure geometry, in pixels of the view."""

from bisect import bisect_right
from collections.abc import Sequence

# Between pages and around them, in pixels.
GAP = 16
AROUND = 24


class PageStack:
    """Pages below each other, centred, at one scale (pixels to the unit of the sizes)."""

    __slots__ = ("_sizes", "_tops", "height", "scale", "width")

    def __init__(self, sizes: Sequence[tuple[float, float]], scale: float, view_width: int) -> None:
        """Lay the pages out; ``width`` and ``height`` are the whole, at least the view's width."""
        self.scale = scale
        self._sizes = [(max(1, round(w * scale)), max(1, round(h * scale))) for w, h in sizes]
        self._tops: list[int] = []
        top = AROUND
        for _, height in self._sizes:
            self._tops.append(top)
            top += height + GAP
        self.height = top - GAP + AROUND if sizes else 0
        widest = max((w for w, _ in self._sizes), default=0)
        self.width = max(view_width, widest + 2 * AROUND)

    def __len__(self) -> int:
        return len(self._sizes)

    def rect(self, page: int) -> tuple[int, int, int, int]:
        """Return left, top, width, height of ``page`` (from 1)."""
        width, height = self._sizes[page - 1]
        return (self.width - width) // 2, self._tops[page - 1], width, height

    def page_at(self, y: float) -> int:
        """Return the page at a height, or the nearest above it; 0 when there are no pages."""
        return max(1, bisect_right(self._tops, y + GAP / 2)) if self._tops else 0

    def between(self, top: float, bottom: float) -> range:
        """Return the pages that reach into a stretch of heights."""
        if not self._tops:
            return range(0)
        return range(self.page_at(top), bisect_right(self._tops, bottom) + 1)


def fitting_scale(sizes: Sequence[tuple[float, float]], view_width: int, *, most: float, view_height: int = 0) -> float:
    """Return the scale at which the widest page fills the view, at most ``most``.

    With ``view_height`` the tallest page fits it as well.
    """
    widest = max((w for w, _ in sizes), default=1.0) or 1.0
    tallest = max((h for _, h in sizes), default=1.0) or 1.0
    fits = (view_width - 2 * AROUND) / widest
    if view_height:
        fits = min(fits, (view_height - 2 * GAP) / tallest)
    return min(most, max(0.05, fits))
