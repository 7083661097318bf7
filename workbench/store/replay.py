"""Brings the tables in step with the log: rows of what operations touched, and of what depends on them.

What the rows have to be is told by pure functions (see ``workbench.store.derived``); this module finds what a step,
an undo or a merge can have changed, asks for all of it at once, and writes only what differs.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from workbench.model.tables import NOUNS
from workbench.store import conflicts, many
from workbench.store.derived import CITED, closure, graves, numbered, placed, shown
from workbench.store.log import Op, Registers, Values, fold, noun_key, ops_of, ops_of_many
from workbench.store.rows import write
from workbench.store.shapes import DOCUMENT, NUMBERED, PASSAGE, Key, referring, shape

Touched = dict[Key, str]  # "insert", "update" or "delete"


def bring_in_step(
    connection: Connection, keys: Iterable[Key], *, at_hand: Mapping[str, Op] | None = None
) -> list[tuple[int, str, str]]:
    """Make the rows of these nouns, and of what depends on them, what the log says.

    Operations ``at_hand`` need not be read again. Return (noun, id, "insert" | "update" | "delete") of what is touched.
    """
    wanted = list(dict.fromkeys(keys))
    renumbered = connection.exec_driver_sql("SELECT 1 FROM renumbered LIMIT 1").first() is not None
    folded = _folded(connection, wanted, at_hand)
    conflicts.note(connection, folded)
    touched = write(connection, {key: _standing(key, one) for key, one in folded.items()})
    _revive(connection, touched)
    if renumbered or any(noun in NUMBERED and how != "update" for (noun, _), how in touched.items()):
        _renumber(connection, touched)
    _place(connection, touched)
    return [(noun, noun_id, how) for (noun, noun_id), how in touched.items()]


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
        touched: Touched = {}
        _renumber(connection, touched)
        found += [(noun, noun_id, how) for (noun, noun_id), how in touched.items()]
    return [one for one in found if (one[0], one[1]) not in kinds]


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
    return [key for key, one in _folded(connection, list(found)).items() if one.deleted_by]


def _folded(connection: Connection, keys: list[Key], at_hand: Mapping[str, Op] | None = None) -> dict[Key, Registers]:
    history = ops_of_many(connection, [noun_id for _, noun_id in keys], at_hand=at_hand)
    return {key: fold(history.get(key[1], ())) for key in keys}


def _standing(key: Key, registers: Registers) -> Values | None:
    return None if not registers.heads or registers.gone else shown(key[0], registers)


def _of_noun(touched: Touched) -> dict[int, tuple[list[str], list[str]]]:
    """Return, by noun, the ids that are there and those that were deleted."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    for (noun, noun_id), how in touched.items():
        found.setdefault(noun, ([], []))[how == "delete"].append(noun_id)
    return found


# -- what lives on although deleted ----------------------------------------------------------------------------------


def _revive(connection: Connection, touched: Touched) -> None:
    before = {(noun, ident) for ident, noun in connection.exec_driver_sql("SELECT noun_id, noun FROM revived")}
    if not before and not _dangling(connection, touched):
        return
    now = _revived(connection, before)
    connection.exec_driver_sql("DELETE FROM revived")
    many.tell(
        connection, "INSERT INTO revived (noun_id, noun) VALUES (?, ?)", [(ident, noun) for noun, ident in sorted(now)]
    )
    ended = _folded(connection, sorted(before - set(now)))
    rows: dict[Key, Values | None] = {key: None for key, one in ended.items() if one.gone}
    for key, how in write(connection, rows | now).items():
        touched[key] = "update" if how != "delete" and (touched.get(key) == "delete" or key in before) else how


def _dangling(connection: Connection, touched: Touched) -> bool:
    """Return whether anything touched refers to what is not there, or is not there and referred to."""
    for noun, (there, deleted) in _of_noun(touched).items():
        for table, column in referring()[noun] if deleted else ():
            sql = f"SELECT 1 FROM {table} WHERE {column} IN ({{ids}}) LIMIT 1"  # noqa: S608  (our own names)
            if any(many.ask(connection, sql, deleted)):
                return True
        made = shape(noun)
        for column, target in made.references if there else ():
            sql = (
                f"SELECT 1 FROM {made.table} WHERE id IN ({{ids}}) AND {column} IS NOT NULL"  # noqa: S608  (our own names)
                f" AND NOT EXISTS (SELECT 1 FROM {shape(target).table} t WHERE t.id = {made.table}.{column}) LIMIT 1"
            )
            if any(many.ask(connection, sql, there)):
                return True
    return False


def _revived(connection: Connection, before: set[Key]) -> dict[Key, Values]:
    """Return what lives on although deleted, from the whole log. Rare, so it may take its time."""
    there = {
        noun: {ident for (ident,) in connection.exec_driver_sql(f"SELECT id FROM {shape(noun).table}")}  # noqa: S608  (our own names)
        for noun in NOUNS
    }
    alive = {noun_key(ident) for ids in there.values() for ident in ids} - {noun_key(ident) for _, ident in before}
    rows = connection.exec_driver_sql("SELECT DISTINCT noun, noun_id FROM log_op").all()
    folded = _folded(connection, [(noun, _text(key)) for noun, key in rows if key not in alive])
    buried = graves(connection, {key: one for key, one in folded.items() if one.gone})
    needed: set[str] = set()
    for noun in NOUNS:
        for column, _ in shape(noun).references:
            found = connection.exec_driver_sql(
                f"SELECT id, {column} FROM {shape(noun).table} WHERE {column} IS NOT NULL"  # noqa: S608  (our own names)
            )
            needed.update(target for ident, target in found if (noun, ident) not in buried)
    return {key: buried[key].values for key in closure(needed, buried)}


def _text(key: bytes) -> str:
    digits = key.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


# -- codes and places ------------------------------------------------------------------------------------------------


def _taken_twice(connection: Connection, noun: int, noun_id: str) -> bool:
    table = shape(noun).table
    sql = f"SELECT count(*) FROM {table} WHERE number = (SELECT number FROM {table} WHERE id = ?)"  # noqa: S608  (our own names)
    return int(connection.exec_driver_sql(sql, (noun_id,)).scalar_one()) > 1


def _renumber(connection: Connection, touched: Touched) -> None:
    for noun in NUMBERED:
        table = shape(noun).table
        rows = connection.exec_driver_sql(
            f"SELECT t.id, t.number, coalesce(r.given, t.number) FROM {table} t"  # noqa: S608  (our own names)
            " LEFT JOIN renumbered r ON r.noun_id = t.id"
        ).all()
        shown_by = numbered({ident: own for ident, _, own in rows})
        changed = [(ident, own) for ident, now, own in rows if shown_by[ident] != now]
        numbers = [(shown_by[ident], ident) for ident, _ in changed]
        many.tell(connection, f"UPDATE {table} SET number = ? WHERE id = ?", numbers)  # noqa: S608  (our own names)
        many.tell(connection, "DELETE FROM renumbered WHERE noun_id = ?", [(ident,) for ident, _ in changed])
        other = [(ident, own) for ident, own in changed if shown_by[ident] != own]
        many.tell(connection, "INSERT INTO renumbered (noun_id, given) VALUES (?, ?)", other)
        for ident, _ in changed:
            touched.setdefault((noun, ident), "update")


def _place(connection: Connection, touched: Touched) -> None:
    """Put the passages of citations where their words stand now."""
    moved: dict[str, tuple[int, int]] = {}
    for noun, (there, _) in _of_noun(touched).items():
        if noun not in (DOCUMENT, PASSAGE):
            continue
        sql = (
            "SELECT p.id, p.start, p.end, p.exact, p.prefix, p.suffix, d.quotation"  # noqa: S608  (our own names)
            " FROM passage p JOIN document d ON d.id = p.document_id"
            f" WHERE {'p' if noun == PASSAGE else 'd'}.id IN ({{ids}}) AND d.capture_state = '{CITED}'"
        )
        for row in many.ask(connection, sql, there):
            place = placed(row.quotation, row._mapping)
            if place != (row.start, row.end):
                moved[row.id] = place
    many.tell(
        connection,
        "UPDATE passage SET start = ?, end = ? WHERE id = ?",
        [(start, end, ident) for ident, (start, end) in moved.items()],
    )
    for ident in moved:
        touched.setdefault((PASSAGE, ident), "update")
