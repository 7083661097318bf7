"""Who is checking: asked once, before the first act, in a bar above what is being read; changed there later."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from workbench.desk import people
from workbench.ui import theme
from workbench.ui.basics import button, label
from workbench.ui.text import tr

# What a name and initials need, in pixels at 100 %.
NAME, INITIALS = 280, 72
AT_MOST = 5


class NameForm(QFrame):
    """``kept`` carries name and initials; ``dropped`` says that the question was put away."""

    kept = Signal(str, str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("Who is checking"))
        self.name = _line(tr("Your name"), tr("Ada Byron"))
        self.initials = _line(tr("Your initials"), tr("AB"))
        self.initials.setMaxLength(AT_MOST)
        self.name.textEdited.connect(self._propose)
        self._keep = button(tr("Keep"), self.keep, "primary")
        self._hint = label("", "muted", wrap=True)
        self._lay_out()
        self.hide()

    def begin(self, name: str, initials: str, *, held: bool) -> None:
        """Show the form; ``held`` says that something waits to be done under the name."""
        self.name.setText(name)
        self.initials.setText(initials)
        self.initials.setModified(bool(initials))
        self._hint.setText(
            tr("Your name stands beside everything you do. What you just did is done as soon as it is known.")
            if held
            else tr("Your name stands beside everything you do from now on. What was done keeps the name it has.")
        )
        self.name.setFixedWidth(theme.px(NAME))
        self.initials.setFixedWidth(theme.px(INITIALS))
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def keep(self) -> None:
        """Hand over who is checking; without a name nothing happens."""
        name = " ".join(self.name.text().split())
        if not name:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.kept.emit(name, self.initials.text().strip() or people.initials_of(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape puts the question away."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.keep()
            case Qt.Key.Key_Escape:
                self._drop()
            case _:
                super().keyPressEvent(event)

    def _drop(self) -> None:
        self.hide()
        self.dropped.emit()

    def _propose(self, name: str) -> None:
        if not self.initials.isModified():
            self.initials.setText(people.initials_of(name))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for column, (words, field) in enumerate(((tr("Name"), self.name), (tr("Initials"), self.initials))):
            grid.addWidget(label(words, "muted"), 0, column)
            grid.addWidget(field, 1, column)
        foot = QHBoxLayout()
        foot.addWidget(self._keep)
        foot.addWidget(button(tr("Not now"), self._drop, "quiet"))
        grid.addLayout(foot, 1, 2)
        grid.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(6)
        layout.addWidget(label(tr("Who is checking?"), "strong"))
        layout.addWidget(self._hint)
        layout.addLayout(grid)


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made
