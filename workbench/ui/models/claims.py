"""The claims of the navigator: filtered by words, work status and verdict."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from workbench.desk.views import ClaimRow
from workbench.model.sets import Polarity, WorkStatus
from workbench.ui import marks, words
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.text import tr


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to show; empty parts let everything through. ``judged`` False: those without a verdict.

    ``dropped``: those taken out of the work, which are fed instead of the others.
    """

    text: str = ""
    status: WorkStatus | None = None
    polarity: Polarity | None = None
    judged: bool | None = None
    with_findings: bool = False
    dropped: bool = False

    def lets(self, row: ClaimRow) -> bool:
        """Say whether ``row`` is shown."""
        return (
            (self.status is None or row.status is self.status)
            and (self.polarity is None or (row.settled is not None and row.settled.polarity is self.polarity))
            and (self.judged is None or (row.settled is not None) is self.judged)
            and (not self.with_findings or row.findings > 0)
            and (not self.text or self._has_words(row))
        )

    def _has_words(self, row: ClaimRow) -> bool:
        heap = f"{row.number} {row.code} {row.statement}".casefold()
        return all(word in heap for word in self.text.casefold().split())


class ClaimsModel(RowsModel[ClaimRow]):
    """The claims that pass the filter, in the order of the article."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(lambda row: f"{row.number} {row.statement}", spoken, parent)
        self._all: list[ClaimRow] = []
        self._filter = ClaimFilter()

    @property
    def filter(self) -> ClaimFilter:
        """Which claims are shown."""
        return self._filter

    def feed(self, rows: list[ClaimRow]) -> None:
        """Take all claims."""
        self._all = rows
        self.put([row for row in rows if self._filter.lets(row)])

    def narrow(self, wanted: ClaimFilter) -> None:
        """Show only claims that pass ``wanted``."""
        self._filter = wanted
        self.feed(self._all)


def spoken(row: ClaimRow) -> str:
    """Return a claim row as a sentence."""
    counts = words.spoken_tallies(supports=row.supports, refutes=row.refutes, mixed=row.mixed, context=row.context)
    parts = [
        f"{tr('Claim')} {row.number}: {row.statement}",
        marks.standing(row),
        counts,
        f"{row.findings} {tr('findings')}" if row.findings else "",
    ]
    return ". ".join(part for part in parts if part)
