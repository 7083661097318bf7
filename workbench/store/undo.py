"""Undo and redo: which change is next, and the operations that take it back. Both only ever append to the log."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        now = _Standing(fold(history.values()), history)
        restored = list(_restored(op, now, history))
        if any(now.meaning(now.prev[name], name) != now.meant(op.id, name) for name in op.values) or None in restored:
            raise ChangedSince(
                f"“{change.label}” cannot be undone, because what it changed has been changed again since."
            )
        made += [
            Op(op.noun, op.noun_id, values, prev, secrets.token_hex(16), inverse_of=op.id)
            for values, prev in filter(None, restored)
        ]
    return list({(op.noun_id, canonical([dict(op.values), dict(op.prev)])): op for op in made}.values())


Prev = Mapping[str, Sequence[str]]  # by field, the operations seen there


class _Standing:
    """What stands in the fields of one noun now, and what it means once undos and redos are looked through."""

    def __init__(self, registers: Registers, history: Mapping[str, Op]) -> None:
        self.prev = {name: registers.ids(name) for name in registers.heads if registers.ids(name)}
        self._history = history
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def meant(self, head: str, name: str) -> frozenset[str]:
        """Return the operations whose values an operation brought back; itself where it was no undo or redo."""
        if (head, name) not in self._known:
            back = self._history[head].inverse_of
            seen = self._history[back].prev.get(name, ()) if back else ()
            self._known[head, name] = self.meaning(seen, name) if back else frozenset((head,))
        return self._known[head, name]

    def meaning(self, heads: Iterable[str], name: str) -> frozenset[str]:
        """Return what several operations mean together."""
        return frozenset().union(*(self.meant(head, name) for head in heads))

    def as_seen(self, seen: Prev) -> bool:
        """Return whether every field stands as it was seen then."""
        others = [name for name in self.prev if name != GONE]
        return all(self.meaning(self.prev[n], n) == self.meaning(seen.get(n, ()), n) for n in others)


def _restored(op: Op, now: _Standing, history: Mapping[str, Op]) -> Iterator[tuple[Mapping[str, Any], Prev] | None]:
    """Yield the values that stood where ``op`` set its own, and what their bringing back sees; None for refusal.

    They are several where ``op`` settled a conflict: undoing it opens the conflict again. Nobody may have worked on
    what is to vanish: it must be as it was made, or as its deletion saw it.
    """
    if GONE not in op.values and op.prev:
        yield from ((values, {name: now.prev[name] for name in values}) for values in _fields(op, history))
    elif GONE not in op.values:  # it made the noun
        yield ({GONE: True}, now.prev) if now.as_seen(dict.fromkeys(op.values, (op.id,))) else None
    elif not op.prev.get(GONE):  # it deleted what nobody had deleted before
        yield {GONE: False}, now.prev
    else:
        for past in (history[ident] for ident in sorted(op.prev[GONE])):
            unseen = any(not set(ids) <= set(past.prev.get(name, ())) for name, ids in op.prev.items() if name != GONE)
            if past.values[GONE] is not True:
                yield {GONE: False}, now.prev
            elif unseen:  # a deletion that had not seen everything lets the noun live, flagged, and does so again
                yield {GONE: True}, {**past.prev, GONE: now.prev[GONE]}
            else:
                yield ({GONE: True}, now.prev) if now.as_seen(past.prev) else None


def _fields(op: Op, history: Mapping[str, Op]) -> Iterator[dict[str, Any]]:
    """Yield the values of fields that stood before an operation: those shown, then those that stood beside them."""
    shown = {name: history[max(op.prev[name])] for name in op.values}
    if any(name not in past.values for name, past in shown.items()):
        raise _withheld("This step")
    values = {name: past.values[name] for name, past in shown.items()}
    yield values
    for ident in sorted({ident for name in op.values for ident in op.prev[name]}):
        names = [name for name in op.values if ident in op.prev[name] and ident != max(op.prev[name])]
        other = {name: history[ident].values[name] for name in names}
        if any(canonical(other[name]) != canonical(values[name]) for name in names):
            yield other


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
