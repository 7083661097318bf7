"""What the desk hands out: frozen values for the window, the command line and the reports.

Offsets are code points, end exclusive. Times are ISO 8601 in UTC ("2026-11-23T08:37:33Z"), dates EDTF.
"""

from dataclasses import dataclass

from workbench.desk.since import Since
from workbench.model.sets import (
    AnchorState,
    Anonymity,
    Attribution,
    CaptureState,
    ChangeDecision,
    Checkability,
    ClaimKind,
    Confidentiality,
    DocumentKind,
    LinkState,
    Polarity,
    QueryState,
    RateAsOf,
    SourceKind,
    Stance,
    TextLayer,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)
from workbench.readers.cells import Cells
from workbench.readers.reading import Block, Box


@dataclass(frozen=True, slots=True)
class LabelView:
    """One label of a scale; ``rank`` is None for labels off the axis."""

    key: str
    label: str
    polarity: Polarity
    rank: int | None
    meaning: str


@dataclass(frozen=True, slots=True)
class ScaleView:
    """A rating scale in one version. ``worst`` and ``best`` are None where the scale is not numbered."""

    key: str
    version: int
    name: str
    org: str
    decision: str
    labels: tuple[LabelView, ...]
    worst: int | None
    best: int | None

    def label(self, name: str) -> LabelView | None:
        """Return the label called ``name`` (its words or its key, whatever the case), or None."""
        wanted = name.casefold().strip()
        return next((x for x in self.labels if wanted in (x.label.casefold(), x.key.casefold())), None)


@dataclass(frozen=True, slots=True)
class PersonView:
    """A colleague."""

    id: str
    name: str
    initials: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is: ``checked`` claims have a verdict on the words that stand now; dropped ones do not count."""

    articles: int
    claims: int
    checked: int
    documents: int
    links: int


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The project as a whole. ``head`` is the fingerprint of the newest change of its log, in hex."""

    id: str
    title: str
    workflow: Workflow
    scale: ScaleView
    language: str
    rate_as_of: RateAsOf
    is_example: bool
    notice: str
    head: str
    schema_version: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article in its newest version."""

    id: str
    code: str
    title: str
    byline: str
    outlet: str
    url: str
    published: str
    language: str
    version_id: str
    seq: int
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    received_at: str
    received_from: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of an article, without its text."""

    id: str
    seq: int
    sha256: str
    characters: int
    received_at: str


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """Where a claim stands in a version of the article."""

    version_id: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    anchor_state: AnchorState


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it stands."""

    id: str
    code: str
    number: int
    article_id: str
    statement: str
    kind: ClaimKind
    types: tuple[str, ...]
    claimant: str
    claimant_source_id: str | None
    claim_date: str
    place: str
    pair_id: str | None
    pair_code: str | None
    parent_id: str | None
    parent_code: str | None
    priority: int
    checkability: Checkability
    status: WorkStatus
    assignee: str
    note: str
    created_by: str
    created_at: str
    occurrences: tuple[OccurrenceView, ...]


@dataclass(frozen=True, slots=True)
class VerdictMark:
    """Just enough of a verdict to draw its shape and word."""

    label: str
    polarity: Polarity
    rank: int | None
    worst: int | None
    best: int | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One version of a claim's verdict. ``rationale`` cites documents as [E1]; ``version`` counts from 1.

    ``stands`` is True for the one that counts now; for none while two made apart wait for a person to decide.
    """

    id: str
    claim_id: str
    version: int
    stands: bool
    label: str
    polarity: Polarity
    rank: int | None
    worst: int | None
    best: int | None
    scale_key: str
    scale_version: int
    rationale: str
    references: tuple[str, ...]
    short_conclusion: str
    not_established: str
    sole_source_reason: str
    as_of: str
    state: VerdictState
    by: str
    at: str

    @property
    def mark(self) -> VerdictMark:
        """Return what is needed to draw it."""
        return VerdictMark(self.label, self.polarity, self.rank, self.worst, self.best)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list: ``start`` and ``end`` in the newest version, ``paragraph`` counts from 1 (0: nowhere),
    ``article`` its article's number; ``since`` is None where the words stand as they were looked at and judged.
    """

    id: str
    code: str
    number: int
    statement: str
    kind: ClaimKind
    status: WorkStatus
    verdict: VerdictMark | None
    supports: int
    refutes: int
    mixed: int
    context: int
    findings: int
    initials: str
    start: int
    end: int
    paragraph: int
    pair_code: str | None
    since: Since | None = None
    article: int = 1

    @property
    def place(self) -> tuple[int, bool, int, int, int]:
        """What puts rows in order: by article, as the words stand there, what stands nowhere last."""
        return (self.article, self.paragraph == 0, self.start, -self.end, self.number)

    @property
    def settled(self) -> VerdictMark | None:
        """The verdict, as long as it is about the words that stand there now."""
        return None if self.since else self.verdict


@dataclass(frozen=True, slots=True)
class Highlight:
    """A claim's words in a version of the article, with what decides how they are underlined."""

    claim_id: str
    code: str
    number: int
    start: int
    end: int
    kind: ClaimKind
    status: WorkStatus
    verdict: VerdictMark | None
    supports: int
    refutes: int
    mixed: int
    context: int
    anchor_state: AnchorState
    initials: str
    since: Since | None = None

    @property
    def settled(self) -> VerdictMark | None:
        """The verdict, as long as it is about the words that stand there now."""
        return None if self.since else self.verdict


@dataclass(frozen=True, slots=True)
class ContextView:
    """A claim's words within their paragraph: ``before + exact + after`` is the paragraph's text."""

    before: str
    exact: str
    after: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """Who originates information."""

    id: str
    name: str
    kind: SourceKind
    aliases: tuple[str, ...]
    description: str
    anonymity: Anonymity
    attribution: Attribution
    part_of_id: str | None
    approved_by: str
    group_id: str | None
    group_label: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A piece of evidence, held or cited. ``problem`` is the sentence that says why it has no text.

    ``quoted`` is False where the words of a citation are a summary; ``derives_from_article`` is True for what repeats
    the article under check.
    """

    id: str
    code: str
    number: int
    title: str
    author: str
    publisher: str
    date: str
    language: str
    kind: DocumentKind
    mime: str
    capture_state: CaptureState
    sha256: str
    size: int
    original_name: str
    url: str
    archive_url: str
    captured_at: str
    captured_by: str
    captured_how: str
    tier: Tier | None
    confidentiality: Confidentiality
    derived_from_id: str | None
    derived_from_code: str | None
    source: SourceView | None
    group_id: str | None
    quoted: bool
    derives_from_article: bool
    pages: int
    characters: int
    text_layer: TextLayer
    problem: str
    note: str
    links: int
    read_pages: int = 0  # how many pages are shown as OCR read them


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a file: its document, and whether the same bytes were there before.

    ``with_it`` are documents that were attached to it; ``left`` are sentences on what of that did not come along.
    """

    document: DocumentView
    already_there: bool
    with_it: tuple["Added", ...] = ()
    left: tuple[str, ...] = ()

    def all(self) -> list["Added"]:
        """Return it and everything that came with it, near and far."""
        return [self, *(one for inner in self.with_it for one in inner.all())]


@dataclass(frozen=True, slots=True)
class CustodyView:
    """Who did what to a document, and when."""

    action: str
    by: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A passage of a document and how it bears on a claim. Part of a picture has a ``region`` (pixels), no words.

    ``cells`` of a table are a rectangle: ``exact`` are its words alone, ``start`` to ``end`` runs over what lies
    between its first and its last cell.
    """

    id: str
    claim_id: str
    claim_code: str
    document_id: str
    document_code: str
    document_title: str
    publisher: str
    date: str
    tier: Tier | None
    capture_state: CaptureState
    derived_from_code: str | None
    stance: Stance
    decisive: bool
    credibility: int | None
    note: str
    resolution: str
    state: LinkState
    passage_id: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    page: int | None
    page_label: str
    place: str  # what it is cited by where there are no pages: a time range, cells
    region: Box | None
    anchor_state: AnchorState
    has_crop: bool
    by: str
    at: str
    sure: int | None = None  # for words read by OCR: how sure it was of them, in per cent
    cells: Cells | None = None


@dataclass(frozen=True, slots=True)
class QueryView:
    """A question to the author or the editor."""

    id: str
    claim_id: str
    claim_code: str
    to: str
    text: str
    state: QueryState
    answer: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A proposed change of the article's words."""

    id: str
    claim_id: str
    claim_code: str
    was: str
    should_be: str
    reason: str
    decision: ChangeDecision
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: ``start`` and ``end`` span the hit in the stored text; marks are spans within the snippet.

    ``part`` is where it was found: document, claim, note, verdict or article; ``place`` is what it is cited by there
    (a page's label, a time range, cells).
    """

    kind: str
    id: str
    code: str
    title: str
    snippet: str
    snippet_marks: tuple[tuple[int, int], ...]
    start: int
    end: int
    page: int | None
    part: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class SentenceState:
    """A sentence of the article: ``state`` is claim, no_fact, open (factual, unmarked) or plain."""

    start: int
    end: int
    paragraph: int
    state: str
    reasons: tuple[str, ...]
