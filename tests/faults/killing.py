"""Kills the working program, again and again, and looks whether a promised step was lost: FOLDER LIVES SEED.

Prints how many were lost, how many projects were unsound, how many steps were promised in all.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from tests.faults import work
from workbench.desk import claims, documents, history, projects
from workbench.store.project import Project


def live(path: Path, folder: Path, promises: int, seed: int) -> None:
    """Work until killed, writing the head after every committed step."""
    dice = random.Random(seed)
    project = projects.open(path, person="Ada Bell")

    def promise(*_: object) -> None:
        os.write(promises, f"{project.head()}\n".encode())

    promise()
    project.listen(promise)
    while True:
        match dice.randrange(6):
            case 0:
                documents.add(project, work.file(folder, size=dice.randrange(1, 2_500_000), name=f"{seed}.bin"))
            case 1:
                work.mark(project, "opened again in 2011")
            case 2:
                project.undo()
            case 3:
                project.close()
                project = projects.open(path, person="Ada Bell")
                project.listen(promise)
            case _:
                rows = claims.rows(project)
                claims.edit(project, rows[0].id, statement=f"Edited {dice.random()}. " * dice.randrange(1, 400))


def killed(path: Path, folder: Path, seed: int) -> list[str]:
    """Let the program live for a moment, kill it, and return the heads it promised."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            live(path, folder, writing, seed)
        finally:
            os._exit(1)
    os.close(writing)
    dice = random.Random(seed)
    with os.fdopen(reading, "rb") as file:
        heads = [file.readline().decode().strip() for _ in range(dice.randint(1, 5))]
        time.sleep(dice.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        heads.extend(file.read().decode().split())
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the program ended by itself with seed {seed}")
    return heads


def main(folder: Path, lives: int, seed: int) -> None:
    lost = unsound = promised = 0
    path = folder / "check.factcheck"
    for number in range(lives):
        if number % 25 == 0:  # a fresh one, so that it stays small
            path.unlink(missing_ok=True)
            work.begin(path).close()
        heads = killed(path, folder, seed * 100_000 + number)
        promised += len(heads)
        project = Project.open(path)
        with project.look() as session:
            ids = session.connection().exec_driver_sql("SELECT id FROM log_change ORDER BY n DESC LIMIT 2").scalars()
            latest = [ident.hex() for ident in ids]
        lost += bool(heads) and heads[-1] not in latest
        unsound += not all(result.ok for result in history.verify(project))
        project.close()
    print(lost, unsound, promised)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
