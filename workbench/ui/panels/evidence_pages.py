"""Which page shows which kind of document."""

from workbench.desk import documents
from workbench.desk.views import DocumentView
from workbench.ui.pages import columns
from workbench.ui.pages.text_page import TextPage
from workbench.ui.workspace import Workspace

EvidencePage = TextPage


class PageMaker:
    """Makes pages and lets go of what they hold."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def make(self, document: DocumentView) -> EvidencePage:
        """Return a page that shows the document."""
        return self._text(document)

    def release(self, document_id: str) -> None:
        """A page was closed."""

    def _text(self, document: DocumentView) -> TextPage:
        page = TextPage()
        stored = documents.text(self._workspace.project, document.id)
        page.show_text(stored.text, stored.blocks, language=document.language, look=columns.EVIDENCE)
        return page
