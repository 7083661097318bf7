"""The facets beside the library: for each kind of value a heading and boxes to tick, with how many each would show."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from workbench.desk.library import Facet
from workbench.model.sets import CaptureState, DocumentKind, Tier
from workbench.ui import theme, words
from workbench.ui.basics import button, label
from workbench.ui.text import plural, tr
from workbench.ui.widgets import Elided

# More values than this are shown on request.
FEW = 7
HEADINGS: Mapping[Facet, str] = {
    Facet.KIND: tr("Kind"),
    Facet.SOURCE: tr("Source"),
    Facet.TIER: tr("Tier"),
    Facet.LANGUAGE: tr("Language"),
    Facet.CAPTURE: tr("Held or cited"),
    Facet.LINKED: tr("Linked to a claim"),
    Facet.LOOK: tr("Needs a look"),
}
_YES = {"yes": tr("yes"), "no": tr("no")}
# What a value is called; what is missing here stands for itself.
_CALLED: Mapping[Facet, Callable[[str], str]] = {
    Facet.KIND: lambda value: words.DOCUMENT_KIND[DocumentKind(value)],
    Facet.TIER: lambda value: words.TIER[Tier(value)],
    Facet.CAPTURE: lambda value: words.CAPTURE[CaptureState(value)],
    Facet.LINKED: lambda value: _YES[value],
    Facet.LOOK: lambda value: _YES[value],
}


class Facets(QScrollArea):
    """``changed``: other boxes are ticked; ``chosen`` says which."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Narrow the library"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("canvas")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(theme.px(8))
        self.reset = button(tr("Show everything"), self.clear, "link")
        self.reset.hide()
        column.addWidget(self.reset)
        self.groups = {facet: _Group(facet) for facet in Facet}
        for group in self.groups.values():
            group.changed.connect(self._turned)
            column.addWidget(group)
        column.addStretch(1)
        self.setWidget(inside)

    @property
    def chosen(self) -> dict[Facet, frozenset[str]]:
        """The values ticked, by facet."""
        return {facet: group.ticked for facet, group in self.groups.items() if group.ticked}

    def show_counts(self, counts: Mapping[Facet, Mapping[str, int]]) -> None:
        """Show the values there are and how many documents each would show."""
        for facet, group in self.groups.items():
            group.show_counts(counts.get(facet, {}))

    def tick(self, facet: Facet, value: str) -> None:
        """Narrow to one value of a facet."""
        self.groups[facet].ticked = frozenset({value})
        self._turned()

    def clear(self) -> None:
        """Show everything again."""
        for group in self.groups.values():
            group.ticked = frozenset()
        self._turned()

    def _turned(self) -> None:
        self.reset.setVisible(bool(self.chosen))
        self.changed.emit()


class _Group(QFrame):
    """One facet: its heading and its values, the most frequent first."""

    changed = Signal()

    def __init__(self, facet: Facet) -> None:
        super().__init__()
        self._facet = facet
        self._counts: dict[str, int] = {}
        self._all = False
        self.ticked: frozenset[str] = frozenset()
        self.boxes: dict[str, _Value] = {}
        self._more = button("", self._unfold, "link")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(label(HEADINGS[facet], "muted"))
        self._column.addWidget(self._more)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show these values; one that is ticked stays, also where it shows nothing any more."""
        self._counts = {value: count for value, count in counts.items() if count} | {
            value: counts.get(value, 0) for value in self.ticked
        }
        order = sorted(self._counts, key=lambda value: (value not in self.ticked, -self._counts[value], value))
        shown = order if self._all else order[: max(FEW, len(self.ticked))]
        if set(shown) != set(self.boxes):
            self._rebuild(shown)
        for value, box in self.boxes.items():
            box.show_count(self._counts[value], ticked=value in self.ticked)
        rest = len(order) - len(shown)
        self._more.setText(plural(rest, "%n more", "%n more") if rest else tr("Fewer"))
        self._more.setAccessibleName(f"{HEADINGS[self._facet]}: {self._more.text()}")
        self._more.setVisible(rest > 0 or (self._all and len(order) > FEW))
        self.setVisible(len(self._counts) > 1 or bool(self.ticked))

    def _rebuild(self, shown: list[str]) -> None:
        for value in set(self.boxes) - set(shown):
            gone = self.boxes.pop(value)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, value in enumerate(shown):
            if value not in self.boxes:
                self.boxes[value] = _Value(HEADINGS[self._facet], self._called(value))
                self.boxes[value].box.toggled.connect(lambda on, value=value: self._toggle(value, on=on))
            else:
                self._column.removeWidget(self.boxes[value])
            self._column.insertWidget(at + 1, self.boxes[value])

    def _called(self, value: str) -> str:
        if not value:
            return tr("not said")
        return _CALLED[self._facet](value) if self._facet in _CALLED else value

    def _toggle(self, value: str, *, on: bool) -> None:
        if on != (value in self.ticked):
            self.ticked = self.ticked | {value} if on else self.ticked - {value}
            self.changed.emit()

    def _unfold(self) -> None:
        self._all = not self._all
        self.show_counts(self._counts)


class _Value(QWidget):
    """One value: its box, what it is called, how many it shows."""

    def __init__(self, facet: str, called: str) -> None:
        super().__init__()
        self._name = f"{facet}: {called}"
        self.box = QCheckBox()
        self.box.setMinimumSize(24, 24)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._called = Elided(called, "")
        self._called.setToolTip(called)
        self._count = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box)
        row.addWidget(self._called, 1)
        row.addWidget(self._count)

    def show_count(self, count: int, *, ticked: bool) -> None:
        """Show how many documents have the value, and whether it is ticked."""
        self._count.setText(str(count))
        self.box.setAccessibleName(f"{self._name}, {plural(count, '%n document', '%n documents')}")
        if self.box.isChecked() != ticked:
            self.box.blockSignals(True)
            self.box.setChecked(ticked)
            self.box.blockSignals(False)

    def mouseReleaseEvent(self, event: object) -> None:
        """A click on the words ticks the box."""
        self.box.toggle()
