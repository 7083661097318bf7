"""What one step did: field by field as a difference of words; a verdict's version can be put in force again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout

from workbench.desk.log_views import Altered, HistoryEntry
from workbench.desk.views import VerdictView
from workbench.ui import when
from workbench.ui.basics import button, empty, label, rule
from workbench.ui.diff_label import DiffLabel
from workbench.ui.panels.shape_label import ShapeLabel
from workbench.ui.text import apart, tr

# The words for the fields of the log, where they are not the field's own name.
FIELD_WORD = {
    "short_conclusion": tr("Short conclusion"),
    "not_established": tr("What could not be established"),
    "sole_source_reason": tr("Why one source is enough"),
    "claim_date": tr("Claim date"),
    "assignee": tr("Assigned to"),
    "exact": tr("Words"),
    "should_be": tr("Should be"),
    "label": tr("Verdict"),
    "text": tr("Text"),
}
NOUN_WORD = {
    "claim": tr("Claim"),
    "document": tr("Evidence"),
    "evidence_link": tr("Link"),
    "passage": tr("Passage"),
    "occurrence": tr("Place in the article"),
    "verdict": tr("Verdict"),
    "query": tr("Query"),
    "proposed_change": tr("Change"),
    "waiver": tr("Accepted finding"),
    "no_fact": tr("No fact"),
    "person": tr("Colleague"),
    "source": tr("Source"),
    "project": tr("Project"),
    "article": tr("Article"),
    "article_version": tr("Version of the article"),
    "file_blob": tr("File"),
    "custody_event": tr("Custody"),
}


class StepDetail(QScrollArea):
    """``restore`` carries the version of a verdict that is to be in force again."""

    restore = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("What the step did"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        canvas = QFrame()
        canvas.setObjectName("canvas")
        self._rows = QVBoxLayout(canvas)
        self._rows.setContentsMargins(16, 2, 8, 8)
        self._rows.setSpacing(6)
        self.setWidget(canvas)
        self._first: QPushButton | None = None

    def focus_first(self) -> None:
        """Put the keyboard on what can be done, where there is anything."""
        if self._first is not None:
            self._first.setFocus()

    def show_nothing(self) -> None:
        """Show no step."""
        self._first = None
        empty(self._rows)

    def show_step(
        self, entry: HistoryEntry, found: Sequence[Altered], versions: Sequence[VerdictView], *, read_only: bool
    ) -> None:
        """Show a step: what it changed, and where it made a version of a verdict, all versions (newest first)."""
        self.show_nothing()
        self._rows.addWidget(label(entry.label, "strong", wrap=True))
        who = f"{apart(entry.by) or tr('no name')} · {when.moment(entry.at)}"
        self._rows.addWidget(label(f"{who} · {tr('undone since')}" if entry.undone else who, "muted", wrap=True))
        shown = [one for one in found if not one.verdict]
        if not found:
            self._rows.addWidget(label(tr("Nothing a reader would see."), "muted", wrap=True))
        for one in shown:
            self._rows.addWidget(rule())
            self._rows.addWidget(label(_name(one), "muted"))
            self._rows.addWidget(_words(one))
        mine = next((one.verdict for one in found if one.verdict), "")
        for at, version in enumerate(versions):
            earlier = versions[at + 1] if at + 1 < len(versions) else None
            self._add_version(version, earlier, here=version.id == mine, newest=at == 0, fixed=read_only)
        self._rows.addStretch(1)

    def _add_version(
        self, one: VerdictView, earlier: VerdictView | None, *, here: bool, newest: bool, fixed: bool
    ) -> None:
        self._rows.addWidget(rule())
        head = QHBoxLayout()
        shape = ShapeLabel(14)
        shape.show_mark(one.mark, one.label)
        head.addWidget(shape)
        head.addWidget(label(f"{tr('Version')} {one.version}: {one.label}", "strong", wrap=True), 1)
        if newest:
            head.addWidget(label(tr("in force"), "pill"))
        elif not fixed:
            words = tr("Restore version %1").replace("%1", str(one.version))
            again = button(tr("Restore"), lambda: self.restore.emit(one), name=words)
            head.addWidget(again)
            if self._first is None or here:
                self._first = again
        self._rows.addLayout(head)
        by = f"{apart(one.by) or tr('no name')} · {when.moment(one.at)}"
        self._rows.addWidget(label(f"{by} · {tr('made by this step')}" if here else by, "small"))
        if earlier is not None and earlier.label != one.label:
            self._rows.addWidget(label(f"{tr('Verdict before')}: {earlier.label}", "muted", wrap=True))
        for name, was, now in (
            (tr("Rationale"), earlier.rationale if earlier else "", one.rationale),
            (tr("Short conclusion"), earlier.short_conclusion if earlier else "", one.short_conclusion),
        ):
            if now or was:
                self._rows.addWidget(label(name, "muted"))
                self._rows.addWidget(DiffLabel(was, now) if earlier else label(now, wrap=True))


def _name(one: Altered) -> str:
    field = FIELD_WORD.get(one.field, one.field.replace("_", " ").capitalize())
    return " · ".join(part for part in (NOUN_WORD.get(one.noun, one.noun), one.code, field) if part)


def _words(one: Altered) -> QLabel:
    if one.field == "deleted":
        return label(tr("taken away"))
    return DiffLabel(one.was, one.now) if one.was else label(one.now, wrap=True)
