"""An open project on the screen: header, navigator, reader, inspector, status line, and how they speak."""

from __future__ import annotations

import gc
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from workbench.checks.finding import Finding
from workbench.desk.views import LinkView
from workbench.ui import theme
from workbench.ui.import_entry import TROUBLE
from workbench.ui.jobs import Jobs
from workbench.ui.notices import Notices
from workbench.ui.panels.header import Header
from workbench.ui.panels.inspector import Inspector
from workbench.ui.panels.navigator import Navigator, Part
from workbench.ui.panels.reader import Reader
from workbench.ui.panels.reader_tabs import Tab, TabKind
from workbench.ui.panels.status_line import StatusLine
from workbench.ui.text import tr
from workbench.ui.workspace import News, Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workbench.ui.desk_pages.page import DeskPage, PageName
    from workbench.ui.finding_watch import FindingWatch
    from workbench.ui.hit_trail import HitTrail
    from workbench.ui.importing import ImportQueue, Outcome
    from workbench.ui.index_watch import IndexWatch
    from workbench.ui.naming import Naming
    from workbench.ui.ocr_watch import OcrWatch
    from workbench.ui.panels.cite_form import CiteForm
    from workbench.ui.window import Window

# After the project is on the screen, before the rules run, in milliseconds.
STILL = 250
# By then all that a project needs is loaded, in milliseconds.
LOADED = 2500
# What the panels at the sides need for their words at normal text, in pixels.
LEAST = (230, 330)


class ProjectView(QWidget):
    """Lays the panels out and wires them; each owns its own widgets. ``settled``: it stands and is loaded."""

    asked = Signal(str)
    imported = Signal(list)
    settled = Signal()

    def __init__(self, workspace: Workspace, notices: Notices, jobs: Jobs) -> None:
        super().__init__()
        self.workspace = workspace
        self.kept_state: dict[str, Any] = {}
        self._notices = notices
        self.jobs = jobs
        self._watch: FindingWatch | None = None
        self.index_watch: IndexWatch | None = None
        self._cite: CiteForm | None = None
        self._lent = False
        self.naming: Naming | None = None
        self.ocr: OcrWatch | None = None
        # The rules are a part of the program of their own: they are loaded once the project stands on the screen.
        QTimer.singleShot(STILL, self, self._get_ready)
        # Looking through everything that stays for garbage takes a quarter of a second, at any moment it likes.
        QTimer.singleShot(LOADED, self, gc.freeze)
        self.header = Header()
        self.navigator = Navigator(workspace)
        self.reader: Reader = Reader(workspace, notices)
        self.inspector = Inspector(workspace, notices)
        self.status = StatusLine()
        self.status.show_saved(read_only=workspace.project.read_only)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for panel in (self.navigator, self.reader, self.inspector):
            self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([theme.px(288), theme.px(780), theme.px(372)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.status)
        self._finding = ""
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        space, reader, navigator, inspector = self.workspace, self.reader, self.navigator, self.inspector
        space.changed.connect(self.refresh)
        space.changed.connect(self._kept)
        self._notices.not_kept.connect(lambda: self.status.show_kept(kept=False))
        space.claim_activated.connect(navigator.show_claim)
        navigator.article_chosen.connect(self.choose_article)
        space.claim_activated.connect(self._follow_article)
        navigator.claim_chosen.connect(self.choose_claim)
        navigator.claim_opened.connect(self.open_claim)
        navigator.document_opened.connect(self.open_document)
        navigator.finding_opened.connect(self.open_finding)
        inspector.link_opened.connect(reader.open_link)
        inspector.reference_opened.connect(self.open_code)
        reader.link_activated.connect(self._link_clicked)
        reader.evidence.link_bar.clicked.connect(lambda: reader.go_to_claim(space.claim_id))
        inspector.next_finding.connect(lambda: self.step_finding(1))
        inspector.conflicts_wanted.connect(lambda: self.asked.emit("project.conflicts"))
        reader.asked.connect(self.asked)
        reader.page_shown.connect(self.lend_room)
        reader.article.paste_wanted.connect(lambda: self.asked.emit("file.paste_article"))
        reader.article.choose_wanted.connect(lambda: self.asked.emit("file.add_article"))
        # Not self.imports.stop itself: that would load the readers now.
        self.status.stop.connect(lambda _=None: self.imports.stop())
        self.status.conflicts.connect(lambda: self.asked.emit("project.conflicts"))
        self.status.revision.connect(lambda: self.asked.emit("project.revision"))
        self.status.trouble.connect(lambda: self.asked.emit("evidence.library"))
        self.status.findings.connect(lambda: navigator.show_part(Part.FINDINGS))

    @cached_property
    def imports(self) -> ImportQueue:
        """What brings files in."""
        from workbench.ui.importing import ImportQueue

        queue = ImportQueue(self.workspace.project, self)
        queue.progress.connect(self._show_import)
        queue.finished.connect(self._import_ended)
        queue.changed.connect(self._count_trouble)
        return queue

    @cached_property
    def trail(self) -> HitTrail:
        """The way from hit to hit of what was searched last."""
        from workbench.ui.hit_trail import HitTrail

        return HitTrail(self)

    @property
    def has_imports(self) -> bool:
        """Whether anything was brought in since the project was opened."""
        return "imports" in self.__dict__

    def _count_trouble(self) -> None:
        self.status.show_trouble(sum(one.stage in TROUBLE for one in self.imports.entries))

    def _import_ended(self, outcomes: list[Outcome]) -> None:
        if self._watch is not None:
            self._watch.pause(on=False)
        self.imported.emit(outcomes)

    def _get_ready(self) -> None:
        """Load what the first look did not need, then begin to watch."""
        from workbench.ui.backup_watch import BackupWatch
        from workbench.ui.conflict_watch import ConflictWatch
        from workbench.ui.evidence_watch import EvidenceWatch
        from workbench.ui.finding_watch import FindingWatch
        from workbench.ui.index_watch import IndexWatch
        from workbench.ui.ocr_watch import OcrWatch
        from workbench.ui.publish_watch import PublishWatch, look_at

        self._conflicts = ConflictWatch(self)
        self.ocr = OcrWatch(self)
        self._evidence = EvidenceWatch(self, self._notices)
        self._publish = PublishWatch(self, self._notices, lambda path: look_at(self, path))
        self._backups = BackupWatch(self, self._notices)
        self.index_watch = IndexWatch(self)

        self._watch = FindingWatch(self.workspace, self.jobs, self)
        self.settled.emit()

    def refresh(self, news: News | None = None) -> None:
        """Show what the desk has now."""
        space = self.workspace
        self.header.show_project(space.info, space.rows)
        self.status.show_findings(len(space.findings))
        self.status.show_touched(sum(row.since is not None and row.since.waits for row in space.rows))

    def _kept(self, news: News) -> None:
        if not news.nouns <= {"finding"}:
            self.status.show_kept(kept=True)

    def widen_panels(self, by: float) -> None:
        """Give the panels at the sides more room when text has become larger; the reader keeps a third.

        Made smaller again, they keep what their words need, as they may not have got all the room before.
        """
        left, middle, right = self.splitter.sizes()
        whole = left + middle + right
        share = min(by, whole * 2 / 3 / max(left + right, 1))
        least = (0, 0) if by > 1 else (min(left, theme.px(LEAST[0])), min(right, theme.px(LEAST[1])))
        left, right = max(round(left * share), least[0]), max(round(right * share), least[1])
        self.splitter.setSizes([left, whole - left - right, right])
        self.lend_room(self.reader.page_in_front is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower window may need the inspector's room for a page."""
        super().resizeEvent(event)
        self.lend_room(self.reader.page_in_front is not None)

    def lend_room(self, page: bool) -> None:
        """Give a page about the project the room of the inspector where it would be narrow, and take it back."""
        shown = self.reader.page_in_front
        if page and shown is not None and not self.inspector.isHidden() and self.reader.width() < theme.px(shown.room):
            self._lent = True
            self.inspector.hide()
        elif not page and self._lent:
            self._lent = False
            self.inspector.show()

    def choose_article(self, article_id: str) -> None:
        """Work on an article and bring it to the front."""
        self.workspace.article_id = article_id
        self.reader.open_article(self.workspace.article)
        self.navigator.refresh()

    def _follow_article(self, claim_id: str) -> None:
        """A claim of another article brings that one with it; what is in front stays in front."""
        wanted, now = self.workspace.article_of(claim_id), self.workspace.article
        if wanted is not None and now is not None and wanted.id != now.id:
            self.workspace.article_id = wanted.id
            self.reader.article.show_article(wanted)
            self.navigator.refresh()

    def choose_claim(self, claim_id: str) -> None:
        """Work on a claim and bring its words into view."""
        self.workspace.activate(claim_id)
        self.reader.show_claim(claim_id)

    def open_claim(self, claim_id: str) -> None:
        """Work on a claim and go to its words in the article."""
        self.workspace.activate(claim_id)
        if not self.reader.reading_evidence:
            self.reader.go_to_claim(claim_id)

    def open_document(self, document_id: str, span: tuple[int, int] | None = None) -> None:
        """Open a document in the reader."""
        document = self.workspace.document(document_id)
        if document is not None and self.reader.open_document(document, span=span):
            self.reader.focus_reading()

    def open_code(self, code: str) -> None:
        """Open the document called ``code``."""
        found = next((one for one in self.workspace.documents if one.code == code), None)
        if found is not None:
            self.open_document(found.id)

    def open_finding(self, finding: Finding) -> None:
        """Go to what a finding is about."""
        if finding.claim_id:
            self.workspace.activate(finding.claim_id)
            self.reader.show_claim(finding.claim_id)

    def step_finding(self, by: int) -> None:
        """Go to the next or the previous finding, round the end; what a revision touched comes before all others."""
        if any(row.since is not None and row.since.waits for row in self.workspace.rows):
            self.asked.emit("project.revision")
            return
        findings = self.workspace.findings
        if not findings:
            self.status.tell(tr("No findings."))
            return
        at = next((i for i, one in enumerate(findings) if one.key == self._finding), -1 if by > 0 else 0)
        chosen = findings[(at + by) % len(findings)]
        self._finding = chosen.key
        self.open_finding(chosen)
        self.status.tell(f"{chosen.code} {chosen.sentence}")

    def show_cite_form(self) -> None:
        """Open the lines for a source that is cited, not held."""
        if self._cite is None:
            from workbench.ui.panels.cite_form import CiteForm

            self._cite = CiteForm(self.workspace, self._notices)
            self._cite.cited.connect(self.open_document)
            self.reader.hold(self._cite)
        self._cite.begin()

    def open_page(self, name: PageName) -> DeskPage:
        """Open one of the pages about the project as a whole, and put the keyboard on it."""
        page = self.reader.page(name)
        if page is None:
            from workbench.ui.desk_pages.making import make

            page = make(name, cast("Window", self.window()))
            self.workspace.changed.connect(page.refresh)
            page.left.connect(lambda: self._leave_page(name))
        self.reader.open_page(page)
        page.refresh()
        self.reader.focus_reading()
        return page

    def _leave_page(self, name: PageName) -> None:
        self.reader.close_tab(Tab(TabKind.PAGE, name))
        self.reader.focus_reading()

    def close_down(self) -> None:
        """Stop what is running and let the pages go."""
        gc.unfreeze()
        if self.has_imports:
            self.imports.close()
        if self.ocr is not None:
            self.ocr.close()
        self.reader.evidence.close_all()

    def _show_import(self, done: int, total: int) -> None:
        words = tr("Importing %1 of %2 files").replace("%1", str(min(done + 1, total))).replace("%2", str(total))
        self.status.show_work(words, done, total)
        if self._watch is not None:
            self._watch.pause(on=True)

    def _link_clicked(self, link_id: str) -> None:
        page_links: list[LinkView] = self.reader.evidence.links_on_show()
        found = next((link for link in page_links if link.id == link_id), None)
        if found is not None:
            self.workspace.activate(found.claim_id)
            if self.reader.split:
                self.reader.show_claim(found.claim_id)
