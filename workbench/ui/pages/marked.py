"""The marks of one text, ready to be painted and found again: UTF-16 spans, lanes, look-ups."""

from typing import NamedTuple

from workbench.ui.offsets import OffsetMap
from workbench.ui.pages.contract import Mark
from workbench.ui.pages.lanes import LARGE_CLUSTER, Lane, Overlaps, assign, raise_one


class Laid(NamedTuple):
    """A mark with its span in UTF-16 units and its lane."""

    mark: Mark
    start: int
    end: int
    lane: Lane


class Marked:
    """All marks of a text."""

    def __init__(self, marks: list[Mark], offsets: OffsetMap) -> None:
        """Take the marks; spans that reach beyond the text are cut to it, empty ones are left out."""
        length = offsets.length
        kept = [m for m in marks if max(0, m.start) < min(length, m.end)]
        to_units = offsets.to_units
        spans = [(to_units(max(0, m.start)), to_units(min(length, m.end))) for m in kept]
        self.all = [Laid(m, *span, lane) for m, span, lane in zip(kept, spans, assign(spans), strict=True)]
        self._spans = spans
        self._by_id = {laid.mark.id: laid for laid in self.all}
        self._overlaps = Overlaps(spans)

    def within(self, start: int, end: int) -> list[Laid]:
        """Return the marks that share a character with the stretch (UTF-16), in the order of their starts."""
        return [self.all[i] for i in self._overlaps.within(start, end)]

    def at(self, unit: int) -> list[Laid]:
        """Return the marks that hold the character at ``unit``, innermost first."""
        return [self.all[i] for i in self._overlaps.at(unit)]

    def next_at(self, unit: int, active: Laid | None) -> str | None:
        """Return the id of the mark that a click at ``unit`` goes to: the innermost, or the one after the active."""
        found = [laid.mark.id for laid in self.at(unit)]
        if active is None or active.mark.id not in found:
            return found[0] if found else None
        return found[(found.index(active.mark.id) + 1) % len(found)]

    def get(self, mark_id: str | None) -> Laid | None:
        """Return the mark of this id, or None."""
        return self._by_id.get(mark_id) if mark_id else None

    def with_raised(self, active: Laid | None) -> dict[str, Lane]:
        """Return the lanes (by mark id) that change when the active mark's underline is next to the
        letters.
        """
        if active is None or active.lane.lane == 0:
            return {}
        knot = [i for i, laid in enumerate(self.all) if laid.lane.knot == active.lane.knot]
        if len(knot) > LARGE_CLUSTER:
            return {}
        first = next(i for i in knot if self.all[i] is active)
        given = raise_one(knot, self._spans, first)
        lanes = 1 + max(given.values())
        return {self.all[i].mark.id: Lane(lane, lanes, active.lane.knot) for i, lane in given.items()}
