"""Claims: mark words of the article, pair what was said with whether it is true, edit, drop, list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workbench import model
from workbench.anchors.quote import describe, trim
from workbench.desk import articles, codes, judged, since
from workbench.desk.edtf import edtf
from workbench.desk.views import ClaimRow, ClaimView, ContextView, Highlight, OccurrenceView
from workbench.errors import WorkbenchError
from workbench.model.sets import AnchorState, Checkability, ClaimKind, LinkState, Stance, WorkStatus
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.reading import Snapshot, among
from workbench.suggest import pairs, statements


class NoPairFound(WorkbenchError):
    """The words hold no attribution whose content could be told apart."""


class EmptyStatement(WorkbenchError):
    """A claim needs a statement."""


class WrongPriority(WorkbenchError):
    """Priorities run from 1 to 4."""


def mark(
    project: Project,
    version_id: str,
    start: int,
    end: int,
    *,
    kind: ClaimKind = ClaimKind.CONTENT,
    statement: str | None = None,
    claimant: str = "",
    priority: int = 2,
    claim_date: str = "",
    place: str = "",
    types: Sequence[str] = (),
    note: str = "",
    checkability: Checkability = Checkability.CHECKABLE,
) -> ClaimView:
    """Mark ``text[start:end]`` (code points) of an article version as a claim; white space at the ends is left out.

    The statement is prefilled from the words where none is given. Spans may overlap and nest.
    Raises NothingSelectedError, OutsideTextError, UnknownVersion, WrongPriority, NotADate.
    """
    _must_be_priority(priority)
    with project.read() as snapshot:
        version = articles.version(snapshot, version_id)
        number = codes.next_number(snapshot, "claim")
    start, end = trim(version.text, start, end)
    claim = model.Claim(
        number=number,
        article_id=version.article_id,
        statement=_statement(statement) if statement else statements.prefill(version.text, start, end),
        kind=kind,
        claimant=claimant,
        priority=priority,
        claim_date=edtf(claim_date),
        place=place,
        types=list(types),
        note=note,
        checkability=checkability,
        created_by=project.acting.person_name,
        created_at=now(),
    )
    with project.step(f"Mark claim C{number}") as session:
        session.add(claim)
        session.add(_occurrence(claim, version, start, end))
    return get(project, claim.id)


def mark_pair(
    project: Project, version_id: str, start: int, end: int, *, claimant: str = ""
) -> tuple[ClaimView, ClaimView]:
    """Mark an attribution and its content as two claims in one step; return (attribution, content).

    Raises NoPairFound where it is not plain which words are the content.
    """
    with project.read() as snapshot:
        version = articles.version(snapshot, version_id)
        number = codes.next_number(snapshot, "claim")
    start, end = trim(version.text, start, end)
    inner = pairs.content_span(version.text, start, end)
    if inner is None:
        raise NoPairFound(
            "These words do not show who says what. Select the whole sentence with its speaker,"
            " or mark the two claims one by one."
        )
    by, at = project.acting.person_name, now()
    made = []
    for offset, (kind, span) in enumerate(((ClaimKind.ATTRIBUTION, (start, end)), (ClaimKind.CONTENT, inner))):
        made.append(
            model.Claim(
                number=number + offset,
                article_id=version.article_id,
                statement=statements.prefill(version.text, *span),
                kind=kind,
                claimant=claimant,
                created_by=by,
                created_at=at,
            )
        )
    said, content = made
    said.pair_id, content.pair_id = content.id, said.id
    with project.step(f"Mark quote pair C{number} and C{number + 1}") as session:
        session.add_all(made)
        session.add(_occurrence(said, version, start, end))
        session.add(_occurrence(content, version, *inner))
    return get(project, said.id), get(project, content.id)


def pair(project: Project, claim_id: str, other_id: str) -> None:
    """Make two claims the halves of a quote pair."""
    with project.step("Pair claims") as session:
        one, other = codes.find(session, model.Claim, claim_id), codes.find(session, model.Claim, other_id)
        one.pair_id, other.pair_id = other.id, one.id


_LABELS = {
    "statement": "Edit statement of",
    "status": "Set work status of",
    "claimant": "Set claimant of",
    "priority": "Set priority of",
}


def edit(
    project: Project,
    claim_id: str,
    *,
    statement: str | None = None,
    claimant: str | None = None,
    claim_date: str | None = None,
    place: str | None = None,
    kind: ClaimKind | None = None,
    priority: int | None = None,
    status: WorkStatus | None = None,
    checkability: Checkability | None = None,
    note: str | None = None,
    assignee: str | None = None,
    types: Sequence[str] | None = None,
) -> ClaimView:
    """Change what is given; one step however many fields. Raises UnknownCode, EmptyStatement, WrongPriority,
    NotADate.
    """
    given: dict[str, Any] = {
        "statement": None if statement is None else _statement(statement),
        "claimant": claimant,
        "claim_date": None if claim_date is None else edtf(claim_date),
        "place": place,
        "kind": kind,
        "priority": priority,
        "status": status,
        "checkability": checkability,
        "note": note,
        "assignee": assignee,
        "types": None if types is None else list(types),
    }
    changed = {name: value for name, value in given.items() if value is not None}
    if priority is not None:
        _must_be_priority(priority)
    with project.read() as snapshot:
        code = codes.code(codes.read(snapshot, "claim", claim_id))
    label = _LABELS.get(next(iter(changed), ""), "Edit") if len(changed) == 1 else "Edit"
    with project.step(f"{label} {code}") as session:
        claim = codes.find(session, model.Claim, claim_id)
        for name, value in changed.items():
            setattr(claim, name, value.strip() if isinstance(value, str) and name != "kind" else value)
    return get(project, claim_id)


def drop(project: Project, claim_id: str) -> ClaimView:
    """Take a claim out of the work. It keeps its code and what hangs on it, and can be taken up again."""
    return _set_status(project, claim_id, WorkStatus.DROPPED, "Drop")


def restore(project: Project, claim_id: str) -> ClaimView:
    """Take a dropped claim up again."""
    return _set_status(project, claim_id, WorkStatus.OPEN, "Take up")


def _set_status(project: Project, claim_id: str, status: WorkStatus, verb: str) -> ClaimView:
    with project.read() as snapshot:
        code = codes.code(codes.read(snapshot, "claim", claim_id))
    with project.step(f"{verb} claim {code}") as session:
        codes.find(session, model.Claim, claim_id).status = status
    return get(project, claim_id)


def get(project: Project, code_or_id: str) -> ClaimView:
    """Return a claim by code or id; raise UnknownCode."""
    with project.read() as snapshot:
        claim = codes.read(snapshot, "claim", code_or_id)
        related = [ident for ident in (claim.pair_id, claim.parent_id) if ident]
        places = snapshot.nouns("occurrence", "WHERE claim_id = ? ORDER BY rowid", (claim.id,))
        return view(claim, places, codes.codes(snapshot, "claim", only=related))


def of_occurrence(project: Project, occurrence_id: str) -> str:
    """Return the id of the claim whose place this is; "" where there is no such place any more."""
    with project.read() as snapshot:
        return snapshot.value("SELECT claim_id FROM occurrence WHERE id = ?", (occurrence_id,)) or ""


def find(project: Project, code_or_id: str) -> ClaimView:
    """Return a claim by code or id; raise UnknownCode."""
    return get(project, code_or_id)


def listing(project: Project) -> list[ClaimView]:
    """Return all claims, dropped ones too, by number."""
    with project.read() as snapshot:
        by_id = codes.codes(snapshot, "claim")
        places: dict[str, list[Any]] = {}
        for occurrence in snapshot.nouns("occurrence"):
            places.setdefault(occurrence.claim_id, []).append(occurrence)
        found = snapshot.nouns("claim", "ORDER BY number")
        return [view(claim, places.get(claim.id, []), by_id) for claim in found]


def rows(
    project: Project,
    *,
    findings: Mapping[str, int] | None = None,
    only: Collection[str] | None = None,
    dropped: bool = False,
) -> list[ClaimRow]:
    """Return the claims that are not dropped (or only those that are) as list rows, in the order of the article.

    ``findings`` gives the number of findings by claim id, where they are known; ``only`` limits the rows to these ids.
    """
    with project.read() as snapshot:
        by_id = codes.codes(snapshot, "claim")
        verdicts = judged.newest(snapshot, only)
        became = since.of_claims(snapshot, only)
        tallies = _tallies(snapshot, only)
        starts: dict[str, list[int]] = {}
        places: dict[str, tuple[int, int]] = {}
        numbers: dict[str, int] = {}
        for article_id, number in snapshot.exec_driver_sql("SELECT id, number FROM article").all():
            numbers[article_id] = number
            version = articles.newest(snapshot, article_id)
            starts[article_id] = [start for _, start, _ in version.blocks]
            places.update(_spans(snapshot, version.id, only))
        found = snapshot.exec_driver_sql(
            "SELECT id, article_id, statement, kind, status, assignee, pair_id FROM claim"
            f" WHERE (status = ?) = ? {_limit('id', only)}",
            (WorkStatus.DROPPED.value, dropped, *_limits(only)),
        )
        made = []
        for ident, article_id, statement, kind, status, assignee, pair_id in found:
            start, end = places.get(ident, (0, 0))
            tally = tallies.get(ident, {})
            made.append(
                ClaimRow(
                    id=ident,
                    code=by_id[ident],
                    number=int(by_id[ident][1:]),
                    statement=statement,
                    kind=ClaimKind(kind),
                    status=WorkStatus(status),
                    verdict=verdicts.get(ident),
                    supports=tally.get(Stance.SUPPORTS, 0),
                    refutes=tally.get(Stance.REFUTES, 0),
                    mixed=tally.get(Stance.MIXED, 0),
                    context=tally.get(Stance.CONTEXT, 0),
                    findings=(findings or {}).get(ident, 0),
                    initials=assignee,
                    start=start,
                    end=end,
                    paragraph=bisect_right(starts[article_id], start) if ident in places else 0,
                    pair_code=by_id.get(pair_id or ""),
                    since=became.get(ident),
                    article=numbers[article_id],
                )
            )
    return sorted(made, key=lambda row: row.place)


def highlights(project: Project, version_id: str, *, only: Collection[str] | None = None) -> list[Highlight]:
    """Return the claims' words in a version, in text order, the longer first where they start together.

    ``only`` limits them to these claims.
    """
    with project.read() as snapshot:
        verdicts = judged.newest(snapshot, only)
        became = since.of_claims(snapshot, only)
        tallies = _tallies(snapshot, only)
        found = snapshot.exec_driver_sql(
            "SELECT c.id, c.number, c.kind, c.status, c.assignee, o.start, o.end, o.anchor_state FROM occurrence o"
            f" JOIN claim c ON c.id = o.claim_id WHERE o.version_id = ? AND c.status <> ? {_limit('c.id', only)}",
            (version_id, WorkStatus.DROPPED.value, *_limits(only)),
        )
        made = []
        for ident, number, kind, status, assignee, start, end, anchor_state in found:
            tally = tallies.get(ident, {})
            made.append(
                Highlight(
                    claim_id=ident,
                    code=f"C{number}",
                    number=number,
                    start=start,
                    end=end,
                    kind=ClaimKind(kind),
                    status=WorkStatus(status),
                    verdict=verdicts.get(ident),
                    supports=tally.get(Stance.SUPPORTS, 0),
                    refutes=tally.get(Stance.REFUTES, 0),
                    mixed=tally.get(Stance.MIXED, 0),
                    context=tally.get(Stance.CONTEXT, 0),
                    anchor_state=AnchorState(anchor_state),
                    initials=assignee,
                    since=became.get(ident),
                )
            )
    return sorted(made, key=lambda mark: (mark.start, -mark.end, mark.number))


def context(project: Project, claim_id: str) -> ContextView:
    """Return a claim's words within their paragraph, in the newest version of its article."""
    with project.read() as snapshot:
        claim = codes.read(snapshot, "claim", claim_id)
        version = articles.newest(snapshot, claim.article_id)
        which = "WHERE version_id = ? AND claim_id = ? ORDER BY rowid LIMIT 1"
        places = snapshot.nouns("occurrence", which, (version.id, claim.id))
        if not places:
            return ContextView("", "", "", 0)
        place = places[0]
        number, block = articles.paragraph_of(articles.blocks_of(version), place.start)
        left, right = (block.start, max(block.end, place.end)) if block else (place.start, place.end)
        text = version.text
        return ContextView(text[left : place.start], text[place.start : place.end], text[place.end : right], number)


def view(claim: Any, places: Sequence[Any], by_id: Mapping[str, str]) -> ClaimView:
    """Return a claim's row as a value; ``by_id`` gives the codes of claims."""
    return ClaimView(
        id=claim.id,
        code=codes.code(claim),
        number=claim.number,
        article_id=claim.article_id,
        statement=claim.statement,
        kind=claim.kind,
        types=tuple(claim.types),
        claimant=claim.claimant,
        claimant_source_id=claim.claimant_source_id,
        claim_date=claim.claim_date,
        place=claim.place,
        pair_id=claim.pair_id,
        pair_code=by_id.get(claim.pair_id or ""),
        parent_id=claim.parent_id,
        parent_code=by_id.get(claim.parent_id or ""),
        priority=claim.priority,
        checkability=claim.checkability,
        status=claim.status,
        assignee=claim.assignee,
        note=claim.note,
        created_by=claim.created_by,
        created_at=claim.created_at,
        occurrences=tuple(
            OccurrenceView(p.version_id, p.start, p.end, p.exact, p.prefix, p.suffix, p.anchor_state) for p in places
        ),
    )


def _statement(words: str) -> str:
    words = " ".join(words.split())
    if not words:
        raise EmptyStatement("A claim needs a statement. Write in one sentence what is claimed.")
    return words


def _must_be_priority(priority: int) -> None:
    if priority not in (1, 2, 3, 4):
        raise WrongPriority("A priority is a number from 1 (highest) to 4.")


def _occurrence(claim: model.Claim, version: Any, start: int, end: int) -> model.Occurrence:
    quote = describe(version.text, start, end)
    return model.Occurrence(
        claim_id=claim.id,
        version_id=version.id,
        start=quote.start,
        end=quote.end,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        anchor_state=AnchorState.EXACT,
    )


def _limit(column: str, only: Collection[str] | None) -> str:
    return "" if only is None else f"AND {column} IN (SELECT value FROM json_each(?))"


def _limits(only: Collection[str] | None) -> tuple[str, ...]:
    return () if only is None else (among(only),)


def _spans(snapshot: Snapshot, version_id: str, only: Collection[str] | None) -> dict[str, tuple[int, int]]:
    query = f"SELECT claim_id, start, end FROM occurrence WHERE version_id = ? {_limit('claim_id', only)}"
    found = snapshot.exec_driver_sql(query, (version_id, *_limits(only)))
    return {claim_id: (start, end) for claim_id, start, end in found}


def _tallies(snapshot: Snapshot, only: Collection[str] | None) -> dict[str, dict[Stance, int]]:
    found = snapshot.exec_driver_sql(
        f"SELECT claim_id, stance, count(*) FROM evidence_link WHERE state = ? {_limit('claim_id', only)}"
        " GROUP BY claim_id, stance",
        (LinkState.ACCEPTED.value, *_limits(only)),
    )
    tallies: dict[str, dict[Stance, int]] = {}
    for claim_id, stance, count in found:
        tallies.setdefault(claim_id, {})[Stance(stance)] = count
    return tallies
