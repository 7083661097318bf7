"""The project file: look to read, step to write, one journal behind every change."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from workbench import __version__
from workbench.errors import Nameless, WorkbenchError
from workbench.model.tables import NOUNS
from workbench.store import blobs, database, index, merge, publish, replay, schema, undo, verify
from workbench.store.capture import Recorder
from workbench.store.entry import inspect
from workbench.store.lock import Lock, Standing
from workbench.store.log import Actor, Op, append, heads
from workbench.store.trouble import (
    AlreadyThere,
    DamagedProject,
    DiskFull,
    FileTrouble,
    MissingFile,
    ReadOnlyProject,
    Unconfirmed,
    damaged,
    moved,
    must_have_room,
    refusal_of,
    told,
    unconfirmed,
)


@dataclass(frozen=True, slots=True)
class Touched:
    """A noun that a step made, changed or deleted."""

    noun: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One committed step, announced to those who listen."""

    label: str
    kind: str
    touched: tuple[Touched, ...]

    def concerns(self, *nouns: str) -> bool:
        """Return whether any noun of the given names ("claim", "document") was touched."""
        return any(touched.noun in nouns for touched in self.touched)


Written = tuple[str | None, Step]  # the last change written, by id, and what to announce


def now() -> str:
    """Return the time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class _Commit:
    """What a turn to write brought: the id of its change, and the doubt whether the disk has it."""

    id: str | None = None
    doubt: Unconfirmed | None = None


class Project:
    """An open project file. Safe to use from several threads: one writes at a time."""

    def __init__(self, path: Path, engine: Engine, lock: Lock | None, *, draft: Path | None = None) -> None:
        self.path = path
        self._standing = Standing(draft or path)
        self.read_only = lock is None
        self._engine = engine
        self._writing = engine.execution_options(writing=True)
        self._lock = lock
        self._turn = threading.RLock()
        self._listeners: list[Callable[[Step], None]] = []
        self.names_wanted = False  # True: a step by nobody is refused, so that somebody can be asked who it is
        self.act_as(person_id="", name="")

    # -- opening and closing ------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, *, who: str = "", fill: Callable[["Project"], None] | None = None) -> "Project":
        """Make a project file at ``path`` and open it. It appears whole, with what ``fill`` adds, or not at all.

        Raises AlreadyThere, MissingFile, NameTooLong, ReadOnlyProject, DiskFull, and what ``fill`` raises.
        """
        if os.path.lexists(path):
            raise AlreadyThere(f"“{path.name}” exists already. Choose another name.")
        if not path.parent.is_dir():
            raise MissingFile(f"There is no folder “{path.parent}”. Choose a folder that exists.")
        lock = Lock(path)
        try:
            lock.take(who=who, since=now())
        except ReadOnlyProject as error:
            raise _cannot_be_made(path) from error
        try:
            draft = path.with_name(f".{path.name}.{os.getpid()}.new")
            try:
                _make(draft, path, lock=lock, fill=fill)
                publish.place(draft, path)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            lock.release()
            raise refusal_of(error, path) or _cannot_be_made(path) from error
        except BaseException:
            lock.release()
            raise
        return cls(path, database.engine_for(path, read_only=False), lock)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, who: str = "", take_over: bool = False) -> "Project":
        """Open a project file; raise a FileTrouble whose sentence says why it cannot be opened.

        ``take_over`` is the user's word that whoever has it open on another machine is gone.
        """
        inspect(path)
        lock = None
        if read_only:
            _take_back(path.resolve())
        else:
            if not os.access(path, os.W_OK):
                raise ReadOnlyProject(
                    f"“{path.name}” cannot be changed, because the file is read-only. Open it read-only, or copy it."
                )
            lock = Lock(path.resolve())  # one file, one lock, by whatever link it was reached
            lock.take(who=who, since=now(), take_over=take_over)
        engine = database.engine_for(path, read_only=read_only)
        try:
            with told(path):
                _check(engine, path)
            if not read_only:
                with suppress(DiskFull), told(path):  # what is left over can wait until there is room
                    blobs.sweep(engine.execution_options(writing=True))
        except BaseException:
            engine.dispose()
            if lock:
                lock.release()
            raise
        return cls(path, engine, lock)

    def close(self) -> None:
        """Close the file and give the lock back. Nothing needs saving."""
        self._listeners.clear()
        self._engine.dispose()
        if self._lock:
            self._lock.release()

    def act_as(self, *, person_id: str, name: str) -> None:
        """Let the steps that follow carry this person's name, under a new actor."""
        self._actor = Actor(os.urandom(16), person_id, name, time.time_ns() // 1_000_000, f"workbench {__version__}")
        self._seq = 0

    @property
    def acting(self) -> Actor:
        """Who acts now; a nameless actor where nobody said."""
        return self._actor

    # -- reading and writing ------------------------------------------------------------------------------------

    @contextmanager
    def look(self) -> Iterator[Session]:
        """Give a session to read with."""
        with (
            self.doubted(),
            told(self.path),
            Session(self._engine, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def doubted(self) -> Iterator[None]:
        """Ask the file, where reading it goes wrong within: raise DamagedProject if it does not hold together.

        What goes wrong over a sound file is our own fault and is raised as it is.
        """
        try:
            yield
        except verify.UNREADABLE as error:
            with told(self.path), self._engine.connect() as connection:
                held = verify.sound(connection)
            if held:
                raise
            raise damaged(self.path) from error

    @contextmanager
    def step(self, label: str, *, kind: str = undo.DO) -> Iterator[Session]:
        """Give a session to write with. All of it is committed as one change of the log, or none of it."""
        self._must_have_a_name()
        with self._turn_to_write() as commit, Session(self._writing, expire_on_commit=False) as session:
            recorder = Recorder(session)
            yield session
            session.flush()
            ops = recorder.ops()
            touched = _named((noun, ident, how) for (noun, ident), how in recorder.kinds.items())
            if ops:
                commit.id = self._append(session.connection(), kind=kind, label=label, target=None, ops=ops)
                touched += _named(replay.after_step(session.connection(), recorder.kinds))
                index.refresh(session.connection(), touched)
            self._must_stand()
            session.commit()
        if ops:
            self._announce(Step(label, kind, tuple(Touched(*one) for one in touched)), commit)

    @contextmanager
    def derive(self) -> Iterator[Connection]:
        """Give a connection to write what is derived or remembered, which is no step and not logged."""
        with self._turn_to_write(), self._writing.begin() as connection:
            yield connection
            self._must_stand()

    @contextmanager
    def _turn_to_write(self) -> Iterator[_Commit]:
        """Wait for the turn to write, and tell trouble truly: a commit that was reported to fail may have been kept."""
        with self._turn:
            self._must_write()
            commit = _Commit()
            try:
                with self.doubted(), told(self.path):
                    yield commit
            except FileTrouble as trouble:
                if commit.id is None or not self._holds(commit.id):
                    raise
                commit.doubt = unconfirmed(self.path)
                commit.doubt.__cause__ = trouble

    def _holds(self, change: str) -> bool:
        """Return whether the log has the change; False also where the file cannot be read."""
        with suppress(FileTrouble), told(self.path), self._engine.connect() as connection:
            query = "SELECT 1 FROM log_change WHERE id = ?"
            return connection.exec_driver_sql(query, (bytes.fromhex(change),)).first() is not None
        return False

    def _must_stand(self) -> None:
        """Raise MovedProject where another file, or none, stands in the place of the one that was opened."""
        if not self._standing.still():
            raise moved(self.path)

    def _must_have_a_name(self) -> None:
        if self.names_wanted and not self.read_only and not self._actor.person_name:
            raise Nameless("Say who you are: your name stands beside everything you do in this project.")

    def _must_write(self) -> None:
        if self.read_only:
            raise ReadOnlyProject(f"“{self.path.name}” is open read-only. Open it for writing to change it.")
        self._must_stand()

    def _append(self, connection: Connection, *, kind: str, label: str, target: str | None, ops: list[Op]) -> str:
        self._seq += 1
        return append(
            connection,
            actor=self.acting,
            seq=self._seq,
            time=self.clock(),
            kind=kind,
            label=label,
            target=target,
            ops=ops,
        )

    # -- undo ---------------------------------------------------------------------------------------------------

    def undo_label(self) -> str | None:
        """Return the label of what undo would take back."""
        with self.look() as session:
            merged = merge.latest(session.connection())
            found = undo.next_undo(session.connection(), above=merged.last if merged else 0)
            return found[0].label if found else merged.label if merged else None

    def redo_label(self) -> str | None:
        """Return the label of what redo would bring back."""
        with self.look() as session:
            aside = merge.next_brought_again(session.connection())
            found = undo.next_redo(session.connection(), above=aside[1] if aside else 0)
            return undo.label_of(session.connection(), found[0]) if found else aside[2] if aside else None

    def undo(self) -> Step:
        """Take the latest change, or merge, back; raise NothingToUndo or ChangedSince."""
        return self.transact(self._undo)

    def _undo(self, connection: Connection) -> Written:
        merged = merge.latest(connection)
        found = undo.next_undo(connection, above=merged.last if merged else 0)
        if found is not None:
            change, applied = found
            ops = undo.inverse(connection, applied)
            written, touched = self._apply(connection, kind=undo.UNDO, label=change.label, target=change.id, ops=ops)
            return written, Step(change.label, undo.UNDO, touched)
        if merged is None:
            raise undo.NothingToUndo("There is nothing to undo.")
        # What is written next does not follow from what is set aside, so a new actor writes it.
        self.act_as(person_id=self.acting.person_id, name=self.acting.person_name)
        self._seq += 1
        at = self.clock()
        rows = merge.take_back(connection, merged, actor=self.acting, seq=self._seq, at=at)
        return None, Step(merged.label, undo.UNDO, self.indexed(connection, rows))

    def redo(self) -> Step:
        """Bring the change, or merge, undone last back; raise NothingToUndo or ChangedSince."""
        return self.transact(self._redo)

    def _redo(self, connection: Connection) -> Written:
        aside = merge.next_brought_again(connection)
        found = undo.next_redo(connection, above=aside[1] if aside else 0)
        if found is not None:
            target, undone = found
            label = undo.label_of(connection, target)
            ops = undo.inverse(connection, undone)
            written, touched = self._apply(connection, kind=undo.REDO, label=label, target=target, ops=ops)
            return written, Step(label, undo.REDO, touched)
        if aside is None:
            raise undo.NothingToUndo("There is nothing to redo.")
        at = self.clock()
        rows = merge.bring_again(connection, aside[0], actor=self.acting, at=at, label=aside[2])
        return None, Step(aside[2], undo.REDO, self.indexed(connection, rows))

    def transact(self, work: Callable[[Connection], Written]) -> Step:
        """Let ``work`` write in one transaction, committed or rolled back as a whole, and announce its step.

        ``work`` returns the step and the id of the last change it wrote, if any.
        """
        self._must_have_a_name()
        with self._turn_to_write() as commit, self._writing.begin() as connection:
            change, step = work(connection)
            commit.id = change
            self._must_stand()
        return self._announce(step, commit)

    def settle(self, label: str, decide: Callable[[Connection], list[Op]]) -> Step:
        """Append the operations a person decided on, which may set a field to the value already shown, as one step."""

        def work(connection: Connection) -> Written:
            change, touched = self._apply(connection, kind=undo.DO, label=label, target=None, ops=decide(connection))
            return change, Step(label, undo.DO, touched)

        return self.transact(work)

    def clock(self) -> int:
        """Return the time in milliseconds since 1970, as changes carry it. For display only."""
        return time.time_ns() // 1_000_000

    def indexed(self, connection: Connection, rows: Iterable[tuple[int, str, str]]) -> tuple[Touched, ...]:
        """Bring the search index in step with rows written from the log, and return them by name."""
        touched = _named(rows)
        index.refresh(connection, touched)
        return tuple(Touched(*one) for one in touched)

    def _apply(
        self, connection: Connection, *, kind: str, label: str, target: str | None, ops: list[Op]
    ) -> tuple[str, tuple[Touched, ...]]:
        change = self._append(connection, kind=kind, label=label, target=target, ops=ops)
        rows = replay.bring_in_step(connection, [(op.noun, op.noun_id) for op in ops])
        return change, self.indexed(connection, rows)

    # -- listening ----------------------------------------------------------------------------------------------

    def listen(self, listener: Callable[[Step], None]) -> Callable[[], None]:
        """Call ``listener`` after every committed step, on the thread that committed; return how to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _announce(self, step: Step, commit: _Commit) -> Step:
        for listener in list(self._listeners):
            listener(step)
        if commit.doubt is not None:
            raise commit.doubt
        return step

    # -- bytes, head and view state -----------------------------------------------------------------------------

    def keep(self, chunks: Iterable[bytes], *, sha256: str, size: int) -> None:
        """Put bytes into the file, a chunk a transaction. Bytes already held are not written again.

        Raises MissingFile where the chunks do not have the promised digest.
        """
        with self.look() as session:
            if blobs.known(session.connection(), sha256):
                return
        must_have_room(self.path, size)
        with self.derive() as connection:
            blob = blobs.begin(connection, sha256, size)
        try:
            for seq, chunk in enumerate(chunks):
                with self.derive() as connection:
                    blobs.write(connection, blob, seq, chunk)
            with self.derive() as connection:
                if blobs.digest(_stored(connection, blob)) != sha256:
                    raise MissingFile("The file changed while it was being read. Add it again.")
                blobs.finish(connection, blob)
        except WorkbenchError:
            with suppress(DiskFull), self.derive() as connection:  # room for the next file; else swept on opening
                blobs.drop(connection, blob)
            raise

    def bytes_of(self, sha256: str) -> Iterator[bytes]:
        """Yield held bytes in chunks; nothing where they are not held."""
        with self.look() as session:
            yield from blobs.read(session.connection(), sha256)

    def head(self) -> str:
        """Return the fingerprint of the log: the ids of its heads, joined."""
        with self.look() as session:
            return "+".join(heads(session.connection()))

    def remember(self, key: str, value: object) -> None:
        """Keep a piece of view state. Not a step; silently nothing where the project is open read-only."""
        if self.read_only:
            return
        with self.derive() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO view_state (key, value) VALUES (?, ?)",
                (key, json.dumps(value)),
            )

    def recall(self, key: str) -> object:
        """Return a piece of view state, or None."""
        with self.look() as session:
            row = session.connection().exec_driver_sql("SELECT value FROM view_state WHERE key = ?", (key,)).first()
            return json.loads(row[0]) if row else None


def _named(touched: Iterable[tuple[int, str, str]]) -> list[tuple[str, str, str]]:
    return [(str(NOUNS[noun].__tablename__), noun_id, how) for noun, noun_id, how in touched]


def _stored(connection: Connection, blob: int) -> Iterator[bytes]:
    rows = connection.exec_driver_sql("SELECT bytes FROM blob_chunk WHERE blob = ? ORDER BY seq", (blob,))
    for (chunk,) in rows:
        yield chunk


def _cannot_be_made(path: Path) -> ReadOnlyProject:
    return ReadOnlyProject(
        f"“{path.name}” cannot be made here, because the folder cannot be written to. Choose a folder of your own."
    )


def _make(draft: Path, path: Path, *, lock: Lock, fill: Callable[[Project], None] | None) -> None:
    """Write the project at ``draft``; every trouble is told of ``path``, which the user named."""
    draft.unlink(missing_ok=True)
    draft.touch()
    engine = database.engine_for(draft, read_only=False)
    try:
        with told(path), engine.execution_options(writing=True).begin() as connection:
            schema.create(connection)
        if fill is not None:
            fill(Project(path, engine, lock, draft=draft))
    finally:
        engine.dispose()


def _take_back(path: Path) -> None:
    """Take back what a writer who died left half done: those who only read cannot, and must not see it.

    Nothing happens where nothing is left, where the writer lives, or where the file may not be written.
    """
    if not path.with_name(f"{path.name}-journal").exists() or not os.access(path, os.W_OK):
        return
    lock = Lock(path)
    with suppress(FileTrouble):
        lock.take(who="", since=now())
        engine = database.engine_for(path, read_only=False)
        try:
            with told(path), engine.connect() as connection:  # the first to read with the right to write rolls back
                schema.fingerprint(connection)
        finally:
            engine.dispose()
            lock.release()


def _check(engine: Engine, path: Path) -> None:
    """Refuse a file whose schema is not exactly ours: a foreign trigger could change claims behind our back."""
    with engine.connect() as connection:
        found = schema.fingerprint(connection)
    if found != schema.expected():
        raise DamagedProject(
            f"“{path.name}” does not have the inside of a Workbench project. It may be damaged or altered;"
            " open a backup copy of it."
        )
