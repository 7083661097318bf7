"""Actions are data: menus, keys, palette, shortcut sheet and manual are all made from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.ui.subjects import Subject

if TYPE_CHECKING:
    from workbench.ui.window import Window


def always(_: Window) -> bool:
    """Whatever is open."""
    return True


def with_project(window: Window) -> bool:
    """A project is open."""
    return window.view is not None


def with_claim(window: Window) -> bool:
    """A claim is being worked on."""
    return window.view is not None and bool(window.view.workspace.claim_id)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do.

    ``keys`` are Qt key sequences; single letters never fire in text fields. ``title`` gives words that depend on
    what is open, ``checked`` makes it a switch, ``section`` counts up where a menu has a line between.
    """

    id: str
    text: str
    subject: Subject
    run: Callable[[Window], object]
    keys: tuple[str, ...] = ()
    enabled: Callable[[Window], bool] = with_project
    title: Callable[[Window], str] | None = None
    checked: Callable[[Window], bool] | None = None
    section: int = 0

    def words(self, window: Window) -> str:
        """Return what the action is called now."""
        return self.title(window) if self.title else self.text


def all_actions() -> tuple[Action, ...]:
    """Return every action, menu by menu. Imports what they do, and with it the desk."""
    from workbench.ui.verbs import (
        claim,
        edit,
        enclosed,
        encoding,
        evidence,
        file,
        help_,
        pages,
        project,
        report,
        review,
        view,
    )

    modules = (file, edit, view, pages, claim, evidence, enclosed, encoding, review, report, project, help_)
    return tuple(action for module in modules for action in module.ACTIONS)
