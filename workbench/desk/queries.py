"""Questions to the author and proposed changes of the article's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import model
from workbench.desk import codes
from workbench.desk.views import ChangeView, QueryView
from workbench.errors import WorkbenchError
from workbench.model.sets import ChangeDecision, QueryState
from workbench.store.clock import now
from workbench.store.project import Project

if TYPE_CHECKING:
    from sqlmodel import Session


class NothingAsked(WorkbenchError):
    """A question needs words."""


class NothingProposed(WorkbenchError):
    """A change needs words, and others than those that stand there."""


class NoReason(WorkbenchError):
    """An override needs a reason."""


class UnknownQuery(WorkbenchError):
    """The question or the change is not in the project."""


def ask(project: Project, claim_id: str, text: str, *, to: str = "author") -> QueryView:
    """Ask the author (or another) about a claim; raise NothingAsked, UnknownCode."""
    if not text.strip():
        raise NothingAsked("Write the question first.")
    with project.read() as snapshot:
        claim = codes.read(snapshot, "claim", claim_id)
    row = model.Query(claim_id=claim.id, to=to, text=text.strip(), by=project.acting.person_name, at=now())
    with project.step(f"Ask about {codes.code(claim)}") as session:
        session.add(row)
    return next(view for view in listing(project) if view.id == row.id)


def answer(project: Project, query_id: str, text: str) -> QueryView:
    """Write down the answer to a question; raise NothingAsked, UnknownQuery."""
    if not text.strip():
        raise NothingAsked("Write the answer first.")
    with project.step("Answer query") as session:
        row = _query(session, query_id)
        row.answer, row.state = text.strip(), QueryState.ANSWERED
    return next(view for view in listing(project) if view.id == query_id)


def withdraw(project: Project, query_id: str) -> None:
    """Take a question back."""
    with project.step("Withdraw query") as session:
        _query(session, query_id).state = QueryState.WITHDRAWN


def propose(project: Project, claim_id: str, *, was: str, should_be: str, reason: str = "") -> ChangeView:
    """Propose other words for the article; raise NothingProposed, UnknownCode."""
    if not was.strip() or was.strip() == should_be.strip():
        raise NothingProposed("Write the words as they should be; they are the same as those that stand there.")
    with project.read() as snapshot:
        claim = codes.read(snapshot, "claim", claim_id)
    row = model.ProposedChange(
        claim_id=claim.id,
        was=was.strip(),
        should_be=should_be.strip(),
        reason=reason.strip(),
        by=project.acting.person_name,
        at=now(),
    )
    with project.step(f"Propose change at {codes.code(claim)}") as session:
        session.add(row)
    return next(view for view in changes(project) if view.id == row.id)


def settle(project: Project, change_id: str, decision: ChangeDecision, *, reason: str = "") -> ChangeView:
    """Write down what the editor decided; an override (stet) needs a reason. Raises NoReason, UnknownQuery."""
    if decision is ChangeDecision.STET and not reason.strip():
        raise NoReason("Say why the words stay as they are.")
    with project.step("Settle proposed change") as session:
        row = session.get(model.ProposedChange, change_id)
        if row is None:
            raise UnknownQuery("There is no such proposed change in this project.")
        row.decision = decision
        row.reason = reason.strip() or row.reason
    return next(view for view in changes(project) if view.id == change_id)


def listing(project: Project, *, claim_id: str | None = None) -> list[QueryView]:
    """Return the questions in the order they were asked."""
    with project.read() as snapshot:
        by_id = codes.codes(snapshot, "claim", only=None if claim_id is None else [claim_id])
        rows = snapshot.nouns("query", "ORDER BY id")
    return [
        QueryView(row.id, row.claim_id, by_id[row.claim_id], row.to, row.text, row.state, row.answer, row.by, row.at)
        for row in rows
        if claim_id in (None, row.claim_id)
    ]


def changes(project: Project, *, claim_id: str | None = None) -> list[ChangeView]:
    """Return the proposed changes in the order they were made."""
    with project.read() as snapshot:
        by_id = codes.codes(snapshot, "claim", only=None if claim_id is None else [claim_id])
        rows = snapshot.nouns("proposed_change", "ORDER BY id")
    return [
        ChangeView(
            id=row.id,
            claim_id=row.claim_id,
            claim_code=by_id[row.claim_id],
            was=row.was,
            should_be=row.should_be,
            reason=row.reason,
            decision=row.decision,
            by=row.by,
            at=row.at,
        )
        for row in rows
        if claim_id in (None, row.claim_id)
    ]


def _query(session: Session, query_id: str) -> model.Query:
    row = session.get(model.Query, query_id)
    if row is None:
        raise UnknownQuery("There is no such query in this project.")
    return row
