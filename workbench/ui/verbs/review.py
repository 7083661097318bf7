"""Judging: labels by number, rationale, queries, proposed changes, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.ui.actions import Action, with_claim
from workbench.ui.subjects import Subject
from workbench.ui.text import tr
from workbench.ui.verbs import claim

if TYPE_CHECKING:
    from workbench.desk.views import LabelView
    from workbench.ui.window import Window

NUMBERS = range(1, 10)


def rate(window: Window, number: int) -> None:
    """Give the claim the label of this number."""
    if window.view is not None:
        window.view.inspector.verdict.decide_number(number)


def _label(window: Window, number: int) -> LabelView | None:
    labels = window.view.workspace.info.scale.labels if window.view else ()
    return labels[number - 1] if number <= len(labels) else None


def _rating(number: int) -> Action:
    def words(window: Window) -> str:
        if window.view is None:
            return f"{tr('Verdict')} {number}"
        label = _label(window, number)
        return f"{tr('Verdict')}: {label.label}" if label else ""

    def possible(window: Window) -> bool:
        return with_claim(window) and _label(window, number) is not None

    return Action(
        f"review.rate_{number}",
        f"{tr('Verdict')} {number}",
        Subject.REVIEW,
        lambda window: rate(window, number),
        (str(number),),
        enabled=possible,
        title=words,
    )


def rationale(window: Window) -> None:
    """Write the rationale."""
    if window.view is not None:
        window.view.inspector.focus_rationale()


def ask(window: Window) -> None:
    """Ask the author or the editor; selected words of the article become a claim first."""
    view = window.view
    if view is None:
        return
    elsewhere = view.reader.reading_evidence or view.reader.page_in_front is not None
    selected = None if elsewhere else view.reader.article.selection()
    if selected is not None and selected.end > selected.start:
        claim.mark(window)
    if view.workspace.claim_id:
        view.inspector.ask()
    else:
        view.status.tell(tr("Select words in the article or choose a claim, then ask."))


def propose(window: Window) -> None:
    """Propose other words."""
    if window.view is not None:
        window.view.inspector.propose()


def submit(window: Window) -> None:
    """Hand over what is being written."""
    if window.view is not None:
        window.view.inspector.submit()
        window.view.reader.focus_reading()


def finding(window: Window, by: int) -> None:
    """Go to the next or the previous finding."""
    if window.view is not None:
        window.view.step_finding(by)


ACTIONS = (
    *(_rating(number) for number in NUMBERS),
    Action(
        "review.rationale", tr("Write the rationale"), Subject.REVIEW, rationale, ("R",), enabled=with_claim, section=1
    ),
    Action(
        "review.submit",
        tr("Hand over what is being written"),
        Subject.REVIEW,
        submit,
        ("Ctrl+Return", "Ctrl+Enter"),
        section=1,
    ),
    Action("review.query", tr("Query…"), Subject.REVIEW, ask, ("Q",), section=2),
    Action("review.change", tr("Propose change…"), Subject.REVIEW, propose, ("H",), enabled=with_claim, section=2),
    Action("review.next_finding", tr("Next finding"), Subject.REVIEW, lambda w: finding(w, 1), ("F8",), section=3),
    Action(
        "review.previous_finding",
        tr("Previous finding"),
        Subject.REVIEW,
        lambda w: finding(w, -1),
        ("Shift+F8",),
        section=3,
    ),
)
