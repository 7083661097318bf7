"""Everything the rules may know: of one claim, and of the project as a whole. Plain values, no database.

Ids are the project's; codes are what people see ("C45", "E3"). Dates are EDTF, offsets code points. Empty text means
"none" or "not known" throughout.
"""

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.sets import (
    AnchorState,
    Anonymity,
    Attribution,
    BlockKind,
    CaptureState,
    ChangeDecision,
    Checkability,
    ClaimKind,
    LinkState,
    Polarity,
    QueryState,
    SourceKind,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)


class BlobState(StrEnum):
    """What the last look at a document's stored bytes showed."""

    NONE = "none"
    UNCHECKED = "unchecked"
    INTACT = "intact"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Who originates information. ``part_of`` is the id of the organisation he or she speaks for."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: SourceKind = SourceKind.OTHER
    part_of: str = ""
    anonymity: Anonymity = Anonymity.NONE
    attribution: Attribution = Attribution.ON_THE_RECORD
    approved_by: str = ""
    independence_group: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A piece of evidence. ``derived_from`` holds the ids of all documents it goes back to, near and far.

    ``derives_from_article``: it goes back to the article under check. ``quoted`` is False where its words are the
    checker's summary. ``text`` may be left empty; it only serves to see that two documents share long stretches.
    ``independence_group`` is its own, where it has one beside its source's.
    """

    id: str
    code: str
    title: str
    author: str = ""
    publisher: str = ""
    date: str = ""
    tier: Tier | None = None
    capture_state: CaptureState = CaptureState.CITATION_ONLY
    captured_at: str = ""
    captured_by: str = ""
    captured_how: str = ""
    url: str = ""
    archive_url: str = ""
    derived_from: tuple[str, ...] = ()
    derives_from_article: bool = False
    source: SourceFacts | None = None
    independence_group: str = ""
    quoted: bool = True
    text: str = ""
    blob: BlobState = BlobState.NONE


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A passage and how it bears on the claim. ``exact`` is the passage's words."""

    id: str
    document: DocumentFacts
    stance: Stance
    exact: str
    decisive: bool = False
    state: LinkState = LinkState.ACCEPTED
    resolution: str = ""
    anchor_state: AnchorState = AnchorState.EXACT


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """A label of a scale."""

    label: str
    polarity: Polarity
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ScaleFacts:
    """The project's scale. ``worst`` and ``best`` are None where it is not numbered."""

    key: str
    version: int
    labels: tuple[LabelFacts, ...]
    worst: int | None = None
    best: int | None = None


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """The current verdict. ``rationale`` cites documents by their codes ("[E1]").

    ``judged_words`` are the article's words at the time of the verdict (empty: not recorded);
    ``sole_source_reason`` is why one source is enough.
    """

    id: str
    label: str
    polarity: Polarity
    state: VerdictState
    rationale: str
    rank: int | None = None
    sole_source_reason: str = ""
    judged_words: str = ""


@dataclass(frozen=True, slots=True)
class PairFacts:
    """The other half of a quote pair, as far as it matters here."""

    claim_id: str
    code: str
    kind: ClaimKind
    status: WorkStatus
    checkability: Checkability
    claimant: str = ""
    claimant_source: SourceFacts | None = None
    has_verdict: bool = False
    links: tuple[LinkFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryFacts:
    """A question to author or editor."""

    id: str
    text: str
    state: QueryState


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A proposed change. ``reason`` is the editor's for letting the text stand, ``by`` who decided."""

    id: str
    was: str
    should_be: str
    decision: ChangeDecision
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ConflictFacts:
    """Something of the claim that two people decided apart from each other; ``about`` says what, ``values`` how."""

    about: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaiverFacts:
    """A finding accepted with a reason, by the finding's key."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What the claim's ClaimReview says of its publication. Left out of a dossier that is not to be exported."""

    url: str
    organisation: str
    date_published: str
    appearance: str


@dataclass(frozen=True, slots=True)
class ClaimDossier:
    """One claim with all that hangs on it.

    ``verbatim`` is the claim's recorded words, ``text_there`` what the article's newest version has at its place
    (None: it has no place there); ``paragraph`` is the whole paragraph around it and ``paragraph_offset`` where the
    words begin in it. ``claim_date`` is the time the claim is about or was made.
    """

    claim_id: str
    code: str
    statement: str
    verbatim: str
    kind: ClaimKind
    types: tuple[str, ...] = ()
    claimant: str = ""
    claimant_source: SourceFacts | None = None
    claim_date: str = ""
    status: WorkStatus = WorkStatus.OPEN
    checkability: Checkability = Checkability.CHECKABLE
    workflow: Workflow = Workflow.PREPUBLICATION
    anchor_state: AnchorState = AnchorState.EXACT
    text_there: str | None = None
    paragraph: str = ""
    paragraph_offset: int = 0
    pair: PairFacts | None = None
    links: tuple[LinkFacts, ...] = ()
    verdict: VerdictFacts | None = None
    scale: ScaleFacts | None = None
    queries: tuple[QueryFacts, ...] = ()
    changes: tuple[ChangeFacts, ...] = ()
    conflicts: tuple[ConflictFacts, ...] = ()
    waivers: tuple[WaiverFacts, ...] = ()
    publication: PublicationFacts | None = None


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """A block of the article: ``text[start:end]``."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article's newest version with the spans that are claimed or declared to state no fact."""

    id: str
    code: str
    version_id: str
    text: str
    blocks: tuple[BlockFacts, ...] = ()
    claimed: tuple[tuple[int, int], ...] = ()
    no_fact: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectDossier:
    """What the rules that look at the whole project need."""

    workflow: Workflow
    articles: tuple[ArticleFacts, ...] = ()
    scale: ScaleFacts | None = None
    waivers: tuple[WaiverFacts, ...] = ()
