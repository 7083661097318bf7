"""Whether the evidence still has the bytes it had when added: worked out beside the window, and remembered."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench import places
from workbench.errors import WorkbenchError
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.trouble import FileTrouble, damaged

_KEY = "evidence.checked"  # where the result is remembered


class CheckStopped(WorkbenchError):
    """The check was stopped before its end."""


@dataclass(frozen=True, slots=True)
class WrongFile:
    """A file of evidence whose bytes changed or are missing, by the code and title of its document."""

    code: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """What a check of the evidence found: when (ISO 8601, UTC), how many files and bytes, and what is wrong."""

    at: str
    files: int
    size: int
    wrong: tuple[WrongFile, ...]


def check_evidence(
    project: Project, *, stop: Callable[[], bool] = bool, progress: Callable[[int, int], None] | None = None
) -> EvidenceCheck:
    """Hash every file of evidence in a process of its own, and remember the result in the project.

    Blocks; writing to the project goes on meanwhile. ``stop`` is asked, and ``progress`` told files done and files in
    all, after each file. What came in or went meanwhile is left out. Raises CheckStopped, DamagedProject.
    """
    wanted = _wanted(project)
    sound: dict[str, bool] = {}
    size = 0
    with _worker(project.file) as lines:
        for sha256, amount, held in lines:
            if stop():
                raise CheckStopped("The check of the evidence was stopped.")
            if sha256 in wanted:
                sound[sha256] = held
                size += amount
            if progress:
                progress(len(sound), len(wanted))
    still = _wanted(project)
    wrong = tuple(one for sha256, one in wanted.items() if sha256 in still and not sound.get(sha256, False))
    found = EvidenceCheck(now(), len(wanted), size, wrong)
    with suppress(FileTrouble):  # it is told now; whether it can be kept for next time matters less
        project.remember(_KEY, asdict(found))
    return found


def last_check(project: Project) -> EvidenceCheck | None:
    """Return the result of the last check that was remembered, or None."""
    match project.recall(_KEY):
        case {"at": str(at), "files": int(files), "size": int(size), "wrong": list(wrong)}:
            return EvidenceCheck(at, files, size, tuple(WrongFile(**one) for one in wrong))
        case _:
            return None


def _wanted(project: Project) -> dict[str, WrongFile]:
    """Return the files of the project's documents, by SHA-256."""
    query = "SELECT b.sha256, d.number, d.title FROM document d JOIN file_blob b ON b.id = d.blob_id ORDER BY d.number"
    with project.read() as reading:
        rows = reading.exec_driver_sql(query)
        return {sha256: WrongFile(f"E{number}", title, sha256) for sha256, number, title in rows}


@contextmanager
def _worker(path: Path) -> Iterator[Iterator[tuple[str, int, bool]]]:
    """Give the lines of a worker that hashes the project at ``path``; raise DamagedProject where it cannot read it."""
    command = [sys.executable, "-P", "-X", "utf8", "-m", "workbench.store.hash_worker", str(path)]
    if getattr(sys, "frozen", False):
        command = [sys.executable, "--hash-worker", str(path)]
    home = str(Path(places.__file__).resolve().parents[1])
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}
    worker = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        yield (tuple(json.loads(line)) for line in worker.stdout or ())
        if worker.wait() != 0:
            raise damaged(path)
    finally:
        worker.kill()
        worker.communicate()
