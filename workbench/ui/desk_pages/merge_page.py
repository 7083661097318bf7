"""Merge: a colleague's copy is looked at first; what comes, what is to be decided and what is lost, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desk import restoring, sharing
from workbench.desk.merging import Merge
from workbench.store.project import Project
from workbench.ui import choosing, theme
from workbench.ui.basics import button, empty, label
from workbench.ui.choosing import For
from workbench.ui.desk_pages.page import WIDEST, DeskPage, PageName
from workbench.ui.text import apart, plural, tr
from workbench.ui.widgets import Elided

if TYPE_CHECKING:
    from workbench.ui.window import Window
    from workbench.ui.workspace import News


@dataclass(frozen=True, slots=True)
class Way:
    """Where a merge comes from: a file, or a backup copy of this project."""

    name: str
    preview: Callable[[Project], Merge]
    take_in: Callable[[Project], Merge]
    path: Path | None = None


def from_file(path: Path) -> Way:
    """A colleague's copy."""
    return Way(
        path.name, lambda project: sharing.preview(project, path), lambda project: sharing.take_in(project, path), path
    )


def from_backup(ident: str, name: str) -> Way:
    """A backup copy of the project itself."""
    return Way(
        name,
        lambda project: restoring.look(project, ident),
        lambda project: restoring.merge_back(project, ident),
    )


class MergePage(DeskPage):
    """``look_at`` shows what a copy would bring; the button takes it in; one undo takes all of it back."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.MERGE,
            tr("Merge a colleague’s copy"),
            tr(
                "Choose the copy a colleague worked in. It is only looked at until you press Merge. A whole backup is"
                " kept first, and one undo takes everything back."
            ),
        )
        self.way: Way | None = None
        self.seen: Merge | None = None
        self._file = Elided(tr("No copy chosen yet"), "strong")
        self.choose = button(tr("Choose a copy…"), self._choose)
        self.open_instead = button(tr("Open it instead"), self._open_instead, "link")
        self._report = QVBoxLayout()
        self._report.setSpacing(12)
        self.merge = button(tr("Merge"), self._merge, "primary")
        self.decide = button(tr("Decide now"), self._decide, "primary")
        self.save = button(tr("Save the report…"), self._choose_report)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._file, 1)
        head.addWidget(self.open_instead)
        head.addWidget(self.choose)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for one in (self.merge, self.decide, self.save):
            foot.addWidget(one)
            one.hide()
        foot.addStretch(1)
        self.open_instead.hide()
        self.body.addLayout(head)
        self.body.addLayout(self._report)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def focus_widget(self) -> QWidget:
        """What comes next."""
        return next((one for one in (self.decide, self.merge) if not one.isHidden()), self.choose)

    def refresh(self, news: News | None = None) -> None:
        """Once a merge was taken back, it is looked at again."""
        if self.way is not None and self.seen is not None and self.seen.done and news is not None:
            label = self.project.redo_label() or ""
            if label == f"Merge with {self.seen.other}":
                self.look(self.way)

    def look_at(self, other: Path) -> None:
        """Show what the copy at ``other`` would bring. Nothing is changed."""
        self.look(from_file(other))

    def look(self, way: Way) -> None:
        """Show what a merge would bring. Nothing is changed."""
        if self.work.busy:
            return
        self.way, self.seen = way, None
        self._file.setText(way.name)
        self._file.setToolTip(str(way.path or ""))
        self._show_parts(merge=False)
        empty(self._report)
        here = self.project.path.resolve()
        self.open_instead.setVisible(way.path is not None and way.path.resolve() != here)
        project = self.project
        self.begin(tr("Looking at the copy"), lambda _: way.preview(project), self._show)

    # -- steps ------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        kinds, title = tr("Workbench projects (*.factcheck)"), tr("Choose a colleague’s copy")
        path = choosing.file_to_open(self, title, kinds, what=For.COPY, folder=self.project.path.parent)
        if path is not None:
            self.look_at(path)

    def _merge(self) -> None:
        way, project = self.way, self.project
        if way is None or self.view.naming is None:
            return

        def go() -> None:
            self.merge.setEnabled(False)
            self.begin(
                tr("Merging"),
                lambda _: way.take_in(project),
                self._merged,
                ended=lambda: self.merge.setEnabled(True),
                stoppable=False,
            )

        self.view.naming.named(go)

    def _merged(self, made: Merge) -> None:
        self._show(made)
        self.view.status.tell(f"{tr('Merged')}: {made.other}")

    def _decide(self) -> None:
        self.view.open_page(PageName.CONFLICTS)

    def _open_instead(self) -> None:
        if self.way is not None and self.way.path is not None:
            self._window.opener.open(self.way.path)

    def _choose_report(self) -> None:
        if self.seen is None or self.way is None:
            return
        proposed = self.project.path.parent / f"{tr('Merge with')} {Path(self.way.name).stem}.txt"
        path = choosing.file_to_write(self, tr("Save the report"), "", proposed, ask_twice=False)
        if path is not None:
            self.save_to(path)

    def save_to(self, out: Path) -> None:
        """Write the report of what was looked at or merged."""
        seen = self.seen
        if seen is not None and self._window.notices.attempt(lambda: sharing.save(seen, out), near=self):
            self.view.status.tell(f"{tr('Report saved')}: {out.name}")

    # -- what is shown ----------------------------------------------------------------------------------------

    def _show(self, seen: Merge) -> None:
        self.seen = seen
        waiting = len(seen.conflicts) + len(seen.same_span)
        self._show_parts(merge=not seen.done and not seen.nothing_new)
        self.decide.setVisible(seen.done and waiting > 0)
        self.decide.setText(plural(waiting, "Decide %n thing", "Decide %n things"))
        self.save.setVisible(not seen.nothing_new)
        empty(self._report)
        self._report.addWidget(label(_headline(seen), "strong", wrap=True))
        if not seen.nothing_new:
            self._report.addWidget(_section(tr("What came") if seen.done else tr("What comes"), _comes(seen)))
            decide = [one.about[:1].upper() + one.about[1:] for one in seen.conflicts] + [
                f"{one.code} {tr('and')} {one.other_code} {tr('stand on the same words and may be one claim')}"
                for one in seen.same_span
            ]
            none = [tr("Nothing: no two people decided the same thing differently.")]
            self._report.addWidget(_section(tr("What you decide"), decide or none))
            lost = [tr("Nothing.")] if seen.lost == 0 else [plural(seen.lost, "%n operation", "%n operations")]
            self._report.addWidget(_section(tr("What is lost"), lost))
        self.focus_widget().setFocus()

    def _show_parts(self, *, merge: bool) -> None:
        self.merge.setVisible(merge)
        self.decide.hide()
        self.save.hide()


def _headline(seen: Merge) -> str:
    if seen.nothing_new:
        return tr("Everything in the other copy is here already.")
    steps = plural(seen.steps, "%n step", "%n steps")
    who = f" {tr('by')} {', '.join(map(apart, seen.people))}" if seen.people else ""
    return f"{steps}{who} {tr('came')}." if seen.done else f"{steps}{who}."


def _comes(seen: Merge) -> list[str]:
    lines = [one.sentence for one in seen.coming]
    if seen.files:
        lines.append(
            plural(seen.files, "%n file of evidence, checked by its hash", "%n files of evidence, each checked")
        )
    lines += [f"{code}: {tr('added on both sides, and one document')}" for code in seen.documents_joined]
    lines += [f"{tr('Their')} {was} {tr('is')} {now} {tr('here')}" for was, now in seen.renumbered if was != now]
    return lines


def _section(title: str, lines: list[str]) -> QWidget:
    made = QFrame()
    made.setProperty("role", "card")
    made.setMaximumWidth(theme.px(WIDEST))
    layout = QVBoxLayout(made)
    layout.setContentsMargins(14, 10, 14, 10)
    layout.setSpacing(3)
    layout.addWidget(label(title, "strong"))
    for line in lines[:MOST]:
        layout.addWidget(label(line, wrap=True))
    if len(lines) > MOST:
        layout.addWidget(label(plural(len(lines) - MOST, "and %n more", "and %n more"), "muted"))
    return made


# A section names so many things; the report names all.
MOST = 12
