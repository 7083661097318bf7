"""Search over evidence, claims, notes, verdicts and the article: every hit names the place where it opens.

The query language is ``workbench.desk.asked``'s. What is asked for can be given up at any moment (``stop``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.desk import asked, codes, same
from workbench.desk.asked import EmptyQuery, Query, TooLong, WrongQuery, closed, spans
from workbench.desk.hits import hits_of
from workbench.desk.views import Hit
from workbench.store import index, looking
from workbench.store.index import Part
from workbench.store.looking import Limits, Row
from workbench.store.project import Project
from workbench.store.reading import Interrupted, Snapshot

__all__ = ["EmptyQuery", "Filters", "Interrupted", "TooLong", "WrongQuery", "closed", "search", "spans"]

SCOPES = {
    "evidence": (Part.DOCUMENT,),
    "claims": (Part.CLAIM, Part.VERDICT, Part.ARTICLE),
    "notes": (Part.NOTE,),
    "all": (Part.DOCUMENT, Part.CLAIM, Part.VERDICT, Part.ARTICLE, Part.NOTE),
}
PATIENCE = 4.0  # seconds for which patterns are looked for; who writes waits no longer for who reads
AT_ONCE = 200  # rows whose words are looked through together
IN_ONE = 1000  # places of one document that are lit
UNKNOWN = "unknown"  # what stands for a language or a source that was not given


def never() -> bool:
    """Nobody wants it to be given up."""
    return False


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents are looked into; what is empty or None limits nothing. With any, only evidence is.

    ``kinds`` and ``tiers`` are words of their sets, ``languages`` tags such as "en", ``sources`` names of sources or
    publishers, ``document`` a code or an id.
    """

    kinds: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    linked: bool | None = None
    document: str = ""

    @property
    def anything(self) -> bool:
        """Whether they limit anything."""
        return self != Filters()


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class About:
    """What a document is told apart by; ``language`` without its region, ``source`` by name."""

    id: str
    number: int
    title: str
    kind: str
    tier: str
    language: str
    source: str
    linked: bool

    @property
    def code(self) -> str:
        """The code it goes by."""
        return f"{codes.LETTERS['document']}{self.number}"


def search(
    project: Project,
    query: str,
    *,
    scope: str = "all",
    limit: int = 20,
    filters: Filters = NO_FILTERS,
    stop: Callable[[], bool] = never,
) -> list[Hit]:
    """Return the best hits, best first; ``scope`` is evidence, claims, notes or all.

    ``Hit.start`` and ``end`` span the first words found, in the stored text of the document or article; for claims
    and verdicts, in the field that holds them. Raises EmptyQuery, WrongQuery, TooLong, UnknownCode, Interrupted.
    """
    parsed = asked.parse(query)
    with project.read() as snapshot, snapshot.until(stop):
        limits = limits_of(snapshot, filters)
        rows: list[Row] = []
        for part in parts_of(scope, filters):
            rows += _best(snapshot, parsed, part, limits, limit, stop)
        rows.sort(key=lambda row: (row.rank, row.n))
        return hits_of(snapshot, rows[:limit], parsed)


def parts_of(scope: str, filters: Filters) -> tuple[Part, ...]:
    """Return the parts of the project that are looked into."""
    return (Part.DOCUMENT,) if filters.anything else SCOPES[scope]


def tally(
    project: Project,
    query: str,
    *,
    scope: str = "all",
    filters: Filters = NO_FILTERS,
    stop: Callable[[], bool] = never,
) -> dict[Part, dict[str, int]]:
    """Return how many rows are found of which noun, by part and id. Raises as ``search`` does.

    Of what stands in more than ``looking.MOST`` rows, the first are counted.
    """
    parsed = asked.parse(query)
    with project.read() as snapshot, snapshot.until(stop):
        limits = limits_of(snapshot, filters)
        return {part: _tally(snapshot, parsed, part, limits, stop) for part in parts_of(scope, filters)}


def places(
    project: Project, query: str, document_id: str, *, stop: Callable[[], bool] = never
) -> list[tuple[int, int]]:
    """Return where a query stands in the stored text of a document, in order: for lighting every hit of it."""
    parsed = asked.parse(query)
    with project.read() as snapshot, snapshot.until(stop):
        document = codes.read(snapshot, "document", document_id)
        limits = Limits(only=looking.runs_of(snapshot, [document.id]))
        found: set[tuple[int, int]] = set()
        for one in parsed.alone():
            rows = (
                looking.in_order(snapshot, one.match, document.id, limit=IN_ONE)
                if one.match
                else [row for some in looking.every(snapshot, Part.DOCUMENT, limits, at_once=AT_ONCE) for row in some]
            )
            rows = [row for row in rows if row.field in (index.BODY, "quotation")]
            for row, text in zip(rows, looking.texts(snapshot, rows), strict=True):
                if one.plain or one.holds(text):
                    found |= {(row.start + a, row.start + b) for a, b in asked.marks(text, one)}
        return sorted(found)[:IN_ONE]


def incomplete(project: Project) -> bool:
    """Return whether something is not indexed yet, so that not everything is found."""
    with project.read() as snapshot:
        still = index.left(snapshot)
        return still.anew or bool(still.waiting)


# -- which documents -------------------------------------------------------------------------------------------------


def limits_of(snapshot: Snapshot, filters: Filters) -> Limits:
    """Return which runs of the index are looked into."""
    hidden = [*same.joined(snapshot), *_older(snapshot)]
    if "search" not in filters.kinds and not filters.document:
        rows = snapshot.exec_driver_sql("SELECT id FROM document WHERE kind = 'search'")
        hidden += [ident for (ident,) in rows]  # what a search found is not found again by itself
    without = looking.runs_of(snapshot, hidden) if hidden else frozenset()
    if not filters.anything:
        return Limits(without=without)
    return Limits(looking.runs_of(snapshot, [one.id for one in about(snapshot) if fits(one, filters)]), without)


def fits(one: About, filters: Filters) -> bool:
    """Return whether a document is looked into."""
    return (
        one.kind in (filters.kinds or {one.kind})
        and one.tier in (filters.tiers or {one.tier})
        and one.language in (filters.languages or {one.language})
        and one.source in (filters.sources or {one.source})
        and filters.linked in (None, one.linked)
        and filters.document in ("", one.id)
    )


def settled(project: Project, filters: Filters) -> Filters:
    """Return filters with the id of their document in the place of its code; raise UnknownCode."""
    if not filters.document:
        return filters
    with project.read() as snapshot:
        return replace(filters, document=codes.id_of(snapshot, "document", filters.document))


def about(snapshot: Snapshot) -> list[About]:
    """Return what every document is told apart by, by number."""
    linked = {
        ident
        for (ident,) in snapshot.exec_driver_sql(
            "SELECT DISTINCT p.document_id FROM passage p JOIN evidence_link l ON l.passage_id = p.id"
        )
    }
    query = (
        "SELECT d.id, d.number, d.title, d.kind, d.tier, d.language, coalesce(s.name, nullif(d.publisher, ''))"
        " FROM document d LEFT JOIN source s ON s.id = d.source_id ORDER BY d.number"
    )
    return [
        About(
            ident,
            number,
            title,
            kind,
            tier or UNKNOWN,
            language.partition("-")[0].lower() or UNKNOWN,
            source or UNKNOWN,
            ident in linked,
        )
        for ident, number, title, kind, tier, language, source in map(tuple, snapshot.exec_driver_sql(query))
    ]


def documents_told(project: Project) -> dict[str, About]:
    """Return what every document is told apart by, by id."""
    with project.read() as snapshot:
        return {one.id: one for one in about(snapshot)}


def _older(snapshot: Snapshot) -> list[str]:
    """Return the versions of articles that were revised since: what is found is shown in the newest."""
    query = "SELECT o.id FROM article_version o JOIN article_version n ON n.article_id = o.article_id AND n.seq > o.seq"
    return [ident for (ident,) in snapshot.exec_driver_sql(query)]


# -- what the index and the patterns find ------------------------------------------------------------------------------


def _best(
    snapshot: Snapshot, query: Query, part: Part, limits: Limits, limit: int, stop: Callable[[], bool]
) -> list[Row]:
    if query.plain:
        return looking.best(snapshot, query.match, part, limits, limit=limit)
    found: dict[int, Row] = {}
    for one in query.alone():
        for row in _by_pattern(snapshot, one, part, limits, stop):
            found.setdefault(row.n, row)
            if len(found) >= limit:
                break
    return list(found.values())


def _tally(snapshot: Snapshot, query: Query, part: Part, limits: Limits, stop: Callable[[], bool]) -> dict[str, int]:
    if query.plain:
        return looking.tally(snapshot, query.match, part, limits)
    seen = {row.n: row.noun_id for one in query.alone() for row in _by_pattern(snapshot, one, part, limits, stop)}
    counted: dict[str, int] = {}
    for noun_id in seen.values():
        counted[noun_id] = counted.get(noun_id, 0) + 1
    return counted


def _by_pattern(
    snapshot: Snapshot, query: Query, part: Part, limits: Limits, stop: Callable[[], bool]
) -> Iterator[Row]:
    """Yield the rows whose words hold the patterns: of those that the terms find, the best first; else of all."""
    late = asked.until(PATIENCE, stop)
    for rows in _candidates(snapshot, query, part, limits):
        for row, text in zip(rows, looking.texts(snapshot, rows), strict=True):
            if late():
                if stop():
                    raise Interrupted
                raise TooLong("The pattern takes too long in this project; put a word beside it that must occur, too.")
            if query.holds(text):
                yield row


def _candidates(snapshot: Snapshot, query: Query, part: Part, limits: Limits) -> Iterator[Sequence[Row]]:
    if not query.match:
        refused = {
            row.n for term in query.unwanted for row in looking.best(snapshot, term.match, part, limits, limit=AT_ONCE)
        }
        for some in looking.every(snapshot, part, limits, at_once=AT_ONCE):
            yield [row for row in some if row.n not in refused]
        return
    rows = looking.best(snapshot, query.match, part, limits, limit=looking.CANDIDATES)
    for at in range(0, len(rows), AT_ONCE):
        yield rows[at : at + AT_ONCE]
