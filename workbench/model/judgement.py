"""What is judged, asked and proposed."""

from workbench.model.base import Noun, closed, reference
from workbench.model.sets import ChangeDecision, QueryState, VerdictState


class Verdict(Noun, table=True):
    """A judgement on a claim. Never updated: a change is a new row. The rationale cites documents as [[id]]."""

    claim_id: str = reference("claim")
    scale_key: str
    scale_version: int
    label: str
    rationale: str = ""
    short_conclusion: str = ""
    not_established: str = ""
    sole_source_reason: str = ""
    as_of: str = ""
    state: VerdictState = closed(VerdictState, VerdictState.DRAFT)
    by: str = ""
    at: str = ""


class Query(Noun, table=True):
    """A question to author or editor."""

    claim_id: str = reference("claim")
    to: str = "author"
    text: str
    state: QueryState = closed(QueryState, QueryState.OPEN)
    answer: str = ""
    by: str = ""
    at: str = ""


class ProposedChange(Noun, table=True):
    """Words of the article as they are, and as they should be."""

    __tablename__ = "proposed_change"

    claim_id: str = reference("claim")
    was: str
    should_be: str
    reason: str = ""
    decision: ChangeDecision = closed(ChangeDecision, ChangeDecision.PENDING)
    by: str = ""
    at: str = ""


class Waiver(Noun, table=True):
    """A finding accepted with a reason; ``finding_key`` voids it when what it rests on changes."""

    finding_key: str
    rule: str
    claim_id: str | None = reference("claim", optional=True)
    reason: str
    by: str = ""
    at: str = ""
