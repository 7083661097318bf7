"""Reading pages by OCR beside the window: one document at a time, page after page, to be stopped at any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.desk import recognition
from workbench.errors import WorkbenchError
from workbench.readers.problems import ReadingCancelled
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.desk.recognition import Outcome
    from workbench.readers.recogniser import Recogniser
    from workbench.store.project import Project
    from workbench.ui.jobs import Handle, Jobs


class Recognising(QObject):
    """``progress`` carries the document and how many of how many pages are done, ``ended`` the document and a sentence,
    "" where there is nothing to be told.
    """

    progress = Signal(str, int, int)
    ended = Signal(str, str)

    def __init__(self, project: Project, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._jobs = jobs
        self._handle: Handle | None = None
        self._engine: Recogniser | None = None
        self.document_id = ""

    def start(self, document_id: str, languages: str, pages: Sequence[int] = ()) -> None:
        """Begin to read pages of a document; all without text where none are named."""
        if self.document_id:
            return
        self.document_id = document_id

        def work(handle: Handle) -> Outcome:
            def begun(engine: Recogniser) -> None:
                self._engine = engine
                handle.check()

            return recognition.recognise(
                self._project,
                document_id,
                wanted=languages,
                pages=pages,
                progress=handle.progress,
                begun=begun,
            )

        self._handle = self._jobs.run(
            work,
            owner=self,
            done=lambda made: self._end(_said(made)),
            failed=self._failed,
            progress=lambda done, total: self.progress.emit(document_id, done, total),
        )

    def stop(self) -> None:
        """End at once; pages that are done are kept."""
        if self._handle is not None:
            self._handle.stop()
        if self._engine is not None:
            self._engine.cancel()
        elif self.document_id:
            self._end("")

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, WorkbenchError):
            self._end("")
            raise error
        self._end("" if isinstance(error, ReadingCancelled) else error.sentence)

    def _end(self, sentence: str) -> None:
        document_id, self.document_id = self.document_id, ""
        self._handle = self._engine = None
        self.ended.emit(document_id, sentence)


def _said(made: Outcome) -> str:
    """What is worth a sentence: pages that failed, pages without words. What went well shows on the page."""
    parts = list(made.problems[:3])
    if made.empty:
        words = plural(len(made.empty), "No words were found on page %1.", "No words were found on pages %1.")
        parts.append(words.replace("%1", ", ".join(map(str, made.empty[:10]))))
    if len(made.problems) > 3:
        parts.append(tr("More pages could not be read."))
    return " ".join(parts)
