"""Undo and redo: which change is next, and the operations that take it back. Both only ever append to the log."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from workbench.errors import WorkbenchError
from workbench.model.tables import NOUNS
from workbench.store.capture import row_of
from workbench.store.log import GONE, Change, Op, Registers, changes, fold, ops_of, ops_of_change

DO, UNDO, REDO = "do", "undo", "redo"
FIXED = "fixed"  # making the project: never undone, and nothing before it either
ASIDE = "aside"  # a colleague who introduces himself: never undone, and no wall before the work that stands there


class NothingToUndo(WorkbenchError):
    """The log holds no change that could be taken back."""


class ChangedSince(WorkbenchError):
    """What the change set has been set anew since, so that undoing it would overwrite later work."""


def next_undo(connection: Connection) -> tuple[Change, Change] | None:
    """Return the change to undo and its latest application (itself or a redo of it), or None."""
    decided: dict[str, Change | None] = {}
    for change in changes(connection, newest_first=True):
        match change.kind:
            case "undo" if change.target is not None:
                decided.setdefault(change.target, None)
            case "redo" if change.target is not None:
                decided.setdefault(change.target, change)
            case "do":
                applied = decided.get(change.id, change)
                if applied is not None:
                    return change, applied
            case "aside":
                continue
            case _:
                return None
    return None


def next_redo(connection: Connection) -> tuple[str, Change] | None:
    """Return the id of the change to redo and the undo that took it back, or None."""
    decided: set[str] = set()
    for change in changes(connection, newest_first=True):
        if change.kind == ASIDE:
            continue
        if change.target is None:
            return None
        if change.target not in decided:
            if change.kind == UNDO:
                return change.target, change
            decided.add(change.target)
    return None


def label_of(connection: Connection, change_id: str) -> str:
    """Return the label of a change by its id."""
    row = connection.exec_driver_sql("SELECT label FROM log_change WHERE id = ?", (bytes.fromhex(change_id),)).one()
    return str(row[0])


def inverse(connection: Connection, change: Change) -> list[Op]:
    """Return operations that take ``change`` back; raise ChangedSince where later work stands on it."""
    made = []
    for op in reversed(ops_of_change(connection, change.n)):
        history = {past.id: past for past in ops_of(connection, op.noun_id)}
        registers = fold(history.values())
        values = _before(op, history)
        if not _stands(op, values, registers, history):
            raise ChangedSince(
                f"“{change.label}” cannot be undone, because what it changed has been changed again since."
            )
        seen = registers.heads if GONE in values else values
        prev = {name: registers.ids(name) for name in seen if registers.ids(name)}
        made.append(Op(op.noun, op.noun_id, values, prev, secrets.token_hex(16), inverse_of=op.id))
    return made


def _before(op: Op, history: Mapping[str, Op]) -> dict[str, Any]:
    """Return the values that stood where ``op`` set its own."""
    if op.values.get(GONE) is True:
        return {GONE: False}
    if GONE in op.values or not op.prev:  # the operation brought the noun back, or made it
        return {GONE: True}
    return {name: history[max(op.prev[name])].values[name] for name in op.values}


def _stands(op: Op, values: Mapping[str, Any], registers: Registers, history: Mapping[str, Op]) -> bool:
    """Return whether nothing but undos and redos happened to the fields since ``op`` set them."""

    def meant(head: str, name: str) -> frozenset[str]:
        """Look through undos and redos to the operations whose values they brought back."""
        taken_back = history[head].inverse_of
        if taken_back is None:
            return frozenset((head,))
        return frozenset().union(*(meant(past, name) for past in history[taken_back].prev.get(name, ())))

    def current(name: str) -> frozenset[str]:
        return frozenset().union(*(meant(head, name) for head in registers.ids(name)))

    if any(current(name) != meant(op.id, name) for name in op.values):
        return False
    if values.get(GONE) is not True:
        return True
    # Nobody may have worked on what is about to vanish: it must be as it was made, or as the deletion saw it.
    deletion = history[op.inverse_of] if op.inverse_of else None
    if deletion is None:
        return all(current(name) == {op.id} for name in registers.heads if name != GONE)
    seen = {name: frozenset().union(*(meant(past, name) for past in ids)) for name, ids in deletion.prev.items()}
    return all(current(name) == seen.get(name) for name in registers.heads if name != GONE)


def materialise(connection: Connection, noun: int, noun_id: str) -> str:
    """Make a noun's row what its operations say; return "insert", "update" or "delete"."""
    table = NOUNS[noun].__table__  # type: ignore[attr-defined]  # set by SQLModel on every table
    there = connection.execute(table.select().where(table.c.id == noun_id)).first()
    registers: Registers = fold(ops_of(connection, noun_id))
    values = registers.values()
    if values is None:
        connection.execute(table.delete().where(table.c.id == noun_id))
        return "delete"
    row = row_of(noun, noun_id, values)
    if there is None:
        connection.execute(table.insert().values(row))
        return "insert"
    connection.execute(table.update().where(table.c.id == noun_id).values(row))
    return "update"
