"""How the check was done, in the report's own words."""

from workbench.desk.views import ProjectInfo
from workbench.model.sets import RateAsOf, Workflow

_ALWAYS = (
    "A claim is one statement that is true or false by itself. That somebody said a thing and that the thing is so"
    " are two claims, judged apart: the attribution and its content.",
    "Evidence is linked passage by passage. “Decisive” marks the passages a verdict rests on. Documents that derive"
    " from one another, or from the article itself, count as one source.",
    "“Cited, not held” means that the project keeps no copy of a document, so its words cannot be compared here."
    " “In summary” means that the words are the checker’s, not the document’s.",
    "The SHA-256 of a held document identifies its very bytes. The log head does the same for the whole history of"
    " the project as it was when this report was made: a change of anything before it would give another.",
)
_AS_OF = {
    RateAsOf.CLAIM_DATE: "Claims are rated on what was known when they were made.",
    RateAsOf.CHECK_DATE: "Claims are rated on what is known on the day of the check.",
}
_WORKFLOW = {
    Workflow.PREPUBLICATION: "The text was checked before publication. The editor has the last word: words left as"
    " they were against a proposal are marked as such, with the reason.",
    Workflow.CLAIMCHECK: "The text was checked after publication.",
}


def method(info: ProjectInfo) -> tuple[str, ...]:
    """Return the sentences on method that hold for a project."""
    return (f"{_WORKFLOW[info.workflow]} {_AS_OF[info.rate_as_of]}", *_ALWAYS)
