"""Looking up a list of names: each of them in every document, with how often and where it opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from workbench.desk import asked, search
from workbench.desk.search import NO_FILTERS, About, Filters
from workbench.errors import WorkbenchError
from workbench.store import looking
from workbench.store.index import Part
from workbench.store.looking import Limits
from workbench.store.project import Project

AT_MOST = 5000  # names in one list

_MARKS = re.compile(r"[\"“”„‟«»]")


class NoNames(WorkbenchError):
    """The list holds no name, or too many."""


@dataclass(frozen=True, slots=True)
class InDocument:
    """How many passages of a document hold a name."""

    id: str
    code: str
    title: str
    hits: int


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name of the list, the query that finds it, and the documents in which it is, those with most passages first.

    ``problem`` is the sentence that says why it could not be looked for.
    """

    name: str
    query: str
    documents: tuple[InDocument, ...] = ()
    problem: str = ""

    @property
    def hits(self) -> int:
        """In how many passages it is."""
        return sum(one.hits for one in self.documents)


def read(words: str) -> list[str]:
    """Return the names of a list, one a line, each once; raise NoNames for none or more than ``AT_MOST``."""
    lines = (" ".join(_MARKS.sub(" ", line).split()) for line in words.splitlines())
    names = list(dict.fromkeys(line for line in lines if line))
    if not names:
        raise NoNames("Paste some names, one on each line.")
    if len(names) > AT_MOST:
        raise NoNames(f"The list holds {len(names)} names; look up at most {AT_MOST} at a time.")
    return names


def query_for(name: str) -> str:
    """Return the query that finds a name: its words in this order; "Sharif, Nawaz" in the other one, too."""
    last, comma, first = name.rstrip("*").partition(",")
    star = "*" if name.endswith("*") else ""
    if comma and first.strip() and last.strip():
        return f'"{first.strip()} {last.strip()}" OR "{last.strip()} {first.strip()}"'
    return f'"{last.strip()}"{star}'


def look_up(
    project: Project,
    names: list[str],
    *,
    filters: Filters = NO_FILTERS,
    stop: Callable[[], bool] = search.never,
    progress: Callable[[int, int], object] | None = None,
) -> list[NameFound]:
    """Return each name with the documents in which it is, in the order of the list. Raises Interrupted."""
    found = []
    with project.read() as snapshot:
        limits = search.limits_of(snapshot, filters)
        known = {one.id: one for one in search.about(snapshot)}
    for done, name in enumerate(names):
        found.append(_find(project, name, limits, known, stop))
        if progress is not None:
            progress(done + 1, len(names))
    return found


def _find(project: Project, name: str, limits: Limits, known: dict[str, About], stop: Callable[[], bool]) -> NameFound:
    """Look up one name. Each has a look of its own: who writes meanwhile never waits for a whole list."""
    query = query_for(name)
    try:
        match = asked.parse(query).match
    except WorkbenchError as error:
        return NameFound(name, query, problem=str(error))
    with project.read() as snapshot, snapshot.until(stop):
        counted = looking.tally(snapshot, match, Part.DOCUMENT, limits)
    made = [InDocument(one.id, one.code, one.title, counted[one.id]) for one in known.values() if one.id in counted]
    return NameFound(name, query, tuple(sorted(made, key=lambda one: -one.hits)))
