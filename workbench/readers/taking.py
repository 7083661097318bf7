"""Asking a locked-down reader what a file holds, and having it taken out piece by piece."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.readers.child import Child, WorkerFailed
from workbench.readers.enclosed import Contents, Taken
from workbench.readers.enclosed_protocol import contents_of, taken_of
from workbench.readers.problems import CannotRead, ReadingCancelled
from workbench.readers.protocol import BadReply, Message
from workbench.readers.supervise import DEFAULT_LIMITS, Limits, ReaderPool, Task, sentence_for

LISTING = DEFAULT_LIMITS
"""What the list of one file may cost."""
TAKING = Limits(seconds=300.0)
"""What taking things out of one file may cost; a box of thousands of messages is read once for all of them."""
_START_SECONDS = 30.0


def contents(path: Path, *, pool: ReaderPool | None = None, task: Task | None = None) -> Contents:
    """List what ``path`` holds, read in a process of its own. Raises CannotRead, ReadingCancelled."""
    with _reader(path, pool, task, LISTING) as child:
        return contents_of(_answer(child, Message({"do": "contents", "path": str(path.resolve())}), LISTING))


def take(
    path: Path, numbers: Iterable[int], *, pool: ReaderPool | None = None, task: Task | None = None
) -> Iterator[Taken]:
    """Yield what was asked for, one after the other, from one process. Raises CannotRead, ReadingCancelled."""
    with _reader(path, pool, task, TAKING) as child:
        _answer(child, Message({"do": "take", "path": str(path.resolve()), "numbers": sorted(set(numbers))}), TAKING)
        while (taken := taken_of(_answer(child, Message({"do": "next"}), TAKING))) is not None:
            yield taken


@contextmanager
def _reader(path: Path, pool: ReaderPool | None, task: Task | None, limits: Limits) -> Iterator[Child]:
    """A reader that may open ``path`` and nothing else; what it does wrong becomes a sentence."""
    own = None if pool else ReaderPool(spares=0)
    task = task or Task()
    child = (pool or own or ReaderPool()).take()
    task.hold(child)
    try:
        child.send(limits.as_request(path.resolve()))
        child.wait_ready(seconds=_START_SECONDS)
        child.receive(seconds=_START_SECONDS)
        yield child
    except (WorkerFailed, BadReply) as failure:
        if task.cancelled:
            raise ReadingCancelled(f"Reading {path.name} was cancelled.") from failure
        raise CannotRead(sentence_for(failure, limits)) from failure
    finally:
        task.hold(None)
        child.kill()
        if own:
            own.close()


def _answer(child: Child, request: Message, limits: Limits) -> Message:
    reply = child.ask(request, seconds=limits.seconds)
    problem = reply.header.get("problem")
    if isinstance(problem, str) and 0 < len(problem) < 1000:
        raise CannotRead(problem)
    return reply
