"""What the window has to say: one quiet sentence near where it happened, details on request."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from workbench.errors import Nameless, WorkbenchError
from workbench.store.trouble import FileTrouble
from workbench.ui.notice_bar import NoticeBar, Offer
from workbench.ui.text import tr

log = logging.getLogger("workbench.ui")


class Notices(QObject):
    """Finds the bar nearest to where something happened. Safe to call from any thread."""

    not_kept = Signal()  # the project file could not be written: what was done last is not in it
    _elsewhere = Signal(object)

    def __init__(self, fallback: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fallback = fallback
        # Who asks for the checker's name before the first act, and then does that act.
        self.ask_name: Callable[[Callable[[], object]], object] | None = None
        self._elsewhere.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def tell(
        self,
        sentence: str,
        *,
        near: QWidget | None = None,
        details: str = "",
        offer: Offer | None = None,
        also: Sequence[Offer] = (),
        stays: bool = False,
    ) -> None:
        """Say one sentence in the bar nearest to ``near``; ``stays``: until the user puts it away."""
        self._bar(near).tell(sentence, details=details, offer=offer, also=also, stays=stays)

    def report(self, error: BaseException, near: QWidget | None = None) -> None:
        """Tell an error: the user's trouble in its own sentence, a fault of ours as what it is."""
        if isinstance(error, WorkbenchError):
            self.tell(error.sentence, near=near)
            if isinstance(error, FileTrouble):
                self.not_kept.emit()
            return
        details = "".join(traceback.format_exception(error))
        log.error("fault: %s", details)
        self.tell(
            tr("Workbench has made a mistake here. Your work is saved up to your last step. Please pass on details."),
            near=near,
            details=details,
        )

    def attempt(self, work: Callable[[], object], *, near: QWidget | None = None) -> bool:
        """Do ``work``; a WorkbenchError becomes a notice. Returns whether it was done.

        Where nobody has said who acts, they are asked, and ``work`` is done once they have.
        """
        try:
            work()
        except Nameless as error:
            if self.ask_name is None:
                self.report(error, near)
            else:
                self.ask_name(lambda: self.attempt(work, near=near))
            return False
        except WorkbenchError as error:
            self.report(error, near)
            return False
        return True

    def quietly(self, error: BaseException) -> None:
        """Write down what went wrong beside the work, where it costs the user nothing."""
        log.warning("beside the work: %s", error)

    def clear(self, near: QWidget | None = None) -> None:
        """Take the passing sentence out of the bar nearest to ``near``."""
        self._bar(near).clear()

    def catch_everything(self) -> None:
        """Send whatever nobody caught, in any thread, and what Qt has to say, through here."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(_from_qt)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)

    def _uncaught_in_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self._elsewhere.emit(hook.exc_value)

    def _bar(self, near: QWidget | None) -> NoticeBar:
        while near is not None:
            bar = getattr(near, "notice_bar", None)
            if isinstance(bar, NoticeBar):
                return bar
            near = near.parentWidget()
        return self._fallback


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    match kind:
        case QtMsgType.QtDebugMsg | QtMsgType.QtInfoMsg:
            log.debug("%s", message)
        case QtMsgType.QtWarningMsg:
            log.warning("%s", message)
        case _:
            log.error("%s (%s:%s)", message, context.file, context.line)
