"""What a merge leaves to decide, as the page shows it: one question, its answers side by side, a key for each."""

from dataclasses import dataclass
from typing import Any

from workbench.desk import claims, projects, sharing
from workbench.desk.merging import Conflict, SameSpan, Side
from workbench.desk.views import ClaimView
from workbench.store.project import Project
from workbench.ui import when
from workbench.ui.text import apart, tr

BOTH = "both"  # the view state that remembers which claims on the same words stay two


@dataclass(frozen=True, slots=True)
class Column:
    """One of the answers: whose it is, what it says, who set it when and in which step."""

    title: str
    shown: str
    details: tuple[tuple[str, str], ...]
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that can be decided; the first answers stand for the columns in their order."""

    words: str
    take: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide. ``written`` is the proposal where the answer may be written anew, "" where it may not."""

    id: str
    about: str
    claim_id: str
    base: str
    columns: tuple[Column, ...]
    answers: tuple[Answer, ...]
    written: str
    what: Conflict | SameSpan


def waiting(project: Project) -> list[Question]:
    """Return what is to be decided, conflicts first. Reads much: in a job."""
    kept = _kept_apart(project)
    found = [_conflict(one) for one in sharing.conflicts(project)]
    pairs = [one for one in sharing.same_span(project) if _pair(one) not in kept]
    return found + [_pair_question(project, one) for one in pairs]


def count(project: Project) -> int:
    """Return how many questions there are, without a word about them."""
    kept = _kept_apart(project)
    return sharing.waiting(project) + sum(_pair(one) not in kept for one in sharing.same_span(project))


def settle(project: Project, question: Question, take: str) -> None:
    """Do what was decided: one step, which can be undone. Keeping both claims of a pair is only remembered."""
    match question.what:
        case Conflict(id=ident):
            sharing.resolve(project, ident, take)
        case SameSpan() as pair if take == BOTH:
            projects.remember(project, BOTH, sorted({*_kept_apart(project), _pair(pair)}))
        case SameSpan() as pair:
            other = pair.other_id if take == pair.claim_id else pair.claim_id
            sharing.join_claims(project, take, other)


def _kept_apart(project: Project) -> set[str]:
    kept = projects.recall(project, BOTH)
    return {str(one) for one in kept} if isinstance(kept, list) else set()


def _pair(one: SameSpan) -> str:
    return f"{one.claim_id} {one.other_id}"


def _conflict(one: Conflict) -> Question:
    mine = [side for side in one.sides if not side.came]
    columns, answers = [], []
    for at, side in enumerate(one.sides):
        own = not side.came and len(mine) == 1
        title = tr("Mine") if own else tr("Theirs") if len(one.sides) == 2 else f"{tr('Theirs')} {at}"
        columns.append(_column(title, side))
        verb = tr("Keep mine") if own else tr("Take theirs") if len(one.sides) == 2 else f"{tr('Take theirs')} {at}"
        answers.append(Answer(verb, side.op))
    if one.field == "stance" and not any(str(side.value) == "mixed" for side in one.sides):
        answers.append(Answer(tr("Both: mixed"), "mixed"))
    written = one.mine.shown if one.field == "statement" else ""
    about = one.about[:1].upper() + one.about[1:]
    return Question(one.id, about, one.claim_id, one.base, tuple(columns), tuple(answers), written, one)


def _column(title: str, side: Side) -> Column:
    who = f"{apart(side.who) or tr('no name')} · {when.moment(side.when)}"
    return Column(title, side.shown, side.details, who, side.why)


def _pair_question(project: Project, one: SameSpan) -> Question:
    first, second = claims.get(project, one.claim_id), claims.get(project, one.other_id)
    about = f"{one.code} {tr('and')} {one.other_code} {tr('stand on the same words')}: “{one.exact}”"
    answers = (
        Answer(f"{tr('One claim: keep')} {one.code}", one.claim_id),
        Answer(f"{tr('One claim: keep')} {one.other_code}", one.other_id),
        Answer(tr("Both: two claims"), BOTH),
    )
    columns = (_claim_column(first), _claim_column(second))
    return Question(_pair(one), about, one.claim_id, "", columns, answers, "", one)


def _claim_column(one: ClaimView) -> Column:
    details: list[tuple[str, Any]] = [(tr("claimant"), one.claimant), (tr("note"), one.note)]
    who = f"{apart(one.created_by) or tr('no name')} · {when.moment(one.created_at)}"
    told = tuple((name, str(value)) for name, value in details if value)
    return Column(one.code, one.statement, told, who, tr("Marked as claim"))
