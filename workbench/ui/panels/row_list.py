"""A list of the navigator: rows by delegate, one click or Enter chooses, and a hint where there is nothing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from workbench.ui import theme
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.panels.row_delegate import LINES, RowDelegate, RowFace


class RowList(QListView):
    """``chosen`` carries the row the user went to by mouse or keyboard, ``opened`` the one to be opened."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self, name: str, model: RowsModel[Any], face: Callable[[Any], RowFace], hint: str, *, lines: int = LINES
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._hint = hint
        self._model = model
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(face, self, lines=lines))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._quiet = False
        self._kept = ""
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._take_place)
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._clicked)
        theme.look().changed.connect(self.scheduleDelayedItemsLayout)

    def show_current(self, row_id: str) -> None:
        """Put the cursor on a row without announcing it; none where it is not shown."""
        self._quiet = True
        at = self._model.row_of(row_id)
        index = self._model.index(at) if at >= 0 else QModelIndex()
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            if index.isValid():
                self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._quiet = False

    def keyboardSearch(self, search: str) -> None:
        """Letters belong to the actions, not to the list."""

    def minimumSizeHint(self) -> QSize:
        """A list may become small."""
        return QSize(60, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the hint where there are none."""
        super().paintEvent(event)
        if self._model.rowCount() == 0 and self._hint:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            room = self.viewport().rect().adjusted(18, 22, -18, -12)
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as wide as the list."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def set_hint(self, hint: str) -> None:
        """Change what is said where there is nothing."""
        self._hint = hint
        self.viewport().update()

    def _keep_place(self) -> None:
        self._kept = self._model.key_at(self.currentIndex())

    def _take_place(self) -> None:
        # rows that arrive in numbers, an import for instance, must not take the cursor from under the user's keys
        self.show_current(self._kept)

    def _moved(self, index: QModelIndex) -> None:
        row = self._model.at(index)
        if not self._quiet and row is not None:
            self.chosen.emit(row)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._model.at(index)
        if row is not None:
            self.opened.emit(row)
