"""Undo and redo: which change is next, and the operations that take it back. Both only ever append to the log."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from workbench.errors import WorkbenchError
from workbench.store.log import GONE, Change, Op, Registers, canonical, changes, fold, noun_key, ops_of, ops_of_change
from workbench.store.reading import Asks
from workbench.store.steps import ASIDE, UNDO


class NothingToUndo(WorkbenchError):
    """The log holds no change that could be taken back."""


class Withheld(WorkbenchError):
    """What the change did was left out of this copy, wholly or in part."""


class ChangedSince(WorkbenchError):
    """What the change set has been set anew since, so that undoing it would overwrite later work."""


def next_undo(connection: Asks, *, above: int = 0) -> tuple[Change, Change] | None:
    """Return the change to undo and its latest application (itself or a redo of it), or None.

    Only changes that stand ``above`` a place in the log are looked at: below it lies a merge, undone as one.
    """
    decided: dict[str, Change | None] = {}
    for change in changes(connection, newest_first=True):
        if change.n <= above:
            return None
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


def next_redo(connection: Asks, *, above: int = 0) -> tuple[str, Change] | None:
    """Return the id of the change to redo and the undo that took it back, or None; ``above`` as for ``next_undo``."""
    decided: set[str] = set()
    for change in changes(connection, newest_first=True):
        if change.n <= above:
            return None
        if change.kind == ASIDE:
            continue
        if change.target is None:
            return None
        if change.target not in decided:
            if change.kind == UNDO:
                return change.target, change
            decided.add(change.target)
    return None


def label_of(connection: Asks, change_id: str) -> str:
    """Return the label of a change by its id."""
    row = connection.exec_driver_sql("SELECT label FROM log_change WHERE id = ?", (bytes.fromhex(change_id),)).one()
    return str(row[0])


def inverse(connection: Connection, change: Change) -> list[Op]:
    """Return operations that take ``change`` back; raise ChangedSince where later work stands on it, and Withheld
    where this copy does not hold what stood there before.
    """
    made = []
    _must_be_whole(connection, change)
    for op in reversed(ops_of_change(connection, change.n)):
        history = _History(change.label, ops_of(connection, op.noun_id))
        if _has_gaps(connection, op.noun_id) and any(name not in op.prev for name in op.values if name != GONE):
            raise _withheld(change.label)  # it went over words that were left out of this copy
        registers = fold(history.values())
        values = _before(op, history)
        if not _stands(op, values, registers, history):
            raise ChangedSince(
                f"“{change.label}” cannot be undone, because what it changed has been changed again since."
            )
        for one in (values, *_beside(op, values, history)):
            seen = registers.heads if GONE in one else one
            prev = {name: registers.ids(name) for name in seen if registers.ids(name)}
            made.append(Op(op.noun, op.noun_id, one, prev, secrets.token_hex(16), inverse_of=op.id))
    return _once(made)


def _beside(op: Op, values: Mapping[str, Any], history: Mapping[str, Op]) -> list[dict[str, Any]]:
    """Return the other values that stood where ``op`` settled a conflict, so that undoing it opens it again."""
    if GONE in op.values or GONE in values:
        return []
    found = []
    for ident in sorted({ident for name in op.values for ident in op.prev.get(name, ())}):
        names = [name for name in op.values if ident in op.prev.get(name, ()) and ident != max(op.prev[name])]
        other = {name: history[ident].values[name] for name in names}
        if any(canonical(other[name]) != canonical(values[name]) for name in names):
            found.append(other)
    return found


def _once(ops: Iterable[Op]) -> list[Op]:
    """Leave out what would set the same values on the same noun twice in one step."""
    return list({(op.noun_id, canonical(dict(op.values))): op for op in ops}.values())


class _History(dict[str, Op]):
    """The operations on one noun by id; asking for one that was left out of this copy raises Withheld."""

    def __init__(self, label: str, ops: Iterable[Op]) -> None:
        super().__init__((op.id, op) for op in ops)
        self._label = label

    def __missing__(self, _ident: str) -> Op:
        raise _withheld(self._label)


def _withheld(label: str) -> Withheld:
    return Withheld(
        f"“{label}” cannot be undone here, because part of what it rests on was left out of this copy."
        " Undo it in the project the copy was made from."
    )


def _must_be_whole(connection: Connection, change: Change) -> None:
    found = connection.exec_driver_sql("SELECT 1 FROM log_op WHERE change = ? AND body IS NULL", (change.n,)).first()
    if found is not None:
        raise _withheld(change.label)


def _has_gaps(connection: Connection, noun_id: str) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM log_op WHERE noun_id = ? AND body IS NULL", (noun_key(noun_id),)
    ).first()
    return found is not None


def _before(op: Op, history: Mapping[str, Op]) -> dict[str, Any]:
    """Return the values that stood where ``op`` set its own."""
    if op.values.get(GONE) is True:
        return {GONE: False}
    if GONE in op.values or not op.prev:  # the operation brought the noun back, or made it
        return {GONE: True}
    before = {name: history[max(op.prev[name])] for name in op.values}
    if any(name not in past.values for name, past in before.items()):
        raise _withheld("This step")
    return {name: past.values[name] for name, past in before.items()}


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
