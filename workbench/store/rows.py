"""The rows of the nouns, written as the log says: only what differs, and many of one table at once."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from workbench.store import many
from workbench.store.capture import row_of
from workbench.store.log import Values
from workbench.store.shapes import NUMBERED, Key, Shape, shape


def write(connection: Connection, wanted: Mapping[Key, Values | None]) -> dict[Key, str]:
    """Make the rows of these nouns what they have to be, None for no row; return what happened to each, if anything."""
    touched: dict[Key, str] = {}
    for noun in sorted({noun for noun, _ in wanted}):
        of_noun = {noun_id: values for (number, noun_id), values in wanted.items() if number == noun}
        for noun_id, how in _write(connection, noun, of_noun).items():
            touched[noun, noun_id] = how
    return {key: touched[key] for key in wanted if key in touched}


def _write(connection: Connection, noun: int, wanted: Mapping[str, Values | None]) -> dict[str, str]:
    made = shape(noun)
    columns = ", ".join(f'"{name}"' for name in made.columns)
    sql = f"SELECT {columns} FROM {made.table} WHERE id IN ({{ids}})"  # noqa: S608  (our own names)
    there = {row[0]: tuple(row) for row in many.ask(connection, sql, wanted)}
    if noun in NUMBERED:
        many.tell(connection, "DELETE FROM renumbered WHERE noun_id = ?", [(noun_id,) for noun_id in wanted])
    gone, new, touched = [], [], {}
    changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for noun_id, values in wanted.items():
        if values is None:
            if noun_id in there:
                gone.append((noun_id,))
                touched[noun_id] = "delete"
            continue
        bound = _bound(made, row_of(noun, noun_id, values))
        if noun_id not in there:
            new.append(bound)
            touched[noun_id] = "insert"
            continue
        touched[noun_id] = "update"
        # Only what differs: writing an id, even the same, lets SQLite look through every table that refers to it.
        other = {n: one for n, one, now in zip(made.columns, bound, there[noun_id], strict=True) if one != now}
        if other:
            changed.setdefault(tuple(other), []).append((*other.values(), noun_id))
    marks = ", ".join("?" * len(made.columns))
    many.tell(connection, f"DELETE FROM {made.table} WHERE id = ?", gone)  # noqa: S608  (our own names)
    many.tell(connection, f"INSERT INTO {made.table} ({columns}) VALUES ({marks})", new)  # noqa: S608  (our own names)
    for names, rows in changed.items():
        sets = ", ".join(f'"{name}" = ?' for name in names)
        many.tell(connection, f"UPDATE {made.table} SET {sets} WHERE id = ?", rows)  # noqa: S608  (our own names)
    return touched


def _bound(made: Shape, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return a row's values as they are bound to a statement: lists as JSON, in the model's own form."""
    return tuple(
        json.dumps(row[name], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        if name in made.lists
        else row[name]
        for name in made.columns
    )
