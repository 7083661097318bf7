"""A list of names and where they were found, as a table for spreadsheets."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from workbench.desk.names import NameFound

COLUMNS = ("name", "passages", "document", "passages in document", "title", "problem")
# A cell that begins like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: what looks like one has an apostrophe before it."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def text_of(found: Sequence[NameFound]) -> str:
    """Return the table as CSV: a line for each name and document, and one for a name that is nowhere."""
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in found:
        if not one.documents:
            table.writerow([harmless(one.name), 0, "", "", "", harmless(one.problem)])
        for document in one.documents:
            cells = (one.name, one.hits, document.code, document.hits, document.title, "")
            table.writerow([cell if isinstance(cell, int) else harmless(cell) for cell in cells])
    return out.getvalue()


def write(found: Sequence[NameFound], out: Path) -> Path:
    """Write the table, as UTF-8 that spreadsheets know by its first bytes."""
    out.write_text(text_of(found), encoding="utf-8-sig", newline="")
    return out
