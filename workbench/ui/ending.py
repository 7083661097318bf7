"""The system asks the program to end: it ends as if the window had been closed, with nothing lost."""

import os
import signal
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

ASKED = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Closes all windows when a signal asks for it.

    Python runs its handlers only between its own steps, and an idle event loop takes none: the signal writes a byte
    into a pipe, and that wakes the loop. Where pipes cannot be watched (Windows) no such signal comes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        reading, writing = os.pipe()
        for end in (reading, writing):
            os.set_blocking(end, False)
        self._reading = reading
        self._woken = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._woken.activated.connect(self._end)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for name in ASKED:
            signal.signal(getattr(signal, name), _leave_it_to_the_loop)

    def _end(self) -> None:
        os.read(self._reading, 64)
        QApplication.closeAllWindows()
        QApplication.closeAllWindows()  # what was in the way is told once; the system does not wait for an answer


def _leave_it_to_the_loop(_number: int, _frame: FrameType | None) -> None:
    """Without a handler the system would end the program at once."""
