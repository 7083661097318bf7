"""What an archive, a mailbox or a message holds: a list to choose from, and each chosen becomes evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QWidget

from workbench.desk import enclosures
from workbench.desk.enclosures import Held, Outcome
from workbench.readers.enclosed import Enclosed, What
from workbench.readers.supervise import Task
from workbench.ui import theme, when
from workbench.ui.basics import button, label
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.desk.views import DocumentView
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

_ICONS = {What.PAGE: "globe", What.MESSAGE: "mail", What.ATTACHMENT: "paperclip", What.PICTURE: "image"}
_KINDS = {
    What.PAGE: tr("Captured page"),
    What.MESSAGE: tr("Message"),
    What.ATTACHMENT: tr("Attachment"),
    What.PICTURE: tr("Picture in the message"),
}


class ContentsPage(DeskPage):
    """``show_document`` lists; Enter takes out what is chosen, or opens what was taken out before."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.CONTENTS,
            tr("Take out"),
            tr("Choose one or several (Shift and Ctrl choose more). Each becomes evidence with a code of its own."),
        )
        self.document: DocumentView | None = None
        self._held: Held | None = None
        self._task = Task()
        self.items: RowsModel[Enclosed] = RowsModel(_title, self._spoken, key=lambda row: str(row.number))
        self.list = RowList(tr("What it holds"), self.items, self._face, "", lines=1)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setMinimumHeight(theme.px(LOWEST))
        self.filter = QLineEdit()
        self.filter.setAccessibleName(tr("Filter"))
        self.filter.setPlaceholderText(tr("Filter by title, address, sender or date"))
        self.filter.setClearButtonEnabled(True)
        self.take = button(tr("Take out"), self.take_chosen, "primary")
        self.open = button(tr("Open"), self._open_chosen)
        self.open.hide()
        self.count = label("", "muted")
        self.told = label("", "muted", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.take)
        foot.addWidget(self.open)
        foot.addWidget(self.count, 1)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.told)
        self.body.addLayout(foot)
        self.filter.textChanged.connect(lambda _: self._narrow())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.work.stop_button.clicked.connect(lambda _=False: self._task.cancel())
        self.list.doubleClicked.connect(lambda _: self._enter())

    def focus_widget(self) -> QWidget:
        """The list."""
        return self.list

    def show_document(self, document: DocumentView) -> None:
        """List what a document holds, read beside the window."""
        if self.work.busy:
            return
        self.document, self._held, self._task = document, None, Task()
        self.setAccessibleName(f"{tr('Take out of')} {document.code}")
        self.heading.setText(f"{tr('Take out of')} {document.code} {document.title}")
        self.items.put([])
        self.told.hide()
        self.list.set_hint(tr("Reading the list…"))
        self._tell_chosen()
        project, task = self.project, self._task
        self.begin(tr("Reading the list"), lambda _: enclosures.held(project, document.id, task=task), self._show)

    def refresh(self, news: News | None = None) -> None:
        """Follow what was taken out, and taken back."""
        if self._held is not None and news is not None and news.concerns("document", "custody_event"):
            known = enclosures.taken_out(self.project, self._held.document)
            self._held = Held(self._held.document, self._held.contents, known)
            self.list.viewport().update()
            self._tell_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes out what is chosen, or opens it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._enter()
            return
        super().keyPressEvent(event)

    def chosen(self) -> list[Enclosed]:
        """What is chosen, in the order of the list."""
        rows = sorted(one.row() for one in self.list.selectionModel().selectedIndexes())
        return [self.items.rows[at] for at in rows]

    def take_chosen(self) -> None:
        """Take out what is chosen and was not before."""
        document, naming = self.document, self.view.naming
        numbers = [one.number for one in self.chosen() if one.number not in self._taken]
        if document is None or naming is None or not numbers:
            return
        project, task = self.project, Task()
        self._task = task

        def work(handle: Handle) -> list[Outcome]:
            made: list[Outcome] = []
            for outcome in enclosures.take(project, document.id, numbers, task=task):
                made.append(outcome)
                handle.progress(len(made), len(numbers))
            return made

        naming.named(lambda: self.begin(tr("Taking out"), work, self._took, ended=self._tell_chosen))

    @property
    def _taken(self) -> dict[int, DocumentView]:
        return dict(self._held.taken) if self._held is not None else {}

    def _show(self, held: Held) -> None:
        self._held = held
        self.told.setText(" ".join(held.contents.warnings))
        self.told.setVisible(bool(held.contents.warnings))
        self.list.set_hint(tr("There is nothing here that can be taken out."))
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.filter.text().casefold().split()
        items = self._held.contents.items if self._held is not None else ()
        self.items.put([one for one in items if all(word in _found_by(one) for word in wanted)])
        if items and not self.items.rows:
            self.list.set_hint(tr("None of them has these words."))
        if self.items.rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.items.index(0))
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        chosen, taken = self.chosen(), self._taken
        fresh = [one for one in chosen if one.number not in taken]
        self.take.setEnabled(bool(fresh) and not self.work.busy)
        self.take.setText(tr("Take out") if len(fresh) < 2 else plural(len(fresh), "Take out %n", "Take out %n"))
        self.open.setVisible(len(chosen) == 1 and not fresh)
        total = len(self._held.contents.items) if self._held is not None else 0
        words = plural(total, "%n in all", "%n in all")
        self.count.setText(f"{words}, {plural(len(taken), '%n taken out', '%n taken out')}" if taken else words)

    def _took(self, outcomes: Sequence[Outcome]) -> None:
        added = [one for outcome in outcomes if outcome.added for one in outcome.added.all()]
        new = [one.document for one in added if not one.already_there]
        problems = [f"{one.item.title or one.item.name}: {one.problem}" for one in outcomes if one.problem]
        problems += [sentence for one in added for sentence in one.left]
        problems += [f"{one.code} {one.original_name}: {one.problem}" for one in new if one.problem]
        if new:
            codes = new[0].code if len(new) == 1 else f"{new[0].code}–{new[-1].code}"
            self.view.status.tell(
                f"{tr('Taken out as')} {codes}.", offer=(tr("Open"), lambda: self.view.open_document(new[0].id))
            )
        if problems:
            words = problems[0] if len(problems) == 1 else plural(len(problems), "%n needs a look.", "%n need a look.")
            self._window.notices.tell(words, near=self, details="\n".join(problems), stays=True)

    def _enter(self) -> None:
        if self.open.isHidden():
            self.take_chosen()
        else:
            self._open_chosen()

    def _open_chosen(self) -> None:
        document = self._taken.get(self.chosen()[0].number) if self.chosen() else None
        if document is not None:
            self.view.open_document(document.id)

    def _face(self, row: Enclosed) -> RowFace:
        taken = self._taken.get(row.number)
        size = "" if row.size is None else when.size(row.size)
        parts = (row.by, row.url, _moment(row.when), _KINDS[row.what] if row.what is What.PICTURE else "", size)
        note = f"{tr('answered with')} {row.note}" if row.note.isdigit() else ""
        return RowFace(
            lead=str(row.number),
            words=_title(row),
            detail=" · ".join(part for part in (*parts, note) if part),
            icon="circle-check" if taken else _ICONS[row.what],
            tone=Tone.ACCENT if taken else Tone.MUTED,
            right=taken.code if taken else "",
        )

    def _spoken(self, row: Enclosed) -> str:
        taken = self._taken.get(row.number)
        said = f"{tr('taken out as')} {taken.code}" if taken else ""
        parts = (f"{_KINDS[row.what]} {row.number}", _title(row), row.by, row.url, _moment(row.when), said)
        return ", ".join(part for part in parts if part)


def _title(row: Enclosed) -> str:
    return row.title or row.name


def _found_by(row: Enclosed) -> str:
    return " ".join((str(row.number), row.title, row.name, row.url, row.by, row.when, row.mime)).casefold()


def _moment(iso: str) -> str:
    return iso.replace("T", " ").removesuffix("Z")[:16]
