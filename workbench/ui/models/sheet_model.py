"""One sheet as a Qt model: cells are cut from the stored text when they are looked at, so a long one costs nothing."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.readers.cells import letters
from workbench.readers.grid import Grid
from workbench.ui.direction import side

Index = QModelIndex | QPersistentModelIndex
_NUMBER_SIGNS = frozenset("0123456789.,-+%  ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_TIP_FROM = 24  # letters of a cell from which on it may not fit and is said in full


class SheetModel(QAbstractTableModel):
    """Cells of a ``Grid``. Headers are the letters and numbers that cells are cited by."""

    def __init__(self, grid: Grid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = grid

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return how many rows there are."""
        return 0 if parent.isValid() else self.grid.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return how many columns there are."""
        return 0 if parent.isValid() else self.grid.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, on which side they stand, and what a screen reader says of it."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.grid.words(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.grid.words(index.row(), index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = f"{letters(index.column())}{index.row() + 1}"
            return f"{name} {self.grid.words(index.row(), index.column())}".rstrip()
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self.grid.words(index.row(), index.column())
            return words if len(words) > _TIP_FROM else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the letters of a column or the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letters(section) if orientation is Qt.Orientation.Horizontal else f"{section + 1}"


def is_number(words: str) -> bool:
    """Return whether a cell holds a number, which stands on the right."""
    return bool(words) and _NUMBER_SIGNS.issuperset(words) and any(sign.isdecimal() for sign in words)


def alignment(words: str) -> Qt.AlignmentFlag:
    """Return on which side of its cell words stand, whichever way the sheet runs."""
    # AlignAbsolute: in a sheet that runs from right to left Qt would mirror the sides once more.
    where = Qt.AlignmentFlag.AlignRight if is_number(words) else side(words)
    return where | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
