"""The reader: tabs above, the article and the evidence below, one at a time or side by side."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout

from workbench.desk.views import ArticleView, DocumentView, Hit, LinkView
from workbench.reports.dates import day
from workbench.ui.notice_bar import NoticeBar
from workbench.ui.notices import Notices
from workbench.ui.panels.article_column import ArticleColumn
from workbench.ui.panels.evidence_column import EvidenceColumn
from workbench.ui.panels.evidence_pages import PageMaker
from workbench.ui.panels.reader_tabs import ReaderTabs, Tab, TabKind
from workbench.ui.text import tr
from workbench.ui.workspace import News, Workspace

if TYPE_CHECKING:
    from workbench.ui.desk_pages.page import DeskPage
    from workbench.ui.pages.pdf_page import PdfPage
    from workbench.ui.pages.sheet_page import SheetPage
    from workbench.ui.pages.text_page import TextPage
    from workbench.ui.panels.encoding_bar import EncodingBar
    from workbench.ui.panels.find_bar import FindBar
    from workbench.ui.panels.time_bar import TimeBar
    from workbench.ui.panels.version_bar import VersionBar

# What the bars by a selection offer, and the actions that do it.
ARTICLE_ACTIONS = {"mark": "claim.mark", "pair": "claim.mark_pair", "no_fact": "claim.no_fact", "query": "review.query"}
EVIDENCE_ACTIONS = {
    "supports": "evidence.supports",
    "contradicts": "evidence.refutes",
    "mixed": "evidence.mixed",
    "context": "evidence.context",
    "table": "evidence.table",
}


class Reader(QFrame):
    """What is being read. ``selection_changed`` fires for either side, ``turned`` when another tab is in front."""

    selection_changed = Signal()
    turned = Signal()
    link_activated = Signal(str)
    asked = Signal(str)
    page_shown = Signal(bool)

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("reader")
        self.setAccessibleName(tr("Reader"))
        self._workspace = workspace
        self._notices = notices
        self._split = False
        self.halves: list[int] | None = None
        self._article_tab: Tab | None = None
        self._places: dict[str, str] = {}
        self.tabs = ReaderTabs()
        self.notice_bar = NoticeBar()
        self.article = ArticleColumn(workspace)
        self.evidence = EvidenceColumn(workspace, PageMaker(workspace))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.article)
        self.splitter.addWidget(self.evidence)
        self.splitter.splitterMoved.connect(lambda _at, _which: self.keep_halves(self.splitter.sizes()))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.tabs)
        self._layout.addWidget(self.notice_bar)
        self._layout.addWidget(self.splitter, 1)
        self._pages = QStackedWidget()
        self._pages.setObjectName("pages")
        self._layout.addWidget(self._pages, 1)
        self.tabs.chosen.connect(self._turn)
        self.tabs.closed.connect(self.close_tab)
        self.tabs.split.connect(lambda _: self._ask_split())
        self.tabs.coverage.connect(lambda on: self.article.show_coverage(on=on))
        self.article.selected.connect(self.selection_changed)
        self.evidence.selected.connect(self.selection_changed)
        self.evidence.link_activated.connect(self.link_activated)
        self.evidence.place_told.connect(self.tabs.show_place)
        bar = self.evidence.document_bar
        bar.opened.connect(self._open_belonging)
        self.evidence.partner_bar.wanted.connect(self._open_belonging)
        bar.whole.connect(lambda _: self.asked.emit("evidence.whole_page"))
        bar.listed.connect(lambda: self.asked.emit("evidence.contents"))
        self.article.action_chosen.connect(lambda name: self.asked.emit(ARTICLE_ACTIONS[name]))
        self.evidence.stance_chosen.connect(lambda name: self.asked.emit(EVIDENCE_ACTIONS[name]))
        workspace.changed.connect(self.refresh)
        self.open_article(workspace.article)

    # -- what is open -----------------------------------------------------------------------------------------

    @property
    def split(self) -> bool:
        """Whether article and evidence stand side by side."""
        return self._split

    @property
    def reading_evidence(self) -> bool:
        """Whether a document is in front."""
        tab = self.tabs.current
        return tab is not None and tab.kind is TabKind.DOCUMENT

    @property
    def page_in_front(self) -> DeskPage | None:
        """The page of the project that is in front; None where something is being read."""
        tab = self.tabs.current
        return cast("DeskPage", self._pages.currentWidget()) if tab is not None and tab.kind is TabKind.PAGE else None

    def page(self, name: str) -> DeskPage | None:
        """Return the open page of this name."""
        pages = (cast("DeskPage", self._pages.widget(at)) for at in range(self._pages.count()))
        return next((one for one in pages if one.objectName() == name), None)

    def open_page(self, page: DeskPage) -> None:
        """Bring a page of the project to the front."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.tabs.open(Tab(TabKind.PAGE, page.objectName()), page.accessibleName())
        self._arrange()

    def open_article(self, article: ArticleView | None) -> None:
        """Bring the article to the front; without one, say how to get it."""
        self.article.show_article(article)
        if self._article_tab is None:
            self._article_tab = Tab(TabKind.ARTICLE, "")
        self.tabs.open(self._article_tab, tr("Article"), article.title if article else "")
        self._arrange()

    def open_document(self, document: DocumentView, *, span: tuple[int, int] | None = None) -> bool:
        """Bring a document to the front, at ``span`` of its text where given. Returns whether it could be shown."""
        page = None

        def show() -> None:
            nonlocal page
            page = self.evidence.show_document(document)

        if not self._notices.attempt(show, near=self) or page is None:
            return False
        self.tabs.open(Tab(TabKind.DOCUMENT, document.id), _title(document), document.title)
        self._arrange()
        if span is not None and span[1] > span[0]:
            page.scroll_to(*span)
        return True

    def _open_belonging(self, document_id: str) -> None:
        document = self._workspace.document(document_id)
        if document is not None and self.open_document(document):
            self.focus_reading()

    def open_last_document(self) -> None:
        """Bring the last document with a tab to the front: after opening a project none is loaded behind its tab."""
        last = next((tab for tab in reversed(self.tabs.tabs) if tab.kind is TabKind.DOCUMENT), None)
        document = self._workspace.document(last.id) if last is not None else None
        if document is not None:
            self.open_document(document)
            self._restore_place()

    def add_tab(self, document: DocumentView) -> None:
        """Add a tab for a document that is shown only once the tab is chosen."""
        self.tabs.add(Tab(TabKind.DOCUMENT, document.id), _title(document), document.title)

    def restore_places(self, places: dict[str, str]) -> None:
        """Remember where documents were read; each goes there when it is shown."""
        self._places = dict(places)
        self._restore_place()

    def reading_page(self) -> TextPage | PdfPage:
        """Return the page of words in front, in which a caret can move."""
        page = self.evidence.caret_page() if self.reading_evidence else None
        return page or self.article.page

    @cached_property
    def version_bar(self) -> VersionBar:
        """The line that asks as what to take in a file that is like the article."""
        from workbench.ui.panels.version_bar import VersionBar

        bar = VersionBar()
        bar.left.connect(self.focus_reading)
        self.hold(bar)
        return bar

    @cached_property
    def encoding_bar(self) -> EncodingBar:
        """The line that asks in which encoding to read a text again."""
        from workbench.ui.panels.encoding_bar import EncodingBar

        bar = EncodingBar()
        self.hold(bar)
        return bar

    @cached_property
    def time_bar(self) -> TimeBar:
        """The line that takes a time to go to in a transcript."""
        from workbench.ui.panels.time_bar import TimeBar

        bar = TimeBar()
        self.hold(bar)
        return bar

    def page_to_search(self) -> TextPage | PdfPage | SheetPage | None:
        """Return the page of words that is read: side by side, that which has the keyboard, else the one in front."""
        if self.page_in_front is not None:
            return None
        focus = self.window().focusWidget()
        beside = self._split and focus is not None and self.article.isAncestorOf(focus)
        if self.reading_evidence and not beside:
            return self.evidence.searched_page()
        return self.article.page if self.article.article is not None else None

    @cached_property
    def find_bar(self) -> FindBar:
        """The box that finds words in what is read."""
        from workbench.ui.panels.find_bar import FindBar

        bar = FindBar(self)
        self._layout.insertWidget(2, bar)
        return bar

    def _restore_place(self) -> None:
        document_id = self.evidence.document_id
        if document_id in self._places:
            self.evidence.restore(document_id, self._places.pop(document_id))

    def open_link(self, link: LinkView) -> None:
        """Open a linked passage at its place."""
        document = self._workspace.document(link.document_id)
        if document is not None and self.open_document(document):
            self.evidence.show_link(link)

    def open_hit(self, hit: Hit, spans: list[tuple[int, int]]) -> None:
        """Open a search hit in a document, every place of the query lit, this one in view."""
        document = self._workspace.document(hit.id)
        if document is None or not self.open_document(document):
            return
        page = self.evidence.page
        if page is not None and hit.end > hit.start:
            at = spans.index((hit.start, hit.end)) if (hit.start, hit.end) in spans else -1
            page.flash_hit(spans if at >= 0 else [(hit.start, hit.end)], max(at, 0))

    def show_claim(self, claim_id: str) -> None:
        """Bring a claim's words into view in the article, without leaving evidence that is being read."""
        self.article.show_claim(claim_id, reveal=True)

    def go_to_claim(self, claim_id: str) -> None:
        """Bring the article to the front at a claim's words."""
        self.open_article(self._workspace.article)
        self.article.show_claim(claim_id, reveal=True)

    def close_tab(self, tab: Tab) -> None:
        """Close a document or a page."""
        if tab.kind is TabKind.ARTICLE or tab not in self.tabs.tabs:
            return
        self.tabs.shut(tab)
        page = self.page(tab.id) if tab.kind is TabKind.PAGE else None
        if page is not None:
            self._pages.removeWidget(page)
            page.deleteLater()
        elif tab.kind is TabKind.DOCUMENT:
            self.evidence.close_document(tab.id)
        self._arrange()

    def refresh(self, news: News) -> None:
        """Follow what the desk has: a first article, a document taken back."""
        if self.article.article is None and self._workspace.article is not None:
            self.open_article(self._workspace.article)
        if news.concerns("document"):
            for tab in list(self.tabs.tabs):
                if tab.kind is TabKind.DOCUMENT and self._workspace.document(tab.id) is None:
                    self.close_tab(tab)

    def hold(self, form: QFrame) -> None:
        """Give a form its room between the tabs and the page."""
        self._layout.insertWidget(2, form)

    # -- side by side -------------------------------------------------------------------------------------------

    def show_split(self, on: bool) -> None:
        """Put article and evidence side by side, or one at a time again."""
        self._split = on
        if self.tabs.split_button.isChecked() != on:
            self.tabs.split_button.setChecked(on)
        self._arrange()

    def _ask_split(self) -> None:
        """The button does what the key does, and where that cannot be, it does not stay pressed."""
        self.asked.emit("view.split")
        self.tabs.split_button.setChecked(self._split)

    def set_zoom(self, zoom: float) -> None:
        """Set the size of the reading text."""
        self.article.page.set_zoom(zoom)
        self.evidence.set_zoom(zoom)

    def focus_reading(self) -> None:
        """Put the keyboard on what is being read."""
        column = self.page_in_front or (self.evidence if self.reading_evidence else self.article)
        column.focus_widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self, tab: Tab) -> None:
        if tab.kind is TabKind.DOCUMENT:
            document = self._workspace.document(tab.id)
            if document is not None:
                self._notices.attempt(lambda: self.evidence.show_document(document), near=self)
                self._restore_place()
        page = self.page(tab.id) if tab.kind is TabKind.PAGE else None
        if page is not None:
            self._pages.setCurrentWidget(page)
            page.refresh()
        self._arrange()
        self.turned.emit()
        self.selection_changed.emit()

    def keep_halves(self, halves: list[int]) -> None:
        """Give the two sides these widths whenever both are shown."""
        self.halves = halves
        self.splitter.setSizes(halves)

    def _share(self, half: int) -> None:
        """Give both sides the same room, or that which they were given."""
        self.splitter.setSizes(self.halves or [half, half])

    def _arrange(self) -> None:
        """Show the side that is in front, or both where they are split and there is evidence."""
        page = self.page_in_front is not None
        self.page_shown.emit(page)
        self._pages.setVisible(page)
        self.splitter.setVisible(not page)
        both = self._split and bool(self.evidence.document_id)
        if both and self.article.isHidden() != self.evidence.isHidden():
            half = self.splitter.width() // 2
            QTimer.singleShot(0, self, lambda: self._share(half))
        self.article.setVisible(both or not self.reading_evidence)
        self.evidence.setVisible(both or self.reading_evidence)
        self.tabs.split_button.setVisible(not page)
        self.tabs.coverage_button.setVisible(not page and (both or not self.reading_evidence))
        self.tabs.place.setVisible(not page and (both or self.reading_evidence))


def _title(document: DocumentView) -> str:
    if not document.publisher:
        return f"{document.code} {document.title}"
    return f"{document.code} {', '.join(part for part in (document.publisher, day(document.date)) if part)}"
