"""Confidential sources: codenames in the project, the real names in a vault outside it, seen only while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from workbench.desk import documents, sources, vault
from workbench.desk.vault import Vault
from workbench.desk.views import DocumentView, SourceView
from workbench.model.sets import Anonymity, Attribution
from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.desk_pages.passphrase import PassphraseLines
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import tr
from workbench.ui.widgets import Choice

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

TERMS = {
    Attribution.BACKGROUND: tr("On background: may be used, not named"),
    Attribution.DEEP_BACKGROUND: tr("Deep background: may be used, nothing attributed"),
    Attribution.OFF_THE_RECORD: tr("Off the record: never leaves this computer"),
    Attribution.ON_THE_RECORD: tr("On the record"),
}


class SourcesPage(DeskPage):
    """The vault stays open until it is locked or the window is closed, whichever project is open."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.SOURCES,
            tr("Confidential sources"),
            tr(
                "The project knows a codename only. Who it is stands in the vault: one encrypted file on this computer,"
                " outside every project. Nobody opens it without its passphrase, and a forgotten one cannot be found."
            ),
        )
        self.rows: RowsModel[SourceView] = RowsModel(_title, _title)
        self.list = RowList(
            tr("Confidential sources"), self.rows, self._face, tr("No confidential source yet."), lines=1
        )
        self.list.setMinimumHeight(theme.px(LOWEST))
        self.gate = _Gate(self)
        self.detail = _Detail(self)
        self.form = _AddForm(self)
        left = QFrame()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.detail)
        splitter.setSizes([theme.px(300), theme.px(360)])
        self.body.addWidget(self.gate)
        self.body.addWidget(splitter, 1)
        self.body.addWidget(self.form)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())

    def focus_widget(self) -> QWidget:
        """The passphrase while the vault is locked, the codename after."""
        return self.form.codename if self._window.vault is not None else self.gate.passphrase.first

    def refresh(self, news: News | None = None) -> None:
        """Show the sources and the state of the vault."""
        if news is not None and not news.concerns("source", "document"):
            return
        found = [one for one in sources.listing(self.project) if one.anonymity is Anonymity.CODENAMED]
        before = self.chosen
        self.rows.put(found)
        if found and before is None:
            self.list.show_current(found[0].id)
        self.gate.show_state(self._window.vault)
        self.form.setVisible(self._window.vault is not None and not self.project.read_only)
        self._explain()

    @property
    def chosen(self) -> SourceView | None:
        """The source the cursor is on."""
        return self.rows.at(self.list.currentIndex())

    def open_vault(self) -> None:
        """Open the vault, or make it where there is none; the seconds a guess costs pass beside the window."""
        passphrase = self.gate.passphrase.taken()
        if passphrase is None:
            return
        new = not vault.place().exists()

        def work(_: Handle) -> Vault:
            return vault.create(passphrase) if new else vault.unlock(passphrase)

        self.gate.setEnabled(False)
        words = tr("Making the vault") if new else tr("Opening the vault")
        self.begin(words, work, self._opened, ended=lambda: self.gate.setEnabled(True), stoppable=False)

    def lock(self) -> None:
        """Forget what the vault says."""
        self._window.vault = None
        self.refresh()
        self.gate.passphrase.first.setFocus()

    def add(self, codename: str, name: str, contact: str, terms: Attribution) -> None:
        """Add a source: the codename to the project, the name to the vault."""
        opened, project = self._window.vault, self.project
        if opened is None or self.view.naming is None:
            return

        def work(_: Handle) -> SourceView:
            contacts = [contact] if contact else []
            return vault.add(opened, project, codename=codename, name=name, contacts=contacts, attribution=terms)

        self.view.naming.named(lambda: self.begin(tr("Writing the vault"), work, self._added, stoppable=False))

    def give(self, document_id: str) -> None:
        """Say that the chosen source gave a document."""
        one = self.chosen
        if one is not None:
            self._window.notices.attempt(lambda: documents.edit(self.project, document_id, source_id=one.id), near=self)

    def _opened(self, opened: Vault) -> None:
        self._window.vault = opened
        self.gate.passphrase.forget()
        self.refresh()
        self.form.codename.setFocus()

    def _added(self, made: SourceView) -> None:
        self.form.clear()
        self.refresh()
        self.list.show_current(made.id)
        self._explain()
        self.view.status.tell(f"{tr('Source added')}: {made.name}")

    def _given(self, source: SourceView) -> list[DocumentView]:
        every = self.workspace.documents
        return [one for one in every if one.source is not None and one.source.id == source.id]

    def _explain(self) -> None:
        one = self.chosen
        self.detail.setVisible(one is not None)
        if one is not None:
            given = self._given(one)
            others = [doc for doc in self.workspace.documents if doc not in given]
            self.detail.show_source(one, self._window.vault, given, others)

    def _face(self, one: SourceView) -> RowFace:
        codes = ", ".join(doc.code for doc in self._given(one))
        detail = " · ".join(part for part in (TERMS[one.attribution].partition(":")[0], codes) if part)
        return RowFace(lead=one.name, words="", detail=detail, icon="quote", tone=Tone.MUTED)


class _Gate(QFrame):
    """Whether the vault is open, and the way in or out."""

    def __init__(self, page: SourcesPage) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(tr("The vault"))
        self._words = label("", "strong", wrap=True)
        self.passphrase = PassphraseLines(again=False)
        self.passphrase.entered.connect(page.open_vault)
        self.enter = button(tr("Open"), page.open_vault, "primary")
        self.leave = button(tr("Lock"), page.lock, name=tr("Lock the vault"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.enter)
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(row)

    def show_state(self, opened: Vault | None) -> None:
        """Show whether the vault is open, locked, or not there yet."""
        there = vault.place().exists()
        if opened is not None:
            self._words.setText(tr("The vault is open until you lock it or close Workbench."))
        elif there:
            self._words.setText(tr("The vault is locked."))
        else:
            self._words.setText(tr("There is no vault on this computer yet. Choose a passphrase to make one."))
        self.passphrase.ask_twice(not there)
        self.passphrase.setVisible(opened is None)
        self.enter.setVisible(opened is None)
        self.enter.setText(tr("Open") if there else tr("Make the vault"))
        self.leave.setVisible(opened is not None)


class _Detail(QFrame):
    """One source: its codename, its name where the vault is open, and the evidence it gave."""

    def __init__(self, page: SourcesPage) -> None:
        super().__init__()
        self._page = page
        self.codename = label("", "title", wrap=True)
        self.name = label("", wrap=True)
        self.terms = label("", "muted", wrap=True)
        self.given = label("", wrap=True)
        self.documents = Choice()
        self.documents.setAccessibleName(tr("Evidence"))
        self.documents.setMinimumContentsLength(12)
        self.documents.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.give = button(tr("Came from this source"), self._give)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.documents, 1)
        row.addWidget(self.give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.codename, self.name, self.terms, label(tr("Evidence from this source"), "muted"), self.given):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addStretch(1)

    def show_source(
        self, one: SourceView, opened: Vault | None, given: list[DocumentView], others: list[DocumentView]
    ) -> None:
        """Show a source."""
        self.codename.setText(one.name)
        self.terms.setText(TERMS[one.attribution])
        if opened is None:
            self.name.setText(tr("Who this is stands in the vault, which is locked."))
        elif one.id in opened.identities:
            known = opened.identities[one.id]
            self.name.setText("\n".join([f"{tr('In truth')}: {known.name}", *known.contacts]))
        else:
            self.name.setText(tr("The vault on this computer says nothing of this source."))
        self.given.setText("\n".join(f"{doc.code} {doc.title}" for doc in given) or tr("none yet"))
        chosen = self.documents.currentData()  # what came meanwhile must not change what the user has chosen
        self.documents.clear()
        for doc in others:
            self.documents.addItem(f"{doc.code} {doc.title}", doc.id)
        self.documents.setCurrentIndex(max(self.documents.findData(chosen), 0))
        can = bool(others) and not self._page.project.read_only
        self.documents.setVisible(can)
        self.give.setVisible(can)

    def _give(self) -> None:
        self._page.give(str(self.documents.currentData()))


class _AddForm(QFrame):
    """A new source: the codename for the project, the rest for the vault."""

    def __init__(self, page: SourcesPage) -> None:
        super().__init__()
        self._page = page
        self.setAccessibleName(tr("Add a confidential source"))
        self.codename = _line(tr("Codename"), tr("Heron"))
        self.name = _line(tr("Real name"), tr("goes into the vault only"))
        self.contact = _line(tr("Contact"), tr("goes into the vault only"))
        self.terms = Choice()
        self.terms.setAccessibleName(tr("Terms"))
        for terms, words in TERMS.items():
            self.terms.addItem(words, terms.value)
        for line in (self.codename, self.name, self.contact):
            line.returnPressed.connect(self.send)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        fields: tuple[tuple[str, QWidget], ...] = (
            (tr("Codename"), self.codename),
            (tr("Real name"), self.name),
            (tr("Contact"), self.contact),
            (tr("Terms"), self.terms),
        )
        grid.addWidget(label(tr("Add a confidential source"), "strong"), 0, 0, 1, 4)
        for at, (words, field) in enumerate(fields):
            grid.addWidget(label(words, "muted"), 1 + at // 2, (at % 2) * 2)
            grid.addWidget(field, 1 + at // 2, (at % 2) * 2 + 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(tr("Add"), self.send, "primary"))
        grid.addLayout(foot, 3, 0, 1, 4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def send(self) -> None:
        """Hand over what the form holds."""
        self._page.add(
            self.codename.text().strip(),
            self.name.text().strip(),
            self.contact.text().strip(),
            Attribution(str(self.terms.currentData())),
        )

    def clear(self) -> None:
        """Empty the form for the next."""
        for line in (self.codename, self.name, self.contact):
            line.clear()
        self.codename.setFocus()


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


def _title(one: SourceView) -> str:
    return one.name
