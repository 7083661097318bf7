"""One document's pages recognised, one after the other, in a locked-down process that a hard page may cost."""

import importlib.util
import shutil
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.errors import WorkbenchError
from workbench.model.sets import DocumentKind
from workbench.readers.child import Child, WorkerDied, WorkerFailed, WorkerTimedOut, worker_command
from workbench.readers.languages import ENDING, ORIENTATION
from workbench.readers.problems import ReadingCancelled
from workbench.readers.protocol import BadReply, Message, limit_request, recognised_of
from workbench.readers.reading import Page
from workbench.readers.recognised import Recognised

_MEBIBYTE = 1024 * 1024
_START_SECONDS = 30.0
_CPU_SECONDS = 3600
_ANSWER_AT_MOST = 32 * _MEBIBYTE
# Points are 72 to the inch, and Tesseract wants 300 dots; a picture is taken as it is, a small one doubled.
_POINT_SCALE, _SMALL_PICTURE = 300 / 72, 1600


class NoOcr(WorkbenchError):
    """The engine that recognises text is not installed."""


class NotRecognised(WorkbenchError):
    """A page could not be recognised."""


NOT_INSTALLED = (
    'Recognising text needs a part of Workbench that is not installed: type  pip install "workbench[ocr]"  and start'
    " Workbench again."
)
NOT_IN_THE_PACKAGE = (
    "Recognising text is not part of this package of Workbench. Install Workbench with Python, by  pip install"
    ' "workbench[ocr]" , to have it.'
)


def installed() -> bool:
    """Return whether the engine is there; nothing is loaded for it."""
    return importlib.util.find_spec("tesserocr") is not None


def must_be_installed() -> None:
    """Raise NoOcr where the engine is not there."""
    if not installed():
        raise NoOcr(how_to_install())


def how_to_install() -> str:
    """Return the sentence that says how the engine is got."""
    return NOT_IN_THE_PACKAGE if getattr(sys, "frozen", False) else NOT_INSTALLED


def scale_for(kind: DocumentKind, page: Page) -> float:
    """Return how many pixels to the page's unit Tesseract reads it best at."""
    if kind is not DocumentKind.IMAGE:
        return _POINT_SCALE
    return 2.0 if max(page.width, page.height) < _SMALL_PICTURE else 1.0


class Recogniser:
    """Use in a ``with``. ``page`` blocks; ``cancel`` may come from any thread and ends it at once."""

    def __init__(
        self,
        path: Path,
        *,
        languages: str,
        files: Mapping[str, Path],
        seconds: float = 120.0,
        memory: int = 2048 * _MEBIBYTE,
        command: Sequence[str] | None = None,
    ) -> None:
        """``files`` are those of the language data; ``seconds`` and ``memory`` (bytes) what one page may cost."""
        self._path = Path(path).resolve()
        self._languages = languages
        self._seconds, self._memory = seconds, memory
        self._command = list(command or worker_command())
        self._child: Child | None = None
        self._cancelled = threading.Event()
        self._folder = tempfile.TemporaryDirectory(prefix="workbench-ocr-")
        # Tesseract wants all of them in one folder, and the process may look into no other.
        for code in (*languages.split("+"), ORIENTATION):
            if code in files:
                shutil.copyfile(files[code], Path(self._folder.name) / f"{code}{ENDING}")

    def page(self, page: Page, scale: float) -> Recognised:
        """Recognise a page of the document, drawn at ``scale`` pixels to its unit.

        Raises NotRecognised, with a sentence about this page alone, and ReadingCancelled.
        """
        request = {"do": "recognise", "page": page.number, "width": page.width, "scale": scale}
        try:
            reply = self._running().ask(Message(request), seconds=self._seconds)
            problem = reply.header.get("problem")
            if isinstance(problem, str):
                raise NotRecognised(f"Page {page.number}: {problem or 'it could not be recognised.'}")
            return recognised_of(reply, width=page.width, height=page.height)
        except (WorkerFailed, BadReply) as failure:
            self._drop()
            if self._cancelled.is_set():
                raise ReadingCancelled("Recognising was stopped. Pages that were done are kept.") from failure
            raise NotRecognised(_sentence(failure, page.number, self._seconds)) from failure

    def cancel(self) -> None:
        """Stop: the process is killed, and the waiting ``page`` raises ReadingCancelled."""
        self._cancelled.set()
        child = self._child
        if child:
            child.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()
        self._folder.cleanup()

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child:
            child.kill()

    def _running(self) -> Child:
        if self._cancelled.is_set():
            raise ReadingCancelled("Recognising was stopped. Pages that were done are kept.")
        if self._child and self._child.alive:
            return self._child
        child = self._child = Child(self._command, output_at_most=_ANSWER_AT_MOST)
        child.wait_ready(seconds=_START_SECONDS)
        data = Path(self._folder.name).resolve()
        limits = limit_request(memory=self._memory, cpu_seconds=_CPU_SECONDS, readable=[self._path, data])
        child.ask(limits, seconds=_START_SECONDS)
        opening = {"do": "open_ocr", "path": str(self._path), "data": str(data), "languages": self._languages}
        opened = child.ask(Message(opening), seconds=self._seconds)
        problem = opened.header.get("problem")
        if isinstance(problem, str):
            raise NotRecognised(problem or "This document could not be opened for recognising.")
        return child


def _sentence(failure: WorkerFailed | BadReply, number: int, seconds: float) -> str:
    match failure:
        case WorkerTimedOut() | WorkerDied(out_of_time=True):
            return f"Page {number} took longer than {seconds:g} seconds to recognise and was left out."
        case WorkerDied(out_of_memory=True):
            return f"Page {number} needs more memory to recognise than is allowed and was left out."
        case _:
            return f"Page {number} made the recogniser stop and was left out."
