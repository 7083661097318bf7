"""What is looked at before a file is opened: whether it is a project, of which version, and ours inside."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from workbench.store import database, schema
from workbench.store.clock import now
from workbench.store.lock import Lock
from workbench.store.reading import Reading
from workbench.store.target import is_project
from workbench.store.trouble import (
    DamagedProject,
    FileTrouble,
    MissingFile,
    NewerProject,
    NotAProject,
    ReadOnlyProject,
    not_a_project,
    told,
)


def cannot_be_made(path: Path) -> ReadOnlyProject:
    """Return the trouble of a folder that takes no new file."""
    return ReadOnlyProject(
        f"“{path.name}” cannot be made here, because the folder cannot be written to. Choose a folder of your own."
    )


def inspect(path: Path) -> None:
    """Refuse what is no project before SQLite sees a byte of it."""
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
    version = int.from_bytes(head[60:64])
    if version > schema.SCHEMA_VERSION:
        raise NewerProject(
            f"“{path.name}” was made with a newer version of Workbench (file version {version}, this program knows"
            f" {schema.SCHEMA_VERSION}). Update Workbench to open it."
        )


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
                schema.fingerprint(Reading(connection))
        finally:
            lock.release()


def must_be_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose schema is not exactly ours: a foreign trigger could change claims behind our back."""
    if schema.fingerprint(Reading(connection)) != schema.expected():
        raise DamagedProject(
            f"“{path.name}” does not have the inside of a Workbench project. It may be damaged or altered;"
            " open a backup copy of it."
        )
