"""A table taken out of a page: the place it came from above, its cells to be corrected below, then kept or written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QSizePolicy, QTableView, QWidget

from workbench.desk import page_tables
from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.models.cells_model import CellsModel
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.desk.page_tables import Found
    from workbench.desk.views import Added
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

# The picture of the place is no higher than this, in pixels at 100 %; a column no wider and no narrower.
PICTURE = 230
WIDEST, NARROWEST = 260, 56
FOUND_BY = {"lines": tr("told by its ruled lines"), "words": tr("told by the gaps between its words")}


class TablePage(DeskPage):
    """Shows one table at a time. Nothing is changed in the project until it is kept."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.TABLE,
            tr("Table of a page"),
            tr(
                "Compare the cells with the page and correct what was read wrongly. Kept as evidence, the table is a"
                " file of its own that says from which page it came; the PDF stays as it is."
            ),
        )
        self.found: Found | None = None
        self.model = CellsModel()
        self.where = label("", "strong", wrap=True)
        self.picture = Picture()
        self.grid = Grid(self.model)
        self.body.addWidget(self.where)
        self.body.addWidget(self.picture)
        self.body.addLayout(self._tools())
        self.body.addWidget(self.grid, 1)
        self.body.addLayout(self._foot())

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for words, act in (
            (tr("Add row"), lambda: self.model.add_row(self._row() + 1)),
            (tr("Remove row"), lambda: self.model.drop_row(self._row())),
            (tr("Add column"), lambda: self.model.add_column(self._column() + 1)),
            (tr("Remove column"), lambda: self.model.drop_column(self._column())),
            (tr("Join with the row below"), lambda: self.model.join_rows(self._row())),
        ):
            row.addWidget(button(words, act, "link"))
        row.addStretch(1)
        return row

    def _foot(self) -> QHBoxLayout:
        self.keep_button = button(tr("Keep as evidence"), self.keep, "primary")
        self.write_button = button(tr("Save as CSV…"), self.ask_where)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.keep_button)
        row.addWidget(self.write_button)
        row.addStretch(1)
        return row

    def show_table(self, found: Found) -> None:
        """Show a table that was just taken out."""
        self.found = found
        self.model.show_rows([list(row) for row in found.table.rows])
        size = (
            f"{plural(self.model.rowCount(), '%n row', '%n rows')},"
            f" {plural(self.model.columnCount(), '%n column', '%n columns')}"
        )
        how = FOUND_BY[found.table.found_by.value]
        self.where.setText(f"{found.document.code}, {tr('page')} {found.page} · {size}, {how}")
        self.picture.show_png(found.png, tr("The table on its page"))
        self.grid.fit()

    def focus_widget(self) -> QWidget:
        """The cells."""
        return self.grid

    def keep(self) -> None:
        """Keep the table as evidence, then show it."""
        found, rows = self.found, self.model.rows()
        if found is None:
            return
        self.begin(
            tr("Keeping the table"),
            lambda _: page_tables.add(self.project, found, rows),
            self._kept,
            stoppable=False,
        )

    def _kept(self, added: Added) -> None:
        there = tr("was there already as") if added.already_there else tr("is kept as")
        self.view.status.tell(f"{tr('The table')} {there} {added.document.code}.")
        view, kept = self.view, added.document.id
        self.left.emit()
        if view.workspace.document(kept) is not None:
            view.open_document(kept)
            return

        def listed(_: News) -> None:
            if view.workspace.document(kept) is not None:
                view.workspace.changed.disconnect(listed)
                view.open_document(kept)

        # The list of evidence follows a step that another thread made, a moment after it.
        view.workspace.changed.connect(listed)

    def ask_where(self) -> None:
        """Ask for a file and write the table to it."""
        from workbench.ui import choosing

        found = self.found
        name = f"table {found.document.code} page {found.page}.csv" if found else "table.csv"
        title, kinds = tr("Save the table"), tr("Tables (*.csv)")
        chosen = choosing.file_to_write(self, title, kinds, self.project.path.parent / name)
        if chosen is not None:
            self.write(chosen)

    def write(self, out: Path) -> None:
        """Write the table as CSV."""
        rows = self.model.rows()
        if self._window.notices.attempt(lambda: page_tables.write(rows, out, over=True), near=self):
            self.view.status.tell(f"{tr('The table is written to')} {out.name}.")

    def _row(self) -> int:
        here = self.grid.currentIndex().row()
        return here if here >= 0 else self.model.rowCount() - 1

    def _column(self) -> int:
        here = self.grid.currentIndex().column()
        return here if here >= 0 else self.model.columnCount() - 1


class Grid(QTableView):
    """Enter or a letter corrects a cell; arrows and Tab walk."""

    def __init__(self, model: CellsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(tr("Cells of the table"))
        self.setMinimumHeight(theme.px(LOWEST))
        self.setAlternatingRowColors(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        model.columnsInserted.connect(self.fit)

    def fit(self, *_: object) -> None:
        """Give every column the room its words need, within reason."""
        self.resizeColumnsToContents()
        for at in range(self.model().columnCount(QModelIndex())):
            self.setColumnWidth(at, min(theme.px(WIDEST), max(theme.px(NARROWEST), self.columnWidth(at) + theme.px(8))))
        self.resizeRowsToContents()
        if self.model().rowCount(QModelIndex()) and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter corrects the cell."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.state() is not QAbstractItemView.State.EditingState and self.currentIndex().isValid():
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)


class Picture(QLabel):
    """A picture as large as its room allows."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_png(self, png: bytes, name: str) -> None:
        """Show this."""
        self._whole = QImage.fromData(png)
        self.setAccessibleName(name)
        self._scale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the room there is."""
        super().resizeEvent(event)
        self._scale()

    def _scale(self) -> None:
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatio()
        room = QSize(max(1, self.width()), theme.px(PICTURE)) * ratio
        shown = self._whole
        if shown.width() > room.width() or shown.height() > room.height():
            shown = shown.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(shown))
        self.setFixedHeight(round(shown.height() / ratio) + 2)
