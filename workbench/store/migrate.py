"""Bringing an older file to the present version: numbered functions, in one transaction, checked before it counts.

For a new version of the file: keep the old tables' text, raise ``schema.SCHEMA_VERSION``, and add to ``MIGRATIONS`` the
fingerprint of the old inside with the function that makes the new one of it. Fields the log does not know are blank.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from workbench.store import backups, index, schema, schema_2, verify
from workbench.store.backups import Backup
from workbench.store.engine import engine_for
from workbench.store.log import heads
from workbench.store.trouble import DamagedProject, FileTrouble, told


class CannotMigrate(FileTrouble):
    """An older file could not be brought to the present version; it is as it was."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What leads from one version to the next: the fingerprint of the inside it begins with, and what it does."""

    was: str
    run: Callable[[Connection], None]


# by the version they begin with
MIGRATIONS: dict[int, Migration] = {1: Migration(schema_2.BEFORE, schema_2.upgrade)}


def bring_up(path: Path, *, version: int) -> Backup:
    """Bring the file at ``path``, which the caller has locked, to the present version; return the copy kept of it.

    Raises CannotMigrate, DamagedProject, DiskFull and other FileTroubles; the file is then as it was.
    """
    _must_lead_here(path, version)
    with told(path):
        ident, head = _named(path)
    kept = backups.keep(path, backups.home(ident), head=head, at=datetime.now(UTC), whole=True)
    in_place(path, version=version)
    return kept


def in_place(path: Path, *, version: int) -> None:
    """Bring a file, of which there is a copy, to the present version. Raises as ``bring_up`` does."""
    _must_lead_here(path, version)
    engine = engine_for(path, read_only=False)
    try:
        with told(path), engine.execution_options(writing=True).connect() as connection:
            # Tables may have to be made anew while others refer to them; every reference is checked at the end.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                _migrated(connection, path, version)
    finally:
        engine.dispose()


def index_whole(path: Path) -> None:
    """Make the search index of a private copy, which nobody writes to afterwards."""
    engine = engine_for(path, read_only=False)
    try:
        with told(path), engine.execution_options(writing=True).begin() as connection:
            index.finish(connection)
    finally:
        engine.dispose()


def _migrated(connection: Connection, path: Path, version: int) -> None:
    if schema.fingerprint(connection) != MIGRATIONS[version].was:
        raise DamagedProject(
            f"“{path.name}” does not have the inside of a Workbench project. It may be damaged or altered;"
            " open a backup copy of it."
        )
    before = heads(connection)
    for number in range(version, schema.SCHEMA_VERSION):
        MIGRATIONS[number].run(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    same = schema.fingerprint(connection) == schema.expected() and heads(connection) == before
    if not same or not verify.sound(connection):
        raise CannotMigrate(
            f"“{path.name}” is of an older version of Workbench and could not be brought to the present one without"
            " loss, so it was left as it was. Open it with the version it was made with, or open a backup copy of it."
        )


def _must_lead_here(path: Path, version: int) -> None:
    if any(number not in MIGRATIONS for number in range(version, schema.SCHEMA_VERSION)):
        raise DamagedProject(
            f"“{path.name}” says that it is of a version of Workbench that there never was. It may be damaged;"
            " open a backup copy of it."
        )


def _named(path: Path) -> tuple[str, str]:
    """Return the id of the project in the file, and the fingerprint of its log."""
    engine = engine_for(path, read_only=True)
    try:
        with engine.connect() as connection:
            ident = ""
            with suppress(LookupError):
                ident = str(connection.exec_driver_sql("SELECT id FROM project").one()[0])
            return ident, "+".join(heads(connection))
    finally:
        engine.dispose()
