"""Rules on sources and on the documents that are held."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

from workbench.checks import weight
from workbench.checks.dossier import BlobState, ClaimDossier, DocumentFacts, LinkFacts
from workbench.checks.finding import Hit, Target
from workbench.model.sets import Anonymity, Attribution, CaptureState, LinkState
from workbench.suggest.worddiff import words

_SHINGLE: Final = 5
_SHARED: Final = 0.6
_TOO_SHORT: Final = 20
"""Words below which likeness says nothing: a common phrase."""
_UPSTREAM: Final = re.compile(
    r"(?:citing|cites|credits|crediting|quoting|according to|as reported by|first reported by|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WIRES: Final = (
    "Reuters",
    "AFP",
    "AP",
    "Associated Press",
    "DPA",
    "PTI",
    "ANI",
    "Xinhua",
    "TASS",
    "EFE",
    "ANSA",
    "JTA",
)
_CREDIT: Final = re.compile(r"\((?P<in>" + "|".join(_WIRES) + r")\)|^(?P<head>" + "|".join(_WIRES) + r")\b")


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """A04 A05 S02 S03 S06 S08 S09."""
    yield from _not_approved(claim)
    yield from _off_the_record(claim)
    yield from _counted_twice(claim)
    documents = {one.document.id: one.document for one in claim.links if one.state is LinkState.ACCEPTED}
    for document in documents.values():
        yield from _held(document)


def _not_approved(claim: ClaimDossier) -> Iterator[Hit]:
    asked = {source.id: source for link in claim.links if (source := link.document.source) is not None}
    if claim.claimant_source is not None:
        asked[claim.claimant_source.id] = claim.claimant_source
    for source in asked.values():
        if source.anonymity is not Anonymity.NONE and not source.approved_by.strip():
            rests_on = (source.id, source.anonymity)
            yield Hit("S03", claim.claim_id, rests_on, f"{source.name}, nobody has recorded who knows the identity")
    if claim.claimant_source is None and weight.unnamed(claim):
        yield Hit(
            "S03", claim.claim_id, (claim.claimant,), f"{claim.claimant}, nobody has recorded who knows the identity"
        )


def _off_the_record(claim: ClaimDossier) -> Iterator[Hit]:
    for link in claim.links:
        source = link.document.source
        used = link.decisive and link.state is LinkState.ACCEPTED
        if source and source.attribution is Attribution.OFF_THE_RECORD and used:
            yield Hit("S02", link.id, (source.id, link.stance), f"{link.document.code} is decisive", Target.LINK)


def _held(document: DocumentFacts) -> Iterator[Hit]:
    hits = {
        "A04": document.blob is BlobState.CHANGED,
        "A05": document.blob is BlobState.MISSING,
        "S08": _only_on_the_web(document),
        "S09": _custody_gap(document) != "",
    }
    for rule, holds in hits.items():
        if holds:
            detail = f"{document.code}, {_custody_gap(document)}" if rule == "S09" else document.code
            yield Hit(rule, document.id, _rests_on(rule, document), detail, Target.DOCUMENT, document.code)


def _rests_on(rule: str, document: DocumentFacts) -> tuple[str, ...]:
    if rule == "S08":
        return (document.url,)
    return (_custody_gap(document),) if rule == "S09" else (document.blob,)


def _only_on_the_web(document: DocumentFacts) -> bool:
    web = document.url.casefold().startswith(("http://", "https://"))
    return web and document.capture_state is CaptureState.CITATION_ONLY and not document.archive_url.strip()


def _custody_gap(document: DocumentFacts) -> str:
    if document.capture_state is CaptureState.CITATION_ONLY:
        return ""
    named = {"when": document.captured_at, "by whom": document.captured_by, "how": document.captured_how}
    missing = [name for name, value in named.items() if not value.strip()]
    return f"not recorded: {', '.join(missing)}" if missing else ""


def _counted_twice(claim: ClaimDossier) -> Iterator[Hit]:
    links = {one.document.id: one for one in weight.accepted(claim.links)}
    for one, other in combinations(links.values(), 2):
        if weight.origins([one.document, other.document]) < 2:
            continue
        why = _one_source(one, other)
        if why:
            codes = f"{one.document.code} and {other.document.code}"
            rests_on = tuple(sorted((one.document.id, other.document.id)))
            yield Hit("S06", claim.claim_id, (why, *rests_on), f"{codes} {why}")


def _one_source(one: LinkFacts, other: LinkFacts) -> str:
    if one.document.quoted and other.document.quoted:
        here, there = one.document.text or one.exact, other.document.text or other.exact
        if _share(here, there) >= _SHARED:
            return "share most of their words"
    wire = _wire(one.document) & _wire(other.document)
    if wire:
        return f"both carry {min(wire)}"
    if _names_as_upstream(one, other.document) or _names_as_upstream(other, one.document):
        return "are one, as one names the other as its source"
    return ""


def _share(one: str, other: str) -> float:
    """How much of the shorter text's runs of five words the longer has too."""
    here, there = _shingles(one), _shingles(other)
    if min(len(here), len(there)) < _TOO_SHORT - _SHINGLE:
        return 0.0
    return len(here & there) / min(len(here), len(there))


@lru_cache(maxsize=64)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    row = words(text)
    return frozenset(tuple(row[at : at + _SHINGLE]) for at in range(len(row) - _SHINGLE + 1))


def _wire(document: DocumentFacts) -> set[str]:
    """The agencies a document credits: in its author line, or at the head of its text."""
    found = {wire for wire in _WIRES if wire in re.split(r"[/,;]\s*|\s+and\s+", document.author)}
    match = _CREDIT.search(document.text[:300]) if document.quoted else None
    return found | {match.group("in") or match.group("head")} if match else found


def _names_as_upstream(link: LinkFacts, other: DocumentFacts) -> bool:
    name = other.publisher.strip()
    if len(name) < 3:
        return False
    told = f"{link.exact}\n{link.document.title}"
    places = (match.start() for match in re.finditer(rf"\b{re.escape(name)}\b", told))
    return any(_UPSTREAM.search(told[:place]) for place in places)
