"""Codes and ids: A1 articles, C1 claims, E1 documents are display names of ids; either is accepted everywhere."""

import re
from collections.abc import Collection
from typing import TypeVar

from sqlmodel import Session, col, func, select

from workbench.desk import same
from workbench.errors import WorkbenchError
from workbench.model.tables import Article, Claim, Document

Numbered = TypeVar("Numbered", Article, Claim, Document)

LETTERS: dict[type, str] = {Article: "A", Claim: "C", Document: "E"}
NAMES: dict[type, str] = {Article: "article", Claim: "claim", Document: "evidence document"}
_CODE = re.compile(r"([A-Za-z])0*(\d{1,9})\Z")


class UnknownCode(WorkbenchError):
    """Nothing in the project goes by this code."""


def code(row: Article | Claim | Document) -> str:
    """Return the display name of a row, such as C45."""
    return f"{LETTERS[type(row)]}{row.number}"


def find(session: Session, noun: type[Numbered], code_or_id: str) -> Numbered:
    """Return the row that goes by a code or an id; raise UnknownCode."""
    if noun is Document:
        code_or_id = same.joined(session).get(code_or_id, code_or_id)
    found = session.get(noun, code_or_id)
    match = _CODE.match(code_or_id.strip())
    if found is None and match and match[1].upper() == LETTERS[noun]:
        found = session.exec(select(noun).where(noun.number == int(match[2]))).first()
    if found is None:
        raise UnknownCode(f"There is no {NAMES[noun]} “{code_or_id}” in this project. {_known(session, noun)}")
    return found


def _known(session: Session, noun: type[Numbered]) -> str:
    last = session.exec(select(func.max(noun.number))).one()
    return f"The codes run from {LETTERS[noun]}1 to {LETTERS[noun]}{last}." if last else "There is none yet."


def next_number(session: Session, noun: type[Numbered]) -> int:
    """Return the number after the highest in use. Numbers are given once and never moved."""
    last = session.exec(select(func.max(noun.number))).one()
    return int(last or 0) + 1


def codes(session: Session, noun: type[Numbered], *, only: Collection[str] | None = None) -> dict[str, str]:
    """Return the codes of all rows by their ids; ``only`` limits them to these ids.

    Of documents held twice, both ids give the elder's.
    """
    letter = LETTERS[noun]
    twins: dict[str, str] = same.joined(session) if noun is Document else {}
    query = select(noun.id, col(noun.number))
    if only is not None:
        query = query.where(col(noun.id).in_({twins.get(ident, ident) for ident in only}))
    made = {ident: f"{letter}{number}" for ident, number in session.exec(query)}
    return made | {hidden: made[shown] for hidden, shown in twins.items() if shown in made}
