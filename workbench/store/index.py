"""The search index: contentless FTS5 over folded text, one row a paragraph, kept in step with the nouns."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.anchors.fold import fold
from workbench.model.sets import BlockKind
from workbench.readers.reading import Block, Page
from workbench.store import many, shown
from workbench.store.reading import Asks

# Which fields of which nouns are found, beside the text of documents.
FIELDS = {
    "claim": ("statement", "claimant", "note"),
    "verdict": ("short_conclusion", "rationale"),
    "document": ("title", "author", "publisher", "quotation"),
    "article_version": ("text",),
}
BODY = "body"  # the text of a document, as against a field typed by a person
LONGEST = 4000  # code points a row; longer stretches are cut so that a hit is never far from where it opens

_REFERENCE = re.compile(r" ?\[\[[0-9a-f-]{36}\]\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row found: which noun and field, and the span of the row in that field's text."""

    noun: str
    noun_id: str
    field: str
    start: int
    end: int
    page: int | None


def stretches(
    text: str, blocks: Sequence[Block] = (), pages: Sequence[Page] = ()
) -> Iterable[tuple[int, int, int | None]]:
    """Cut text into the stretches that are indexed: its blocks, else its pages, else its paragraphs."""
    spans = [(b.start, b.end) for b in blocks] or [(p.start, p.end) for p in pages] or _paragraphs(text)
    at = 0
    for start, end in spans:
        while at + 1 < len(pages) and start >= pages[at + 1].start:
            at += 1
        for cut in range(start, end, LONGEST):
            yield cut, min(cut + LONGEST, end), pages[at].number if pages else None


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 1
    return spans


def searchable(text: str) -> str:
    """Return a typed field as it is searched: references to documents, kept as ids, are left out."""
    return _REFERENCE.sub("", text)


def add_text(
    connection: Asks,
    *,
    noun: str,
    noun_id: str,
    field: str,
    text: str,
    blocks: Sequence[Block] = (),
    pages: Sequence[Page] = (),
    changes: bool = True,
) -> None:
    """Index one text of a noun. The folded text is kept where it ``changes``, since taking a row out needs its old
    words; what a file says of itself never does and is made again.
    """
    rows = _Rows(connection)
    rows.add(noun, noun_id, field, text, blocks, pages, changes=changes)
    rows.write(connection)


class _Rows:
    """Rows on their way into the index."""

    def __init__(self, connection: Asks) -> None:
        last = connection.exec_driver_sql("SELECT coalesce(max(n), 0) FROM search_row").one()[0]
        self._next = int(last) + 1
        self._rows: list[tuple[object, ...]] = []
        self._bodies: list[tuple[int, str]] = []

    def add(
        self,
        noun: str,
        noun_id: str,
        field: str,
        text: str,
        blocks: Sequence[Block] = (),
        pages: Sequence[Page] = (),
        *,
        changes: bool = True,
    ) -> None:
        for start, end, page in stretches(text, blocks, pages):
            folded = fold(text[start:end]).text
            body = folded if changes else None
            self._rows.append((self._next, noun, noun_id, field, start, end, page, body))
            self._bodies.append((self._next, folded))
            self._next += 1

    def write(self, connection: Asks) -> None:
        many.tell(connection, "INSERT INTO search_row VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._rows)
        many.tell(connection, "INSERT INTO search (rowid, body) VALUES (?, ?)", self._bodies)


def remove(connection: Asks, noun_ids: Iterable[str]) -> None:
    """Take everything of some nouns out of the index."""
    sql = "SELECT n, noun_id, start, end, body FROM search_row WHERE noun_id IN ({ids})"
    texts: dict[str, str] = {}
    taken = []
    for n, noun_id, start, end, body in many.ask(connection, sql, noun_ids):
        if body is None and noun_id not in texts:
            texts[noun_id] = _body(connection, noun_id)
        taken.append((n, fold(texts[noun_id][start:end]).text if body is None else body))
    many.tell(connection, "INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)", taken)
    many.tell(connection, "DELETE FROM search_row WHERE n = ?", [(n,) for n, _ in taken])


def _body(connection: Asks, document_id: str) -> str:
    row = connection.exec_driver_sql("SELECT text FROM document_text WHERE document_id = ?", (document_id,)).one()
    return str(row[0])


def refresh(connection: Asks, touched: Iterable[tuple[str, str, str]]) -> None:
    """Bring the index in step with nouns touched: (noun, id, "insert" | "update" | "delete")."""
    by_noun: dict[str, dict[str, str]] = {}
    for noun, noun_id, kind in touched:
        if noun in FIELDS:
            by_noun.setdefault(noun, {})[noun_id] = kind
    for noun, kinds in by_noun.items():
        remove(connection, [noun_id for noun_id, kind in kinds.items() if kind != "insert"])
        there = [noun_id for noun_id, kind in kinds.items() if kind != "delete"]
        sql = f"SELECT id, {', '.join(FIELDS[noun])} FROM {noun} WHERE id IN ({{ids}})"  # noqa: S608  (names from FIELDS)
        rows = _Rows(connection)
        for noun_id, *texts in many.ask(connection, sql, there):
            for field, text in zip(FIELDS[noun], texts, strict=True):
                rows.add(noun, noun_id, field, searchable(text))
        rows.write(connection)
        for noun_id in there if noun == "document" else ():
            _add_document_text(connection, noun_id)


def _add_document_text(connection: Asks, document_id: str) -> None:
    row = connection.exec_driver_sql(
        "SELECT text, layout FROM document_text WHERE document_id = ?", (document_id,)
    ).first()
    if row is not None:
        read = shown.read_pages(connection, document_id)
        seen = shown.put_together(row[0], *layout_from(row[1]), read, sha256="")
        add_text(
            connection,
            noun="document",
            noun_id=document_id,
            field=BODY,
            text=seen.text,
            blocks=seen.blocks,
            pages=seen.pages,
            changes=bool(read),
        )


def layout_from(stored: str) -> tuple[tuple[Block, ...], tuple[Page, ...]]:
    """Read blocks and pages back from their stored form."""
    data = json.loads(stored)
    blocks = tuple(Block(BlockKind(kind), start, end) for kind, start, end in data["blocks"])
    return blocks, tuple(Page(*page) for page in data["pages"])


def layout_to(blocks: Sequence[Block], pages: Sequence[Page], extra: dict[str, object]) -> str:
    """Return the stored form of blocks and pages, with what else is to be kept beside them."""
    return json.dumps(
        {
            "blocks": [[b.kind.value, b.start, b.end] for b in blocks],
            "pages": [[p.number, p.label, p.start, p.end, p.width, p.height] for p in pages],
            **extra,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def find(connection: Asks, match: str, nouns: Sequence[str], limit: int) -> list[Row]:
    """Return the best rows for an FTS5 expression, best first."""
    marks = ", ".join("?" for _ in nouns)
    rows = connection.exec_driver_sql(
        "SELECT r.noun, r.noun_id, r.field, r.start, r.end, r.page FROM search JOIN search_row r ON r.n = search.rowid"  # noqa: S608  (only question marks are put in)
        f" WHERE search MATCH ? AND r.noun IN ({marks}) ORDER BY bm25(search), r.n LIMIT ?",
        (match, *nouns, limit),
    )
    return [Row(*row) for row in rows]
