"""The nouns, each by its name: ``model.Claim``. They are imported when the first is asked for, which takes a while."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.tables import (
        Article,
        ArticleVersion,
        Claim,
        CustodyEvent,
        Document,
        EvidenceLink,
        FileBlob,
        IndependenceGroup,
        NoFact,
        Noun,
        Occurrence,
        Passage,
        Person,
        Project,
        ProposedChange,
        Query,
        Scale,
        Source,
        Verdict,
        Waiver,
    )
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(name)
        from workbench.model import tables

        return getattr(tables, name)


__all__ = [
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
