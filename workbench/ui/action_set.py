"""The actions of one window as Qt actions: in the menus, under their keys, on or off as things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from workbench.ui.actions import Action, all_actions, always
from workbench.ui.subjects import Subject

if TYPE_CHECKING:
    from workbench.ui.window import Window


class ActionSet(QObject):
    """Makes a QAction of each action and keeps them in step with the window."""

    def __init__(self, window: Window, menus: dict[Subject, QMenu]) -> None:
        super().__init__(window)
        self._window = window
        self.actions = all_actions()
        self._made: dict[str, QAction] = {}
        for subject, menu in menus.items():
            self._fill(menu, [action for action in self.actions if action.subject is subject])
            menu.aboutToShow.connect(self.refresh)
            menu.aboutToHide.connect(self._wake)

    def refresh(self) -> None:
        """Say anew what is possible and what it is called, for a menu about to be seen.

        A disabled action would swallow its key without a word, so outside menus all are awake; ``_run`` says why not.
        """
        for action in self.actions:
            made = self._made[action.id]
            made.setEnabled(action.enabled(self._window))
            if action.title is not None:
                words = action.words(self._window)
                made.setText(words.replace("&", "&&"))
                made.setVisible(bool(words))
            if action.checked is not None:
                made.setChecked(action.checked(self._window))

    def trigger(self, action_id: str) -> None:
        """Do an action by its id, as if chosen in a menu."""
        self._run(next(action for action in self.actions if action.id == action_id))

    def qt_action(self, action_id: str) -> QAction:
        """Return the QAction of an action."""
        return self._made[action_id]

    def keys_of(self, action: Action) -> list[str]:
        """Return the keys of an action as the user knows them: "Ctrl+K"."""
        shortcuts = self._made[action.id].shortcuts()
        return [one.toString(QKeySequence.SequenceFormat.NativeText) for one in shortcuts]

    def set_keys(self, action_id: str, keys: str) -> None:
        """Give an action other keys, "" for none, and remember it."""
        self._window.settings.put(f"keys/{action_id}", keys)
        self._made[action_id].setShortcuts([QKeySequence(keys)] if keys else [])

    def _fill(self, menu: QMenu, actions: list[Action]) -> None:
        section = 0
        for action in actions:
            if action.section != section:
                menu.addSeparator()
                section = action.section
            made = QAction(action.text.replace("&", "&&"), self)
            made.setObjectName(action.id)
            made.setCheckable(action.checked is not None)
            changed = self._window.settings.key_of(action.id)
            keys = action.keys if changed is None else ((changed,) if changed else ())
            made.setShortcuts([QKeySequence(key) for key in keys])
            made.triggered.connect(lambda _=False, chosen=action: self._run(chosen))
            menu.addAction(made)
            self._window.addAction(made)
            self._made[action.id] = made

    def _wake(self) -> None:
        for made in self._made.values():
            made.setEnabled(True)

    def _run(self, action: Action) -> None:
        if action.enabled is always or self._window.view is not None:
            self._window.run(action)
