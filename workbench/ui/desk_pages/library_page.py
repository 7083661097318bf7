"""The library: every document in a table that is narrowed and ordered, with the provenance of the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.desk import cataloguing, library, sources
from workbench.desk.cataloguing import Said
from workbench.desk.library import Column, Facet, Found, LibraryRow, Provenance, Shelf, Wanted
from workbench.model.sets import Confidentiality, Tier
from workbench.readers import supervise
from workbench.ui import isolation, theme, words
from workbench.ui.basics import button, label
from workbench.ui.desk_pages.import_list import ImportList
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.models.library import COLUMNS, HEADINGS, LibraryModel
from workbench.ui.panels.facets import Facets
from workbench.ui.panels.library_table import LibraryTable
from workbench.ui.panels.provenance_card import ProvenanceCard, complete
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

# What the page needs for facets, table and card beside each other, in pixels at normal text.
ROOM = 1100
# Below this width the facets step aside, below the other the card stands under the table.
FACETS, BESIDE = 560, 760
# While the cursor runs down the table, the card follows only where it rests, in milliseconds.
REST = 60
_TOUCHES = ("document", "file_blob", "custody_event", "passage", "evidence_link", "source")


class LibraryPage(DeskPage):
    """Facets at the left, the table in the middle, the provenance of the row under the cursor at the right."""

    room = ROOM

    def __init__(self, window: Window) -> None:
        super().__init__(window, PageName.LIBRARY, tr("Library"), "")
        self.lead.hide()
        self._shelf = Shelf(())
        self._wanted = Wanted()
        self._shown: Found | None = None
        self.filter = QLineEdit()
        self.filter.setAccessibleName(tr("Filter the library"))
        self.filter.setPlaceholderText(tr("Filter by title, name, publisher, date or code"))
        self.filter.setClearButtonEnabled(True)
        self.count = label("", "muted")
        self.order = _order_button(self._order_by)
        self.add_button = button(tr("Add files…"), lambda: window.do("file.add_evidence"))
        self.facets = Facets()
        self.model = LibraryModel()
        self.table = LibraryTable(self.model)
        self.acts = _Acts(self)
        self.card = ProvenanceCard()
        self.imports = ImportList(self.view.imports)
        self.isolation = label("", "small", wrap=True)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.filter, 1)
        for at_right in (self.count, self.order, self.add_button):
            head.addWidget(at_right)
        middle = QFrame()
        column = QVBoxLayout(middle)
        column.setContentsMargins(theme.px(10), 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.acts)
        column.addWidget(self.table, 1)
        self.inner = QSplitter()
        self.splitter = QSplitter()
        for splitter, parts in ((self.inner, (middle, self.card)), (self.splitter, (self.facets, self.inner))):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            for part in parts:
                splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.inner.setStretchFactor(0, 1)
        self.splitter.setMinimumHeight(theme.px(LOWEST))
        self.facets.setMinimumWidth(theme.px(130))
        self.card.setMinimumSize(theme.px(240), theme.px(170))
        self.splitter.setSizes([theme.px(170), theme.px(900)])
        self.inner.setSizes([theme.px(640), theme.px(310)])
        self.body.addLayout(head)
        down = QSplitter(Qt.Orientation.Vertical)
        down.setChildrenCollapsible(False)
        down.setHandleWidth(1)
        down.addWidget(self.splitter)
        down.addWidget(self.imports)
        down.setStretchFactor(0, 1)
        down.setSizes([theme.px(500), theme.px(200)])
        self.body.addWidget(down, 1)
        self.body.addWidget(self.isolation)

    def _wire(self) -> None:
        self._rest.timeout.connect(self._explain)
        self.filter.textChanged.connect(lambda _: self._narrow())
        self.facets.changed.connect(self._narrow)
        self.table.order_asked.connect(self._order_by)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._rest.start())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count_chosen())
        self.card.edited.connect(self._edit)
        self.card.opened.connect(self.view.open_document)
        self.imports.opened.connect(self.view.open_document)
        self._window.jobs.run(
            lambda _: supervise.isolation(), owner=self, done=self._tell_isolation, failed=self._window.notices.quietly
        )
        self.card.copied.connect(self.view.status.tell)

    def focus_widget(self) -> QWidget:
        """The table; the filter while there is nothing in it."""
        return self.table if self.model.rows else self.filter

    def refresh(self, news: News | None = None) -> None:
        """Read the library anew, beside the window."""
        if news is None:
            self.imports.refresh()
        if news is not None and (self.isHidden() or not news.concerns(*_TOUCHES)):
            return
        project = self.project

        def work(_: Handle) -> tuple[Shelf, list[str]]:
            return library.read(project), sorted({one.name for one in sources.listing(project)}, key=str.casefold)

        self._window.jobs.run(work, owner=self, done=self._take)

    def show_only(self, facet: Facet, value: str) -> None:
        """Narrow the library to one value."""
        self.filter.clear()
        self.facets.tick(facet, value)

    @property
    def chosen(self) -> list[LibraryRow]:
        """The rows selected, in their order."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[at] for at in places]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Facets, table and card side by side where there is room."""
        super().resizeEvent(event)
        self.facets.setVisible(self.width() >= theme.px(FACETS))
        wide = self.width() >= theme.px(BESIDE)
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.inner.orientation() != wanted:
            self.inner.setOrientation(wanted)
            self.inner.setSizes([theme.px(640), theme.px(310)] if wide else [300, 200])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the table, and from there away."""
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus() and self.model.rows:
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def _tell_isolation(self, in_force: tuple[str, ...]) -> None:
        """Say what a file cannot do while it is read on this computer."""
        self.isolation.setText(isolation.sentence(in_force))
        self.isolation.setToolTip(", ".join(in_force))

    # -- what is shown ----------------------------------------------------------------------------------------

    def _take(self, found: tuple[Shelf, list[str]]) -> None:
        first, (self._shelf, names) = not self._shelf.rows, found
        self.acts.offer(names)
        self.card.offer(names, [row.code for row in self._shelf.rows])
        self._narrow()
        self._explain()
        if first and self.filter.hasFocus() and not self.filter.text():
            self.table.setFocus()

    def _narrow(self) -> None:
        self._wanted = Wanted(self.filter.text(), self.facets.chosen, self._wanted.by, self._wanted.backwards)
        self._show(self._shelf.find(self._wanted))

    def _order_by(self, column: Column, backwards: bool) -> None:
        self._wanted = Wanted(self._wanted.words, self._wanted.values, column, backwards)
        self.table.show_order(column, backwards)
        self._show(self._shelf.find(self._wanted))

    def _show(self, found: Found) -> None:
        ids, current = {row.id for row in self.chosen}, self.model.at(self.table.currentIndex())
        self._shown = found
        self.model.put(found.rows)
        self.facets.show_counts(found.counts)
        self.table.choose(ids, current.id if current else "")
        whole = len(self._shelf.rows)
        some = tr("%1 of %2").replace("%1", str(len(found.rows))).replace("%2", str(whole))
        every = plural(whole, "%n document", "%n documents")
        self.count.setText(some if len(found.rows) != whole else every)
        self.table.hint = _NOTHING if not whole else tr("Nothing here matches. Escape and “Show everything” help.")
        self._count_chosen()
        self._rest.start()

    def _count_chosen(self) -> None:
        self.acts.show_count(len(self.table.selectionModel().selectedRows()), writable=not self.project.read_only)

    def _explain(self) -> None:
        row = self.model.at(self.table.currentIndex())
        self.card.setVisible(row is not None)
        if row is None:
            return
        if self.card.document_id and row.id != self.card.document_id:
            self.card.commit()
        project, ident = self.project, row.id

        def show(found: Provenance) -> None:
            document = self.workspace.document(ident)
            now = self.model.at(self.table.currentIndex())
            if document is not None and now is not None and now.id == ident:
                self.card.show_document(document, found, read_only=project.read_only)

        self._window.jobs.run(lambda _: library.provenance(project, ident), owner=self, done=show)

    # -- what is done -----------------------------------------------------------------------------------------

    def _open(self) -> None:
        for row in self.chosen[:1] or [row for row in [self.model.at(self.table.currentIndex())] if row]:
            self.view.open_document(row.id)

    def set_tier(self, tier: Tier | None) -> None:
        """Say how near the chosen documents are to the event."""
        self._do(lambda ids: cataloguing.set_tier(self.project, ids, tier))

    def set_confidentiality(self, who: Confidentiality) -> None:
        """Say who may see the chosen documents."""
        self._do(lambda ids: cataloguing.set_confidentiality(self.project, ids, who))

    def set_source(self, name: str) -> None:
        """Say who the chosen documents came from."""
        self._do(lambda ids: cataloguing.set_source(self.project, ids, name))

    def _do(self, act: Callable[[list[str]], object]) -> None:
        ids = [row.id for row in self.chosen]
        if ids and self._window.notices.attempt(lambda: act(ids), near=self):
            done = self.project.undo_label() or ""
            self.view.status.tell(done, offer=(tr("Undo"), lambda: self._window.do("edit.undo")))

    def _edit(self, name: str, value: object) -> None:
        project, ident = self.project, self.card.document_id
        acts: dict[str, Callable[[], object]] = {
            "tier": lambda: cataloguing.set_tier(project, [ident], value if isinstance(value, Tier) else None),
            "source": lambda: cataloguing.set_source(project, [ident], str(value)),
            "origin": lambda: cataloguing.derive(project, ident, str(value)),
            "confidentiality": lambda: cataloguing.set_confidentiality(project, [ident], Confidentiality(str(value))),
        }
        if name not in acts:
            acts[name] = lambda: cataloguing.describe(project, ident, Said(name), str(value))
        if not self._window.notices.attempt(acts[name], near=self):
            self._explain()


class _Acts(QFrame):
    """What can be done with all rows chosen, each in one step."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__()
        self.setAccessibleName(tr("With the documents chosen"))
        self._count = label("", "strong")
        self.tier = _menu_button(
            tr("Tier"), [(words.TIER[tier], partial(page.set_tier, tier)) for tier in Tier], page, none=page.set_tier
        )
        self.who = _menu_button(
            tr("Who may see"),
            [(words.CONFIDENTIALITY[who], partial(page.set_confidentiality, who)) for who in Confidentiality],
            page,
        )
        self.source = QLineEdit()
        self.source.setAccessibleName(tr("Source of the documents chosen"))
        self.source.setPlaceholderText(tr("Source of all, then Enter"))
        self.source.setMaximumWidth(theme.px(220))
        self.source.returnPressed.connect(lambda: page.set_source(self.source.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._count, self.tier, self.who, self.source):
            row.addWidget(part)
        row.addStretch(1)
        self.hide()

    def offer(self, names: list[str]) -> None:
        """Complete the names of sources."""
        complete(self.source, names)

    def show_count(self, count: int, *, writable: bool) -> None:
        """Show how many are chosen; with fewer than two there is the card."""
        self._count.setText(plural(count, "%n chosen", "%n chosen"))
        self.setVisible(count > 1 and writable)


_NOTHING = tr("No evidence yet. Drop files or folders here, or press Ctrl+Shift+O.")


def _order_button(order: Callable[[Column, bool], object]) -> QPushButton:
    made = button(f"{tr('Order')} ▾", role="quiet", name=tr("Order of the library"))
    menu = QMenu(made)
    for column in COLUMNS:
        menu.addAction(HEADINGS[column], partial(order, column, False))
    menu.addSeparator()
    for column in (Column.DATE, Column.NUMBER, Column.LINKS, Column.SIZE):
        menu.addAction(f"{HEADINGS[column]}, {tr('the last or most first')}", partial(order, column, True))
    made.setMenu(menu)
    return made


def _menu_button(
    text: str,
    acts: list[tuple[str, Callable[[], object]]],
    page: QWidget,
    *,
    none: Callable[[None], object] | None = None,
) -> QPushButton:
    made = button(f"{text} ▾", name=f"{text}: {tr('for all documents chosen')}")
    menu = QMenu(page)
    for words_, act in acts:
        menu.addAction(words_, act)
    if none is not None:
        menu.addAction(tr("not said"), partial(none, None))
    made.setMenu(menu)
    return made
