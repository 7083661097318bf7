"""Looks at the page being read: offers OCR where it has no text, shows how far that is, and the words that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.desk import documents, recognition
from workbench.model.sets import DocumentKind
from workbench.readers.recogniser import how_to_install, must_be_installed
from workbench.ui.panels.ocr_bar import OcrBar
from workbench.ui.recognising import Recognising

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.desk.views import DocumentView
    from workbench.ui.panels.project_view import ProjectView

# After a page has come into sight, before it is looked at, in milliseconds.
STILL = 120
_WITH_PAGES = {DocumentKind.PDF, DocumentKind.IMAGE}


class OcrWatch(QObject):
    """Belongs to an open project's view; ``ask`` shows the line wherever it was put away."""

    def __init__(self, view: ProjectView) -> None:
        super().__init__(view)
        self._view = view
        self._evidence = view.reader.evidence
        self._left: set[str] = set()
        self._without: dict[str, Collection[int]] = {}
        self.bar = OcrBar()
        self._evidence.hold(self.bar)
        self.work = Recognising(view.workspace.project, view.jobs, self)
        self._timer = QTimer(self, singleShot=True, interval=STILL)
        self._timer.timeout.connect(self.look)
        self._evidence.page_turned.connect(self._timer.start)
        self.bar.wanted.connect(self._start)
        self.bar.stopped.connect(self.work.stop)
        self.bar.left.connect(lambda: self._left.add(self._evidence.document_id))
        self.bar.turned.connect(self.turn)
        self.work.progress.connect(self._progress)
        self.work.ended.connect(self._ended)
        view.workspace.changed.connect(lambda _: self._without.clear())
        self.look()

    def close(self) -> None:
        """Stop what is being read."""
        self.work.stop()

    def ask(self) -> None:
        """Show the line for the document on show, even if it was put away; say why where nothing can be read."""
        document = self._document()
        if document is None or document.kind not in _WITH_PAGES or not document.sha256:
            raise recognition.NothingToRead("Open a PDF or a picture first. Only their pages can be recognised.")
        must_be_installed()
        if not self._pages_without(document):
            raise recognition.NothingToRead(f"Every page of {document.code} has text already.")
        self._left.discard(document.id)
        self.look(whatever_page=True)
        self.bar.begin()

    def look(self, *, whatever_page: bool = False) -> None:
        """Show the line where the page on show needs it, and only there."""
        document = self._document()
        if document is None or document.kind not in _WITH_PAGES or not document.sha256:
            self.bar.hide()
        elif self.work.document_id == document.id:
            self.bar.show()
        elif document.kind is DocumentKind.IMAGE and document.read_pages:
            self._show_ways(document)
        elif document.id in self._left or self._view.workspace.project.read_only:
            self.bar.hide()
        else:
            self._offer(document, whatever_page=whatever_page)

    def _offer(self, document: DocumentView, *, whatever_page: bool) -> None:
        without = self._pages_without(document)
        if not (without if whatever_page else self._evidence.current_page() in without):
            self.bar.hide()
        elif not recognition.installed():
            self.bar.tell(how_to_install())
        else:
            known = recognition.listing()
            chosen = recognition.suggested(self._view.workspace.project, document, [one.code for one in known])
            self.bar.offer(known, chosen, pages=len(without), picture=document.kind is DocumentKind.IMAGE)

    def _pages_without(self, document: DocumentView) -> Collection[int]:
        found = self._without.get(document.id)
        if found is None:
            pages = recognition.to_read(self._view.workspace.project, document.id)
            found = self._without[document.id] = frozenset(page.number for page in pages)
        return found

    def _document(self) -> DocumentView | None:
        return self._view.workspace.document(self._evidence.document_id)

    def _start(self, languages: str, everything: bool) -> None:
        document = self._document()
        if document is not None:
            without = self._pages_without(document)
            here = self._evidence.current_page()
            pages = () if everything or here not in without else (here,)
            self.bar.show_progress(0, len(without) if everything else 1)
            self.work.start(document.id, languages, pages)

    def _progress(self, document_id: str, done: int, total: int) -> None:
        self.bar.show_progress(done, total)
        if document_id != self._evidence.document_id:
            self.bar.hide()

    def _ended(self, document_id: str, sentence: str) -> None:
        self._without.clear()
        self._view.workspace.read_documents_again()
        self._evidence.show_again(document_id)
        if sentence and document_id == self._evidence.document_id:
            self._timer.stop()
            self.bar.tell(sentence)
        else:
            self.look()

    def _show_ways(self, document: DocumentView) -> None:
        stored = documents.text(self._view.workspace.project, document.id)
        picture = self._evidence.image_page() is not None
        self.bar.show_ways(as_picture=picture, sure=next(read.sure() for read in stored.read.values()))

    def turn(self) -> None:
        """Show a picture whose words were read the other way: its words to be selected, or its parts to be framed."""
        document = self._document()
        if document is None or document.kind is not DocumentKind.IMAGE or not document.read_pages:
            raise recognition.NothingToRead("Open a picture first whose words were recognised.")
        self._evidence.show_again(self._evidence.document_id, as_picture=self._evidence.image_page() is None)
        self.look()
