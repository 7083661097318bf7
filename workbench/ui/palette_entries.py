"""What the palette offers: actions, claims, documents, and passages found by the search; each knows how it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from workbench.desk.views import ClaimRow, DocumentView, Hit
from workbench.reports.dates import day
from workbench.ui import marks
from workbench.ui.pages.contract import Shape, Tone
from workbench.ui.panels.faces import DOCUMENT_ICON
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window

AT_MOST = 8


class Kind(StrEnum):
    """Groups of the palette, in the order they are shown."""

    ACTION = "action"
    CLAIM = "claim"
    DOCUMENT = "document"
    PASSAGE = "passage"


KIND_WORD = {
    Kind.ACTION: tr("Action"),
    Kind.CLAIM: tr("Claim"),
    Kind.DOCUMENT: tr("Evidence"),
    Kind.PASSAGE: tr("Passage"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be chosen. ``spans`` are the places of the query within ``detail``."""

    id: str
    kind: Kind
    words: str
    run: Callable[[], object]
    lead: str = ""
    detail: str = ""
    right: str = ""
    shape: Shape | None = None
    tone: Tone = Tone.MUTED
    icon: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def entries(window: Window, query: str, only: str) -> list[Entry]:
    """Return what matches ``query`` without searching texts; ``only`` is "", "evidence" or "passages"."""
    view = window.view
    found: list[Entry] = []
    if view is not None and only == "" and query:
        found += _best(query, (_claim(view, row) for row in view.workspace.rows))
    if view is not None and only in ("", "evidence") and (query or only):
        most = AT_MOST if only == "" else 200
        found += _best(query, (_document(view, one) for one in view.workspace.documents), most=most)
    if only == "":
        most = AT_MOST if query else 200
        found = [*_best(query, _actions(window), most=most), *found]
    return found


def all_results(view: ProjectView, query: str, scope: str) -> Entry:
    """Return the entry that leads to the page on which everything is searched."""

    def run() -> None:
        from workbench.ui.desk_pages.page import PageName
        from workbench.ui.desk_pages.search_page import SearchPage

        page = view.open_page(PageName.SEARCH)
        if isinstance(page, SearchPage):
            page.ask(query, scope)

    words = tr("All results for “%1”").replace("%1", query)
    detail = tr("With counts, by kind, source and document; can be kept as evidence")
    return Entry(id="all results", kind=Kind.PASSAGE, words=words, detail=detail, icon="search", run=run)


def passages(view: ProjectView, query: str, hits: Sequence[Hit]) -> list[Entry]:
    """Return search hits as entries; choosing one opens it at its passage, and the keys go on from there."""
    made = []
    for number, hit in enumerate(hits):
        page = f" · {tr('p.')} {hit.page}" if hit.page else ""
        made.append(
            Entry(
                id=f"passage:{number}",
                kind=Kind.PASSAGE,
                lead=hit.code,
                words=hit.title,
                detail=hit.snippet,
                spans=hit.snippet_marks,
                right=f"{KIND_WORD[Kind.PASSAGE]}{page}",
                icon="file-search",
                run=partial(view.trail.begin, query, hits, hit),
            )
        )
    return made


def _actions(window: Window) -> Iterable[Entry]:
    action_set = window.action_set
    if action_set is None:
        return
    for action in action_set.actions:
        if action.id == "edit.palette" or not action.enabled(window):
            continue
        words = action.words(window)
        if words:
            keys = action_set.keys_of(action)
            yield Entry(
                id=action.id,
                kind=Kind.ACTION,
                words=words,
                detail=tr(action.subject.value),
                right=keys[0] if keys else "",
                icon="chevron-right",
                run=partial(window.do, action.id),
            )


def _claim(view: ProjectView, row: ClaimRow) -> Entry:
    return Entry(
        id=row.id,
        kind=Kind.CLAIM,
        lead=str(row.number),
        words=row.statement,
        detail=f"{row.code} · {marks.standing(row)}",
        right=KIND_WORD[Kind.CLAIM],
        shape=marks.shape(row.settled),
        tone=marks.tone(row.settled),
        run=partial(view.open_claim, row.id),
    )


def _document(view: ProjectView, one: DocumentView) -> Entry:
    detail = " · ".join(part for part in (one.publisher, day(one.date), one.original_name) if part)
    return Entry(
        id=one.id,
        kind=Kind.DOCUMENT,
        lead=one.code,
        words=one.title,
        detail=detail,
        right=KIND_WORD[Kind.DOCUMENT],
        icon=DOCUMENT_ICON[one.kind],
        run=partial(view.open_document, one.id),
    )


def _best(query: str, offered: Iterable[Entry], *, most: int = AT_MOST) -> list[Entry]:
    """Return the entries that hold every word of the query, those that begin with it first."""
    wanted = query.casefold().split()
    ranked = []
    for number, entry in enumerate(offered):
        heap = f"{entry.lead} {entry.words} {entry.detail}".casefold()
        if all(word in heap for word in wanted):
            ranked.append((_rank(wanted, heap), number, entry))
    ranked.sort(key=lambda one: one[:2])
    return [entry for _, _, entry in ranked[:most]]


def _rank(wanted: list[str], heap: str) -> int:
    """Return 0 for a match at the start, 1 where every word begins a word, 2 for the rest."""
    if not wanted or heap.strip().startswith(" ".join(wanted)):
        return 0
    return 1 if all(f" {word}" in f" {heap}" for word in wanted) else 2
