"""Merging with a colleague's copy: look at what would come, take it in, settle what was decided twice."""

import json
import os
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from workbench.desk import backups, claims, codes, in_words, same, settling
from workbench.desk.merging import Coming, Merge, SameSpan
from workbench.desk.settling import NotAChoice, UnknownConflict, conflicts, resolve, waiting
from workbench.errors import WorkbenchError
from workbench.model.sets import WorkStatus
from workbench.model.tables import Claim, EvidenceLink, ProposedChange, Query
from workbench.store import incoming
from workbench.store.clock import now
from workbench.store.project import Project

__all__ = [
    "CannotSave",
    "NotAChoice",
    "NotTheSameSpan",
    "UnknownConflict",
    "conflicts",
    "join_claims",
    "preview",
    "resolve",
    "same_span",
    "save",
    "take_in",
    "waiting",
]


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
        conflicts=tuple(settling.told(session, ids)) if ids else (),
        files=len(joined.files),
        documents_joined=tuple(_joined_codes(session, twins, ids)),
        same_span=tuple(_same_span_of(session, made)),
        renumbered=tuple(_renumbered(session, ids)),
        lost=joined.lost,
    )


def _same_span_of(session: Session, made: set[str]) -> Iterator[SameSpan]:
    """Yield the pairs of which at least one came by the merge."""
    if made:
        yield from (pair for pair in _same_span(session) if {pair.claim_id, pair.other_id} & made)


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
    rows = session.connection().exec_driver_sql("SELECT noun_id, given FROM renumbered ORDER BY noun_id").all()
    if not rows:
        return []
    letters = codes.codes(session.connection(), "claim") | codes.codes(session.connection(), "document")
    codes_of = [(f"{letters[i][0]}{given}", letters[i]) for i, given in rows if i in ids and i in letters]
    return [(was, code) for was, code in codes_of if was != code]  # a document held twice goes by the elder's code


# -- claims on the same words ----------------------------------------------------------------------------------------


def same_span(project: Project) -> list[SameSpan]:
    """Return the claims of one kind that stand on exactly the same words: perhaps one claim, marked twice."""
    with project.look() as session:
        return _same_span(session)


def _same_span(session: Session) -> list[SameSpan]:
    rows = (
        session.connection()
        .exec_driver_sql(
            "SELECT min(o.exact), json_group_array(DISTINCT o.claim_id) FROM occurrence o"
            " JOIN claim c ON c.id = o.claim_id AND c.status <> 'dropped'"
            " GROUP BY o.version_id, o.start, o.end, c.kind HAVING count(DISTINCT o.claim_id) > 1"
        )
        .all()
    )
    pairs = {pair: exact for exact, ids in rows for pair in combinations(sorted(json.loads(ids)), 2)}
    by_id = codes.codes(session.connection(), "claim", only={ident for pair in pairs for ident in pair})
    return [SameSpan(one, other, by_id[one], by_id[other], pairs[one, other]) for one, other in sorted(pairs)]


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
