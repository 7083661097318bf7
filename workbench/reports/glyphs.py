"""Which characters the bundled fonts can draw, and how a text reads when they cannot draw all of it.

A PDF/A file may not hold a character without a glyph, so one rare sign in one passage would cost the whole
report. Such a sign is written as its code point instead: "[U+13000]".
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Joiners shape Persian and Indic words, direction marks order mixed lines: they draw nothing, need no glyph.
_KEPT_INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\u061c")
_DROPPED = frozenset({"Cf", "Cs", "Cc"})
_SPACES = frozenset({"Zs", "Zl", "Zp"})


def legible(text: str, covered: frozenset[int]) -> str:
    """Return ``text`` with what cannot be printed made visible or dropped.

    Controls, overrides of direction and variation selectors go; a tab or an exotic space becomes a space;
    a character outside ``covered`` becomes its code point in brackets. Line feeds stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable(character, covered) for character in text)


@cache
def coverage(folder: Path) -> frozenset[int]:
    """Return the code points drawn by at least one TrueType font of ``folder``."""
    covered: set[int] = set()
    for font in sorted(folder.glob("*.ttf")):
        covered.update(characters(font.read_bytes()))
    return frozenset(covered)


def characters(font: bytes) -> set[int]:
    """Return the code points the ``cmap`` table of a TrueType font leads to a glyph (formats 4 and 12)."""
    covered: set[int] = set()
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for entry in range(count):
        (offset,) = struct.unpack_from(">L", font, start + 4 + 8 * entry + 4)
        covered.update(_subtable(font, start + offset))
    return covered


def _printable(character: str, covered: frozenset[int]) -> str:
    if character == "\n" or character in _KEPT_INVISIBLE:
        return character
    kind = unicodedata.category(character)
    point = ord(character)
    if character == "\t" or (kind in _SPACES and point not in covered):
        return " "
    if kind in _DROPPED or _is_variation_selector(point):
        return ""
    return character if point in covered and kind != "Co" else f"[U+{point:04X}]"


def _is_variation_selector(point: int) -> bool:
    return 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for record in range(12, 12 + 16 * count, 16):
        name, _, offset, _ = struct.unpack_from(">4sLLL", font, record)
        if name == tag:
            return int(offset)
    raise ValueError(f"no {tag.decode()} table")


def _subtable(font: bytes, start: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", font, start)
    if form == 4:
        yield from _segments(font, start)
    elif form == 12:
        (count,) = struct.unpack_from(">L", font, start + 12)
        for group in range(count):
            first, last, _ = struct.unpack_from(">LLL", font, start + 16 + 12 * group)
            yield from range(first, last + 1)


def _segments(font: bytes, start: int) -> Iterator[int]:
    """Yield the code points of a format 4 subtable, skipping those that lead to the empty glyph 0."""
    (twice,) = struct.unpack_from(">H", font, start + 6)
    number = twice // 2
    ends = struct.unpack_from(f">{number}H", font, start + 14)
    starts = struct.unpack_from(f">{number}H", font, start + 16 + twice)
    deltas = struct.unpack_from(f">{number}H", font, start + 16 + 2 * twice)
    offsets_at = start + 16 + 3 * twice
    offsets = struct.unpack_from(f">{number}H", font, offsets_at)
    for index in range(number):
        for point in range(starts[index], min(ends[index], 0xFFFE) + 1):
            if offsets[index] == 0:
                glyph = (point + deltas[index]) & 0xFFFF
            else:
                at = offsets_at + 2 * index + offsets[index] + 2 * (point - starts[index])
                (glyph,) = struct.unpack_from(">H", font, at)
            if glyph:
                yield point
