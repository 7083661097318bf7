"""What is looked at before a file is opened: whether it is a project, of which version, who has it, what was left."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from workbench.store import blobs, database, index, known, schema
from workbench.store.clock import now
from workbench.store.lock import Lock
from workbench.store.reading import Snapshot
from workbench.store.target import is_project
from workbench.store.trouble import (
    AlreadyThere,
    DiskFull,
    FileTrouble,
    MissingFile,
    NotAProject,
    ReadOnlyProject,
    must_have_room,
    newer,
    not_a_project,
    told,
)


def cannot_be_made(path: Path) -> ReadOnlyProject:
    """Return the trouble of a folder that takes no new file."""
    return ReadOnlyProject(
        f"“{path.name}” cannot be made here, because the folder cannot be written to. Choose a folder of your own."
    )


def inspect(path: Path) -> int:
    """Refuse what is no project before SQLite sees a byte of it; return the version of the file."""
    try:
        if not path.is_file() and path.exists() and not path.is_dir():  # a pipe would keep us waiting for ever
            raise NotAProject(f"“{path.name}” is not a file that can be read. Choose a file that ends in .factcheck.")
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        raise MissingFile(f"There is no file “{path}”. Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise NotAProject(f"“{path.name}” is a folder. Choose a file that ends in .factcheck.") from error
    except OSError as error:
        raise ReadOnlyProject(f"“{path.name}” cannot be read. Check that you may read it.") from error
    if not is_project(head):
        raise not_a_project(path)
    return int.from_bytes(head[60:64])


def remarks(path: Path, version: int, *, read_only: bool) -> tuple[str, ...]:
    """Return what whoever opened a file of another version is to be told."""
    if version > schema.SCHEMA_VERSION:
        return (newer(path).sentence,)
    if version < schema.SCHEMA_VERSION:
        done = "is shown as this one keeps it; the file itself was not changed."
        if not read_only:
            done = "was brought to this one. A whole copy of how it was is among its backup copies."
        return (f"“{path.name}” was made with an older version of Workbench and {done}",)
    return ()


def brought_up(path: Path, version: int, *, apart: bool, until: ExitStack) -> Path:
    """Bring an older file to the present version and return it: itself, or ``apart`` a copy that is kept ``until``.

    A file that is not older is returned as it is.
    """
    if version >= schema.SCHEMA_VERSION:
        return path
    from workbench.store import backups, migrate

    if not apart:
        migrate.bring_up(path, version=version)
        return path
    copy = Path(until.enter_context(tempfile.TemporaryDirectory(prefix="workbench-"))) / path.name
    must_have_room(copy, path.stat().st_size)
    with told(path):
        backups.copy_whole(path, copy)
    migrate.in_place(copy, version=version)
    migrate.index_whole(copy)
    return copy


def remark_on_index(file: Path, path: Path) -> tuple[str, ...]:
    """Return what is to be told where the search index was made by an older version of Workbench, or not at all."""
    with told(path), closing(database.connect(file, read_only=True)) as connection:
        old = index.left(Snapshot(connection)).anew
    what = f"The search index of “{path.name}” is made anew beside your work; until then not everything is found."
    return (what,) if old else ()


def look_into(file: Path, path: Path, version: int, *, read_only: bool) -> None:
    """Refuse a file that is not ours inside or does not hold together, and clear away what an import left half done.

    Trouble is told of ``path``, which the user named. Raises DamagedProject, NewerProject.
    """
    with told(path), closing(database.connect(file, read_only=read_only)) as connection:
        known.must_be_known(connection, path, version)
        known.must_hold_together(connection, path)
        if not read_only:
            with suppress(DiskFull), told(path):  # what is left over can wait until there is room
                blobs.sweep(connection)
                _clear_journal(connection, file)


def _clear_journal(connection: sqlite3.Connection, file: Path) -> None:
    """Let a journal go that a program which died had only begun: SQLite rightly ignores it, and leaves it lying."""
    if file.with_name(f"{file.name}-journal").exists():
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version}")  # any change ends with its journal removed


def must_be_free(path: Path) -> None:
    """Raise AlreadyThere, or MissingFile where there is no folder, before a project is made at ``path``."""
    if os.path.lexists(path):
        raise AlreadyThere(f"“{path.name}” exists already. Choose another name.")
    if not path.parent.is_dir():
        raise MissingFile(f"There is no folder “{path.parent}”. Choose a folder that exists.")


def locked_to_make(path: Path, *, who: str) -> Lock:
    """Take the lock of a project that is not there yet; raise ReadOnlyProject, OpenElsewhere."""
    lock = Lock(path)
    try:
        lock.take(who=who, since=now())
    except ReadOnlyProject as error:
        raise cannot_be_made(path) from error
    return lock


def locked(path: Path, *, who: str, take_over: bool) -> Lock:
    """Take the lock of the project for ``who``; raise ReadOnlyProject, OpenElsewhere."""
    if not os.access(path, os.W_OK):
        raise ReadOnlyProject(
            f"“{path.name}” cannot be changed, because the file is read-only. Open it read-only, or copy it."
        )
    lock = Lock(path.resolve())  # one file, one lock, by whatever link it was reached
    lock.take(who=who, since=now(), take_over=take_over)
    _clear_away(lock.project)
    return lock


def _clear_away(path: Path) -> None:
    """Remove what programs that died were about to put into the project's place: who has the lock is alone there."""
    name = re.escape(path.name)
    left = re.compile(rf"\.{name}\.\d+\.(new|compact)(-journal)?|\.~{name}\.\d+\.tmp(-journal)?")
    with suppress(OSError):
        for one in list(path.parent.iterdir()):
            if left.fullmatch(one.name):
                one.unlink(missing_ok=True)


def take_back(path: Path) -> None:
    """Take back what a writer who died left half done: those who only read cannot, and must not see it.

    Nothing happens where nothing is left, where the writer lives, or where the file may not be written.
    """
    if not path.with_name(f"{path.name}-journal").exists() or not os.access(path, os.W_OK):
        return
    lock = Lock(path)
    with suppress(FileTrouble):
        lock.take(who="", since=now())
        try:  # the first to read with the right to write rolls back
            with told(path), closing(database.connect(path, read_only=False)) as connection:
                schema.fingerprint(Snapshot(connection))
        finally:
            lock.release()
