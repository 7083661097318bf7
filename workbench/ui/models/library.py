"""The library as a Qt table: rows as the desk has ordered them, never sorted or filtered here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.desk.library import Column, LibraryRow
from workbench.reports.dates import day
from workbench.ui import icons, when, words
from workbench.ui.direction import side
from workbench.ui.text import plural, tr

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(Column)
HEADINGS: Mapping[Column, str] = {
    Column.NUMBER: tr("Code"),
    Column.TITLE: tr("Title"),
    Column.KIND: tr("Kind"),
    Column.SOURCE: tr("Source"),
    Column.PUBLISHER: tr("Publisher"),
    Column.DATE: tr("Date"),
    Column.LANGUAGE: tr("Language"),
    Column.TIER: tr("Tier"),
    Column.CAPTURE: tr("Held"),
    Column.LINKS: tr("Links"),
    Column.TEXT: tr("Text"),
    Column.SIZE: tr("Size"),
}
_WORDS: Mapping[Column, Callable[[LibraryRow], str]] = {
    Column.NUMBER: lambda row: row.code,
    Column.TITLE: lambda row: " ".join(row.title.split()),
    Column.KIND: lambda row: words.DOCUMENT_KIND[row.kind],
    Column.SOURCE: lambda row: row.source,
    Column.PUBLISHER: lambda row: row.publisher,
    Column.DATE: lambda row: day(row.date),
    Column.LANGUAGE: lambda row: row.language,
    Column.TIER: lambda row: words.TIER[row.tier] if row.tier else "",
    Column.CAPTURE: lambda row: words.CAPTURE[row.capture],
    Column.LINKS: lambda row: str(row.links) if row.links else "",
    Column.TEXT: lambda row: words.TEXT_LAYER[row.text_layer],
    Column.SIZE: lambda row: when.size(row.size) if row.size else "",
}
_AT_RIGHT = {Column.LINKS, Column.SIZE}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LibraryModel(QAbstractTableModel):
    """Fed whole; where the same rows come in the same order only what differs is told."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[LibraryRow] = ()

    @property
    def rows(self) -> Sequence[LibraryRow]:
        """The rows on show."""
        return self._rows

    def put(self, rows: Sequence[LibraryRow]) -> None:
        """Show these rows."""
        old = self._rows
        if len(rows) == len(old) and all(a.id == b.id for a, b in zip(rows, old, strict=True)):
            self._rows = rows
            for at, (before, now) in enumerate(zip(old, rows, strict=True)):
                if before != now:
                    self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def at(self, index: Index) -> LibraryRow | None:
        """Return the row at ``index``, None outside."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def places_of(self, ids: set[str]) -> list[int]:
        """Return where documents stand, those that are shown."""
        return [at for at, row in enumerate(self._rows) if row.id in ids] if ids else []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return how many rows there are; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[COLUMNS[section]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            at_right = COLUMNS[section] in _AT_RIGHT
            return (Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft).value | _MIDDLE.value
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, and how it stands."""
        row = self.at(index)
        if row is None:
            return None
        column = COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _WORDS[column](row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(row, column).value | _MIDDLE.value
            case Qt.ItemDataRole.DecorationRole if column is Column.TITLE and row.needs_look:
                return icons.icon("triangle-alert", "mixed")
            case Qt.ItemDataRole.ToolTipRole if column is Column.TITLE:
                return "\n".join(part for part in (row.title, look(row)) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row) if column is Column.NUMBER else f"{HEADINGS[column]}: {_WORDS[column](row)}"
            case _:
                return None

    def _side(self, row: LibraryRow, column: Column) -> Qt.AlignmentFlag:
        if column in _AT_RIGHT:
            return Qt.AlignmentFlag.AlignRight
        return side(row.title) if column is Column.TITLE else Qt.AlignmentFlag.AlignLeft


def look(row: LibraryRow) -> str:
    """Return why somebody should look at a document, "" where nobody need."""
    if row.problem:
        return row.problem
    if row.same_text:
        return tr("Same text as %1, from another file.").replace("%1", ", ".join(row.same_text[:5]))
    return tr("It has no text that could be searched or quoted.") if row.needs_look else ""


def spoken(row: LibraryRow) -> str:
    """Return a row as a sentence for a screen reader."""
    links = plural(row.links, "%n link", "%n links") if row.links else tr("not linked")
    parts = (row.code, row.title, words.DOCUMENT_KIND[row.kind], row.publisher, day(row.date), links, look(row))
    return ". ".join(part for part in parts if part)
