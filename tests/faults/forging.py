"""Forged and harmed copies, given to a merge: each is refused with a sentence, or harmless and can be taken back."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.faults import mutating, work
from workbench.desk import claims, documents, evidence, history, projects
from workbench.errors import WorkbenchError
from workbench.model.sets import Stance
from workbench.model.tables import NOUNS
from workbench.store import incoming
from workbench.store.log import GONE, Op, change_id, noun_key, pack
from workbench.store.project import Project

SLOWEST = 5.0  # seconds of the processor, the reader's among them, that looking and merging may take
Forge = Callable[[sqlite3.Connection, random.Random], None]
VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 2**63, 2**80, 1.5, "", "x", "\x00", "é" * 100_000, [], [1], [[["x"]]], {}, {"a": []},
    "00000000-0000-7000-8000-000000000000", "supports", "rumour", "<b>x</b>", "=1+1",
)  # fmt: skip


def begin(folder: Path) -> tuple[Path, Path]:
    """Make a project and a colleague's copy in which everything was worked on."""
    mine, other = folder / "mine.factcheck", folder / "other.factcheck"
    work.begin(mine).close()
    shutil.copy(mine, other)
    project = projects.open(mine, person="Ada Bell")
    claims.edit(project, "C1", note="Ada's note.")
    project.close()
    project = projects.open(other, person="Bob Cole")
    claims.edit(project, "C1", statement="Bob's words.")
    document = documents.add(project, work.file(folder, size=40_000)).document
    cited = documents.cite(project, title="More", quotation="It opened again.")
    evidence.link_words(project, "C2", cited.id, "opened again", Stance.CONTEXT)
    documents.edit(project, document.id, title="Renamed")
    project.close()
    return mine, other


def _row(connection: sqlite3.Connection, dice: random.Random, table: str) -> int:
    return int(dice.choice(connection.execute(f"SELECT n FROM {table} ORDER BY n DESC LIMIT 8").fetchall())[0])


def _written(connection: sqlite3.Connection, dice: random.Random, op: Op, **head: object) -> None:
    """Append a change whose hashes are right, as only a forger would."""
    n, actor, seq = connection.execute("SELECT max(n), actor, max(seq) FROM log_change").fetchone()
    parents = [bytes(row[0]) for row in connection.execute("SELECT id FROM log_head")]
    made = {"time": 1, "kind": "do", "label": "Forged", "target": None, "seq": seq + 1} | head
    ident = change_id(actor=actor, parents=[one.hex() for one in parents], ops=[op.id], **made)
    target = bytes.fromhex(str(made["target"])) if made["target"] else None
    connection.execute(
        "INSERT INTO log_change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            n + 1,
            bytes.fromhex(ident),
            actor,
            made["seq"],
            b"".join(parents),
            made["time"],
            made["kind"],
            made["label"],
            target,
        ),
    )
    key = noun_key(op.noun_id) if len(op.noun_id) == 36 else dice.randbytes(16)
    connection.execute(
        "INSERT INTO log_op (id, change, noun, noun_id, body) VALUES (?, ?, ?, ?, ?)",
        (bytes.fromhex(op.id), n + 1, op.noun, key, pack(op)),
    )
    connection.execute("DELETE FROM log_head")
    connection.execute("INSERT INTO log_head VALUES (?)", (bytes.fromhex(ident),))


def _op(connection: sqlite3.Connection, dice: random.Random) -> Op:
    """Make an operation on something that is there, or not, with values of any kind."""
    noun = dice.choice([*NOUNS, 0, 99])
    table = NOUNS[noun].__tablename__ if noun in NOUNS else "claim"
    ids = [row[0] for row in connection.execute(f"SELECT id FROM {table}")] or ["nothing"]
    noun_id = dice.choice([*ids, *ids, "0192b3c4-0000-7000-8000-00000000000a", "nothing"])
    names = [name for name in NOUNS[noun].model_fields if name != "id"] if noun in NOUNS else ["statement"]
    chosen = dice.sample(names, dice.randint(1, len(names))) if dice.random() < 0.8 else [GONE]
    ops = [row[0].hex() for row in connection.execute("SELECT id FROM log_op")]
    values = {name: dice.choice(VALUES) for name in chosen}
    prev = {name: dice.sample(ops, dice.randint(0, 3)) for name in chosen}
    if dice.random() < 0.2:
        prev = {name: [dice.randbytes(32).hex()] for name in chosen}
    return Op(noun, noun_id, values, prev, "00" * 16, dice.choice([None, None, None, *ops[:2]]))


def _forged(connection: sqlite3.Connection, dice: random.Random) -> None:
    _written(connection, dice, _op(connection, dice))


def _plausible(connection: sqlite3.Connection, dice: random.Random) -> None:
    """Change one field of a claim as the program would, but for its value or what it saw."""
    ident, body = connection.execute(
        "SELECT c.id, o.id FROM claim c JOIN log_op o ORDER BY random() LIMIT 1"
    ).fetchone()
    name = dice.choice(["statement", "note", "status", "number", "parent_id", "pair_id", "article_id", "verdict_id"])
    seen = [row[0].hex() for row in connection.execute("SELECT id FROM log_op WHERE noun_id = ?", (noun_key(ident),))]
    prev = {name: dice.choice([[], seen, seen[:1], [body.hex()]])}
    value = dice.choice([*VALUES[:12], ident, 1])
    _written(connection, dice, Op(6, ident, {name: value}, prev, "11" * 16))


def _headed(connection: sqlite3.Connection, dice: random.Random) -> None:
    ident = connection.execute("SELECT id FROM claim").fetchone()[0]
    head: dict[str, object] = dice.choice(
        [
            {"time": 2**49}, {"time": 2**62}, {"time": -5}, {"kind": "fixed"}, {"kind": "merge"}, {"kind": "undo"},
            {"kind": "undo", "target": "ab" * 32}, {"kind": "redo", "target": "ab" * 32}, {"label": "x" * 5000},
            {"label": "\x00"}, {"seq": 1}, {"seq": -1}, {"seq": 2**40},
        ]
    )  # fmt: skip
    seen = [row[0].hex() for row in connection.execute("SELECT id FROM log_op WHERE noun_id = ?", (noun_key(ident),))]
    _written(connection, dice, Op(6, ident, {"note": "Forged."}, {"note": seen[:1]}, "22" * 16), **head)


def _rows(connection: sqlite3.Connection, dice: random.Random) -> None:
    """Set a column of the log, or of what is derived, to anything."""
    table, column = dice.choice(
        [
            ("log_change", "id"), ("log_change", "actor"), ("log_change", "seq"), ("log_change", "parents"),
            ("log_change", "time"), ("log_change", "kind"), ("log_change", "label"), ("log_change", "target"),
            ("log_op", "id"), ("log_op", "noun"), ("log_op", "noun_id"), ("log_op", "body"), ("log_op", "change"),
        ]
    )  # fmt: skip
    value = dice.choice([b"", b"x", dice.randbytes(32), dice.randbytes(3000), 0, 5, 2**62, "x", 1.5])
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE n = ?", (value, _row(connection, dice, table)))


def _derived(connection: sqlite3.Connection, dice: random.Random) -> None:
    connection.execute(
        dice.choice(
            [
                "UPDATE document_text SET text = text || 'x'",
                "UPDATE document_text SET layout = '[]'",
                "UPDATE document_text SET sha256 = 'x'",
                "UPDATE blob_chunk SET bytes = zeroblob(length(bytes))",
                "UPDATE blob_chunk SET bytes = 'words'",
                "UPDATE blob SET size = 5",
                "UPDATE claim SET statement = 'Only in the table.'",
                "UPDATE project SET id = 'x'",
                "DELETE FROM log_actor",
                "UPDATE log_actor SET person_name = x'00ff'",
                "UPDATE log_actor SET person_name = CAST(x'ff' AS TEXT)",
                "DELETE FROM log_op WHERE n % 2 = 0",
                "DELETE FROM log_change WHERE n % 3 = 0",
                "CREATE TRIGGER t AFTER UPDATE ON claim BEGIN DELETE FROM claim; END",
                "CREATE VIEW v AS SELECT * FROM claim",
                "DROP INDEX log_op_noun",
                "ALTER TABLE claim ADD COLUMN extra TEXT",
            ]
        )
    )


FORGERIES: tuple[Forge, ...] = (_forged, _plausible, _headed, _rows, _derived)


def _harm(path: Path, dice: random.Random, number: int) -> str:
    """Forge a copy in one way; return the name of the way."""
    if number % 6 == 5:
        data = bytearray(path.read_bytes())
        way = dice.choice(mutating.KINDS)
        way(data, dice)
        path.write_bytes(data)
        return way.__name__
    forge = FORGERIES[number % 6]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        try:
            forge(connection, dice)
        except (OverflowError, sqlite3.Error):  # SQLite itself does not take it
            return "nothing"
    return forge.__name__


def _taken(project: Project, path: Path) -> str:
    """Merge; return what broke the promise, or nothing."""
    before, ops = _content(project), _ids(project)
    try:
        incoming.join(project, path, before=None)
        joined = incoming.join(project, path, before=list)
    except WorkbenchError as error:
        told = str(error)
        if not told.endswith(".") or "Traceback" in told or "\n" in told:
            return f"no sentence: {told}"
        return "" if _content(project) == before else "refused, and something changed"
    if not ops <= _ids(project):
        return "operations were lost"
    wrong = [result.detail for result in history.verify(project) if not result.ok]
    if joined.arrived:
        project.undo()
    if _content(project) != before:
        return "what came could not be taken back"
    return f"harm: {wrong}" if wrong else ""


def _content(project: Project) -> list[object]:
    """Return every row of every noun, and the history. The text of a document whose addition was undone is kept."""
    with closing(sqlite3.connect(project.path)) as connection:
        tables = [NOUNS[noun].__tablename__ for noun in NOUNS]
        rows: list[object] = [sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in tables]
    return [*rows, history.entries(project)]


def _ids(project: Project) -> set[bytes]:
    with closing(sqlite3.connect(project.path)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM log_op")}


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def trials(folder: Path, *, amount: int, seed: int) -> list[str]:
    """Give ``amount`` forged copies to a merge; return what went wrong, a line a trial."""
    mine, other = begin(folder)
    wrong = []
    for number in range(seed * 1_000_000, seed * 1_000_000 + amount):
        dice = random.Random(number)
        path, forged = folder / "trial.factcheck", folder / "forged.factcheck"
        shutil.copy(mine, path)
        shutil.copy(other, forged)
        way = _harm(forged, dice, number)
        project = projects.open(path, person="Ada Bell")
        began = _spent()
        try:
            problem = _taken(project, forged)
        except Exception as error:  # noqa: BLE001  (whatever else comes out is a crash)
            problem = f"crashed: {error!r}"
        finally:
            project.close()
        if _spent() - began > SLOWEST:
            problem = problem or "too slow"
        if problem:
            wrong.append(f"{way} {number}: {problem}")
    return wrong
