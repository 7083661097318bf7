"""Settling what was decided twice: the conflicts of a project, told with who, when and why, and the decision."""

import hashlib
import secrets
import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from workbench.desk import in_words
from workbench.desk.merging import Conflict, Side
from workbench.desk.times import from_milliseconds
from workbench.errors import WorkbenchError
from workbench.model.sets import Stance
from workbench.model.tables import NOUNS, NUMBERS, Verdict
from workbench.store import many, merge, replay
from workbench.store.capture import QUOTED
from workbench.store.conflicts import QUOTE
from workbench.store.log import GONE, Op, Registers, fold, noun_key, ops_of, ops_of_many
from workbench.store.project import Project
from workbench.store.shapes import Key

BACK = "deleted"  # the field under which a conflict is told whose thing was deleted here and worked on there
KEEP, DELETE = "keep", "delete"


class UnknownConflict(WorkbenchError):
    """Nothing is in conflict under this name."""


class NotAChoice(WorkbenchError):
    """The conflict cannot be settled with this value."""


def conflicts(project: Project) -> list[Conflict]:
    """Return what was decided twice, unseen by each other, and waits for a person."""
    with project.look() as session:
        return told(session)


def waiting(project: Project) -> int:
    """Return how many conflicts wait for a person: quickly, without a word about them."""
    with project.read() as snapshot:
        return int(snapshot.value("SELECT count(*) FROM conflict"))


def told(session: Session, only: set[str] | None = None) -> list[Conflict]:
    """Return the conflicts as a session sees them; ``only`` limits the things they are about."""
    connection = session.connection()
    rows = connection.exec_driver_sql("SELECT noun_id, noun, field FROM conflict ORDER BY noun, noun_id, field").all()
    rows = [row for row in rows if only is None or row.noun_id in only]
    teller = _Teller(session, [(noun, noun_id) for noun_id, noun, _ in rows])
    return [teller.conflict((noun, noun_id), field) for noun_id, noun, field in rows]


def conflict_id(noun_id: str, field: str) -> str:
    """Return the name a conflict goes by: eight letters that stay the same on every laptop."""
    return hashlib.sha256(f"{noun_id}/{field}".encode()).hexdigest()[:8]


class _Teller:
    """Tells conflicts in words, having asked once for all that it needs to know."""

    def __init__(self, session: Session, keys: Sequence[Key]) -> None:
        connection = session.connection()
        self._words = in_words.Words(session)
        self._merged = merge.every(connection)
        self._history = {
            ident: {op.id: op for op in ops}
            for ident, ops in ops_of_many(connection, dict.fromkeys(ident for _, ident in keys)).items()
        }
        self._steps = _steps(connection, self._history)
        verdicts = {
            op.values["verdict_id"]
            for ops in self._history.values()
            for op in ops.values()
            if "verdict_id" in op.values
        }
        self._words.know([*keys, *((NUMBERS[Verdict], ident) for ident in verdicts if ident)])

    def conflict(self, key: Key, field: str) -> Conflict:
        """Tell one conflict."""
        noun, noun_id = key
        history = self._history[noun_id]
        heads = _heads(fold(history.values()), field)
        sides = [self._side(history, history[ident], field) for ident in heads]
        sides.sort(key=lambda side: (side.came, side.place))
        return Conflict(
            id=conflict_id(noun_id, field),
            noun=str(NOUNS[noun].__tablename__),
            noun_id=noun_id,
            code=self._words.code(noun, noun_id),
            claim_id=self._words.claim(noun, noun_id),
            field=BACK if field == GONE else field,
            about=self._words.about(noun, noun_id, field),
            sides=tuple(sides),
            base=_base(self._words, history, [history[ident] for ident in heads], field),
        )

    def _side(self, history: dict[str, Op], op: Op, field: str) -> Side:
        n, made, label, name = self._steps[_origin(history, op, field).id]
        came = next((one for one in self._merged if one.first <= n <= one.last), None)
        latest = came.at if came else time.time_ns() // 1_000_000
        value: Any = op.values.get(field) if field != GONE else (DELETE if op.values.get(GONE) is True else KEEP)
        return Side(
            op=op.id,
            value=value,
            shown=self._words.value(field, value, op),
            details=self._words.details(field, value),
            who=name or "",
            when=from_milliseconds(min(made, latest)),  # a clock that runs ahead makes no work later than it came
            why=label,
            came=came is not None,
            place=n,
        )


def _steps(connection: Connection, noun_ids: Iterable[str]) -> dict[str, tuple[int, int, str, str | None]]:
    """Return, by operation, the step that wrote it: its place in the log, time, label, and whose it was."""
    sql = (
        "SELECT o.id, c.n, c.time, c.label, a.person_name FROM log_op o JOIN log_change c ON c.n = o.change"
        " LEFT JOIN log_actor a ON a.id = c.actor WHERE o.noun_id IN ({ids})"
    )
    return {row[0].hex(): tuple(row[1:]) for row in many.ask(connection, sql, map(noun_key, noun_ids))}


def _heads(registers: Registers, field: str) -> list[str]:
    """Return the operations that stand against each other: one for each value; for GONE, deletions and edits."""
    if field != GONE:
        values: dict[str, str] = {}
        for ident, value in sorted(registers.heads[field].items()):
            values.setdefault(repr(value), ident)
        return list(values.values())
    unseen = [
        ident
        for name, register in registers.heads.items()
        for ident in register
        if name != GONE and not any(ident in registers.deletions[one].get(name, ()) for one in registers.deleted_by)
    ]
    restored = [ident for ident, value in registers.heads[GONE].items() if value is not True]
    return sorted({*registers.deleted_by, *unseen, *restored})


def _origin(history: dict[str, Op], op: Op, field: str) -> Op:
    """Look through undos and redos to the operation whose value they brought back."""
    while op.inverse_of in history and field != GONE:
        before = [history[one] for one in history[op.inverse_of].prev.get(field, ()) if one in history]
        meant = next((one for one in before if one.values[field] == op.values.get(field)), None)
        if meant is None:
            break
        op = meant
    return op


def _base(words: in_words.Words, history: dict[str, Op], heads: Sequence[Op], field: str) -> str:
    if field == GONE:
        return ""
    seen = [set(op.prev.get(field, ())) for op in heads]
    common = sorted(set.intersection(*seen)) if seen else []
    if not common or common[0] not in history:
        return ""
    past = history[common[0]]
    return words.value(field, past.values.get(field), past)


def resolve(project: Project, conflict: str, take: str) -> Conflict:
    """Settle a conflict: ``take`` is "mine", "theirs" or a value (a statement, a stance, a label; "keep", "delete").

    An operation that names every value it was chosen among. Raises UnknownConflict, NotAChoice.
    """
    found = next((one for one in conflicts(project) if conflict in (one.id, one.noun_id)), None)
    if found is None:
        raise UnknownConflict(
            f"There is no conflict “{conflict}” in this project. List the conflicts to see their names."
        )
    field = GONE if found.field == BACK else found.field
    value = _value(found, take)

    def decide(connection: Connection) -> list[Op]:
        noun = next(number for number, kind in NOUNS.items() if kind.__tablename__ == found.noun)
        if field == GONE:
            return _ending(connection, (noun, found.noun_id), gone=value == DELETE)
        history = {op.id: op for op in ops_of(connection, found.noun_id)}
        registers = fold(history.values())
        side = next((side for side in found.sides if side.value == value), None)
        names = QUOTED.get(noun, ()) if field == QUOTE else (field,)
        values = {name: history[side.op].values[name] if side else value for name in names}
        return [_op(noun, found.noun_id, values, registers)]

    project.settle(f"Settle conflict of {found.code}" if found.code else "Settle conflict", decide)
    if any(one.id == found.id for one in conflicts(project)):
        project.undo()
        raise NotAChoice("It cannot be deleted while other work rests on it. Remove that first, or keep it.")
    return found


def _op(noun: int, noun_id: str, values: dict[str, Any], registers: Registers) -> Op:
    seen = registers.heads if GONE in values else values
    prev = {name: registers.ids(name) for name in {*seen, *values} if registers.ids(name)}
    return Op(noun, noun_id, values, prev, secrets.token_hex(16))


def _ending(connection: Connection, key: Key, *, gone: bool) -> list[Op]:
    """Keep, or delete after all, a noun and all that was deleted with it."""
    made = []
    for noun, noun_id in replay.deleted_together(connection, key):
        registers = fold(ops_of(connection, noun_id))
        made.append(_op(noun, noun_id, {GONE: gone}, registers))
    return made


def _value(conflict: Conflict, take: str) -> Any:
    if take in ("mine", "theirs"):
        return conflict.mine.value if take == "mine" else conflict.theirs.value
    for side in conflict.sides:
        if take in (side.value, side.shown, side.op):
            return side.value
    if conflict.field == "statement" and take.strip():
        return " ".join(take.split())
    if conflict.field == "stance" and take in [str(one) for one in Stance]:
        return take
    choices = ", ".join(dict.fromkeys(side.shown for side in conflict.sides))
    raise NotAChoice(f"“{take}” does not settle {conflict.about}. Take mine, theirs or one of: {choices}.")
