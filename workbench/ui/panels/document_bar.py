"""The lines above a document that belongs together with others: what held it, what it holds, its other text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from workbench.desk import enclosures, rereading
from workbench.desk.document_text import DocumentText
from workbench.desk.views import DocumentView
from workbench.ui import theme
from workbench.ui.basics import button, empty, label
from workbench.ui.text import apart, plural, tr

# So many of the documents that were taken out are offered here; the list has them all.
OFFERED = 6
_LONGEST = 26  # letters of a name on a button


class DocumentBar(QFrame):
    """``opened`` carries the id of a document to open, ``whole`` which text of a page is wanted, ``listed`` asks for
    the list of what the document holds. Takes no room where there is nothing to say.
    """

    opened = Signal(str)
    whole = Signal(bool)
    listed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("What belongs to this document"))
        self.article = button(
            tr("Article"), lambda: self._turn(whole=False), "quiet", name=tr("Show the article alone")
        )
        self.page = button(tr("Whole page"), lambda: self._turn(whole=True), "quiet", name=tr("Show the whole page"))
        ways = QButtonGroup(self)
        for one in (self.article, self.page):
            one.setCheckable(True)
            ways.addButton(one)
        self._whole = False
        self._words = label("", "muted")
        self.links: list[QPushButton] = []
        self._links = QHBoxLayout()
        self._links.setSpacing(theme.px(4))
        self.all = button("", self.listed.emit, "link")
        self.told = label("", "muted", wrap=True)
        self._row = QFrame()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.article)
        row.addWidget(self.page)
        row.addWidget(self._words)
        row.addLayout(self._links)
        row.addWidget(self.all)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 12, 5)
        layout.setSpacing(3)
        layout.addWidget(self._row)
        layout.addWidget(self.told)
        self.hide()

    def show_document(self, document: DocumentView, stored: DocumentText, others: Sequence[DocumentView]) -> None:
        """Show what belongs to ``document``, which has this text; ``others`` are all documents."""
        page, holds = rereading.is_page(document), enclosures.may_hold(document)
        self._whole = rereading.is_whole(stored)
        for one, checked in ((self.article, not self._whole), (self.page, self._whole)):
            one.setVisible(page)
            one.setChecked(checked)
        holder = next((one for one in others if one.id == document.derived_from_id), None)
        outside = holder if holder is not None and enclosures.may_hold(holder) else None
        inside = [one for one in others if one.derived_from_id == document.id] if holds else []
        self._show_links(outside, inside)
        self._words.setText(_words(document, outside, inside))
        self._words.setVisible(bool(self._words.text()))
        self.all.setVisible(holds and (bool(inside) or _lists(document, stored)))
        self.all.setText(tr("Show the list…") if inside else _offer(document))
        self.told.setText(" ".join(stored.warnings))
        self.told.setVisible(bool(stored.warnings))
        self._row.setVisible(page or bool(outside or inside) or not self.all.isHidden())
        self.setVisible(not self._row.isHidden() or not self.told.isHidden())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer as many documents as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _turn(self, *, whole: bool) -> None:
        if whole is not self._whole:
            self.whole.emit(whole)

    def _show_links(self, outside: DocumentView | None, inside: Sequence[DocumentView]) -> None:
        empty(self._links)
        shown = [outside] if outside is not None else []
        self.links = [self._link(one) for one in [*shown, *inside[:OFFERED]]]
        for one in self.links:
            self._links.addWidget(one)

    def _link(self, document: DocumentView) -> QPushButton:
        name = document.title if len(document.title) <= _LONGEST else document.title[: _LONGEST - 1].rstrip() + "…"
        made = button(
            f"{document.code} {apart(name)}".replace("&", "&&"), partial(self.opened.emit, document.id), "link"
        )
        made.setAccessibleName(f"{tr('Open')} {document.code} {document.title}")
        made.setToolTip(document.title)
        return made

    def _fit(self) -> None:
        """Hide the links there is no room for; the list has them all."""
        taken = [self.article, self.page, self._words, self.all]
        room = self.width() - 60 - sum(one.sizeHint().width() + 8 for one in taken if not one.isHidden())
        for at, one in enumerate(self.links):
            room -= one.sizeHint().width() + 6
            one.setVisible(at == 0 or room >= 0)


def _lists(document: DocumentView, stored: DocumentText) -> bool:
    """Whether there is anything to list."""
    return enclosures.is_container(document) or stored.metadata.get("attached", "0") != "0"


def _offer(document: DocumentView) -> str:
    return tr("Choose what to take out…") if enclosures.is_container(document) else tr("Attachments…")


def _words(document: DocumentView, outside: DocumentView | None, inside: Sequence[DocumentView]) -> str:
    if outside is not None:
        return tr("Taken out of")
    if not inside:
        return ""
    if enclosures.is_container(document):
        return plural(len(inside), "%n taken out:", "%n taken out:")
    return plural(len(inside), "%n attachment:", "%n attachments:")
