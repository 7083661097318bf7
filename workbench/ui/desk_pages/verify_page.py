"""Verify: whether the project holds together, in words: what is looked at, what was found, and when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desk import history, indexing, projects, soundness
from workbench.desk.log_views import CheckResult
from workbench.desk.soundness import EvidenceCheck
from workbench.ui import when
from workbench.ui.basics import button, empty, label
from workbench.ui.desk_pages.page import DeskPage, PageName
from workbench.ui.jobs import Stopped
from workbench.ui.pages.contract import Shape, Tone
from workbench.ui.panels.shape_label import ShapeLabel
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

KEY = "verified"
# What each part looks at; the names are those of the desk.
PARTS = {
    "file": (tr("The file"), tr("Its pages and the ties between its records are whole.")),
    "log": (tr("The history"), tr("Every step has the content it was written with, and none is missing.")),
    "tables": (tr("The records"), tr("Replaying the whole history gives exactly what the window shows.")),
    "anchors": (tr("The quotations"), tr("Every claim and passage stands in its text, letter for letter.")),
    "search": (tr("The search index"), tr("Every text is found by its words, to its end.")),
    "evidence": (tr("The evidence"), tr("Every file has the SHA-256 it had when it was added.")),
}
DERIVED = "search"  # the part that is made of the others, and can be made anew


class VerifyPage(DeskPage):
    """One sentence that says how it stands, and a card for each part that was looked at."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.VERIFY,
            tr("Verify project"),
            tr("Reads the whole file and says whether it still holds what was put into it. Nothing is changed."),
        )
        self.shape = ShapeLabel(18)
        self.sentence = label("", "strong", wrap=True)
        self.at = label("", "muted")
        self.run = button(tr("Verify now"), self._run, "primary")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.shape, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.at)
        head.addLayout(words, 1)
        head.addWidget(self.run, 0, Qt.AlignmentFlag.AlignTop)
        self._parts = QVBoxLayout()
        self._parts.setContentsMargins(0, 8, 8, 0)
        self._parts.setSpacing(12)
        self.body.addLayout(head)
        self.body.addLayout(self._parts, 1)
        self._results: dict[str, CheckResult] = {}
        self._at = ""
        self._recall()

    def focus_widget(self) -> QWidget:
        """The button."""
        return self.run

    def refresh(self, news: News | None = None) -> None:
        """Say how it stands."""
        if news is None:
            self._show()

    def _run(self) -> None:
        project = self.project
        self._results = {}

        def work(handle: Handle) -> list[CheckResult]:
            found = []
            others = len(PARTS) - 1
            for result in history.checked(project, evidence=False):
                found.append(result)
                handle.progress(len(found), len(PARTS))
                handle.check()

            def hashed(done: int, total: int) -> None:
                handle.progress(others * total + done, len(PARTS) * total)

            try:
                check = soundness.check_evidence(project, stop=lambda: handle.stopped, progress=hashed)
            except soundness.CheckStopped as error:
                raise Stopped from error
            return [*found, CheckResult("evidence", not check.wrong, _evidence(check))]

        self.run.setEnabled(False)
        self.begin(tr("Reading everything"), work, self._done, ended=lambda: self.run.setEnabled(True))
        self._show()

    def _done(self, found: list[CheckResult]) -> None:
        self._results = {one.name: one for one in found}
        self._at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        projects.remember(self.project, KEY, [self._at, *([one.name, one.ok, one.detail] for one in found)])
        if not self._results[DERIVED].ok and not self.project.read_only:
            indexing.make_anew(self.project)
            if self.view.index_watch is not None:
                self.view.index_watch.tend()
        self._show()
        self.run.setFocus()

    def _recall(self) -> None:
        kept = projects.recall(self.project, KEY)
        if isinstance(kept, list) and kept and all(isinstance(row, list) and len(row) == 3 for row in kept[1:]):
            self._at = str(kept[0])
            self._results = {str(row[0]): CheckResult(str(row[0]), bool(row[1]), str(row[2])) for row in kept[1:]}

    def _show(self) -> None:
        wrong = [one for one in self._results.values() if not one.ok and one.name != DERIVED]
        if not self._results:
            self.sentence.setText(tr("Not verified yet.") if not self.work.busy else tr("Verifying…"))
            self.shape.show_shape(Shape.RING, Tone.UNCHECKED, tr("not verified"))
        elif wrong:
            words = plural(len(wrong), "%n part does not hold together.", "%n parts do not hold together.")
            self.sentence.setText(f"{words} {tr('Keep this file, and open a backup copy to work on.')}")
            self.shape.show_shape(Shape.CROSS, Tone.CONTRADICTS, tr("not sound"))
        elif any(not one.ok for one in self._results.values()):
            self.sentence.setText(
                tr("What was put into the project is sound. Its search index is not, and is made anew.")
            )
            self.shape.show_shape(Shape.HALF, Tone.MIXED, tr("made anew"))
        else:
            self.sentence.setText(tr("The project is sound: everything in it is what was put into it."))
            self.shape.show_shape(Shape.CHECK, Tone.SUPPORTS, tr("sound"))
        self.at.setText(f"{tr('Verified')} {when.moment(self._at)}" if self._results else "")
        empty(self._parts)
        for name, (title, about) in PARTS.items():
            self._parts.addWidget(_part(title, about, self._results.get(name)))
        self._parts.addStretch(1)


def _evidence(check: EvidenceCheck) -> str:
    if check.wrong:
        codes = ", ".join(f"{one.code} “{one.title}”" for one in check.wrong)
        words = plural(len(check.wrong), "%n file has changed or is missing", "%n files have changed or are missing")
        return f"{words}: {codes}."
    if not check.files:
        return tr("The project holds no files of evidence.")
    words = plural(
        check.files, "%n file has the bytes it had when added", "%n files have the bytes they had when added"
    )
    return f"{words}, {when.size(check.size)}."


def _part(title: str, about: str, result: CheckResult | None) -> QWidget:
    made = QFrame()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    shape = ShapeLabel(15)
    if result is None:
        shape.show_shape(Shape.RING, Tone.UNCHECKED, tr("not looked at"))
    elif result.ok:
        shape.show_shape(Shape.CHECK, Tone.SUPPORTS, tr("sound"))
    else:
        shape.show_shape(Shape.CROSS, Tone.CONTRADICTS, tr("not sound"))
    row.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(title, "strong"))
    words.addWidget(label(about, "muted", wrap=True))
    if result is not None:
        words.addWidget(label(result.detail, wrap=True))
    row.addLayout(words, 1)
    return made
