"""The trouble a file can be in, each kind with its sentence; SQLite's environment errors are told apart here."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

# Below this many bytes free a write that failed is put down to the full disk, whatever SQLite called it.
NEARLY_FULL = 16 * 1024 * 1024

# Bytes kept free beside what is to be written: for the journal, the text and the index.
ROOM_TO_WORK = 4 * 1024 * 1024

# What sqlite3 says, under no code of its own, of text whose bytes are no UTF-8 and of a head that makes no sense.
_UNREADABLE = ("Could not decode to UTF-8", "unsupported file format")


class FileTrouble(WorkbenchError):
    """The project file cannot be used as asked."""


class NotAProject(FileTrouble):
    """The bytes are not a project file."""


class NewerProject(FileTrouble):
    """The file was written by a later version of the program."""


class DamagedProject(FileTrouble):
    """The file is a project but its bytes do not hold together."""


class OpenElsewhere(FileTrouble):
    """Somebody else is writing to the file."""


class ReadOnlyProject(FileTrouble):
    """The file or its folder cannot be written to."""


class DiskFull(FileTrouble):
    """There is no room left."""


class NameTooLong(FileTrouble):
    """The system takes no name of this length."""


class MissingFile(FileTrouble):
    """There is no such file, or it has gone."""


class MovedProject(FileTrouble):
    """Another file, or none, stands where the open project was."""


class Unconfirmed(FileTrouble):
    """The change is in the file, but the disk did not confirm that it has it."""


class AlreadyThere(FileTrouble):
    """A new project would replace an existing file."""


def sentence_of(error: sqlite3.Error, path: Path) -> FileTrouble | None:
    """Return the trouble that ``error`` means for the project at ``path``, or None where it is our own fault."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    name = path.name
    match code:
        case sqlite3.SQLITE_NOTADB:
            return not_a_project(path)
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return OpenElsewhere(f"“{name}” is being written to by another program. Try again in a moment.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return _not_writable(error, path)
        case sqlite3.SQLITE_FULL:
            return full(path)
        case sqlite3.SQLITE_IOERR:
            return (
                full(path)
                if _nearly_full(path)
                else MissingFile(
                    f"The disk that holds “{name}” stopped answering. The last change was not kept."
                    " Check the disk and open the project again."
                )
            )
        case sqlite3.SQLITE_CANTOPEN:
            if not path.exists():
                return MissingFile(f"“{name}” is not there any more. It may have been moved or renamed.")
            return ReadOnlyProject(
                f"“{name}” cannot be opened here, because its folder cannot be written to."
                " Copy it to a folder of your own."
            )
        case _:
            return damaged(path) if any(words in str(error) for words in _UNREADABLE) else None


def _not_writable(error: sqlite3.Error, path: Path) -> FileTrouble:
    match getattr(error, "sqlite_errorcode", 0):
        case sqlite3.SQLITE_READONLY_ROLLBACK:  # a change was cut off, and its journal waits for who may write
            return ReadOnlyProject(
                f"“{path.name}” was being changed when Workbench or the computer stopped, and can only be put right"
                f" where it may be written to. Copy it together with “{path.name}-journal” to a folder of your own."
            )
        case sqlite3.SQLITE_READONLY_DBMOVED:
            return moved(path)
        case _:
            return ReadOnlyProject(
                f"“{path.name}” cannot be changed, because the file or its folder is read-only."
                " Copy it to a folder of your own."
            )


def not_a_project(path: Path) -> NotAProject:
    """Return the trouble of a file that does not begin as a project does; its name may well say that it is one."""
    if path.suffix.lower() != ".factcheck":
        return NotAProject(f"“{path.name}” is not a Workbench project. Choose a file that ends in .factcheck.")
    return NotAProject(
        f"“{path.name}” is not a Workbench project, though its name says so: it is damaged, not copied whole, or of"
        " another program. Open a backup copy of it, or choose another file."
    )


def newer(path: Path) -> NewerProject:
    """Return the trouble of a project of a newer program, which can be read but not changed."""
    return NewerProject(
        f"“{path.name}” was made with a newer version of Workbench: it can be read here, as far as this version knows"
        " its content, but not changed. Update Workbench to change it."
    )


def damaged(path: Path) -> DamagedProject:
    """Return the trouble of a project whose bytes do not hold together."""
    return DamagedProject(f"“{path.name}” is damaged and cannot be read safely. Open a backup copy of it.")


def moved(path: Path) -> MovedProject:
    """Return the trouble of an open project that another program moved, replaced or removed."""
    if path.exists():
        return MovedProject(
            f"“{path.name}” was replaced by another file while it was open, so nothing was written to it."
            " Close the project and open it again."
        )
    return MovedProject(
        f"“{path.name}” is not in its place any more: it was moved, renamed or removed, or its disk was unplugged."
        " Put it back, or close the project and open it from where it is now. The last change was not kept."
    )


def unconfirmed(path: Path) -> Unconfirmed:
    """Return the trouble of a change that is in the file though the disk reported an error."""
    return Unconfirmed(
        f"The last change is in “{path.name}”, but its disk did not confirm it. Check the disk, and copy the project"
        " to another one."
    )


def must_have_room(path: Path, size: int) -> None:
    """Raise DiskFull where ``size`` more bytes would not fit on the disk that holds the project at ``path``."""
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:  # whoever writes will be told
        return
    if free < size + ROOM_TO_WORK:
        raise DiskFull(
            f"The disk that holds “{path.name}” has {free // 1_000_000} MB free, but"
            f" {(size + ROOM_TO_WORK) // 1_000_000} MB are needed. Make room and try again. Nothing was changed."
        )


def refusal_of(error: OSError, path: Path) -> FileTrouble | None:
    """Return the trouble that a refused file operation means for the project at ``path``, where its cause is plain."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return full(path)
        case errno.ENAMETOOLONG:
            return NameTooLong(f"The name “{path.name[:40]}…” is too long. Choose a shorter one.")
        case _:
            return None


def _nearly_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < NEARLY_FULL
    except OSError:
        return False


def full(path: Path) -> DiskFull:
    """Return the trouble of a disk without room, for the project at ``path``."""
    return DiskFull(
        f"The disk that holds “{path.name}” is full. The last change was not kept. Make room and try again."
    )


def meaning_of(error: DBAPIError, path: Path) -> FileTrouble | None:
    """Return the trouble that an error of the database means for the project at ``path``, or None: our own fault."""
    return sentence_of(error.orig, path) if isinstance(error.orig, sqlite3.Error) else None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the environment's errors, raised within, into the sentence for the project at ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        trouble = sentence_of(error, path)
        if trouble is None:
            raise
        raise trouble from error
    except UnicodeDecodeError as error:  # hostile bytes come out of sqlite3 as this, even from PRAGMA quick_check
        raise damaged(path) from error
    except _of_the_model() as error:
        trouble = meaning_of(error, path)
        if trouble is None:
            raise
        raise trouble from error


def _of_the_model() -> tuple[type[DBAPIError], ...]:
    """Return the error that SQLAlchemy wraps SQLite's in; none where it is not imported and so raised nothing."""
    module = sys.modules.get("sqlalchemy.exc")
    return (module.DBAPIError,) if module is not None and hasattr(module, "DBAPIError") else ()
