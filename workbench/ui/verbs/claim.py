"""Marking claims and moving between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.desk import claims, coverage
from workbench.errors import WorkbenchError
from workbench.model.sets import WorkStatus
from workbench.ui import words
from workbench.ui.actions import Action, with_claim
from workbench.ui.pages.contract import Selection
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.desk.views import ArticleView
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window


class NothingSelected(WorkbenchError):
    """There are no words to mark."""


class NotDropped(WorkbenchError):
    """The claim is not dropped."""


class NoArticle(WorkbenchError):
    """There is no article to mark in."""


def mark(window: Window) -> None:
    """Mark the selected words as a claim."""
    view = _view(window)
    article, selected = _selected(view)
    claim = claims.mark(view.workspace.project, article.version_id, selected.start, selected.end)
    _go_on(view, claim.id)
    view.status.tell(f"{tr('Marked as claim')} {claim.number}. {tr('R writes the rationale, 1 to 9 judge it.')}")


def mark_pair(window: Window) -> None:
    """Mark who said it and what was said as two claims."""
    view = _view(window)
    article, selected = _selected(view)
    said, content = claims.mark_pair(view.workspace.project, article.version_id, selected.start, selected.end)
    _go_on(view, content.id)
    view.status.tell(f"{tr('Marked as claims')} {said.number} {tr('(that it was said)')} {tr('and')} {content.number}.")


def no_fact(window: Window) -> None:
    """Say that the selected words state no fact."""
    view = _view(window)
    article, selected = _selected(view)
    coverage.no_fact(view.workspace.project, article.version_id, selected.start, selected.end)
    view.reader.article.page.clear_selection()
    view.status.tell(tr("Marked as no fact."))


def step(window: Window, by: int) -> None:
    """Go to the next or the previous claim."""
    view = _view(window)
    claim_id = view.workspace.neighbour(by)
    if claim_id:
        view.choose_claim(claim_id)


def drop(window: Window) -> None:
    """Take the claim out of the work; it can be taken up again."""
    view = _view(window)
    row = view.workspace.active_row
    if row is not None:
        project = view.workspace.project
        claims.drop(project, row.id)
        offer = (tr("Take it up again"), lambda: window.notices.attempt(lambda: _take_up(view, row.id), near=view))
        view.status.tell(f"{tr('Dropped claim')} {row.number}.", offer=offer)


def take_up(window: Window) -> None:
    """Take a dropped claim up again."""
    view = _view(window)
    if not view.workspace.is_dropped(view.workspace.claim_id):
        raise NotDropped(tr("Choose a dropped claim first: the filter above the list of claims shows them."))
    _take_up(view, view.workspace.claim_id)


def _take_up(view: ProjectView, claim_id: str) -> None:
    taken = claims.restore(view.workspace.project, claim_id)
    view.workspace.activate(claim_id)
    view.status.tell(f"{tr('Claim')} {taken.number} {tr('is open again.')}")


def edit_statement(window: Window) -> None:
    """Write the statement."""
    _view(window).inspector.focus_statement()


def set_status(window: Window, status: WorkStatus) -> None:
    """Say how far the work on the claim is."""
    view = _view(window)
    claims.edit(view.workspace.project, view.workspace.claim_id, status=status)


def show(window: Window) -> None:
    """Go to the claim's words in the article."""
    view = _view(window)
    view.reader.go_to_claim(view.workspace.claim_id)
    view.reader.focus_reading()


def _view(window: Window) -> ProjectView:
    if window.view is None:
        raise NoArticle(tr("Open a project first."))
    return window.view


def _selected(view: ProjectView) -> tuple[ArticleView, Selection]:
    article = view.reader.article.article
    if article is None:
        raise NoArticle(tr("There is no article yet. Drop it into the window."))
    selected = view.reader.article.selection() if view.reader.page_in_front is None else None
    if selected is None or selected.end <= selected.start:
        raise NothingSelected(tr("Select some words in the article first, then mark them."))
    return article, selected


def _go_on(view: ProjectView, claim_id: str) -> None:
    """The new claim becomes the active one; the selection has done its duty."""
    view.reader.article.page.clear_selection()
    view.workspace.activate(claim_id)


def _status(status: WorkStatus) -> Action:
    def is_so(window: Window) -> bool:
        row = window.view.workspace.active_row if window.view else None
        return row is not None and row.status is status

    return Action(
        f"claim.status_{status.value}",
        f"{tr('Work status')}: {words.STATUS[status]}",
        Subject.CLAIM,
        lambda window: set_status(window, status),
        enabled=with_claim,
        checked=is_so,
        section=2,
    )


def _dropped(window: Window) -> bool:
    return window.view is not None and window.view.workspace.is_dropped(window.view.workspace.claim_id)


ACTIONS = (
    Action("claim.mark", tr("Mark claim"), Subject.CLAIM, mark, ("C",)),
    Action("claim.mark_pair", tr("Mark quote pair"), Subject.CLAIM, mark_pair, ("Shift+C",)),
    Action("claim.no_fact", tr("No fact"), Subject.CLAIM, no_fact, ("N",)),
    Action("claim.next", tr("Next claim"), Subject.CLAIM, lambda w: step(w, 1), ("J",), section=1),
    Action("claim.previous", tr("Previous claim"), Subject.CLAIM, lambda w: step(w, -1), ("K",), section=1),
    Action("claim.show", tr("Show in the article"), Subject.CLAIM, show, ("Ctrl+J",), enabled=with_claim, section=1),
    Action(
        "claim.statement", tr("Edit statement"), Subject.CLAIM, edit_statement, ("F2",), enabled=with_claim, section=1
    ),
    *(_status(status) for status in WorkStatus if status is not WorkStatus.DROPPED),
    Action("claim.drop", tr("Drop claim"), Subject.CLAIM, drop, ("Ctrl+Backspace",), enabled=with_claim, section=3),
    Action("claim.take_up", tr("Take a dropped claim up again"), Subject.CLAIM, take_up, enabled=_dropped, section=3),
)
