"""One reader process as the desk sees it: started, asked, stopped. Pipes only; killed with its whole group."""

import collections
import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from workbench.readers.problems import ReaderNotStarted
from workbench.readers.protocol import ROWS, BadReply, Message, TooMuch, packed, receive

_ROOT = Path(__file__).resolve().parents[2]
_LAST_WORDS = 40


class WorkerFailed(Exception):
    """The process gave no usable answer and has been killed."""


class WorkerTimedOut(WorkerFailed):
    """It took longer than it was given."""


class WorkerDied(WorkerFailed):
    """It ended without answering. ``out_of_time`` when its processor time was used up."""

    def __init__(self, code: int | None, last_words: str) -> None:
        super().__init__(f"exit {code}: {last_words}")
        self.out_of_time = sys.platform != "win32" and code in (-signal.SIGXCPU, -signal.SIGKILL)
        self.out_of_memory = "MemoryError" in last_words


class WorkerBabbled(WorkerFailed):
    """It sent what cannot be a reply."""


class WorkerSentTooMuch(WorkerFailed):
    """Its reply is larger than allowed."""


def worker_command(*, rows: bool = False) -> list[str]:
    """The command line of a reader, from source or frozen into one program; with ``rows`` of databases alone."""
    what = [ROWS] if rows else []
    if getattr(sys, "frozen", False):
        return [sys.executable, "--reader-worker", *what]
    # -P: the folder the user happens to be in must not supply modules; a reader of rows needs no one's but ours.
    alone = ["-S"] if rows else []
    return [sys.executable, *alone, "-P", "-X", "utf8", "-m", "workbench.readers.worker", *what]


class Child:
    """A running reader. One question at a time; ``kill`` may come from any thread."""

    def __init__(self, command: Sequence[str], *, output_at_most: int) -> None:
        """Start the process. ``output_at_most`` bounds the frames of one reply, in bytes."""
        self._process = _started(command)
        self._requests, self._answers, self._complaints = _pipes(self._process)
        self._replies: queue.SimpleQueue[Message | Exception | None] = queue.SimpleQueue()
        self._errors: collections.deque[str] = collections.deque(maxlen=_LAST_WORDS)
        self._at_most = output_at_most
        self._threads = [
            threading.Thread(target=task, name="reader-pipe", daemon=True) for task in (self._listen, self._note)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def wait_ready(self, *, seconds: float) -> None:
        """Wait until the process has said that it is ready. Raises WorkerFailed."""
        if not self.receive(seconds=seconds).header.get("ready"):
            self.kill()
            raise WorkerBabbled("no greeting")

    def ask(self, message: Message, *, seconds: float) -> Message:
        """Send and wait for the reply. Raises WorkerFailed; the process is dead then."""
        self.send(message)
        return self.receive(seconds=seconds)

    def send(self, message: Message) -> None:
        """Send a request (small: it must fit the pipe). A process that is gone shows in ``receive``."""
        with contextlib.suppress(OSError, ValueError):
            self._requests.write(packed(message))
            self._requests.flush()

    def receive(self, *, seconds: float) -> Message:
        """The next reply within ``seconds``. Raises WorkerFailed; the process is dead then."""
        try:
            reply = self._replies.get(timeout=seconds)
        except queue.Empty:
            self.kill()
            raise WorkerTimedOut(f"{seconds:g} s") from None
        match reply:
            case Message():
                return reply
            case WorkerFailed():
                self.kill()
                raise reply
            case _:
                self.kill()
                raise WorkerDied(self._process.returncode, "\n".join(self._errors))

    def kill(self) -> None:
        """End the process and everything it may have started, and wait until it is gone."""
        _kill_group(self._process)
        self._process.wait()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(timeout=5)
        for stream in (self._requests, self._answers, self._complaints):
            with contextlib.suppress(OSError):
                stream.close()

    def _listen(self) -> None:
        try:
            while (reply := receive(self._answers.read, at_most=self._at_most)) is not None:
                self._replies.put(reply)
        except TooMuch as error:
            self._replies.put(WorkerSentTooMuch(str(error)))
        except (BadReply, OSError, ValueError) as error:
            self._replies.put(WorkerBabbled(str(error)))
        self._replies.put(None)

    def _note(self) -> None:
        """Keep the last lines of what the process complains about; without this a full pipe would stop it."""
        with contextlib.suppress(OSError, ValueError):
            while line := self._complaints.readline(2000):
                self._errors.append(line.decode("utf-8", "replace").rstrip())


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
            creationflags=flags,
        )
    except OSError as error:
        raise ReaderNotStarted(
            "The process that reads files could not be started: the system has no room for another one."
            " Close other programs and try again."
        ) from error


def _pipes(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise RuntimeError("a reader was started without its pipes")
    return process.stdin, process.stdout, process.stderr


def _environment() -> dict[str, str]:
    """What a reader needs of the environment and nothing else: no secrets, no proxies, no display."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "HOME", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    if not getattr(sys, "frozen", False):
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return environment | {"PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
        return
    # The group outlives its leader as long as a member lives, and its id is not given away before.
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
