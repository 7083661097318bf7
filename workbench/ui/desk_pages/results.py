"""What a search of the page found, read beside the window, and the lines it is shown as."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workbench.desk import search
from workbench.desk.search import About, Filters
from workbench.desk.views import Hit
from workbench.model.sets import DocumentKind
from workbench.store.index import Part
from workbench.store.looking import MOST
from workbench.store.project import Project
from workbench.ui.desk_pages.result_list import Line
from workbench.ui.panels.faces import DOCUMENT_ICON
from workbench.ui.text import plural, tr

# Passages listed of the evidence, and of everything else together.
LISTED, BESIDE = 200, 80
PARTS = {
    Part.DOCUMENT: tr("Evidence"),
    Part.CLAIM: tr("Claims"),
    Part.VERDICT: tr("Verdicts"),
    Part.ARTICLE: tr("Article"),
    Part.NOTE: tr("Notes and queries"),
}
ICONS = {"claim": "highlighter", "article": "newspaper"}


@dataclass(frozen=True, slots=True)
class Results:
    """Hits by part and document, how many passages of what there are in all, and whether the index is unfinished."""

    query: str
    hits: tuple[Hit, ...]
    counted: Mapping[Part, Mapping[str, int]]
    in_evidence: Mapping[str, int]
    known: Mapping[str, About]
    incomplete: bool

    @property
    def total(self) -> int:
        """How many passages there are in all."""
        return sum(sum(found.values()) for found in self.counted.values())


def look(project: Project, query: str, scope: str, filters: Filters, stop: Callable[[], bool]) -> Results:
    """Search, best first within each part, and count. Raises as ``search.search`` does."""
    scopes = ("evidence",) if filters.anything else ("evidence", "claims", "notes") if scope == "all" else (scope,)
    hits: list[Hit] = []
    for one in scopes:
        limit = LISTED if one == "evidence" else BESIDE
        hits += search.search(project, query, scope=one, limit=limit, filters=filters, stop=stop)
    counted = search.tally(project, query, scope=scope, filters=filters, stop=stop)
    everything = counted
    if filters.anything or scope not in ("all", "evidence"):
        everything = search.tally(project, query, scope="evidence", stop=stop)
    known, incomplete = search.documents_told(project), search.incomplete(project)
    return Results(query, tuple(_grouped(hits)), counted, everything.get(Part.DOCUMENT, {}), known, incomplete)


def _grouped(hits: list[Hit]) -> Iterator[Hit]:
    """Yield hits part by part, those of one thing together, where its best stood."""
    for part in PARTS:
        mine = [hit for hit in hits if hit.part == part.name.lower()]
        for ident in dict.fromkeys(hit.id for hit in mine):
            yield from (hit for hit in mine if hit.id == ident)


def lines(results: Results) -> list[Line]:
    """Return the lines of the list: a heading for each part and each thing, and the passages below."""
    made: list[Line] = []
    part, ident = "", ""
    for number, hit in enumerate(results.hits):
        if hit.part != part:
            part, ident = hit.part, ""
            which = Part[part.upper()]
            count = sum(results.counted.get(which, {}).values())
            made.append(Line(f"part {part}", PARTS[which], right=_count(count), part=True))
        if hit.id != ident:
            ident = hit.id
            made.append(Line(f"{part} {ident}", hit.title, hit.code, _of(results, hit), _icon(results, hit)))
        made.append(Line(f"hit {number}", hit.snippet, right=place(hit), hit=hit))
    return made


def place(hit: Hit) -> str:
    """Return where a hit stands in its document, in words."""
    return f"{tr('p.')} {hit.place}" if hit.page is not None and hit.place else hit.place


def told(results: Results) -> str:
    """Return in a sentence how much was found."""
    inside = len(results.counted.get(Part.DOCUMENT, {}))
    words = f"{_count(results.total)}"
    if inside:
        words += f" · {plural(inside, 'in %n document', 'in %n documents')}"
    if len(results.hits) < results.total:
        words += f" · {tr('the best %1 are listed').replace('%1', str(len(results.hits)))}"
    return words


def _count(count: int) -> str:
    if count >= MOST:
        return tr("more than %1 passages").replace("%1", f"{MOST:,}")
    return plural(count, "%n passage", "%n passages")


def _of(results: Results, hit: Hit) -> str:
    if hit.kind != "document" or hit.part != "document":
        return ""
    return _count(results.in_evidence.get(hit.id, 0))


def _icon(results: Results, hit: Hit) -> str:
    if hit.kind != "document":
        return ICONS[hit.kind]
    known = results.known.get(hit.id)
    return DOCUMENT_ICON[DocumentKind(known.kind)] if known is not None else "file"
