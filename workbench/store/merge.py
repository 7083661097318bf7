"""Merging two copies of a project: the union of their changes, taken back and brought in again as a whole.

Nothing is written for a merge but what the other copy wrote: so the order of merges leaves no trace, and two copies
that hold the same changes are the same project. That a merge happened here is remembered beside the log
(``log_merge``). Undoing it sets its changes aside, with the undone steps that stood on them; redoing it, or merging
again, brings them back.
"""

import json
import secrets
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from workbench.store import many, replay
from workbench.store.foreign import Arrived
from workbench.store.log import GONE, Actor, Change, Op, append, changes, noun_key, ops_of_change, unpack
from workbench.store.possible import Impossible, must_be_first, must_be_later
from workbench.store.reading import Asks
from workbench.store.shapes import Key, shape
from workbench.store.steps import ASIDE

Touched = list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge taken in here: the range of its changes in the log, when, by whom, and its label."""

    n: int
    first: int
    last: int
    at: int
    person_name: str
    label: str


def latest(connection: Asks) -> Merged | None:
    """Return the newest merge that stands, or None."""
    row = connection.exec_driver_sql(
        "SELECT n, first, last, at, person_name, label FROM log_merge ORDER BY n DESC LIMIT 1"
    ).first()
    return Merged(*row) if row else None


def every(connection: Connection) -> list[Merged]:
    """Return the merges that stand, oldest first."""
    rows = connection.exec_driver_sql("SELECT n, first, last, at, person_name, label FROM log_merge ORDER BY n")
    return [Merged(*row) for row in rows]


def known(connection: Connection) -> set[str]:
    """Return the ids of all changes of the log."""
    return {ident.hex() for (ident,) in connection.exec_driver_sql("SELECT id FROM log_change")}


# -- taking in -------------------------------------------------------------------------------------------------------


def must_fit(connection: Connection, arrived: Sequence[Arrived], held: set[str]) -> None:
    """Raise Impossible where an operation names what its author cannot have seen.

    ``held`` are the changes the other file holds; what stands only here was unknown to whoever wrote there.
    """
    _must_be_numbered(connection, arrived)
    seen = _seen(connection, arrived, held)
    for one in arrived:
        for op in one.ops:
            before = seen.setdefault(op.noun_id, set())
            named = {ident for ids in op.prev.values() for ident in ids} | ({op.inverse_of} if op.inverse_of else set())
            if not named <= before:
                raise Impossible("an operation names others that its author cannot have seen")
            if before:
                must_be_later(op)
            else:
                must_be_first(op)
            before.add(op.id)
    _must_refer(connection, arrived)


def _must_refer(connection: Connection, arrived: Sequence[Arrived]) -> None:
    """Raise Impossible where an operation refers to what neither log has ever held, be it shown or not."""
    there: dict[bytes, int] = {noun_key(op.noun_id): op.noun for one in arrived for op in one.ops}
    wanted = {
        noun_key(op.values[column]): target
        for one in arrived
        for op in one.ops
        for column, target in (shape(op.noun).references if GONE not in op.values else ())
        if op.values.get(column)
    }
    there |= dict(many.ask(connection, "SELECT noun_id, noun FROM log_op WHERE noun_id IN ({ids})", wanted))
    if any(there.get(key) != target for key, target in wanted.items()):
        raise Impossible("something refers to what is not there")


def _must_be_numbered(connection: Connection, arrived: Sequence[Arrived]) -> None:
    """Raise Impossible where an actor numbered two steps alike: nobody writes twice at once under one name."""
    numbers = [(one.change.actor, one.change.seq) for one in arrived]
    actors = {actor for actor, _ in numbers}
    sql = "SELECT actor, seq FROM log_change WHERE actor IN ({ids})"
    numbers += [(actor, seq) for actor, seq in many.ask(connection, sql, actors)]
    if len(set(numbers)) < len(numbers):
        raise Impossible("two steps of one person bear one number")


def _seen(connection: Connection, arrived: Sequence[Arrived], held: set[str]) -> dict[str, set[str]]:
    """Return, by noun, the operations on it that are here and that the other file holds too."""
    nouns: dict[str, int] = {}
    for op in (op for one in arrived for op in one.ops):
        if nouns.setdefault(op.noun_id, op.noun) != op.noun:
            raise Impossible("an operation takes one thing for another")
    by_key = {noun_key(ident): ident for ident in nouns}
    seen: dict[str, set[str]] = {}
    sql = (
        "SELECT o.noun_id, o.noun, o.id, c.id FROM log_op o JOIN log_change c ON c.n = o.change"
        " WHERE o.noun_id IN ({ids})"
    )
    for key, noun, ident, change in many.ask(connection, sql, by_key):
        if noun != nouns[by_key[key]]:
            raise Impossible("an operation takes one thing for another")
        if change.hex() in held:
            seen.setdefault(by_key[key], set()).add(ident.hex())
    return seen


def take_in(connection: Connection, arrived: Sequence[Arrived], *, actor: Actor, at: int, label: str) -> Touched:
    """Add checked changes to the log and bring the tables in step; remember the merge."""
    if not arrived:
        return []
    first = _next(connection)
    _write(connection, arrived, first)
    connection.exec_driver_sql(
        "INSERT INTO log_merge (first, last, at, person_name, label) VALUES (?, ?, ?, ?, ?)",
        (first, first + len(arrived) - 1, at, actor.person_name, label),
    )
    return replay.bring_in_step(connection, _keys(arrived), at_hand={op.id: op for one in arrived for op in one.ops})


def _next(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT coalesce(max(n), 0) + 1 FROM log_change").scalar_one())


def _keys(arrived: Iterable[Arrived]) -> list[Key]:
    return [(op.noun, op.noun_id) for one in arrived for op in one.ops]


def _write(connection: Connection, arrived: Sequence[Arrived], first: int) -> None:
    heads, ops, actors = [], [], {}
    for n, one in enumerate(arrived, first):
        change = one.change
        actors[one.actor[0]] = one.actor
        parents = b"".join(bytes.fromhex(parent) for parent in change.parents)
        target = bytes.fromhex(change.target) if change.target else None
        heads.append(
            (
                n,
                bytes.fromhex(change.id),
                change.actor,
                change.seq,
                parents,
                change.time,
                change.kind,
                change.label,
                target,
            )
        )
        for op, body in zip(one.ops, one.bodies, strict=True):
            ops.append((bytes.fromhex(op.id), n, op.noun, noun_key(op.noun_id), body))
    connection.exec_driver_sql("INSERT OR IGNORE INTO log_actor VALUES (?, ?, ?, ?, ?)", list(actors.values()))
    connection.exec_driver_sql(
        "INSERT INTO log_change (n, id, actor, seq, parents, time, kind, label, target)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        heads,
    )
    if ops:
        connection.exec_driver_sql("INSERT INTO log_op (id, change, noun, noun_id, body) VALUES (?, ?, ?, ?, ?)", ops)
    _find_heads(connection)


def _find_heads(connection: Connection) -> None:
    """Write down anew which changes no other has as its parent."""
    idents: list[bytes] = []
    named: set[bytes] = set()
    for ident, parents in connection.exec_driver_sql("SELECT id, parents FROM log_change"):
        idents.append(ident)
        named.update(parents[i : i + 32] for i in range(0, len(parents), 32))
    connection.exec_driver_sql("DELETE FROM log_head")
    connection.exec_driver_sql("INSERT INTO log_head (id) VALUES (?)", [(one,) for one in idents if one not in named])


# -- taking back -----------------------------------------------------------------------------------------------------


def take_back(connection: Connection, merged: Merged, *, actor: Actor, seq: int, at: int) -> Touched:
    """Set a merge aside, with the undone steps that stand on it, so that the log is as it was before.

    Colleagues who introduced themselves since are introduced anew, as the change numbered ``seq`` of ``actor``.
    """
    tail = [change for change in changes(connection) if change.n >= merged.first]
    arrived = [_held(connection, change) for change in tail]
    people = [op for one in arrived if one.change.n > merged.last and one.change.kind == ASIDE for op in one.ops]
    connection.exec_driver_sql("DELETE FROM log_op WHERE change >= ?", (merged.first,))
    connection.exec_driver_sql("DELETE FROM log_change WHERE n >= ?", (merged.first,))
    connection.exec_driver_sql("DELETE FROM log_merge WHERE n = ?", (merged.n,))
    _find_heads(connection)
    touched = replay.bring_in_step(connection, _keys(arrived))
    if people:
        again = [Op(op.noun, op.noun_id, op.values, {}, secrets.token_hex(16)) for op in people]
        label = "Add colleague"
        append(connection, actor=actor, seq=seq, time=at, kind=ASIDE, label=label, target=None, ops=again)
        touched += replay.bring_in_step(connection, [(op.noun, op.noun_id) for op in again])
    connection.exec_driver_sql(
        "INSERT INTO log_aside (after, label, body) VALUES (?, ?, ?)",
        (_next(connection) - 1, merged.label, _packed(arrived, merged)),
    )
    return touched


def _held(connection: Connection, change: Change) -> Arrived:
    actor = connection.exec_driver_sql("SELECT * FROM log_actor WHERE id = ?", (change.actor,)).one()
    rows = connection.exec_driver_sql("SELECT body FROM log_op WHERE change = ? ORDER BY n", (change.n,)).all()
    ops = ops_of_change(connection, change.n)
    return Arrived(change, tuple(actor), tuple(ops), tuple(body for (body,) in rows))


def _packed(arrived: Sequence[Arrived], merged: Merged) -> bytes:
    data = {
        "last": merged.last,
        "changes": [
            {
                "n": one.change.n,
                "actor": [one.actor[0].hex(), *one.actor[1:]],
                "head": [one.change.id, one.change.seq, list(one.change.parents), one.change.time],
                "kind": [one.change.kind, one.change.label, one.change.target],
                "ops": [body.hex() for body in one.bodies],
            }
            for one in arrived
        ],
    }
    return zlib.compress(json.dumps(data).encode())


def _unpacked(body: bytes) -> tuple[list[Arrived], int]:
    """Return the changes set aside and how many of them came by the merge itself."""
    data = json.loads(zlib.decompress(body))
    made = []
    for one in data["changes"]:
        ident, seq, parents, time = one["head"]
        kind, label, target = one["kind"]
        actor: tuple[Any, ...] = (bytes.fromhex(one["actor"][0]), *one["actor"][1:])
        bodies = tuple(bytes.fromhex(op) for op in one["ops"])
        change = Change(one["n"], ident, actor[0], seq, tuple(parents), time, kind, label, target)
        made.append(Arrived(change, actor, tuple(unpack(op) for op in bodies), bodies))
    return made, sum(one.change.n <= data["last"] for one in made)


@dataclass(frozen=True, slots=True)
class Aside:
    """A merge taken back, to be brought in again: its number, where the log ended then, and its label."""

    n: int
    after: int
    label: str


def next_brought_again(connection: Asks) -> tuple[Aside | None, int]:
    """Return the merge taken back last, unless new work was done since, and the place above which redo looks.

    What came by a merge, or stood before it was taken back, is not redone by itself.
    """
    merged = latest(connection)
    last = merged.last if merged else 0
    row = connection.exec_driver_sql("SELECT n, after, label FROM log_aside ORDER BY n DESC LIMIT 1").first()
    if row is None:
        return None, last
    aside = Aside(*row)
    sql = "SELECT 1 FROM log_change WHERE n > ? AND target IS NULL AND kind <> 'aside' LIMIT 1"
    if connection.exec_driver_sql(sql, (aside.after,)).first():
        return None, last
    return aside, max(aside.after, last)


def bring_again(connection: Connection, taken: Aside, *, actor: Actor, at: int) -> Touched:
    """Bring a merge that was taken back in again, with the undone steps that stood on it."""
    body = connection.exec_driver_sql("SELECT body FROM log_aside WHERE n = ?", (taken.n,)).scalar_one()
    aside, count = _unpacked(body)
    here = known(connection)
    connection.exec_driver_sql("DELETE FROM log_aside WHERE n = ?", (taken.n,))
    arrived = [one for one in aside[:count] if one.change.id not in here]
    touched = take_in(connection, arrived, actor=actor, at=at, label=taken.label)
    own = [one for one in aside[count:] if one.change.id not in here]
    if own:
        _write(connection, own, _next(connection))
        touched += replay.bring_in_step(connection, _keys(own))
    return touched
