"""Damaged and altered project files: each is refused, or noticed by verifying, or says what it always said."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from workbench.desk import articles, claims, documents, history, projects
from workbench.errors import WorkbenchError
from workbench.model.tables import NOUNS
from workbench.store.project import Project

Mutate = Callable[[bytearray, random.Random], None]
PAGE = 4096
SLOWEST = 5.0  # seconds a file may take


def _flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 1, 3, 20))):
        at = dice.randrange(len(data))
        data[at] ^= 1 << dice.randrange(8)


def _head(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(100)] = dice.randrange(256)


def _page_head(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data) // PAGE) * PAGE + dice.randrange(100, 130)] = dice.randrange(256)


def _letters(data: bytearray, dice: random.Random) -> None:
    """Change one letter of words that people read."""
    places = [at for at in (data.find(word, dice.randrange(len(data))) for word in _WORDS) if at >= 0]
    if places:
        data[dice.choice(places) + 1] = ord("x")


_WORDS = (
    b"closed in 2008",
    b"closed in 2009",
    b"Ada Bell",
    b"Register",
    b"ministry",
    b"refutes",
    b"40 people",
    b"cited",
)


def _zero(data: bytearray, dice: random.Random) -> None:
    at, size = dice.randrange(len(data)), dice.choice((16, 512, PAGE))
    data[at : at + size] = bytes(len(data[at : at + size]))


def _swap(data: bytearray, dice: random.Random) -> None:
    one, two = (dice.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]


def _cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(1, len(data)) :]


def _noise(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at : at + 64] = dice.randbytes(64)[: len(data) - at]


KINDS: tuple[Mutate, ...] = (_flip, _head, _page_head, _letters, _zero, _swap, _cut, _noise)


def content(project: Project) -> list[object]:
    """Return everything a person may read in the project: every noun, every text, every name in the history."""
    with project.look() as session:
        connection = session.connection()
        told: list[object] = [
            sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {noun.__tablename__}")))
            for noun in NOUNS.values()
        ]
        told.append(sorted(map(repr, connection.exec_driver_sql("SELECT * FROM document_text"))))
        told.append(sorted(map(repr, connection.exec_driver_sql("SELECT person_id, person_name FROM log_actor"))))
    told.append(history.entries(project))
    return told


def _read(path: Path, whole: list[object]) -> str:
    """Open, read, verify; return what broke the promise, or nothing."""
    try:
        project = projects.open(path, read_only=True)
    except WorkbenchError:
        return ""
    try:
        with project.doubted():
            projects.info(project)
            claims.rows(project)
            articles.listing(project)
            for document in documents.listing(project):
                documents.text(project, document.id)
            found = content(project)
        if found != whole and all(result.ok for result in history.verify(project)):
            parts = [n for n, (one, two) in enumerate(zip(found, whole, strict=True)) if one != two]
            return f"changed content was accepted: {parts}"
    except WorkbenchError:
        return ""
    finally:
        project.close()
    return ""


def trials(base: Path, folder: Path, *, amount: int, seed: int) -> list[str]:
    """Mutate the project at ``base`` ``amount`` times; return what went wrong, a line a trial."""
    project = projects.open(base, read_only=True)
    whole, data, wrong = content(project), base.read_bytes(), []
    project.close()
    path = folder / "mutated.factcheck"
    for number in range(seed * 1_000_000, seed * 1_000_000 + amount):
        dice = random.Random(number)
        mutated = bytearray(data)
        kind = KINDS[number % len(KINDS)]
        kind(mutated, dice)
        path.write_bytes(mutated)
        began = time.monotonic()
        try:
            problem = _read(path, whole)
        except Exception as error:  # noqa: BLE001  (whatever else comes out is a crash)
            problem = f"crashed: {error!r}"
        if time.monotonic() - began > SLOWEST:
            problem = problem or "too slow"
        if problem:
            wrong.append(f"{kind.__name__} {number}: {problem}")
    return wrong
