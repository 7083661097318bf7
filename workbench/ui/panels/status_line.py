"""The line at the foot: whether all is saved, what is running, what was done, who checks."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from workbench.ui.basics import button, label
from workbench.ui.text import plural, tr
from workbench.ui.widgets import Yielding

# A message of something done stays this long, in milliseconds.
LINGER = 12_000


class StatusLine(QFrame):
    """Quiet: nothing here pops up or asks."""

    stop = Signal()
    person_asked = Signal()
    findings = Signal()
    conflicts = Signal()
    revision = Signal()
    trouble = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setAccessibleName(tr("Status"))
        self._saved = tr("All changes saved")
        self.saved = Yielding(self._saved, "muted")
        self.backup, self.evidence = Yielding("", "muted"), Yielding("", "muted")
        for quiet in (self.backup, self.evidence):
            quiet.hide()
        self._work = QWidget()
        self.work = Yielding("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(88)
        self._bar.setAccessibleName(tr("Progress of the import"))
        self._stop = button(tr("Stop"), self.stop.emit, "link")
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (self.work, self._bar, self._stop):
            row.addWidget(part)
        self._work.hide()
        self.message = Yielding("", "muted")
        self._offer: Callable[[], object] | None = None
        self._act = button("", self._do, "link")
        self._act.setAccessibleName(tr("Do something with what was done"))
        self._act.hide()
        self._findings = button(tr("No findings"), self.findings.emit, "quiet")
        self.conflicts_button = button("", self.conflicts.emit, "quiet")
        self.conflicts_button.hide()
        self.revision_button = button("", self.revision.emit, "quiet")
        self.revision_button.hide()
        self.trouble_button = button("", self.trouble.emit, "quiet")
        self.trouble_button.hide()
        self.person = button("", self.person_asked.emit, "quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 1, 14, 1)
        line.setSpacing(16)
        line.addWidget(self.saved)
        line.addWidget(self.evidence)
        line.addWidget(self.backup)
        line.addWidget(self._work)
        line.addWidget(self.message)
        line.addWidget(self._act)
        line.addStretch(1)
        line.addWidget(self.trouble_button)
        line.addWidget(self.revision_button)
        line.addWidget(self.conflicts_button)
        line.addWidget(self._findings)
        line.addWidget(label(tr("Offline"), "muted"))
        line.addWidget(self.person)
        self._timer = QTimer(self, singleShot=True, interval=LINGER)
        self._timer.timeout.connect(self.forget)

    def show_saved(self, *, read_only: bool) -> None:
        """Say that everything is saved, or that nothing can be."""
        self.show_place(tr("Read-only: changes cannot be made") if read_only else tr("All changes saved"))

    def show_place(self, words: str) -> None:
        """Say that all is saved, and where, if the project is worked on in a copy."""
        self._saved = words
        self.saved.setText(words)

    def show_kept(self, *, kept: bool) -> None:
        """Say whether what was done last is in the file."""
        words = self._saved if kept else tr("The last change is not saved")
        if self.saved.text() != words:
            self.saved.setText(words)

    def show_backup(self, words: str) -> None:
        """Say when a backup copy was kept."""
        self.backup.setText(words)
        self.backup.show()

    def show_evidence(self, words: str) -> None:
        """Say when the evidence was verified."""
        self.evidence.setText(words)
        self.evidence.show()

    def show_work(self, words: str, done: int, total: int, *, stoppable: bool = True) -> None:
        """Show how far something running is; 0 of 0 is "who knows"."""
        self._stop.setVisible(stoppable)
        self.work.setText(words)
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._work.show()

    def end_work(self) -> None:
        """Nothing is running any more."""
        self._work.hide()

    def tell(self, words: str, *, offer: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say what was done; ``offer`` is one thing to do with it."""
        self.message.setText(words)
        self._offer = offer[1] if offer else None
        self._act.setText(offer[0] if offer else "")
        self._act.setVisible(offer is not None)
        if offer is None:
            self._timer.start()
        else:
            self._timer.stop()

    def forget(self) -> None:
        """Take the message away."""
        self.message.clear()
        self._act.hide()

    def show_findings(self, count: int) -> None:
        """Show how many findings there are."""
        self._findings.setText(plural(count, "%n finding", "%n findings") if count else tr("No findings"))

    def show_conflicts(self, count: int) -> None:
        """Show how many decisions a merge left; nothing where there are none."""
        self.conflicts_button.setText(plural(count, "%n to decide", "%n to decide"))
        self.conflicts_button.setToolTip(tr("Two people decided the same thing differently"))
        self.conflicts_button.setVisible(count > 0)

    def show_trouble(self, count: int) -> None:
        """Show how many files that were brought in need a look, until the list of them is put away."""
        self.trouble_button.setText(plural(count, "%n file to look at", "%n files to look at"))
        self.trouble_button.setToolTip(tr("These files were not added, or have no text. The library says why."))
        self.trouble_button.setVisible(count > 0)

    def show_touched(self, count: int) -> None:
        """Show how many claims the newest version touched that nobody has looked at; nothing where there are none."""
        self.revision_button.setText(plural(count, "%n claim to look at", "%n claims to look at"))
        self.revision_button.setToolTip(tr("The newest version of the article moved, changed or cut their words"))
        self.revision_button.setVisible(count > 0)

    def show_person(self, initials: str, name: str = "") -> None:
        """Show who checks; without a name, where to say it."""
        self.person.setText(initials or tr("Your name…"))
        words = f"{tr('Who is checking')}: {name}" if name else tr("Say who is checking")
        self.person.setAccessibleName(words)
        self.person.setToolTip(words)

    def _do(self) -> None:
        if self._offer is not None:
            self._offer()
