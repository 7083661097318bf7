"""Kills the real program at its commands, edit, import, merge, publish, migrate and more: FOLDER LIVES SEED [real].

Each life is ``workbench COMMAND`` in a process of its own, killed at a moment of its own, or let be. Afterwards every
step that was there before must still be there, what a command promised must be kept, and every part must hold together.
With ``real`` each life starts Python anew; without it the started program is split in two, which is ten times as quick.
Prints how many lives lost something, how many left something unsound, how many were killed and how many ended well.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import migrating, work
from workbench.cli.main import main as command
from workbench.desk import claims, history, projects, publishing
from workbench.errors import WorkbenchError
from workbench.store import schema
from workbench.store.project import Project

ROOT = Path(__file__).resolve().parents[2]
OLDER = "from tests.faults import migrating as m; import sys; from workbench.cli.main import main\n"
OLDER += "with m.next_version():\n    sys.exit(main(sys.argv[1:]))"


@dataclass(slots=True)
class Count:
    """What became of the lives."""

    lost: int = 0
    unsound: int = 0
    killed: int = 0
    well: int = 0
    troubles: list[str] = field(default_factory=list)


def steps(path: Path) -> list[str]:
    """Return the ids of all steps of the project, oldest first; it is opened as a user would."""
    project = projects.open(path, read_only=True)
    try:
        with project.read() as reading:
            return [row[0].hex() for row in reading.exec_driver_sql("SELECT id FROM log_change ORDER BY n")]
    finally:
        project.close()


def is_sound(path: Path) -> bool:
    """Return whether the file at ``path`` itself holds together."""
    project = Project.open(path, read_only=True)
    try:
        return all(result.ok for result in history.verify(project))
    finally:
        project.close()


def arguments(act: str, path: Path, folder: Path, number: int) -> list[str]:
    """Return the command of an act, with what it needs made ready."""
    match act:
        case "import":
            file = folder / "leak.bin"
            file.write_bytes(random.Random(number).randbytes(random.Random(number).randrange(1, 2_500_000)))
            return ["evidence", "add", str(path), str(file)]
        case "merge":
            other = folder / "colleague.factcheck"
            project = projects.open(path)
            file = project.file
            project.close()
            shutil.copyfile(file, other)
            colleague = projects.open(other, person="Cy Dee")
            claims.edit(colleague, claims.rows(colleague)[0].id, note=f"Note {number}.")
            work.mark(colleague, "It opened again in 2011")
            colleague.close()
            return ["merge", str(path), str(other)]
        case "compact" | "backup":
            return [act, str(path)]
        case _:
            return ["claim", "edit", str(path), "C1", "--statement", f"Edited {number}. " * (number % 300 + 1)]


def started(argv: list[str], *, older: bool, real: bool) -> Callable[[float], int | None]:
    """Start a command; return how to wait some seconds and then kill it, which gives its status, None if killed."""
    if real:
        words = ["-c", OLDER, *argv] if older else ["-m", "workbench", *argv]
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        ident = process.pid
    else:
        ident = os.fork()
        if ident == 0:
            _live(argv, older=older)

    def end(seconds: float) -> int | None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            done, status = os.waitpid(ident, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.001)
        os.kill(ident, signal.SIGKILL)
        return None if (code := os.waitstatus_to_exitcode(os.waitpid(ident, 0)[1])) < 0 else code

    return end


def _live(argv: list[str], *, older: bool) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    status = 99
    try:
        if older:
            with migrating.next_version():
                status = command(argv)
        else:
            status = command(argv)
    finally:
        os._exit(status)


ACTS = ("edit", "import", "merge", "edit", "migrate", "compact", "backup")


def life(path: Path, folder: Path, number: int, lasts: dict[str, float], count: Count, *, real: bool) -> None:
    """Let one command live for a while, and look at what it left."""
    dice = random.Random(number)
    act = dice.choice(ACTS)
    target, before = path, steps(path)
    if act == "migrate":
        target = folder / "older.factcheck"
        shutil.copyfile(path, target)
        before = steps(target)
    argv = arguments(act, target, folder, number)
    let_be = act not in lasts or dice.random() < 0.15
    began = time.monotonic()
    status = started(argv, older=act == "migrate", real=real)(60 if let_be else dice.uniform(0, lasts[act] * 1.05))
    if let_be:
        lasts[act] = max(lasts.get(act, 0) * 0.8, time.monotonic() - began)
    count.killed += status is None
    count.well += status == 0
    try:
        wrong = _wrong(act, target, before, status)
    except WorkbenchError as error:
        wrong = f"unsound: {error.sentence}"
    if wrong:
        count.troubles.append(f"{number} {act} {'killed' if status is None else status}: {wrong}")
        count.unsound += wrong.startswith("unsound")
        count.lost += not wrong.startswith("unsound")


def _wrong(act: str, path: Path, before: list[str], status: int | None) -> str:
    """Return what is wrong with the project that an act left, or nothing."""
    if act == "migrate":
        if not is_sound(path) if migrating.version(path) == schema.SCHEMA_VERSION else not _sound_later(path):
            return "unsound"
        with migrating.next_version():
            return "" if steps(path)[: len(before)] == before else "lost a step"
    if not is_sound(path):
        return "unsound in its place"
    now = steps(path)
    if now[: len(before)] != before:
        return "lost a step"
    if status not in {None, 0}:
        return f"it ended with status {status}"
    if status == 0 and act in {"edit", "import", "merge"} and len(now) == len(before):
        return "promised and not kept"
    project = projects.open(path)
    try:
        publishing.publish(project)
        if not all(result.ok for result in history.verify(project)):
            return "unsound"
    finally:
        project.close()
    if steps(path)[: len(now)] != now:
        return "lost a step when opened again"
    left = [one.name for one in path.parent.iterdir() if one.name != path.name]
    return f"left {left}" if left else ""


def _sound_later(path: Path) -> bool:
    with migrating.next_version():
        return is_sound(path)


def main(folder: Path, lives: int, seed: int, *, real: bool) -> Count:
    """Let ``lives`` commands live and die in ``folder``; return what became of them."""
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    count = Count()
    lasts: dict[str, float] = {}
    for number in range(lives):
        place = folder / ("Dropbox" if number // 25 % 2 else "Own")
        path = place / "check.factcheck"
        if number % 25 == 0:  # a fresh one, so that it stays small
            shutil.rmtree(folder / "data", ignore_errors=True)
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            project = work.begin(path)
            publishing.publish(project)
            project.close()
        life(path, folder, seed * 100_000 + number, lasts, count, real=real)
    with suppress(OSError):
        shutil.rmtree(folder / "data")
    return count


if __name__ == "__main__":
    found = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), real=sys.argv[4:] == ["real"])
    print("\n".join(found.troubles), file=sys.stderr)
    print(found.lost, found.unsound, found.killed, found.well)
