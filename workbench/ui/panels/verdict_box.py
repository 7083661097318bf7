"""The judgement: a button for each label of the scale, the rationale with its references, the short conclusion."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.desk.sheets import ClaimSheet
from workbench.desk.views import DocumentView, LabelView, ScaleView, VerdictMark, VerdictView
from workbench.ui import fonts, marks, theme, words
from workbench.ui.basics import button, label
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.cite_menu import CiteMenu
from workbench.ui.panels.rationale_edit import RationaleEdit
from workbench.ui.text import tr
from workbench.ui.widgets import Prose

# The narrowest a label's button may get before the row breaks, in pixels at 100 %.
NARROWEST = 54
GAP = 5
# After this many milliseconds without a key what is being written is kept.
PAUSE = 1200
AT_MOST_IN_A_ROW = 6


class VerdictBox(QWidget):
    """``decided`` carries label, rationale and short conclusion; ``draft`` the rationale before there is a label.

    ``typing`` carries what stands there and was not handed over, each time the checker pauses. ``settled_elsewhere``
    asks for the page where one of two verdicts is decided on.
    """

    decided = Signal(str, str, str)
    draft = Signal(str, str)
    typing = Signal(str, str)
    reference_opened = Signal(str)
    settled_elsewhere = Signal()

    def __init__(self, scale: ScaleView) -> None:
        super().__init__()
        self._scale = scale
        self._verdict: VerdictView | None = None
        self._claim_id = ""
        self._linked: list[str] = []
        self._state = label("", "muted")
        self.settle = button(tr("Two verdicts: decide…"), self.settled_elsewhere.emit, "link")
        self.settle.setToolTip(tr("Two people judged this claim apart from each other; neither verdict stands yet."))
        self.labels = LabelGrid(scale)
        self.rationale = RationaleEdit(tr("Rationale"), tr("Why? Cite evidence as [E1]."))
        self.short = Prose(
            tr("Short conclusion"), tr("The conclusion in one sentence, for the head of the report"), role=""
        )
        self.cite = CiteMenu(self)
        self._lay_out()
        self.labels.chosen.connect(self.decide)
        self.rationale.committed.connect(lambda _: self._written())
        self.short.committed.connect(lambda _: self._written())
        self.rationale.reference_opened.connect(self.reference_opened)
        self.cite.picked.connect(self.rationale.cite)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._paused)
        self.rationale.edited.connect(self._pause.start)
        self.short.textChanged.connect(self._pause.start)

    def show_sheet(self, sheet: ClaimSheet, documents: Sequence[DocumentView], draft: tuple[str, str]) -> None:
        """Show the verdict of a claim; ``draft`` holds rationale and conclusion kept before there was a label."""
        if self._claim_id != sheet.claim.id:
            self.rationale.clearFocus()
            self.short.clearFocus()
        self._claim_id = sheet.claim.id
        self._verdict = sheet.verdict
        self._linked = [link.document_code for link in sheet.links]
        self.show_documents(documents)
        self.labels.show_label(sheet.verdict.label if sheet.verdict and not sheet.since else "")
        rationale, short = (sheet.verdict.rationale, sheet.verdict.short_conclusion) if sheet.verdict else draft
        self.rationale.show_value(rationale)
        self.short.show_value(short)
        self._state.setText(_state(sheet, draft))
        self._state.setVisible(not sheet.undecided)
        self.settle.setVisible(sheet.undecided)

    def show_documents(self, documents: Sequence[DocumentView]) -> None:
        """Know what can be cited."""
        self.rationale.know([one.code for one in documents])
        self.cite.feed(self._linked, documents)

    def decide(self, name: str) -> None:
        """Give the claim the label called ``name`` with what is written."""
        self.decided.emit(name, self.rationale.text(), self.short.toPlainText().strip())

    def decide_number(self, number: int) -> None:
        """Give the claim the ``number``-th label of the scale, counted from 1."""
        if 1 <= number <= len(self._scale.labels):
            self.decide(self._scale.labels[number - 1].label)

    def commit(self) -> None:
        """Hand over whatever is being written."""
        if self.rationale.changed or self.short.changed:
            self.rationale.commit()
            self.short.commit()

    def resume(self, rationale: str, short: str) -> None:
        """Go on with what was being written when the program ended unasked."""
        self.rationale.resume(rationale)
        self.short.resume(short)

    def _paused(self) -> None:
        if self.rationale.changed or self.short.changed:
            self.typing.emit(self.rationale.text(), self.short.toPlainText().strip())

    def _written(self) -> None:
        rationale, short = self.rationale.text(), self.short.toPlainText().strip()
        if self._verdict is not None:
            self.decided.emit(self._verdict.label, rationale, short)
        else:
            self.draft.emit(rationale, short)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Verdict"), "strong"))
        head.addStretch(1)
        head.addWidget(self._state)
        head.addWidget(self.settle)
        foot = QHBoxLayout()
        foot.addWidget(label(tr("Rationale"), "muted"))
        foot.addStretch(1)
        pick = button(tr("Cite… ▾"), None, "quiet", name=tr("Cite evidence in the rationale"))
        pick.setMenu(self.cite)
        foot.addWidget(pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.labels)
        layout.addLayout(foot)
        layout.addWidget(self.rationale)
        layout.addWidget(label(tr("Short conclusion"), "muted"))
        layout.addWidget(self.short)


class LabelGrid(QWidget):
    """The labels of a scale in as few rows as the width allows; the arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self, scale: ScaleView) -> None:
        super().__init__()
        self.setAccessibleName(tr("Verdict"))
        self._buttons = [LabelButton(one, number, scale) for number, one in enumerate(scale.labels, 1)]
        for made in self._buttons:
            made.clicked.connect(lambda _=False, name=made.label.label: self.chosen.emit(name))
        ranked = [made for made in self._buttons if made.label.rank is not None]
        others = [made for made in self._buttons if made.label.rank is None]
        # What lies off the axis has rows of its own, so that the axis reads as one.
        self._groups = [_Rows(group) for group in (ranked, others) if group]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for group in self._groups:
            layout.addLayout(group)
        theme.look().changed.connect(self._dress)
        self._dress()

    def show_label(self, name: str) -> None:
        """Show which label the claim has, "" for none."""
        for made in self._buttons:
            made.setChecked(made.label.label == name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the row where it gets too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _dress(self) -> None:
        """Another size of text: other heights, other breaks."""
        for made in self._buttons:
            made.setFixedHeight(made.sizeHint().height())
        self._arrange()

    def _arrange(self) -> None:
        for group in self._groups:
            group.arrange(max(self.width(), 300))


class _Rows(QGridLayout):
    """Some labels in as few rows as a width allows, each row as full as the others."""

    def __init__(self, buttons: Sequence["LabelButton"]) -> None:
        super().__init__()
        self.setSpacing(GAP)
        self._buttons = buttons
        self._columns = 0

    def arrange(self, width: int) -> None:
        """Break the rows for ``width`` pixels."""
        widest = max(made.narrowest() for made in self._buttons)
        fit = max(1, (width + GAP) // (widest + GAP))
        count = len(self._buttons)
        rows = -(-count // min(fit, AT_MOST_IN_A_ROW, count))
        columns = -(-count // rows)
        if columns == self._columns:
            return
        for at in range(self._columns):
            self.setColumnStretch(at, 0)
        self._columns = columns
        for at, made in enumerate(self._buttons):
            self.addWidget(made, at // columns, at % columns)
        for at in range(columns):
            self.setColumnStretch(at, 1)


class LabelButton(QAbstractButton):
    """One label: its shape above its words; chosen, it is tinted and framed."""

    def __init__(self, label: LabelView, number: int, scale: ScaleView) -> None:
        super().__init__()
        self.label = label
        self._mark = VerdictMark(label.label, label.polarity, label.rank, scale.worst, scale.best)
        self.setText(label.label)
        self.setCheckable(True)
        self.setAccessibleName(label.label)
        self.setAccessibleDescription(label.meaning)
        key = f" ({number})" if number <= 9 else ""
        self.setToolTip(f"{label.label}{key}\n{label.meaning}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """What is chosen is shown when the desk has it, not when it is clicked."""

    def narrowest(self) -> int:
        """Return the least width in which no word is cut."""
        longest = max(self.text().split(), key=len, default="")
        return max(theme.px(NARROWEST), fonts.desk_metrics(theme.look().scale).horizontalAdvance(longest) + 8)

    def sizeHint(self) -> QSize:
        """Room for the shape and two lines."""
        line = fonts.desk_metrics(theme.look().scale).lineSpacing()
        return QSize(self.narrowest(), line * 2 + theme.px(20))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = marks.tone(self._mark)
        colour = shapes.tone_colour(tone)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        tint = "selection" if tone is Tone.UNCHECKED else f"{tone.value}_bg"
        ground = theme.colour(tint if self.isChecked() else "selection" if self.underMouse() else "surface")
        painter.setBrush(ground)
        painter.setPen(QPen(colour, 2) if self.isChecked() else QPen(theme.colour("border"), 1))
        half = 0.0 if self.isChecked() else 0.5  # on the pixel grid, or a line of one pixel is two pale ones
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), 4, 4)
        side = theme.px(14)
        shapes.draw(
            painter,
            marks.shape(self._mark),
            QRectF(box.center().x() - side / 2, box.top() + theme.px(6), side, side),
            colour,
            hole=ground,
        )
        font = self.font()
        font.setPixelSize(theme.px(12))
        if self.isChecked():
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if self.isChecked() else "muted"))
        room = box.adjusted(3, theme.px(21), -3, -2)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


def _state(sheet: ClaimSheet, draft: tuple[str, str]) -> str:
    verdict = sheet.verdict
    if verdict is not None and sheet.since:
        return f"{verdict.label} · {words.SINCE[sheet.since]}"
    if verdict is None:
        return tr("rationale kept; choose a label") if any(draft) else tr("none yet")
    return f"{words.VERDICT_STATE[verdict.state]}, {tr('version')} {verdict.version}"
