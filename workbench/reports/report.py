"""The verdict report as plain values: all that any writer shows, and nothing it has to look up.

Texts are as stored. Times are ISO 8601 in UTC, dates EDTF,
codes are the display codes of the project ("C45", "E1"). A field an edition leaves out is empty here,
so a writer cannot let it slip.
"""

from dataclasses import dataclass
from enum import StrEnum

from workbench.desk.views import ScaleView, VerdictMark
from workbench.model.sets import (
    AnchorState,
    CaptureState,
    ChangeDecision,
    Checkability,
    ClaimKind,
    DocumentKind,
    Polarity,
    Severity,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)


class Edition(StrEnum):
    """Whom a report is for.

    ``editor`` has everything a colleague on the story needs. ``legal`` adds the full text of earlier verdicts
    and the custody of the evidence. ``public`` leaves out the people of the desk, their notes, queries,
    proposed changes and waivers, claims nobody has judged, and every document that is not open. ``single``
    is the editor's edition of one claim.
    """

    PUBLIC = "public"
    EDITOR = "editor"
    LEGAL = "legal"
    SINGLE = "single"


class ReportState(StrEnum):
    """How far the report as a whole has come."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """The text under check: ``version`` counts from 1, ``sha256`` is of that version's text."""

    code: str
    title: str
    byline: str
    outlet: str
    url: str
    published: str
    language: str
    version: int
    sha256: str
    received_at: str
    received_from: str
    words: int


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top: ``fingerprint`` is the newest change of the project's log, in hex."""

    title: str
    edition: Edition
    state: ReportState
    workflow: Workflow
    language: str
    articles: tuple[ArticleHead, ...]
    prepared_by: tuple[str, ...]
    as_of: str
    made_at: str
    fingerprint: str
    is_example: bool
    notice: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims carry one label."""

    mark: VerdictMark
    count: int


@dataclass(frozen=True, slots=True)
class MustChange:
    """Words that cannot stay. ``should_be`` is empty where nobody has proposed a wording yet."""

    claim: str
    was: str
    should_be: str
    reason: str
    decision: ChangeDecision | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuery:
    """A question that waits for its answer."""

    claim: str
    to: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The page an editor reads first: ``claims`` counts those not dropped, ``judged`` those with a verdict."""

    claims: int
    judged: int
    tallies: tuple[Tally, ...]
    must_change: tuple[MustChange, ...]
    queries: tuple[OpenQuery, ...]
    not_checked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """The claim's words within their paragraph (number counts from 1; 0 if they stand nowhere now).

    ``article`` is the article's code.
    """

    before: str
    exact: str
    after: str
    paragraph: int
    article: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The other half of a quote pair: "X said it" and "it is true" are judged apart."""

    code: str
    number: int
    kind: ClaimKind
    mark: VerdictMark | None


@dataclass(frozen=True, slots=True)
class PassageSheet:
    """A passage and how it bears on the claim. ``crop`` is a PNG of the place on the page, or None.

    ``quoted`` is False where ``exact`` are words of a summary and not the document's own. ``pictured``: it is a part
    of a picture, which has no words.
    """

    document: str
    title: str
    publisher: str
    date: str
    tier: Tier | None
    held: bool
    derived_from: str
    language: str
    stance: Stance
    decisive: bool
    note: str
    resolution: str
    exact: str
    quoted: bool
    page_label: str
    anchor_state: AnchorState
    crop: bytes | None
    pictured: bool = False
    place: str = ""
    sure: int | None = None  # of words read by OCR: how sure it was of them, in per cent


@dataclass(frozen=True, slots=True)
class VerdictSheet:
    """One version of a verdict; ``at`` and ``by`` say who gave it when. Rationale cites as [E1]."""

    mark: VerdictMark
    scale_key: str
    version: int
    short_conclusion: str
    rationale: str
    not_established: str
    as_of: str
    state: VerdictState
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """One judged claim with everything that carries its verdict."""

    code: str
    number: int
    kind: ClaimKind
    statement: str
    claimant: str
    claim_date: str
    place: str
    checkability: Checkability
    context: Context
    pair: Pair | None
    verdict: VerdictSheet
    passages: tuple[PassageSheet, ...]
    not_established: tuple[str, ...]
    changes: tuple[MustChange, ...]
    queries: tuple[OpenQuery, ...]
    earlier: tuple[VerdictSheet, ...]
    note: str


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim without a verdict that stands; the tallies count its evidence by stance.

    ``undecided`` says in sentences what was decided in two ways and waits to be settled.
    """

    code: str
    number: int
    kind: ClaimKind
    statement: str
    status: WorkStatus
    checkability: Checkability
    paragraph: int
    supports: int
    refutes: int
    other: int
    undecided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    """Who did what to a document, and when."""

    action: str
    by: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One document of the evidence list. ``size`` in bytes; ``used_in`` are the codes of the claims citing it."""

    code: str
    title: str
    author: str
    publisher: str
    date: str
    language: str
    kind: DocumentKind
    tier: Tier | None
    capture_state: CaptureState
    url: str
    archive_url: str
    captured_at: str
    captured_by: str
    original_name: str
    sha256: str
    size: int
    pages: int
    derived_from: str
    note: str
    custody: tuple[CustodyEntry, ...]
    used_in: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether its bytes are in the project."""
        return self.capture_state is not CaptureState.CITATION_ONLY


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """A warning somebody accepted, and why."""

    claim: str
    rule: str
    severity: Severity
    finding: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the verdict report shows."""

    head: Head
    summary: Summary
    sheets: tuple[ClaimSheet, ...]
    open_claims: tuple[OpenClaim, ...]
    evidence: tuple[EvidenceEntry, ...]
    scales: tuple[ScaleView, ...]
    method: tuple[str, ...]
    waived: tuple[WaivedFinding, ...]


def leaning(mark: VerdictMark | None) -> Polarity | None:
    """Return what a verdict leans to, or None where there is no verdict."""
    return mark.polarity if mark else None
