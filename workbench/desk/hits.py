"""Rows of the index as hits: a snippet with the words lit, what they were found in, and where it opens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.desk import asked, codes, places
from workbench.desk.asked import Query
from workbench.desk.views import Hit
from workbench.store import looking
from workbench.store.index import BODY, Part
from workbench.store.looking import Row
from workbench.store.reading import Snapshot

BEFORE, AFTER = 60, 120  # code points of snippet around a hit
# What is found in them opens at its claim.
_OF_CLAIMS = ("verdict", "query", "proposed_change", "evidence_link")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a hit stands in its document, as passages say it."""

    start: int
    end: int
    region: tuple[int, ...] = ()


def hits_of(snapshot: Snapshot, rows: Sequence[Row], query: Query) -> list[Hit]:
    """Return rows as hits, in their order."""
    targets: dict[str, tuple[str, str, str, str]] = {}
    cited = places.of(snapshot, {row.noun_id for row in rows if row.field == BODY})
    made = []
    for row, text in zip(rows, looking.texts(snapshot, rows), strict=True):
        if row.noun_id not in targets:
            targets[row.noun_id] = _target(snapshot, row)
        marks = asked.marks(text, query)
        start, end = marks[0] if marks else (0, len(text))
        snippet, lit = snippet_of(text, marks, start, end)
        opens = row.part is Part.ARTICLE or row.field in (BODY, "quotation")
        where = (row.start + start, row.start + end) if opens else (0, 0)
        place = cited.place(row.noun_id, _Spot(*where)) if row.field == BODY else ""
        if not place and row.page is not None:
            place = _label(snapshot, row)
        made.append(Hit(*targets[row.noun_id], snippet, lit, *where, row.page, row.part.name.lower(), place))
    return made


def snippet_of(
    text: str, marks: Sequence[tuple[int, int]], start: int, end: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the words around ``text[start:end]`` on one line, and where in them the marks lie."""
    left, right = max(0, start - BEFORE), min(len(text), end + AFTER)
    while left > 0 and not text[left - 1].isspace() and start - left < 2 * BEFORE:
        left -= 1
    lead = "…" if left > 0 else ""
    shown = lead + text[left:right].replace("\n", " ") + ("…" if right < len(text) else "")
    return shown, tuple((a - left + len(lead), b - left + len(lead)) for a, b in marks if left <= a and b <= right)


def _label(snapshot: Snapshot, row: Row) -> str:
    """Return the label of the page a row stands on: its number, if it has no other."""
    query = "SELECT json_extract(layout, ?) FROM document_text WHERE document_id = ?"
    page: Any = snapshot.value(query, (f"$.pages[{(row.page or 1) - 1}]", row.noun_id))
    found = json.loads(page) if page else []
    return str(found[1]) if len(found) > 1 and found[0] == row.page and found[1] else str(row.page)


def _target(snapshot: Snapshot, row: Row) -> tuple[str, str, str, str]:
    """Return the kind, id, code and title of what a hit opens."""
    match row.noun:
        case "document":
            document = codes.read(snapshot, "document", row.noun_id)
            return "document", document.id, codes.code(document), document.title
        case "article_version":
            query = "SELECT article_id FROM article_version WHERE id = ?"
            article = codes.read(snapshot, "article", str(snapshot.value(query, (row.noun_id,))))
            return "article", article.id, codes.code(article), article.title
        case noun if noun in _OF_CLAIMS:
            query = f'SELECT claim_id FROM "{noun}" WHERE id = ?'
            claim = codes.read(snapshot, "claim", str(snapshot.value(query, (row.noun_id,))))
        case _:
            claim = codes.read(snapshot, "claim", row.noun_id)
    return "claim", claim.id, codes.code(claim), claim.statement
