"""A table taken out of a page: its rows, where it lies, how it was found; and its way through the pipe."""

import json
import math
from dataclasses import dataclass
from enum import StrEnum

from workbench.readers.normalise import normalise
from workbench.readers.protocol import BadReply, Message
from workbench.readers.reading import Box

ROWS_AT_MOST = 2000
COLUMNS_AT_MOST = 200
LETTERS_AT_MOST = 5000


class FoundBy(StrEnum):
    """What the rows and columns were told by: ruled lines, or the gaps between words."""

    LINES = "lines"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length from the top, cells in the order in which they stand on the page, from the left.

    ``box`` is where the table lies on the page as shown, in points.
    """

    rows: tuple[tuple[str, ...], ...]
    box: Box
    found_by: FoundBy


def table_message(table: Table) -> Message:
    """The table as a worker sends it; ``table_of`` reads it."""
    box = table.box
    header = {"box": [box.x0, box.y0, box.x1, box.y1], "found_by": table.found_by.value}
    return Message(header, (json.dumps(table.rows).encode(),))


def table_of(message: Message) -> Table:
    """The table in a worker's reply, looked through: it comes from a file nobody vouches for. Raises BadReply."""
    try:
        rows = json.loads(message.frames[0])
        box = [float(edge) for edge in message.header["box"]]
        found_by = FoundBy(message.header["found_by"])
    except (IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise BadReply("not a table") from error
    if len(box) != 4 or not all(map(math.isfinite, box)) or not isinstance(rows, list) or not rows:
        raise BadReply("not a table")
    length = len(rows[0]) if isinstance(rows[0], list) else 0
    return Table(tuple(_row(row, length) for row in rows[:ROWS_AT_MOST]), Box(*box), found_by)


def _row(row: object, length: int) -> tuple[str, ...]:
    if not isinstance(row, list) or len(row) != length or not 0 < length <= COLUMNS_AT_MOST:
        raise BadReply("rows of a table differ")
    if not all(isinstance(cell, str) and len(cell) <= LETTERS_AT_MOST for cell in row):
        raise BadReply("not a cell")
    return tuple(normalise(cell.encode("utf-8", "replace").decode()) for cell in row)
