"""The navigator: what there is, with counts, and the list of the part that is chosen."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QStackedWidget, QVBoxLayout

from workbench.checks.finding import Finding
from workbench.desk.views import ChangeView, ClaimRow, DocumentView, QueryView
from workbench.ui.basics import rule
from workbench.ui.models.claims import ClaimFilter, ClaimsModel
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.panels import faces
from workbench.ui.panels.filter_box import FilterBox
from workbench.ui.panels.nav_button import NavButton
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import tr
from workbench.ui.workspace import News, Workspace


class Part(StrEnum):
    """The lists of the navigator."""

    CLAIMS = "claims"
    EVIDENCE = "evidence"
    FINDINGS = "findings"
    QUERIES = "queries"


PART_WORD = {
    Part.CLAIMS: tr("Claims"),
    Part.EVIDENCE: tr("Evidence"),
    Part.FINDINGS: tr("Findings"),
    Part.QUERIES: tr("Queries and changes"),
}


class Navigator(QFrame):
    """Says what the user went to; shows what the workspace has."""

    article_chosen = Signal(str)
    claim_chosen = Signal(str)
    claim_opened = Signal(str)
    document_opened = Signal(str)
    finding_opened = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("navigator")
        self.setAccessibleName(tr("Navigator"))
        self._workspace = workspace
        self._article = NavButton(tr("Article"))
        self._article.setCheckable(False)
        self._article.clicked.connect(self._choose_article)
        self._buttons = {part: NavButton(word) for part, word in PART_WORD.items()}
        self.filter = FilterBox()
        self.claims = ClaimsModel()
        self.evidence: RowsModel[DocumentView] = RowsModel(_document_title, _document_title)
        self.findings: RowsModel[Finding] = RowsModel(_finding_title, _finding_spoken, key=lambda row: row.key)
        self.queries: RowsModel[QueryView | ChangeView] = RowsModel(_query_title, _query_title)
        self._lists = QStackedWidget()
        self.part = Part.CLAIMS
        self._lay_out()
        self._wire()
        workspace.changed.connect(self.refresh)
        self.show_part(Part.CLAIMS)
        self.refresh()

    def show_part(self, part: Part) -> None:
        """Show one of the lists."""
        self._buttons[part].setChecked(True)
        self._lists.setCurrentWidget(self.lists[part])
        self.filter.setVisible(part is Part.CLAIMS)
        self.part = part
        self._feed()

    def refresh(self, news: News | None = None) -> None:
        """Show what there is now."""
        self._feed()
        self._count()

    def show_claim(self, claim_id: str) -> None:
        """Put the cursor on a claim."""
        self.lists[Part.CLAIMS].show_current(claim_id)

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self.lists[self.part].setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._article)
        group = QButtonGroup(self)
        for button in self._buttons.values():
            group.addButton(button)
            layout.addWidget(button)
        layout.addSpacing(4)
        layout.addWidget(self.filter)
        layout.addWidget(rule())
        self.lists = {
            Part.CLAIMS: RowList(
                tr("Claims"),
                self.claims,
                faces.claim_face,
                tr("No claims yet. Select some words in the article and press C to mark a claim."),
            ),
            Part.EVIDENCE: RowList(
                tr("Evidence"),
                self.evidence,
                faces.document_face,
                tr("No evidence yet. Drop files into this window, or press Ctrl+K and type “cite”."),
            ),
            Part.FINDINGS: RowList(
                tr("Findings"), self.findings, faces.finding_face, tr("No findings. Nothing contradicts itself so far.")
            ),
            Part.QUERIES: RowList(
                tr("Queries and changes"),
                self.queries,
                faces.query_face,
                tr("No queries yet. Press Q to ask the author about a claim, H to propose other words."),
            ),
        }
        for one in self.lists.values():
            self._lists.addWidget(one)
        layout.addWidget(self._lists, 1)

    def _wire(self) -> None:
        for part, button in self._buttons.items():
            button.clicked.connect(lambda _=False, chosen=part: self.show_part(chosen))
        self.filter.changed.connect(self._narrow)
        self.lists[Part.CLAIMS].chosen.connect(lambda row: self.claim_chosen.emit(row.id))
        self.lists[Part.CLAIMS].opened.connect(self._open_claim)
        self.lists[Part.EVIDENCE].opened.connect(lambda row: self.document_opened.emit(row.id))
        self.lists[Part.FINDINGS].opened.connect(self.finding_opened)
        self.lists[Part.QUERIES].opened.connect(lambda row: self.claim_opened.emit(row.claim_id))

    def _choose_article(self) -> None:
        """Go to the article; where there are several, ask which."""
        articles, now = self._workspace.articles, self._workspace.article
        if len(articles) < 2:
            self.article_chosen.emit(now.id if now is not None else "")
            return
        menu = QMenu(self)
        for one in articles:
            choice = menu.addAction(
                f"{one.code}  {one.title}".replace("&", "&&"), partial(self.article_chosen.emit, one.id)
            )
            choice.setCheckable(True)
            choice.setChecked(one is now)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._article.mapToGlobal(self._article.rect().bottomLeft()))

    def _open_claim(self, row: ClaimRow) -> None:
        self.claim_chosen.emit(row.id)
        self.claim_opened.emit(row.id)

    def _narrow(self, wanted: ClaimFilter) -> None:
        """Show the claims that pass a filter; dropped ones are a list of their own."""
        turned = wanted.dropped != self.claims.filter.dropped
        self.claims.narrow(wanted)
        if turned:
            self._feed()

    def _feed(self) -> None:
        match self.part:
            case Part.CLAIMS:
                dropped = self.claims.filter.dropped
                self.claims.feed(self._workspace.dropped if dropped else self._workspace.rows)
                self.show_claim(self._workspace.claim_id)
            case Part.EVIDENCE:
                self.evidence.put(self._workspace.fresh_documents())
            case Part.FINDINGS:
                self.findings.put(self._workspace.findings)
            case Part.QUERIES:
                self.queries.put(self._workspace.queries)

    def _count(self) -> None:
        article = self._workspace.article
        several = len(self._workspace.articles) > 1
        name = f"{tr('Article')} {article.code}" if article and several else tr("Article")
        self._article.setText(f"{name} · {tr('version')} {article.seq}" if article else name)
        count = tr("%1 articles ▾").replace("%1", str(len(self._workspace.articles))) if several else ""
        self._article.show_count(count if article else tr("none yet"))
        self._buttons[Part.CLAIMS].show_count(str(len(self._workspace.rows)))
        self._buttons[Part.EVIDENCE].show_count(str(len(self._workspace.documents)))
        self._buttons[Part.FINDINGS].show_count(str(len(self._workspace.findings)))
        self._buttons[Part.QUERIES].show_count(str(len(self._workspace.queries)))


def _document_title(row: DocumentView) -> str:
    return f"{row.code} {row.title}"


def _finding_title(row: Finding) -> str:
    return f"{row.code} {row.sentence}".strip()


def _finding_spoken(row: Finding) -> str:
    return f"{row.code} {row.sentence}. {row.fix}".strip()


def _query_title(row: QueryView | ChangeView) -> str:
    words = row.text if isinstance(row, QueryView) else f"{row.was} → {row.should_be}"
    return f"{row.claim_code} {words}"
