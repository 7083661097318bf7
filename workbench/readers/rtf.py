"""RTF texts: the words as a word processor shows them, with what the file says of itself."""

import re
from pathlib import Path
from typing import Final

from striprtf.striprtf import rtf_to_text

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import text
from workbench.readers.markup import Piece, assembled, folded
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "striprtf/1"
EMPTY: Final = "This RTF file holds no text. If it shows pictures of pages, add it as PDF."
DAMAGED: Final = "This RTF file is damaged and cannot be read. Ask for another copy of it."
_CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d{2,5})")
_INFO: Final = re.compile(r"\{\\(title|author)\s+((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d+ ?\??)*)\}")
_DAY: Final = re.compile(rb"\\(creatim|revtim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_DAYS: Final = {b"creatim": "created", b"revtim": "modified"}
# Where the end of a table row is written, the library puts this sign after each cell.
_CELL: Final = "|"


def read(path: Path) -> Reading:
    """Read an RTF file. Raises CannotRead for a damaged or empty one."""
    data = path.read_bytes()
    encoding = _encoding(data)
    source = data.decode("latin-1")
    try:
        words = _plain(source, encoding)
    except (IndexError, KeyError, ValueError, OverflowError, RecursionError) as error:
        raise CannotRead(DAMAGED) from error
    pieces = [_piece(words[block.start : block.end], block.kind) for block in text.blocks_of(words)]
    stored, blocks = assembled([piece for many in pieces for piece in many])
    if not stored:
        raise CannotRead(EMPTY)
    return Reading(
        kind=DocumentKind.RTF,
        mime="application/rtf",
        text=stored,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=EXTRACTOR,
        metadata=_metadata(data, source, encoding),
    )


def _plain(source: str, encoding: str) -> str:
    return normalise(str(rtf_to_text(source, encoding=encoding, errors="replace")))  # type: ignore[no-untyped-call]


def _encoding(data: bytes) -> str:
    found = _CODE_PAGE.search(data[:4096])
    name = f"cp{int(found[1])}" if found else "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _piece(words: str, kind: BlockKind) -> list[Piece]:
    """A paragraph; where its lines are rows of a table, a piece for each."""
    lines = words.split("\n")
    if not any(line.rstrip().endswith(_CELL) for line in lines):
        return [Piece(kind, words)]
    rows = []
    for line in lines:
        cells = line.rstrip().removesuffix(_CELL).split(_CELL)
        is_row = line.rstrip().endswith(_CELL)
        rows.append(Piece(BlockKind.TABLE_ROW, "\t".join(map(folded, cells))) if is_row else Piece(kind, line))
    return rows


def _metadata(data: bytes, source: str, encoding: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _INFO.findall(source[:65536]):
        shown = folded(_plain(f"{{\\rtf1 {value}}}", encoding))
        if shown.strip("?� "):  # letters the file does not say how to read
            found.setdefault(name, shown[:2000])
    for name, *day in _DAY.findall(data[:65536]):
        year, month, number = map(int, day)
        if 1 <= month <= 12 and 1 <= number <= 31:
            found[_DAYS[name]] = f"{year:04}-{month:02}-{number:02}"
    return {**found, "date": found["modified"]} if "modified" in found else found
