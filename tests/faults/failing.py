"""Disks that fail: each operation of an act refused, once or for good; the old or the new state must remain."""

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.faults import disk, work
from workbench.desk import history, projects
from workbench.errors import WorkbenchError
from workbench.store.steps import Step


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of failure: its code, whether it stays, and the only operation it strikes ("" for every one)."""

    name: str
    code: int
    stays: bool
    only: str = ""


FAULTS = (
    Fault("error once", disk.IOERR, stays=False),
    Fault("error for good", disk.IOERR, stays=True),
    Fault("full", disk.FULL, stays=True),
    Fault("deleted, but not confirmed", disk.IOERR_DIR_FSYNC, stays=False, only="delete"),
)


@dataclass(slots=True)
class Striker:
    """Lets operations fail from the one after ``after`` on; counts those it was asked for."""

    fault: Fault
    after: int
    seen: int = 0

    def __call__(self, kind: str) -> int:
        if self.fault.only and kind != self.fault.only:
            return 0
        if self.fault.code == disk.FULL and kind in {"sync", "delete", "truncate"}:  # these need no room
            return 0
        self.seen += 1
        struck = self.seen > self.after if self.fault.stays else self.seen == self.after + 1
        return self.fault.code if struck else 0


def every_kth(watched: disk.Disk, act: str, fault: Fault, base: Path, folder: Path, *, stride: int = 1) -> list[str]:
    """Do ``act`` with the fault at the first, second ... operation until it is no longer struck.

    Return what went wrong, a line a trial that broke the promise; empty is well. The last line of a run without
    trouble is none. ``stride`` leaves operations out.
    """
    wrong, k = [], 0
    while True:
        striker = Striker(fault, k)
        problem = _trial(watched, act, striker, base, folder)
        if problem:
            wrong.append(f"{act}, {fault.name}, operation {k + 1}: {problem}")
        if striker.seen <= k:
            return wrong
        k += stride


trials: Counter[str] = Counter()  # how many were made, by their end, for the figures


def _trial(watched: disk.Disk, act: str, striker: Striker, base: Path, folder: Path) -> str:
    path = folder / "check.factcheck"
    for old in folder.iterdir():
        old.unlink()
    shutil.copyfile(base, path)
    project = projects.open(path, person="Ada Bell")
    work.ready(project, act)
    before, told = work.steps(project), ""
    announced: list[Step] = []
    project.listen(announced.append)
    watched.failing = striker
    try:
        work.ACTS[act](project, folder)
    except WorkbenchError as error:
        told = error.sentence
    except Exception as error:  # noqa: BLE001  (every other end is what is looked for)
        return f"no sentence, but {error!r}"
    finally:
        watched.failing = None
        project.close()
    project = projects.open(path)
    after, sound = work.steps(project), all(result.ok for result in history.verify(project))
    project.close()
    trials["done" if not told else "told, nothing kept" if after == before else "told, kept"] += 1
    if not sound:
        return "the project is not sound"
    if not told and after != before + 1:
        return "it was said to be done and is not"
    if after not in {before, before + 1}:
        return f"{after - before} steps more"
    if after != before + len(announced):
        return f"{after - before} steps kept, {len(announced)} announced, told: {told}"
    if after > before and "not kept" in told:
        return f"it is kept, but was told: {told}"
    return ""
