"""Tables taken out of a page: looked at, corrected by a person, kept as evidence of their own or as a CSV file."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk import documents
from workbench.desk.views import Added, DocumentView
from workbench.errors import WorkbenchError
from workbench.model.sets import DocumentKind
from workbench.readers.reading import Box

if TYPE_CHECKING:
    from workbench.readers.supervise import ReaderPool
    from workbench.readers.table import Table
    from workbench.store.project import Project

TABLE_TAKEN = "table taken out"  # what custody says of a table that was made of a part of a page
Rows = Sequence[Sequence[str]]
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection); numbers with a sign are none.
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_HARMLESS = re.compile("[+\\-]?[\\d.,\u00a0\u2009\u202f' ]*%?|[+\\-]+")


class NoTableHere(WorkbenchError):
    """The document has no pages with words of which a table could be made."""


class EmptyTable(WorkbenchError):
    """Nothing stands in the table."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table of a document as it was taken out: ``table`` holds its rows and where it lies on ``page``; ``png`` is
    the picture of that place, to compare it with.
    """

    document: DocumentView
    page: int
    table: Table
    png: bytes


def take(project: Project, document_id: str, page: int, box: Box) -> Found:
    """Take the table out of a part of a PDF's page (points from the shown top left). Nothing is changed.

    Slow (a worker reads the page): call it outside the thread that draws the window. Raises UnknownCode, NoTableHere,
    NoSuchPage, NotHeld, PageNotShown with the reason where there is no table.
    """
    from workbench.readers.supervise import PageServer

    document = documents.get(project, document_id)
    if document.kind is not DocumentKind.PDF:
        raise NoTableHere(f"{document.code} is no PDF. Tables are taken out of the pages of PDFs.")
    documents.page_numbered(documents.text(project, document.id).pages, page)
    with (
        tempfile.TemporaryDirectory(prefix="workbench-") as folder,
        PageServer(documents.copy_for_reading(project, document.id, Path(folder))) as server,
    ):
        table = server.table(page, box)
        return Found(document, page, table, server.crop(page, [table.box], margin=12.0, framed=True))


def as_csv(rows: Rows) -> bytes:
    """Return rows as CSV that spreadsheets open safely: UTF-8 with its mark, and no cell that runs as a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe before it where a spreadsheet would run it; numbers stay as they are."""
    risky = _FORMULA.match(cell) is not None and _HARMLESS.fullmatch(cell) is None
    return f"'{cell}" if risky else cell


def write(rows: Rows, out: Path, *, over: bool = False) -> Path:
    """Write rows to a CSV file, ``over`` another only where that was asked for. Raises EmptyTable, CannotWrite."""
    _some(rows)
    documents.write_new(out, [as_csv(rows)], over=over)
    return out


def add(project: Project, found: Found, rows: Rows, *, title: str = "", pool: ReaderPool | None = None) -> Added:
    """Keep a table as evidence of its own: CSV, derived from its document, its place on the page in its custody.

    ``rows`` are those of ``found``, as a person may have corrected them. Slow, as ``take`` is. Raises EmptyTable.
    """
    from workbench.readers.supervise import read_file

    _some(rows)
    document, page = found.document, found.page
    out_of = documents.OutOf(
        document.id, document.code, page, action=TABLE_TAKEN, place=_place(found), note=_changed(found, rows)
    )
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        path = Path(folder) / f"table of {document.code}, page {page}.csv"
        path.write_bytes(as_csv(rows))
        named = title.strip() or f"Table of {document.code}, p. {page}: {document.title}"
        file = read_file(path, pool=pool)
        return documents.add(project, file, title=named, date=document.date, out_of=out_of)


def _some(rows: Rows) -> None:
    if not any(cell.strip() for row in rows for cell in row):
        raise EmptyTable("Nothing stands in this table, so there is nothing to keep.")


def _place(found: Found) -> str:
    box = found.table.box
    edges = ", ".join(f"{edge:.0f}" for edge in (box.x0, box.y0, box.x1, box.y1))
    return f"page {found.page}, from {edges} points, found by its {found.table.found_by.value}"


def _changed(found: Found, rows: Rows) -> str:
    return "as read" if [list(row) for row in rows] == [list(row) for row in found.table.rows] else "corrected by hand"
