"""A late revision: the version before and the newest side by side, and what a person has to look at, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSplitter, QVBoxLayout, QWidget

from workbench.desk import claims, coverage, revising, touched
from workbench.desk.since import Since
from workbench.desk.touched import Revision, Touched
from workbench.errors import WorkbenchError
from workbench.ui import marks, theme
from workbench.ui.basics import button, empty, label
from workbench.ui.desk_pages.page import LOWEST, DeskPage, PageName
from workbench.ui.diff_label import DiffLabel
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.pages.contract import Mark, MarkStyle, Tone
from workbench.ui.pages.version_pane import SMALLER, VersionPane, apart
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.panels.row_list import RowList
from workbench.ui.revising import counts
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

# Below this width, in pixels at 100 %, list and card, and the two texts, stand one above the other.
BESIDE = 560
KIND = {
    Since.MOVED: tr("Moved"),
    Since.REWORDED: tr("Reworded"),
    Since.GONE: tr("Cut"),
}
ICON = {Since.MOVED: "arrow-right", Since.REWORDED: "pencil", Since.GONE: "minus", None: "plus"}


class NoWords(WorkbenchError):
    """No words are selected in the newest version."""


class RevisionPage(DeskPage):
    """F8 goes through what was touched and the numbers decide it, while the page is in front."""

    def __init__(self, window: Window) -> None:
        super().__init__(window, PageName.REVISION, tr("Revision"), tr("Comparing the versions…"))
        self.found: Revision | None = None
        self.item: Touched | None = None
        self.choices: list[tuple[str, Callable[[], object]]] = []
        self._most = 0
        self._wanted = ""
        self.place = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(140))
        self._bar.setAccessibleName(tr("Looked at so far"))
        self.touched: RowsModel[Touched] = RowsModel(self._title, self._spoken)
        self.list = RowList(tr("Touched by the revision"), self.touched, self._face, "", lines=1)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self._about = label("", "strong", wrap=True)
        self._difference = QVBoxLayout()
        self._answers = QVBoxLayout()
        self._answers.setSpacing(5)
        self.old = VersionPane(tr("The version before"), cut=True)
        self.new = VersionPane(tr("The newest version"), cut=False)
        self._old_name, self._new_name = label("", "muted"), label("", "muted")
        self._upper, self._lower = QSplitter(), QSplitter()
        self._lay_out()
        self.list.chosen.connect(self._choose)
        for pane in (self.old, self.new):
            pane.mark_activated.connect(self._go_to)
        theme.look().changed.connect(self._zoom)
        self._zoom()

    def focus_widget(self) -> QWidget:
        """The list."""
        return self.list

    def takes(self, action_id: str) -> bool:
        """The keys of findings and claims go on and back, the number keys decide."""
        match action_id:
            case "review.next_finding" | "claim.next":
                self.step(1)
            case "review.previous_finding" | "claim.previous":
                self.step(-1)
            case "claim.mark":
                self._mark()
            case "claim.no_fact":
                self._no_fact()
            case "view.caret":
                self.new.set_caret_browsing(not self.new.caret_browsing())
                self.new.setFocus()
            case _ if action_id.startswith("review.rate_"):
                self._answer(int(action_id.removeprefix("review.rate_")))
            case _:
                return False
        return True

    def refresh(self, news: News | None = None) -> None:
        """Compare anew, beside the window."""
        article = self.workspace.article
        if article is None or (self.isHidden() and news is not None):
            return
        project, article_id = self.project, article.id
        self._window.jobs.run(lambda _: touched.look(project, article_id), owner=self, done=self._show)

    def step(self, by: int) -> None:
        """Go to the next or the previous thing to look at, round the end."""
        rows = self.touched.rows
        if rows:
            at = self.touched.row_of(self.item.id) if self.item is not None else -1
            self._go_to(rows[(at + by) % len(rows)].id)

    def _zoom(self) -> None:
        for pane in (self.old, self.new):
            pane.set_zoom(theme.look().scale * SMALLER)

    # -- what is decided ----------------------------------------------------------------------------------------

    def _answer(self, number: int) -> None:
        if number <= len(self.choices):
            self._window.notices.attempt(self.choices[number - 1][1], near=self)

    def _accept(self) -> None:
        item = self.item
        if item is None or item.claim is None:
            return
        touched.accept(self.project, item.claim.id)
        judged = item.since is Since.REWORDED and item.claim.verdict is not None
        words = tr("Its verdict was about other words: judge it again.") if judged else ""
        self.view.status.tell(f"{item.claim.code} {tr('stands there now.')} {words}".strip())

    def _put(self) -> None:
        item, chosen = self.item, self.new.selection()
        if item is None or item.claim is None:
            return
        if chosen is None:
            raise NoWords(tr("Select the words in the newest version first, by mouse or with F7 and Shift and arrows."))
        revising.place(self.project, item.claim.id, chosen.start, chosen.end)
        self.view.status.tell(f"{item.claim.code} {tr('stands there now.')}")

    def _drop(self) -> None:
        item = self.item
        if item is not None and item.claim is not None:
            claims.drop(self.project, item.claim.id)
            self.view.status.tell(f"{tr('Dropped claim')} {item.claim.number}. {tr('Undo brings it back.')}")

    def _mark(self) -> None:
        self._on_words(lambda version, start, end: claims.mark(self.project, version, start, end), tr("Marked."))

    def _no_fact(self) -> None:
        self._on_words(
            lambda version, start, end: coverage.no_fact(self.project, version, start, end), tr("Marked as no fact.")
        )

    def _on_words(self, work: Callable[[str, int, int], object], told: str) -> None:
        """Do something with the selected words, or with the new sentence that is in front."""
        found, item, chosen = self.found, self.item, self.new.selection()
        sentence = item.new if item is not None and item.claim is None else None
        span = (chosen.start, chosen.end) if chosen is not None else sentence
        if found is None or span is None:
            raise NoWords(tr("Select the words in the newest version first, by mouse or with F7 and Shift and arrows."))
        work(found.after.version_id, *span)
        self.new.clear_selection()
        self.view.status.tell(told)

    # -- what is shown ------------------------------------------------------------------------------------------

    def _show(self, found: Revision | None) -> None:
        before, self.found = self.found, found
        for part in (self._upper, self._lower, self._bar):
            part.setVisible(found is not None)
        if found is None:
            self.item = None
            self.place.setText("")
            self.lead.setText(
                tr(
                    "There is one version of the article so far. Drop the next one into the window, or choose"
                    " Take in the next version in the menu File."
                )
            )
            return
        self.lead.setText(f"{tr('Version')} {found.after.seq}: {counts(found.became)}.")
        if before is None or before.after.version_id != found.after.version_id:
            self._show_versions(found)
            self._most = 0
        self._most = max(self._most, len(found.left))
        at = self.touched.row_of(self.item.id) if self.item is not None else 0
        self.touched.put(found.left)
        self._show_marks(found)
        kept = next((one for one in found.left if self.item is not None and one.id == self.item.id), None)
        following = found.left[min(max(at, 0), len(found.left) - 1)] if found.left else None
        self._choose(kept or following, again=kept is not None and kept == self.item)

    def _show_versions(self, found: Revision) -> None:
        old, new = apart(found.before.text, found.after.text, found.same)
        language = found.after.language or self.workspace.info.language
        self.old.show_version(found.before.text, found.before.blocks, old, language=language)
        self.new.show_version(found.after.text, found.after.blocks, new, language=language)
        self._old_name.setText(f"{tr('Version')} {found.before.seq} · {tr('struck through: gone')}")
        self._new_name.setText(f"{tr('Version')} {found.after.seq} · {tr('bold and underlined: new')}")

    def _show_marks(self, found: Revision) -> None:
        def marked(one: Touched, span: tuple[int, int]) -> Mark:
            number = str(one.claim.number) if one.claim else ""
            style = MarkStyle.UNCHECKED if one.claim else MarkStyle.SUGGESTED
            return Mark(one.id, *span, number, style, self._spoken(one))

        self.old.set_marks([marked(one, one.old) for one in found.left if one.old])
        self.new.set_marks([marked(one, one.new) for one in found.left if one.new])

    def _go_to(self, item_id: str) -> None:
        found = next((one for one in self.touched.rows if one.id == item_id), None)
        if found is not None:
            self._choose(found)

    def _choose(self, item: Touched | None, *, again: bool = False) -> None:
        """Show one thing to look at, in both texts; ``again``: it is on show already."""
        self.item = item
        self._tell_place()
        self.card.setVisible(item is not None)
        self.list.setVisible(item is not None)
        if item is None or again:
            return
        self.list.show_current(item.id)
        self._about.setText(self._spoken(item))
        empty(self._difference)
        self._difference.addWidget(DiffLabel(item.was, item.now) if item.claim else label(item.now, wrap=True))
        self._offer(item)
        self.new.clear_selection()  # what was selected for another thing is not meant for this one
        for pane, span in ((self.old, item.old), (self.new, item.new)):
            pane.set_active(item.id)
            if span is not None:
                pane.scroll_to(*span)
        if item.claim is not None:
            self.workspace.activate(item.claim.id)

    def _offer(self, item: Touched) -> None:
        put, drop = (tr("Put it on the selected words"), self._put), (tr("Drop the claim"), self._drop)
        if item.claim is None:
            self.choices = [(tr("Mark as a claim"), self._mark), (tr("No fact"), self._no_fact)]
        elif item.new is not None:
            words = tr("Accept the new place") if item.since is Since.MOVED else tr("Accept the new words")
            self.choices = [(words, self._accept), put, drop]
        else:
            self.choices = [put, drop]
        empty(self._answers)
        for number, (words, _) in enumerate(self.choices, 1):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(label(str(number), "key"))
            row.addWidget(button(words, partial(self._answer, number), "", name=f"{words} ({number})"))
            row.addStretch(1)
            self._answers.addLayout(row)

    def _tell_place(self) -> None:
        left = len(self.touched.rows)
        if left and self.item is not None:
            words = tr("%1 of %2 to look at").replace("%1", str(self.touched.row_of(self.item.id) + 1))
            self.place.setText(words.replace("%2", str(left)))
        else:
            self.place.setText(tr("Everything is looked at.") if self.found is not None else "")
        self._bar.setRange(0, max(self._most, 1))
        self._bar.setValue(self._most - left)
        self._bar.setVisible(self._most > 1)

    # -- words --------------------------------------------------------------------------------------------------

    def _kind(self, one: Touched) -> str:
        if one.claim is None or one.since is None:
            return tr("New factual sentence")
        unclear = self.found is not None and one.claim.code in self.found.became.unclear
        return tr("In several places") if one.since is Since.GONE and unclear else KIND[one.since]

    def _title(self, one: Touched) -> str:
        return one.now or one.was

    def _spoken(self, one: Touched) -> str:
        if one.claim is None:
            return self._kind(one)
        stands = one.claim.verdict.label if one.claim.verdict else tr("no verdict yet")
        return f"{tr('Claim')} {one.claim.number} · {self._kind(one)} · {stands}"

    def _face(self, one: Touched) -> RowFace:
        stands = marks.standing(one.claim).partition(" · ")[0] if one.claim else ""
        detail = " · ".join(part for part in (self._kind(one), stands) if part)
        lead = str(one.claim.number) if one.claim else ""
        return RowFace(lead=lead, words=self._title(one), detail=detail, icon=ICON[one.since], tone=Tone.MUTED)

    # -- layout -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(BESIDE)
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        for splitter in (self._upper, self._lower):
            if splitter.orientation() != wanted:
                splitter.setOrientation(wanted)
                splitter.setMinimumHeight(theme.px(LOWEST if wide else 2 * LOWEST))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.place)
        head.addWidget(self._bar)
        head.addStretch(1)
        head.addWidget(button(tr("Next"), lambda: self.step(1), "quiet", name=tr("Next thing to look at (F8)")))
        head.addWidget(label("F8", "key"))
        column = QVBoxLayout(self.card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._about)
        column.addLayout(self._difference)
        column.addStretch(1)
        column.addLayout(self._answers)
        for splitter, parts in (
            (self._upper, (_named(None, self.list), self.card)),
            (self._lower, (_named(self._old_name, self.old), _named(self._new_name, self.new))),
        ):
            splitter.setChildrenCollapsible(False)
            splitter.setMinimumHeight(theme.px(LOWEST))
            for part in parts:
                splitter.addWidget(part)
            splitter.setSizes([1000, 1000])
        self.body.addLayout(head)
        self.body.addWidget(self._upper, 2)
        self.body.addWidget(self._lower, 5)


def _named(name: QWidget | None, part: QWidget) -> QFrame:
    """Return a part with its name above it and some room at its right."""
    made = QFrame()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, theme.px(10), 0)
    column.setSpacing(4)
    if name is not None:
        column.addWidget(name)
    column.addWidget(part, 1)
    return made
