"""Whether the inside of a file is one that this program knows, and whether it holds together at a quick look."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from workbench.store import schema
from workbench.store.reading import Snapshot
from workbench.store.trouble import DamagedProject, NewerProject, damaged

# Not looked through on opening: bytes and pictures, which have their hashes, and what is made of the rest.
_LEFT_OUT = ("blob_chunk", "passage_picture", "search_row", "document_text")


def must_be_known(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Refuse a file whose inside is not exactly ours: a foreign trigger could change claims behind our back.

    A newer file, which is only read, may hold more than we know, but all that we know. Raises DamagedProject,
    NewerProject.
    """
    if version > schema.SCHEMA_VERSION:
        if not _holds_ours(connection):
            raise NewerProject(
                f"“{path.name}” was made with a newer version of Workbench, which keeps projects in another way. Update"
                " Workbench to open it."
            )
    elif schema.fingerprint(Snapshot(connection)) != schema.expected():
        raise DamagedProject(
            f"“{path.name}” does not have the inside of a Workbench project. It may be damaged or altered;"
            " open a backup copy of it."
        )


def _holds_ours(connection: sqlite3.Connection) -> bool:
    return all(set(columns) <= _columns(connection, name) for name, columns in ours().items())


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    kinds = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    if kinds != [("table",)]:
        return set()
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


@cache
def ours() -> dict[str, tuple[str, ...]]:
    """Return the tables of the present version with their columns; not those in which SQLite keeps its search index."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in schema.statements():
            if "VIRTUAL" not in statement:
                connection.execute(statement)
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: tuple(row[1] for row in connection.execute(f"PRAGMA table_info({name})")) for name in names}


def must_hold_together(connection: sqlite3.Connection, path: Path) -> None:
    """Look quickly at the structure of all that is not bytes, and at the heads of the log; raise DamagedProject."""
    for table in ours():
        if table not in _LEFT_OUT:
            found = [row[0] for row in connection.execute(f"PRAGMA quick_check({table})")]
            if found != ["ok"]:
                raise damaged(path)
    lost = connection.execute("SELECT count(*) FROM log_head WHERE id NOT IN (SELECT id FROM log_change)").fetchone()
    last = connection.execute(
        "SELECT count(*) FROM log_change WHERE n = (SELECT max(n) FROM log_change)"
        " AND id NOT IN (SELECT id FROM log_head)"
    ).fetchone()
    if lost[0] or last[0]:
        raise damaged(path)
