"""The closed sets of the domain, importable from every room (standard library only)."""

from enum import StrEnum


class Workflow(StrEnum):
    """What the project is for: chooses the default scale, the policy and the reports, nothing else."""

    PREPUBLICATION = "prepublication"
    CLAIMCHECK = "claimcheck"


class RateAsOf(StrEnum):
    """Whether a claim is rated on what was known when it was made, or now."""

    CLAIM_DATE = "claim_date"
    CHECK_DATE = "check_date"


class Role(StrEnum):
    """What a person does in the project."""

    AUTHOR = "author"
    CHECKER = "checker"
    SECOND_READER = "second_reader"
    EDITOR = "editor"
    LEGAL = "legal"
    VIEWER = "viewer"


class BlockKind(StrEnum):
    """What a stretch of text is within its article or document."""

    TITLE = "title"
    DEK = "dek"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    NOTE = "note"


class ClaimKind(StrEnum):
    """ "X said it" and "it is true" are two claims: attribution and content."""

    ATTRIBUTION = "attribution"
    CONTENT = "content"
    IMPLIED = "implied"
    VISUAL = "visual"


class Checkability(StrEnum):
    """Whether a claim can be checked at all."""

    CHECKABLE = "checkable"
    OPINION = "opinion"
    PREDICTION = "prediction"
    NOT_CHECKABLE = "not_checkable"


class WorkStatus(StrEnum):
    """Where the work on a claim stands. Never mixed with the verdict."""

    OPEN = "open"
    IN_CHECK = "in_check"
    IN_REVIEW = "in_review"
    SETTLED = "settled"
    PARKED = "parked"
    DROPPED = "dropped"


class Stance(StrEnum):
    """How a passage bears on a claim. "refutes" is shown as "Contradicts"."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    MIXED = "mixed"
    CONTEXT = "context"
    IRRELEVANT = "irrelevant"


class LinkState(StrEnum):
    """Whether a link counts. A suggestion does not until it is accepted."""

    ACCEPTED = "accepted"
    SUGGESTED = "suggested"
    SUPERSEDED = "superseded"


class Polarity(StrEnum):
    """What a label of a scale leans to: drives rules and colour, never shown as a rating."""

    TRUE = "true"
    MIXED = "mixed"
    FALSE = "false"
    UNDETERMINED = "undetermined"
    NOT_RATED = "not_rated"


class VerdictState(StrEnum):
    """How far a verdict has come."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    FINAL = "final"
    PUBLISHED = "published"


class AnchorState(StrEnum):
    """Whether an anchored quote still stands where it was put."""

    EXACT = "exact"
    RELOCATED = "relocated"
    AMBIGUOUS = "ambiguous"
    CHANGED = "changed"
    ORPHANED = "orphaned"


class DocumentKind(StrEnum):
    """The kind of page a document is shown on."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    TEXT = "text"
    MARKDOWN = "markdown"
    ODT = "odt"
    RTF = "rtf"
    BOOK = "book"
    SHEET = "sheet"
    IMAGE = "image"
    SOUND = "sound"
    VIDEO = "video"
    TRANSCRIPT = "transcript"
    MESSAGE = "message"
    SEARCH = "search"
    CITATION = "citation"
    OTHER = "other"


class CaptureState(StrEnum):
    """Whether the evidence is held or only cited."""

    CITATION_ONLY = "citation_only"
    CAPTURED = "captured"
    ARCHIVED = "archived"


class Tier(StrEnum):
    """How near a document is to the event."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class Confidentiality(StrEnum):
    """Who may see a document."""

    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class TextLayer(StrEnum):
    """Whether a document's text can be used."""

    GOOD = "good"
    PARTIAL = "partial"
    UNUSABLE = "unusable"
    NONE = "none"


class SourceKind(StrEnum):
    """What originates the information."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PUBLICATION = "publication"
    OFFICIAL = "official"
    DATASET = "dataset"
    OTHER = "other"


class Attribution(StrEnum):
    """The terms on which a source speaks."""

    ON_THE_RECORD = "on_the_record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep_background"
    OFF_THE_RECORD = "off_the_record"


class Anonymity(StrEnum):
    """Whether the source is named."""

    NONE = "none"
    UNNAMED = "unnamed"
    CODENAMED = "codenamed"


class QueryState(StrEnum):
    """Where a question to author or editor stands."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class ChangeDecision(StrEnum):
    """What the editor said of a proposed change."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    ALTERNATIVE = "alternative"
    STET = "stet"


class Severity(StrEnum):
    """How hard a finding is: block cannot go final, warn is fixed or waived, info is shown."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"
