"""What was done, when and by whom; and whether the file still says what its log says."""

from collections.abc import Iterable

from sqlalchemy import Connection
from sqlmodel import select

from workbench.desk import codes
from workbench.desk.times import from_milliseconds
from workbench.desk.views import CheckResult, HistoryEntry
from workbench.model.tables import NOUNS, Claim, FileBlob
from workbench.store import blobs, steps
from workbench.store import verify as verifying
from workbench.store.log import Change, changes
from workbench.store.project import Project

_OF_A_CLAIM = ("claim_id",)


def entries(project: Project, *, claim_id: str | None = None, limit: int | None = None) -> list[HistoryEntry]:
    """Return the steps of the log, newest first; with ``claim_id`` those that touched that claim."""
    with project.look() as session:
        connection = session.connection()
        by_id = codes.codes(session, Claim)
        actors = connection.exec_driver_sql("SELECT id, person_name FROM log_actor").all()
        names = {actor[0]: actor[1] for actor in actors}
        touched = _claims_touched(connection, by_id)
        gone = _undone(connection)
        found = []
        for change in changes(connection, newest_first=True):
            claims = touched.get(change.n, ())
            if claim_id is not None and claim_id not in claims:
                continue
            found.append(
                HistoryEntry(
                    change_id=change.id,
                    at=from_milliseconds(change.time),
                    by=names.get(change.actor, ""),
                    label=_label(change),
                    claim_codes=tuple(sorted((by_id[c] for c in claims if c in by_id), key=lambda c: int(c[1:]))),
                    undone=change.id in gone,
                )
            )
            if limit is not None and len(found) >= limit:
                break
    return found


def _label(change: Change) -> str:
    match change.kind:
        case steps.UNDO:
            return f"Undo: {change.label}"
        case steps.REDO:
            return f"Redo: {change.label}"
        case _:
            return change.label


def _undone(connection: Connection) -> set[str]:
    state: dict[str, bool] = {}
    for change in changes(connection):
        if change.target is not None:
            state[change.target] = change.kind == steps.UNDO
    return {ident for ident, taken_back in state.items() if taken_back}


def _claims_touched(connection: Connection, claims: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """Return, by change, the claims it touched, themselves or through what hangs on them."""
    owner = {bytes.fromhex(claim.replace("-", "")): claim for claim in claims}
    for noun in NOUNS.values():
        if any(name in noun.model_fields for name in _OF_A_CLAIM):
            table = noun.__tablename__
            for ident, claim in connection.exec_driver_sql(f"SELECT id, claim_id FROM {table}"):  # noqa: S608
                if claim:
                    owner[bytes.fromhex(ident.replace("-", ""))] = claim
    touched: dict[int, dict[str, None]] = {}
    for change, noun_id in connection.exec_driver_sql("SELECT change, noun_id FROM log_op"):
        if noun_id in owner:
            touched.setdefault(change, {})[owner[noun_id]] = None
    return {change: tuple(found) for change, found in touched.items()}


def verify(project: Project) -> list[CheckResult]:
    """Check file, log, tables, anchors and evidence; one result a part, each with a sentence."""
    with project.look() as session:
        results = [CheckResult(*result) for result in verifying.verify(session.connection())]
        results.append(CheckResult(*verifying.part(session.connection(), "evidence", _evidence)))
    return results


def _evidence(connection: Connection) -> verifying.Result:
    held = connection.execute(select(FileBlob.sha256).distinct()).scalars().all()
    wrong = [sha for sha in held if blobs.digest(blobs.read(connection, sha)) != sha]
    if wrong:
        sentence = f"{len(wrong)} of {len(held)} files have changed or are missing: {', '.join(wrong)}."
        return "evidence", False, sentence
    amount = "1 file has the bytes it" if len(held) == 1 else f"{len(held)} files have the bytes they"
    return "evidence", True, f"{amount} had when added."
