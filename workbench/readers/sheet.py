"""Tables: the sheets of a workbook (XLSX, XLS, ODS) or of a CSV file, a row a line, its cells apart by tabs.

A sheet is a page: ``label`` is its name, ``width`` and ``height`` its columns and rows. Line n of its text is row n, so
a span of the text and a range of cells lead to each other (see ``workbench.readers.cells``). Formulas are not worked
out: what is read is the value the program that saved the file kept.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import python_calamine

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import text
from workbench.readers.normalise import normalise
from workbench.readers.packed import UNPACKED_AT_MOST
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Block, Page, Reading

EXTRACTOR: Final = "calamine/1"
CSV_EXTRACTOR: Final = "csv/1"
EMPTY: Final = "This table holds no words and no numbers. Ask for another copy of it."
DAMAGED: Final = "This spreadsheet is damaged and cannot be read. Ask for another copy of it."
PROTECTED: Final = (
    "This spreadsheet is protected by a password. Open it with the password, save a copy without one and add that."
)
TOO_LARGE: Final = "This spreadsheet unpacks to more than can be read safely. Ask for a smaller copy of it."
TOO_MANY: Final = "This table has more than {count:,} cells. Save the part you need as a file of its own and add that."
CELLS_AT_MOST: Final = 5_000_000
_BETWEEN: Final = "\n\n"
# Rows are indexed together until they are about this long, in code points: a row of numbers alone says little.
_TOGETHER: Final = 1000
_DELIMITERS: Final = ",;\t|"
_SNIFFED: Final = 65536

Rows = Iterable[Sequence[str]]


def read(path: Path, *, mime: str) -> Reading:
    """Read a workbook. Raises CannotRead for one that is protected, damaged, empty or too large."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_AT_MOST:
                raise CannotRead(TOO_LARGE)
    try:
        book = python_calamine.load_workbook(path)
        tables = [one for one in book.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
        sheets = [(one.name, _values(book.get_sheet_by_name(one.name))) for one in tables]
        hidden = [one.name for one in tables if one.visible != python_calamine.SheetVisibleEnum.Visible]
    except python_calamine.PasswordError as error:
        raise CannotRead(PROTECTED) from error
    except (python_calamine.CalamineError, ValueError, OverflowError) as error:
        raise CannotRead(PROTECTED if "password" in str(error).lower() else DAMAGED) from error
    return _reading(sheets, mime=mime, extractor=EXTRACTOR, warnings=_hidden(hidden))


def read_csv(path: Path, *, encoding: str | None = None) -> Reading:
    """Read comma-separated values, whatever sign separates them; ``encoding`` overrides the guess.

    Raises CannotRead for an empty or binary file and for more cells than can be shown.
    """
    words, used = text.decode(path.read_bytes(), encoding=encoding)
    csv.field_size_limit(16 * 1024 * 1024)
    lines = csv.reader(io.StringIO(words, newline=""), _dialect(words))
    try:
        rows = [[_folded(cell) for cell in row] for row in _counted(lines)]
    except csv.Error as error:
        raise CannotRead("This CSV file is damaged and cannot be read. Ask for another copy of it.") from error
    while rows and not any(rows[-1]):
        rows.pop()
    sheets = [(path.stem[:100], rows)]
    warnings = text.encoding_warning(used, encoding)
    return _reading(sheets, mime="text/csv", extractor=CSV_EXTRACTOR, warnings=warnings)


def _reading(
    sheets: Sequence[tuple[str, Sequence[Sequence[str]]]], *, mime: str, extractor: str, warnings: tuple[str, ...]
) -> Reading:
    parts: list[str] = []
    blocks: list[Block] = []
    pages: list[Page] = []
    at = 0
    for number, (name, rows) in enumerate(sheets, 1):
        lines = [normalise("\t".join(row).rstrip("\t")) for row in rows]
        words = "\n".join(lines)
        width = max((len(row) for row in rows), default=0)
        pages.append(Page(number, normalise(name), at, at + len(words), float(width), float(len(rows))))
        blocks += _blocks(lines, at)
        parts.append(words)
        at += len(words) + len(_BETWEEN)
    if not blocks:
        raise CannotRead(EMPTY)
    return Reading(
        kind=DocumentKind.SHEET,
        mime=mime,
        text=_BETWEEN.join(parts),
        blocks=tuple(blocks),
        pages=tuple(pages),
        text_layer=TextLayer.GOOD,
        extractor=extractor,
        warnings=warnings,
    )


def _blocks(lines: Sequence[str], at: int) -> Iterator[Block]:
    """Stretches of whole rows, for the index."""
    start = end = at
    for line in lines:
        if line and end - start > _TOGETHER:
            yield Block(BlockKind.TABLE_ROW, start, end)
            start = at
        if line:
            start = at if end == start else start
            end = at + len(line)
        at += len(line) + 1
    if end > start:
        yield Block(BlockKind.TABLE_ROW, start, end)


def _values(sheet: Any) -> list[list[str]]:
    """The rows from the first of the sheet on, also where its first cells are empty."""
    top, left = sheet.start or (0, 0)
    if sheet.total_height * (left + sheet.total_width) + top > CELLS_AT_MOST:
        raise CannotRead(TOO_MANY.format(count=CELLS_AT_MOST))
    rows = ([_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=True))
    return [*([] for _ in range(top)), *([""] * left + row for row in rows)]


def _counted(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    left = CELLS_AT_MOST
    for row in lines:
        left -= len(row)
        if left < 0:
            raise CannotRead(TOO_MANY.format(count=CELLS_AT_MOST))
        yield row


def _shown(value: object) -> str:
    """A value as a sheet shows it without any format of its own."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
        case datetime():
            return value.isoformat(sep=" ") if value.time() != time() else value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return _folded(str(value))


def _folded(cell: str) -> str:
    """One line without tabs: these keep the cells apart."""
    return " ".join(cell.split())


def _hidden(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    what = "A hidden sheet is" if len(names) == 1 else f"{len(names)} hidden sheets are"
    return (f"{what} shown like the others: {', '.join(islice(names, 5))}{'…' if len(names) > 5 else ''}.",)


def _dialect(words: str) -> type[csv.Dialect] | csv.Dialect:
    sample = words[:_SNIFFED].rpartition("\n")[0] or words[:_SNIFFED]
    try:
        found = csv.Sniffer().sniff(sample, _DELIMITERS)
    except csv.Error:
        found = csv.excel
        found.delimiter = max(_DELIMITERS, key=sample.count)
    found.doublequote = True
    found.strict = False
    return found
