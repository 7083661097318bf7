"""Merging with a colleague's copy: look at what would come, take it in, settle what was decided twice."""

import hashlib
import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from workbench.desk import backups, claims, codes, in_words, same
from workbench.desk.merging import Coming, Conflict, Merge, SameSpan, Side
from workbench.desk.times import from_milliseconds
from workbench.errors import WorkbenchError
from workbench.model.sets import Stance, WorkStatus
from workbench.model.tables import NOUNS, Claim, EvidenceLink, ProposedChange, Query
from workbench.store import incoming, merge, replay
from workbench.store.capture import QUOTED
from workbench.store.clock import now
from workbench.store.log import GONE, Op, Registers, fold, noun_key, ops_of
from workbench.store.project import Project

BACK = "deleted"  # the field under which a conflict is told whose thing was deleted here and worked on there
KEEP, DELETE = "keep", "delete"


class UnknownConflict(WorkbenchError):
    """Nothing is in conflict under this name."""


class NotAChoice(WorkbenchError):
    """The conflict cannot be settled with this value."""


class NotTheSameSpan(WorkbenchError):
    """The two claims do not stand on the same words."""


class CannotSave(WorkbenchError):
    """The report could not be written where it was wanted."""


def preview(project: Project, other: Path) -> Merge:
    """Return what merging with the copy at ``other`` would bring. Nothing is changed.

    Raises AnotherProject, Refused, and the FileTroubles of a file that cannot be read.
    """
    return _merge(project, other, keep=False)


def take_in(project: Project, other: Path) -> Merge:
    """Merge with the copy at ``other`` and return what came: one step, taken back by one undo. Raises as ``preview``.

    A whole copy of the project is kept before anything comes. Merging again changes nothing; merging the other way
    round gives the same project.
    """
    return _merge(project, other, keep=True)


def _merge(project: Project, other: Path, *, keep: bool) -> Merge:
    told: list[Merge] = []

    def tell(connection: Connection, joined: incoming.Joined) -> None:
        with Session(connection, join_transaction_mode="rollback_only") as session:
            told.append(_told(session, project, other, joined, done=keep))

    def before() -> None:
        backups.make(project, whole=True)

    incoming.join(project, other, before=before if keep else None, tell=tell)
    return told[0]


def _told(session: Session, project: Project, other: Path, joined: incoming.Joined, *, done: bool) -> Merge:
    ids = {one.id for one in joined.touched}
    made = {one.id for one in joined.touched if one.kind == "insert"}
    twins = same.joined(session.connection())
    return Merge(
        other=other.name,
        at=now(),
        by=project.acting.person_name,
        done=done,
        people=tuple(dict.fromkeys(one.actor[2] for one in joined.arrived if one.actor[2])),
        steps=len(joined.arrived),
        coming=_coming(joined),
        conflicts=tuple(_conflicts(session, ids)) if ids else (),
        files=len(joined.files),
        documents_joined=tuple(_joined_codes(session, twins, ids)),
        same_span=tuple(pair for pair in _same_span(session) if {pair.claim_id, pair.other_id} & made),
        renumbered=tuple(_renumbered(session, ids)),
        lost=joined.lost,
    )


def _coming(joined: incoming.Joined) -> tuple[Coming, ...]:
    counts: dict[str, dict[str, int]] = {}
    for one in joined.touched:
        kinds = counts.setdefault(one.noun, {"insert": 0, "update": 0, "delete": 0})
        kinds[one.kind] += 1
    return tuple(
        Coming(noun, kinds["insert"], kinds["update"], kinds["delete"], in_words.coming(noun, kinds))
        for noun, kinds in sorted(counts.items(), key=lambda one: in_words.order(one[0]))
    )


def _joined_codes(session: Session, twins: dict[str, str], ids: set[str]) -> list[str]:
    by_id = codes.codes(session.connection(), "document")
    return sorted({by_id[shown] for hidden, shown in twins.items() if {hidden, shown} & ids})


def _renumbered(session: Session, ids: set[str]) -> list[tuple[str, str]]:
    rows = session.connection().exec_driver_sql("SELECT noun_id, given FROM renumbered ORDER BY noun_id")
    letters = codes.codes(session.connection(), "claim") | codes.codes(session.connection(), "document")
    return [(f"{letters[i][0]}{given}", letters[i]) for i, given in rows if i in ids and i in letters]


# -- conflicts -------------------------------------------------------------------------------------------------------


def conflicts(project: Project) -> list[Conflict]:
    """Return what was decided twice, unseen by each other, and waits for a person."""
    with project.look() as session:
        return _conflicts(session, None)


def waiting(project: Project) -> int:
    """Return how many conflicts wait for a person: quickly, without a word about them."""
    with project.look() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM conflict").scalar_one())


def _conflicts(session: Session, only: set[str] | None) -> list[Conflict]:
    connection = session.connection()
    rows = connection.exec_driver_sql("SELECT noun_id, noun, field FROM conflict ORDER BY noun, noun_id, field").all()
    merged = merge.every(connection)
    words = in_words.Words(session)
    return [
        _conflict(connection, words, merged, (noun, noun_id), field)
        for noun_id, noun, field in rows
        if only is None or noun_id in only
    ]


def conflict_id(noun_id: str, field: str) -> str:
    """Return the name a conflict goes by: eight letters that stay the same on every laptop."""
    return hashlib.sha256(f"{noun_id}/{field}".encode()).hexdigest()[:8]


def _conflict(
    connection: Connection, words: in_words.Words, merged: Sequence[merge.Merged], key: replay.Key, field: str
) -> Conflict:
    noun, noun_id = key
    history = {op.id: op for op in ops_of(connection, noun_id)}
    registers = fold(history.values())
    heads = _heads(registers, field)
    sides = [_side(connection, words, merged, history, history[ident], field) for ident in heads]
    sides.sort(key=lambda side: (side.came, side.place))
    return Conflict(
        id=conflict_id(noun_id, field),
        noun=str(NOUNS[noun].__tablename__),
        noun_id=noun_id,
        code=words.code(noun, noun_id),
        claim_id=words.claim(noun, noun_id),
        field=BACK if field == GONE else field,
        about=words.about(noun, noun_id, field),
        sides=tuple(sides),
        base=_base(words, history, [history[ident] for ident in heads], field),
    )


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


def _side(
    connection: Connection,
    words: in_words.Words,
    merged: Sequence[merge.Merged],
    history: dict[str, Op],
    op: Op,
    field: str,
) -> Side:
    origin = _origin(history, op, field)
    n, made, label, name = connection.exec_driver_sql(
        "SELECT c.n, c.time, c.label, a.person_name FROM log_op o JOIN log_change c ON c.n = o.change"
        " LEFT JOIN log_actor a ON a.id = c.actor WHERE o.noun_id = ? AND o.id = ?",
        (noun_key(op.noun_id), bytes.fromhex(origin.id)),
    ).one()
    came = next((one for one in merged if one.first <= n <= one.last), None)
    latest = came.at if came else time.time_ns() // 1_000_000
    value: Any = op.values.get(field) if field != GONE else (DELETE if op.values.get(GONE) is True else KEEP)
    return Side(
        op=op.id,
        value=value,
        shown=words.value(field, value, op),
        details=words.details(field, value),
        who=name or "",
        when=from_milliseconds(min(made, latest)),  # a clock that runs ahead does not make work later than it came
        why=label,
        came=came is not None,
        place=n,
    )


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
        names = QUOTED.get(noun, ()) if field == replay.QUOTE else (field,)
        values = {name: history[side.op].values[name] if side else value for name in names}
        return [_op(noun, found.noun_id, values, registers)]

    project.settle(f"Settle conflict of {found.code}" if found.code else "Settle conflict", decide)
    if any(one.id == found.id for one in conflicts(project)):
        project.undo()
        raise NotAChoice("It cannot be deleted while other work rests on it. Remove that first, or keep it.")
    return found


def _op(noun: int, noun_id: str, values: dict[str, Any], registers: Registers) -> Op:
    seen = registers.heads if values.get(GONE) is True else values
    prev = {name: registers.ids(name) for name in {*seen, *values} if registers.ids(name)}
    return Op(noun, noun_id, values, prev, secrets.token_hex(16))


def _ending(connection: Connection, key: replay.Key, *, gone: bool) -> list[Op]:
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


# -- claims on the same words ----------------------------------------------------------------------------------------


def same_span(project: Project) -> list[SameSpan]:
    """Return the claims of one kind that stand on exactly the same words: perhaps one claim, marked twice."""
    with project.look() as session:
        return _same_span(session)


def _same_span(session: Session) -> list[SameSpan]:
    rows = (
        session.connection()
        .exec_driver_sql(
            "SELECT a.claim_id, b.claim_id, a.exact FROM occurrence a JOIN occurrence b ON a.version_id = b.version_id"
            " AND a.start = b.start AND a.end = b.end AND a.claim_id < b.claim_id"
            " JOIN claim c ON c.id = a.claim_id AND c.status <> 'dropped'"
            " JOIN claim d ON d.id = b.claim_id AND d.status <> 'dropped' AND d.kind = c.kind"
            " ORDER BY a.claim_id, b.claim_id"
        )
        .all()
    )
    by_id = codes.codes(session.connection(), "claim") if rows else {}
    return [SameSpan(one, other, by_id[one], by_id[other], exact) for one, other, exact in rows]


def join_claims(project: Project, keep: str, other: str) -> None:
    """Make two claims on the same words one: what hangs on ``other`` moves to ``keep``, and ``other`` is dropped.

    Its verdicts stay where they were given. One step. Raises UnknownCode, NotTheSameSpan.
    """
    kept, dropped = claims.get(project, keep), claims.get(project, other)
    spans = {(one.version_id, one.start, one.end) for one in kept.occurrences}
    if kept.id == dropped.id or not spans & {(one.version_id, one.start, one.end) for one in dropped.occurrences}:
        raise NotTheSameSpan(f"{kept.code} and {dropped.code} do not stand on the same words; they stay two claims.")
    with project.step("Join claims") as session:
        for kind in (EvidenceLink, Query, ProposedChange):
            for row in session.exec(select(kind).where(col(kind.claim_id) == dropped.id)):
                row.claim_id = kept.id
        session.get_one(Claim, dropped.id).status = WorkStatus.DROPPED


def save(report: Merge, out: Path) -> Path:
    """Write a merge's report as text to a new file; raise CannotSave."""
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(report.text())
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        raise CannotSave(f"“{out}” could not be written: {why}. Choose another name or folder.") from error
    return out
