"""The page of a spreadsheet: its sheets as tables, cells selected as a rectangle and cited by their names."""

from bisect import bisect_right

from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from workbench.readers.cells import Cells
from workbench.readers.grid import Grid
from workbench.readers.reading import Page
from workbench.ui import theme
from workbench.ui.basics import label
from workbench.ui.direction import reads_right_to_left
from workbench.ui.pages import zoom as steps
from workbench.ui.pages.contract import Mark, Place, Selection
from workbench.ui.pages.sheet_paint import Linked
from workbench.ui.pages.sheet_view import SheetView
from workbench.ui.text import tr
from workbench.ui.widgets import Elided

LIT = 1400
# How much of a sheet is looked at to tell which way it runs.
_BEGINNING = 4000


class SheetPage(QFrame):
    """Shows the sheets of one file, one at a time. See ``contract.ReadingPage``."""

    selection_changed = Signal()
    mark_activated = Signal(str)
    view_moved = Signal()
    sheet_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._text = ""
        self._grids: list[Grid] = []
        self._at = 0
        self._linked: list[Linked] = []
        self._hits: list[tuple[int, int]] = []
        self._current_hit = -1
        self._lit: tuple[int, Cells] | None = None
        self.table = SheetView()
        self.name = label("", "strong")
        self.words = Elided("", "")
        self.tabs = QTabBar()
        self._timer = QTimer(self, singleShot=True, interval=LIT)
        self._timer.timeout.connect(self._unlight)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.setAccessibleName(tr("Table"))
        self._show_sheet()

    def show_table(self, text: str, pages: tuple[Page, ...]) -> None:
        """Show the sheets that ``pages`` are of a stored text, the first of them from its top, without marks."""
        self._text = text
        self._grids = [Grid(text, page) for page in pages]
        self._linked, self._hits, self._lit = [], [], None
        self._fill_tabs()
        self._at = 0
        self._show_sheet()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(14, 5, 14, 5)
        above.setSpacing(12)
        above.addWidget(self.name)
        above.addWidget(self.words, 1)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(tr("Sheets"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.tabs)

    def _connect(self) -> None:
        self.table.selected.connect(self._selected)
        self.table.mark_pressed.connect(self.mark_activated)
        self.table.zoom_asked.connect(self.set_zoom)
        self.table.turn_asked.connect(self._turn_by)
        for bar in (self.table.horizontalScrollBar(), self.table.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self.view_moved.emit())
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self.view_moved.emit())
        self.tabs.currentChanged.connect(self._turn)
        theme.look().changed.connect(self.table.measure)

    # sheets --------------------------------------------------------------------------------------

    @property
    def sheet(self) -> int:
        """The number of the sheet on show, from 1."""
        return self._at + 1

    def _fill_tabs(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for grid in self._grids:
            self.tabs.addTab(grid.page.label.replace("&", "&&") or f"{tr('Sheet')} {grid.page.number}")
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(self._grids) > 1)

    def _turn_by(self, by: int) -> None:
        self.tabs.setCurrentIndex(min(max(self._at + by, 0), self.tabs.count() - 1))

    def _turn(self, at: int) -> None:
        if at != self._at and 0 <= at < len(self._grids):
            self._at = at
            self._show_sheet()

    def _go_to(self, offset: int) -> Grid | None:
        """Bring the sheet to the front that holds an offset of the text."""
        starts = [grid.page.start for grid in self._grids]
        at = max(0, bisect_right(starts, offset) - 1)
        self.tabs.setCurrentIndex(at)
        self._turn(at)
        return self._grid

    @property
    def _grid(self) -> Grid | None:
        return self._grids[self._at] if self._grids else None

    def _show_sheet(self) -> None:
        grid = self._grid or Grid("", Page(1, "", 0, 0, 0, 0))
        beginning = self._text[grid.page.start : min(grid.page.end, grid.page.start + _BEGINNING)]
        self.table.show_grid(grid, right_to_left=reads_right_to_left(beginning))
        self._paint_anew()
        self.table.make_room()
        self._selected()
        self.sheet_changed.emit()

    # marks and hits ------------------------------------------------------------------------------

    def set_marks(self, marks: list[Mark]) -> None:
        """Show these marks and no others, on the cells their words run through."""
        self.set_cells([(mark, cells) for mark in marks if (cells := self._cells_of(mark.start, mark.end)) is not None])

    def set_cells(self, marks: list[tuple[Mark, Cells]]) -> None:
        """Show these marks on exactly these rectangles; a mark lies on the sheet that its words lie on."""
        self._linked = [Linked(mark, self._sheet_of(mark.start), cells) for mark, cells in marks]
        self._paint_anew()
        self.table.make_room()

    def set_active(self, mark_id: str | None) -> None:
        """Tint this mark as the one being worked on."""
        self.table.painter.active = mark_id or ""
        active = self._linked_as(mark_id)
        if active is not None:
            self.setAccessibleDescription(active.mark.label)
        self.table.viewport().update()

    def scroll_to(self, start: int, end: int) -> None:
        """Bring the cells of a stretch into view, those of the active mark where it is its own, and light them."""
        if self._go_to(start) is None:
            return
        active = self._linked_as(self.table.painter.active)
        own = active is not None and (active.mark.start, active.mark.end) == (start, end)
        cells = active.cells if own and active is not None else self._cells_of(start, end)
        if cells is not None:
            self._lit = (self._at, cells)
            self._timer.start()
            self._paint_anew()
            self.table.bring(cells)

    def flash_hit(self, spans: list[tuple[int, int]], current: int = 0) -> None:
        """Show search hits; the ``current``-th is brought into view. An empty list takes them away."""
        self._hits, self._current_hit = list(spans), current
        if 0 <= current < len(spans):
            self._go_to(spans[current][0])
            cells = self._cells_of(*spans[current])
            if cells is not None:
                self.table.bring(cells)
        self._paint_anew()

    def _paint_anew(self) -> None:
        painter = self.table.painter
        painter.linked = [one for one in self._linked if one.sheet == self._at]
        painter.lit = self._lit[1] if self._lit is not None and self._lit[0] == self._at else None
        painter.hits = {}
        for number, (start, end) in enumerate(self._hits):
            if self._grid is not None and self._grid.page.start <= start < self._grid.page.end:
                cells = self._grid.cells(start, end)
                place = (cells.top, cells.left)
                painter.hits[place] = painter.hits.get(place, False) or number == self._current_hit
        self.table.viewport().update()

    def _unlight(self) -> None:
        self._lit = None
        self._paint_anew()

    def _linked_as(self, mark_id: str | None) -> Linked | None:
        return next((one for one in self._linked if one.mark.id == mark_id), None)

    def _sheet_of(self, offset: int) -> int:
        return max(0, bisect_right([grid.page.start for grid in self._grids], offset) - 1)

    def _cells_of(self, start: int, end: int) -> Cells | None:
        if not self._grids:
            return None
        grid = self._grids[self._sheet_of(start)]
        return grid.cells(start, end) if grid.rows else None

    # selection -----------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """Return the selected cells: their stretch of the text, their words alone, and the rectangle itself."""
        chosen, grid = self.table.chosen(), self._grid
        if chosen is None or grid is None:
            return None
        start, end = grid.span(chosen)
        rows = range(chosen.top, chosen.bottom + 1)
        words = "\n".join("\t".join(grid.row(row)[chosen.left : chosen.right + 1]) for row in rows)
        return Selection(start, end, words, page=grid.page.number, cells=chosen)

    def select(self, start: int, end: int) -> None:
        """Select the cells of a stretch."""
        cells = self._cells_of(start, end)
        if cells is not None and self._go_to(start) is not None:
            self.table.choose(cells)
            self.table.bring(cells)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.table.clearSelection()

    def selection_area(self) -> tuple[QRect, QPoint] | None:
        """Return the selected cells in sight and their end, in this widget's coordinates; None for empty ones."""
        chosen, grid = self.table.chosen(), self._grid
        if chosen is None or grid is None or len({*grid.span(chosen)}) == 1:
            return None
        seen = self.table.area(chosen).intersected(self.table.viewport().rect())
        if seen.isEmpty():
            return None
        corner = self.table.viewport().mapTo(self, QPoint())
        return seen.translated(corner), seen.bottomRight() + corner

    def _selected(self) -> None:
        chosen = self.table.chosen()
        self.name.setText(chosen.name if chosen is not None else "")
        hint = tr("Select cells with the mouse, or with Shift and the arrow keys") if self._text else ""
        words = self._grid.words(chosen.top, chosen.left) if chosen is not None and self._grid is not None else hint
        self.words.setText(words)
        self.words.setToolTip(words)
        self.selection_changed.emit()

    # reading place -------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the text of all sheets."""
        return self._text

    def first_in_sight(self) -> int:
        """Return where the first row in sight begins."""
        row = self.table.rowAt(0)
        return self._grid.span_of_cell(row, 0)[0] if self._grid is not None and row >= 0 else 0

    def position(self) -> Place:
        """Return the sheet and row at the top edge, as the place where that row begins."""
        return Place(self.first_in_sight(), 0.0, self.zoom())

    def restore(self, place: Place) -> None:
        """Go back to a place."""
        grid = self._go_to(place.anchor)
        if grid is not None and grid.rows:
            row = min(grid.place(place.anchor)[0], grid.rows - 1)
            self.table.doItemsLayout()  # rows may have another height than when they were last laid out
            self.table.scrollTo(self.table.model().index(row, 0), SheetView.ScrollHint.PositionAtTop)

    def zoom(self) -> float:
        """Return the zoom; 1.0 is 100 %."""
        return self.table.painter.scale

    def set_zoom(self, zoom: float) -> None:
        """Set the zoom, keeping the place."""
        place = self.position()
        self.table.painter.scale = steps.clamp(zoom)
        self.table.measure()
        self.restore(place)
        self.view_moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What floats over the page follows."""
        super().resizeEvent(event)
        self.view_moved.emit()
