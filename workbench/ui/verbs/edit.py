"""Undo and redo, and the one box that finds everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.desk import projects
from workbench.ui.actions import Action, always
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.window import Window


def undo(window: Window) -> None:
    """Take the latest step back."""
    view = window.view
    if view is not None:
        view.inspector.commit()
        if window.notices.attempt(lambda: projects.undo(view.workspace.project), near=view.reader):
            view.status.tell(f"{tr('Undone')}: {view.workspace.project.redo_label() or ''}")


def redo(window: Window) -> None:
    """Bring the step undone last back."""
    view = window.view
    if view is not None and window.notices.attempt(lambda: projects.redo(view.workspace.project), near=view.reader):
        view.status.tell(f"{tr('Done again')}: {view.workspace.project.undo_label() or ''}")


def undo_words(window: Window) -> str:
    """Name what will be undone."""
    name = window.view.workspace.project.undo_label() if window.view else None
    return f"{tr('Undo')}: {name}" if name else tr("Undo")


def redo_words(window: Window) -> str:
    """Name what will be done again."""
    name = window.view.workspace.project.redo_label() if window.view else None
    return f"{tr('Redo')}: {name}" if name else tr("Redo")


def can_undo(window: Window) -> bool:
    """There is a step to take back."""
    return window.view is not None and window.view.workspace.project.undo_label() is not None


def can_redo(window: Window) -> bool:
    """There is a step to bring back."""
    return window.view is not None and window.view.workspace.project.redo_label() is not None


def find(window: Window) -> None:
    """Look for words in what is being read."""
    if window.view is not None:
        window.view.reader.find_bar.begin()


def find_again(window: Window, by: int) -> None:
    """Go to the next or the previous place of the words looked for; after a search, to its next or previous hit."""
    view = window.view
    if view is not None and view.reader.find_bar.isHidden() and view.trail.active:
        view.trail.step(by)
    elif view is not None:
        view.reader.find_bar.step(by)


def search_page(window: Window) -> None:
    """Open the page on which the whole project is searched."""
    from workbench.ui.desk_pages.page import PageName
    from workbench.ui.desk_pages.search_page import SearchPage

    view = window.view
    if view is not None:
        view.inspector.commit()
        page = view.open_page(PageName.SEARCH)
        if isinstance(page, SearchPage):
            page.show_mode(0)
            page.box.selectAll()


ACTIONS = (
    Action("edit.undo", tr("Undo"), Subject.EDIT, undo, ("Ctrl+Z",), enabled=can_undo, title=undo_words),
    Action("edit.redo", tr("Redo"), Subject.EDIT, redo, ("Ctrl+Shift+Z", "Ctrl+Y"), enabled=can_redo, title=redo_words),
    Action(
        "edit.palette",
        tr("Search everything…"),
        Subject.EDIT,
        lambda window: window.show_palette(),
        ("Ctrl+K",),
        enabled=always,
        section=1,
    ),
    Action("edit.search", tr("Search the project"), Subject.EDIT, search_page, ("Ctrl+Shift+F",), section=1),
    Action("edit.find", tr("Find in this text…"), Subject.EDIT, find, ("Ctrl+F",), section=1),
    Action("edit.find_next", tr("Find next"), Subject.EDIT, lambda w: find_again(w, 1), ("F3",), section=1),
    Action(
        "edit.find_previous", tr("Find previous"), Subject.EDIT, lambda w: find_again(w, -1), ("Shift+F3",), section=1
    ),
)
