"""The project as a whole: who is checking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.ui.actions import Action
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.window import Window


def name(window: Window) -> None:
    """Say, or say anew, who is checking."""
    if window.view is not None and window.view.naming is not None:
        window.view.naming.ask()


ACTIONS = (Action("project.name", tr("Your name…"), Subject.PROJECT, name, section=9),)
