"""The text of a document as it is shown: what its file says of itself, and page by page what was read by OCR.

The two are layers that are never mixed: a page shows the one or the other. ``Shown.parts`` says which stretch of the
shown text stands in which layer, and a passage stands in its layer, whose SHA-256 is kept beside it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.model.sets import BlockKind
from workbench.readers.reading import Block, Page
from workbench.readers.recognised import Recognised, page_from, words_to
from workbench.store.reading import Asks

PAGE_BREAK = "\n\n"
COLUMNS = "file, page, sha256, shown, extractor, languages, at, text, words"
_ROW = f"INTO recognised_page ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Part:
    """``shown[start:end]`` is ``text[base:base + end - start]`` of one layer, whose whole text ``text`` is.

    ``read`` is the page that was read by OCR, ``page`` its number; both None in the layer of the file itself.
    """

    start: int
    end: int
    base: int
    text: str
    sha256: str
    page: int | None = None
    read: Recognised | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A document's text with its blocks and pages, and the layers it is put together of."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    parts: tuple[Part, ...]


def put_together(
    text: str, blocks: Sequence[Block], pages: Sequence[Page], read: Mapping[int, Recognised], *, sha256: str
) -> Shown:
    """Return the text in which each page of ``read`` stands in the place of what the file says of that page."""
    if not read:
        whole = Part(0, len(text), 0, text, sha256)
        return Shown(text, tuple(blocks), tuple(pages), (whole,))
    pieces: list[str] = []
    parts: list[Part] = []
    laid: list[Page] = []
    at = 0
    for page in pages:
        if laid:
            pieces.append(PAGE_BREAK)
            at += len(PAGE_BREAK)
        found = read.get(page.number)
        words = found.text if found is not None else text[page.start : page.end]
        end = at + len(words)
        if found is not None:
            parts.append(Part(at, end, 0, words, sha(words), page.number, found))
        elif parts and parts[-1].read is None and parts[-1].base - parts[-1].start == page.start - at:
            last = parts.pop()
            parts.append(Part(last.start, end, last.base, text, sha256))
        else:
            parts.append(Part(at, end, page.start, text, sha256))
        laid.append(Page(page.number, page.label, at, end, page.width, page.height))
        pieces.append(words)
        at = end
    return Shown("".join(pieces), tuple(_blocks(blocks, parts)), tuple(laid), tuple(parts))


def _blocks(blocks: Sequence[Block], parts: Sequence[Part]) -> Iterable[Block]:
    """Blocks of all parts; none where a part has words but no blocks, since what has none is cut by its pages."""
    if not blocks and any(part.read is None and part.text.strip() for part in parts):
        return
    for part in parts:
        if part.read is not None:
            yield from _paragraphs(part)
            continue
        last, shift = part.base + part.end - part.start, part.start - part.base
        yield from (
            Block(one.kind, one.start + shift, one.end + shift)
            for one in blocks
            if part.base <= one.start and one.end <= last
        )


def _paragraphs(part: Part) -> Iterable[Block]:
    at = part.start
    for paragraph in part.text.split(PAGE_BREAK):
        if paragraph:
            yield Block(BlockKind.BODY, at, at + len(paragraph))
        at += len(paragraph) + len(PAGE_BREAK)


# -- pages read by OCR, by the SHA-256 of the file they were read from -----------------------------------------------


def read_pages(asks: Asks, document_id: str) -> dict[int, Recognised]:
    """Return the pages of a document that are shown as OCR read them, by number."""
    rows = asks.exec_driver_sql(
        "SELECT r.page, r.text, r.words, r.extractor, r.languages FROM recognised_page r WHERE r.shown = 1 AND r.file ="
        " (SELECT f.sha256 FROM document d JOIN file_blob f ON f.id = d.blob_id WHERE d.id = ?)",
        (document_id,),
    )
    return {row[0]: page_from(row[1], row[2], extractor=row[3], languages=row[4]) for row in map(tuple, rows)}


def is_read(asks: Asks, document_id: str) -> bool:
    """Return whether any page of a document is shown as OCR read it."""
    sql = (
        "SELECT 1 FROM recognised_page r WHERE r.shown = 1 AND r.file ="
        " (SELECT f.sha256 FROM document d JOIN file_blob f ON f.id = d.blob_id WHERE d.id = ?)"
    )
    return asks.exec_driver_sql(sql, (document_id,)).first() is not None


def page_read(asks: Asks, file: str, page: int, sha256: str) -> Recognised | None:
    """Return one page as it was read, shown or not; None where there is no such text."""
    row = asks.exec_driver_sql(
        "SELECT text, words, extractor, languages FROM recognised_page WHERE file = ? AND page = ? AND sha256 = ?",
        (file, page, sha256),
    ).first()
    return page_from(row[0], row[1], extractor=row[2], languages=row[3]) if row is not None else None


def keep(asks: Asks, file: str, page: int, read: Recognised, *, at: str) -> None:
    """Keep a page that was read, and show it. What was read of it before stays, since passages may stand there."""
    asks.exec_driver_sql("UPDATE recognised_page SET shown = 0 WHERE file = ? AND page = ?", (file, page))
    values = (file, page, sha(read.text), 1, read.extractor, read.languages, at, read.text, words_to(read))
    asks.exec_driver_sql(f"INSERT OR REPLACE {_ROW}", values)


def take(asks: Asks, row: Sequence[Any]) -> bool:
    """Take in a page that came from a colleague; return whether it is new here.

    It is shown where none was read here: what stands on the screen never changes by a merge. A row that is not what
    its hash says, or no page at all, is left.
    """
    if not _is_page(row):
        return False
    file, page, sha256, _, extractor, languages, at, text, words = row
    there = asks.exec_driver_sql("SELECT sha256 FROM recognised_page WHERE file = ? AND page = ?", (file, page)).all()
    if (sha256,) in [tuple(one) for one in there]:
        return False
    values = (file, page, sha256, int(not there), extractor, languages, at, text, words)
    asks.exec_driver_sql(f"INSERT {_ROW}", values)
    return True


def _is_page(row: Sequence[Any]) -> bool:
    file, page, sha256, _, extractor, languages, at, text, words = row
    if not all(isinstance(one, str) for one in (file, sha256, extractor, languages, at, text, words)):
        return False
    if type(page) is not int or page < 1 or max(map(len, (extractor, languages, at))) > 200 or sha(text) != sha256:
        return False
    try:
        page_from(text, words, extractor=extractor, languages=languages)
    except ValueError:
        return False
    return True


def sha(words: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(words.encode()).hexdigest()
