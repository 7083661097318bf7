"""Backup copies: the list of them, one more now, and one of them made a project again or merged back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.desk import backups
from workbench.desk.backups import Restored
from workbench.store.backups import Backup
from workbench.ui import theme, when
from workbench.ui.basics import button, label
from workbench.ui.desk_pages.merge_page import MergePage, from_backup
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.window import Window
    from workbench.ui.workspace import News


class BackupsPage(DeskPage):
    """Copies are kept by themselves; here they are seen and brought back."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.BACKUPS,
            tr("Backups"),
            tr(
                "While you work, a copy of what the project says is kept every few minutes, in your own folder on this"
                " computer. Restoring never overwrites anything."
            ),
        )
        self.copies: RowsModel[Backup] = RowsModel(_title, _spoken)
        self.list = RowList(
            tr("Backup copies"),
            self.copies,
            _face,
            tr("No copies yet. The first is kept within a minute of a change."),
            lines=1,
        )
        self.list.setMinimumHeight(theme.px(LOWEST))
        self.keep = button(tr("Keep a copy now"), self._keep)
        self.restore = button(tr("Restore beside this project"), self._restore, "primary")
        self.merge_back = button(tr("Merge it back…"), self._merge_back)
        self._hint = label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.restore)
        row.addWidget(self.merge_back)
        row.addWidget(self.keep)
        row.addStretch(1)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._hint)
        self.body.addLayout(row)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self.list.activated.connect(lambda _: self.restore.setFocus())
        self._explain()

    def focus_widget(self) -> QWidget:
        """The list."""
        return self.list

    def refresh(self, news: News | None = None) -> None:
        """Look again which copies there are."""
        if news is None:
            self._look()

    @property
    def chosen(self) -> Backup | None:
        """The copy the cursor is on."""
        return self.copies.at(self.list.currentIndex())

    def _look(self) -> None:
        path = self.project.path
        self._window.jobs.run(lambda _: backups.listing(path), owner=self, done=self._show)

    def _show(self, found: list[Backup]) -> None:
        kept = self.chosen
        self.copies.put(found)
        if found and kept is None:
            self.list.show_current(found[0].id)
        self._explain()

    def _explain(self) -> None:
        one = self.chosen
        self.restore.setEnabled(one is not None)
        self.merge_back.setEnabled(one is not None and not self.project.read_only)
        self._hint.setVisible(one is not None)
        if one is not None:
            words = tr("The copy of %1 becomes a project of its own beside this one, which is left as it is.")
            files = "" if one.whole else " " + tr("Its evidence is taken from this project.")
            merged = " " + tr("Merged back, it brings what this project lost since; newer work stays.")
            self._hint.setText(words.replace("%1", when.moment(one.at.isoformat())) + files + merged)

    def _keep(self) -> None:
        project = self.project
        self.begin(tr("Keeping a copy"), lambda _: backups.make(project), self._kept, stoppable=False)

    def _kept(self, made: Backup) -> None:
        self.view.status.tell(tr("A backup copy was kept."))
        self._look()

    def _restore(self) -> None:
        one, path = self.chosen, self.project.path
        if one is not None:
            ident = one.id
            self.begin(tr("Restoring"), lambda _: backups.restore(path, ident), self._restored, stoppable=False)

    def _merge_back(self) -> None:
        """Look on the merge page at what the copy would bring back."""
        one = self.chosen
        page = self.view.open_page(PageName.MERGE) if one is not None else None
        if one is not None and isinstance(page, MergePage):
            page.look(from_backup(one.id, f"{tr('Backup of')} {when.moment(one.at.isoformat())}"))

    def _restored(self, made: Restored) -> None:
        words = tr("Restored as “%1”.").replace("%1", made.path.name)
        if made.missing:
            words += " " + plural(
                made.missing,
                "%n file of evidence could not be brought back.",
                "%n files of evidence could not be brought back.",
            )
        self.view.status.tell(words, offer=(tr("Open it"), lambda: self._window.opener.open(made.path)))


def _title(one: Backup) -> str:
    return when.moment(one.at.isoformat())


def _detail(one: Backup) -> str:
    kind = tr("whole, with the evidence") if one.whole else tr("without the bytes of the evidence")
    return f"{when.ago(one.at)} · {kind} · {when.size(one.size)}"


def _spoken(one: Backup) -> str:
    return f"{_title(one)}, {_detail(one)}"


def _face(one: Backup) -> RowFace:
    return RowFace(lead=_title(one), words="", detail=_detail(one), icon="history", tone=Tone.MUTED)
