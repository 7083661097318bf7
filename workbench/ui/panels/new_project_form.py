"""A new project in one form: what for, which scale, what it is called and where it is kept."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desk import people, projects, scales
from workbench.model.sets import Workflow
from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.text import tr
from workbench.ui.widgets import Choice

TEMPLATES = {
    Workflow.PREPUBLICATION: tr(
        "Before publication\nCheck every fact of a draft: what is confirmed, what must change, what is to be asked."
    ),
    Workflow.CLAIMCHECK: tr("Claim check\nRate published claims on a scale, with evidence for and against."),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new project is to be; ``scale`` is its key."""

    title: str
    workflow: Workflow
    scale: str
    person: str
    initials: str


class NewProjectForm(QWidget):
    """``created`` says that the form is filled in; ``wanted`` and ``path`` give what it holds."""

    created = Signal()
    cancelled = Signal()

    def __init__(self, *, folder: Path, title: str = "", person: str = "", initials: str = "") -> None:
        super().__init__()
        self.setAccessibleName(tr("New project"))
        self._folder = folder
        self.title = QLineEdit(title)
        self.title.setAccessibleName(tr("Title"))
        self.title.setPlaceholderText(tr("Title of the article or of the check"))
        self.person = QLineEdit(person)
        self.person.setAccessibleName(tr("Your name"))
        self.person.setPlaceholderText(tr("Stands beside everything you do"))
        self.initials = QLineEdit(initials or people.initials_of(person))
        self.initials.setAccessibleName(tr("Your initials"))
        self.initials.setMaxLength(5)
        self.initials.setModified(bool(initials))
        self.person.textEdited.connect(self._propose_initials)
        self.scale = Choice()
        self.scale.setAccessibleName(tr("Scale"))
        for scale in projects.all_scales():
            self.scale.addItem(f"{scale.name} · {len(scale.labels)} {tr('labels')}", scale.key)
        self.scale.currentIndexChanged.connect(self._show_scale)
        self._labels = label("", "muted", wrap=True)
        self._where = label("", "muted")
        self._create = button(tr("Create"), self._done, "primary")
        self._templates = QButtonGroup(self)
        self._lay_out()
        self.choose(Workflow.CLAIMCHECK)
        self.title.textChanged.connect(self._show_path)
        self._show_path()
        self.setFocusProxy(self.title)

    def choose(self, workflow: Workflow) -> None:
        """Choose what the project is for; its usual scale comes with it."""
        self.templates[workflow].setChecked(True)
        self.scale.setCurrentIndex(self.scale.findData(scales.DEFAULTS[workflow]))
        self._show_scale()

    @property
    def path(self) -> Path:
        """Where the file will be, never one that is there already."""
        stem = re.sub(r'[\\/:*?"<>|\s]+', " ", self.title.text()).strip(" .") or tr("Untitled check")
        path = self._folder / f"{stem}.factcheck"
        number = 2
        while path.exists():
            path = self._folder / f"{stem} {number}.factcheck"
            number += 1
        return path

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter creates, Escape goes back."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._done()
            case Qt.Key.Key_Escape:
                self.cancelled.emit()
            case _:
                super().keyPressEvent(event)

    def _lay_out(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(12)
        self.templates: dict[Workflow, QPushButton] = {}
        for workflow, words in TEMPLATES.items():
            card = _Template(words)
            card.clicked.connect(lambda _=False, chosen=workflow: self.choose(chosen))
            self._templates.addButton(card)
            self.templates[workflow] = card
            cards.addWidget(card, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(tr("Title"), "muted"), 0, 0)
        grid.addWidget(self.title, 0, 1, 1, 2)
        grid.addWidget(label(tr("Scale"), "muted"), 1, 0)
        grid.addWidget(self.scale, 1, 1, 1, 2)
        grid.addWidget(self._labels, 2, 1, 1, 2)
        grid.addWidget(label(tr("Your name"), "muted"), 3, 0)
        who = QHBoxLayout()
        who.setSpacing(10)
        who.addWidget(self.person, 1)
        who.addWidget(label(tr("Initials"), "muted"))
        who.addWidget(self.initials)
        self.initials.setFixedWidth(theme.px(72))
        grid.addLayout(who, 3, 1, 1, 2)
        grid.addWidget(label(tr("Kept in"), "muted"), 4, 0)
        grid.addWidget(self._where, 4, 1)
        grid.addWidget(button(tr("Change…"), self._choose_folder, "quiet"), 4, 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(tr("Cancel"), self.cancelled.emit))
        foot.addWidget(self._create)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 24)
        page.setSpacing(14)
        page.addWidget(label(tr("New project"), "display"))
        page.addLayout(cards)
        page.addLayout(grid)
        page.addSpacing(8)
        page.addLayout(foot)
        page.addStretch(1)
        self.setFixedWidth(760)

    def _show_scale(self) -> None:
        chosen = next((one for one in projects.all_scales() if one.key == self.scale.currentData()), None)
        self._labels.setText(" · ".join(one.label for one in chosen.labels) if chosen else "")

    def _show_path(self) -> None:
        self._where.setText(str(self.path).replace(str(Path.home()), "~", 1))

    def _choose_folder(self) -> None:
        from workbench.ui import choosing

        chosen = choosing.folder_to_use(self, tr("Keep the project in"), self._folder)
        if chosen is not None:
            self._folder = chosen
            self._show_path()

    def wanted(self) -> Wanted:
        """Return what the form holds."""
        workflow = next(one for one, card in self.templates.items() if card.isChecked())
        return Wanted(
            self.title.text().strip(),
            workflow,
            str(self.scale.currentData()),
            " ".join(self.person.text().split()),
            self.initials.text().strip(),
        )

    def _propose_initials(self, name: str) -> None:
        if not self.initials.isModified():
            self.initials.setText(people.initials_of(name))

    def _done(self) -> None:
        self.created.emit()


class _Template(QPushButton):
    """A choice with a title and a sentence."""

    def __init__(self, words: str) -> None:
        super().__init__()
        title, _, sentence = words.partition("\n")
        self.setProperty("role", "choice")
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setMinimumHeight(84)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(4)
        for part in (label(title, "strong"), label(sentence, "muted", wrap=True)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch(1)
