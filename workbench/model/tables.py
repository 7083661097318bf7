"""Every noun in one place: import this to have all tables known."""

from workbench.model.article import Article, ArticleVersion, Claim, NoFact, Occurrence
from workbench.model.base import Noun, add_check_constraints
from workbench.model.evidence import (
    CustodyEvent,
    Document,
    EvidenceLink,
    FileBlob,
    IndependenceGroup,
    Passage,
    Source,
)
from workbench.model.judgement import ProposedChange, Query, Verdict, Waiver
from workbench.model.project import Person, Project, Scale

# The number of a noun in the log. Numbers are for ever: never reuse one.
NOUNS: dict[int, type[Noun]] = {
    1: Project,
    2: Person,
    3: Scale,
    4: Article,
    5: ArticleVersion,
    6: Claim,
    7: Occurrence,
    8: NoFact,
    9: IndependenceGroup,
    10: Source,
    11: FileBlob,
    12: Document,
    13: CustodyEvent,
    14: Passage,
    15: EvidenceLink,
    16: Verdict,
    17: Query,
    18: ProposedChange,
    19: Waiver,
}
NUMBERS: dict[type[Noun], int] = {noun: number for number, noun in NOUNS.items()}

add_check_constraints()

__all__ = [
    "NOUNS",
    "NUMBERS",
    "Article",
    "ArticleVersion",
    "Claim",
    "CustodyEvent",
    "Document",
    "EvidenceLink",
    "FileBlob",
    "IndependenceGroup",
    "NoFact",
    "Noun",
    "Occurrence",
    "Passage",
    "Person",
    "Project",
    "ProposedChange",
    "Query",
    "Scale",
    "Source",
    "Verdict",
    "Waiver",
]
