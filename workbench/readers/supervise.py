"""Reading files safely: each in a process of its own, with limits, and a sentence whatever happens to it."""

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.readers import names
from workbench.readers.child import (
    Child,
    WorkerDied,
    WorkerFailed,
    WorkerSentTooMuch,
    WorkerTimedOut,
    worker_command,
)
from workbench.readers.identity import identified, status_of
from workbench.readers.page_server import PageServer
from workbench.readers.problems import CannotRead, ReaderNotStarted, ReadingCancelled
from workbench.readers.protocol import BadReply, Message, limit_request, reading_of
from workbench.readers.reading import FileRead, Reading

__all__ = ["DEFAULT_LIMITS", "Limits", "PageServer", "ReaderPool", "Task", "isolation", "read_file", "sentence_for"]

_MEBIBYTE = 1024 * 1024
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: wall-clock seconds, bytes of memory, bytes of text sent back."""

    seconds: float = 60.0
    memory: int = 1536 * _MEBIBYTE
    output: int = 256 * _MEBIBYTE

    def as_request(self, *readable: Path) -> Message:
        """The request that makes a reader limit itself, and read nothing of the user's but ``readable``."""
        return limit_request(memory=self.memory, cpu_seconds=max(1, round(self.seconds)), readable=readable)


DEFAULT_LIMITS = Limits()


class Task:
    """A reading that somebody may want to stop: pass it to ``read_file`` and call ``cancel`` from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = threading.Event()
        self._child: Child | None = None

    @property
    def cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Stop: the process is killed, and the waiting ``read_file`` raises ReadingCancelled."""
        self._cancelled.set()
        with self._lock:
            child = self._child
        if child:
            child.kill()

    def hold(self, child: Child | None) -> None:
        """Say which process works on it now."""
        with self._lock:
            self._child = child
        if child and self.cancelled:
            child.kill()


class ReaderPool:
    """Starts reader processes ahead, so that a file does not wait for one (0.25 s). Close it when done."""

    def __init__(self, *, spares: int = 1, command: Sequence[str] | None = None) -> None:
        """``spares`` processes are kept warm; ``command`` replaces the reader's own command line."""
        self._command = list(command or worker_command())
        self._wanted = spares
        self._spares: list[Child] = []
        self._lock = threading.Lock()
        self._closed = False

    def warm_up(self) -> None:
        """Start the spare processes now. Returns at once."""
        with self._lock:
            self._spares = [child for child in self._spares if child.alive]
            while not self._closed and len(self._spares) < self._wanted:
                self._spares.append(self._start())

    def take(self) -> Child:
        """A process for one document; the caller kills it. The next spare is started meanwhile."""
        with self._lock:
            child = next((spare for spare in self._spares if spare.alive), None)
            self._spares = [spare for spare in self._spares if spare is not child]
        child = child or self._start()
        with suppress(ReaderNotStarted):  # the one that is needed now is there
            self.warm_up()
        return child

    def close(self) -> None:
        """Kill the spare processes."""
        with self._lock:
            self._closed = True
            spares, self._spares = self._spares, []
        for spare in spares:
            spare.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> Child:
        return Child(self._command, output_at_most=DEFAULT_LIMITS.output)


def read_file(
    path: str | os.PathLike[str],
    *,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    whole_page: bool = False,
    charset: str = "",
    pool: ReaderPool | None = None,
    task: Task | None = None,
) -> FileRead:
    """Read any file in a process of its own; blocks until it is done, failed or out of time.

    The result always carries the SHA-256, size and MIME type; ``reading`` or, if there is none, ``problem``.
    ``encoding`` overrides the guess for text files, ``whole_page`` keeps all of an HTML page, ``charset`` is what
    the headers it came with say of its letters. ``pool`` supplies
    warm processes (without it one is started), ``task`` allows cancelling.
    Raises FileNotReadable when the file cannot be opened, ReadingCancelled when cancelled.
    """
    place = Path(path)
    before = status_of(place)
    own = None if pool else ReaderPool(spares=0)
    task = task or Task()
    try:
        return _read(
            place,
            before,
            limits,
            {"encoding": encoding, "whole_page": whole_page, "charset": charset},
            pool or own or ReaderPool(),
            task,
        )
    finally:
        if own:
            own.close()


def isolation(pool: ReaderPool | None = None) -> tuple[str, ...]:
    """What holds a reader in on this system, by name: "landlock", "seccomp", "RLIMIT_AS", ... Starts one to ask it."""
    readers = pool or ReaderPool(spares=0)
    child = readers.take()
    try:
        child.wait_ready(seconds=_START_SECONDS)
        names = child.ask(DEFAULT_LIMITS.as_request(), seconds=_START_SECONDS).header.get("limits")
    finally:
        child.kill()
    return tuple(str(name) for name in names) if isinstance(names, list) else ()


def _read(
    path: Path,
    before: os.stat_result,
    limits: Limits,
    options: dict[str, object],
    pool: ReaderPool,
    task: Task,
) -> FileRead:
    child = pool.take()
    task.hold(child)
    try:
        whole = path.resolve()
        child.send(limits.as_request(whole))
        child.send(Message({"do": "read", "path": str(whole), **options}))
        file = identified(path, stopped=lambda: task.cancelled)  # the file is hashed here while it is read there
        file = _outcome(file, child, limits)
    finally:
        task.hold(None)
        child.kill()
    if task.cancelled:
        raise ReadingCancelled(f"Reading {names.shown(path.name)} was cancelled.")
    after = status_of(path)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return replace(identified(path), problem="This file changed while it was being read. Add it again.")
    return file


def _outcome(file: FileRead, child: Child, limits: Limits) -> FileRead:
    try:
        child.wait_ready(seconds=_START_SECONDS)
        child.receive(seconds=_START_SECONDS)
        reading = _reading(child.receive(seconds=limits.seconds), limits)
    except CannotRead as problem:
        return replace(file, problem=str(problem))
    except (WorkerFailed, BadReply) as failure:
        return replace(file, problem=sentence_for(failure, limits))
    return replace(file, reading=reading, mime=reading.mime)


def _reading(reply: Message, limits: Limits) -> Reading:
    problem = reply.header.get("problem")
    if isinstance(problem, str) and 0 < len(problem) < 1000:
        raise CannotRead(problem)
    if sum(len(frame) for frame in reply.frames) > limits.output:
        raise WorkerSentTooMuch("more than this file may give")
    return reading_of(reply)


def sentence_for(failure: WorkerFailed | BadReply, limits: Limits) -> str:
    """What the user is told about a reader that failed."""
    match failure:
        case WorkerTimedOut() | WorkerDied(out_of_time=True):
            return (
                f"Reading this file took longer than {limits.seconds:g} seconds and was stopped. "
                "Try a smaller or simpler copy of it."
            )
        case WorkerSentTooMuch():
            return (
                f"This file holds more text than {limits.output // _MEBIBYTE} MB. Split it and add the parts you need."
            )
        case WorkerDied(out_of_memory=True):
            return "Reading this file needs more memory than is allowed. Try a smaller or simpler copy of it."
        case _:
            return (
                "This file made its reader stop, so its text could not be read. "
                "Try another copy of it or another format."
            )
