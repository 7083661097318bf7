"""What the rows of the navigator say: claims, evidence, findings, queries and changes."""

from workbench.checks.finding import Finding
from workbench.desk.views import ChangeView, ClaimRow, DocumentView, QueryView
from workbench.model.sets import CaptureState, DocumentKind, Severity
from workbench.reports.dates import day
from workbench.ui import marks, words
from workbench.ui.pages.contract import Tone
from workbench.ui.panels.row_delegate import RowFace
from workbench.ui.text import plural, tr

DOCUMENT_ICON = {
    DocumentKind.PDF: "file-text",
    DocumentKind.HTML: "globe",
    DocumentKind.DOCX: "file-text",
    DocumentKind.TEXT: "file-text",
    DocumentKind.MARKDOWN: "file-text",
    DocumentKind.ODT: "file-text",
    DocumentKind.RTF: "file-text",
    DocumentKind.BOOK: "book",
    DocumentKind.SHEET: "table",
    DocumentKind.IMAGE: "image",
    DocumentKind.SOUND: "volume-2",
    DocumentKind.VIDEO: "film",
    DocumentKind.TRANSCRIPT: "captions",
    DocumentKind.MESSAGE: "mail",
    DocumentKind.SEARCH: "search",
    DocumentKind.CITATION: "quote",
    DocumentKind.OTHER: "file",
}
SEVERITY_TONE = {Severity.BLOCK: Tone.CONTRADICTS, Severity.WARN: Tone.MIXED, Severity.INFO: Tone.MUTED}
SEVERITY_WORD = {
    Severity.BLOCK: tr("Must be fixed"),
    Severity.WARN: tr("Fix or accept"),
    Severity.INFO: tr("For information"),
}


def claim_face(row: ClaimRow) -> RowFace:
    """Return a claim's row."""
    counts = words.tallies(supports=row.supports, refutes=row.refutes, mixed=row.mixed, context=row.context)
    return RowFace(
        lead=str(row.number),
        words=row.statement,
        detail=" · ".join(part for part in (marks.standing(row), counts) if part),
        shape=marks.shape(row.settled),
        tone=marks.tone(row.settled),
        right=row.initials,
        dot=Tone.MIXED if row.findings else None,
    )


def document_face(row: DocumentView) -> RowFace:
    """Return a document's row."""
    cited = row.capture_state is CaptureState.CITATION_ONLY
    kind = words.CAPTURE[row.capture_state] if cited else words.DOCUMENT_KIND[row.kind]
    linked = plural(row.links, "%n link", "%n links") if row.links else tr("not linked")
    detail = " · ".join(part for part in (row.publisher, day(row.date), kind, linked) if part)
    return RowFace(
        lead=row.code,
        words=row.title,
        detail=detail,
        icon=DOCUMENT_ICON[row.kind],
        dot=Tone.MIXED if row.problem else None,
    )


def finding_face(row: Finding) -> RowFace:
    """Return a finding's row."""
    tone = SEVERITY_TONE[row.severity]
    return RowFace(
        lead=row.code,
        words=row.sentence,
        detail=f"{SEVERITY_WORD[row.severity]} · {row.rule}",
        icon="triangle-alert",
        tone=tone,
    )


def query_face(row: QueryView | ChangeView) -> RowFace:
    """Return the row of a query or a proposed change."""
    if isinstance(row, QueryView):
        detail = f"{tr('Query')} · {words.QUERY_STATE[row.state]}"
        return RowFace(lead=row.claim_code, words=row.text, detail=detail, icon="message-square", tone=Tone.MUTED)
    return RowFace(
        lead=row.claim_code,
        words=f"{row.was} → {row.should_be}",
        detail=f"{tr('Change')} · {row.decision.value}",
        icon="pencil",
        tone=Tone.MUTED,
    )
