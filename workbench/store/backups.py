"""Backup copies: log, tables and text without the bytes of evidence, often and small; the whole file now and then.

A light copy is a project of its own, compressed. Its evidence comes back from the project it was made of, by SHA-256.
"""

import gzip
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench import places
from workbench.store import blobs, publish, schema
from workbench.store.trouble import FileTrouble, NotAProject, ReadOnlyProject, must_have_room, refusal_of, told

LATEST, DAYS, WEEKS, WHOLE = 10, 7, 4, 3  # how many are kept
_LEFT_OUT = ("search", "blob", "blob_chunk", "passage_picture")  # the tables that hold "search" are copied themselves
_STAMP = "%Y%m%dT%H%M%SZ"
_ENDINGS = {".light.gz": False, ".whole": True}


class NoSuchBackup(FileTrouble):
    """There is no backup copy of that name."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy: ``id`` names it, ``head`` begins the fingerprint of the log it holds, ``size`` is in bytes."""

    id: str
    at: datetime
    head: str
    whole: bool
    size: int
    path: Path


def home(ident: str) -> Path:
    """Return the folder for the copies of the project with this id; raise NotAProject for what is no id."""
    if not ident or not set(ident) <= set("0123456789abcdef-"):
        raise NotAProject("The file has no project in it, so there is nothing to copy.")
    return places.of_the_user() / "backups" / ident


def listing(folder: Path) -> list[Backup]:
    """Return the copies in a folder, newest first."""
    found = [one for path in folder.glob("*") if (one := _backup(path)) is not None]
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def _backup(path: Path) -> Backup | None:
    for ending, whole in _ENDINGS.items():
        name = path.name.removesuffix(ending)
        stamp, _, head = name.partition("-")
        if name == path.name or path.name.startswith("."):
            continue
        try:
            at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            return None
        return Backup(name, at, head, whole, path.stat().st_size, path)
    return None


def keep(source: Path, folder: Path, *, head: str, at: datetime, whole: bool = False) -> Backup:
    """Put a copy of the project at ``source`` into ``folder``, safe on the disk, and thin the older ones.

    Raises DiskFull, ReadOnlyProject and what reading the project raises.
    """
    ending = ".whole" if whole else ".light.gz"
    path = folder / f"{at.strftime(_STAMP)}-{head[:12]}{ending}"
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    with _written(folder, draft), told(source):
        if whole:
            must_have_room(path, source.stat().st_size)
            copy_whole(source, draft)
        else:
            must_have_room(path, 0)
            plain = draft.with_suffix(".plain")
            try:
                copy_light(source, plain)
                with plain.open("rb") as read, gzip.open(draft, "wb", compresslevel=6) as write:
                    shutil.copyfileobj(read, write, 1024 * 1024)
            finally:
                plain.unlink(missing_ok=True)
        publish.place(draft, path)
    thin(folder)
    return next(one for one in listing(folder) if one.path == path)


@contextmanager
def _written(folder: Path, draft: Path) -> Iterator[None]:
    """Tell trouble with the folder in a sentence, and leave no half copy behind."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield
    except OSError as error:
        raise refusal_of(error, folder) or ReadOnlyProject(
            f"No copy could be kept in “{folder}”: {(error.strerror or 'it cannot be written to').lower()}."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def thin(folder: Path) -> None:
    """Remove what is not among the latest, nor the last of one of the last days or weeks."""
    copies = listing(folder)
    light = [one for one in copies if not one.whole]
    kept = {one.id for one in light[:LATEST]}
    kept |= _last_of_each(light, "%Y-%m-%d", DAYS) | _last_of_each(light, "%G-%V", WEEKS)
    for one in [*(one for one in light if one.id not in kept), *[one for one in copies if one.whole][WHOLE:]]:
        one.path.unlink(missing_ok=True)


def _last_of_each(copies: list[Backup], period: str, amount: int) -> set[str]:
    last: dict[str, str] = {}
    for one in copies:
        last.setdefault(one.at.strftime(period), one.id)
    return set(list(last.values())[:amount])


def due(folder: Path, *, head: str, now: datetime, every: timedelta) -> bool:
    """Return whether there is something new since the last light copy, and that is old enough."""
    last = next((one for one in listing(folder) if not one.whole), None)
    return last is None or (last.head != head[:12] and now - last.at >= every)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a project as it stands at one moment, whoever has it open. Raises sqlite3.Error."""
    with closing(_connect(source)) as held, closing(sqlite3.connect(target)) as copy:
        held.backup(copy)


def copy_light(source: Path, target: Path) -> None:
    """Copy everything but the bytes of evidence and what is drawn from them. Raises sqlite3.Error."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target.absolute().as_uri(), uri=True, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")  # a draft: it is done again where it is not finished
        copy.execute("PRAGMA synchronous = OFF")
        for statement in schema.statements():
            copy.execute(statement)
        copy.execute("ATTACH ? AS held", (f"{source.absolute().as_uri()}?mode=ro",))
        copy.execute("BEGIN")
        names = [name for (name,) in copy.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for name in names:
            if name not in _LEFT_OUT and not name.startswith("sqlite_"):
                copy.execute(f"DELETE FROM main.{name}")  # noqa: S608  (our own words)
                copy.execute(f"INSERT INTO main.{name} SELECT * FROM held.{name}")  # noqa: S608
        copy.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        copy.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        copy.execute("COMMIT")


def find(folder: Path, ident: str) -> Backup:
    """Return the copy named ``ident``, or beginning so where only one does; raise NoSuchBackup."""
    found = [one for one in listing(folder) if one.id.startswith(ident)] if ident else []
    exact = [one for one in found if one.id == ident] or found
    if len(exact) != 1:
        raise NoSuchBackup(f"There is no backup copy “{ident}”. Choose one from the list of copies.")
    return exact[0]


def expand(backup: Backup, target: Path) -> None:
    """Write the project that a copy holds to ``target``, which is new. Raises NoSuchBackup where it is damaged."""
    try:
        with (
            gzip.open(backup.path, "rb") if not backup.whole else backup.path.open("rb") as read,
            target.open("xb") as write,
        ):
            shutil.copyfileobj(read, write, 1024 * 1024)
    except (EOFError, gzip.BadGzipFile) as error:
        raise NoSuchBackup(f"The backup copy “{backup.id}” is damaged. Choose another one.") from error


def bring_bytes(source: Path, target: Path) -> int:
    """Copy the evidence that ``target`` names and does not hold from ``source``; return how many are still missing.

    Bytes are believed only where they have their SHA-256. Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(target)) as copy:
        held = {sha for (sha,) in copy.execute("SELECT sha256 FROM blob WHERE complete = 1")}
        wanted = {sha for (sha,) in copy.execute("SELECT sha256 FROM file_blob")} - held
        missing = len(wanted)
        with closing(_connect(source)) as present:
            for sha in sorted(wanted):
                missing -= _brought(present, copy, sha)
    return missing


def _brought(present: sqlite3.Connection, copy: sqlite3.Connection, sha: str) -> bool:
    row = present.execute("SELECT n, size FROM blob WHERE sha256 = ? AND complete = 1", (sha,)).fetchone()
    if row is None:
        return False
    query = "SELECT bytes FROM blob_chunk WHERE blob = ? ORDER BY seq"
    if blobs.digest(chunk for (chunk,) in present.execute(query, (row[0],))) != sha:
        return False
    with copy:
        number = copy.execute("INSERT INTO blob (sha256, size, complete) VALUES (?, ?, 1)", (sha, row[1])).lastrowid
        for seq, (chunk,) in enumerate(present.execute(query, (row[0],))):
            copy.execute("INSERT INTO blob_chunk (blob, seq, bytes) VALUES (?, ?, ?)", (number, seq, chunk))
    return True


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
