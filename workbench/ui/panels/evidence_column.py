"""Evidence being read: the claim it is linked to in sight above, a page for each open document below."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from workbench.desk import documents, evidence, places
from workbench.desk.recordings import belongs_with
from workbench.desk.views import DocumentView, LinkView
from workbench.model.sets import DocumentKind
from workbench.readers.places import cited
from workbench.ui import marks, words
from workbench.ui.pages.citation_page import CitationPage
from workbench.ui.pages.contract import Place, Selection
from workbench.ui.pages.pdf_page import PdfPage
from workbench.ui.pages.selection_bar import SelectionBar, evidence_actions, table_action
from workbench.ui.panels.camera_bar import CameraBar
from workbench.ui.panels.document_bar import DocumentBar
from workbench.ui.panels.evidence_pages import PageKind, PageMaker
from workbench.ui.panels.link_bar import LinkBar
from workbench.ui.panels.partner_bar import PartnerBar
from workbench.ui.text import tr
from workbench.ui.workspace import News, Workspace

if TYPE_CHECKING:
    from workbench.ui.pages.citation_page import CitationPage
    from workbench.ui.pages.image_page import ImagePage
    from workbench.ui.pages.pdf_page import PdfPage
    from workbench.ui.pages.read_page import ReadPage
    from workbench.ui.pages.sheet_page import SheetPage
    from workbench.ui.pages.text_page import TextPage
    from workbench.ui.pages.transcript_page import TranscriptPage
    from workbench.ui.panels.evidence_pages import EvidencePage


# Documents that are shown page by page.
PAGED = (PageKind.PDF, PageKind.READ)


class EvidenceColumn(QFrame):
    """Pages are made when a document is first shown, and kept until its tab is closed."""

    selected = Signal()
    link_activated = Signal(str)
    stance_chosen = Signal(str)
    place_told = Signal(str)
    page_turned = Signal()

    def __init__(self, workspace: Workspace, maker: PageMaker) -> None:
        super().__init__()
        self.setObjectName("reader")
        self._workspace = workspace
        self._maker = maker
        self._pages: dict[str, EvidencePage] = {}
        self._kinds: dict[str, PageKind] = {}
        self._documents: dict[str, DocumentView] = {}
        self.document_id = ""
        self.link_bar = LinkBar()
        self.document_bar = DocumentBar()
        self.partner_bar = PartnerBar()
        self.camera_bar = CameraBar()
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.link_bar)
        layout.addWidget(self.document_bar)
        layout.addWidget(self.partner_bar)
        layout.addWidget(self.camera_bar)
        layout.addWidget(self._stack, 1)
        workspace.changed.connect(self.refresh)
        workspace.claim_activated.connect(lambda _: self._show_target())
        self._show_target()

    @property
    def page(self) -> EvidencePage | None:
        """The page on show."""
        return self._pages.get(self.document_id)

    def hold(self, line: QFrame) -> None:
        """Give a line about the page on show its room above it."""
        cast("QVBoxLayout", self.layout()).insertWidget(1, line)

    def show_again(self, document_id: str, *, as_picture: bool = False) -> None:
        """Show an open document as it is now, where it is being read: OCR read some of it, or a picture is wanted."""
        page = self._pages.get(document_id)
        if page is None:
            return
        place, focused = page.position(), page.hasFocus()
        in_front, document = document_id == self.document_id, self._documents[document_id]
        self.close_document(document_id)
        self._make(document, as_picture=as_picture).restore(place)
        if in_front:
            self.show_document(document)
            if focused:
                self.focus_widget().setFocus()

    def current_page(self) -> int:
        """Return the number of the page in sight; 1 where there are none."""
        page = self.page
        kind = self._kinds.get(self.document_id)
        return max(1, cast("PdfPage", page).current_page()) if kind in PAGED else 1

    def show_document(self, document: DocumentView) -> EvidencePage:
        """Show a document; raises the desk's errors where it cannot be shown."""
        page = self._pages.get(document.id) or self._make(document)
        self._stack.setCurrentWidget(page)
        self.document_id = document.id
        self._tell_place()
        self.show_belongings()
        return page

    def _make(self, document: DocumentView, *, as_picture: bool = False) -> EvidencePage:
        page, kind = self._maker.make(document, as_picture=as_picture)
        self._documents[document.id] = document
        self._kinds[document.id] = kind
        page.setAccessibleName(f"{document.code} {document.title}")
        page.selection_changed.connect(self.selected)
        if kind is PageKind.TRANSCRIPT:
            page.selection_changed.connect(self._tell_place)
        page.mark_activated.connect(self.link_activated)
        self._add_bar(page, kind)
        self._pages[document.id] = page
        self._stack.addWidget(page)
        self._mark(document.id)
        return page

    def show_belongings(self) -> None:
        """Show what belongs to the document on show: what held it, what it holds, its other text."""
        document = self._workspace.document(self.document_id)
        other = belongs_with(document, self._workspace.documents) if document is not None else None
        self.partner_bar.show_other(other)
        picture = document is not None and document.kind is DocumentKind.IMAGE
        about = documents.text(self._workspace.project, self.document_id).metadata if picture else {}
        self.camera_bar.show_noted(about.get("exif", ""))
        if document is None or self._kinds.get(document.id) is not PageKind.TEXT:
            self.document_bar.hide()
            return
        stored = documents.text(self._workspace.project, document.id)
        self.document_bar.show_document(document, stored, self._workspace.documents)

    def close_document(self, document_id: str) -> None:
        """Let a document's page go."""
        page = self._pages.pop(document_id, None)
        if page is not None:
            self._stack.removeWidget(page)
            self._maker.release(document_id)
            page.deleteLater()
        if document_id == self.document_id:
            self.document_id = ""

    def close_all(self) -> None:
        """Let all pages go."""
        for document_id in list(self._pages):
            self.close_document(document_id)
        self._maker.close()

    def refresh(self, news: News) -> None:
        """Show what the desk has now."""
        self.link_bar.show_claim(self._workspace.active_row)
        if news.concerns("evidence_link", "passage", "claim"):
            for document_id in self._pages:
                self._mark(document_id)
        if news.concerns("document", "custody_event"):
            self.show_belongings()
        if news.concerns("document"):
            for document_id, page in self._pages.items():
                document = self._workspace.document(document_id)
                cited = self._kinds[document_id] is PageKind.CITATION
                if document is not None and cited and document_id in news.ids:
                    self._maker.refresh(cast("CitationPage", page), document)
                    self._mark(document_id)

    def selection(self) -> Selection | None:
        """What is selected in the document on show."""
        return self.page.selection() if self.page is not None else None

    def places(self) -> dict[str, str]:
        """Where each open document is being read, to be remembered."""
        return {document_id: page.position().to_text() for document_id, page in self._pages.items()}

    def restore(self, document_id: str, place: str) -> None:
        """Go back to a place in an open document."""
        if document_id in self._pages:
            self._pages[document_id].restore(Place.from_text(place))

    def focus_widget(self) -> QWidget:
        """What the keyboard goes to."""
        return self.page or self._stack

    def set_zoom(self, zoom: float) -> None:
        """Set the size of text of every page."""
        for document_id, page in self._pages.items():
            grown = (PageKind.TEXT, PageKind.TRANSCRIPT, PageKind.SHEET, PageKind.CITATION, PageKind.RECORDING)
            if self._kinds[document_id] in grown:
                page.set_zoom(zoom)

    def caret_page(self) -> TextPage | PdfPage | None:
        """Return the page of words on show, in which a caret can move; None where there is none."""
        match self._kinds.get(self.document_id):
            case PageKind.TEXT | PageKind.TRANSCRIPT | PageKind.PDF | PageKind.READ:
                return cast("TextPage | PdfPage", self.page)
            case PageKind.CITATION:
                return cast("CitationPage", self.page).quotation
            case _:
                return None

    def searched_page(self) -> TextPage | PdfPage | SheetPage | None:
        """Return the page on show in which words can be found; None where there is none."""
        return self.sheet_page() or self.caret_page()

    def sheet_page(self) -> SheetPage | None:
        """Return the table on show, None where there is none."""
        return cast("SheetPage", self.page) if self._kinds.get(self.document_id) is PageKind.SHEET else None

    def image_page(self) -> ImagePage | None:
        """Return the picture on show, None where there is none."""
        return cast("ImagePage", self.page) if self._kinds.get(self.document_id) is PageKind.IMAGE else None

    def show_link(self, link: LinkView) -> None:
        """Bring a linked passage, or a linked part of a picture, of the document on show into view."""
        if self._kinds.get(self.document_id) is PageKind.IMAGE and link.end > link.start:
            self.show_again(self.document_id)  # its words were read by OCR
        if self.page is not None and (link.end > link.start or link.region is not None):
            self.page.set_active(link.id)
            if link.region is not None and self._kinds[self.document_id] in PAGED:
                cast("PdfPage", self.page).show_active_part()
            else:
                self.page.scroll_to(link.start, link.end)

    def links_on_show(self) -> list[LinkView]:
        """The links of the document on show."""
        return evidence.of_document(self._workspace.project, self.document_id) if self.document_id else []

    def _mark(self, document_id: str) -> None:
        links = evidence.of_document(self._workspace.project, document_id)
        page = self._pages[document_id]
        if self._kinds[document_id] is PageKind.IMAGE:
            regions = [(one, one.region) for one in links if one.region is not None]
            places = [QRectF(QPointF(r.x0, r.y0), QPointF(r.x1, r.y1)) for _, r in regions]
            made = marks.link_marks([one for one, _ in regions], signs=True)
            cast("ImagePage", page).set_regions(list(zip(made, places, strict=True)))
        elif self._kinds[document_id] is PageKind.SHEET:
            placed = [(one, one.cells) for one in links if one.cells is not None]
            made = marks.link_marks([one for one, _ in placed], signs=True)
            cast("SheetPage", page).set_cells([(mark, cells) for mark, (_, cells) in zip(made, placed, strict=True)])
        else:
            page.set_marks(marks.link_marks([one for one in links if one.region is None]))
        if self._kinds[document_id] in PAGED:
            parts = [(one, one.region) for one in links if one.region is not None and one.page]
            made = marks.link_marks([one for one, _ in parts], signs=True)
            framed = [QRectF(QPointF(r.x0, r.y0), QPointF(r.x1, r.y1)) for _, r in parts]
            numbers = [one.page or 1 for one, _ in parts]
            cast("PdfPage", page).set_parts(list(zip(numbers, framed, made, strict=True)))
        active = next((link.id for link in links if link.claim_id == self._workspace.claim_id), None)
        page.set_active(active)

    def _add_bar(self, page: EvidencePage, kind: PageKind) -> None:
        bar = SelectionBar(page, page, evidence_actions())
        bar.triggered.connect(self.stance_chosen)
        if kind in PAGED:
            pdf = cast("PdfPage", page)
            if kind is PageKind.PDF:
                pdf.selection_changed.connect(lambda: _offer(bar, framed=pdf.framed() is not None))
            pdf.page_changed.connect(self._tell_place)
            pdf.zoom_changed.connect(self._tell_place)

    def _tell_place(self, *_: object) -> None:
        """Say which page of how many is read, and at what size."""
        if self._kinds.get(self.document_id) in PAGED:
            page = cast("PdfPage", self.page)
            number = max(page.current_page(), 1)
            where = f"{number} {tr('of')} {page.page_count()}   {round(page.zoom() * 100)} %"
            self.place_told.emit(f"{self._how_read(number)}{where}")
        else:
            self.place_told.emit(self._when())
        self.page_turned.emit()

    def _when(self) -> str:
        """Say when what is selected in a transcript is said: a passage of it is cited so."""
        chosen = self.page.selection() if self.page is not None else None
        if self._kinds.get(self.document_id) is not PageKind.TRANSCRIPT or chosen is None:
            return ""
        return cited(places.listing(self._workspace.project, self.document_id), chosen.start, chosen.end)

    def transcript_page(self) -> TranscriptPage | None:
        """Return the transcript on show, None where there is none."""
        kind = self._kinds.get(self.document_id)
        return cast("TranscriptPage", self.page) if kind is PageKind.TRANSCRIPT else None

    def _how_read(self, number: int) -> str:
        """Say of a page that OCR read that it was."""
        if self._kinds.get(self.document_id) is not PageKind.READ:
            return ""
        read = cast("ReadPage", self.page).read_by_ocr(number)
        return f"{words.read_by_ocr(read.sure())}   " if read is not None else ""

    def _show_target(self) -> None:
        self.link_bar.show_claim(self._workspace.active_row)
        for document_id in self._pages:
            if document_id == self.document_id:
                self._mark(document_id)


def _offer(bar: SelectionBar, *, framed: bool) -> None:
    """A framed part of a page may hold a table."""
    wanted = (*evidence_actions(), table_action()) if framed else evidence_actions()
    if len(wanted) != bar.offers():
        bar.set_actions(wanted)
