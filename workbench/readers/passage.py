"""Boxes of single letters joined to the lines of a passage."""

from collections.abc import Iterable

from workbench.readers.reading import Box


def lines_of(boxes: Iterable[Box]) -> list[Box]:
    """One box a line for the boxes of following letters; boxes without area are left out."""
    lines: list[Box] = []
    for box in boxes:
        if box.x1 <= box.x0 or box.y1 <= box.y0:
            continue
        if lines and _share_line(lines[-1], box):
            lines[-1] = _joined(lines[-1], box)
        else:
            lines.append(box)
    return lines


def _share_line(one: Box, other: Box) -> bool:
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    return overlap > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)


def _joined(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))
