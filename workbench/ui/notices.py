"""What the window has to say: one quiet sentence near where it happened, details on request."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.errors import WorkbenchError
from workbench.ui.text import tr

log = logging.getLogger("workbench.ui")

# A choice offered beside the sentence: its words and what it does.
Offer = tuple[str, Callable[[], object]]


class NoticeBar(QFrame):
    """A bar that holds one sentence at a time; empty, it takes no room. Escape or ✕ puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName(tr("Notice"))
        self._built = False
        self.hide()

    def tell(self, sentence: str, *, details: str = "", offer: Offer | None = None) -> None:
        """Show ``sentence``; ``details`` can be unfolded and copied; ``offer`` is one thing to do about it."""
        if not self._built:
            self._build()
        self.sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._details.setText(details)
        self._details.hide()
        self._more.setVisible(bool(details))
        self._copy.setVisible(bool(details))
        self._offer = offer[1] if offer else None
        self._act.setVisible(offer is not None)
        self._act.setText(offer[0] if offer else "")
        self.show()

    def text(self) -> str:
        """Return the sentence on show, "" when there is none."""
        return self.sentence.text() if self._built and not self.isHidden() else ""

    def _build(self) -> None:
        self._built = True
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QLabel(wordWrap=True)
        self._details.setProperty("role", "small")
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = _button("", self._do_offer)
        self._more = _button(tr("Details"), lambda: self._details.setVisible(self._details.isHidden()))
        self._copy = _button(tr("Copy details"), self._copy_details)
        away = _button("✕", self.hide)
        away.setAccessibleName(tr("Put this notice away"))
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        for button in (self._act, self._more, self._copy, away):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 5, 8, 5)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self._details)

    def _do_offer(self) -> None:
        self.hide()
        if self._offer is not None:
            self._offer()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.sentence.text()}\n{self._details.text()}")


def _button(text: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "quiet")
    button.clicked.connect(lambda: run())
    return button


class Notices(QObject):
    """Finds the bar nearest to where something happened. Safe to call from any thread."""

    _elsewhere = Signal(object)

    def __init__(self, fallback: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fallback = fallback
        self._elsewhere.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def tell(
        self, sentence: str, *, near: QWidget | None = None, details: str = "", offer: Offer | None = None
    ) -> None:
        """Say one sentence in the bar nearest to ``near``."""
        self._bar(near).tell(sentence, details=details, offer=offer)

    def report(self, error: BaseException, near: QWidget | None = None) -> None:
        """Tell an error: the user's trouble in its own sentence, a fault of ours as what it is."""
        if isinstance(error, WorkbenchError):
            self.tell(error.sentence, near=near)
            return
        details = "".join(traceback.format_exception(error))
        log.error("fault: %s", details)
        self.tell(
            tr(
                "Workbench has made a mistake here. Your work is saved up to your last step; please pass on the details."
            ),
            near=near,
            details=details,
        )

    def attempt(self, work: Callable[[], object], *, near: QWidget | None = None) -> bool:
        """Do ``work``; a WorkbenchError becomes a notice. Returns whether it was done."""
        try:
            work()
        except WorkbenchError as error:
            self.report(error, near)
            return False
        return True

    def quietly(self, error: BaseException) -> None:
        """Write down what went wrong beside the work, where it costs the user nothing."""
        log.warning("beside the work: %s", error)

    def clear(self, near: QWidget | None = None) -> None:
        """Put the bar nearest to ``near`` away."""
        self._bar(near).hide()

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
