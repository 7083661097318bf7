"""The way from hit to hit: what a search found, opened one after the other by F3 and Shift+F3, across documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.desk import search
from workbench.desk.views import Hit
from workbench.ui.panels.hit_bar import HitBar

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.panels.project_view import ProjectView


class HitTrail(QObject):
    """One for each open project. ``query`` and ``hits`` are what is gone through, ``at`` is where it stands."""

    def __init__(self, view: ProjectView) -> None:
        super().__init__(view)
        self._view = view
        self.query = ""
        self.hits: Sequence[Hit] = ()
        self.at = -1
        self._running: Handle | None = None
        self.bar = HitBar()
        self.bar.step.connect(self.step)
        self.bar.left.connect(self.leave)
        self.bar.results.connect(self.back)
        view.reader.hold(self.bar)

    @property
    def active(self) -> bool:
        """Whether the next key goes on to the next hit."""
        return bool(self.hits) and not self.bar.isHidden()

    def begin(self, query: str, hits: Sequence[Hit], hit: Hit) -> None:
        """Open a hit; the keys go on from there."""
        self.query, self.hits = query, tuple(hits)
        self.at = next((at for at, one in enumerate(self.hits) if one is hit), 0)
        self._open()

    def step(self, by: int) -> None:
        """Open the next (1) or the previous (-1) hit, round the end."""
        if self.hits:
            self.at = (self.at + by) % len(self.hits)
            self._open()

    def leave(self) -> None:
        """Put the bar away."""
        self.hits = ()
        self.bar.hide()
        self._view.reader.focus_reading()

    def back(self) -> None:
        """Go back to the list of results."""
        from workbench.ui.desk_pages.page import PageName

        self.bar.hide()
        self._view.open_page(PageName.SEARCH)

    def _open(self) -> None:
        hit = self.hits[self.at]
        opens = {"document": self._document, "claim": self._claim}.get(hit.kind, self._article)
        opens(hit)
        self.bar.show_place(self.query, self.at + 1, len(self.hits), f"{hit.code} {hit.title}")

    def _document(self, hit: Hit) -> None:
        document = self._view.workspace.document(hit.id)
        if document is None or not self._view.reader.open_document(document):
            return
        self._view.reader.open_hit(hit, [(hit.start, hit.end)] if hit.end > hit.start else [])
        self._view.reader.focus_reading()
        if self._running is not None:
            self._running.stop()
        project, query = self._view.workspace.project, self.query

        def work(handle: Handle) -> list[tuple[int, int]]:
            return search.places(project, query, hit.id, stop=lambda: handle.stopped)

        def done(spans: list[tuple[int, int]]) -> None:
            if self.hits and self.hits[self.at] is hit and (hit.start, hit.end) in spans:
                self._view.reader.open_hit(hit, spans)

        self._running = self._view.jobs.run(work, owner=self, done=done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        """The place itself is lit already; what else would be is not worth a notice."""
        if not isinstance(error, search.Interrupted | search.TooLong):
            raise error

    def _claim(self, hit: Hit) -> None:
        self._view.workspace.activate(hit.id)
        self._view.reader.go_to_claim(hit.id)

    def _article(self, hit: Hit) -> None:
        self._view.choose_article(hit.id)
        self._view.reader.article.page.flash_hit([(hit.start, hit.end)])
        self._view.reader.focus_reading()
