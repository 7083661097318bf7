"""Rules on words that claim more, or say less, than they seem. Words in quotation marks are the speaker's own."""

import re
from collections.abc import Iterator
from typing import Final

from workbench.checks import weight
from workbench.checks.dossier import ClaimDossier
from workbench.checks.finding import Hit
from workbench.model.sets import Checkability, SourceKind, Stance
from workbench.suggest.quotations import unquoted

_ABSOLUTE: Final = re.compile(
    r"\ball-time\b|\brecord (?:high|low|number)s?\b|\bunprecedented\b|\bnever\b|\bnobody\b|\bno one\b|\bnone of\b"
    r"|\bthere (?:was|is|were|are|has been|have been) no(?: \w+)?\b"
    r"|\bno(?= (?:official|other|known|evidence|record|single|single one|one)\b)"
    r"|\bthe (?:very )?(?:first|only|sole|last)\b(?! (?:week|month|year|time|days?|few|minister|lady|half|two|three)\b)"
    r"|\bthe (?:largest|biggest|smallest|highest|lowest|oldest|youngest|longest|shortest|tallest|greatest|worst|best"
    r"|deadliest|richest|poorest|fastest|strongest|earliest)\b|\bthe most \w+(?! of\b)|\bevery (?!day\b|year\b)\w+"
    r"|\ball of (?:the|its|their)\b|\bthe world’s (?:\w+ )?\w+est\b|\bin history\b",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(
    r"\bmany\b|\bseveral\b|\bnumerous\b|\bvarious\b|\bcountless\b|\ba number of\b|\breportedly\b|\ballegedly\b"
    r"|\bit is (?:said|believed|thought|understood)\b|\b(?:is|are) said to\b|\bsources say\b|\bwidely regarded\b",
    re.IGNORECASE,
)
_EXACT_MANY: Final = re.compile(r"\b(?:how|as|so|too) $", re.IGNORECASE)


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """N11 N12."""
    if claim.checkability in {Checkability.OPINION, Checkability.PREDICTION}:
        return
    own = _own_words(claim)
    absolute = [match.group() for match in _ABSOLUTE.finditer(own)]
    if absolute and not _series_behind(claim, absolute):
        yield Hit("N11", claim.claim_id, tuple(absolute), ", ".join(f"“{one}”" for one in absolute))
    vague = [match.group() for match in _VAGUE.finditer(own) if not _EXACT_MANY.search(own[: match.start()])]
    if vague:
        yield Hit("N12", claim.claim_id, tuple(vague), ", ".join(f"“{one}”" for one in vague))


def _own_words(claim: ClaimDossier) -> str:
    """The claim's words without what stands in quotation marks, also marks outside the marking."""
    start, end = claim.paragraph_offset, claim.paragraph_offset + len(claim.verbatim)
    if claim.paragraph[start:end] == claim.verbatim:
        return unquoted(claim.paragraph)[start:end]
    return unquoted(claim.verbatim)


def _series_behind(claim: ClaimDossier, absolute: list[str]) -> bool:
    """A register or a data set, or a passage that says the same in so many words."""
    for link in weight.accepted(claim.links, Stance.SUPPORTS):
        source = link.document.source
        if source and source.kind is SourceKind.DATASET:
            return True
        words = link.exact.casefold()
        if not link.document.derives_from_article and all(one.casefold() in words for one in absolute):
            return True
    return False
