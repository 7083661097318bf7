"""Rules on words in quotation marks."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from workbench.checks import weight
from workbench.checks.dossier import ClaimDossier, LinkFacts
from workbench.checks.finding import Hit
from workbench.suggest import worddiff
from workbench.suggest.quotations import inside, quotations

_CUT: Final = re.compile(r"\[[^\]]*\]|\([^)]*\)|…|\.\s?\.\s?\.")
_FRAGMENT: Final = 3


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """A06 A07 A08."""
    quotes = [claim.verbatim[one.inner_start : one.inner_end] for one in quotations(claim.verbatim) if one.depth == 0]
    passages = [one for one in weight.accepted(claim.links) if _in_own_words(one)]
    for quote in quotes:
        yield from _altered(claim, quote)
        yield from _fragment(claim, quote)
        yield from _differs(claim, quote, passages)


def _in_own_words(link: LinkFacts) -> bool:
    """Whether a passage has the source's wording: no part of a picture, nor the article's words come back, nor the
    checker's summary.
    """
    document = link.document
    if document.derives_from_article or not link.exact:
        return False
    if document.quoted or not document.text:
        return True
    at = document.text.find(link.exact)
    return at >= 0 and inside(document.text, at, at + len(link.exact))


def _altered(claim: ClaimDossier, quote: str) -> Iterator[Hit]:
    marks = [match.group() for match in _CUT.finditer(quote)]
    if marks:
        yield Hit("A07", claim.claim_id, (quote,), ", ".join(f"“{mark}”" for mark in marks))


def _fragment(claim: ClaimDossier, quote: str) -> Iterator[Hit]:
    if 0 < len(worddiff.words(quote)) <= _FRAGMENT:
        yield Hit("A08", claim.claim_id, (quote,), f"“{quote.strip(' ,.;')}”")


def _differs(claim: ClaimDossier, quote: str, passages: list[LinkFacts]) -> Iterator[Hit]:
    """Nothing to compare with is no finding: the missing evidence is another rule's business."""
    if not passages or not worddiff.words(quote):
        return
    parts = [part for part in _CUT.split(quote) if worddiff.words(part)]
    if any(_in_order(one.exact, parts) for one in passages):
        return
    nearest = max(passages, key=lambda one: _likeness(one.exact, quote))
    rests_on = (quote, *sorted(one.exact for one in passages))
    shown = worddiff.as_text(worddiff.difference(nearest.exact, quote.rstrip(" ,.;")))
    yield Hit("A06", claim.claim_id, rests_on, f"compared with {nearest.document.code}, {shown}")


def _in_order(passage: str, parts: list[str]) -> bool:
    there = worddiff.words(passage)
    at = 0
    for part in parts:
        wanted = worddiff.words(part)
        places = (i for i in range(at, len(there) - len(wanted) + 1) if there[i : i + len(wanted)] == wanted)
        place = next(places, None)
        if place is None:
            return False
        at = place + len(wanted)
    return True


def _likeness(passage: str, quote: str) -> float:
    return SequenceMatcher(None, worddiff.words(passage), worddiff.words(quote), autojunk=False).ratio()
