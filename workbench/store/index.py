"""The search index: contentless FTS5 over folded text, one row a paragraph, kept in step with the nouns.

FTS5 knows a row by its number only. Numbers come in runs of ``RUN``, each of one part of the project (documents,
claims, notes…) and of one noun, so that a number alone says which part it belongs to and, by ``search_run``, what was
found: counting and leaving out need no other table. What is deleted is only marked as gone, at once, and its rows are
taken out later in small batches (``work_off``); long texts are indexed in the same way.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from workbench.anchors.fold import VERSION, folded
from workbench.model.sets import BlockKind
from workbench.readers.reading import Block, Page
from workbench.store import many, shown
from workbench.store.reading import Asks


class Part(IntEnum):
    """The parts of a project that are searched apart; the numbers are kept in the file."""

    CLAIM = 1
    VERDICT = 2
    NOTE = 3
    ARTICLE = 4
    DOCUMENT = 5


# Which fields of which nouns are found, and in which part, beside the text of documents.
FIELDS: dict[str, dict[str, Part]] = {
    "claim": {"statement": Part.CLAIM, "claimant": Part.CLAIM, "note": Part.NOTE},
    "verdict": {"short_conclusion": Part.VERDICT, "rationale": Part.VERDICT},
    "query": {"text": Part.NOTE, "answer": Part.NOTE},
    "proposed_change": {"should_be": Part.NOTE, "reason": Part.NOTE},
    "evidence_link": {"note": Part.NOTE, "resolution": Part.NOTE},
    "article_version": {"text": Part.ARTICLE},
    "document": {
        "title": Part.DOCUMENT,
        "author": Part.DOCUMENT,
        "publisher": Part.DOCUMENT,
        "quotation": Part.DOCUMENT,
        "note": Part.NOTE,
    },
}
BODY = "body"  # the text of a document, as against a field typed by a person
LONGEST = 4000  # code points a row; longer stretches are cut so that a hit is never far from where it opens
RUN = 12  # bits of a row's number that count within its run
LAST = (1 << RUN) - 1
ORDINAL = 32  # bits of a run's number that count within its part
AT_ONCE = 300  # rows of one text that are indexed in the step that brings it; longer texts wait for ``work_off``
BATCH = 500  # rows put in or taken out in one go: some tenths of a second

_REFERENCE = re.compile(r" ?\[\[[0-9a-f-]{36}\]\]")


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


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be done on the index: texts to put in, whether all of it is made anew, texts to take out."""

    waiting: int
    anew: bool
    gone: int

    @property
    def anything(self) -> bool:
        """Whether there is anything to do."""
        return self.anew or bool(self.waiting or self.gone)


def span_of(part: Part) -> tuple[int, int]:
    """Return the first and the last number that a row of this part can have."""
    return part << (ORDINAL + RUN), ((part + 1) << (ORDINAL + RUN)) - 1


def part_of(row: int) -> Part:
    """Return the part a row belongs to."""
    return Part(row >> (ORDINAL + RUN))


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document as it is shown, the stretches it is indexed by, and whether OCR may still change it."""

    words: str
    cuts: list[tuple[int, int, int | None]]
    changes: bool


class _Rows:
    """Rows on their way into the index. FTS5 is quickest where their numbers rise, so they are written in order."""

    def __init__(self, connection: Asks) -> None:
        self._connection = connection
        self._last: dict[Part, int] = {}
        self._run: tuple[object, ...] = ()
        self._next = 0
        self._runs: list[tuple[int, str, str]] = []
        self._rows: list[tuple[int, str, int, int, int | None, str | None]] = []
        self._bodies: list[tuple[int, str]] = []

    def add_field(self, noun: str, noun_id: str, field: str, text: str) -> None:
        """Add a field typed by a person. Its folded text is kept, since taking a row out needs its old words."""
        part = FIELDS[noun][field]
        for start, end, page in stretches(text):
            words = folded(text[start:end])
            self._add((part, noun, noun_id, False), (field, start, end, page, words), words)

    def add_body(self, noun_id: str, text: "Text", cuts: Iterable[tuple[int, int, int | None]]) -> None:
        """Add stretches of a document's text. Its folded words are kept where it ``changes``; what a file says of
        itself never does, and its words are found again by folding it.
        """
        for start, end, page in cuts:
            key = (Part.DOCUMENT, "document", noun_id, True)
            words = folded(text.words[start:end])
            self._add(key, (BODY, start, end, page, words if text.changes else None), words)

    def _add(
        self,
        key: tuple[Part, str, str, bool],
        row: tuple[str, int, int, int | None, str | None],
        words: str,
    ) -> None:
        if self._run != key or self._next & LAST == LAST:
            self._run = key
            self._next = self._begin(key[0], key[1], key[2]) << RUN
        self._next += 1
        self._rows.append((self._next, *row))
        self._bodies.append((self._next, words))

    def _begin(self, part: Part, noun: str, noun_id: str) -> int:
        if part not in self._last:
            low, high = part << ORDINAL, (part + 1) << ORDINAL
            sql = "SELECT coalesce(max(n), ?) FROM search_run WHERE n >= ? AND n < ?"
            self._last[part] = int(self._connection.exec_driver_sql(sql, (low, low, high)).one()[0])
        self._last[part] += 1
        self._runs.append((self._last[part], noun, noun_id))
        return self._last[part]

    def write(self) -> None:
        """Put all of them into the index."""
        many.tell(self._connection, "INSERT INTO search_run (n, noun, noun_id) VALUES (?, ?, ?)", self._runs)
        many.tell(self._connection, "INSERT INTO search_row VALUES (?, ?, ?, ?, ?, ?)", sorted(self._rows))
        many.tell(self._connection, "INSERT INTO search (rowid, body) VALUES (?, ?)", sorted(self._bodies))


# -- in step with the nouns ------------------------------------------------------------------------------------------


def refresh(connection: Asks, touched: Iterable[tuple[str, str, str]], *, whole: bool = False) -> None:
    """Bring the index in step with nouns touched: (noun, id, "insert" | "update" | "delete").

    Long texts are put among what waits for ``work_off``, unless the ``whole`` is to be indexed now.
    """
    by_noun: dict[str, dict[str, str]] = {}
    for noun, noun_id, kind in touched:
        if noun in FIELDS:
            by_noun.setdefault(noun, {})[noun_id] = kind
    rows = _Rows(connection)
    for noun, kinds in by_noun.items():
        _forget(connection, [noun_id for noun_id, kind in kinds.items() if kind == "delete"])
        _take_out_fields(connection, [noun_id for noun_id, kind in kinds.items() if kind == "update"])
        there = [noun_id for noun_id, kind in kinds.items() if kind != "delete"]
        _add_fields(connection, rows, noun, there)
        if noun == "document":
            for noun_id in there:
                if kinds[noun_id] == "insert":
                    _add_text(connection, rows, noun_id, whole=whole)
                elif shown.is_read(connection, noun_id):
                    _forget_text(connection, noun_id)
                    _add_text(connection, rows, noun_id, whole=True)
    rows.write()


def _add_fields(connection: Asks, rows: _Rows, noun: str, noun_ids: Iterable[str]) -> None:
    names = FIELDS[noun]
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f'SELECT id, {columns} FROM "{noun}" WHERE id IN ({{ids}})'  # noqa: S608  (names from FIELDS)
    for noun_id, *texts in many.ask(connection, sql, noun_ids):
        for field, text in zip(names, texts, strict=True):
            rows.add_field(noun, noun_id, field, searchable(text))


def _add_text(connection: Asks, rows: _Rows, document_id: str, *, whole: bool) -> None:
    text = _stored(connection, document_id)
    if text is None:
        return
    if whole or len(text.cuts) <= AT_ONCE:
        rows.add_body(document_id, text, text.cuts)
    else:
        _wait(connection, "document", [document_id])


def _forget_text(connection: Asks, document_id: str) -> None:
    """Mark the text of a document as gone, but not what people typed about it."""
    sql = (
        "UPDATE search_run SET gone = 1 WHERE noun_id = ? AND EXISTS (SELECT 1 FROM search_row r"
        " WHERE r.n BETWEEN (search_run.n << 12) AND (search_run.n << 12) + 4095 AND r.field = 'body')"
    )
    many.tell(connection, sql, [(document_id,)])
    many.tell(connection, "DELETE FROM search_waiting WHERE noun_id = ?", [(document_id,)])


def _wait(connection: Asks, noun: str, noun_ids: Iterable[str]) -> None:
    sql = "INSERT OR IGNORE INTO search_waiting (noun, noun_id) VALUES (?, ?)"
    many.tell(connection, sql, [(noun, noun_id) for noun_id in noun_ids])


def _stored(connection: Asks, document_id: str) -> Text | None:
    """Return the text of a document; None where it has none."""
    sql = "SELECT text, layout FROM document_text WHERE document_id = ?"
    row = connection.exec_driver_sql(sql, (document_id,)).first()
    if row is None:
        return None
    read = shown.read_pages(connection, document_id)
    seen = shown.put_together(row[0], *layout_from(row[1]), read, sha256="")
    return Text(seen.text, list(stretches(seen.text, seen.blocks, seen.pages)), bool(read))


def shown_text(connection: Asks, document_id: str) -> str:
    """Return the text of a document as it is shown; "" where it has none."""
    text = _stored(connection, document_id)
    return "" if text is None else text.words


def _forget(connection: Asks, noun_ids: Sequence[str]) -> None:
    """Mark everything of some nouns as gone, so that nothing of it is found any more."""
    gone = [(noun_id,) for noun_id in noun_ids]
    many.tell(connection, "UPDATE search_run SET gone = 1 WHERE noun_id = ?", gone)
    many.tell(connection, "DELETE FROM search_waiting WHERE noun_id = ?", gone)


def _take_out_fields(connection: Asks, noun_ids: Iterable[str]) -> None:
    """Take what people typed about some nouns out of the index; the texts of documents stay."""
    sql = (
        "SELECT r.n, r.body FROM search_run u JOIN search_row r ON r.n BETWEEN (u.n << 12) AND (u.n << 12) + 4095"
        " WHERE NOT u.gone AND r.field <> 'body' AND u.noun_id IN ({ids})"
    )
    _take_out(connection, [(n, body) for n, body in many.ask(connection, sql, noun_ids)])


def _take_out(connection: Asks, rows: Sequence[tuple[int, str]]) -> None:
    """Take rows out of the index, given with the words they were put in with, and the runs that are empty then."""
    many.tell(connection, "INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)", sorted(rows))
    many.tell(connection, "DELETE FROM search_row WHERE n = ?", [(n,) for n, _ in rows])
    empty = (
        "DELETE FROM search_run WHERE n = ? AND NOT EXISTS"
        " (SELECT 1 FROM search_row r WHERE r.n BETWEEN (search_run.n << 12) AND (search_run.n << 12) + 4095)"
    )
    many.tell(connection, empty, [(run,) for run in sorted({n >> RUN for n, _ in rows})])


# -- what waits ------------------------------------------------------------------------------------------------------


def left(connection: Asks) -> Left:
    """Return what is still to be done."""
    waiting = connection.exec_driver_sql("SELECT count(*) FROM search_waiting").one()[0]
    gone = connection.exec_driver_sql("SELECT count(*) FROM search_run WHERE gone").one()[0]
    return Left(waiting, made_by(connection) != VERSION, gone)


def made_by(connection: Asks) -> int:
    """Return by which version of the folding rules the index was made; 0 where it is to be made anew."""
    row = connection.exec_driver_sql("SELECT fold FROM search_made").first()
    return 0 if row is None else int(row[0])


def make_anew(connection: Asks) -> None:
    """Ask for the whole index to be made anew, by ``work_off``; what is there is found until then."""
    connection.exec_driver_sql("UPDATE search_made SET fold = 0")


def work_off(connection: Asks) -> None:
    """Do a batch of what is still to be done: some tenths of a second at most. Each call is a transaction."""
    if made_by(connection) != VERSION:
        _begin_anew(connection)
        return
    row = connection.exec_driver_sql("SELECT noun, noun_id FROM search_waiting LIMIT 1").first()
    if row is not None:
        _put_in(connection, *row)
    else:
        _clear(connection)


def finish(connection: Asks) -> None:
    """Do all that is still to be done, in this transaction."""
    while left(connection).anything:
        work_off(connection)


def _begin_anew(connection: Asks) -> None:
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")
    for table in ("search_row", "search_run", "search_waiting", "search_made"):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  (our own names)
    for noun in FIELDS:
        connection.exec_driver_sql(f"INSERT INTO search_waiting SELECT id, '{noun}' FROM \"{noun}\"")  # noqa: S608
    connection.exec_driver_sql("INSERT INTO search_made VALUES (?)", (VERSION,))


def _put_in(connection: Asks, noun: str, noun_id: str) -> None:
    """Put the next stretches of a waiting document in, or, when all is made anew, nouns of a kind."""
    rows = _Rows(connection)
    if noun != "document":
        sql = "SELECT noun_id FROM search_waiting WHERE noun = ? LIMIT ?"
        ids = [one for (one,) in connection.exec_driver_sql(sql, (noun, BATCH))]
        _add_fields(connection, rows, noun, ids)
    else:
        ids = [noun_id]
        reached, fields = _reached(connection, noun_id)
        if not fields:
            _add_fields(connection, rows, noun, ids)
        text = _stored(connection, noun_id) or Text("", [], False)
        some = list(islice((cut for cut in text.cuts if cut[0] >= reached), BATCH))
        rows.add_body(noun_id, text, some)
        if some and some[-1] != text.cuts[-1]:
            ids = []
    rows.write()
    many.tell(connection, "DELETE FROM search_waiting WHERE noun_id = ?", [(one,) for one in ids])


def _reached(connection: Asks, document_id: str) -> tuple[int, bool]:
    """Return how far the text of a document is indexed, and whether its fields are."""
    sql = (
        "SELECT coalesce(max(CASE WHEN r.field = 'body' THEN r.end END), 0), sum(r.field <> 'body') FROM search_run u"
        " JOIN search_row r ON r.n BETWEEN (u.n << 12) AND (u.n << 12) + 4095 WHERE u.noun_id = ? AND NOT u.gone"
    )
    end, fields = connection.exec_driver_sql(sql, (document_id,)).one()
    return int(end), bool(fields)


def _clear(connection: Asks) -> None:
    """Take some of the rows out whose nouns are gone."""
    run = connection.exec_driver_sql("SELECT n, noun_id FROM search_run WHERE gone LIMIT 1").first()
    if run is None:
        return
    sql = "SELECT n, start, end, body FROM search_row WHERE n BETWEEN ? AND ? LIMIT ?"
    rows = connection.exec_driver_sql(sql, (run[0] << RUN, (run[0] << RUN) + LAST, BATCH)).all()
    text = _body(connection, run[1]) if any(body is None for *_, body in rows) else ""
    _take_out(connection, [(n, folded(text[start:end]) if body is None else body) for n, start, end, body in rows])
    if not rows:
        connection.exec_driver_sql("DELETE FROM search_run WHERE n = ?", (run[0],))


def _body(connection: Asks, document_id: str) -> str:
    row = connection.exec_driver_sql("SELECT text FROM document_text WHERE document_id = ?", (document_id,)).one()
    return str(row[0])


def lost(connection: Asks) -> int:
    """Return how many nouns have words that the index does not know, or know otherwise, though nothing waits."""
    if left(connection).anew:
        return 0
    waiting = {ident for (ident,) in connection.exec_driver_sql("SELECT noun_id FROM search_waiting")}
    known: dict[str, list[tuple[str, int, str]]] = {}
    sql = (
        "SELECT u.noun_id, r.field, r.start, r.body FROM search_run u"
        " JOIN search_row r ON r.n BETWEEN (u.n << 12) AND (u.n << 12) + 4095 WHERE NOT u.gone"
        " AND r.field <> 'body' ORDER BY r.n"
    )
    for ident, *row in connection.exec_driver_sql(sql):
        known.setdefault(ident, []).append((row[0], row[1], row[2]))
    wrong = 0
    for noun, fields in FIELDS.items():
        columns = ", ".join(f'"{name}"' for name in fields)
        for ident, *texts in connection.exec_driver_sql(f'SELECT id, {columns} FROM "{noun}"'):  # noqa: S608
            wanted = [
                (field, start, folded(searchable(text)[start:end]))
                for field, text in zip(fields, texts, strict=True)
                for start, end, _ in stretches(searchable(text))
            ]
            wrong += ident not in waiting and sorted(known.pop(ident, [])) != sorted(wanted)
    return wrong + len(known) + _short(connection, waiting)


def _short(connection: Asks, waiting: set[str]) -> int:
    """Return how many texts of documents are not indexed to their end."""
    sql = (
        "SELECT u.noun_id, max(r.end) FROM search_run u"
        " JOIN search_row r ON r.n BETWEEN (u.n << 12) AND (u.n << 12) + 4095 WHERE NOT u.gone"
        " AND r.field = 'body' GROUP BY u.noun_id"
    )
    ends: dict[str, int] = dict(map(tuple, connection.exec_driver_sql(sql)))
    texts = "SELECT d.id FROM document d JOIN document_text t ON t.document_id = d.id"
    ids = {ident for (ident,) in connection.exec_driver_sql(texts)} - waiting
    return sum(ends.get(ident, 0) != max((end for _, end, _ in _cuts(connection, ident)), default=0) for ident in ids)


def _cuts(connection: Asks, document_id: str) -> list[tuple[int, int, int | None]]:
    text = _stored(connection, document_id)
    return [] if text is None else text.cuts


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
