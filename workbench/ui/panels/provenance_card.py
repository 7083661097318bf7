"""The provenance of one document: where it is from, how it came in, what came of it, and who may see it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCompleter, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from workbench.desk.library import Provenance, Relation
from workbench.desk.views import CustodyView, DocumentView
from workbench.model.sets import Anonymity, Attribution, Confidentiality, Tier
from workbench.ui import theme, when, words
from workbench.ui.basics import button, empty, label, rule
from workbench.ui.text import plural, tr
from workbench.ui.widgets import Choice, Elided, Field, Prose

TERMS: Mapping[Attribution, str] = {
    Attribution.ON_THE_RECORD: tr("on the record"),
    Attribution.BACKGROUND: tr("on background: may be used, not named"),
    Attribution.DEEP_BACKGROUND: tr("deep background: may be used, nothing attributed"),
    Attribution.OFF_THE_RECORD: tr("off the record: never leaves this computer"),
}
# What was done to a document, as the log has it; what is missing here stands for itself.
DONE: Mapping[str, str] = {
    "added": tr("Added from a file"),
    "cited": tr("Cited, not held"),
    "read again": tr("Read again"),
}
SEEN_BY: Mapping[Confidentiality, str] = {
    Confidentiality.OPEN: tr("anyone"),
    Confidentiality.INTERNAL: tr("the newsroom only"),
    Confidentiality.CONFIDENTIAL: tr("nobody else: confidential"),
}
# Edited in place: the field of the document, what it is called, what stands there while it is empty.
LINES: Sequence[tuple[str, str, str]] = (
    ("publisher", tr("Publisher"), tr("Who published it")),
    ("author", tr("Author"), tr("Who wrote it")),
    ("date", tr("Date"), tr("2010-12-01, 2010-12, 2010")),
    ("url", tr("Address"), "https://"),
    ("archive_url", tr("Archived at"), "https://"),
    ("source", tr("Source"), tr("Who it came from")),
    ("origin", tr("Derived from"), tr("Code, such as E4")),
)


class ProvenanceCard(QScrollArea):
    """``edited`` carries a field and its new value, ``opened`` the id of a document to read."""

    edited = Signal(str, object)
    opened = Signal(str)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Provenance"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.document_id = ""
        self._sha256 = ""
        self._head = Elided("", "muted")
        self.title = Prose(tr("Title"))
        self.lines = {name: Field(called, hint) for name, called, hint in LINES}
        self.terms = label("", "muted", wrap=True)
        self.terms.setContentsMargins(5, 0, 0, 0)
        self.tier = _choice(tr("How near to the event"), words.TIER, none=tr("not said"))
        self.who = _choice(tr("Who may see it"), SEEN_BY)
        self.note = Prose(tr("Note"), tr("A note of the desk"))
        self.facts = label("", "muted", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hash = Elided("", "muted")
        self.copy_button = button(tr("Copy"), self._copy, "link", name=tr("Copy the SHA-256"))
        self.problem = label("", "error", wrap=True)
        self._relations, self._custody = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        inside = QFrame()
        inside.setProperty("role", "card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        self.open_button = button(tr("Open"), lambda: self.opened.emit(self.document_id))
        head.addWidget(self.open_button)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.problem)
        column.addWidget(label(tr("Where it is from"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        pairs: list[tuple[str, QWidget]] = [(called, self.lines[name]) for name, called, _ in LINES]
        pairs.insert(6, ("", self.terms))
        pairs += [(tr("Tier"), self.tier), (tr("Seen by"), self.who), (tr("Note"), self.note)]
        for at, (called, widget) in enumerate(pairs):
            words_ = label(called, "muted")
            top = Qt.AlignmentFlag.AlignTop if widget is self.note else Qt.AlignmentFlag.AlignVCenter
            words_.setContentsMargins(0, 4 if widget is self.note else 0, 0, 0)
            grid.addWidget(words_, at, 0, top)
            grid.addWidget(widget, at, 1)
        column.addLayout(grid)
        column.addWidget(rule())
        column.addWidget(label(tr("How it came in"), "strong"))
        column.addWidget(self.facts)
        hashed = QHBoxLayout()
        hashed.addWidget(self.hash, 1)
        hashed.addWidget(self.copy_button)
        column.addLayout(hashed)
        for box in (self._relations, self._custody):
            box.setSpacing(2)
            column.addLayout(box)
        column.addStretch(1)
        self.setWidget(inside)

    def _wire(self) -> None:
        self.title.committed.connect(lambda text: self.edited.emit("title", text))
        self.note.committed.connect(lambda text: self.edited.emit("note", text))
        for name, line in self.lines.items():
            line.committed.connect(lambda text, name=name: self.edited.emit(name, text))
        self.tier.activated.connect(lambda _: self.edited.emit("tier", _chosen(self.tier, Tier)))
        self.who.activated.connect(lambda _: self.edited.emit("confidentiality", _chosen(self.who, Confidentiality)))

    def commit(self) -> None:
        """Hand over what is being typed."""
        for prose in (self.title, self.note):
            prose.commit()
        for line in self.lines.values():
            line.commit()

    def offer(self, sources: Sequence[str], codes: Sequence[str]) -> None:
        """Complete the names of sources and the codes of documents while they are typed."""
        complete(self.lines["source"], sources)
        complete(self.lines["origin"], codes)

    def show_document(self, document: DocumentView, found: Provenance, *, read_only: bool) -> None:
        """Show a document. What is being typed into its fields stays."""
        self.document_id, self._sha256 = document.id, document.sha256
        kind = words.DOCUMENT_KIND[document.kind]
        self._head.setText(f"{document.code} · {kind} · {words.CAPTURE[document.capture_state]}")
        self.title.show_value(document.title)
        self.note.show_value(document.note)
        origin = found.derived_from.code if found.derived_from else ""
        source = document.source
        values = {"source": source.name if source else "", "origin": origin}
        for name, line in self.lines.items():
            line.show_value(values.get(name, getattr(document, name, "")))
            line.setReadOnly(read_only)
        self.title.setReadOnly(read_only)
        self.note.setReadOnly(read_only)
        codenamed = source is not None and source.anonymity is Anonymity.CODENAMED
        named = f"{tr('A codename')}, " if codenamed else ""
        self.terms.setText(named + TERMS[source.attribution] if source else "")
        self.terms.setVisible(source is not None)
        for box, value in ((self.tier, document.tier), (self.who, document.confidentiality)):
            box.setCurrentIndex(max(0, box.findData(value.value if value else None)))
            box.setEnabled(not read_only)
        self._show_facts(document)
        self._show_relations(found)
        self._show_custody(found.custody)

    def _show_facts(self, document: DocumentView) -> None:
        self.problem.setText(document.problem)
        self.problem.setVisible(bool(document.problem))
        came = [_begun(document.captured_how), f"{tr('by')} {document.captured_by}" if document.captured_by else ""]
        when_ = when.moment(document.captured_at) if document.captured_at else ""
        facts = [
            ", ".join(part for part in (*came, when_) if part),
            f"{tr('Original name')}: {document.original_name}" if document.original_name else "",
            f"{when.size(document.size)}, {document.mime}" if document.size else "",
            _amount(document),
        ]
        held = bool(document.sha256)
        none = tr("It is cited, not held: the project has no bytes of it.")
        self.facts.setText("\n".join(part for part in facts if part) if held else none)
        self.hash.setText(f"SHA-256 {document.sha256}")
        self.hash.setToolTip(document.sha256)
        for part in (self.hash, self.copy_button):
            part.setVisible(held)

    def _show_relations(self, found: Provenance) -> None:
        empty(self._relations)
        for title, related in (
            (tr("Derived from"), (found.derived_from,) if found.derived_from else ()),
            (tr("Gave rise to"), found.gave_rise_to),
            (tr("Same text, from another file"), found.same_text),
        ):
            if related:
                self._relations.addWidget(label(title, "strong"))
                for one in related:
                    self._relations.addWidget(_link(one, self.opened.emit))

    def _show_custody(self, events: Sequence[CustodyView]) -> None:
        empty(self._custody)
        if events:
            self._custody.addWidget(label(tr("Custody"), "strong"))
        for event in events:
            self._custody.addWidget(label(in_words(event), "muted", wrap=True))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._sha256)
        self.copied.emit(tr("SHA-256 copied."))


def in_words(event: CustodyView) -> str:
    """Return who did what to a document, and when, as a line; hashes are said once, above."""
    what = DONE.get(event.action, _begun(event.action))
    note = event.note.partition(", SHA-256 ")[0]
    by = f"{tr('by')} {event.by}" if event.by else ""
    return ", ".join(part for part in (f"{what}: {note}" if note else what, by, when.moment(event.at)) if part)


def _begun(words_: str) -> str:
    return words_[:1].upper() + words_[1:]


def complete(line: QLineEdit, offered: Sequence[str]) -> None:
    """Offer words while a line is typed."""
    made = QCompleter(list(offered), line)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    if (popup := made.popup()) is not None:
        popup.setAccessibleName(line.accessibleName())
    line.setCompleter(made)


def _amount(document: DocumentView) -> str:
    pages = plural(document.pages, "%n page", "%n pages") if document.pages else ""
    text = plural(document.characters, "%n character", "%n characters") if document.characters else tr("no text")
    return ", ".join(part for part in (pages, text) if part)


def _link(one: Relation, run: Callable[[str], object]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button(one.code, lambda: run(one.id), "link", name=f"{one.code} {one.title}"))
    row.addWidget(Elided(" ".join(one.title.split()), ""), 1)
    return made


def _choice(name: str, offered: Mapping[Tier, str] | Mapping[Confidentiality, str], *, none: str = "") -> Choice:
    made = Choice()
    made.setAccessibleName(name)
    made.setProperty("role", "inplace")
    made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    if none:
        made.addItem(none, None)
    for value, called in offered.items():
        made.addItem(called, value.value)
    return made


def _chosen(box: Choice, kind: type[Tier] | type[Confidentiality]) -> Tier | Confidentiality | None:
    found = box.currentData()
    return kind(found) if found else None
