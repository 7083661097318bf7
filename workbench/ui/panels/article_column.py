"""The article with its claims: marks, margin notes, what is still unmarked, and the place it was left at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from workbench.desk import claims
from workbench.desk.views import ArticleView
from workbench.ui import marks
from workbench.ui.pages.contract import MarginNote, Mark, Place, Selection
from workbench.ui.pages.text_page import TextPage
from workbench.ui.panels.empty_article import EmptyArticle
from workbench.ui.workspace import News, Workspace

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.pages.selection_bar import SelectionBar

# Code points of a text whose sentences are found while one waits; those of a longer one are found beside the window.
SHORT = 60_000
# Nouns that no mark in the article depends on.
UNMARKED = {"document", "custody_event", "file_blob", "query", "proposed_change", "waiver", "finding"}


class ArticleColumn(QFrame):
    """Shows one article at a time."""

    selected = Signal()
    action_chosen = Signal(str)
    paste_wanted = Signal()
    choose_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("reader")
        self._workspace = workspace
        self.article: ArticleView | None = None
        self.coverage_shown = False
        self._marks: dict[str, tuple[Mark, MarginNote]] = {}
        self._known = ""  # the version whose sentences were found
        self.page = TextPage()
        self.page.setAccessibleName("Article")
        self._empty = EmptyArticle()
        self._empty.paste_wanted.connect(self.paste_wanted)
        self._empty.choose_wanted.connect(self.choose_wanted)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self._empty)
        self._bar: SelectionBar | None = None
        self.page.selection_changed.connect(self._offer)
        self.page.selection_changed.connect(self.selected)
        self.page.mark_activated.connect(self._activate)
        workspace.changed.connect(self.refresh)
        workspace.claim_activated.connect(self.show_claim)

    def show_article(self, article: ArticleView | None) -> None:
        """Show an article, or how to get one."""
        self._stack.setCurrentWidget(self.page if article else self._empty)
        if article is None or (self.article and self.article.version_id == article.version_id):
            self.article = article
            return
        self.article = article
        language = article.language or self._workspace.info.language
        self.page.show_text(article.text, article.blocks, language=language)
        self._mark()

    def refresh(self, news: News) -> None:
        """Show what the desk has now."""
        if news.concerns("article", "article_version"):
            found = next((one for one in self._workspace.articles if self.article and one.id == self.article.id), None)
            self.show_article(found or self._workspace.article)
        if self.article is not None and not news.nouns <= UNMARKED:
            self._mark(news.claims)

    def show_claim(self, claim_id: str, *, reveal: bool = False) -> None:
        """Tint the active claim; ``reveal`` also brings it into view."""
        self.page.set_active(claim_id or None)
        row = self._workspace.row(claim_id) if claim_id else None
        if reveal and row is not None and row.end > row.start:
            self.page.scroll_to(row.start, row.end)

    def show_coverage(self, *, on: bool) -> None:
        """Show which sentences still ask for a claim."""
        self.coverage_shown = on
        if self.article is not None:
            self._mark()

    def selection(self) -> Selection | None:
        """What is selected in the article."""
        return self.page.selection() if self.article is not None else None

    def place(self) -> str:
        """Where the article is being read, to be remembered."""
        return self.page.position().to_text()

    def restore(self, place: str) -> None:
        """Go back to a place."""
        self.page.restore(Place.from_text(place))

    def focus_widget(self) -> QWidget:
        """What the keyboard goes to."""
        return self.page if self.article is not None else self._empty

    @property
    def bar(self) -> SelectionBar:
        """What floats by the selection; made for the first one."""
        if self._bar is None:
            from workbench.ui.pages.selection_bar import SelectionBar, article_actions

            self._bar = SelectionBar(self.page, self.page, article_actions())
            self._bar.triggered.connect(self.action_chosen)
        return self._bar

    def _offer(self) -> None:
        if self._bar is None and self.page.selection() is not None:
            _ = self.bar
            self.page.view_moved.emit()  # the bar was not there yet when the words were selected

    def _mark(self, only: frozenset[str] | None = None) -> None:
        """Mark the claims; ``only`` are the ids of those that may have changed, where that is known."""
        if self.article is None:
            return
        project, version = self._workspace.project, self.article.version_id
        found = claims.highlights(project, version, only=only)
        if only is None:
            self._marks.clear()
        for gone in only or ():
            self._marks.pop(gone, None)
        self._marks |= {one.claim_id: (marks.claim_mark(one), marks.margin_note(one)) for one in found}
        order = sorted(self._marks.values(), key=lambda pair: (pair[0].start, -pair[0].end, int(pair[0].number)))
        shown = [mark for mark, _ in order]
        if self.coverage_shown and self._sentences_known():
            from workbench.desk import coverage

            shown += marks.coverage_marks(coverage.states(project, version))
        self.page.set_marks(shown)
        self.page.set_notes([note for _, note in order])
        self.page.set_active(self._workspace.claim_id or None)

    def _sentences_known(self) -> bool:
        """Say whether the sentences of the article are known; those of a long one are looked for, and shown later."""
        article, project = self.article, self._workspace.project
        if article is None or len(article.text) <= SHORT or self._known == article.version_id:
            return True
        version = article.version_id

        def look(_: Handle) -> None:
            from workbench.desk import coverage

            coverage.states(project, version)

        def found(_: None) -> None:
            self._known = version
            self._mark()

        self._workspace.jobs.run(look, owner=self, done=found)
        return False

    def _activate(self, mark_id: str) -> None:
        if self._workspace.row(mark_id) is not None:
            self._workspace.activate(mark_id)
