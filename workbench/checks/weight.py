"""What the evidence on a claim weighs: which links count, from how many origins, and whose word they are."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from workbench.checks.dossier import ClaimDossier, DocumentFacts, LinkFacts, PairFacts, SourceFacts
from workbench.model.sets import Anonymity, ClaimKind, LinkState, Stance

FOR_OR_AGAINST: Final = frozenset({Stance.SUPPORTS, Stance.REFUTES, Stance.MIXED})
"""Stances that bear on whether the claim is so."""

_UNNAMED: Final = re.compile(
    r"\b(?:[Uu]nnamed|[Aa]nonymous|[Uu]ndisclosed|[Uu]nidentified)\b"
    r"|^(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome)\s(?:\w+\s){0,2}sources?\b|^(?:\w+\s){0,2}sources\b"
)
_ASIDE: Final = re.compile(r"\([^)]*\)")


def accepted(links: Iterable[LinkFacts], *stances: Stance) -> list[LinkFacts]:
    """The links that count, of these stances (of any that bears on the claim, when none is given)."""
    wanted = frozenset(stances) or FOR_OR_AGAINST
    return [one for one in links if one.state is LinkState.ACCEPTED and one.stance in wanted]


def bearing(links: Iterable[LinkFacts], *stances: Stance) -> list[LinkFacts]:
    """The decisive ones of the links that count; all of them while none is marked decisive."""
    counted = accepted(links, *stances)
    return [one for one in counted if one.decisive] or counted


def origins(documents: Sequence[DocumentFacts]) -> int:
    """How many independent origins the documents have: of one group, source or line of descent is one."""
    groups: list[set[str]] = []
    for document in {one.id: one for one in documents}.values():
        marks = _marks(document)
        touched = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*touched))
    return len(groups)


def _marks(document: DocumentFacts) -> set[str]:
    marks = {document.id, *document.derived_from}
    if document.derives_from_article:
        marks.add("article")
    source = document.source
    if document.independence_group:
        marks.add(f"group:{document.independence_group}")
    if source:
        marks.add(f"group:{source.independence_group}" if source.independence_group else f"source:{source.id}")
    elif document.publisher:
        marks.add(f"publisher:{document.publisher.casefold()}")
    return marks


def is_claimant(source: SourceFacts | None, claim: ClaimDossier | PairFacts) -> bool:
    """Whether the source is who makes the claim, or the organisation behind."""
    if source is None:
        return False
    claimant = claim.claimant_source
    if claimant is not None:
        return source.id in {claimant.id, claimant.part_of} or source.part_of == claimant.id
    return any(_same_name(name, claim.claimant) for name in (source.name, *source.aliases))


def circular(link: LinkFacts, claim: ClaimDossier | PairFacts) -> bool:
    """Whether the passage is but the claimant's word, or the article under check, once more."""
    author = link.document.author if link.document.source is None else ""
    return (
        link.document.derives_from_article
        or is_claimant(link.document.source, claim)
        or bool(author and _same_name(author, claim.claimant))
    )


def unnamed(claim: ClaimDossier) -> bool:
    """Whether the claimant is a source without a name."""
    if claim.claimant_source is not None:
        return claim.claimant_source.anonymity is not Anonymity.NONE
    return bool(_UNNAMED.search(claim.claimant))


def looked_into(claim: ClaimDossier | PairFacts) -> bool:
    """Whether there is any evidence on the claim itself: of what is claimed, the claimant's word is none."""
    links = accepted(claim.links)
    if claim.kind is ClaimKind.ATTRIBUTION:
        return bool(links)
    return any(not circular(link, claim) for link in links)


def _same_name(one: str, other: str) -> bool:
    here, there = _words(one), _words(other)
    if not here or not there:
        return False
    short, long = sorted((here, there), key=len)
    if len(short) == 1:
        return len(long) <= 3 and short[0] == long[-1] and len(short[0]) > 3
    return set(short) <= set(long)


def _words(name: str) -> list[str]:
    words = re.findall(r"[^\W\d_][\w’'-]*", _ASIDE.sub(" ", name).casefold())
    return [word for word in words if word != "the"]
