"""The words on the screen for the closed sets of the domain."""

from collections.abc import Mapping

from workbench.desk.since import Since
from workbench.model.sets import (
    CaptureState,
    Checkability,
    ClaimKind,
    Confidentiality,
    DocumentKind,
    QueryState,
    Stance,
    TextLayer,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)
from workbench.ui.text import tr

STATUS: Mapping[WorkStatus, str] = {
    WorkStatus.OPEN: tr("Open"),
    WorkStatus.IN_CHECK: tr("In check"),
    WorkStatus.IN_REVIEW: tr("In review"),
    WorkStatus.SETTLED: tr("Settled"),
    WorkStatus.PARKED: tr("Parked"),
    WorkStatus.DROPPED: tr("Dropped"),
}
# What became of a claim's words in the newest version of the article.
SINCE: Mapping[Since, str] = {
    Since.MOVED: tr("moved in the text"),
    Since.REWORDED: tr("text changed since"),
    Since.GONE: tr("not in this version"),
    Since.JUDGED_BEFORE: tr("text changed since"),
}
STANCE: Mapping[Stance, str] = {
    Stance.SUPPORTS: tr("Supports"),
    Stance.REFUTES: tr("Contradicts"),
    Stance.MIXED: tr("Mixed"),
    Stance.CONTEXT: tr("Context"),
    Stance.IRRELEVANT: tr("Not relevant"),
}
# After "E44" and before "claim 3".
STANCE_PHRASE: Mapping[Stance, str] = {
    Stance.SUPPORTS: tr("supports"),
    Stance.REFUTES: tr("contradicts"),
    Stance.MIXED: tr("speaks partly for and partly against"),
    Stance.CONTEXT: tr("gives context for"),
    Stance.IRRELEVANT: tr("is not relevant to"),
}
STANCE_SIGN: Mapping[Stance, str] = {
    Stance.SUPPORTS: "✓",
    Stance.REFUTES: "✕",
    Stance.MIXED: "◐",
    Stance.CONTEXT: "·",
    Stance.IRRELEVANT: "–",
}
# The token whose colour goes with a stance; its tint is the token with "_bg".
STANCE_TOKEN: Mapping[Stance, str] = {
    Stance.SUPPORTS: "supports",
    Stance.REFUTES: "contradicts",
    Stance.MIXED: "mixed",
    Stance.CONTEXT: "context",
    Stance.IRRELEVANT: "unchecked",
}
KIND: Mapping[ClaimKind, str] = {
    ClaimKind.CONTENT: tr("Statement of fact"),
    ClaimKind.ATTRIBUTION: tr("That it was said"),
    ClaimKind.IMPLIED: tr("Implied"),
    ClaimKind.VISUAL: tr("Picture or chart"),
}
PRIORITY: Mapping[int, str] = {1: tr("High"), 2: tr("Normal"), 3: tr("Low"), 4: tr("If time allows")}
CHECKABILITY: Mapping[Checkability, str] = {
    Checkability.CHECKABLE: tr("Checkable"),
    Checkability.OPINION: tr("Opinion"),
    Checkability.PREDICTION: tr("Prediction"),
    Checkability.NOT_CHECKABLE: tr("Cannot be checked"),
}
TIER: Mapping[Tier, str] = {
    Tier.PRIMARY: tr("primary"),
    Tier.SECONDARY: tr("secondary"),
    Tier.TERTIARY: tr("tertiary"),
}
VERDICT_STATE: Mapping[VerdictState, str] = {
    VerdictState.DRAFT: tr("draft"),
    VerdictState.IN_REVIEW: tr("in review"),
    VerdictState.FINAL: tr("final"),
    VerdictState.PUBLISHED: tr("published"),
}
QUERY_STATE: Mapping[QueryState, str] = {
    QueryState.OPEN: tr("open"),
    QueryState.ANSWERED: tr("answered"),
    QueryState.WITHDRAWN: tr("withdrawn"),
}
DOCUMENT_KIND: Mapping[DocumentKind, str] = {
    DocumentKind.PDF: tr("PDF"),
    DocumentKind.HTML: tr("Web page"),
    DocumentKind.DOCX: tr("Word file"),
    DocumentKind.TEXT: tr("Text"),
    DocumentKind.MARKDOWN: tr("Text"),
    DocumentKind.ODT: tr("OpenDocument text"),
    DocumentKind.RTF: tr("RTF text"),
    DocumentKind.BOOK: tr("Book"),
    DocumentKind.SHEET: tr("Spreadsheet"),
    DocumentKind.IMAGE: tr("Image"),
    DocumentKind.SOUND: tr("Sound"),
    DocumentKind.VIDEO: tr("Video"),
    DocumentKind.TRANSCRIPT: tr("Transcript"),
    DocumentKind.MESSAGE: tr("E-mail"),
    DocumentKind.SEARCH: tr("Search"),
    DocumentKind.CITATION: tr("Citation"),
    DocumentKind.OTHER: tr("File"),
}
CAPTURE: Mapping[CaptureState, str] = {
    CaptureState.CITATION_ONLY: tr("citation only"),
    CaptureState.CAPTURED: tr("held"),
    CaptureState.ARCHIVED: tr("archived"),
}
TEXT_LAYER: Mapping[TextLayer, str] = {
    TextLayer.GOOD: tr("good"),
    TextLayer.PARTIAL: tr("in part"),
    TextLayer.UNUSABLE: tr("no use"),
    TextLayer.NONE: tr("none"),
}
CONFIDENTIALITY: Mapping[Confidentiality, str] = {
    Confidentiality.OPEN: tr("Anyone may see this evidence"),
    Confidentiality.INTERNAL: tr("For the newsroom only"),
    Confidentiality.CONFIDENTIAL: tr("Confidential: never leaves in a copy"),
}
WORKFLOW: Mapping[Workflow, str] = {
    Workflow.PREPUBLICATION: tr("Before publication"),
    Workflow.CLAIMCHECK: tr("Claim check"),
}


def tallies(*, supports: int, refutes: int, mixed: int, context: int) -> str:
    """Return how many passages speak for and against, "✓1 ✕2"; "" for none."""
    counts = ((Stance.SUPPORTS, supports), (Stance.REFUTES, refutes), (Stance.MIXED, mixed), (Stance.CONTEXT, context))
    return " ".join(f"{STANCE_SIGN[stance]}{count}" for stance, count in counts if count)


def spoken_tallies(*, supports: int, refutes: int, mixed: int, context: int) -> str:
    """Return the same for a screen reader."""
    counts = ((Stance.SUPPORTS, supports), (Stance.REFUTES, refutes), (Stance.MIXED, mixed), (Stance.CONTEXT, context))
    return ", ".join(f"{count} {STANCE[stance].lower()}" for stance, count in counts if count)


def read_by_ocr(sure: int) -> str:
    """Return what is said of words that OCR read; ``sure`` is in per cent."""
    return tr("Read by OCR, %1 % sure").replace("%1", str(sure))
