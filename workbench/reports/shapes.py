"""The shape that goes with a verdict's word, so that a report reads in greyscale too.

A full circle with a check is wholly true, an emptier circle is less true, a crossed square is wholly false.
What lies off the axis has no filling: an open ring where the evidence does not settle it, a dotted ring
where nothing was rated.
"""

from enum import StrEnum

from workbench.desk.views import VerdictMark
from workbench.model.sets import Polarity


class Shape(StrEnum):
    """Names the template draws."""

    CHECK = "check"
    THREE_QUARTERS = "three_quarters"
    HALF = "half"
    QUARTER = "quarter"
    CROSS = "cross"
    RING = "ring"
    DOTTED_RING = "dotted_ring"


class Underline(StrEnum):
    """How the claim's words are underlined."""

    SOLID = "solid"
    WAVY = "wavy"
    DOUBLE = "double"
    DOTTED = "dotted"


# The lowest fifth of an axis is plainly false: "False" of six steps lies just above "Pants on Fire".
_PLAINLY_FALSE = 0.2


def shape_of(mark: VerdictMark) -> Shape:
    """Return the shape of a verdict, from its polarity and its rank between worst and best."""
    match mark.polarity:
        case Polarity.NOT_RATED:
            return Shape.DOTTED_RING
        case Polarity.UNDETERMINED:
            return Shape.RING
        case Polarity.MIXED:
            return Shape.HALF
        case Polarity.TRUE:
            return Shape.CHECK if _height(mark, alone=1.0) >= 1 else Shape.THREE_QUARTERS
        case Polarity.FALSE:
            return Shape.CROSS if _height(mark, alone=0.0) <= _PLAINLY_FALSE else Shape.QUARTER


def underline_of(mark: VerdictMark | None) -> Underline:
    """Return the underline of a claim's words: solid true, wavy mixed, double false, dotted otherwise."""
    match mark.polarity if mark else None:
        case Polarity.TRUE:
            return Underline.SOLID
        case Polarity.MIXED:
            return Underline.WAVY
        case Polarity.FALSE:
            return Underline.DOUBLE
        case _:
            return Underline.DOTTED


def _height(mark: VerdictMark, *, alone: float) -> float:
    """Return where the rank lies between worst (0) and best (1); ``alone`` for a label off the axis."""
    if mark.rank is None or mark.best is None:
        return alone
    worst = 1 if mark.worst is None else mark.worst
    return (mark.rank - worst) / (mark.best - worst) if mark.best > worst else alone
