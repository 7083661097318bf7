"""The head of the inspector: which claim, its statement, who said it when and where, and how far the work is."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from workbench.desk.sheets import ClaimSheet
from workbench.desk.views import ClaimView
from workbench.model.sets import ClaimKind, WorkStatus
from workbench.reports.dates import day
from workbench.ui import fonts, theme, words
from workbench.ui.basics import button, label
from workbench.ui.panels.shape_label import ShapeLabel
from workbench.ui.text import tr
from workbench.ui.widgets import Choice, Field, Prose


class ClaimHead(QWidget):
    """``edited`` carries the changed fields by the names of ``desk.claims.edit``."""

    edited = Signal(dict)
    pair_wanted = Signal(str)
    taken_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._claim: ClaimView | None = None
        self._shape = ShapeLabel()
        self._number = label("", "strong")
        self._relation = label("", "muted")
        self._pair = button("", self._go_to_pair, "link")
        self._take_up = button(tr("Take up again"), self.taken_up.emit, "link")
        self.status = QPushButton()
        self.status.setProperty("role", "quiet")
        self.status.setMenu(self._status_menu())
        self.statement = Prose(tr("Statement"), tr("What is claimed, in one sentence that can stand alone"))
        self.statement.committed.connect(lambda text: self.edited.emit({"statement": text}))
        self.claimant = Field(tr("Claimant"), tr("Who says so"))
        self.date = Field(tr("Claim date"), tr("7 October 2009, or 2009 alone"))
        self.place = Field(tr("Place"), tr("Where it was said"))
        self.assignee = Field(tr("Assigned to"), tr("Initials"))
        self.kind = _combo(tr("Kind"), {kind.value: word for kind, word in words.KIND.items()})
        self.priority = _combo(tr("Priority"), {str(number): word for number, word in words.PRIORITY.items()})
        self._lay_out()
        self._wire()
        theme.look().changed.connect(self._dress)
        self._dress()

    def show_sheet(self, sheet: ClaimSheet) -> None:
        """Show a claim."""
        claim = sheet.claim
        self._claim = claim
        mark = sheet.verdict.mark if sheet.verdict and not sheet.since else None
        spoken = sheet.verdict.label if sheet.verdict else tr("No verdict yet")
        self._shape.show_mark(mark, f"{spoken}, {words.SINCE[sheet.since]}" if sheet.since else spoken)
        self._number.setText(f"{tr('Claim')} {claim.number}")
        self._relation.setText(_relation(claim))
        self._relation.setVisible(bool(self._relation.text()))
        self._pair.setText((claim.pair_code or "").lstrip("C"))
        self._pair.setAccessibleName(f"{tr('Go to the other half of the pair')}: {claim.pair_code}")
        self._pair.setVisible(bool(claim.pair_code))
        self.status.setText(" · ".join(part for part in (words.STATUS[claim.status], claim.assignee) if part) + " ▾")
        self.status.setAccessibleName(f"{tr('Work status')}: {words.STATUS[claim.status]}")
        self._take_up.setVisible(claim.status is WorkStatus.DROPPED)
        self.statement.show_value(claim.statement)
        self.claimant.show_value(claim.claimant)
        self.date.show_value(claim.claim_date)
        self.date.setToolTip(day(claim.claim_date))
        self.place.show_value(claim.place)
        self.assignee.show_value(claim.assignee)
        _choose(self.kind, claim.kind.value)
        _choose(self.priority, str(claim.priority))

    def commit(self) -> None:
        """Hand over whatever is being typed."""
        for field in (self.statement, self.claimant, self.date, self.place, self.assignee):
            field.commit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self._shape, self._number, self._relation, self._pair):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._take_up)
        top.addWidget(self.status)
        fields = QGridLayout()
        fields.setHorizontalSpacing(10)
        fields.setVerticalSpacing(1)
        fields.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Claimant"), self.claimant),
            (tr("Claim date"), self.date),
            (tr("Place"), self.place),
            (tr("Kind"), self.kind),
            (tr("Priority"), self.priority),
            (tr("Assigned to"), self.assignee),
        )
        for at, (name, field) in enumerate(rows):
            fields.addWidget(label(name, "muted"), at, 0)
            fields.addWidget(field, at, 1)
        layout = QVBoxLayout(self)
        # Fields in place have 4 pixels of their own around their words, so that these stand in line with the rest.
        top.setContentsMargins(4, 0, 0, 0)
        fields.setContentsMargins(4, 0, 0, 0)
        layout.setContentsMargins(12, 12, 14, 12)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.statement)
        layout.addLayout(fields)

    def _wire(self) -> None:
        for name, field in (
            ("claimant", self.claimant),
            ("claim_date", self.date),
            ("place", self.place),
            ("assignee", self.assignee),
        ):
            field.committed.connect(lambda text, changed=name: self.edited.emit({changed: text}))
        self.kind.activated.connect(lambda _: self.edited.emit({"kind": ClaimKind(self.kind.currentData())}))
        self.priority.activated.connect(lambda _: self.edited.emit({"priority": int(self.priority.currentData())}))

    def _status_menu(self) -> QMenu:
        menu = QMenu(self)
        for status, word in words.STATUS.items():
            menu.addAction(word, self._setter(status))
        return menu

    def _setter(self, status: WorkStatus) -> Callable[[], None]:
        return lambda: self.edited.emit({"status": status})

    def _go_to_pair(self) -> None:
        if self._claim is not None and self._claim.pair_id:
            self.pair_wanted.emit(self._claim.pair_id)

    def _dress(self) -> None:
        self.statement.setFont(fonts.reading_font(theme.look().scale * 15.5 / fonts.READING_PIXELS))


def _relation(claim: ClaimView) -> str:
    if claim.pair_code:
        return tr("says") if claim.kind is ClaimKind.ATTRIBUTION else tr("content of")
    if claim.parent_code:
        return f"{tr('part of')} {claim.parent_code.lstrip('C')}"
    return ""


def _combo(name: str, choices: dict[str, str]) -> Choice:
    combo = Choice()
    combo.setProperty("role", "inplace")
    combo.setAccessibleName(name)
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for value, word in choices.items():
        combo.addItem(word, value)
    return combo


def _choose(combo: QComboBox, value: str) -> None:
    at = combo.findData(value)
    if at != combo.currentIndex():
        combo.setCurrentIndex(at)
