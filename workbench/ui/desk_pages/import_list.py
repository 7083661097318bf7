"""What was brought in and what became of each file: stays until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from workbench.ui import theme
from workbench.ui.basics import button
from workbench.ui.import_entry import AGAIN, TROUBLE, UNDER_WAY, WORDS, Entry, Stage, summary
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import plural, tr
from workbench.ui.widgets import Yielding

if TYPE_CHECKING:
    from workbench.ui.importing import ImportQueue

# Files that come in are shown at most this often, in milliseconds.
GATHER = 200
_ICONS = {
    Stage.WAITING: "ellipsis",
    Stage.READING: "book-open",
    Stage.ADDED: "check",
    Stage.KNOWN: "copy",
    Stage.STOPPED: "minus",
    Stage.WITHOUT_TEXT: "triangle-alert",
    Stage.REFUSED: "x",
}


class ImportList(QFrame):
    """``opened`` carries the id of the evidence made of a file."""

    opened = Signal(str)

    def __init__(self, queue: ImportQueue) -> None:
        super().__init__()
        self.setAccessibleName(tr("Files brought in"))
        self._queue = queue
        self._all = True
        self.rows: RowsModel[Entry] = RowsModel(lambda one: one.name, _spoken)
        self.list = RowList(tr("Files brought in"), self.rows, _face, "", lines=1)
        self.list.setMinimumHeight(theme.px(96))
        self.words = Yielding("", "strong")
        self.only = button(tr("Only what needs a look"), self._switch, "link")
        self.only.setCheckable(True)
        self.stop_one = button(tr("Stop this one"), self._stop_one, "link")
        self.stop_all = button(tr("Stop all"), queue.stop, "link")
        self.again = button(tr("Try again"), self._again, "link")
        self.away = button(tr("Put away"), queue.put_away, "link")
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self.words)
        head.addStretch(1)
        for part in (self.only, self.stop_one, self.stop_all, self.again, self.away):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self._timer = QTimer(self, singleShot=True, interval=GATHER)
        self._timer.timeout.connect(self.refresh)
        queue.changed.connect(lambda: self._timer.isActive() or self._timer.start())
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self.hide()  # without a parent it would be a window of its own

    def refresh(self) -> None:
        """Show how each file stands."""
        entries = self._queue.entries
        self.setVisible(bool(entries))
        self.rows.put([one for one in entries if self._all or one.stage in TROUBLE])
        self.words.setText(summary(entries))
        trouble = sum(one.stage in TROUBLE for one in entries)
        self.only.setVisible(bool(trouble))
        self.only.setText(
            tr("All files") if not self._all else plural(trouble, "Only %n to look at", "Only %n to look at")
        )
        self.only.setChecked(not self._all)
        self.stop_all.setVisible(self._queue.running)
        self.again.setVisible(any(one.stage in AGAIN for one in entries))
        self.away.setVisible(any(one.stage not in UNDER_WAY for one in entries))
        if not self._all and not trouble:
            self._switch()
        self._explain()

    @property
    def chosen(self) -> Entry | None:
        """The file the cursor is on."""
        return self.rows.at(self.list.currentIndex())

    def _explain(self) -> None:
        one = self.chosen
        self.stop_one.setVisible(one is not None and one.stage in UNDER_WAY)
        self.again.setText(tr("Try this one again") if one is not None and one.stage in AGAIN else tr("Try again"))

    def _switch(self) -> None:
        self._all = not self._all
        self.refresh()

    def _stop_one(self) -> None:
        if (one := self.chosen) is not None:
            self._queue.stop_one(one.id)

    def _again(self) -> None:
        one = self.chosen
        chosen = [one.id] if one is not None and one.stage in AGAIN else []
        self._queue.again(chosen or [entry.id for entry in self._queue.entries if entry.stage in AGAIN])

    def _open(self) -> None:
        if (one := self.chosen) is not None and one.document_id:
            self.opened.emit(one.document_id)


def _detail(one: Entry) -> str:
    return ": ".join(part for part in (" ".join(filter(None, (WORDS[one.stage], one.code))), one.said) if part)


def _spoken(one: Entry) -> str:
    return f"{one.name}, {_detail(one)}"


def _face(one: Entry) -> RowFace:
    tone = Tone.CONTRADICTS if one.stage in TROUBLE else Tone.MUTED
    return RowFace(lead=one.name, words="", detail=_detail(one), icon=_ICONS[one.stage], tone=tone)
