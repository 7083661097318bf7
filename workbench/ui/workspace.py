"""The open project as the window sees it: its lists kept fresh, and which claim is being worked on."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from workbench.checks.finding import Finding
from workbench.desk import articles, claims, documents, evidence, projects, queries, verdicts
from workbench.desk.views import ArticleView, ChangeView, ClaimRow, DocumentView, ProjectInfo, QueryView
from workbench.store.project import Project
from workbench.store.steps import Step, Touched
from workbench.ui.jobs import Handle, Jobs

T = TypeVar("T")

# Steps from other threads (an import) are gathered and shown at most this often, in milliseconds.
GATHER = 200
# A step that touches more than this many things is read anew as a whole.
FEW = 40


_ABOUT_CLAIMS = frozenset({"claim", "occurrence", "verdict", "query", "proposed_change", "no_fact", "waiver"})
_ABOUT_EVIDENCE = frozenset({"document", "file_blob", "custody_event", "passage", "evidence_link", "source"})
_FILES_CAME = frozenset({"document", "file_blob", "custody_event"})
# For each list that is kept, the nouns whose change leaves it as it is.
UNTOUCHED = {
    "rows": frozenset({"document", "file_blob", "custody_event", "query", "proposed_change", "no_fact", "waiver"}),
    # How many links a document has is only shown in the list of evidence, which asks for it: see fresh_documents.
    "dropped": frozenset({"document", "file_blob", "custody_event", "query", "proposed_change", "no_fact", "waiver"}),
    "documents": _ABOUT_CLAIMS | {"passage", "evidence_link"},
    "articles": _ABOUT_CLAIMS | _ABOUT_EVIDENCE,
    "queries": _ABOUT_EVIDENCE | {"verdict", "no_fact", "waiver", "occurrence", "claim"},
    "info": _ABOUT_CLAIMS | _ABOUT_EVIDENCE | {"article", "article_version"},
}


@dataclass(frozen=True, slots=True)
class News:
    """What changed since the last news: the nouns, the ids touched, and the claims whose rows changed.

    ``claims`` is None where that would be too long to find out.
    """

    nouns: frozenset[str]
    ids: frozenset[str]
    claims: frozenset[str] | None = None

    def concerns(self, *nouns: str) -> bool:
        """Say whether any of ``nouns`` changed."""
        return not self.nouns.isdisjoint(nouns)


class Workspace(QObject):
    """One open project. ``findings`` are those nobody has waived, as last counted (see FindingWatch).

    ``changed`` carries News, on this thread, after every step or handful of steps.
    """

    changed = Signal(object)
    claim_leaving = Signal()
    claim_activated = Signal(str)

    _from_elsewhere = Signal()

    def __init__(self, project: Project, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self._jobs = jobs
        self.claim_id = ""
        self.article_id = ""  # "" for the first
        self._resting = False  # whether the claim was dropped already when it was chosen
        self.findings: list[Finding] = []
        self._fresh: dict[str, object] = {}
        self._stale_links = False
        self._pending: list[Step] = []
        self._guard = threading.Lock()
        self._timer = QTimer(self, singleShot=True, interval=GATHER)
        self._timer.timeout.connect(self._tell_gathered)
        self._from_elsewhere.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._stop_listening = project.listen(self._step)

    @property
    def jobs(self) -> Jobs:
        """What runs beside the window."""
        return self._jobs

    def close(self) -> None:
        """Stop listening and close the file."""
        self.let_go()
        self.project.close()

    def let_go(self) -> None:
        """Stop listening; the file is closed by whoever goes on with it."""
        self._stop_listening()
        self._timer.stop()

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
    def dropped(self) -> list[ClaimRow]:
        """The claims that were dropped, in the order of the article."""
        return self._kept("dropped", lambda: claims.rows(self.project, dropped=True))

    def fresh_documents(self) -> list[DocumentView]:
        """The evidence with its links counted now."""
        if self._stale_links:
            self._fresh.pop("documents", None)
            self._stale_links = False
        return self.documents

    def read_documents_again(self) -> None:
        """Forget what is known of the evidence: OCR read pages of it, which is no step."""
        self._fresh.pop("documents", None)

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
        """The article being worked on: the one chosen, else the first; None in an empty project."""
        chosen = (one for one in self.articles if one.id == self.article_id)
        return next(chosen, None) or next(iter(self.articles), None)

    def article_of(self, claim_id: str) -> ArticleView | None:
        """The article a claim belongs to."""
        row = self.row(claim_id)
        return next((one for one in self.articles if row is not None and one.code == f"A{row.article}"), None)

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
        if claim_id and self.row(claim_id) is None and not self.is_dropped(claim_id):
            claim_id = ""
        if claim_id != self.claim_id:
            self.claim_leaving.emit()
            self.claim_id = claim_id
            self._resting = bool(claim_id) and self.row(claim_id) is None
            self.claim_activated.emit(claim_id)

    def is_dropped(self, claim_id: str) -> bool:
        """Say whether a claim was taken out of the work."""
        return any(row.id == claim_id for row in self.dropped)

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

    def _tell_gathered(self) -> None:
        """Tell what other threads did. While files come in, the list of evidence is read in a thread as well: here it
        would wait for their commits.
        """
        with self._guard:
            nouns = {one.noun for step in self._pending for one in step.touched}
        if not nouns <= _FILES_CAME:
            self._tell()
            return

        def read(_: Handle) -> list[DocumentView]:
            return documents.listing(self.project)

        def done(found: list[DocumentView]) -> None:
            self._tell(found)

        self._jobs.run(read, owner=self, done=done)

    def _tell(self, listed: list[DocumentView] | None = None) -> None:
        with self._guard:
            steps, self._pending = self._pending, []
        if not steps:
            return
        touched = [one for step in steps for one in step.touched]
        nouns, ids = (frozenset(getattr(one, name) for one in touched) for name in ("noun", "id"))
        news = News(nouns, ids, self._claims_of(touched))
        self._forget(news)
        if listed is not None:
            self._fresh["documents"] = listed
        stands = not self.claim_id or self.row(self.claim_id) is not None
        if not stands and not (self._resting and self.is_dropped(self.claim_id)):
            self.activate("")
        self._resting = self._resting and not stands
        self.changed.emit(news)

    def _forget(self, news: News) -> None:
        """Forget what the news may have changed; what was read and is not touched stays."""
        self._stale_links = self._stale_links or news.concerns("evidence_link")
        rows = self._fresh.get("rows")
        for key, leaves in UNTOUCHED.items():
            if not news.nouns <= leaves:
                self._fresh.pop(key, None)
        if rows is not None and news.claims is not None:
            self._fresh["rows"] = self._with_new_rows(cast(list[ClaimRow], rows), news.claims)

    def _claims_of(self, touched: Sequence[Touched]) -> frozenset[str] | None:
        """Return the claims whose rows the step changed; None where that cannot be said quickly."""
        found: set[str] = set()
        for one in touched:
            claim = self._claim_of(one) if len(touched) <= FEW else None
            if claim is None:
                return None
            found.add(claim)
        return frozenset(found - {""})

    def _claim_of(self, one: Touched) -> str | None:
        """Return the claim whose row a change concerns, "" for none, None for who knows."""
        match one.noun:
            case "claim":
                return one.id
            case "evidence_link" if one.kind != "delete":
                return evidence.get(self.project, one.id).claim_id
            case "verdict" if self.claim_id:
                mine = (verdict.id for verdict in verdicts.history(self.project, self.claim_id))
                return self.claim_id if one.id in mine else None
            case "occurrence":
                return claims.of_occurrence(self.project, one.id)
            case "passage" | "query" | "proposed_change" | "no_fact" | "waiver":
                return ""
            case _:
                return None

    def _with_new_rows(self, rows: list[ClaimRow], ids: frozenset[str]) -> list[ClaimRow]:
        """Return the rows with those of ``ids`` read anew: with a thousand claims, all of them take too long."""
        if not ids:
            return rows
        fresh = claims.rows(self.project, findings=self._findings_by_claim(), only=ids)
        merged = [row for row in rows if row.id not in ids] + fresh
        return sorted(merged, key=lambda row: row.place)

    def _findings_by_claim(self) -> Counter[str]:
        return Counter(one.claim_id for one in self.findings if one.claim_id)

    def _read_rows(self) -> list[ClaimRow]:
        return claims.rows(self.project, findings=self._findings_by_claim())

    def _kept(self, key: str, read: Callable[[], T]) -> T:
        if key not in self._fresh:
            self._fresh[key] = read()
        return cast(T, self._fresh[key])
