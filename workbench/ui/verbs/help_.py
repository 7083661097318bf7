"""Help: the sheet of keys."""

from __future__ import annotations

from workbench.ui.actions import Action, always
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

ACTIONS = (
    Action("help.keys", tr("Keys"), Subject.HELP, lambda window: window.show_keys(), ("?", "F1"), enabled=always),
)
