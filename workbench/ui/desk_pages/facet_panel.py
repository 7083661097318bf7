"""The choices at the side of a search: where to look, and in evidence of which kind, source, tier and so on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.desk.facets import Facet, Value, chosen, toggled
from workbench.desk.search import NO_FILTERS, UNKNOWN, About, Filters
from workbench.model.sets import DocumentKind, Tier
from workbench.ui import fonts, theme, words
from workbench.ui.basics import button, empty, label
from workbench.ui.text import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

SCOPES = {
    "all": tr("Everywhere"),
    "evidence": tr("Evidence"),
    "claims": tr("Claims, verdicts, article"),
    "notes": tr("Notes and queries"),
}
TITLES = {
    Facet.KIND: tr("Kind"),
    Facet.SOURCE: tr("Source"),
    Facet.TIER: tr("Tier"),
    Facet.LANGUAGE: tr("Language"),
    Facet.LINKED: tr("Links"),
    Facet.DOCUMENT: tr("Document"),
}
# Of a facet with many values, those with most passages.
AT_MOST = 8
# Of the panel and of its longest words, in pixels at 100 %.
WIDTH, WORDS = 216, 150


class FacetPanel(QScrollArea):
    """``changed`` fires when something was chosen; ``scope`` and ``filters`` say what."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scope = "all"
        self.filters: Filters = NO_FILTERS
        self.setAccessibleName(tr("Narrow the search"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._size()
        theme.look().changed.connect(self._size)
        canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, theme.px(10), 0)
        column.setSpacing(theme.px(3))
        column.addWidget(label(tr("Look in"), "strong"))
        self._scopes = QButtonGroup(self)
        for scope, word in SCOPES.items():
            one = QRadioButton(word)
            one.setProperty("scope", scope)
            one.setChecked(scope == self.scope)
            self._scopes.addButton(one)
            column.addWidget(one)
        self._scopes.buttonToggled.connect(self._scoped)
        self._facets = QVBoxLayout()
        self._facets.setSpacing(theme.px(3))
        column.addLayout(self._facets)
        column.addStretch(1)
        self.setWidget(canvas)

    def _size(self) -> None:
        self.setMinimumWidth(theme.px(WIDTH))

    def choose_scope(self, scope: str) -> None:
        """Look in one of the scopes, without telling."""
        self.scope = scope
        self._scopes.blockSignals(True)
        for one in self._scopes.buttons():
            one.setChecked(one.property("scope") == scope)
        self._scopes.blockSignals(False)

    def clear(self) -> None:
        """Choose nothing, without telling."""
        self.filters = NO_FILTERS

    def show_values(self, values: Mapping[Facet, list[Value]], known: Mapping[str, About]) -> None:
        """Show what can be chosen; facets that tell nothing apart are left out."""
        focus = self._focused()
        empty(self._facets)
        if self.filters.anything:
            self._facets.addSpacing(theme.px(10))
            self._facets.addWidget(button(tr("Show all evidence again"), self._reset, "link"), 0)
        for facet, title in TITLES.items():
            listed = values.get(facet, [])
            if len(listed) > 1 or chosen(facet, self.filters):
                self._facets.addSpacing(theme.px(10))
                self._facets.addWidget(label(title, "strong"))
                for value in listed[:AT_MOST]:
                    self._facets.addWidget(self._choice(facet, value, known))
                if len(listed) > AT_MOST:
                    more = tr("and %1 more").replace("%1", str(len(listed) - AT_MOST))
                    self._facets.addWidget(label(more, "muted"))
        self._refocus(focus)

    def _choice(self, facet: Facet, value: Value, known: Mapping[str, About]) -> QWidget:
        full = _word(facet, value.value, known)
        fonts.load_for(full)
        box = QCheckBox()
        box.setFont(fonts.desk_font(theme.look().scale))
        box.setText(box.fontMetrics().elidedText(full, Qt.TextElideMode.ElideRight, theme.px(WORDS)).replace("&", "&&"))
        box.setToolTip(full)
        box.setAccessibleName(f"{TITLES[facet]}: {full}, {value.hits}")
        box.setProperty("facet", f"{facet} {value.value}")
        box.setChecked(value.value in chosen(facet, self.filters))
        box.toggled.connect(lambda on: self._toggled(facet, value.value, on))
        row = QFrame()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        line.addWidget(box, 1)
        line.addWidget(label(f"{value.hits:,}", "muted"))
        return row

    def _toggled(self, facet: Facet, value: str, on: bool) -> None:
        self.filters = toggled(facet, value, self.filters, on=on)
        self.changed.emit()

    def _scoped(self, one: QAbstractButton, on: bool) -> None:
        if on:
            self.scope = str(one.property("scope"))
            self.changed.emit()

    def _reset(self) -> None:
        self.clear()
        self.changed.emit()

    def _focused(self) -> str:
        focus = self.window().focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        return str(focus.property("facet") or "") if inside and focus is not None else ""

    def _refocus(self, facet: str) -> None:
        """Leave the keyboard where it was, though the boxes are made anew."""
        for box in self.findChildren(QCheckBox) if facet else ():
            if box.property("facet") == facet and not box.isHidden():
                box.setFocus()


def _word(facet: Facet, value: str, known: Mapping[str, About]) -> str:
    if value == UNKNOWN:
        return tr("not said")
    match facet:
        case Facet.KIND:
            return words.DOCUMENT_KIND[DocumentKind(value)]
        case Facet.TIER:
            return words.TIER[Tier(value)]
        case Facet.LINKED:
            return tr("linked to claims") if value == "yes" else tr("not linked yet")
        case Facet.DOCUMENT:
            return f"{known[value].code} {known[value].title}" if value in known else value
        case Facet.LANGUAGE:
            language = QLocale(value).language()
            return value if language == QLocale.Language.C else QLocale.languageToString(language)
        case _:
            return value
