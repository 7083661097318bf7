"""Which page shows which kind of document, and what it needs of the project to do so."""

from __future__ import annotations

import shutil
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk import documents, places
from workbench.desk.document_text import DocumentText
from workbench.desk.recordings import RECORDINGS
from workbench.desk.views import DocumentView
from workbench.model.sets import CaptureState, DocumentKind
from workbench.reports.dates import day
from workbench.ui import theme, words
from workbench.ui.pages import columns
from workbench.ui.pages.text_page import TextPage
from workbench.ui.when import size
from workbench.ui.workspace import Workspace

# The other kinds of page are imported when the first of their documents is shown: a project opens without them.
if TYPE_CHECKING:
    from workbench.ui.pages.citation_page import Citation, CitationPage
    from workbench.ui.pages.image_page import ImagePage
    from workbench.ui.pages.page_provider import ServedPages
    from workbench.ui.pages.pdf_page import PdfPage
    from workbench.ui.pages.read_page import ReadPage
    from workbench.ui.pages.recording_page import RecordingPage
    from workbench.ui.pages.sheet_page import SheetPage
    from workbench.ui.pages.transcript_page import TranscriptPage

    EvidencePage = TextPage | PdfPage | ReadPage | ImagePage | SheetPage | CitationPage


class PageKind(StrEnum):
    """Which page shows a document."""

    TEXT = "text"
    TRANSCRIPT = "transcript"
    PDF = "pdf"
    READ = "read"  # a PDF or a picture whose words OCR read
    IMAGE = "image"
    RECORDING = "recording"
    SHEET = "sheet"
    CITATION = "citation"


class PageMaker:
    """Makes pages and lets go of what they hold: a reader process and a private copy of the bytes each."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._providers: dict[str, ServedPages] = {}
        self._folder: Path | None = None

    def make(self, document: DocumentView, *, as_picture: bool = False) -> tuple[EvidencePage, PageKind]:
        """Return a page that shows the document; raises the desk's errors where its bytes or text are missing.

        A picture whose words OCR read is shown with them, or ``as_picture`` alone, so that parts can be framed.
        """
        stored = documents.text(self._workspace.project, document.id)
        if stored.read and not as_picture:
            return self._read(document, stored), PageKind.READ
        if document.capture_state is CaptureState.CITATION_ONLY:
            return self._citation(document, stored), PageKind.CITATION
        if document.kind is DocumentKind.PDF and stored.pages:
            return self._pdf(document, stored), PageKind.PDF
        if document.kind is DocumentKind.IMAGE and stored.pages:
            return self._image(document, stored), PageKind.IMAGE
        if document.kind is DocumentKind.TRANSCRIPT and stored.text:
            return self._transcript(document, stored), PageKind.TRANSCRIPT
        if document.kind in RECORDINGS:
            return self._recording(document, stored), PageKind.RECORDING
        if document.kind is DocumentKind.SHEET and stored.pages:
            return self._sheet(stored), PageKind.SHEET
        return self._text(document, stored), PageKind.TEXT

    def refresh(self, page: CitationPage, document: DocumentView) -> None:
        """Show anew what may have been edited: a citation's reference and quotation."""
        place = page.position()
        page.show_citation(_citation(document, documents.text(self._workspace.project, document.id)))
        page.restore(place)

    def release(self, document_id: str) -> None:
        """A page was closed: end its reader process."""
        provider = self._providers.pop(document_id, None)
        if provider is not None:
            provider.close()

    def close(self) -> None:
        """Let everything go."""
        for document_id in list(self._providers):
            self.release(document_id)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _pdf(self, document: DocumentView, stored: DocumentText) -> PdfPage:
        from workbench.ui.pages.pdf_page import PdfPage

        page = PdfPage()
        page.show_document(stored.pages, stored.text, self._serve(document))
        return page

    def _read(self, document: DocumentView, stored: DocumentText) -> ReadPage:
        from workbench.ui.pages.read_page import ReadPage, ReadPicture

        page = ReadPicture() if document.kind is DocumentKind.IMAGE else ReadPage()
        page.show_document(stored.pages, stored.text, self._serve(document, stored))
        page.show_read(stored.read)
        return page

    def _image(self, document: DocumentView, stored: DocumentText) -> ImagePage:
        from workbench.ui.pages.image_page import ImagePage

        page, first = ImagePage(), stored.pages[0]
        page.show_image(round(first.width), round(first.height), self._serve(document), label=document.title)
        return page

    def _sheet(self, stored: DocumentText) -> SheetPage:
        from workbench.ui.pages.sheet_page import SheetPage

        page = SheetPage()
        page.show_table(stored.text, stored.pages)
        page.set_zoom(theme.look().scale)
        return page

    def _serve(self, document: DocumentView, stored: DocumentText | None = None) -> ServedPages:
        from workbench.ui.pages.page_provider import ServedPages

        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="workbench-pages-"))
        path = documents.copy_for_reading(self._workspace.project, document.id, self._folder)
        self._providers[document.id] = ServedPages.of_file(path, read=stored.read if stored is not None else {})
        return self._providers[document.id]

    def _text(self, document: DocumentView, stored: DocumentText) -> TextPage:
        page = TextPage()
        shown = stored.text or document.problem
        look = columns.LETTER if document.kind is DocumentKind.MESSAGE else columns.EVIDENCE
        page.show_text(shown, stored.blocks, language=document.language, look=look)
        page.set_zoom(theme.look().scale)
        return page

    def _transcript(self, document: DocumentView, stored: DocumentText) -> TranscriptPage:
        from workbench.ui.pages.transcript_page import TranscriptPage

        page, said = TranscriptPage(), places.listing(self._workspace.project, document.id)
        page.show_transcript(stored.text, stored.blocks, said, language=document.language)
        page.set_zoom(theme.look().scale)
        return page

    def _recording(self, document: DocumentView, stored: DocumentText) -> RecordingPage:
        from workbench.ui.pages.recording_page import RecordingPage

        page, told = RecordingPage(), stored.metadata.get("duration", "")
        page.show_recording(
            words.DOCUMENT_KIND[document.kind], document.mime, size(document.size), float(told) if told else None
        )
        page.set_zoom(theme.look().scale)
        return page

    def _citation(self, document: DocumentView, stored: DocumentText) -> CitationPage:
        from workbench.ui.pages.citation_page import CitationPage

        page = CitationPage()
        page.show_citation(_citation(document, stored))
        page.set_zoom(theme.look().scale)
        return page


def _citation(document: DocumentView, stored: DocumentText) -> Citation:
    from workbench.ui.pages.citation_page import Citation

    return Citation(
        title=document.title,
        quotation=stored.text,
        author=document.author,
        publisher=document.publisher,
        date=day(document.date),
        url=document.url,
        archive_url=document.archive_url,
        tier=words.TIER[document.tier] if document.tier else "",
        note=document.note,
        language=document.language,
    )
