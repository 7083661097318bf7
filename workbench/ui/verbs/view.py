"""How things are shown: size of text, light and dark, panes, side by side, coverage."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.errors import WorkbenchError
from workbench.ui import theme
from workbench.ui.actions import Action, always
from workbench.ui.panels.navigator import Part
from workbench.ui.subjects import Subject
from workbench.ui.text import tr
from workbench.ui.theme import Scheme

if TYPE_CHECKING:
    from workbench.ui.window import Window


class NothingBeside(WorkbenchError):
    """There is no evidence to stand beside the article."""


def use_scheme(window: Window, scheme: Scheme) -> None:
    """Follow the system, or stay light or dark."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        window.settings.put("scheme", scheme.value)
        theme.apply(app, scheme)


def split(window: Window) -> None:
    """Article and evidence side by side, or one at a time."""
    if window.view is not None:
        view = window.view
        if not view.reader.evidence.document_id:
            view.reader.open_last_document()
        if not view.reader.evidence.document_id:
            none = tr("There is no evidence yet. Drop a file into the window; opened, it can stand beside the article.")
            first = tr("Open a piece of evidence first (E); then it can stand beside the article.")
            raise NothingBeside(first if view.workspace.documents else none)
        aside = view.reader.page_in_front is not None
        if aside:
            view.reader.open_article(view.workspace.article)
        view.reader.show_split(aside or not view.reader.split)


def coverage(window: Window) -> None:
    """Show or hide which sentences are not marked yet."""
    if window.view is not None:
        window.view.reader.tabs.coverage_button.toggle()


def caret(window: Window) -> None:
    """Switch caret browsing on or off, to mark by keyboard alone."""
    if window.view is not None:
        reader = window.view.reader
        picture = reader.evidence.image_page() if reader.reading_evidence else None
        if picture is not None:
            picture.frame_middle()
            reader.focus_reading()
            window.view.status.tell(tr("Arrow keys move the frame, with Shift they size it, with Ctrl by one pixel"))
            return
        if reader.reading_evidence and reader.evidence.sheet_page() is not None:
            reader.focus_reading()
            window.view.status.tell(tr("Arrow keys go from cell to cell, with Shift they select several"))
            return
        page = reader.reading_page()
        page.set_caret_browsing(not page.caret_browsing())
        window.view.reader.focus_reading()
        on = page.caret_browsing()
        window.view.status.tell(
            tr("Caret browsing on: Shift with the arrow keys selects") if on else tr("Caret browsing off")
        )


def next_pane(window: Window) -> None:
    """Go round from navigator to reader to inspector."""
    view = window.view
    if view is None:
        return
    focus = window.focusWidget()
    if focus is not None and view.navigator.isAncestorOf(focus):
        view.reader.focus_reading()
    elif focus is not None and view.reader.isAncestorOf(focus) and view.workspace.claim_id:
        view.inspector.head.statement.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        view.navigator.focus_list()


def part(window: Window, chosen: Part) -> None:
    """Show one of the navigator's lists and go to it."""
    if window.view is not None:
        window.view.navigator.show_part(chosen)
        window.view.navigator.focus_list()


def next_article(window: Window) -> None:
    """Go round from one article of the project to the next."""
    view = window.view
    if view is not None and (articles := view.workspace.articles):
        now = view.workspace.article
        at = next((i for i, one in enumerate(articles) if now is not None and one.id == now.id), 0)
        chosen = articles[(at + 1) % len(articles)]
        view.choose_article(chosen.id)
        view.status.tell(f"{chosen.code} {chosen.title}")


def _toggle(name: str) -> Callable[[Window], None]:
    def toggle(window: Window) -> None:
        if window.view is not None:
            panel = getattr(window.view, name)
            panel.setVisible(panel.isHidden())

    return toggle


def _shown(name: str) -> Callable[[Window], bool]:
    return lambda window: window.view is not None and not getattr(window.view, name).isHidden()


def _scheme(scheme: Scheme, words: str) -> Action:
    return Action(
        f"view.{scheme.value}",
        words,
        Subject.VIEW,
        lambda window: use_scheme(window, scheme),
        enabled=always,
        checked=lambda _: theme.look().scheme is scheme,
        section=4,
    )


ACTIONS = (
    Action("view.claims", tr("Claims"), Subject.VIEW, lambda w: part(w, Part.CLAIMS), ("Alt+1",)),
    Action("view.evidence", tr("Evidence"), Subject.VIEW, lambda w: part(w, Part.EVIDENCE), ("Alt+2",)),
    Action("view.findings", tr("Findings"), Subject.VIEW, lambda w: part(w, Part.FINDINGS), ("Alt+3",)),
    Action("view.queries", tr("Queries and changes"), Subject.VIEW, lambda w: part(w, Part.QUERIES), ("Alt+4",)),
    Action("view.next_article", tr("Next article of the project"), Subject.VIEW, next_article, ("Ctrl+Shift+J",)),
    Action(
        "view.split",
        tr("Article and evidence side by side"),
        Subject.VIEW,
        split,
        ("Ctrl+\\",),
        checked=lambda w: w.view is not None and w.view.reader.split,
        section=1,
    ),
    Action(
        "view.coverage",
        tr("Sentences not marked yet"),
        Subject.VIEW,
        coverage,
        ("Ctrl+Shift+U",),
        checked=lambda w: w.view is not None and w.view.reader.article.coverage_shown,
        section=1,
    ),
    Action(
        "view.navigator",
        tr("Navigator"),
        Subject.VIEW,
        _toggle("navigator"),
        ("F9",),
        checked=_shown("navigator"),
        section=2,
    ),
    Action(
        "view.inspector",
        tr("Inspector"),
        Subject.VIEW,
        _toggle("inspector"),
        ("F10",),
        checked=_shown("inspector"),
        section=2,
    ),
    Action("view.next_pane", tr("Next pane"), Subject.VIEW, next_pane, ("F6",), section=2),
    Action("view.caret", tr("Caret browsing"), Subject.VIEW, caret, ("F7",), section=2),
    Action(
        "view.larger",
        tr("Larger text"),
        Subject.VIEW,
        lambda w: w.zooming.by(1),
        ("Ctrl+=", "Ctrl++"),
        enabled=always,
        section=3,
    ),
    Action(
        "view.smaller",
        tr("Smaller text"),
        Subject.VIEW,
        lambda w: w.zooming.by(-1),
        ("Ctrl+-",),
        enabled=always,
        section=3,
    ),
    Action(
        "view.normal",
        tr("Normal text"),
        Subject.VIEW,
        lambda w: w.zooming.by(0),
        ("Ctrl+0",),
        enabled=always,
        section=3,
    ),
    _scheme(Scheme.SYSTEM, tr("Colours as the system has them")),
    _scheme(Scheme.LIGHT, tr("Light colours")),
    _scheme(Scheme.DARK, tr("Dark colours")),
)
