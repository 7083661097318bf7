"""A list of frozen rows as a Qt model: fed whole, it tells the view only what differs."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

RowRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


R = TypeVar("R")


class RowsModel(QAbstractListModel, Generic[R]):
    """Rows of one kind. ``title`` gives the text of a row, ``spoken`` what a screen reader says of it, ``key`` what
    tells it from the others (its id, if not said otherwise).
    """

    def __init__(
        self,
        title: Callable[[R], str],
        spoken: Callable[[R], str],
        parent: QObject | None = None,
        *,
        key: Callable[[R], str] = lambda row: str(getattr(row, "id", "")),
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._title = title
        self._spoken = spoken
        self._rows: list[R] = []

    @property
    def rows(self) -> Sequence[R]:
        """The rows on show."""
        return self._rows

    def put(self, rows: Sequence[R]) -> None:
        """Show these rows. Where the ids are the same, only what differs is announced, so nothing jumps."""
        if self._keys(rows) == self._keys(self._rows):
            old, self._rows = self._rows, list(rows)
            for at, (before, now) in enumerate(zip(old, self._rows, strict=True)):
                if before != now:
                    self.dataChanged.emit(self.index(at), self.index(at))
            return
        new = self._one_more(rows)
        if new is not None:
            self.beginInsertRows(QModelIndex(), new, new)
            self._rows = list(rows)
            self.endInsertRows()
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def _one_more(self, rows: Sequence[R]) -> int | None:
        """Return where exactly one row was put in, None where it is anything else."""
        if len(rows) != len(self._rows) + 1 or not self._rows:
            return None
        old, new = self._keys(self._rows), self._keys(rows)
        at = next((i for i, key in enumerate(old) if key != new[i]), len(old))
        return at if new[at + 1 :] == old[at:] else None

    def _keys(self, rows: Sequence[R]) -> list[str]:
        return [self._key(row) for row in rows]

    def row_of(self, row_id: str) -> int:
        """Return the place of a row, -1 where it is not shown."""
        return next((at for at, row in enumerate(self._rows) if self._key(row) == row_id), -1)

    def at(self, index: Index) -> R | None:
        """Return the row at ``index``, None outside."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def key_at(self, index: Index) -> str:
        """Return the id of the row at ``index``, empty outside."""
        row = self.at(index)
        return "" if row is None else self._key(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return how many rows there are; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, spoken text or the row itself."""
        row = self.at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row)
        return row if role == RowRole else None
