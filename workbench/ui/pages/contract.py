"""What the shell hands to a page and what a page hands back: plain values and the one small contract of all
pages.

Offsets are code points into the text that is shown, end exclusive. Boxes are PDF points (images: pixels),
origin at the top left of the page as shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, SignalInstance

from workbench.readers.cells import Cells
from workbench.readers.reading import Box


class MarkStyle(StrEnum):
    """How a marked stretch looks. Each has its own kind of underline, so that none is told by colour
    alone.
    """

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"
    UNCHECKED = "unchecked"
    CONTEXT = "context"
    PASSAGE = "passage"
    SUGGESTED = "suggested"
    NO_FACT = "no_fact"


class Tone(StrEnum):
    """The colour of a word or shape, by meaning."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MIXED = "mixed"
    CONTEXT = "context"
    UNCHECKED = "unchecked"


class Shape(StrEnum):
    """A verdict or a stance as a shape."""

    RING = "ring"
    DOTTED_RING = "dotted_ring"
    QUARTER = "quarter"
    HALF = "half"
    THREE_QUARTERS = "three_quarters"
    CHECK = "check"
    CROSS = "cross"
    TICK = "tick"
    TIMES = "times"
    HALF_MOON = "half_moon"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch. ``label`` is the sentence a screen reader and the tooltip give: "Claim 45, Mostly
    false".
    """

    id: str
    start: int
    end: int
    number: str
    style: MarkStyle
    label: str = ""


@dataclass(frozen=True, slots=True)
class NoteRun:
    """A piece of a margin note: a shape, a word or both."""

    text: str
    tone: Tone = Tone.MUTED
    bold: bool = False
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class MarginNote:
    """One line in the margin beside the place ``start``; a click on it activates ``mark_id``."""

    start: int
    runs: tuple[NoteRun, ...]
    mark_id: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: exact text of ``start`` to ``end``; boxes on ``page`` (1 for an image) where pages
    have them.

    A region of an image has no text: ``start == end`` and one box. Of a sheet (``page`` says which) the rectangle
    of ``cells`` is selected: ``text`` is what stands in them alone, ``start`` to ``end`` runs over what lies between.
    """

    start: int
    end: int
    text: str
    boxes: tuple[Box, ...] = ()
    page: int | None = None
    cells: Cells | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page was left: the text (or page number) at the top edge, how far into it (pixels at zoom 1),
    the zoom.
    """

    anchor: int = 0
    within: float = 0.0
    zoom: float = 1.0

    def to_text(self) -> str:
        """Return the place as a short text to be remembered; ``from_text`` reads it."""
        return f"{self.anchor}:{self.within:.2f}:{self.zoom:.3f}"

    @classmethod
    def from_text(cls, text: str) -> "Place":
        """Return the place that ``to_text`` wrote; the top of the page when the text is none of its
        making.
        """
        try:
            anchor, within, zoom = text.split(":")
            return cls(int(anchor), float(within), float(zoom))
        except ValueError:
            return cls()


class ReadingPage(Protocol):
    """What every page of the reader does. Each also has its own ``show_…`` that takes what it shows."""

    @property
    def selection_changed(self) -> SignalInstance:
        """Emitted without arguments when the selection has changed; while the mouse drags, only at its
        release.
        """
        ...

    @property
    def mark_activated(self) -> SignalInstance:
        """Emitted with a mark's id when it is clicked or Enter is pressed on it."""
        ...

    @property
    def view_moved(self) -> SignalInstance:
        """Emitted without arguments when the page has scrolled, zoomed or been resized."""
        ...

    def set_marks(self, marks: list[Mark]) -> None:
        """Show these marks and no others."""
        ...

    def set_active(self, mark_id: str | None) -> None:
        """Tint this mark as the one being worked on; None tints none."""
        ...

    def selection(self) -> Selection | None:
        """Return what is selected, or None."""
        ...

    def clear_selection(self) -> None:
        """Select nothing."""
        ...

    def scroll_to(self, start: int, end: int) -> None:
        """Bring the stretch into view and light it quietly for a moment."""
        ...

    def flash_hit(self, spans: list[tuple[int, int]], current: int = 0) -> None:
        """Show search hits; the ``current``-th is brought into view. An empty list takes them away."""
        ...

    def position(self) -> Place:
        """Return the place in the page, to be restored when it is opened again."""
        ...

    def restore(self, place: Place) -> None:
        """Go back to a place."""
        ...

    def zoom(self) -> float:
        """Return the zoom; 1.0 is 100 %."""
        ...

    def set_zoom(self, zoom: float) -> None:
        """Set the zoom, keeping the place."""
        ...

    def selection_area(self) -> tuple[QRect, QPoint] | None:
        """Return the rectangle of the selection in the page widget's coordinates, as far as it is in sight,
        and the point where it ends; None when nothing of a selection is in sight. The selection bar is
        placed by it.
        """
        ...
