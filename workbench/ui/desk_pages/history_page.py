"""The history: every step with who and when, narrowed to a claim or to words, and what each step did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from workbench.desk import history, verdicts
from workbench.desk.log_views import Altered, HistoryEntry
from workbench.desk.views import VerdictView
from workbench.ui import theme, when
from workbench.ui.basics import button
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.desk_pages.step_detail import StepDetail
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import apart, tr

if TYPE_CHECKING:
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

# Below this width, in pixels at 100 %, what a step did stands below the list.
BESIDE = 640
# While the cursor runs down the list, what a step did is looked up only where it rests, in milliseconds.
REST = 60


class HistoryPage(DeskPage):
    """The list at the left, what the step under the cursor did at the right."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window, PageName.HISTORY, tr("History"), tr("Every step since the project was made. None is ever removed.")
        )
        self._entries: list[HistoryEntry] = []
        self.steps: RowsModel[HistoryEntry] = RowsModel(_title, _spoken, key=lambda row: row.change_id)
        self.list = RowList(tr("Steps"), self.steps, _face, tr("No step here."), lines=1)
        self.one_claim = button(tr("This claim"), role="quiet")
        self.one_claim.setCheckable(True)
        self.filter = QLineEdit()
        self.filter.setAccessibleName(tr("Filter steps"))
        self.filter.setPlaceholderText(tr("Filter by name, step or code, such as C45"))
        self.filter.setClearButtonEnabled(True)
        self.detail = StepDetail()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self.one_claim)
        left = QFrame()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setMinimumHeight(theme.px(LOWEST))
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.body.addWidget(self.splitter, 1)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._explain)
        self.filter.textChanged.connect(lambda _: self._narrow())
        self.one_claim.toggled.connect(lambda _: self._narrow())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._rest.start())
        self.list.activated.connect(lambda _: self.detail.focus_first())
        self.detail.restore.connect(self._restore)
        self.workspace.claim_activated.connect(lambda _: self._name_claim())
        self._name_claim()

    def focus_widget(self) -> QWidget:
        """The list."""
        return self.list

    def refresh(self, news: News | None = None) -> None:
        """Read the steps anew, beside the window."""
        if self.isHidden() and news is not None:
            return
        project = self.project
        self._window.jobs.run(lambda _: history.entries(project), owner=self, done=self._show)

    def show_claim(self) -> None:
        """Narrow the list to the claim being worked on."""
        self.one_claim.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from what a step did back to the list, and from there away."""
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self.list.setFocus()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(BESIDE)
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
        if not self.splitter.property("shared"):
            self.splitter.setProperty("shared", True)
            self.splitter.setSizes([1000, 1000])

    def _show(self, found: list[HistoryEntry]) -> None:
        self._entries = found
        self._narrow()

    def _name_claim(self) -> None:
        row = self.workspace.active_row
        self.one_claim.setText(f"{row.code} {tr('only')}" if row else tr("This claim"))
        self.one_claim.setToolTip(tr("Only steps of the claim being worked on"))
        self.one_claim.setEnabled(row is not None)
        if self.one_claim.isChecked():
            self._narrow()

    def _narrow(self) -> None:
        row = self.workspace.active_row
        code = row.code if row is not None and self.one_claim.isChecked() else ""
        wanted = self.filter.text().casefold().split()
        rows = [
            one for one in self._entries if (not code or code in one.claim_codes) and all(_has(one, w) for w in wanted)
        ]
        self.steps.put(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.show_current(rows[0].change_id)
        self._rest.start()

    def _explain(self) -> None:
        entry = self.steps.at(self.list.currentIndex())
        if entry is None:
            self.detail.show_nothing()
            return
        project, ident = self.project, entry.change_id

        def read() -> tuple[list[Altered], list[VerdictView]]:
            found = history.altered(project, ident)
            judged = next((one.code for one in found if one.verdict and one.code), "")
            return found, verdicts.history(project, judged) if judged else []

        def done(found: tuple[list[Altered], list[VerdictView]]) -> None:
            current = self.steps.at(self.list.currentIndex())
            if current is not None and current.change_id == ident:
                self.detail.show_step(entry, *found, read_only=self.project.read_only)

        self._window.jobs.run(lambda _: read(), owner=self, done=done)

    def _restore(self, one: VerdictView) -> None:
        def work() -> None:
            verdicts.decide(
                self.project,
                one.claim_id,
                label=one.label,
                rationale=one.rationale,
                short_conclusion=one.short_conclusion,
                not_established=one.not_established,
                sole_source_reason=one.sole_source_reason,
                as_of=one.as_of,
            )
            self.view.status.tell(tr("Version %1 is in force again, as a new version.").replace("%1", str(one.version)))

        self._window.notices.attempt(work, near=self)
        self.list.setFocus()


def _has(entry: HistoryEntry, wanted: str) -> bool:
    """A code is meant whole: C4 is not C45."""
    if wanted[:1] == "c" and wanted[1:].isdigit():
        return wanted.upper() in entry.claim_codes
    return wanted in entry.label.casefold() or wanted in entry.by.casefold()


def _title(entry: HistoryEntry) -> str:
    return entry.label


def _detail(entry: HistoryEntry) -> str:
    parts = (apart(entry.by) or tr("no name"), when.moment(entry.at), tr("undone") if entry.undone else "")
    return " · ".join(part for part in parts if part)


def _spoken(entry: HistoryEntry) -> str:
    return f"{entry.label}, {_detail(entry)}"


_ICONS = {"undo": "undo-2", "redo": "redo-2", "merge": "columns-2", "fixed": "flag", "aside": "info"}
_BEGINNINGS = (("Judge", "scale"), ("Mark", "highlighter"), ("Link", "link-2"), ("Add evidence", "file-plus"))


def _face(entry: HistoryEntry) -> RowFace:
    named = next((icon for words, icon in _BEGINNINGS if entry.label.startswith(words)), "pencil")
    icon = _ICONS.get(entry.kind, named)
    return RowFace(lead="", words=entry.label, detail=_detail(entry), icon=icon, tone=Tone.MUTED)
