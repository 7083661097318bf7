"""How the width of a text page is shared: paragraph numbers, text, margin notes; or one sheet on the desk.
Pure.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What surrounds the text: paragraph numbers, a column for notes, and whether it lies as a sheet on the desk.

    ``headers`` sets notes apart as heads of letters. ``gutter`` is the room for numbers.
    ``inset`` text has nothing around it and no room above: it is part of a card.
    """

    numbers: bool = True
    notes: bool = True
    sheet: bool = False
    inset: bool = False
    headers: bool = False
    gutter: int = 46


ARTICLE = Look()
EVIDENCE = Look(numbers=False, notes=False, sheet=True)
LETTER = Look(numbers=False, notes=False, sheet=True, headers=True)
INSET = Look(numbers=False, notes=False, inset=True)

# In pixels at 100 %. PADDING is room inside the text's own column for the tints' edges and the caret.
NOTES = 164
COMPACT_NOTES = 44
LEAST_TEXT = 300
PADDING = 8
SHEET_PADDING = 54
NARROW_PADDING = 20
SHEET_GAP = 24
TOP = 28
BOTTOM = 140


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths from left to right, in pixels; ``before`` and ``after`` are what the page leaves free at its
    sides.

    ``padding`` lies within ``text`` on both sides. A width of 0 means: not shown.
    """

    before: int
    numbers: int
    text: int
    notes: int
    after: int
    padding: int


def arrange(width: int, measure: int, *, look: Look, notes_scale: float) -> Columns:
    """Share ``width`` pixels for text of at most ``measure`` pixels a line."""
    if look.sheet:
        padding = SHEET_PADDING if width >= measure + 2 * SHEET_PADDING else NARROW_PADDING
        text = max(80, min(width - 2 * (SHEET_GAP // 2), measure + 2 * padding))
        before = max(0, (width - text) // 2)
        return Columns(before, 0, text, 0, max(0, width - text - before), padding)
    if look.inset:
        return Columns(0, 0, max(80, min(width, measure + 2)), 0, max(0, width - measure - 2), 1)
    numbers = round(look.gutter * (notes_scale if look.gutter > 46 else 1)) if look.numbers else NARROW_PADDING
    notes = round(NOTES * notes_scale) if look.notes else NARROW_PADDING
    wanted = measure + 2 * PADDING
    if look.notes and width - numbers - notes < min(wanted, LEAST_TEXT * notes_scale):
        notes = round(COMPACT_NOTES * notes_scale)
    text = max(80, min(wanted, width - numbers - notes))
    free = max(0, width - numbers - text - notes)
    return Columns(free // 2, numbers, text, notes, free - free // 2, PADDING)
