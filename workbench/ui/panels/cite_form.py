"""A source that is cited, not held: title, who published it when, where it is, and the words quoted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.desk import documents
from workbench.model.sets import Tier
from workbench.ui import words
from workbench.ui.basics import button, label
from workbench.ui.notices import Notices
from workbench.ui.text import tr
from workbench.ui.widgets import Choice, Prose
from workbench.ui.workspace import Workspace


class CiteForm(QFrame):
    """``cited`` carries the id of the new document."""

    cited = Signal(str)

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("Cite a source"))
        self._workspace = workspace
        self._notices = notices
        self.title = _line(tr("Title"), tr("Title of the source"))
        self.publisher = _line(tr("Publisher"), tr("Who published it"))
        self.author = _line(tr("Author"), "")
        self.date = _line(tr("Date"), tr("2010-12-01"))
        self.url = _line(tr("Address"), "https://")
        self.tier = Choice()
        self.tier.setAccessibleName(tr("How near to the event"))
        self.tier.addItem(tr("not said"), "")
        for tier, word in words.TIER.items():
            self.tier.addItem(word, tier.value)
        self.quotation = Prose(
            tr("Words quoted"), tr("The words quoted, as they stand in the source"), role="", lines=3
        )
        self._lay_out()
        self.hide()

    def begin(self) -> None:
        """Show the empty form."""
        for line in (self.title, self.publisher, self.author, self.date, self.url):
            line.clear()
        self.quotation.setPlainText("")
        self.tier.setCurrentIndex(0)
        self.show()
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter cites, Escape puts the form away."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.hide()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.cite()
            case _:
                super().keyPressEvent(event)

    def cite(self) -> None:
        """Note the source."""

        def work() -> None:
            tier = self.tier.currentData()
            made = documents.cite(
                self._workspace.project,
                title=self.title.text().strip(),
                quotation=self.quotation.toPlainText().strip(),
                publisher=self.publisher.text().strip(),
                author=self.author.text().strip(),
                date=self.date.text().strip(),
                url=self.url.text().strip(),
                tier=Tier(tier) if tier else None,
            )
            self.hide()
            self.cited.emit(made.id)

        self._notices.attempt(work, near=self)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        fields: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (tr("Title"), self.title, 0, 0, 3),
            (tr("Publisher"), self.publisher, 1, 0, 1),
            (tr("Author"), self.author, 1, 2, 1),
            (tr("Date"), self.date, 2, 0, 1),
            (tr("Tier"), self.tier, 2, 2, 1),
            (tr("Address"), self.url, 3, 0, 3),
            (tr("Words"), self.quotation, 4, 0, 3),
        )
        for name, field, row, column, width in fields:
            grid.addWidget(label(name, "muted"), row, column)
            grid.addWidget(field, row, column + 1, 1, width)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        foot = QHBoxLayout()
        foot.addWidget(label(tr("Cited, not held: nothing is fetched."), "muted"))
        foot.addStretch(1)
        foot.addWidget(button(tr("Cancel"), self.hide, "quiet"))
        foot.addWidget(button(tr("Cite"), self.cite, "primary"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Cite a source"), "strong"))
        layout.addLayout(grid)
        layout.addLayout(foot)


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made
