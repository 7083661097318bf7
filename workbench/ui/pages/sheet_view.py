"""The table in a sheet's page: one rectangle of cells is selected, by mouse or by keys; linked ones are framed."""

from heapq import nlargest
from itertools import islice

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.readers.cells import Cells
from workbench.readers.grid import Grid
from workbench.ui import theme
from workbench.ui.models.sheet_model import SheetModel
from workbench.ui.pages import zoom as steps
from workbench.ui.pages.sheet_paint import PADDING, CellPainter, frame, holds
from workbench.ui.text import tr

# Widths of columns in pixels at 100 %, height of a row in heights of a line; rows looked at to find the widths.
NARROWEST, WIDEST, TALL = 56, 320, 1.75
ROWS_MEASURED, COLUMNS_MEASURED = 200, 400
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class SheetView(QTableView):
    """``selected`` fires when a selection is made, not while the mouse still drags it; ``pressed_mark`` on a link."""

    selected = Signal()
    mark_pressed = Signal(str)
    zoom_asked = Signal(float)
    turn_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.painter = CellPainter()
        self.sheet: Grid | None = None
        self._dragging = False
        self.setItemDelegate(self.painter)
        self.setAccessibleName(tr("Table"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setShowGrid(False)  # cells draw their own lines: the style's are as white as the paper
        corner = QWidget()
        corner.setObjectName("pages")
        self.setCornerWidget(corner)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(True)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(8)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_grid(self, grid: Grid, *, right_to_left: bool) -> None:
        """Show a sheet from its top; its columns are as wide as what stands in their first rows, within bounds."""
        self.sheet = grid
        old = self.model()
        self.setModel(SheetModel(grid, self))
        if old is not None:
            old.deleteLater()
        way = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(way)
        self.measure()

    def measure(self) -> None:
        """Give rows and columns their sizes for the present size of text."""
        scale = self.painter.scale
        metrics = QFontMetrics(self.painter.font())
        self.setFont(self.painter.font())
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * TALL))
        if self.sheet is None:
            return
        sample = list(islice(map(self.sheet.row, range(self.sheet.rows)), ROWS_MEASURED))
        self.horizontalHeader().setDefaultSectionSize(round(NARROWEST * scale))
        for column in range(min(self.sheet.columns, COLUMNS_MEASURED)):
            longest = nlargest(8, (row[column] for row in sample if column < len(row)), key=len)
            wanted = max(map(metrics.horizontalAdvance, longest), default=0) + round((2 * PADDING + 4) * scale)
            self.setColumnWidth(column, min(max(wanted, round(NARROWEST * scale)), round(WIDEST * scale)))
        self.make_room()

    def make_room(self) -> None:
        """Widen the columns in which links begin, so that no sign stands in the way of the words."""
        metrics, around = QFontMetrics(self.painter.font()), round((2 * PADDING + 4) * self.painter.scale)
        for one in self.painter.linked:
            row, column = one.cells.top, one.cells.left
            if self.sheet is not None and row < self.sheet.rows and column < self.sheet.columns:
                signs = self.painter.room_for_signs(row, column)
                words = metrics.horizontalAdvance(self.sheet.words(row, column)) + around
                wanted = min(words, round(WIDEST * self.painter.scale)) + signs
                self.setColumnWidth(column, max(self.columnWidth(column), wanted))

    def chosen(self) -> Cells | None:
        """Return the selected rectangle, or None."""
        model = self.selectionModel()
        chosen = model.selection() if model is not None else QItemSelection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        if not ranges:
            return None
        return Cells(
            min(one.left() for one in ranges),
            min(one.top() for one in ranges),
            max(one.right() for one in ranges),
            max(one.bottom() for one in ranges),
        )

    def choose(self, cells: Cells) -> None:
        """Select a rectangle; the keyboard goes on from its first cell."""
        model = self.model()
        first, last = model.index(cells.top, cells.left), model.index(cells.bottom, cells.right)
        if first.isValid() and last.isValid():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(first, flag.NoUpdate)
            self.selectionModel().select(QItemSelection(first, last), flag.ClearAndSelect)

    def bring(self, cells: Cells) -> None:
        """Bring a rectangle into view, a third down the page unless it is in sight."""
        area, seen = self.area(cells), self.viewport().rect()
        if area.top() < 0 or min(area.bottom(), area.top() + seen.height() // 2) > seen.bottom():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + area.top() - seen.height() // 3)
        self.scrollTo(self.model().index(cells.top, cells.left), QAbstractItemView.ScrollHint.EnsureVisible)

    def area(self, cells: Cells) -> QRect:
        """Return where a rectangle lies, in pixels of the viewport; it may reach far out of sight."""
        tops = [self.rowViewportPosition(row) for row in (cells.top, cells.bottom)]
        sides = [self.columnViewportPosition(column) for column in (cells.left, cells.right)]
        height, widths = self.rowHeight(cells.bottom), [self.columnWidth(one) for one in (cells.left, cells.right)]
        left = min(sides)
        right = max(side + width for side, width in zip(sides, widths, strict=True))
        return QRect(left, tops[0], right - left, tops[1] + height - tops[0])

    # painting, mouse and keys ----------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then the frames of those that are linked."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.sheet is None or not self.sheet.rows:
            painter.setPen(theme.colour("muted"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, tr("This sheet is empty."))
            return
        seen = self.viewport().rect().adjusted(-8, -8, 8, 8)
        for one in self.painter.linked:
            area = self.area(one.cells).intersected(seen)
            if not area.isEmpty():
                active = one.mark.id == self.painter.active
                frame(painter, QRectF(area), one.mark, active=active, scale=self.painter.scale)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say so, unless the mouse still drags."""
        super().selectionChanged(selected, deselected)
        if not self._dragging:
            self.selected.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection; one begins in an empty place, too, by selecting nothing."""
        self._dragging = event.button() is Qt.MouseButton.LeftButton
        if not self.indexAt(event.position().toPoint()).isValid():
            self.clearSelection()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the selection and say so; a click on one linked cell activates its link."""
        super().mouseReleaseEvent(event)
        if not self._dragging:
            return
        self._dragging = False
        self.selected.emit()
        index, chosen = self.indexAt(event.position().toPoint()), self.chosen()
        if index.isValid() and chosen == Cells(index.column(), index.row(), index.column(), index.row()):
            self.press(index.row(), index.column())

    def press(self, row: int, column: int) -> bool:
        """Activate the smallest link that holds a cell; return whether there is one."""
        under = [one for one in self.painter.linked if holds(one.cells, row, column)]
        sizes = [((c.right - c.left + 1) * (c.bottom - c.top + 1), one) for one in under for c in (one.cells,)]
        if sizes:
            self.mark_pressed.emit(min(sizes, key=lambda pair: pair[0])[1].mark.id)
        return bool(sizes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates the link under the cursor, Ctrl+C copies cells, Ctrl+Page Down turns to the next sheet."""
        zoomed = steps.by_key(event, self.painter.scale)
        if zoomed is not None:
            self.zoom_asked.emit(zoomed)
        elif event.key() in _TURNS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turn_asked.emit(_TURNS[Qt.Key(event.key())])
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.press(self.currentIndex().row(), self.currentIndex().column())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls; with Ctrl it zooms."""
        zoomed = steps.by_wheel(event, self.painter.scale)
        if zoomed is None:
            super().wheelEvent(event)
        else:
            self.zoom_asked.emit(zoomed)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, apart by tabs."""
        chosen = self.chosen()
        if chosen is not None and self.sheet is not None:
            rows = range(chosen.top, chosen.bottom + 1)
            lines = ["\t".join(self.sheet.row(row)[chosen.left : chosen.right + 1]) for row in rows]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def keyboardSearch(self, search: str) -> None:
        """Letters belong to the actions, not to the table."""
