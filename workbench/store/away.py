"""A project that lies where its bytes may be seen half written: worked on in a copy, and put back whole.

The copy lies in the user's own folder, with a note of what was last seen in the project's place. What is put back is
backed up into a file beside the project, compared with the copy page by page, made safe on the disk, and takes the
project's place in one stroke; but never where somebody else's work stands there that the copy does not hold.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from workbench import places
from workbench.store import database, opening, publish, schema
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.trouble import (
    AlreadyThere,
    DamagedProject,
    FileTrouble,
    MissingFile,
    ReadOnlyProject,
    must_have_room,
    refusal_of,
    told,
)
from workbench.store.whereabouts import Kind, Place

_CHUNK = 1024 * 1024
_HEAD = 100  # bytes at the beginning of a file in which SQLite counts what it does


class ChangedElsewhere(FileTrouble):
    """In the project's place stands work of somebody else that this copy does not hold."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood in the project's place when it was last fetched or put there, and when (ISO 8601, UTC)."""

    size: int
    changed: int
    sha256: str
    at: str


class Away:
    """The copy of the project at ``path`` that its user works on."""

    def __init__(self, path: Path, place: Place) -> None:
        self.path = path.resolve()
        self.place = place
        self._home = home() / hashlib.sha256(os.fsencode(self.path)).hexdigest()[:20]
        self.file = self._home / self.path.name
        self._note = self._home / "seen.json"
        self.gone = False  # True: the project was removed from its place, and its user opened the copy nevertheless

    # -- what is there --------------------------------------------------------------------------------------------

    @property
    def seen(self) -> Seen | None:
        """What was last seen in the project's place; None where that is not known."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return Seen(int(note["size"]), int(note["changed"]), str(note["sha256"]), str(note["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def unpublished(self) -> bool:
        """Whether the copy holds steps that were not put back."""
        seen = self.seen
        if not self.file.exists():
            return False
        return seen is None or _heads(self.file) != self._note_of_heads()

    def theirs(self) -> bool:
        """Whether work stands in the project's place that the copy does not hold. Raises DamagedProject."""
        return not self._untouched() and self.path.exists() and not _holds(self.file, _heads(self.path))

    def _untouched(self) -> bool:
        seen, found = self.seen, _status(self.path)
        return (
            seen is not None and found is not None and (found.st_size, found.st_mtime_ns) == (seen.size, seen.changed)
        )

    def _same(self) -> bool:
        seen = self.seen
        return self._untouched() or (seen is not None and _digest(self.path) == seen.sha256)

    # -- fetching -------------------------------------------------------------------------------------------------

    def bring(self) -> tuple[str, ...]:
        """Make the copy the newest there is, and return what the user is to be told of it.

        A copy with work that was not put back is kept as it is. Raises DamagedProject, where what stands in the place
        has not come through whole, and DiskFull.
        """
        if self.file.exists() and self.unpublished():
            self.gone = not self.path.exists()
            return (self._not_there() if self.gone else self._still_here(),)
        with self._within_reach():
            if not self.file.exists() or not self._same():
                self._fetch()
        return ()

    @contextmanager
    def _within_reach(self) -> Iterator[None]:
        """Tell what the system refuses within in a sentence."""
        try:
            with told(self.path):
                yield
        except OSError as error:
            raise refusal_of(error, self.path) or self._out_of_reach() from error

    def _still_here(self) -> str:
        return (
            f"“{self.path.name}” holds work of yours that could not be put into {self.place.name} yet. It is kept on"
            " this computer and will be put there when you go on."
        )

    def _not_there(self) -> str:
        return (
            f"“{self.path.name}” was removed from {self.place.name}. This is the copy with work of yours that was never"
            " put there. It is put there again when you go on."
        )

    def _fetch(self) -> None:
        self.make_room()
        draft = self._home / f".{self.path.name}.{os.getpid()}.new"
        before = _status(self.path)
        try:
            must_have_room(draft, before.st_size if before else 0)
            shutil.copyfile(self.path, draft)
            after = _status(self.path)
            if before is None or after is None or _stamp(before) != _stamp(after) or not _is_whole(draft):
                raise self._not_whole()
            publish.place(draft, self.file)
            self._remember(before, _digest(self.file))
        finally:
            draft.unlink(missing_ok=True)

    def make_room(self) -> None:
        """Make the folder of the copy; raise ReadOnlyProject."""
        try:
            self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise refusal_of(error, self.path) or ReadOnlyProject(
                f"No copy of “{self.path.name}” to work on can be made in “{home()}”: the folder cannot be written to."
            ) from error

    def clear(self) -> None:
        """Remove the copy, of which nothing is to be kept."""
        shutil.rmtree(self._home, ignore_errors=True)

    def _not_whole(self) -> DamagedProject:
        return DamagedProject(
            f"“{self.path.name}” has not come through whole: it is still being copied into {self.place.name}, or is"
            " damaged there. Wait a moment and try again, or open a backup copy of it."
        )

    # -- putting back ---------------------------------------------------------------------------------------------

    def publish(self, *, first: bool = False) -> bool:
        """Put the copy into the project's place, whole; return whether there was anything to put.

        ``first`` is the first time, when nothing stands there. Nothing of anybody is overwritten: raises
        ChangedElsewhere. Raises MissingFile where the place is out of reach, DiskFull and ReadOnlyProject.
        """
        if not first and not self.unpublished():
            return False
        with self._within_reach():
            self._settle()
            if not first and not (self.gone and not self.path.exists() and self.path.parent.is_dir()):
                self._must_be_there()
            self._put(first=first)
        return True

    def _settle(self) -> None:
        """Put right what a program that died left in the place: its journal must never meet the file that comes."""
        journal = self.path.with_name(f"{self.path.name}-journal")
        if not journal.exists():
            return
        if self.path.exists():
            with closing(database.connect(self.path, read_only=False)) as connection:  # the first to read rolls back
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        journal.unlink(missing_ok=True)

    def _put(self, *, first: bool) -> None:
        draft = self.path.with_name(f".~{self.path.name}.{os.getpid()}.tmp")  # a name that such programs leave alone
        try:
            must_have_room(self.path, self.file.stat().st_size)
            heads = _heads(self.file)
            _copied(self.file, draft)
            if not first and self.theirs():
                raise self._changed_elsewhere()
            publish.place(draft, self.path)
            self._remember(self.path.stat(), _digest(self.path), heads)
            self.gone = False
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _must_be_there(self) -> None:
        if not self.path.parent.is_dir():
            raise self._out_of_reach()
        if not self.path.exists():
            raise MissingFile(
                f"“{self.path.name}” is not in {self.place.name} any more: it was moved, renamed or removed. Your work"
                " is safe on this computer. Put the file back to go on there."
            )
        if self.theirs():
            raise self._changed_elsewhere()

    def _changed_elsewhere(self) -> ChangedElsewhere:
        return ChangedElsewhere(
            f"“{self.path.name}” was changed in {self.place.name} by somebody else. Nothing was overwritten, and your"
            " work is safe on this computer: merge with what is there now, then it is put there."
        )

    def _out_of_reach(self) -> FileTrouble:
        if self.path.parent.is_dir():
            return ReadOnlyProject(
                f"“{self.path.name}” cannot be written to in {self.place.name}. Your work is safe on this computer and"
                " will be put there when that is possible."
            )
        return MissingFile(
            f"The folder of “{self.path.name}” is out of reach: its disk may be unplugged, or the connection lost. Your"
            " work is safe on this computer and will be put there when the folder is back."
        )

    # -- the note -------------------------------------------------------------------------------------------------

    def _remember(self, found: os.stat_result, sha256: str, heads: set[str] | None = None) -> None:
        note = asdict(Seen(found.st_size, found.st_mtime_ns, sha256, now()))
        note |= {"path": os.fsencode(self.path).hex(), "place": self.place.name}
        note |= {"heads": sorted(heads if heads is not None else _heads(self.file))}
        draft = self._note.with_suffix(".new")
        draft.write_text(json.dumps(note), encoding="utf-8")
        publish.place(draft, self._note)

    def _note_of_heads(self) -> set[str]:
        try:
            return set(json.loads(self._note.read_text(encoding="utf-8"))["heads"])
        except (OSError, ValueError, KeyError, TypeError):
            return set()


def home() -> Path:
    """The folder of the copies."""
    return places.of_the_user() / "working"


def opened(path: Path, place: Place, *, who: str = "", take_over: bool = False) -> Project:
    """Open the copy of the project at ``path``, which goes by that name. Raises as Project.open and ``bring`` do."""
    away = Away(path, place)
    lost = not path.exists() and path.parent.is_dir() and away.unpublished()
    if not lost:
        opening.inspect(path)
        opening.take_back(path.resolve())
    with ExitStack() as until:
        lock = opening.locked_to_make if lost else partial(opening.locked, take_over=take_over)
        until.callback(lock(path, who=who).release)
        remarks = away.bring()
        project = Project.open(away.file, who=who, take_over=True)  # whoever has the other lock has this one
        project.goes_by(path, away, remarks=remarks, until=until.pop_all())
    return project


def made(path: Path, place: Place, *, who: str = "", fill: Callable[[Project], None] | None = None) -> Project:
    """Make a project in a copy, put it to ``path`` whole, and open the copy. Raises as Project.create does."""
    opening.must_be_free(path)
    with ExitStack() as until:
        until.callback(opening.locked_to_make(path, who=who).release)
        away = Away(path, place)
        if away.unpublished():
            raise AlreadyThere(
                f"There was a project “{path.name}” before, and work of yours on it was not put into {place.name}. Open"
                " it, or choose another name."
            )
        away.clear()
        away.make_room()
        project = Project.create(away.file, who=who, fill=fill)
        try:
            away.publish(first=True)
        except BaseException:
            project.close()
            away.clear()
            raise
        project.goes_by(path, away, until=until.pop_all())
    return project


def waiting() -> list[tuple[Path, str]]:
    """Return the projects with work that was not put back yet, and when they last were (ISO 8601, UTC)."""
    found = []
    for note in home().glob("*/seen.json"):
        try:
            data = json.loads(note.read_text(encoding="utf-8"))
            away = Away(Path(os.fsdecode(bytes.fromhex(data["path"]))), Place(Kind.SYNCED, str(data["place"])))
            if away.unpublished():
                found.append((away.path, str(data["at"])))
        except (OSError, ValueError, KeyError, TypeError, FileTrouble):
            continue
    return sorted(found)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _stamp(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino


def _digest(path: Path, *, skip: int = 0) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(skip)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _heads(file: Path) -> set[str]:
    opening.take_back(file)
    with told(file), closing(database.connect(file, read_only=True)) as connection:
        return {ident.hex() for (ident,) in connection.execute("SELECT id FROM log_head")}


def _holds(file: Path, steps: set[str]) -> bool:
    query = "SELECT 1 FROM log_change WHERE id = ?"
    with told(file), closing(database.connect(file, read_only=True)) as connection:
        return all(connection.execute(query, (bytes.fromhex(one),)).fetchone() for one in steps)


def _copied(file: Path, draft: Path) -> None:
    """Copy a project that may be open to ``draft``; raise DamagedProject where a page of it is not the same there."""
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as held:
        held.execute("BEGIN")
        held.execute("SELECT count(*) FROM log_head").fetchone()  # from here on nobody can change the file
        with closing(sqlite3.connect(draft)) as copy:
            held.backup(copy)
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        if _digest(draft, skip=_HEAD) != _digest(file, skip=_HEAD):
            raise DamagedProject(
                f"“{file.name}” could not be put in its place: the disk there does not give back what was written to"
                " it. Your work is safe on this computer. Check that disk."
            )


def _is_whole(file: Path) -> bool:
    """Return whether a fetched file is a project that holds together to the last byte of its evidence."""
    from workbench.store import hash_worker, verify
    from workbench.store.engine import engine_for

    try:
        version = opening.inspect(file)
        with closing(database.connect(file, read_only=True)) as connection:
            if not all(sound for _, _, sound in hash_worker.hashed(connection)):
                return False
    except (FileTrouble, sqlite3.Error, UnicodeDecodeError):
        return False
    if version != schema.SCHEMA_VERSION:
        return True
    engine = engine_for(file, read_only=True)
    try:
        with told(file), engine.connect() as connection:
            return verify.sound(connection)
    except FileTrouble:
        return False
    finally:
        engine.dispose()
