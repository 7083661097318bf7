"""The evidence as a library: a row for each document, narrowed by facets and words, in the order asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workbench.desk import documents, same
from workbench.desk.views import CustodyView
from workbench.model.sets import CaptureState, Confidentiality, DocumentKind, TextLayer, Tier
from workbench.store.project import Project
from workbench.store.reading import Snapshot

# Fewer characters than this may well be the same in two documents that have nothing to do with each other.
TELLING = 40


class Column(StrEnum):
    """What the library may be ordered by."""

    NUMBER = "number"
    TITLE = "title"
    KIND = "kind"
    SOURCE = "source"
    PUBLISHER = "publisher"
    DATE = "date"
    LANGUAGE = "language"
    TIER = "tier"
    CAPTURE = "capture"
    LINKS = "links"
    TEXT = "text"
    SIZE = "size"


class Facet(StrEnum):
    """What the library may be narrowed by. The values of LINKED and LOOK are "yes" and "no"."""

    KIND = "kind"
    SOURCE = "source"
    TIER = "tier"
    LANGUAGE = "language"
    CAPTURE = "capture"
    LINKED = "linked"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A document in the library. ``size`` in bytes, ``links`` of those that rest on it, ``source`` its name.

    ``same_text`` holds the codes of other documents whose text has the same letters though their files differ.
    """

    id: str
    code: str
    number: int
    title: str
    kind: DocumentKind
    source: str
    publisher: str
    author: str
    date: str
    language: str
    tier: Tier | None
    capture: CaptureState
    confidentiality: Confidentiality
    links: int
    text_layer: TextLayer
    size: int
    original_name: str
    problem: str
    same_text: tuple[str, ...]

    @property
    def needs_look(self) -> bool:
        """Whether somebody should look at it: it could not be read, its text is of no use, or it is there twice."""
        unread = self.text_layer is TextLayer.UNUSABLE or (
            self.text_layer is TextLayer.NONE and self.kind is DocumentKind.PDF
        )
        return bool(self.problem or self.same_text) or unread


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: documents that have every word, and in each facet named one of its values."""

    words: str = ""
    values: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    by: Column = Column.NUMBER
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The rows wanted, in order; ``counts`` says for each value of a facet how many rows it would show."""

    rows: tuple[LibraryRow, ...]
    counts: Mapping[Facet, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Relation:
    """A document that another came from, or gave rise to."""

    id: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document stands among the others, and who did what to it, oldest first."""

    derived_from: Relation | None
    gave_rise_to: tuple[Relation, ...]
    same_text: tuple[Relation, ...]
    custody: tuple[CustodyView, ...]


class Shelf:
    """All documents as they were at one moment; narrowing and ordering ask nothing of the project any more."""

    def __init__(self, rows: Sequence[LibraryRow]) -> None:
        self.rows = tuple(rows)
        self._facets = [tuple(value(row) for value in _VALUES.values()) for row in self.rows]
        self._heaps = ["\n".join(_heap(row)).casefold() for row in self.rows]

    def find(self, wanted: Wanted) -> Found:
        """Return the rows wanted and the counts of the facets."""
        words = wanted.words.casefold().split()
        limits = [(at, wanted.values[facet]) for at, facet in enumerate(Facet) if wanted.values.get(facet)]
        counts: list[Counter[str]] = [Counter() for _ in Facet]
        rows = []
        for row, values, heap in zip(self.rows, self._facets, self._heaps, strict=True):
            if any(word not in heap for word in words):
                continue
            missed = [at for at, allowed in limits if values[at] not in allowed]
            if not missed:
                rows.append(row)
                for count, value in zip(counts, values, strict=True):
                    count[value] += 1
            elif len(missed) == 1:  # it would be shown if this facet let it through
                counts[missed[0]][values[missed[0]]] += 1
        return Found(tuple(ordered(rows, wanted.by, backwards=wanted.backwards)), dict(zip(Facet, counts, strict=True)))


def ordered(rows: Sequence[LibraryRow], by: Column, *, backwards: bool = False) -> list[LibraryRow]:
    """Return rows in the order of a column; what has nothing there comes last either way, the like by number."""
    key = _KEYS[by]
    has = [(key(row), row) for row in sorted(rows, key=lambda row: row.number)]
    full = [pair for pair in has if pair[0] != ""]
    full.sort(key=lambda pair: pair[0], reverse=backwards)
    return [row for _, row in full] + [row for found, row in has if found == ""]


def read(project: Project) -> Shelf:
    """Return the library as it is now; documents held twice stand there once."""
    with project.read() as snapshot:
        return Shelf(_rows(snapshot))


def provenance(project: Project, document_id: str) -> Provenance:
    """Return how a document is related to others, and its custody; of a document held twice that of both."""
    with project.read() as snapshot:
        joined = same.joined(snapshot)
        ids = [document_id, *(hidden for hidden, shown in joined.items() if shown == document_id)]
        marks = ", ".join("?" * len(ids))
        children = f"derived_from_id IN ({marks})"
        alike = (
            "id IN (SELECT t.document_id FROM document_text t JOIN document_text mine ON mine.sha256 = t.sha256"
            f" WHERE mine.document_id = ? AND t.characters >= {TELLING})"
        )
        origin = snapshot.value("SELECT derived_from_id FROM document WHERE id = ?", (document_id,)) or ""
        parent = _relations(snapshot, "id = ?", [joined.get(origin, origin)], joined, but=())
        rest = [
            _relations(snapshot, children, ids, joined, but=ids),
            _relations(snapshot, alike, [document_id], joined, but=ids),
        ]
        query = f'SELECT action, "by", at, note FROM custody_event WHERE document_id IN ({marks}) ORDER BY at, id'
        custody = [CustodyView(*event) for event in snapshot.exec_driver_sql(query, ids)]
    return Provenance(next(iter(parent), None), rest[0], rest[1], tuple(custody))


def same_text_as(project: Project, document_id: str) -> tuple[str, ...]:
    """Return the codes of other documents whose text has the same letters."""
    return tuple(one.code for one in provenance(project, document_id).same_text)


def _relations(
    snapshot: Snapshot, which: str, ids: Sequence[str], joined: Mapping[str, str], *, but: Sequence[str]
) -> tuple[Relation, ...]:
    found = snapshot.exec_driver_sql(f"SELECT id, number, title FROM document WHERE {which} ORDER BY number", ids)
    rows = [tuple(row) for row in found]
    return tuple(Relation(i, f"E{number}", title) for i, number, title in rows if i not in joined and i not in but)


_QUERY = """
SELECT d.id, d.number, d.title, d.kind, coalesce(s.name, ''), d.publisher, d.author, d.date, d.language, d.tier,
       d.capture_state, d.confidentiality, coalesce(f.size, 0), coalesce(f.original_name, ''), d.problem,
       d.quotation <> '', coalesce(t.text_layer, ''), coalesce(t.characters, 0), coalesce(t.sha256, '')
FROM document d LEFT JOIN source s ON s.id = d.source_id LEFT JOIN file_blob f ON f.id = d.blob_id
LEFT JOIN document_text t ON t.document_id = d.id ORDER BY d.number
"""


def _rows(snapshot: Snapshot) -> list[LibraryRow]:
    hidden = same.joined(snapshot)
    linked = documents.links_of(snapshot)
    found = [tuple(row) for row in snapshot.exec_driver_sql(_QUERY) if row[0] not in hidden]
    alike: dict[str, list[int]] = {}
    for row in found:
        if row[17] >= TELLING:
            alike.setdefault(row[18], []).append(row[1])
    return [_row(row, linked.get(row[0], 0), alike.get(row[18], [])) for row in found]


def _row(found: tuple[Any, ...], links: int, alike: list[int]) -> LibraryRow:
    (ident, number, title, kind, source, publisher, author, date, language, tier) = found[:10]
    (capture, confidentiality, size, name, problem, quotes, layer) = found[10:17]
    cited = TextLayer.GOOD if quotes else TextLayer.NONE
    return LibraryRow(
        id=ident,
        code=f"E{number}",
        number=number,
        title=title,
        kind=DocumentKind(kind),
        source=source,
        publisher=publisher,
        author=author,
        date=date,
        language=language,
        tier=Tier(tier) if tier else None,
        capture=CaptureState(capture),
        confidentiality=Confidentiality(confidentiality),
        links=links,
        text_layer=TextLayer(layer) if layer else cited,
        size=size,
        original_name=name,
        problem=problem,
        same_text=tuple(f"E{other}" for other in alike if other != number),
    )


def _heap(row: LibraryRow) -> tuple[str, ...]:
    return (row.code, row.title, row.source, row.publisher, row.author, row.date, row.original_name)


def _yes(held: object) -> str:
    return "yes" if held else "no"


_VALUES: Mapping[Facet, Callable[[LibraryRow], str]] = {
    Facet.KIND: lambda row: row.kind.value,
    Facet.SOURCE: lambda row: row.source,
    Facet.TIER: lambda row: row.tier.value if row.tier else "",
    Facet.LANGUAGE: lambda row: row.language.partition("-")[0],
    Facet.CAPTURE: lambda row: row.capture.value,
    Facet.LINKED: lambda row: _yes(row.links),
    Facet.LOOK: lambda row: _yes(row.needs_look),
}
_TIERS = {tier: f"{at}" for at, tier in enumerate(Tier)}
_LAYERS = {layer: f"{at}" for at, layer in enumerate(TextLayer)}
# What each column is ordered by; "" for nothing there.
_KEYS: Mapping[Column, Callable[[LibraryRow], Any]] = {
    Column.NUMBER: lambda row: row.number,
    Column.TITLE: lambda row: row.title.casefold(),
    Column.KIND: lambda row: row.kind.value,
    Column.SOURCE: lambda row: row.source.casefold(),
    Column.PUBLISHER: lambda row: row.publisher.casefold(),
    Column.DATE: lambda row: row.date,
    Column.LANGUAGE: lambda row: row.language,
    Column.TIER: lambda row: _TIERS[row.tier] if row.tier else "",
    Column.CAPTURE: lambda row: row.capture.value,
    Column.LINKS: lambda row: row.links,
    Column.TEXT: lambda row: _LAYERS[row.text_layer],
    Column.SIZE: lambda row: row.size or "",
}
