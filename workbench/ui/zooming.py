"""The size of all text, changed once for a burst of keys: setting everything anew takes a third of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from workbench.ui import theme

if TYPE_CHECKING:
    from workbench.ui.window import Window

# Keys that come while the text is set anew are counted together with those of this long after, in milliseconds.
BURST = 25


class Zooming(QObject):
    """Gathers steps. ``by`` may be called as often as keys come."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._wanted: float | None = None
        self._timer = QTimer(self, singleShot=True, interval=BURST)
        self._timer.timeout.connect(self._set)

    def by(self, steps: int) -> None:
        """Make all text larger or smaller by steps of 10 %; 0 is 100 %."""
        now = theme.look().scale if self._wanted is None else self._wanted
        self._wanted = theme.stepped(now, steps)
        if not self._timer.isActive():
            self._timer.start()

    def _set(self) -> None:
        app, wanted = QApplication.instance(), self._wanted
        self._wanted = None
        if wanted is None or not isinstance(app, QApplication):
            return
        before = theme.look().scale
        theme.apply(app, theme.look().scheme, scale=wanted)
        scale = theme.look().scale
        self._window.settings.put("scale", f"{scale:.2f}")
        if self._window.view is not None and scale != before:
            self._window.view.reader.set_zoom(scale)
            self._window.view.widen_panels(scale / before)
