"""What the log says, as rows: the one function from operations to tables, for undo, merging and verifying alike.

Four things follow from all operations together, in whatever order they came. A deleted noun that something living
refers to lives on, with everything that was deleted in the same change (``closure``). Codes given twice keep the
elder and give the later the next free number (``numbered``). Quotations typed into one citation on two laptops are
joined, and passages are placed where their words then stand (``placed``).
Fields that people wrote unseen by each other are noted
as conflicts; until one is settled the greatest operation id is shown.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, inspect

from workbench.model.base import Json
from workbench.model.tables import NOUNS
from workbench.store import schema
from workbench.store.capture import QUOTED, row_of
from workbench.store.log import GONE, Op, Registers, Values, all_ops, canonical, fold, noun_key, ops_of

Key = tuple[int, str]  # the number of a noun in the log, and its id

QUOTE = "exact"  # a quotation and its place are settled as one, under this name
# What a person has to settle. Sign-offs join when they are nouns.
ASK = {(6, "statement"), (6, "verdict_id"), (7, QUOTE), (14, QUOTE), (15, "stance"), (16, "rationale")}
DOCUMENT, PASSAGE = 12, 14
CITED = "citation_only"
NUMBERED = (4, 6, 12)  # articles, claims, documents


@dataclass(frozen=True, slots=True)
class Shape:
    """A noun's table: its columns, which of them hold JSON, and which refer to which noun."""

    table: str
    columns: tuple[str, ...]
    lists: frozenset[str]
    references: tuple[tuple[str, int], ...]


@cache
def shape(noun: int) -> Shape:
    """Return the table of a noun."""
    table = inspect(NOUNS[noun]).local_table
    numbers = {str(kind.__tablename__): number for number, kind in NOUNS.items()}
    return Shape(
        str(table.name),
        tuple(column.name for column in table.columns),
        frozenset(column.name for column in table.columns if isinstance(column.type, Json)),
        tuple((column.name, numbers[key.column.table.name]) for column in table.columns for key in column.foreign_keys),
    )


@cache
def _referring() -> dict[int, tuple[tuple[str, str], ...]]:
    """Return, by noun, the tables and columns that refer to it."""
    found: dict[int, list[tuple[str, str]]] = {noun: [] for noun in NOUNS}
    for noun in NOUNS:
        for column, target in shape(noun).references:
            found[target].append((shape(noun).table, column))
    return {noun: tuple(ones) for noun, ones in found.items()}


# -- from all operations ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grave:
    """A deleted noun: the values it would have, and the changes whose deletions of it stand."""

    values: Values
    changes: frozenset[int]


def closure(needed: Iterable[str], graves: Mapping[Key, Grave]) -> set[Key]:
    """Return which deleted nouns live on: those ``needed``, what these refer to, and what was deleted with them."""
    where = {noun_id: (noun, noun_id) for noun, noun_id in graves}
    together: dict[int, list[Key]] = {}
    for key, grave in graves.items():
        for change in grave.changes:
            together.setdefault(change, []).append(key)
    waiting = [where[ident] for ident in needed if ident in where]
    alive: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key in alive:
            continue
        alive.add(key)
        referred = (graves[key].values.get(column) for column, _ in shape(key[0]).references)
        waiting.extend(where[ident] for ident in referred if ident in where)
        waiting.extend(one for change in graves[key].changes for one in together[change])
    return alive


def numbered(given: Mapping[str, int]) -> dict[str, int]:
    """Return the number each noun is shown by: its own, or for the later of two the next that nobody was given."""
    taken = set(given.values())
    seen: set[int] = set()
    shown = {}
    for ident, number in sorted(given.items(), key=lambda one: (one[1], one[0])):
        wanted = number
        if wanted in seen:
            while wanted in taken:
                wanted += 1
            taken.add(wanted)
        seen.add(wanted)
        shown[ident] = wanted
    return shown


def shown(noun: int, registers: Registers) -> Values:
    """Return a noun's fields as they are shown, even where it is deleted."""
    values = registers.standing()
    if noun == DOCUMENT and len(registers.heads.get("quotation", {})) > 1:
        heads = registers.heads["quotation"]
        values["quotation"] = joined([heads[ident] for ident in sorted(heads)])
    return values


def joined(quotations: Sequence[str]) -> str:
    """Return one text that holds every paragraph of several."""
    text = quotations[0]
    for other in quotations[1:]:
        for paragraph in other.split("\n\n"):
            if paragraph not in text:
                text = f"{text}\n\n{paragraph}".strip()
    return text


def placed(quotation: str, passage: Mapping[str, Any]) -> tuple[int, int]:
    """Return where the words of a passage stand in a quotation, where they were put or where they are now."""
    start, end, exact = passage["start"], passage["end"], passage["exact"]
    if quotation[start:end] == exact:
        return start, end
    around = quotation.find(f"{passage['prefix']}{exact}{passage['suffix']}")
    at = around + len(passage["prefix"]) if around >= 0 else quotation.find(exact)
    return (at, at + len(exact)) if at >= 0 else (start, end)


def replayed(connection: Connection) -> dict[int, dict[str, dict[str, object]]]:
    """Return every row as all operations of the log make it, by noun and id."""
    history: dict[Key, list[Op]] = {}
    newer = connection.exec_driver_sql("PRAGMA user_version").one()[0] > schema.SCHEMA_VERSION
    for op in all_ops(connection):
        if op.noun in NOUNS or not newer:  # nouns that only a newer program knows are its own affair
            history.setdefault((op.noun, op.noun_id), []).append(op)
    folded = {key: fold(ops) for key, ops in history.items()}
    gone = {key: one for key, one in folded.items() if one.gone}
    graves = _graves(connection, gone)
    living = {key: shown(key[0], one) for key, one in folded.items() if key not in gone}
    needed = {values.get(column) for (noun, _), values in living.items() for column, _ in shape(noun).references}
    living.update({key: graves[key].values for key in closure([one for one in needed if one], graves)})
    rows: dict[int, dict[str, dict[str, object]]] = {noun: {} for noun in NOUNS}
    for (noun, noun_id), values in living.items():
        rows[noun][noun_id] = row_of(noun, noun_id, values)
    for noun in NUMBERED:
        for ident, number in numbered({ident: _int(row["number"]) for ident, row in rows[noun].items()}).items():
            rows[noun][ident]["number"] = number
    for passage in rows[PASSAGE].values():
        document = rows[DOCUMENT].get(str(passage["document_id"]), {})
        if document.get("capture_state") == CITED:
            passage["start"], passage["end"] = placed(str(document["quotation"]), passage)
    return rows


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _graves(connection: Connection, gone: Mapping[Key, Registers]) -> dict[Key, Grave]:
    deleting = {op for one in gone.values() for op in one.deleted_by}
    changes: dict[str, int] = {}
    if deleting:
        rows = connection.exec_driver_sql("SELECT id, change FROM log_op")
        changes = {ident.hex(): change for ident, change in rows if ident.hex() in deleting}
    return {
        key: Grave(shown(key[0], one), frozenset(changes[op] for op in one.deleted_by if op in changes))
        for key, one in gone.items()
    }


# -- from some operations --------------------------------------------------------------------------------------------


def bring_in_step(connection: Connection, keys: Iterable[Key]) -> list[tuple[int, str, str]]:
    """Make the rows of these nouns, and of what depends on them, what the log says.

    Return (noun, id, "insert" | "update" | "delete") of what was touched.
    """
    touched: dict[Key, str] = {}
    renumbered = _any_renumbered(connection)
    for key in dict.fromkeys(keys):
        registers = fold(ops_of(connection, key[1]))
        _note_conflicts(connection, key, registers)
        how = _write(connection, key, None if not registers.heads or registers.gone else shown(key[0], registers))
        if how:
            touched[key] = how
    _revive(connection, touched)
    if any(noun in NUMBERED and how != "update" for (noun, _), how in touched.items()) or renumbered:
        _renumber(connection, touched)
    _place(connection, touched)
    return [(noun, noun_id, how) for (noun, noun_id), how in touched.items()]


def _place(connection: Connection, touched: dict[Key, str]) -> None:
    columns = "p.id, p.start, p.end, p.exact, p.prefix, p.suffix, d.quotation"
    for (noun, noun_id), how in list(touched.items()):
        if noun not in (DOCUMENT, PASSAGE) or how == "delete":
            continue
        rows = connection.exec_driver_sql(
            f"SELECT {columns} FROM passage p JOIN document d ON d.id = p.document_id"  # noqa: S608  (our own names)
            f" WHERE {'p' if noun == PASSAGE else 'd'}.id = ? AND d.capture_state = ?",
            (noun_id, CITED),
        )
        for row in rows.mappings().all():
            start, end = placed(row["quotation"], dict(row))
            if (start, end) != (row["start"], row["end"]):
                sql = "UPDATE passage SET start = ?, end = ? WHERE id = ?"
                connection.exec_driver_sql(sql, (start, end, row["id"]))
                touched.setdefault((PASSAGE, row["id"]), "update")


def after_step(connection: Connection, kinds: Mapping[Key, str]) -> list[tuple[int, str, str]]:
    """Bring in step what follows from a step whose rows are written: conflicts it settled, codes it freed."""
    special = set(
        connection.exec_driver_sql("SELECT noun_id FROM conflict UNION SELECT noun_id FROM revived").scalars()
    )
    keys = [key for key, how in kinds.items() if how == "delete" or key[1] in special]
    twice = any(
        noun in NUMBERED and how == "insert" and _taken_twice(connection, noun, noun_id)
        for (noun, noun_id), how in kinds.items()
    )
    if not keys and not twice:
        return []
    found = bring_in_step(connection, keys)
    if twice:
        touched: dict[Key, str] = {}
        _renumber(connection, touched)
        found += [(noun, noun_id, how) for (noun, noun_id), how in touched.items()]
    return [one for one in found if (one[0], one[1]) not in kinds]


def _taken_twice(connection: Connection, noun: int, noun_id: str) -> bool:
    table = shape(noun).table
    sql = f"SELECT count(*) FROM {table} WHERE number = (SELECT number FROM {table} WHERE id = ?)"  # noqa: S608  (our own names)
    return int(connection.exec_driver_sql(sql, (noun_id,)).scalar_one()) > 1


def _write(connection: Connection, key: Key, values: Values | None) -> str | None:
    """Write or delete one row; return what happened, None where nothing had to."""
    noun, noun_id = key
    made = shape(noun)
    columns = ", ".join(f'"{name}"' for name in made.columns)
    there = connection.exec_driver_sql(f"SELECT {columns} FROM {made.table} WHERE id = ?", (noun_id,)).first()  # noqa: S608  (our own names)
    if noun in NUMBERED:
        connection.exec_driver_sql("DELETE FROM renumbered WHERE noun_id = ?", (noun_id,))
    if values is None:
        connection.exec_driver_sql(f"DELETE FROM {made.table} WHERE id = ?", (noun_id,))  # noqa: S608  (our own names)
        return "delete" if there else None
    row = row_of(noun, noun_id, values)
    bound = tuple(
        json.dumps(row[name], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        if name in made.lists
        else row[name]
        for name in made.columns
    )
    if there:
        # Only what differs: writing an id, even the same, lets SQLite look through every table that refers to it.
        other = {name: value for name, value, now in zip(made.columns, bound, there, strict=True) if value != now}
        if other:
            sets = ", ".join(f'"{name}" = ?' for name in other)
            connection.exec_driver_sql(f"UPDATE {made.table} SET {sets} WHERE id = ?", (*other.values(), noun_id))  # noqa: S608  (our own names)
        return "update"
    marks = ", ".join("?" * len(made.columns))
    connection.exec_driver_sql(f"INSERT INTO {made.table} ({columns}) VALUES ({marks})", bound)  # noqa: S608  (our own names)
    return "insert"


def deleted_together(connection: Connection, key: Key) -> list[Key]:
    """Return the nouns whose deletion stands in the changes that deleted this one, itself among them."""
    found: dict[Key, None] = {}
    for ident in fold(ops_of(connection, key[1])).deleted_by:
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT o.noun, o.noun_id FROM log_op o JOIN log_op d ON d.change = o.change"
            " WHERE d.noun_id = ? AND d.id = ? ORDER BY o.n",
            (noun_key(key[1]), bytes.fromhex(ident)),
        )
        found.update(dict.fromkeys((noun, _text(one)) for noun, one in rows.all()))
    return [one for one in found if fold(ops_of(connection, one[1])).deleted_by]


def differing(registers: Registers, name: str) -> bool:
    """Return whether a field has values that did not see each other and are not the same."""
    values = list(registers.heads.get(name, {}).values())
    return len(values) > 1 and any(canonical(one) != canonical(values[0]) for one in values)


def conflicting(noun: int, registers: Registers) -> Iterator[str]:
    """Yield the fields a person has to settle; GONE where an edit brought back what was deleted unseen."""
    if registers.gone:
        return
    for name in registers.heads:
        if name in QUOTED.get(noun, ()):
            continue
        if (noun, name) in ASK and differing(registers, name):
            yield name
    if any(differing(registers, name) for name in QUOTED.get(noun, ())):
        yield QUOTE
    if registers.deleted_by:
        yield GONE


def _note_conflicts(connection: Connection, key: Key, registers: Registers) -> None:
    connection.exec_driver_sql("DELETE FROM conflict WHERE noun_id = ?", (key[1],))
    for name in conflicting(key[0], registers):
        connection.exec_driver_sql(
            "INSERT INTO conflict (noun_id, noun, field) VALUES (?, ?, ?)", (key[1], key[0], name)
        )


def _revive(connection: Connection, touched: dict[Key, str]) -> None:
    before = {(noun, ident) for ident, noun in connection.exec_driver_sql("SELECT noun_id, noun FROM revived")}
    if not before and not _dangling(connection, touched):
        return
    now = _revived(connection, before)
    connection.exec_driver_sql("DELETE FROM revived")
    for key in sorted(before - set(now)):
        registers = fold(ops_of(connection, key[1]))
        if registers.gone and _write(connection, key, None):
            touched[key] = "delete"
    for key, values in sorted(now.items()):
        connection.exec_driver_sql("INSERT INTO revived (noun_id, noun) VALUES (?, ?)", (key[1], key[0]))
        how = _write(connection, key, values)
        if how:
            touched[key] = "update" if touched.get(key) == "delete" or key in before else how


def _dangling(connection: Connection, touched: Mapping[Key, str]) -> bool:
    """Return whether anything touched refers to what is not there, or is not there and referred to."""
    for (noun, noun_id), how in touched.items():
        if how == "delete":
            for table, column in _referring()[noun]:
                sql = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"  # noqa: S608  (our own names)
                if connection.exec_driver_sql(sql, (noun_id,)).first():
                    return True
            continue
        made = shape(noun)
        for column, target in made.references:
            sql = (
                f"SELECT 1 FROM {made.table} WHERE id = ? AND {column} IS NOT NULL"  # noqa: S608  (our own names)
                f" AND NOT EXISTS (SELECT 1 FROM {shape(target).table} t WHERE t.id = {made.table}.{column})"
            )
            if connection.exec_driver_sql(sql, (noun_id,)).first():
                return True
    return False


def _revived(connection: Connection, before: set[Key]) -> dict[Key, Values]:
    """Return what lives on although deleted, from the whole log. Rare, so it may take its time."""
    there = {
        noun: {ident for (ident,) in connection.exec_driver_sql(f"SELECT id FROM {shape(noun).table}")}  # noqa: S608  (our own names)
        for noun in NOUNS
    }
    alive = {noun_key(ident) for ids in there.values() for ident in ids} - {noun_key(ident) for _, ident in before}
    gone: dict[Key, Registers] = {}
    for noun, key in connection.exec_driver_sql("SELECT DISTINCT noun, noun_id FROM log_op").all():
        if key not in alive:
            ident = _text(key)
            registers = fold(ops_of(connection, ident))
            if registers.gone:
                gone[noun, ident] = registers
    graves = _graves(connection, gone)
    needed: set[str] = set()
    for noun in NOUNS:
        for column, _ in shape(noun).references:
            rows = connection.exec_driver_sql(
                f"SELECT id, {column} FROM {shape(noun).table} WHERE {column} IS NOT NULL"  # noqa: S608  (our own names)
            )
            needed.update(target for ident, target in rows if (noun, ident) not in gone)
    return {key: graves[key].values for key in closure(needed, graves)}


def _text(key: bytes) -> str:
    digits = key.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _any_renumbered(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM renumbered LIMIT 1").first() is not None


def _renumber(connection: Connection, touched: dict[Key, str]) -> None:
    for noun in NUMBERED:
        table = shape(noun).table
        rows = connection.exec_driver_sql(
            f"SELECT t.id, t.number, coalesce(r.given, t.number) FROM {table} t"  # noqa: S608  (our own names)
            " LEFT JOIN renumbered r ON r.noun_id = t.id"
        ).all()
        given = {ident: number for ident, _, number in rows}
        shown = numbered(given)
        for ident, now, own in rows:
            if shown[ident] == now:
                continue
            connection.exec_driver_sql(f"UPDATE {table} SET number = ? WHERE id = ?", (shown[ident], ident))  # noqa: S608  (our own names)
            connection.exec_driver_sql("DELETE FROM renumbered WHERE noun_id = ?", (ident,))
            if shown[ident] != own:
                connection.exec_driver_sql("INSERT INTO renumbered (noun_id, given) VALUES (?, ?)", (ident, own))
            touched.setdefault((noun, ident), "update")
