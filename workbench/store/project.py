"""The project file: read or look to read, step to write, one journal behind every change.

What writes through the model is imported when it is first needed: its libraries take longer than all else together.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.errors import Nameless, WorkbenchError
from workbench.store import blobs, database, opening, publish, schema
from workbench.store.lock import Lock, Standing
from workbench.store.log import Actor, Op, append, heads
from workbench.store.reading import Reader, Snapshot
from workbench.store.steps import DO, REDO, UNDO, Step, Touched, Written
from workbench.store.trouble import (
    DiskFull,
    FileTrouble,
    MissingFile,
    ReadOnlyProject,
    Unconfirmed,
    damaged,
    moved,
    must_have_room,
    newer,
    refusal_of,
    told,
    unconfirmed,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

    from workbench.store.away import Away


@dataclass(slots=True)
class _Commit:
    """What a turn to write brought: the id of its change, and the doubt whether the disk has it."""

    id: str | None = None
    doubt: Unconfirmed | None = None


class Project:
    """An open project file. Safe to use from several threads: one writes at a time."""

    def __init__(self, path: Path, lock: Lock | None, *, draft: Path | None = None) -> None:
        self.path = path
        self.file = draft or path  # the one that is read and written
        self.newer = False
        self.remarks: tuple[str, ...] = ()  # what whoever opened it is to be told
        self.away: Away | None = None  # where it is put back, if it is worked on in a copy
        self._closing = ExitStack()
        self._standing = Standing(self.file)
        self.read_only = lock is None
        self._reader = Reader(self.file, read_only=self.read_only)
        self._engine_made: Engine | None = None
        self._making = threading.Lock()
        self._lock = lock
        self._turn = threading.RLock()
        self._listeners: list[Callable[[Step], None]] = []
        self.names_wanted = False  # True: a step by nobody is refused, so that somebody can be asked who it is
        self.act_as(person_id="", name="")

    # -- opening and closing ------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, *, who: str = "", fill: Callable[[Project], None] | None = None) -> Project:
        """Make a project file at ``path`` and open it. It appears whole, with what ``fill`` adds, or not at all.

        Raises AlreadyThere, MissingFile, NameTooLong, ReadOnlyProject, DiskFull, and what ``fill`` raises.
        """
        opening.must_be_free(path)
        lock = opening.locked_to_make(path, who=who)
        try:
            draft = path.with_name(f".{path.name}.{os.getpid()}.new")
            try:
                _make(draft, path, lock=lock, fill=fill)
                publish.place(draft, path)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            lock.release()
            raise refusal_of(error, path) or opening.cannot_be_made(path) from error
        except BaseException:
            lock.release()
            raise
        return cls(path, lock)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, who: str = "", take_over: bool = False) -> Project:
        """Open a project file; raise a FileTrouble whose sentence says why it cannot be opened.

        An older file is brought to the present version, after a whole copy was kept; to read only, in a private copy.
        A newer one can be read only. ``remarks`` says so.
        ``take_over`` is the user's word that whoever has it open on another machine is gone.
        """
        version = opening.inspect(path)
        if version > schema.SCHEMA_VERSION and not read_only:
            raise newer(path)
        with ExitStack() as opened:
            lock = None
            if read_only:
                opening.take_back(path.resolve())
            else:
                lock = opening.locked(path, who=who, take_over=take_over)
                opened.callback(lock.release)
            file = opening.brought_up(path, version, apart=read_only, until=opened)
            opening.look_into(file, path, version, read_only=read_only)
            project = cls(path, lock, draft=file)
            project.newer = version > schema.SCHEMA_VERSION
            project.remarks = opening.remarks(path, version, read_only=read_only)
            if not project.newer and not read_only:
                project.remarks += opening.remark_on_index(file, path)
            project._closing = opened.pop_all()
        return project

    def goes_by(self, path: Path, away: Away, *, remarks: tuple[str, ...] = (), until: ExitStack) -> None:
        """Name the project after ``path``, where it is put back; what is held ``until`` it closes is let go then."""
        self.path, self.away = path, away
        self.remarks += remarks
        self._closing.push(until)

    def close(self) -> None:
        """Close the file and give the lock back. Nothing needs saving."""
        self._listeners.clear()
        self.let_go()
        self._closing.close()
        if self._lock:
            self._lock.release()

    def let_go(self) -> None:
        """Close every connection; the lock stays."""
        self._reader.close()
        if self._engine_made is not None:
            self._engine_made.dispose()

    def act_as(self, *, person_id: str, name: str) -> None:
        """Let the steps that follow carry this person's name, under a new actor."""
        self._actor = Actor(os.urandom(16), person_id, name, time.time_ns() // 1_000_000, f"workbench {__version__}")
        self._seq = 0

    @property
    def acting(self) -> Actor:
        """Who acts now; a nameless actor where nobody said."""
        return self._actor

    @property
    def _engine(self) -> Engine:
        """What the model reads and writes by, made when it is first needed."""
        from workbench.store.engine import engine_for

        with self._making:
            if self._engine_made is None:
                self._engine_made = engine_for(self.file, read_only=self.read_only)
            return self._engine_made

    @property
    def _writing(self) -> Engine:
        return self._engine.execution_options(writing=True)

    # -- reading and writing ------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """Give what can be asked in SQL, all of it answered from one moment."""
        with self.doubted(), told(self.path), self._reader.look() as snapshot:
            yield snapshot

    @contextmanager
    def look(self) -> Iterator[Session]:
        """Give a session of the model to read with."""
        from sqlmodel import Session

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
        except _unreadable() as error:
            with told(self.path), self._engine.connect() as connection:
                held = _sound(connection)
            if self.newer:
                raise newer(self.path) from error
            if held:
                raise
            raise damaged(self.path) from error

    @contextmanager
    def step(self, label: str, *, kind: str = DO) -> Iterator[Session]:
        """Give a session to write with. All of it is committed as one change of the log, or none of it."""
        from sqlmodel import Session

        from workbench.store import index, replay
        from workbench.store.capture import Recorder

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
        with suppress(FileTrouble), self.read() as snapshot:
            query = "SELECT 1 FROM log_change WHERE id = ?"
            return snapshot.value(query, (bytes.fromhex(change),)) is not None
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
        from workbench.store import merge, undo

        with self.read() as snapshot:
            merged = merge.latest(snapshot)
            found = undo.next_undo(snapshot, above=merged.last if merged else 0)
            return found[0].label if found else merged.label if merged else None

    def redo_label(self) -> str | None:
        """Return the label of what redo would bring back."""
        from workbench.store import merge, undo

        with self.read() as snapshot:
            aside, above = merge.next_brought_again(snapshot)
            found = undo.next_redo(snapshot, above=above)
            return undo.label_of(snapshot, found[0]) if found else aside.label if aside else None

    def undo(self) -> Step:
        """Take the latest change, or merge, back; raise NothingToUndo or ChangedSince."""
        return self.transact(self._undo)

    def _undo(self, connection: Connection) -> Written:
        from workbench.store import merge, undo

        merged = merge.latest(connection)
        found = undo.next_undo(connection, above=merged.last if merged else 0)
        if found is not None:
            change, applied = found
            ops = undo.inverse(connection, applied)
            written, touched = self._apply(connection, kind=UNDO, label=change.label, target=change.id, ops=ops)
            return written, Step(change.label, UNDO, touched)
        if merged is None:
            raise undo.NothingToUndo("There is nothing to undo.")
        # What is written next does not follow from what is set aside, so a new actor writes it.
        self.act_as(person_id=self.acting.person_id, name=self.acting.person_name)
        self._seq += 1
        at = self.clock()
        rows = merge.take_back(connection, merged, actor=self.acting, seq=self._seq, at=at)
        return None, Step(merged.label, UNDO, self.indexed(connection, rows))

    def redo(self) -> Step:
        """Bring the change, or merge, undone last back; raise NothingToUndo or ChangedSince."""
        return self.transact(self._redo)

    def _redo(self, connection: Connection) -> Written:
        from workbench.store import merge, undo

        aside, above = merge.next_brought_again(connection)
        found = undo.next_redo(connection, above=above)
        if found is not None:
            target, undone = found
            label = undo.label_of(connection, target)
            ops = undo.inverse(connection, undone)
            written, touched = self._apply(connection, kind=REDO, label=label, target=target, ops=ops)
            return written, Step(label, REDO, touched)
        if aside is None:
            raise undo.NothingToUndo("There is nothing to redo.")
        at = self.clock()
        rows = merge.bring_again(connection, aside, actor=self.acting, at=at)
        return None, Step(aside.label, REDO, self.indexed(connection, rows))

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
            change, touched = self._apply(connection, kind=DO, label=label, target=None, ops=decide(connection))
            return change, Step(label, DO, touched)

        return self.transact(work)

    def clock(self) -> int:
        """Return the time in milliseconds since 1970, as changes carry it. For display only."""
        return time.time_ns() // 1_000_000

    def indexed(self, connection: Connection, rows: Iterable[tuple[int, str, str]]) -> tuple[Touched, ...]:
        """Bring the search index in step with rows written from the log, and return them by name."""
        from workbench.store import index

        touched = _named(rows)
        index.refresh(connection, touched)
        return tuple(Touched(*one) for one in touched)

    def _apply(
        self, connection: Connection, *, kind: str, label: str, target: str | None, ops: list[Op]
    ) -> tuple[str, tuple[Touched, ...]]:
        from workbench.store import replay

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
        with self.read() as snapshot:
            if blobs.known(snapshot, sha256):
                return
        must_have_room(self.file, size)
        with self.derive() as connection:
            blob = blobs.begin(connection, sha256, size)
        try:
            for seq, chunk in enumerate(chunks):
                with self.derive() as connection:
                    blobs.write(connection, blob, seq, chunk)
            with self.derive() as connection:
                if blobs.digest(blobs.written(connection, blob)) != sha256:
                    raise MissingFile("The file changed while it was being read. Add it again.")
                blobs.finish(connection, blob)
        except WorkbenchError:
            with suppress(DiskFull), self.derive() as connection:  # room for the next file; else swept on opening
                blobs.drop(connection, blob)
            raise

    def bytes_of(self, sha256: str) -> Iterator[bytes]:
        """Yield held bytes in chunks; nothing where they are not held."""
        with self.read() as snapshot:
            yield from blobs.read(snapshot, sha256)

    def head(self) -> str:
        """Return the fingerprint of the log: the ids of its heads, joined."""
        with self.read() as snapshot:
            return "+".join(heads(snapshot))

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
        with self.read() as snapshot:
            found = snapshot.value("SELECT value FROM view_state WHERE key = ?", (key,))
            return None if found is None else json.loads(found)


def _named(touched: Iterable[tuple[int, str, str]]) -> list[tuple[str, str, str]]:
    from workbench.model.tables import NOUNS

    return [(str(NOUNS[noun].__tablename__), noun_id, how) for noun, noun_id, how in touched]


def _make(draft: Path, path: Path, *, lock: Lock, fill: Callable[[Project], None] | None) -> None:
    """Write the project at ``draft``; every trouble is told of ``path``, which the user named."""
    draft.unlink(missing_ok=True)
    draft.touch()
    with told(path), closing(database.connect(draft, read_only=False)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        schema.create(Snapshot(connection))
        connection.execute("COMMIT")
    if fill is not None:
        project = Project(path, lock, draft=draft)
        try:
            fill(project)
        finally:
            project.let_go()


def _unreadable() -> tuple[type[Exception], ...]:
    from workbench.store.verify import UNREADABLE

    return UNREADABLE


def _sound(connection: Connection) -> bool:
    from workbench.store.verify import sound

    return sound(connection)
