"""The inspector: everything about the claim being worked on, top to bottom in the order of the work."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from workbench.desk import claims, crops, evidence, projects, queries, sheets, verdicts
from workbench.desk.sheets import ClaimSheet
from workbench.store.trouble import FileTrouble
from workbench.ui.basics import label, rule
from workbench.ui.notice_bar import NoticeBar
from workbench.ui.notices import Notices
from workbench.ui.panels.claim_head import ClaimHead
from workbench.ui.panels.claim_notes import ClaimNotes
from workbench.ui.panels.evidence_cards import EvidenceCards
from workbench.ui.panels.verdict_box import VerdictBox
from workbench.ui.text import tr
from workbench.ui.workspace import News, Workspace

NOTHING = tr("Select some words in the article and press C to mark a claim. Its evidence and its verdict stand here.")

# Nouns that change the sheets of the claims they belong to and of no other.
ON_ROWS = {"claim", "occurrence", "evidence_link", "passage", "verdict"}

# Nouns that come with a new file: all they change here is what can be cited.
FILES_CAME = {"document", "file_blob", "custody_event"}


# Under this key the project remembers what is being written: claim, rationale, short conclusion.
TYPING = "typing"


class Inspector(QFrame):
    """Shows the sheet of the active claim and sends what is edited to the desk, each as one step."""

    link_opened = Signal(object)
    reference_opened = Signal(str)
    next_finding = Signal()
    conflicts_wanted = Signal()

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Claim"))
        self._workspace = workspace
        self._notices = notices
        self.sheet: ClaimSheet | None = None
        self.notice_bar = NoticeBar()
        self.head = ClaimHead()
        self.cards = EvidenceCards(lambda link_id: crops.crop(workspace.project, link_id))
        self.verdict = VerdictBox(workspace.info.scale)
        self.notes = ClaimNotes()
        self._scroll = QScrollArea()
        self._lay_out()
        self._wire()
        self.refresh()

    def refresh(self, news: News | None = None) -> None:
        """Show the active claim as it stands."""
        claim_id = self._workspace.claim_id
        if not claim_id:
            self.sheet = None
            self._stack.setCurrentIndex(1)
            return
        if news is not None and news.nouns <= FILES_CAME:
            self.verdict.show_documents(self._workspace.documents)
            return
        if news is not None and news.claims is not None and claim_id not in news.claims and news.nouns <= ON_ROWS:
            return
        before = self.sheet.claim.id if self.sheet else ""
        sheet = sheets.sheet(self._workspace.project, claim_id)
        self.notes.show_findings([one for one in self._workspace.findings if one.claim_id == claim_id])
        if sheet == self.sheet and news is not None and not news.concerns("document"):
            return
        self.sheet = sheet
        self.head.show_sheet(sheet)
        self.cards.show_links(sheet.links)
        self.verdict.show_sheet(sheet, self._workspace.documents, self._draft(claim_id))
        self.notes.show_sheet(sheet)
        self._stack.setCurrentIndex(0)
        if before != claim_id:
            self._resume(claim_id)
            self._scroll.verticalScrollBar().setValue(0)

    def activate(self, _claim_id: str) -> None:
        """Another claim is being worked on: keep what is being typed, then show it."""
        self.notice_bar.clear()
        self.refresh()

    def commit(self) -> None:
        """Hand over whatever is being typed. Called before another claim is shown and before closing."""
        if self.sheet is not None:
            self.head.commit()
            self.verdict.commit()

    def submit(self) -> None:
        """Hand over the open form, or whatever is being typed."""
        if self.notes.form.isVisible():
            self.notes.form.send()
        else:
            self.commit()

    def focus_rationale(self) -> None:
        """Put the keyboard into the rationale."""
        self._reveal(self.verdict.rationale)
        self.verdict.rationale.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_statement(self) -> None:
        """Put the keyboard into the statement."""
        self._reveal(self.head.statement)
        self.head.statement.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask(self) -> None:
        """Open the line for a query."""
        self.notes.ask()
        self._reveal(self.notes.form)

    def propose(self) -> None:
        """Open the lines for a change of words."""
        self.notes.propose()
        self._reveal(self.notes.form)

    # -- to the desk ------------------------------------------------------------------------------------------

    def _edit(self, what: dict[str, object]) -> None:
        def again() -> None:
            if "statement" in what:
                self.head.statement.resume(str(what["statement"]))

        self._do(
            lambda sheet: claims.edit(self._workspace.project, sheet.claim.id, **what),  # type: ignore[arg-type]
            again=again,
        )

    def _take_up(self) -> None:
        self._do(lambda sheet: claims.restore(self._workspace.project, sheet.claim.id))

    def _change_link(self, link_id: str, what: dict[str, object]) -> None:
        self._do(lambda _: evidence.edit(self._workspace.project, link_id, **what))  # type: ignore[arg-type]

    def _drop_link(self, link_id: str) -> None:
        self._do(lambda _: evidence.drop(self._workspace.project, link_id))

    def _decide(self, name: str, rationale: str, short: str) -> None:
        def decide(sheet: ClaimSheet) -> None:
            verdicts.decide(
                self._workspace.project, sheet.claim.id, label=name, rationale=rationale, short_conclusion=short
            )
            self._put_draft("", "")

        self._do(decide, again=lambda: self.verdict.resume(rationale, short))

    def _ask(self, text: str) -> None:
        self._do(lambda sheet: queries.ask(self._workspace.project, sheet.claim.id, text), done=self.notes.form.done)

    def _propose(self, was: str, should_be: str, reason: str) -> None:
        self._do(
            lambda sheet: queries.propose(
                self._workspace.project, sheet.claim.id, was=was, should_be=should_be, reason=reason
            ),
            done=self.notes.form.done,
        )

    def _answer(self, query_id: str, text: str) -> None:
        self._do(lambda _: queries.answer(self._workspace.project, query_id, text))

    def _waive(self, key: str, reason: str) -> None:
        from workbench.desk import findings

        self._do(lambda _: findings.waive(self._workspace.project, key, reason))

    def _do(
        self,
        work: Callable[[ClaimSheet], object],
        done: Callable[[], object] | None = None,
        again: Callable[[], object] | None = None,
    ) -> None:
        """Send something to the desk; ``again`` shows once more what was written, where the file could not take it."""
        sheet, lost = self.sheet, False
        if sheet is None:
            return
        self.notice_bar.clear()

        def whole() -> None:
            nonlocal lost
            try:
                work(sheet)
            except FileTrouble:
                lost = True
                raise
            if done is not None:
                done()

        if not self._notices.attempt(whole, near=self):
            self.sheet = None  # what the desk refused is not what stands: show that again
            self.refresh()
            if lost and again is not None:
                again()

    def _open_reference(self, code: str) -> None:
        links = self.sheet.links if self.sheet else ()
        found = next((link for link in links if link.document_code == code), None)
        if found is not None:
            self.link_opened.emit(found)
        else:
            self.reference_opened.emit(code)

    # -- a rationale without a label is no verdict yet: it is kept beside the log --------------------------------

    def _draft(self, claim_id: str) -> tuple[str, str]:
        kept = projects.recall(self._workspace.project, f"draft.{claim_id}")
        match kept:
            case [str(rationale), str(short)]:
                return rationale, short
            case _:
                return "", ""

    def _keep_draft(self, rationale: str, short: str) -> None:
        self._do(lambda _: self._put_draft(rationale, short), again=lambda: self.verdict.resume(rationale, short))

    def _put_draft(self, rationale: str, short: str) -> None:
        self._forget_typing()
        if self.sheet is None or (not (rationale or short) and not any(self._draft(self.sheet.claim.id))):
            return
        projects.remember(self._workspace.project, f"draft.{self.sheet.claim.id}", [rationale, short])

    def _keep_typing(self, rationale: str, short: str) -> None:
        sheet = self.sheet
        if sheet is not None:
            typing = [sheet.claim.id, rationale, short]
            self._notices.attempt(lambda: projects.remember(self._workspace.project, TYPING, typing), near=self)

    def _forget_typing(self) -> None:
        if projects.recall(self._workspace.project, TYPING):
            projects.remember(self._workspace.project, TYPING, [])

    def _resume(self, claim_id: str) -> None:
        match projects.recall(self._workspace.project, TYPING):
            case [str(claim), str(rationale), str(short)] if claim == claim_id:
                self.verdict.resume(rationale, short)

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        canvas = _Canvas()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for at, part in enumerate((self.head, self.cards, self.verdict)):
            if at:
                column.addWidget(rule())
            column.addWidget(part)
        column.addWidget(self.notes)
        column.addStretch(1)
        self._scroll.setWidget(canvas)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Always there: coming and going it would change the width, and with it the height that made it come.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hint = label(NOTHING, "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setMargin(32)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice_bar)
        layout.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self.head.edited.connect(self._edit)
        self.head.pair_wanted.connect(self._workspace.activate)
        self.head.taken_up.connect(self._take_up)
        self.cards.opened.connect(self.link_opened)
        self.cards.changed.connect(self._change_link)
        self.cards.dropped.connect(self._drop_link)
        self.cards.cited.connect(self.verdict.rationale.cite)
        self.verdict.decided.connect(self._decide)
        self.verdict.draft.connect(self._keep_draft)
        self.verdict.typing.connect(self._keep_typing)
        self.verdict.reference_opened.connect(self._open_reference)
        self.verdict.settled_elsewhere.connect(self.conflicts_wanted)
        self.notes.asked.connect(self._ask)
        self.notes.proposed.connect(self._propose)
        self.notes.answered.connect(self._answer)
        self.notes.waived.connect(self._waive)
        self.notes.next_finding.connect(self.next_finding)
        self._workspace.changed.connect(self.refresh)
        self._workspace.claim_leaving.connect(self.commit)
        self._workspace.claim_activated.connect(self.activate)

    def _reveal(self, widget: QWidget) -> None:
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(widget, 0, 60))


class _Canvas(QWidget):
    """What is scrolled: never wider than its view. A width that asked for more would change the heights, these the
    scroll bar, and that the width, for ever.
    """

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())
