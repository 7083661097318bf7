"""A list of names, pasted or from a file: in which documents each is, to be opened there or written as a table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from workbench.desk import names
from workbench.desk.names import InDocument, NameFound
from workbench.errors import WorkbenchError
from workbench.exchange import names_table
from workbench.ui import choosing, theme
from workbench.ui.basics import button, label
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window

WIDTH = 260  # of the list of names, in pixels at 100 %


class UnreadableList(WorkbenchError):
    """A file of names cannot be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a document, or nowhere."""

    key: str
    name: NameFound
    document: InDocument | None


class NamesPanel(QFrame):
    """``asked`` carries the query and the id of the document that is to be opened."""

    asked = Signal(str, str)

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.found: list[NameFound] = []
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(tr("Names, one on each line"))
        self.words.setPlaceholderText(tr("Paste names, one on each line:\nJack Rosen\nSharif, Nawaz\nminist*"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedWidth(theme.px(WIDTH))
        self.look = button(tr("Look up"), self.look_up, "primary")
        self.file = button(tr("From a file…"), self._choose, "quiet", icon="folder-open")
        self.table = button(tr("Save as table…"), self._export, "quiet", icon="download")
        self.table.setEnabled(False)
        self.told = label(
            tr("Each name is looked up in all evidence, in any case and with or without accents."), "muted", wrap=True
        )
        self.rows: RowsModel[Place] = RowsModel(_title, _spoken, key=lambda row: row.key)
        self.list = RowList(tr("Names found"), self.rows, _face, "", lines=1)
        self.list.opened.connect(self._open)
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.words, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.look)
        buttons.addWidget(self.file)
        buttons.addStretch(1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(self.told, 1)
        head.addWidget(self.table)
        right.addLayout(head)
        right.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addLayout(left)
        row.addLayout(right, 1)

    def look_up(self) -> None:
        """Look all names up, beside the window."""
        if self._window.view is None:
            return
        project, words = self._window.view.workspace.project, self.words.toPlainText()

        def work(handle: Handle) -> list[NameFound]:
            return names.look_up(project, names.read(words), stop=lambda: handle.stopped, progress=handle.progress)

        def progress(done: int, total: int) -> None:
            self.told.setText(tr("Looking up %1 of %2").replace("%1", str(done)).replace("%2", str(total)))

        def failed(error: BaseException) -> None:
            self.look.setEnabled(True)
            if not isinstance(error, WorkbenchError):
                raise error
            self.told.setText(error.sentence)

        self.look.setEnabled(False)
        self._window.jobs.run(work, owner=self, done=self._show, failed=failed, progress=progress)

    def _show(self, found: list[NameFound]) -> None:
        self.found = found
        self.look.setEnabled(True)
        rows = []
        for number, one in enumerate(found):
            rows += [Place(f"{number} {document.id}", one, document) for document in one.documents]
            if not one.documents:
                rows.append(Place(str(number), one, None))
        self.rows.put(rows)
        self.table.setEnabled(bool(found))
        held = sum(bool(one.documents) for one in found)
        words = plural(len(found), "%n name looked up", "%n names looked up")
        self.told.setText(
            f"{words}: {tr('%1 found, %2 nowhere').replace('%1', str(held)).replace('%2', str(len(found) - held))}."
        )
        if rows:
            self.list.show_current(rows[0].key)
            self.list.setFocus()

    def _open(self, row: Place) -> None:
        if row.document is not None:
            self.asked.emit(row.name.query, row.document.id)

    def _choose(self) -> None:
        folder = self._window.view.workspace.project.path.parent if self._window.view is not None else Path()
        kinds = f"{tr('Lists of names')} (*.txt *.csv);;{tr('All files')} (*)"
        path = choosing.file_to_open(self, tr("A list of names"), kinds, what=choosing.For.EVIDENCE, folder=folder)
        if path is not None:
            self._window.notices.attempt(lambda: self.take(path), near=self)

    def take(self, path: Path) -> None:
        """Take the names of a file; raise UnreadableList."""
        try:
            self.words.setPlainText(path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as error:
            words = tr("“%1” is not written in UTF-8. Save the list as UTF-8 text.").replace("%1", path.name)
            raise UnreadableList(words) from error
        except OSError as error:
            raise UnreadableList(tr("“%1” cannot be read.").replace("%1", path.name)) from error
        self.look_up()

    def _export(self) -> None:
        if self._window.view is None:
            return
        proposed = self._window.view.workspace.project.path.parent / f"{tr('names')}.csv"
        path = choosing.file_to_write(self, tr("Save as table"), f"{tr('Tables')} (*.csv)", proposed)
        if path is not None:
            self._window.notices.attempt(lambda: self.write(path), near=self)

    def write(self, path: Path) -> None:
        """Write the table; raise UnreadableList where the file cannot be written."""
        try:
            names_table.write(self.found, path)
        except OSError as error:
            raise UnreadableList(
                tr("“%1” cannot be written. Choose another folder.").replace("%1", path.name)
            ) from error
        self.told.setText(tr("The table is in “%1”.").replace("%1", path.name))


def _title(row: Place) -> str:
    return row.name.name


def _spoken(row: Place) -> str:
    return f"{row.name.name}, {_detail(row)}, {_right(row)}"


def _detail(row: Place) -> str:
    if row.document is None:
        return row.name.problem or tr("found nowhere")
    return f"{row.document.code} {row.document.title}"


def _right(row: Place) -> str:
    return plural(row.document.hits, "%n passage", "%n passages") if row.document is not None else ""


def _face(row: Place) -> RowFace:
    icon = "file-search" if row.document is not None else "minus"
    return RowFace(lead="", words=row.name.name, detail=_detail(row), icon=icon, tone=Tone.MUTED, right=_right(row))
