"""The table of the library: rows chosen by mouse and keyboard, headings that order, a hint where there is nothing."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.desk.library import Column
from workbench.ui import theme
from workbench.ui.models.library import COLUMNS, LibraryModel
from workbench.ui.text import tr

# How wide the columns are at normal text, in pixels.
WIDTHS = {
    Column.NUMBER: 58,
    Column.TITLE: 300,
    Column.KIND: 92,
    Column.SOURCE: 120,
    Column.PUBLISHER: 130,
    Column.DATE: 104,
    Column.LANGUAGE: 76,
    Column.TIER: 82,
    Column.CAPTURE: 96,
    Column.LINKS: 56,
    Column.TEXT: 66,
    Column.SIZE: 78,
}


class LibraryTable(QTableView):
    """``order_asked`` carries a column and whether backwards, ``opened``: the row under the cursor is to be read."""

    order_asked = Signal(object, bool)
    opened = Signal()

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        self.hint = ""
        self._rows = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(tr("Documents"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(theme.px(150))
        self.setCornerWidget(QWidget())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setAccessibleName(tr("Columns"))
        self.horizontalHeader().sortIndicatorChanged.connect(self._order)
        self.show_order(Column.NUMBER, backwards=False)
        self.activated.connect(lambda _: self.opened.emit())
        theme.look().changed.connect(self._measure)
        self._measure()

    def show_order(self, column: Column, backwards: bool) -> None:
        """Show by what the rows are ordered, without asking for it."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        order = Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(COLUMNS.index(column), order)
        header.blockSignals(False)

    def choose(self, ids: set[str], current: str) -> None:
        """Choose rows again after others came: those of ``ids``, the cursor on ``current``, else on the first."""
        model, chosen = self.selectionModel(), QItemSelection()
        for at in self._rows.places_of(ids):
            chosen.select(self._rows.index(at, 0), self._rows.index(at, len(COLUMNS) - 1))
        place = next(iter(self._rows.places_of({current} if current else set())), 0)
        flags = QItemSelectionModel.SelectionFlag
        if not self._rows.rows:
            return
        index = self._rows.index(place, max(self.currentIndex().column(), 0))
        if index != self.currentIndex():
            model.setCurrentIndex(index, flags.NoUpdate)
        if chosen.isEmpty():
            chosen.select(self._rows.index(place, 0), self._rows.index(place, len(COLUMNS) - 1))
        model.select(chosen, flags.ClearAndSelect)

    def keyboardSearch(self, search: str) -> None:
        """Letters belong to the actions, not to the table."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; the arrows do the rest."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the hint where there are none."""
        super().paintEvent(event)
        if not self._rows.rows and self.hint:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            room = self.viewport().rect().adjusted(18, 22, -18, -12)
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.hint)

    def _order(self, section: int, order: Qt.SortOrder) -> None:
        self.order_asked.emit(COLUMNS[section], order is Qt.SortOrder.DescendingOrder)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.verticalHeader().setMinimumSectionSize(theme.px(28))
        for at, column in enumerate(COLUMNS):
            self.setColumnWidth(at, theme.px(WIDTHS[column]))
