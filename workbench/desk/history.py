"""What was done, when and by whom; and whether the file still says what its log says."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection
from sqlmodel import select

from workbench.desk import codes
from workbench.desk.log_views import Altered, CheckResult, HistoryEntry
from workbench.desk.times import from_milliseconds
from workbench.desk.verdicts import to_shown
from workbench.model.tables import NOUNS, FileBlob
from workbench.store import blobs, index, steps
from workbench.store import verify as verifying
from workbench.store.log import GONE, Change, changes, ops_of, ops_of_change
from workbench.store.project import Project

_OF_A_CLAIM = ("claim_id",)


def entries(project: Project, *, claim_id: str | None = None, limit: int | None = None) -> list[HistoryEntry]:
    """Return the steps of the log, newest first; with ``claim_id`` those that touched that claim."""
    with project.look() as session:
        connection = session.connection()
        by_id = codes.codes(connection, "claim")
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
                    kind=change.kind,
                )
            )
            if limit is not None and len(found) >= limit:
                break
    return found


# The fields a reader cares for, in the order they are shown. Ids, offsets and times say nothing to anybody.
FIELDS = (
    "title statement label rationale short_conclusion not_established sole_source_reason claimant claim_date place kind"
    " priority status checkability assignee note exact stance decisive credibility resolution text answer state was"
    " should_be reason decision author publisher date url quotation tier confidentiality name initials attribution"
).split()


def altered(project: Project, change_id: str, *, most: int = 60) -> list[Altered]:
    """Return what a step did, field by field, at most ``most`` of them; nothing for a step that is not there."""
    with project.look() as session:
        connection = session.connection()
        found = next((one for one in changes(connection) if one.id == change_id), None)
        if found is None:
            return []
        by_id = codes.codes(connection, "document")
        names = codes.codes(connection, "claim") | by_id
        owners = _owners(connection)
        made: list[Altered] = []
        for op in ops_of_change(connection, found.n):
            noun = str(NOUNS[op.noun].__tablename__)
            code = names.get(op.noun_id) or names.get(owners.get(op.noun_id, ""), "")
            earlier = {one.id: one for one in ops_of(connection, op.noun_id)}
            for field in FIELDS:
                if field not in op.values:
                    continue
                before = (earlier[seen].values.get(field) for seen in op.prev.get(field, ()) if seen in earlier)
                was, now = _shown(next(before, None), by_id), _shown(op.values[field], by_id)
                if was != now and len(made) < most:
                    made.append(Altered(noun, code, field, was, now, op.noun_id if noun == "verdict" else ""))
            if op.values.get(GONE) is True and len(made) < most:
                made.append(Altered(noun, code, "deleted", "", "", ""))
    return made


def _shown(value: object, by_id: Mapping[str, str]) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return to_shown(value, dict(by_id))
        case list():
            return ", ".join(str(one) for one in value)
        case _:
            return str(value)


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
    owned = {claim: claim for claim in claims} | _owners(connection)
    owner = {bytes.fromhex(ident.replace("-", "")): claim for ident, claim in owned.items()}
    touched: dict[int, dict[str, None]] = {}
    for change, noun_id in connection.exec_driver_sql("SELECT change, noun_id FROM log_op"):
        if noun_id in owner:
            touched.setdefault(change, {})[owner[noun_id]] = None
    return {change: tuple(found) for change, found in touched.items()}


def _owners(connection: Connection) -> dict[str, str]:
    """Return the claim of everything that hangs on one."""
    found: dict[str, str] = {}
    for noun in NOUNS.values():
        if any(name in noun.model_fields for name in _OF_A_CLAIM):
            rows = connection.exec_driver_sql(f"SELECT id, claim_id FROM {noun.__tablename__}")
            found.update((ident, claim) for ident, claim in rows if claim)
    return found


def verify(project: Project) -> list[CheckResult]:
    """Check file, log, tables, anchors and evidence; one result a part, each with a sentence."""
    return list(checked(project))


def checked(project: Project, *, evidence: bool = True) -> Iterator[CheckResult]:
    """Yield what ``verify`` returns part by part, as each is done; the project can be written to between two.

    Without ``evidence`` for who has its files hashed elsewhere (``soundness``).
    """
    parts = {**verifying.PARTS, "search": _search, **({"evidence": _evidence} if evidence else {})}
    sound = True
    for name, check in parts.items():
        if name == "search" and not sound:  # it is made of the rest, and no better
            yield CheckResult(name, True, "The search index is looked at once the rest is sound.")
            continue
        with project.look() as session:
            result = CheckResult(*verifying.part(session.connection(), name, check))
        sound = sound and result.ok
        yield result


def _search(connection: Connection) -> verifying.Result:
    still = index.left(connection)
    if still.anew:
        return "search", True, "The search index is being made anew."
    wrong = index.lost(connection)
    if wrong:
        return (
            "search",
            False,
            f"{wrong} texts are not in the search index; verifying in the window makes it anew.",
        )
    if still.waiting:
        return "search", True, f"{still.waiting} texts are still to be put into the search index."
    return "search", True, "Everything that is to be found is in the search index."


def _evidence(connection: Connection) -> verifying.Result:
    held = connection.execute(select(FileBlob.sha256).distinct()).scalars().all()
    if not held:
        return "evidence", True, "The project holds no files of evidence."
    wrong = [sha for sha in held if blobs.digest(blobs.read(connection, sha)) != sha]
    if wrong:
        sentence = f"{len(wrong)} of {len(held)} files have changed or are missing: {', '.join(wrong)}."
        return "evidence", False, sentence
    amount = "1 file has the bytes it" if len(held) == 1 else f"{len(held)} files have the bytes they"
    return "evidence", True, f"{amount} had when added."
