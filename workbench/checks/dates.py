"""Rules on dates: such as cannot be told without knowing when it was written, and such as do not meet."""

import re
from collections.abc import Iterator
from typing import Final

from workbench.checks import weight
from workbench.checks.dossier import ClaimDossier, LinkFacts
from workbench.checks.finding import Hit, Target
from workbench.model.sets import ClaimKind
from workbench.suggest.dates import dates, relative
from workbench.suggest.periods import Period, in_year, overlap, parse

_PRESENT: Final = re.compile(r"\b(?:currently|today|nowadays|at present)\b", re.IGNORECASE)


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """N05 N07."""
    yield from _not_absolute(claim)
    yield from _another_time(claim)


def _not_absolute(claim: ClaimDossier) -> Iterator[Hit]:
    """Looked for in the statement: that is where the date is to be pinned. One full date there pins them all."""
    named = dates(claim.statement)
    pinned = parse(claim.claim_date)
    if any(not one.year_missing for one in named) or (pinned and not pinned.year_missing):
        return
    vague = [claim.statement[one.start : one.end] for one in named]
    vague += [claim.statement[start:end] for start, end in relative(claim.statement)]
    if vague:
        yield Hit("N05", claim.claim_id, tuple(vague), ", ".join(f"“{one}”" for one in vague))


def _another_time(claim: ClaimDossier) -> Iterator[Hit]:
    claimed = [one for one in dates(claim.statement) if not one.year_missing]
    # When something was said is the claim's own date; what a content claim is about need not be.
    if not claimed and claim.kind is ClaimKind.ATTRIBUTION:
        made = parse(claim.claim_date)
        claimed = [made] if made and not made.year_missing else []
    if not claimed:
        return
    for link in weight.accepted(claim.links):
        told = _periods(link)
        if told and all(overlap(here, there) is False for here in claimed for there in told):
            here, there = claimed[0].edtf, told[0].edtf
            detail = f"the claim is about {_shown(here)}, {link.document.code} about {_shown(there)}"
            yield Hit("N07", link.id, (here, there, link.exact), detail, Target.LINK)


def _periods(link: LinkFacts) -> list[Period]:
    """The times a passage names; those without a year, and "currently", are told by the document's own date."""
    named = dates(link.exact)
    written = parse(link.document.date)
    if written is None or written.year_missing or written.first.year != written.last.year:
        return [one for one in named if not one.year_missing]
    year, month = written.first.year or 0, written.last.month
    periods = [
        # A month later than the document's may belong to the year before: left alone.
        in_year(one, year) if one.year_missing and one.first.month <= month else one
        for one in named
    ]
    periods = [one for one in periods if not one.year_missing]
    if not periods and _PRESENT.search(link.exact):
        return [written]
    return periods


def _shown(edtf: str) -> str:
    return edtf.replace("../", "up to ").replace("/..", " on").replace("/", " to ").replace("~", "").replace("?", "")
