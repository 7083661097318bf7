"""Share: for whom, what leaves and what stays, then the copy, searched before it is handed over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.desk import share
from workbench.desk.leaving import Part, Profile
from workbench.desk.share import Preview, Shared
from workbench.desk.share_listing import Item
from workbench.ui import choosing, theme, when
from workbench.ui.basics import button, label
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.desk_pages.passphrase import PassphraseLines
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

PROFILE = {
    Profile.COLLEAGUE: (tr("A colleague"), tr("Everything that stands, except what is confidential.")),
    Profile.PUBLIC: (tr("The public"), tr("Without notes, names, file names and the files themselves.")),
    Profile.CUSTOM: (tr("My own choice"), tr("You say what is left out.")),
}
PART = {
    Part.NOTES: tr("Notes, queries and changes"),
    Part.NAMES: tr("Names of colleagues"),
    Part.PATHS: tr("Names of files"),
    Part.METADATA: tr("What files say of themselves"),
    Part.FILES: tr("The files of the evidence"),
    Part.INTERNAL: tr("Evidence for the newsroom only"),
}
KIND = {
    "document": (tr("evidence"), "file-text"),
    "file": (tr("file"), "file"),
    "metadata": (tr("what the file says of itself"), "info"),
    "claim": (tr("claim"), "highlighter"),
    "note": (tr("note"), "message-square"),
    "name": (tr("name"), "quote"),
    "path": (tr("name of a file"), "folder-open"),
    "source": (tr("source"), "quote"),
    "view state": (tr("how the window was left"), "panel-left"),
    "history": (tr("history"), "history"),
}
NARROW = 580  # pixels at 100 %
SOON = 120  # milliseconds: several choices at once are listed once


class SharePage(DeskPage):
    """The dry run is always on show: it follows every choice."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.SHARE,
            tr("Share a copy"),
            tr(
                "A copy is made anew from what may leave. What was deleted or written over never does."
                " Your colleague can work in it and send it back to be merged."
            ),
        )
        self.left_out: set[str] = set()
        self.seen: Preview | None = None
        self.leaves: RowsModel[Item] = RowsModel(_title, _spoken, key=_key)
        self.stays: RowsModel[Item] = RowsModel(_title, _spoken, key=_key)
        self.leaving_list = RowList(tr("Leaves"), self.leaves, _face, tr("Nothing leaves."), lines=1)
        self.staying_list = RowList(tr("Stays"), self.stays, _face, tr("Nothing stays."), lines=1)
        self.leaving_list.setMinimumHeight(theme.px(LOWEST))
        self.staying_list.setMinimumHeight(theme.px(LOWEST))
        self.warning = label("", "error", wrap=True)
        self.mentions = label("", "muted", wrap=True)
        self.vault_hint = button(tr("Open the vault first…"), self._open_sources, "link")
        self.encrypt = QCheckBox(tr("Encrypt with a passphrase"))
        self.passphrase = PassphraseLines(again=True)
        self.write = button(tr("Write the copy…"), self._choose_place, "primary")
        self.result = _Result(self)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._look)
        self._lay_out()
        self.encrypt.toggled.connect(self.passphrase.setVisible)
        self.leaving_list.activated.connect(lambda index: self._leave_out(self.leaves.at(index)))
        self.staying_list.activated.connect(lambda index: self._let_leave(self.stays.at(index)))

    def focus_widget(self) -> QWidget:
        """The chosen profile."""
        return self.profiles[self.profile]

    def refresh(self, news: News | None = None) -> None:
        """List anew what leaves and what stays."""
        if news is None or not self.isHidden():
            self._soon.start()

    @property
    def profile(self) -> Profile:
        """Whom the copy is for."""
        return next(one for one, card in self.profiles.items() if card.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whom the copy is for: side by side, or below each other where there is no room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(NARROW)
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # -- the dry run ------------------------------------------------------------------------------------------

    def _chosen(self) -> list[str]:
        parts = [part.value for part, box in self.parts.items() if box.isChecked()]
        return [*(parts if self.profile is Profile.CUSTOM else []), *sorted(self.left_out)]

    def _look(self) -> None:
        project, profile, chosen, vault = self.project, self.profile, self._chosen(), self._window.vault

        def work(_: Handle) -> Preview:
            return share.preview(project, profile=profile, leave_out=chosen, vault=vault)

        self._box.setVisible(profile is Profile.CUSTOM)
        self._window.jobs.run(work, owner=self, done=self._show, failed=self._could_not)

    def _could_not(self, error: BaseException) -> None:
        self._window.notices.report(error, self)

    def _show(self, seen: Preview) -> None:
        if seen.profile is not self.profile or list(seen.left_out) != self._chosen():
            return  # another choice was made meanwhile
        self.seen = seen
        self.leaves.put(sorted(seen.leaves, key=_order))
        self.stays.put(sorted(seen.stays, key=_order))
        self._leaves_title.setText(f"{tr('Leaves')}  {len(seen.leaves)}")
        self._stays_title.setText(f"{tr('Stays')}  {len(seen.stays)}")
        self.write.setEnabled(not seen.refused)
        self.warning.setVisible(bool(seen.refused))
        if seen.refused:
            first = seen.refused[0]
            words = tr("No copy is made: %1 would give away “%2”, which the vault protects. Reword it or leave it out.")
            self.warning.setText(words.replace("%1", first.where).replace("%2", first.words))
        self.mentions.setVisible(bool(seen.mentions))
        if seen.mentions:
            lines = [f"“{_short(one.words)}” · {one.where}" for one in seen.mentions[:3]]
            more = len(seen.mentions) - len(lines)
            if more:
                lines.append(plural(more, "and %n more", "and %n more"))
            head = tr("These words stay, but also stand in something that leaves. Look at them:")
            self.mentions.setText("\n".join([head, *lines]))
        self.vault_hint.setVisible(not seen.vault_looked_at and self._has_codenames())

    def _has_codenames(self) -> bool:
        return any(one.kind == "source" for one in (*self.leaves.rows, *self.stays.rows))

    def _leave_out(self, row: Item | None) -> None:
        if row is not None and row.kind == "document":
            self.left_out.add(row.code)
            self.refresh()
        else:
            self.view.status.tell(tr("Single pieces of evidence can be left out; other things by kind, see above."))

    def _let_leave(self, row: Item | None) -> None:
        if row is None:
            return
        if row.code in self.left_out:
            self.left_out.discard(row.code)
            self.refresh()
        elif row.why:
            self.view.status.tell(f"{row.code} {tr('stays, because')} {row.why}.".strip())

    # -- the copy ---------------------------------------------------------------------------------------------

    def _choose_place(self) -> None:
        passphrase = self.passphrase.taken() if self.encrypt.isChecked() else None
        if self.encrypt.isChecked() and passphrase is None:
            return
        ending = ".age" if passphrase else ".factcheck"
        stem = re.sub(r'[\\/:*?"<>|\s]+', " ", self.workspace.info.title).strip() or "copy"
        proposed = self.project.path.parent / f"{stem} ({tr('for')} {PROFILE[self.profile][0].lower()}){ending}"
        path = choosing.file_to_write(self, tr("Write the copy"), "", proposed, ask_twice=False)
        if path is not None:
            self.write_to(path, passphrase)

    def write_to(self, out: Path, passphrase: str | None) -> None:
        """Make the copy beside the window; ``passphrase`` encrypts it."""
        project, profile, chosen, vault = self.project, self.profile, self._chosen(), self._window.vault
        self.result.hide()

        def work(_: Handle) -> Shared:
            return share.copy(project, out, profile=profile, leave_out=chosen, vault=vault, passphrase=passphrase)

        self.begin(tr("Making the copy, and searching it"), work, self.result.tell, stoppable=False)

    def _open_sources(self) -> None:
        self.view.open_page(PageName.SOURCES)

    # -- layout -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        self._cards = cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        cards.setSpacing(10)
        self.profiles: dict[Profile, QPushButton] = {}
        for profile, (title, sentence) in PROFILE.items():
            card = _Card(title, sentence)
            group.addButton(card)
            self.profiles[profile] = card
            cards.addWidget(card, 1)
        self.profiles[Profile.COLLEAGUE].setChecked(True)
        group.buttonClicked.connect(lambda _: self.refresh())
        self._box = QFrame()
        grid = QGridLayout(self._box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(label(tr("Leave out"), "muted"), 0, 0, 1, 2)
        self.parts: dict[Part, QCheckBox] = {}
        for at, (part, words) in enumerate(PART.items()):
            box = QCheckBox(words)
            box.toggled.connect(lambda _: self.refresh())
            self.parts[part] = box
            grid.addWidget(box, 1 + at // 2, at % 2)
        grid.setColumnStretch(1, 1)
        self._box.hide()
        self._leaves_title, self._stays_title = label(tr("Leaves"), "strong"), label(tr("Stays"), "strong")
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        hint = tr("Enter leaves a piece of evidence out")
        splitter.addWidget(_column(self._leaves_title, hint, self.leaving_list, before=0))
        splitter.addWidget(_column(self._stays_title, tr("Enter lets it leave again"), self.staying_list, before=10))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.encrypt)
        foot.addWidget(self.vault_hint)
        foot.addStretch(1)
        foot.addWidget(self.write)
        for hidden in (self.warning, self.mentions, self.passphrase, self.vault_hint):
            hidden.hide()
        self.body.addLayout(cards)
        self.body.addWidget(self._box)
        self.body.addWidget(splitter, 1)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.mentions)
        self.body.addWidget(self.passphrase)
        self.body.addLayout(foot)
        self.body.addWidget(self.result)


class _Card(QPushButton):
    """A profile: whom for, and what that means."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        for part in (label(title, "strong"), label(sentence, "muted", wrap=True)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch(1)


class _Result(QFrame):
    """What came of it: where the copy is, that it was searched, and the number that says it came through whole."""

    def __init__(self, page: SharePage) -> None:
        super().__init__()
        self._page = page
        self.setProperty("role", "card")
        self.setAccessibleName(tr("The copy"))
        self.words = label("", "strong", wrap=True)
        self.searched = label("", "muted", wrap=True)
        self.sum = label("", "small", wrap=True)
        self.sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sha = ""
        row = QHBoxLayout()
        row.addWidget(self.sum, 1)
        row.addWidget(button(tr("Copy SHA-256"), self._copy, "quiet"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(3)
        layout.addWidget(self.words)
        layout.addWidget(self.searched)
        layout.addLayout(row)
        self.hide()

    def tell(self, made: Shared) -> None:
        """Show what was made."""
        self._sha = made.sha256
        self.words.setText(f"{tr('Written')}: {made.path.name}, {when.size(made.size)}")
        self.searched.setText(
            tr("It was searched, in every form a word can take in a file, for everything that had to stay: nothing was")
            + " "
            + tr("found.")
            + (f" {tr('It opens with the passphrase only.')}" if made.encrypted else "")
        )
        self.sum.setText(f"SHA-256 {made.sha256}")
        self.show()
        self._page.reveal(self)
        self._page.view.status.tell(f"{tr('Copy written')}: {made.path.name}")

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self._sha)


def _column(title: QLabel, hint: str, rows: RowList, *, before: int) -> QWidget:
    made = QFrame()
    head = QHBoxLayout()
    head.addWidget(title)
    head.addStretch(1)
    head.addWidget(label(hint, "small"))
    layout = QVBoxLayout(made)
    layout.setContentsMargins(theme.px(before), 0, theme.px(10 - before), 0)
    layout.setSpacing(4)
    layout.addLayout(head)
    layout.addWidget(rows, 1)
    return made


_ORDER = ("source", "document", "file", "path", "metadata", "note", "name", "claim", "view state", "history")


def _order(item: Item) -> int:
    return _ORDER.index(item.kind) if item.kind in _ORDER else len(_ORDER)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def _key(item: Item) -> str:
    return f"{item.kind} {item.code} {item.what}"


def _title(item: Item) -> str:
    return f"{item.code} {item.what}".strip()


def _detail(item: Item) -> str:
    kind = KIND.get(item.kind, (item.kind, ""))[0]
    return f"{kind} · {item.why}" if item.why else kind


def _spoken(item: Item) -> str:
    return f"{_title(item)}, {_detail(item)}"


def _face(item: Item) -> RowFace:
    icon = KIND.get(item.kind, ("", "file"))[1]
    words = " ".join(item.what.split())
    return RowFace(lead=item.code, words=words, detail=_detail(item), icon=icon, tone=Tone.MUTED)
