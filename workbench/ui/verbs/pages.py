"""Pages of a PDF or a picture as they are shown: their size, their turn, small pages beside them, a part framed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from workbench.desk import page_tables
from workbench.errors import WorkbenchError
from workbench.ui.actions import Action
from workbench.ui.desk_pages.page import PageName
from workbench.ui.pages.page_view import PageView
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.desk_pages.table_page import TablePage
    from workbench.ui.pages.image_page import ImagePage
    from workbench.ui.pages.pdf_page import PdfPage
    from workbench.ui.window import Window


class NoPages(WorkbenchError):
    """Nothing with pages is being read."""


class NoFrame(WorkbenchError):
    """No part of the page is framed."""


def page_in_front(window: Window) -> PageView | None:
    """Return the PDF or picture being read; None where there is none."""
    view = window.view
    if view is None or view.reader.page_in_front is not None or not view.reader.evidence.document_id:
        return None
    page = view.reader.evidence.page if view.reader.reading_evidence or view.reader.split else None
    return page if isinstance(page, PageView) else None


def pdf_in_front(window: Window) -> PdfPage | None:
    """Return the PDF being read; None where there is none."""
    from workbench.ui.pages.pdf_page import PdfPage

    page = page_in_front(window)
    return page if isinstance(page, PdfPage) else None


def _needed(window: Window) -> PageView:
    page = page_in_front(window)
    if page is None:
        raise NoPages(tr("Open a PDF or a picture first (E)."))
    return page


def _pdf_needed(window: Window) -> PdfPage:
    page = pdf_in_front(window)
    if page is None:
        raise NoPages(tr("Open a PDF first (E)."))
    return page


def thumbnails(window: Window) -> None:
    """Show the pages small beside the one being read, or put them away."""
    page = _pdf_needed(window)
    page.show_thumbnails(not page.thumbnails_shown())


def frame(window: Window) -> None:
    """Frame a part of the page or picture, by mouse or keys."""
    page = cast("PdfPage | ImagePage", _needed(window))
    if window.view is None:
        return
    page.frame_middle()
    window.view.reader.focus_reading()
    window.view.status.tell(
        tr("Drag to draw a frame. Arrow keys move it, with Shift they size it; Escape takes it away")
    )


def table(window: Window) -> None:
    """Take the table out of the framed part of the page, to be looked at and corrected."""
    page, view = _pdf_needed(window), window.view
    framed = page.framed()
    if view is None:
        return
    if framed is None:
        raise NoFrame(tr("Frame the table first: drag with Ctrl held, or press F."))
    project, document_id = view.workspace.project, view.reader.evidence.document_id

    def show(found: page_tables.Found) -> None:
        cast("TablePage", view.open_page(PageName.TABLE)).show_table(found)

    view.status.tell(tr("Taking the table out of the page"))
    window.jobs.run(
        lambda _: page_tables.take(project, document_id, *framed),
        owner=view,
        done=show,
        failed=lambda error: window.notices.report(error, view.reader),
    )


def _of_page(name: str, words: str, do: Callable[[PageView], None], *keys: str) -> Action:
    return Action(
        f"view.{name}",
        words,
        Subject.VIEW,
        lambda window: do(_needed(window)),
        keys,
        enabled=lambda window: page_in_front(window) is not None,
        section=5,
    )


def _fitting(name: str, words: str, do: Callable[[PageView], None], on: Callable[[PageView], bool], key: str) -> Action:
    return Action(
        f"view.{name}",
        words,
        Subject.VIEW,
        lambda window: do(_needed(window)),
        (key,),
        enabled=lambda window: page_in_front(window) is not None,
        checked=lambda window: (page := page_in_front(window)) is not None and on(page),
        section=5,
    )


ACTIONS = (
    _of_page("page_larger", tr("Larger page"), lambda page: page.step_zoom(1), "+", "="),
    _of_page("page_smaller", tr("Smaller page"), lambda page: page.step_zoom(-1), "-"),
    _fitting("fit_width", tr("Page as wide as its room"), PageView.fit_width, PageView.fits_width, "W"),
    _fitting("fit_page", tr("Whole page"), PageView.fit_page, PageView.fits_page, "Shift+W"),
    _of_page("turn_right", tr("Turn pages to the right"), lambda page: page.turn(1), "]"),
    _of_page("turn_left", tr("Turn pages to the left"), lambda page: page.turn(-1), "["),
    Action(
        "view.thumbnails",
        tr("Small pages"),
        Subject.VIEW,
        thumbnails,
        ("Shift+F9",),
        enabled=lambda window: pdf_in_front(window) is not None,
        checked=lambda window: (page := pdf_in_front(window)) is not None and page.thumbnails_shown(),
        section=5,
    ),
    Action(
        "evidence.frame",
        tr("Frame a part of the page"),
        Subject.EVIDENCE,
        frame,
        ("F",),
        enabled=lambda window: page_in_front(window) is not None,
    ),
    Action(
        "evidence.table",
        tr("Take the table out of the frame…"),
        Subject.EVIDENCE,
        table,
        ("Shift+T",),
        enabled=lambda window: pdf_in_front(window) is not None,
    ),
)
