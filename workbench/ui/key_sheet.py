"""The sheet of keys (?): every action that has one, by menu; a key is changed by clicking it and pressing another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.actions import Action
from workbench.ui.basics import button, label
from workbench.ui.overlay import Overlay
from workbench.ui.subjects import SUBJECT_WORD, Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.action_set import ActionSet
    from workbench.ui.window import Window

WIDTH = 860
MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


class KeySheet(Overlay):
    """Two columns of actions with their keys."""

    @classmethod
    def over(cls, window: Window) -> KeySheet | None:
        """Open the sheet over a window, or put it away where it is open."""
        if old := window.findChild(KeySheet):
            old.dismiss()
            return None
        if window.action_set is None:
            return None
        sheet = cls(window, window.action_set)
        sheet.open()
        sheet.setFocus()
        return sheet

    def __init__(self, window: Window, action_set: ActionSet) -> None:
        super().__init__(window, tr("Keys"), WIDTH)
        self._set = action_set
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        canvas = QWidget()
        canvas.setObjectName("canvas")
        columns = QHBoxLayout(canvas)
        columns.setContentsMargins(24, 4, 24, 16)
        columns.setSpacing(36)
        subjects = [subject for subject in Subject if self._actions(subject)]
        half = (len(subjects) + 1) // 2
        for group in (subjects[:half], subjects[half:]):
            column = QVBoxLayout()
            column.setSpacing(4)
            for subject in group:
                column.addLayout(self._table(subject))
                column.addSpacing(10)
            column.addStretch(1)
            columns.addLayout(column, 1)
        area = QScrollArea()
        area.setWidget(canvas)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 16, 4)
        head.addWidget(label(tr("Keys"), "title"))
        head.addSpacing(10)
        head.addWidget(
            label(tr("Click a key and press another to change it. Letters never fire in text fields."), "muted")
        )
        head.addStretch(1)
        head.addWidget(button("✕", self.dismiss, "quiet", name=tr("Close")))
        layout = QVBoxLayout(self.panel)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)

    def height_wanted(self) -> int:
        """As tall as the window allows."""
        return self._window.height()

    def _actions(self, subject: Subject) -> list[Action]:
        mine = (one for one in self._set.actions if one.subject is subject and one.words(self._window))
        return [one for one in mine if one.keys or self._set.keys_of(one)]

    def _table(self, subject: Subject) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(1)
        grid.addWidget(label(SUBJECT_WORD[subject], "strong"), 0, 0)
        for row, action in enumerate(self._actions(subject), 1):
            grid.addWidget(label(action.words(self._window) or action.text), row, 0)
            key = KeyButton(action.text, " ".join(self._set.keys_of(action)))
            key.pressed_keys.connect(partial(self._change, action.id))
            grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignRight)
        return grid

    def _change(self, action_id: str, keys: str) -> None:
        self._set.set_keys(action_id, keys)


class KeyButton(QPushButton):
    """Shows a key; clicked, it waits for another: Backspace takes it away, Escape leaves it."""

    pressed_keys = Signal(str)

    def __init__(self, action: str, keys: str) -> None:
        super().__init__(keys or "–")
        self.setProperty("role", "chip")
        self.setAccessibleName(f"{action}: {keys or tr('no key')}")
        self._shown = keys
        self._waiting = False
        self.clicked.connect(self._wait)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the next key as the new one."""
        if not self._waiting:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in MODIFIERS:
            return
        if key != Qt.Key.Key_Escape:
            none = key == Qt.Key.Key_Backspace
            self._shown = "" if none else QKeySequence(event.keyCombination()).toString()
            self.pressed_keys.emit(self._shown)
        self._end()

    def _wait(self) -> None:
        self._waiting = True
        self.setText(tr("press a key"))
        self.grabKeyboard()

    def _end(self) -> None:
        self._waiting = False
        self.releaseKeyboard()
        self.setText(self._shown or "–")
