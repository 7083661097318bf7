"""The cells of a table that a person corrects: text in rows of equal length, changed in place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.ui.direction import side
from workbench.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
_ITEM = QModelIndex()


class CellsModel(QAbstractTableModel):
    """Rows and columns count from 1 in their headings, from 0 here."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[str]] = []

    def show_rows(self, rows: list[list[str]]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = [list(row) for row in rows]
        self.endResetModel()

    def rows(self) -> list[list[str]]:
        """Return the rows as they are now."""
        return [list(row) for row in self._rows]

    def rowCount(self, parent: Index = _ITEM) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ITEM) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() or not self._rows else len(self._rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words; those that run from the right stand at the right."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return cell
            case Qt.ItemDataRole.TextAlignmentRole:
                return side(cell) | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{tr('Row')} {index.row() + 1}, {tr('column')} {index.column() + 1}: {cell or tr('empty')}"
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a cell as it was corrected."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self._rows[index.row()][index.column()] = " ".join(str(value).split())
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be corrected."""
        plain = super().flags(index)
        return plain | Qt.ItemFlag.ItemIsEditable if index.isValid() else plain

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the number of a row or column."""
        return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None

    # as a whole ----------------------------------------------------------------------------------

    def add_row(self, before: int) -> None:
        """Put an empty row before another."""
        self.beginInsertRows(QModelIndex(), before, before)
        self._rows.insert(before, [""] * max(1, self.columnCount()))
        self.endInsertRows()

    def drop_row(self, at: int) -> None:
        """Take a row away; the last one stays."""
        if len(self._rows) > 1:
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._rows[at]
            self.endRemoveRows()

    def add_column(self, before: int) -> None:
        """Put an empty column before another."""
        self.beginInsertColumns(QModelIndex(), before, before)
        for row in self._rows:
            row.insert(before, "")
        self.endInsertColumns()

    def drop_column(self, at: int) -> None:
        """Take a column away; the last one stays."""
        if self.columnCount() > 1:
            self.beginRemoveColumns(QModelIndex(), at, at)
            for row in self._rows:
                del row[at]
            self.endRemoveColumns()

    def join_rows(self, first: int) -> None:
        """Make one row of two, as of a heading that takes two lines: words one under the other are joined."""
        if first + 1 < len(self._rows):
            joined = [" ".join(filter(None, pair)) for pair in zip(*self._rows[first : first + 2], strict=True)]
            self.drop_row(first + 1)
            self._rows[first] = joined
            self.dataChanged.emit(self.index(first, 0), self.index(first, self.columnCount() - 1))
