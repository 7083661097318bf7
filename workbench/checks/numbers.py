"""The rule on numbers that clash: the same unit, another value.

"A number of the claim is not in the evidence" is no rule: it fires on most true claims.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from workbench.checks import weight
from workbench.checks.dossier import ClaimDossier, LinkFacts
from workbench.checks.finding import Hit
from workbench.model.sets import Stance
from workbench.suggest.numbers import Quantity, numbers

_TOLERANCE: Final = Fraction(5, 100)
"""Of the source's value."""
_TOLERANCE_ABOUT: Final = Fraction(10, 100)
"""Where the claim itself says "about"."""
_THE_SAME: Final = Fraction(1, 100)
"""Rounding: 208 million is 207.8 million."""


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """N01."""
    supporting = weight.accepted(claim.links, Stance.SUPPORTS)
    everywhere = [value for one in claim.links for value in numbers(one.exact)]
    for claimed in numbers(claim.statement):
        if claimed.unit and not any(_same(claimed, other) for other in everywhere):
            yield from _clash(claim, claimed, supporting)


def _same(claimed: Quantity, other: Quantity) -> bool:
    return other.unit in {claimed.unit, ""} and abs(claimed.value - other.value) <= _THE_SAME * abs(other.value)


def _clash(claim: ClaimDossier, claimed: Quantity, supporting: list[LinkFacts]) -> Iterator[Hit]:
    tolerance = _TOLERANCE_ABOUT if claimed.about else _TOLERANCE
    clashes: list[tuple[Fraction, LinkFacts, Quantity]] = []
    for link in supporting:
        values = [one for one in numbers(link.exact) if one.unit == claimed.unit and one.value]
        gaps = [(abs(claimed.value - one.value) / abs(one.value), link, one) for one in values]
        if gaps and min(gap for gap, _, _ in gaps) > tolerance:
            clashes.append(min(gaps, key=lambda gap: gap[0]))
    if not clashes:
        return
    gap, link, value = min(clashes, key=lambda one: one[0])
    here = claim.statement[claimed.start : claimed.end]
    there = link.exact[value.start : value.end]
    detail = f"the claim says {here}, {link.document.code} says {there} ({float(gap) * 100:.1f} %)"
    yield Hit("N01", claim.claim_id, (here, there, link.document.id), detail)
