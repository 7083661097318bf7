"""Coverage: which sentences of the article are claimed, declared to state no fact, or still open."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from workbench import model
from workbench.anchors.quote import describe, trim
from workbench.desk import articles
from workbench.desk.views import SentenceState
from workbench.errors import WorkbenchError
from workbench.model.sets import WorkStatus
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.suggest import factual
from workbench.suggest.sentences import sentences


class UnknownMark(WorkbenchError):
    """The mark is not in the project."""


def no_fact(project: Project, version_id: str, start: int, end: int) -> str:
    """Declare that ``text[start:end]`` states no fact; return the mark's id. Raises NothingSelectedError."""
    with project.read() as snapshot:
        version = articles.version(snapshot, version_id)
    quote = describe(version.text, *trim(version.text, start, end))
    row = model.NoFact(
        version_id=version_id,
        start=quote.start,
        end=quote.end,
        exact=quote.exact,
        by=project.acting.person_name,
        at=now(),
    )
    with project.step("Mark as no fact") as session:
        session.add(row)
    return row.id


def take_back(project: Project, mark_id: str) -> None:
    """Take a "no fact" mark away; raise UnknownMark."""
    with project.step("Remove no-fact mark") as session:
        row = session.get(model.NoFact, mark_id)
        if row is None:
            raise UnknownMark("There is no such mark in this project.")
        session.delete(row)


def marks(project: Project, version_id: str) -> list[tuple[str, int, int]]:
    """Return the "no fact" marks of a version as (id, start, end), in text order."""
    query = 'SELECT id, start, "end" FROM no_fact WHERE version_id = ? ORDER BY start'
    with project.read() as snapshot:
        return [(ident, start, end) for ident, start, end in snapshot.exec_driver_sql(query, (version_id,))]


def states(project: Project, version_id: str) -> list[SentenceState]:
    """Return every sentence of a version with its state: claim, no_fact, open (factual, unmarked) or plain.

    A sentence counts as claimed once any claim touches it.
    """
    with project.read() as snapshot:
        version = articles.version(snapshot, version_id)
        query = (
            "SELECT o.start, o.end FROM occurrence o JOIN claim c ON c.id = o.claim_id"
            " WHERE o.version_id = ? AND c.status <> ?"
        )
        claimed = [(row[0], row[1]) for row in snapshot.exec_driver_sql(query, (version_id, WorkStatus.DROPPED.value))]
    declared = [(start, end) for _, start, end in marks(project, version_id)]
    claimed_there, declared_there = _Spans(claimed), _Spans(declared)
    starts = [block.start for block in articles.blocks_of(version)]
    made = []
    for start, end, reasons in _sentences(version.text):
        if claimed_there.touch(start, end):
            state = "claim"
        elif declared_there.touch(start, end):
            state = "no_fact"
        else:
            state = "open" if reasons else "plain"
        made.append(SentenceState(start, end, bisect_right(starts, start), state, reasons))
    return made


@lru_cache(maxsize=4)  # a version's text never changes, and long articles take half a second
def _sentences(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    return [
        (start, end, tuple(str(reason) for reason in factual.reasons(text[start:end])))
        for start, end in sentences(text)
    ]


class _Spans:
    """Spans that may overlap, asked often: a long article has ten thousand sentences and a thousand claims."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))  # how far those up to here go

    def touch(self, start: int, end: int) -> bool:
        """Say whether any of them shares a character with ``start`` to ``end``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
