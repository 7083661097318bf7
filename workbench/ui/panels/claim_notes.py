"""Below the judgement: findings, queries, proposed changes and earlier verdicts of the claim."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.checks.finding import Finding
from workbench.desk.sheets import ClaimSheet
from workbench.desk.views import ChangeView, QueryView, VerdictView
from workbench.model.sets import Severity
from workbench.ui import icons, words
from workbench.ui.basics import button, empty, label, rule
from workbench.ui.panels.faces import SEVERITY_TONE, SEVERITY_WORD
from workbench.ui.panels.shape_label import ShapeLabel
from workbench.ui.text import tr
from workbench.ui.widgets import Prose


class ClaimNotes(QWidget):
    """Says what to ask, to propose and to accept with a reason."""

    asked = Signal(str)
    proposed = Signal(str, str, str)
    answered = Signal(str, str)
    waived = Signal(str, str)
    next_finding = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: ClaimSheet | None = None
        self._found: list[Finding] | None = None
        self._exact = ""
        self._findings = _Section(tr("Findings"))
        self._findings.head.addWidget(button(tr("F8 next"), self.next_finding.emit, "quiet", name=tr("Next finding")))
        self._asks = _Section(tr("Queries and changes"))
        self._past = _Section(tr("Earlier verdicts"))
        self.form = AskForm()
        self.form.asked.connect(self.asked)
        self.form.proposed.connect(self.proposed)
        self._asks.head.addWidget(button(tr("Query"), self.ask, "quiet", name=tr("Ask the author or editor (Q)")))
        self._asks.head.addWidget(button(tr("Change"), self.propose, "quiet", name=tr("Propose other words (H)")))
        self._asks.box.insertWidget(1, self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for section in (self._findings, self._asks, self._past):
            layout.addWidget(section)

    def show_sheet(self, sheet: ClaimSheet) -> None:
        """Show what belongs to a claim."""
        if self._shown is not None and self._shown.claim.id != sheet.claim.id:
            self.form.hide()
        self._shown = sheet
        self._exact = sheet.context.exact
        self._asks.fill([*(_query(one, self) for one in sheet.queries), *(_change(one) for one in sheet.changes)], "")
        earlier = [_verdict(one) for one in sheet.verdicts if sheet.verdict is None or one.id != sheet.verdict.id]
        self._past.fill(earlier, "")
        self._past.title.setText(tr("Verdicts to decide between") if sheet.undecided else tr("Earlier verdicts"))
        self._past.setVisible(bool(earlier))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the rules have found on the claim."""
        if findings != self._found:
            self._found = list(findings)
            self._findings.fill([FindingCard(one, self.waived.emit) for one in findings], tr("None."))

    def ask(self) -> None:
        """Open the line for a query."""
        self.form.ask()

    def propose(self) -> None:
        """Open the lines for a change of words."""
        self.form.propose(self._exact)


class AskForm(QFrame):
    """A query, or other words with a reason; Enter sends, Escape puts it away."""

    asked = Signal(str)
    proposed = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._was = ""
        self._before: QWidget | None = None
        self.query = _line(tr("Query"), tr("What do you want to know from the author?"))
        self.should_be = Prose(tr("Should be"), tr("The words as they should be"), role="")
        self.reason = _line(tr("Reason"), tr("Why"))
        self.query.returnPressed.connect(self._send_query)
        self.reason.returnPressed.connect(self._send_change)
        self._send = button(tr("Ask"), self.send)
        self._old = label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), self.put_away, "quiet"))
        row.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(6)
        for part in (self.query, self._old, self.should_be, self.reason):
            layout.addWidget(part)
        layout.addLayout(row)
        self.hide()

    def ask(self) -> None:
        """Show the line for a query."""
        self._show(asking=True)
        self._send.setText(tr("Ask"))
        self.query.setFocus()

    def propose(self, was: str) -> None:
        """Show the lines for a change of the words ``was``."""
        self._was = was
        self._old.setText(f"{tr('Was')}: {was}")
        self.should_be.setPlainText(was)
        self._show(asking=False)
        self._send.setText(tr("Propose"))
        self.should_be.setFocus()
        self.should_be.selectAll()

    def _show(self, *, asking: bool) -> None:
        focus = self.window().focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self.query.setVisible(asking)
        for part in (self._old, self.should_be, self.reason):
            part.setVisible(not asking)
        self.show()

    def send(self) -> None:
        """Hand over what the form holds."""
        if self.query.isVisible():
            self._send_query()
        else:
            self._send_change()

    def _send_query(self) -> None:
        self.asked.emit(self.query.text().strip())

    def _send_change(self) -> None:
        self.proposed.emit(self._was, self.should_be.toPlainText().strip(), self.reason.text().strip())

    def done(self) -> None:
        """Put the form away, emptied."""
        self.query.clear()
        self.reason.clear()
        self.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the form away; what was written stays until it is opened again."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def put_away(self) -> None:
        """Hide the form; the keyboard goes back to where it was before, not to whatever comes next."""
        focus, before = self.window().focusWidget(), self._before
        self._before = None
        if before is not None and isValid(before) and before.isVisible() and self.isAncestorOf(focus or self.window()):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()


class _Section(QWidget):
    """A title, what stands beside it, and a list of widgets."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = label(title, "strong")
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.box = QVBoxLayout()
        self.box.setContentsMargins(16, 10, 16, 12)
        self.box.setSpacing(6)
        self.box.addLayout(self.head)
        self.box.addLayout(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule())
        layout.addLayout(self.box)

    def fill(self, rows: Sequence[QWidget], hint: str) -> None:
        """Show these rows, or the hint where there are none."""
        empty(self._rows)
        for row in rows:
            self._rows.addWidget(row)
        if not rows and hint:
            self._rows.addWidget(label(hint, "muted"))


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


class FindingCard(QWidget):
    """A finding with what to do; one that does not block can be accepted with a reason, in place."""

    def __init__(self, finding: Finding, waive: Callable[[str, str], object]) -> None:
        super().__init__()
        self._finding = finding
        self._waive = waive
        sign = QLabel()
        sign.setPixmap(icons.pixmap("triangle-alert", SEVERITY_TONE[finding.severity].value, size=15))
        sign.setFixedWidth(18)
        self.reason = _line(tr("Reason"), tr("Why is this acceptable?"))
        self.reason.hide()
        self.reason.returnPressed.connect(self._send)
        foot = QHBoxLayout()
        foot.addWidget(label(f"{SEVERITY_WORD[finding.severity]} · {finding.rule}", "small"))
        foot.addStretch(1)
        if finding.severity is not Severity.BLOCK:
            foot.addWidget(button(tr("Accept…"), self._ask, "quiet", name=tr("Accept this finding with a reason")))
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(label(finding.sentence, wrap=True))
        text.addWidget(label(finding.fix, "muted", wrap=True))
        text.addLayout(foot)
        text.addWidget(self.reason)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(text, 1)

    def _ask(self) -> None:
        self.reason.setVisible(self.reason.isHidden())
        self.reason.setFocus()

    def _send(self) -> None:
        self._waive(self._finding.key, self.reason.text().strip())


def _query(one: QueryView, notes: ClaimNotes) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(label(one.text, wrap=True))
    layout.addWidget(label(f"{tr('Query')} · {words.QUERY_STATE[one.state]} · {one.by} {one.at[:10]}", "small"))
    answer = Prose(tr("Answer"), tr("Answer"))
    answer.show_value(one.answer)
    answer.committed.connect(partial(notes.answered.emit, one.id))
    layout.addWidget(answer)
    return made


def _change(one: ChangeView) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    was = label(f"{tr('Was')}: {one.was}", "muted", wrap=True)
    layout.addWidget(was)
    layout.addWidget(label(f"{tr('Should be')}: {one.should_be}", wrap=True))
    layout.addWidget(
        label(" · ".join(part for part in (tr("Change"), one.reason, one.by, one.at[:10]) if part), "small", wrap=True)
    )
    return made


def _verdict(one: VerdictView) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    shape = ShapeLabel(13)
    shape.show_mark(one.mark, one.label)
    text = QVBoxLayout()
    text.setSpacing(1)
    text.addWidget(label(f"{one.version}. {one.label}"))
    if one.rationale:
        text.addWidget(label(one.rationale, "muted", wrap=True))
    text.addWidget(label(f"{one.by} {one.at[:16].replace('T', ' ')}".strip(), "small"))
    layout.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(text, 1)
    return made
