"""Which columns of the nouns are more than text and numbers: for reading rows before the model is imported.

The model says the same of its columns; a test holds the two together.
"""

from enum import StrEnum

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
    QueryState,
    RateAsOf,
    Role,
    SourceKind,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)

# By noun and column: the closed set whose words the column holds.
CLOSED: dict[str, dict[str, type[StrEnum]]] = {
    "project": {"workflow": Workflow, "rate_as_of": RateAsOf},
    "person": {"role": Role},
    "claim": {"kind": ClaimKind, "checkability": Checkability, "status": WorkStatus},
    "occurrence": {"anchor_state": AnchorState},
    "source": {"kind": SourceKind, "attribution": Attribution, "anonymity": Anonymity},
    "document": {
        "kind": DocumentKind,
        "capture_state": CaptureState,
        "tier": Tier,
        "confidentiality": Confidentiality,
    },
    "passage": {"anchor_state": AnchorState},
    "evidence_link": {"stance": Stance, "state": LinkState},
    "verdict": {"state": VerdictState},
    "query": {"state": QueryState},
    "proposed_change": {"decision": ChangeDecision},
}
# Lists of plain values, kept as JSON.
LISTS: dict[str, frozenset[str]] = {
    "scale": frozenset({"labels"}),
    "article_version": frozenset({"blocks"}),
    "claim": frozenset({"types", "risks"}),
    "source": frozenset({"aliases"}),
    "passage": frozenset({"region"}),
}
# Yes or no, kept as 1 or 0.
FLAGS: dict[str, frozenset[str]] = {
    "project": frozenset({"is_example"}),
    "file_blob": frozenset({"evidentiary"}),
    "document": frozenset({"derives_from_article", "quoted"}),
    "evidence_link": frozenset({"decisive"}),
}
