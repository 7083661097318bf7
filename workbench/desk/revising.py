"""A late revision: the next version of an article, the claims carried over to it, and what a person has to look at.

A claim whose words stand where they stood, whatever came before or after them, needs no rework. What moved, changed or
cannot be told is marked as that, never put anywhere silently; what was cut stands nowhere any more.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from workbench import model
from workbench.anchors.find import Found
from workbench.anchors.quote import describe, trim
from workbench.anchors.transfer import transfer
from workbench.desk import articles, claims, codes, coverage
from workbench.desk.articles import NoArticleText
from workbench.desk.views import ArticleView, ClaimView, SentenceState
from workbench.errors import WorkbenchError
from workbench.model.sets import AnchorState, WorkStatus
from workbench.readers.reading import Block, FileRead
from workbench.store.clock import now
from workbench.store.project import Project

_STANDING = frozenset({AnchorState.EXACT, AnchorState.RELOCATED})  # the very words are there


class SameText(WorkbenchError):
    """The new version has the very text of the present one."""


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of the claims, by code: their words stand unchanged, moved, reworded, in several places, or were cut.

    ``sentences`` counts the factual sentences that no claim covers and that were not in the version before.
    """

    article: ArticleView
    unchanged: tuple[str, ...]
    moved: tuple[str, ...]
    reworded: tuple[str, ...]
    unclear: tuple[str, ...]
    cut: tuple[str, ...]
    sentences: int


def revise(project: Project, code_or_id: str, file: FileRead) -> Revised:
    """Take in a file as the next version of an article, in one step. The version before stays as it was.

    Raises UnknownCode, SameText, and NoArticleText with the reader's sentence where the file gave no words.
    """
    reading = file.reading
    if reading is None or not reading.text.strip():
        raise NoArticleText(file.problem or f"“{file.name}” holds no text. Choose the file with the words.")
    before = articles.find(project, code_or_id)
    if reading.text == before.text:
        raise SameText(
            f"“{file.name}” has the very text of version {before.seq} of {before.code}, so nothing was changed."
        )
    return _revised(project, before, reading.text, reading.blocks, received_from=file.name)


def _revised(
    project: Project, before: ArticleView, text: str, blocks: Sequence[Block], *, received_from: str
) -> Revised:
    rows = [
        (row, place)
        for row in claims.listing(project)
        for place in row.occurrences
        if place.version_id == before.version_id
    ]
    marks = coverage.marks(project, before.version_id)
    spans = [(place.start, place.end) for _, place in rows] + [(start, end) for _, start, end in marks]
    found = transfer(before.text, text, spans)
    code = before.code
    with project.step(f"Revise article {code}") as session:
        version = model.ArticleVersion(
            article_id=before.id,
            seq=before.seq + 1,
            text=text,
            blocks=[[block.kind.value, block.start, block.end] for block in blocks],
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            received_at=now(),
            received_from=received_from,
        )
        session.add(version)
        session.flush()
        for (row, place), one in zip(rows, found, strict=False):
            state = one.state
            if state in _STANDING and place.anchor_state is not AnchorState.EXACT:
                state = place.anchor_state  # what waited for a person goes on waiting
            if one.span:
                session.add(_occurrence(row, version.id, text, one.span, place.exact, state))
            if one.state not in _STANDING and row.status is WorkStatus.SETTLED:
                codes.find(session, model.Claim, row.id).status = WorkStatus.IN_CHECK
        for one in found[len(rows) :]:
            if one.span and one.state in _STANDING:
                session.add(_no_fact(version.id, text, one.span, by=project.acting.person_name))
    after = articles.get(project, before.id)
    return told(project, before, after, [row for row, _ in rows], found[: len(rows)])


def place(project: Project, code_or_id: str, start: int, end: int) -> ClaimView:
    """Put a claim on ``text[start:end]`` (code points) of the newest version, as a person decided. One step.

    A settled claim that comes to stand on other words is in check again, since its verdict was about those before.
    Raises UnknownCode, NothingSelectedError, OutsideTextError.
    """
    claim = claims.find(project, code_or_id)
    article = articles.get(project, claim.article_id)
    start, end = trim(article.text, start, end)
    from sqlmodel import col, select

    code = claim.code
    with project.step(f"Place {code}") as session:
        row = codes.find(session, model.Claim, claim.id)
        for old in session.exec(select(model.Occurrence).where(col(model.Occurrence.claim_id) == row.id)):
            if old.version_id == article.version_id:
                session.delete(old)
        session.flush()
        words = article.text[start:end]
        if row.status is WorkStatus.SETTLED and words not in {one.exact for one in claim.occurrences}:
            row.status = WorkStatus.IN_CHECK
        session.add(_occurrence(claim, article.version_id, article.text, (start, end), words, AnchorState.EXACT))
    return claims.find(project, claim.id)


def _occurrence(
    claim: ClaimView, version_id: str, text: str, span: tuple[int, int], exact: str, state: AnchorState
) -> model.Occurrence:
    quote = describe(text, *span)
    return model.Occurrence(
        claim_id=claim.id,
        version_id=version_id,
        start=quote.start,
        end=quote.end,
        exact=exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        anchor_state=state,
    )


def _no_fact(version_id: str, text: str, span: tuple[int, int], *, by: str) -> model.NoFact:
    return model.NoFact(version_id=version_id, start=span[0], end=span[1], exact=text[slice(*span)], by=by, at=now())


def told(
    project: Project, before: ArticleView, after: ArticleView, rows: Sequence[ClaimView], found: Sequence[Found]
) -> Revised:
    """Say what became of ``rows`` between two versions; ``found`` is where each stands in the later one."""
    alive = [
        (row.code, one.state) for row, one in zip(rows, found, strict=True) if row.status is not WorkStatus.DROPPED
    ]

    def of(state: AnchorState) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for code, now_is in alive if now_is is state))

    return Revised(
        article=after,
        unchanged=of(AnchorState.EXACT),
        moved=of(AnchorState.RELOCATED),
        reworded=of(AnchorState.CHANGED),
        unclear=of(AnchorState.AMBIGUOUS),
        cut=of(AnchorState.ORPHANED),
        sentences=len(new_sentences(project, before, after)),
    )


def new_sentences(project: Project, before: ArticleView, after: ArticleView) -> list[SentenceState]:
    """Return the factual sentences that no claim covers and that were not in the version before."""
    known = {before.text[one.start : one.end] for one in coverage.states(project, before.version_id)}
    return [
        one
        for one in coverage.states(project, after.version_id)
        if one.state == "open" and after.text[one.start : one.end] not in known
    ]
