"""The report's own words for the closed sets of the domain."""

from workbench.model.sets import (
    AnchorState,
    ChangeDecision,
    Checkability,
    ClaimKind,
    DocumentKind,
    Stance,
    Tier,
    Workflow,
    WorkStatus,
)
from workbench.reports.report import Edition

KIND = {
    ClaimKind.ATTRIBUTION: "attribution",
    ClaimKind.CONTENT: "content",
    ClaimKind.IMPLIED: "implied",
    ClaimKind.VISUAL: "picture",
}
STANCE = {
    Stance.SUPPORTS: "Evidence for",
    Stance.REFUTES: "Evidence against",
    Stance.MIXED: "Mixed evidence",
    Stance.CONTEXT: "Context",
}
TIER = {Tier.PRIMARY: "primary", Tier.SECONDARY: "secondary", Tier.TERTIARY: "tertiary"}
STATUS = {
    WorkStatus.OPEN: "open",
    WorkStatus.IN_CHECK: "in check",
    WorkStatus.IN_REVIEW: "in review",
    WorkStatus.SETTLED: "settled",
    WorkStatus.PARKED: "parked",
    WorkStatus.DROPPED: "dropped",
}
CHECKABILITY = {
    Checkability.CHECKABLE: "",
    Checkability.OPINION: "opinion",
    Checkability.PREDICTION: "prediction",
    Checkability.NOT_CHECKABLE: "not checkable",
}
ANCHOR = {
    AnchorState.EXACT: "",
    AnchorState.RELOCATED: "found again at another place",
    AnchorState.AMBIGUOUS: "place not certain",
    AnchorState.CHANGED: "the document reads differently now",
    AnchorState.ORPHANED: "no longer found in the document",
}
DECISION = {
    ChangeDecision.PENDING: "",
    ChangeDecision.ACCEPTED: "accepted",
    ChangeDecision.ALTERNATIVE: "another wording chosen",
    ChangeDecision.STET: "left as it was (stet)",
}
DOCUMENT = {
    DocumentKind.PDF: "PDF",
    DocumentKind.HTML: "saved web page",
    DocumentKind.DOCX: "Word document",
    DocumentKind.TEXT: "text file",
    DocumentKind.MARKDOWN: "text file",
    DocumentKind.ODT: "OpenDocument text",
    DocumentKind.RTF: "RTF text",
    DocumentKind.BOOK: "book",
    DocumentKind.SHEET: "spreadsheet",
    DocumentKind.IMAGE: "picture",
    DocumentKind.SOUND: "sound recording",
    DocumentKind.VIDEO: "video",
    DocumentKind.TRANSCRIPT: "transcript",
    DocumentKind.MESSAGE: "e-mail",
    DocumentKind.SEARCH: "search",
    DocumentKind.CITATION: "citation",
    DocumentKind.OTHER: "file",
}
WORKFLOW = {
    Workflow.PREPUBLICATION: "Check before publication",
    Workflow.CLAIMCHECK: "Claim check",
}
EDITION = {
    Edition.PUBLIC: "Public edition",
    Edition.EDITOR: "Editor’s edition",
    Edition.LEGAL: "Legal edition",
    Edition.SINGLE: "Single claim",
}


def claims(count: int) -> str:
    """Return "1 claim" or "51 claims"."""
    return "1 claim" if count == 1 else f"{count:,} claims"


def size(octets: int) -> str:
    """Return a size in bytes as a reader says it: "12 kB", "3.4 MB"."""
    if octets < 1000:
        return "1 byte" if octets == 1 else f"{octets} bytes"
    if octets < 1_000_000:
        return f"{octets / 1000:.0f} kB"
    return f"{octets / 1_000_000:.1f} MB"


def read_by_ocr(sure: int) -> str:
    """Return what is said of words that OCR read; ``sure`` is in per cent."""
    return f"read by OCR, {sure} % sure"
