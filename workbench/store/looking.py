"""Questions to the search index: the best rows of a part, how many there are of what, and the words of a row."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import groupby

from workbench.store import index, many, shown
from workbench.store.index import BODY, FIELDS, LAST, RUN, Part, part_of, searchable, span_of
from workbench.store.reading import Asks

CANDIDATES = 1000  # rows that are ranked; of what stands in more, which are best is not worth the wait
MOST = 50_000  # rows that are counted; beyond, there are simply many


@dataclass(frozen=True, slots=True)
class Row:
    """One row found: which part, noun and field, and the span of the row in that field's text. Low ranks are good."""

    n: int
    part: Part
    noun: str
    noun_id: str
    field: str
    start: int
    end: int
    page: int | None
    rank: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Which runs are looked into: ``only`` these, unless it is None, and none of ``without``, nor what is gone."""

    only: frozenset[int] | None = None
    without: frozenset[int] = frozenset()


def runs_of(asks: Asks, noun_ids: Collection[str]) -> frozenset[int]:
    """Return the runs of some nouns."""
    sql = "SELECT n FROM search_run WHERE noun_id IN ({ids})"
    return frozenset(n for (n,) in many.ask(asks, sql, noun_ids))


def best(asks: Asks, match: str, part: Part, limits: Limits, *, limit: int) -> list[Row]:
    """Return the best rows of a part for an FTS5 expression, best first; of more than ``CANDIDATES``, of the first."""
    where, parameters = _where(match, part, limits)
    sql = f"SELECT bm25(search), rowid FROM search WHERE {where} LIMIT ?"  # noqa: S608  (our own words)
    found = [(rank, n) for rank, n in asks.exec_driver_sql(sql, (*parameters, CANDIDATES))]
    return rows_of(asks, nsmallest(limit, found))


def _where(match: str, part: Part, limits: Limits) -> tuple[str, tuple[object, ...]]:
    low, high = span_of(part)
    where = "search MATCH ? AND rowid BETWEEN ? AND ? AND rowid >> 12 NOT IN (SELECT n FROM search_run WHERE gone)"
    parameters: tuple[object, ...] = (match, low, high)
    if limits.only is not None:
        runs = sorted(limits.only)
        if runs:  # what is wanted often lies near to each other
            parameters = (match, runs[0] << RUN, (runs[-1] << RUN) + LAST)
        where += " AND rowid >> 12 IN (SELECT value FROM json_each(?))"
        parameters += (json.dumps(runs),)
    if limits.without:
        where += " AND rowid >> 12 NOT IN (SELECT value FROM json_each(?))"
        parameters += (json.dumps(sorted(limits.without)),)
    return where, parameters


def tally(asks: Asks, match: str, part: Part, limits: Limits) -> dict[str, int]:
    """Return how many rows of which noun match, by id; of more than ``MOST`` rows, the first are counted."""
    where, parameters = _where(match, part, limits)
    inner = f"SELECT rowid >> 12 AS run FROM search WHERE {where} LIMIT {MOST}"  # noqa: S608
    counted: dict[str, int] = {}
    by_run = dict(asks.exec_driver_sql(f"SELECT run, count(*) FROM ({inner}) GROUP BY run", parameters).all())  # noqa: S608
    for n, noun_id in many.ask(asks, "SELECT n, noun_id FROM search_run WHERE n IN ({ids})", by_run):
        counted[noun_id] = counted.get(noun_id, 0) + by_run[n]
    return counted


def in_order(asks: Asks, match: str, noun_id: str, *, limit: int) -> list[Row]:
    """Return the rows of one document that match, as they follow each other in its text."""
    limits = Limits(only=runs_of(asks, [noun_id]))
    where, parameters = _where(match, Part.DOCUMENT, limits)
    sql = f"SELECT 0.0, rowid FROM search WHERE {where} ORDER BY rowid LIMIT ?"  # noqa: S608
    rows = rows_of(asks, [(rank, n) for rank, n in asks.exec_driver_sql(sql, (*parameters, limit))])
    return sorted(rows, key=lambda row: (row.field != BODY, row.start))


def every(asks: Asks, part: Part, limits: Limits, *, at_once: int) -> Iterator[list[Row]]:
    """Yield all rows of a part, some ``at_once``, for what the index has no words for."""
    at, high = span_of(part)
    sql = "SELECT n FROM search_row WHERE n BETWEEN ? AND ? ORDER BY n LIMIT ?"
    gone = {n for (n,) in asks.exec_driver_sql("SELECT n FROM search_run WHERE gone")} | limits.without
    while found := [n for (n,) in asks.exec_driver_sql(sql, (at, high, at_once))]:
        at = found[-1] + 1
        kept = [n for n in found if n >> RUN not in gone and (limits.only is None or n >> RUN in limits.only)]
        yield rows_of(asks, [(0.0, n) for n in kept])


def rows_of(asks: Asks, found: Sequence[tuple[float, int]]) -> list[Row]:
    """Return the rows of these numbers, in the order given."""
    sql = "SELECT n, field, start, end, page FROM search_row WHERE n IN ({ids})"
    rows = {row[0]: row for row in map(tuple, many.ask(asks, sql, [n for _, n in found]))}
    sql = "SELECT n, noun, noun_id FROM search_run WHERE n IN ({ids})"
    runs = {row[0]: row for row in map(tuple, many.ask(asks, sql, {n >> RUN for _, n in found}))}
    made = []
    for rank, n in found:
        if n in rows and n >> RUN in runs:
            (_, noun, noun_id), (_, field, start, end, page) = runs[n >> RUN], rows[n]
            made.append(Row(n, part_of(n), noun, noun_id, field, start, end, page, rank))
    return made


def texts(asks: Asks, rows: Sequence[Row]) -> list[str]:
    """Return the words of each row as they are shown. Of a document, only what is asked for is read."""
    ordered = sorted(range(len(rows)), key=lambda at: (rows[at].noun_id, rows[at].field, rows[at].start))
    found = [""] * len(rows)
    for _, group in groupby(ordered, key=lambda at: (rows[at].noun, rows[at].noun_id, rows[at].field)):
        places = list(group)
        for at, text in zip(places, _cut(asks, [rows[at] for at in places]), strict=True):
            found[at] = text
    return found


def _cut(asks: Asks, rows: Sequence[Row]) -> Iterable[str]:
    """Return the words of rows of one field of one noun, which follow each other."""
    first = rows[0]
    if first.field != BODY:
        if first.field not in FIELDS.get(first.noun, ()):  # a file may say anything
            return [""] * len(rows)
        sql = f'SELECT "{first.field}" FROM "{first.noun}" WHERE id = ?'  # noqa: S608  (names from FIELDS)
        text = searchable(str(asks.exec_driver_sql(sql, (first.noun_id,)).one()[0]))
        return [text[row.start : row.end] for row in rows]
    if shown.is_read(asks, first.noun_id):
        text = index.shown_text(asks, first.noun_id)
        return [text[row.start : row.end] for row in rows]
    low, high = first.start, max(row.end for row in rows)
    sql = "SELECT substr(text, ?, ?) FROM document_text WHERE document_id = ?"
    stretch = str(asks.exec_driver_sql(sql, (low + 1, high - low, first.noun_id)).one()[0])
    return [stretch[row.start - low : row.end - low] for row in rows]
