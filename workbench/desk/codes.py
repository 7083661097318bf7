"""Codes and ids: A1 articles, C1 claims, E1 documents are display names of ids; either is accepted everywhere."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.desk import same
from workbench.errors import WorkbenchError
from workbench.store.reading import Asks, Snapshot, among

if TYPE_CHECKING:
    from sqlmodel import Session

    from workbench import model

    Numbered = TypeVar("Numbered", model.Article, model.Claim, model.Document)

LETTERS = {"article": "A", "claim": "C", "document": "E"}
NAMES = {"article": "article", "claim": "claim", "document": "evidence document"}
_CODE = re.compile(r"([A-Za-z])0*(\d{1,9})\Z")


class UnknownCode(WorkbenchError):
    """Nothing in the project goes by this code."""


def code(row: Any) -> str:
    """Return the display name of a row of a numbered noun, such as C45."""
    return f"{LETTERS[row.__tablename__]}{row.number}"


def find(session: Session, noun: type[Numbered], code_or_id: str) -> Numbered:
    """Return the row that goes by a code or an id, to be changed; raise UnknownCode."""
    session.flush()
    return session.get_one(noun, id_of(session.connection(), str(noun.__tablename__), code_or_id))


def read(snapshot: Snapshot, noun: str, code_or_id: str) -> Any:
    """Return the row that goes by a code or an id, to be read; raise UnknownCode."""
    return snapshot.nouns(noun, "WHERE id = ?", (id_of(snapshot, noun, code_or_id),))[0]


def id_of(asks: Asks, noun: str, code_or_id: str) -> str:
    """Return the id that a code or an id stands for; raise UnknownCode."""
    if noun == "document":
        code_or_id = same.joined(asks).get(code_or_id, code_or_id)
    if asks.exec_driver_sql(f"SELECT 1 FROM {noun} WHERE id = ?", (code_or_id,)).first() is not None:
        return code_or_id
    match = _CODE.match(code_or_id.strip())
    if match and match[1].upper() == LETTERS[noun]:
        found = asks.exec_driver_sql(f"SELECT id FROM {noun} WHERE number = ?", (int(match[2]),)).first()
        if found is not None:
            return str(found[0])
    raise UnknownCode(f"There is no {NAMES[noun]} “{code_or_id}” in this project. {_known(asks, noun)}")


def _known(asks: Asks, noun: str) -> str:
    last = _last(asks, noun)
    return f"The codes run from {LETTERS[noun]}1 to {LETTERS[noun]}{last}." if last else "There is none yet."


def _last(asks: Asks, noun: str) -> int:
    return int(asks.exec_driver_sql(f"SELECT coalesce(max(number), 0) FROM {noun}").one()[0])


def next_number(asks: Asks, noun: str) -> int:
    """Return the number after the highest in use. Numbers are given once and never moved."""
    return _last(asks, noun) + 1


def codes(asks: Asks, noun: str, *, only: Collection[str] | None = None) -> dict[str, str]:
    """Return the codes of all rows by their ids; ``only`` limits them to these ids.

    Of documents held twice, both ids give the elder's.
    """
    letter = LETTERS[noun]
    twins: dict[str, str] = same.joined(asks) if noun == "document" else {}
    query = f"SELECT id, number FROM {noun}"
    if only is None:
        rows = asks.exec_driver_sql(query)
    else:
        wanted = among({twins.get(ident, ident) for ident in only})
        rows = asks.exec_driver_sql(f"{query} WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    made = {ident: f"{letter}{number}" for ident, number in rows}
    return made | {hidden: made[shown] for hidden, shown in twins.items() if shown in made}
