"""Whether a project file holds together: SQLite's own check, the hashes of the log, tables that equal its replay."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, NoResultFound

from workbench.model.base import Closed
from workbench.model.tables import NOUNS, NUMBERS, Person
from workbench.store import derived
from workbench.store.log import change_id, changes, heads, noun_key, unpack, unpack_partial
from workbench.store.trouble import DamagedProject, NotAProject, meaning_of

Result = tuple[str, bool, str]

# What reading damaged values raises: numbers, JSON, packed operations, words outside their set, ids of nothing, rows
# that are not there.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, zlib.error, NoResultFound)


def verify(connection: Connection) -> Iterator[Result]:
    """Yield (part, sound, sentence) for the file, the log and the tables."""
    for name, check in PARTS.items():
        yield part(connection, name, check)


def sound(connection: Connection) -> bool:
    """Return whether file, log, tables and anchors hold together."""
    return all(result[1] for result in verify(connection))


def part(connection: Connection, name: str, check: Callable[[Connection], Result]) -> Result:
    """Return the result of one check; bytes that cannot even be read are one that failed, not a fault of ours."""
    unreadable = (name, False, "It is damaged so that it cannot be read.")
    try:
        return check(connection)
    except DBAPIError as error:
        if isinstance(meaning_of(error, Path()), DamagedProject | NotAProject):
            return unreadable
        raise
    except UNREADABLE:
        return unreadable


def _file(connection: Connection) -> Result:
    found = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    keys = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    sound = found == ["ok"] and not keys
    return (
        "file",
        sound,
        "The file is sound." if sound else f"The file is damaged: {'; '.join(map(str, found))}.",
    )


def _log(connection: Connection) -> Result:
    """Hash every operation and change again; a changed letter or a missing change shows."""
    ops: dict[int, list[bytes]] = {}
    wrong = 0
    for change, ident, noun, key, body in connection.exec_driver_sql(
        "SELECT change, id, noun, noun_id, body FROM log_op ORDER BY n"
    ):
        ops.setdefault(change, []).append(ident)
        if body is not None:
            op = unpack(body)
            wrong += op.id != ident.hex() or op.noun != noun or noun_key(op.noun_id) != key
    known: set[str] = set()
    named: set[str] = set()
    count = 0
    for change in changes(connection):
        ident = change_id(
            actor=change.actor,
            seq=change.seq,
            parents=change.parents,
            time=change.time,
            kind=change.kind,
            label=change.label,
            target=change.target,
            ops=[op.hex() for op in ops.pop(change.n, [])],
        )
        wrong += ident != change.id or not set(change.parents) <= known
        known.add(change.id)
        named.update(change.parents)
        count += 1
    wrong += len(ops) + (sorted(known - named) != heads(connection)) + _misnamed(connection)
    wrong += _misplaced_parts(connection)
    if wrong:
        return "log", False, f"The log does not hold together in {wrong} places."
    return "log", True, f"All {count} steps of the log have the content they were written with.{_gaps(connection)}"


def _misplaced_parts(connection: Connection) -> int:
    """Count parts of operations that belong to none whose body was left out, or speak of another noun."""
    rows = connection.exec_driver_sql(
        "SELECT p.body, p.op, o.noun, o.noun_id FROM log_partial p LEFT JOIN log_op o ON o.id = p.op"
    )
    wrong = 0
    for body, ident, noun, key in rows:
        op = unpack_partial(body, ident)
        wrong += op.noun != noun or noun_key(op.noun_id) != key
    return wrong


def _gaps(connection: Connection) -> str:
    """Say, of a redacted copy, how much was left out, so that a whole project is never mistaken for one."""
    left_out = connection.exec_driver_sql("SELECT count(*) FROM log_op WHERE body IS NULL").scalar_one()
    if not left_out:
        return ""
    return (
        f" This is a redacted copy: the content of {left_out} operations was left out by whoever made it, and what it"
        " still says of them can only be compared with the project it was made from."
    )


def _misnamed(connection: Connection) -> int:
    """Return how many actors carry a name that the log never gave to their person."""
    given: dict[str, set[str]] = {}
    for (body,) in connection.exec_driver_sql(
        "SELECT body FROM log_op WHERE noun = ? AND body IS NOT NULL", (NUMBERS[Person],)
    ):
        op = unpack(body)
        if "name" in op.values:
            given.setdefault(op.noun_id, set()).add(str(op.values["name"]))
    actors = connection.exec_driver_sql("SELECT person_id, person_name FROM log_actor").all()
    return sum(bool(name) and name not in given.get(person, {name}) for person, name in actors)


def _tables(connection: Connection) -> Result:
    """Replay the log and compare it with every row."""
    whole = derived.whole(connection)
    wrong = sum(whole.rows[noun] != _rows(connection, noun) for noun in NOUNS)
    wrong += sum(noted != told for noted, told in _noted(connection, whole))
    if wrong:
        return "tables", False, f"{wrong} tables differ from what the log says."
    total = sum(len(rows) for rows in whole.rows.values())
    return "tables", True, f"All {total} records are what the log says."


def _noted(connection: Connection, whole: derived.Whole) -> Iterator[tuple[object, object]]:
    """Yield what is noted of conflicts, of what lives on and of codes, and what the log says of it."""
    rows = connection.exec_driver_sql("SELECT noun_id, field, noun FROM conflict")
    yield {tuple(row) for row in rows}, whole.conflicts
    yield {tuple(row) for row in connection.exec_driver_sql("SELECT noun_id, noun FROM revived")}, whole.revived
    rows = connection.exec_driver_sql("SELECT noun_id, given FROM renumbered")
    yield {row[0]: row[1] for row in rows}, whole.renumbered


def _rows(connection: Connection, noun: int) -> dict[str, dict[str, object]]:
    table = NOUNS[noun].__table__  # type: ignore[attr-defined]  # set by SQLModel on every table
    closed = [column.name for column in table.columns if isinstance(column.type, Closed)]
    rows = {}
    for row in connection.execute(table.select()).mappings():
        values = dict(row)
        for name in closed:
            values[name] = None if values[name] is None else str(values[name])
        rows[str(values["id"])] = values
    return rows


def _anchors(connection: Connection) -> Result:
    """Compare every exact anchor with the text it stands in."""
    wrong = connection.exec_driver_sql(
        "SELECT count(*) FROM occurrence o JOIN article_version v ON v.id = o.version_id"
        " WHERE o.anchor_state = 'exact' AND substr(v.text, o.start + 1, o.end - o.start) IS NOT o.exact"
    ).scalar_one()
    wrong += connection.exec_driver_sql(
        "SELECT count(*) FROM passage p JOIN document_text t ON t.document_id = p.document_id"
        " WHERE p.anchor_state = 'exact' AND (t.sha256 IS NOT p.text_sha256"
        " OR substr(t.text, p.start + 1, p.end - p.start) IS NOT p.exact)"
        " AND NOT EXISTS (SELECT 1 FROM document d JOIN file_blob f ON f.id = d.blob_id JOIN recognised_page r"
        " ON r.file = f.sha256 WHERE d.id = p.document_id AND r.page = p.page AND r.sha256 = p.text_sha256"
        " AND substr(r.text, p.start + 1, p.end - p.start) IS p.exact)"
    ).scalar_one()
    wrong += connection.exec_driver_sql(
        "SELECT count(*) FROM passage p JOIN document d ON d.id = p.document_id"
        " WHERE p.anchor_state = 'exact' AND d.capture_state = 'citation_only'"
        " AND substr(d.quotation, p.start + 1, p.end - p.start) IS NOT p.exact"
    ).scalar_one()
    if wrong:
        return "anchors", False, f"{wrong} quotations do not stand where they were put."
    return "anchors", True, "Every quotation stands where it was put, word for word."


PARTS = {"file": _file, "log": _log, "tables": _tables, "anchors": _anchors}
