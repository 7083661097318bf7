"""Searching the project: the query above, choices at the side, what was found by part and document, a list of names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from workbench.desk import facets, people, search, searched
from workbench.desk.views import DocumentView, Hit
from workbench.errors import WorkbenchError
from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.desk_pages import results
from workbench.ui.desk_pages.facet_panel import FacetPanel
from workbench.ui.desk_pages.names_panel import NamesPanel
from workbench.ui.desk_pages.page import DeskPage, PageName
from workbench.ui.desk_pages.result_list import ResultList
from workbench.ui.desk_pages.results import Results
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

# It is searched once typing pauses, in milliseconds.
PAUSE = 200
# The list and the choices, in pixels at 100 %.
LOWEST = 220
# Narrower than this the choices stand above the list no more: they are left out, in pixels at 100 %.
NARROW = 560
HELP = tr(
    'All of some words: israel meeting  ·  in this order: "foreign ministers"  ·  either: cable OR memo  ·  without:'
    " meeting -istanbul  ·  beginning so: diplom*  ·  near each other: minister NEAR/5 istanbul  ·  a pattern:"
    " meeting /19\\d\\d/"
)
NOTHING = tr(
    "Nothing was found. Words are found whole; a star stands for their rest: minist*. That nothing was found can be"
    " saved as evidence."
)
EMPTY = tr("Type what to look for: the evidence, the article, claims, verdicts and notes are searched as you type.")


class SearchPage(DeskPage):
    """Enter in the line goes to the list, Enter in the list opens the hit; F3 and Shift+F3 go from hit to hit."""

    def __init__(self, window: Window) -> None:
        super().__init__(window, PageName.SEARCH, tr("Search"), "")
        self.lead.hide()
        self.results: Results | None = None
        self._running: Handle | None = None
        self.box = QLineEdit()
        self.box.setAccessibleName(tr("Search the project"))
        self.box.setPlaceholderText(tr("Words, “a phrase”, OR, -not, begin*, NEAR, /pattern/"))
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        self.save = button(tr("Save as evidence"), self._save, "quiet", icon="download")
        self.save.setToolTip(tr("Keep what was looked for, where, when and by whom, and what came of it, as evidence"))
        self.help = label(HELP, "muted", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.told.setAccessibleName(tr("What was found"))
        self.facets = FacetPanel()
        self.list = ResultList(tr("Passages found"))
        self.names = NamesPanel(window)
        self.body.addLayout(self._modes())
        self.stack = QStackedWidget()
        self.stack.addWidget(self._searching())
        self.stack.addWidget(self.names)
        self.stack.setMinimumHeight(theme.px(LOWEST))
        self.body.addWidget(self.stack, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self.box.textChanged.connect(self._typed)
        self.facets.changed.connect(self.look)
        self.list.opened.connect(self._open)
        self.names.asked.connect(self._open_name)
        self._show_none(EMPTY)

    def _modes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        self.modes = QButtonGroup(self)
        for number, word in enumerate((tr("Search"), tr("List of names"))):
            one = button(word, partial(self.show_mode, number), "quiet")
            one.setCheckable(True)
            one.setChecked(number == 0)
            self.modes.addButton(one, number)
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _searching(self) -> QFrame:
        made = QFrame()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.box, 1)
        line.addWidget(self.save)
        column.addLayout(line)
        column.addWidget(self.help)
        column.addWidget(self.told)
        both = QHBoxLayout()
        both.setSpacing(theme.px(14))
        both.addWidget(self.facets)
        both.addWidget(self.list, 1)
        column.addLayout(both, 1)
        return made

    def show_mode(self, number: int) -> None:
        """Show the search (0) or the list of names (1)."""
        self.modes.button(number).setChecked(True)
        self.stack.setCurrentIndex(number)
        (self.box if number == 0 else self.names.words).setFocus()

    def focus_widget(self) -> QWidget:
        """The list where there is something in it, else the line."""
        if self.stack.currentIndex() == 1:
            return self.names.words
        return self.list if self.results is not None and self.results.hits and self.box.text() else self.box

    def ask(self, query: str, scope: str = "all") -> None:
        """Look for ``query`` at once, in all evidence."""
        self.show_mode(0)
        self.facets.clear()
        self.facets.choose_scope(scope)
        self.box.setText(query)
        self.look()

    def refresh(self, news: News | None = None) -> None:
        """Look again where what is searched has changed."""
        if news is not None and self.box.text().strip() and not self.isHidden():
            self._pause.start()

    def takes(self, action_id: str) -> bool:
        """The keys that go from place to place go through the list."""
        by = {"edit.find_next": 1, "edit.find_previous": -1}.get(action_id)
        if action_id == "edit.find":
            self.show_mode(0)
            self.box.selectAll()
            return True
        if by is None or self.results is None or not self.results.hits:
            return by is not None
        hits = self.results.hits
        line = self.list.lines.at(self.list.currentIndex())
        at = hits.index(line.hit) if line is not None and line.hit in hits else 0
        trail = self.view.trail
        if trail.hits != hits:
            self._open(hits[at if by > 0 else at - 1])
        else:
            trail.step(by)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line, Down and Enter go to the list."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys:
                if self._pause.isActive():
                    self.look()
                if self.list.lines.rowCount():
                    self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from the list back to the line, and from there away."""
        if event.key() == Qt.Key.Key_Escape and not self.box.hasFocus() and self.stack.currentIndex() == 0:
            self.box.setFocus()
            self.box.selectAll()
            return
        super().keyPressEvent(event)

    # -- looking ------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._running is not None:
            self._running.stop()
        self._pause.start()

    def look(self) -> None:
        """Search now, beside the window; an older search that is still running is given up."""
        self._pause.stop()
        if self._running is not None:
            self._running.stop()
        query = self.box.text().strip()
        if not query:
            self._show_none(EMPTY)
            return
        project, scope, filters = self.project, self.facets.scope, self.facets.filters

        def work(handle: Handle) -> Results:
            return results.look(project, query, scope, filters, lambda: handle.stopped)

        def done(found: Results) -> None:
            if handle is self._running:
                self._show(found)

        def failed(error: BaseException) -> None:
            if isinstance(error, search.Interrupted):
                return
            if not isinstance(error, WorkbenchError):
                raise error
            if handle is self._running:
                self._show_none(error.sentence)

        handle = self._running = self._window.jobs.run(work, owner=self, done=done, failed=failed)

    def _show(self, found: Results) -> None:
        self.results = found
        self.help.hide()
        still = (
            f" {tr('The index is still being made, so not everything may be found yet.')}" if found.incomplete else ""
        )
        self.told.setText((results.told(found) if found.hits else tr("Nothing was found")) + still)
        self.told.show()
        self.list.set_hint(NOTHING)
        self.list.put(results.lines(found))
        self.facets.show_values(facets.of(found.in_evidence, found.known, self.facets.filters), found.known)
        self.save.setEnabled(not self.project.read_only)

    def _show_none(self, sentence: str) -> None:
        self.results = None
        self.help.show()
        self.told.hide()
        self.list.set_hint(sentence)
        self.list.put([])
        self.facets.show_values({}, {})
        self.save.setEnabled(False)

    # -- what is done with it -----------------------------------------------------------------------------------

    def _open(self, hit: Hit) -> None:
        if self.results is not None:
            self.view.trail.begin(self.results.query, self.results.hits, hit)

    def _open_name(self, query: str, document_id: str) -> None:
        project = self.project

        def work(handle: Handle) -> list[Hit]:
            filters = search.Filters(document=document_id)
            found = search.search(
                project, query, scope="evidence", filters=filters, limit=results.LISTED, stop=lambda: handle.stopped
            )
            return sorted(found, key=lambda hit: hit.start)

        def done(hits: list[Hit]) -> None:
            if hits:
                self.view.trail.begin(query, hits, hits[0])

        self._window.jobs.run(work, owner=self, done=done)

    def _save(self) -> None:
        self._window.notices.attempt(self._save_now, near=self)

    def _save_now(self) -> None:
        """Save beside the window; raise Nameless where nobody has said yet who acts."""
        if self.results is None:
            return
        people.must_be_named(self.project)
        project, query = self.project, self.results.query
        scope, filters = self.facets.scope, self.facets.filters

        def done(kept: DocumentView) -> None:
            self.view.status.tell(tr("Saved as %1: %2").replace("%1", kept.code).replace("%2", kept.title))

        self.begin(tr("Saving the search"), lambda _: searched.save(project, query, scope=scope, filters=filters), done)
