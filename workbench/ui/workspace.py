"""The open project as the window sees it: its lists kept fresh, and which claim is being worked on."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from workbench.checks.finding import Finding
from workbench.desk import articles, claims, documents, projects, queries
from workbench.desk.views import ArticleView, ChangeView, ClaimRow, DocumentView, ProjectInfo, QueryView
from workbench.store.project import Project, Step

T = TypeVar("T")

# Steps from other threads (an import) are gathered and shown at most this often, in milliseconds.
GATHER = 200


@dataclass(frozen=True, slots=True)
class News:
    """What changed since the last news: the nouns, and the ids touched."""

    nouns: frozenset[str]
    ids: frozenset[str]

    def concerns(self, *nouns: str) -> bool:
        """Say whether any of ``nouns`` changed."""
        return not self.nouns.isdisjoint(nouns)


ALL_NEWS = News(frozenset({"*"}), frozenset())


class Workspace(QObject):
    """One open project. ``findings`` are those nobody has waived, as last counted (see FindingWatch).

    ``changed`` carries News, on this thread, after every step or handful of steps.
    """

    changed = Signal(object)
    claim_leaving = Signal()
    claim_activated = Signal(str)

    _from_elsewhere = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.claim_id = ""
        self.findings: list[Finding] = []
        self._fresh: dict[str, object] = {}
        self._pending: list[Step] = []
        self._guard = threading.Lock()
        self._timer = QTimer(self, singleShot=True, interval=GATHER)
        self._timer.timeout.connect(self._tell)
        self._from_elsewhere.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._stop_listening = project.listen(self._step)

    def close(self) -> None:
        """Stop listening and close the file."""
        self._stop_listening()
        self._timer.stop()
        self.project.close()

    # -- what there is, read once per change ----------------------------------------------------------------

    @property
    def info(self) -> ProjectInfo:
        """The project as a whole."""
        return self._kept("info", lambda: projects.info(self.project))

    @property
    def rows(self) -> list[ClaimRow]:
        """The claims in the order of the article."""
        return self._kept("rows", self._read_rows)

    @property
    def documents(self) -> list[DocumentView]:
        """The evidence in the order of its codes."""
        return self._kept("documents", lambda: documents.listing(self.project))

    @property
    def articles(self) -> list[ArticleView]:
        """The articles in their newest versions."""
        return self._kept("articles", lambda: articles.listing(self.project))

    @property
    def queries(self) -> list[QueryView | ChangeView]:
        """The queries and the proposed changes."""
        return self._kept("queries", lambda: [*queries.listing(self.project), *queries.changes(self.project)])

    @property
    def article(self) -> ArticleView | None:
        """The first article, None in an empty project."""
        return next(iter(self.articles), None)

    def row(self, claim_id: str) -> ClaimRow | None:
        """The claim of this id in the list, None where it is not."""
        return next((row for row in self.rows if row.id == claim_id), None)

    @property
    def active_row(self) -> ClaimRow | None:
        """The claim being worked on."""
        return self.row(self.claim_id) if self.claim_id else None

    def document(self, document_id: str) -> DocumentView | None:
        """The document of this id, None where there is none."""
        return next((one for one in self.documents if one.id == document_id), None)

    # -- the claim being worked on --------------------------------------------------------------------------

    def activate(self, claim_id: str) -> None:
        """Make a claim the one being worked on; "" for none."""
        if claim_id and self.row(claim_id) is None:
            claim_id = ""
        if claim_id != self.claim_id:
            self.claim_leaving.emit()
            self.claim_id = claim_id
            self.claim_activated.emit(claim_id)

    def neighbour(self, by: int) -> str:
        """Return the id of the claim ``by`` places further on in the article; the nearest end where there is none."""
        rows = self.rows
        if not rows:
            return ""
        at = next((i for i, row in enumerate(rows) if row.id == self.claim_id), -1 if by > 0 else len(rows))
        return rows[min(max(at + by, 0), len(rows) - 1)].id

    def take_findings(self, found: list[Finding]) -> None:
        """Take what the rules have found; told as news where it differs."""
        if found != self.findings:
            self.findings = found
            self._fresh.pop("rows", None)
            self.changed.emit(News(frozenset({"finding"}), frozenset()))

    # -- news -------------------------------------------------------------------------------------------------

    def _step(self, step: Step) -> None:
        with self._guard:
            self._pending.append(step)
        if QThread.currentThread() is self.thread():
            self._tell()
        else:
            self._from_elsewhere.emit()

    def _gather(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        with self._guard:
            steps, self._pending = self._pending, []
        if not steps:
            return
        touched = [one for step in steps for one in step.touched]
        self._fresh.clear()
        if self.claim_id and self.row(self.claim_id) is None:
            self.activate("")
        self.changed.emit(News(frozenset(one.noun for one in touched), frozenset(one.id for one in touched)))

    def _read_rows(self) -> list[ClaimRow]:
        counts = Counter(one.claim_id for one in self.findings if one.claim_id)
        return claims.rows(self.project, findings=counts)

    def _kept(self, key: str, read: Callable[[], T]) -> T:
        if key not in self._fresh:
            self._fresh[key] = read()
        return cast(T, self._fresh[key])
