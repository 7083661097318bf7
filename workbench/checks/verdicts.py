"""Rules on what the verdict rests on."""

import re
from collections.abc import Iterator
from typing import Final

from workbench.checks import weight
from workbench.checks.dossier import ClaimDossier, LinkFacts, ScaleFacts, VerdictFacts
from workbench.checks.finding import Hit
from workbench.model.sets import Checkability, ClaimKind, Polarity, Stance, Tier, Workflow, WorkStatus

_RATED: Final = frozenset({Polarity.TRUE, Polarity.MIXED, Polarity.FALSE})
_UNFINISHED: Final = re.compile(r"\bTK\b|\?\?\?|\[CHECK\]|\bXXX\b|\blorem\b", re.IGNORECASE)
_SHORTEST: Final = 40
"""Characters of a rationale: less than a sentence is no reason."""
_CODE: Final = re.compile(r"\[(E\d+)\]")
_NOT_RATEABLE: Final = frozenset({Checkability.OPINION, Checkability.PREDICTION})
_MIN_INDEPENDENT: Final = 2


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """V01 V02 V03 V04 V06 V08 V09 V11 V13 V14."""
    yield from _circular(claim)
    yield from _supports_itself(claim)
    yield from _half_a_pair(claim)
    yield from _unweighed(claim)
    if claim.verdict is not None:
        yield from _no_evidence(claim, claim.verdict)
        yield from _one_source(claim, claim.verdict)
        yield from _unfinished(claim, claim.verdict)
        yield from _citations(claim, claim.verdict)
        yield from _scale(claim, claim.verdict)
        yield from _opinion(claim, claim.verdict)


def _no_evidence(claim: ClaimDossier, verdict: VerdictFacts) -> Iterator[Hit]:
    if verdict.polarity in _RATED and not weight.accepted(claim.links):
        yield Hit("V01", claim.claim_id, (verdict.label,), f"“{verdict.label}”")


def _unweighed(claim: ClaimDossier) -> Iterator[Hit]:
    """A passage against the judgement that nobody has answered; before a judgement, passages that clash."""
    supports = weight.accepted(claim.links, Stance.SUPPORTS)
    refutes = weight.accepted(claim.links, Stance.REFUTES)
    polarity = claim.verdict.polarity if claim.verdict else None
    against: list[LinkFacts] = []
    if polarity is Polarity.TRUE or (polarity is None and supports):
        against = refutes
    elif polarity is Polarity.FALSE:
        against = supports
    against = [one for one in against if not one.resolution.strip()]
    if not against:
        return
    label = claim.verdict.label if claim.verdict else ""
    rests_on = (label, *sorted(f"{one.id} {one.stance} {one.exact}" for one in against))
    yield Hit("V02", claim.claim_id, rests_on, _codes(against), label=label)


def _one_source(claim: ClaimDossier, verdict: VerdictFacts) -> Iterator[Hit]:
    links = weight.bearing(claim.links)
    if verdict.polarity not in _RATED or not links or verdict.sole_source_reason.strip():
        return
    # What somebody said is settled by one recording or transcript of it.
    if claim.kind is ClaimKind.ATTRIBUTION and any(
        one.document.tier is Tier.PRIMARY and weight.is_claimant(one.document.source, claim) for one in links
    ):
        return
    if weight.origins([one.document for one in links]) < _MIN_INDEPENDENT:
        rests_on = tuple(sorted(one.document.id for one in links))
        several = len(set(rests_on)) > 1
        yield Hit("V03", claim.claim_id, rests_on, f"{_codes(links)}{', one origin' if several else ''}")


def _circular(claim: ClaimDossier) -> Iterator[Hit]:
    polarity = claim.verdict.polarity if claim.verdict else Polarity.TRUE
    if claim.kind is not ClaimKind.CONTENT or polarity not in {Polarity.TRUE, Polarity.MIXED}:
        return
    if claim.checkability in _NOT_RATEABLE:
        return
    supports = weight.accepted(claim.links, Stance.SUPPORTS)
    circular = [one for one in supports if not one.resolution.strip() and weight.circular(one, claim)]
    if any(one.decisive for one in circular):
        circular = [one for one in circular if one.decisive]
    elif len(circular) < len(supports) or not circular:
        return
    rests_on = (claim.claimant, *sorted(one.document.id for one in circular))
    repeats = all(one.document.derives_from_article for one in circular)
    back_to = "the article itself" if repeats else "the claimant’s own word"
    yield Hit("V04", claim.claim_id, rests_on, f"{_codes(circular)}, {back_to}")


def _supports_itself(claim: ClaimDossier) -> Iterator[Hit]:
    if not weight.unnamed(claim):
        return
    supports = weight.accepted(claim.links, Stance.SUPPORTS)
    if all(weight.circular(one, claim) for one in supports):
        rests_on = (claim.claimant, *sorted(one.document.id for one in supports))
        yield Hit("V06", claim.claim_id, rests_on, "no other source supports it")


def _unfinished(claim: ClaimDossier, verdict: VerdictFacts) -> Iterator[Hit]:
    words = verdict.rationale.strip()
    mark = _UNFINISHED.search(words)
    if mark:
        yield Hit("V08", claim.claim_id, (words,), f"it still says “{mark.group()}”")
    elif len(words) < _SHORTEST and not _needs_no_reason(claim, verdict):
        yield Hit("V08", claim.claim_id, (words,), "" if words else "there is none")


def _needs_no_reason(claim: ClaimDossier, verdict: VerdictFacts) -> bool:
    """A mark in the margin that the facts are right, or that there is none, speaks for itself."""
    return claim.workflow is Workflow.PREPUBLICATION and verdict.polarity in {Polarity.TRUE, Polarity.NOT_RATED}


def _citations(claim: ClaimDossier, verdict: VerdictFacts) -> Iterator[Hit]:
    cited = set(_CODE.findall(verdict.rationale))
    linked = {one.document.code for one in claim.links}
    strangers = sorted(cited - linked, key=_number)
    if strangers:
        yield Hit("V09", claim.claim_id, ("cited", *strangers), f"{', '.join(strangers)} cited but not linked")
    if not verdict.rationale.strip() or _needs_no_reason(claim, verdict):
        return
    decisive = {one.document.code for one in weight.accepted(claim.links) if one.decisive}
    silent = sorted(decisive - cited, key=_number)
    if silent:
        yield Hit("V09", claim.claim_id, ("decisive", *silent), f"{', '.join(silent)} decisive but not cited")


def _scale(claim: ClaimDossier, verdict: VerdictFacts) -> Iterator[Hit]:
    scale = claim.scale
    if scale and not _free_text(scale) and verdict.label not in {one.label for one in scale.labels}:
        yield Hit("V11", claim.claim_id, (scale.key, str(scale.version), verdict.label), f"“{verdict.label}”")


def _free_text(scale: ScaleFacts) -> bool:
    """A scale of one label in brackets stands for a conclusion in free words."""
    return len(scale.labels) == 1 and scale.labels[0].label.startswith("(")


def _opinion(claim: ClaimDossier, verdict: VerdictFacts) -> Iterator[Hit]:
    kinds = {one.casefold() for one in claim.types}
    opinion = claim.checkability in _NOT_RATEABLE or (kinds and kinds <= {"opinion", "prediction"})
    if opinion and verdict.polarity in {Polarity.TRUE, Polarity.FALSE}:
        yield Hit("V13", claim.claim_id, (verdict.label, claim.statement), f"“{verdict.label}”")


def _half_a_pair(claim: ClaimDossier) -> Iterator[Hit]:
    """Said on both halves, of the one that was not looked into: one key, so one waiver does for both."""
    twin = claim.pair
    if twin is None or WorkStatus.DROPPED in {twin.status, claim.status}:
        return
    if any(one is not Checkability.CHECKABLE for one in (twin.checkability, claim.checkability)):
        return
    mine = claim.verdict is not None or weight.looked_into(claim)
    theirs = twin.has_verdict or weight.looked_into(twin)
    if mine and not theirs:
        yield Hit("V14", twin.claim_id, (claim.claim_id, twin.claim_id), f"{twin.code} is still open")
    elif theirs and not mine:
        yield Hit("V14", claim.claim_id, (twin.claim_id, claim.claim_id), f"{claim.code} is still open")


def _codes(links: list[LinkFacts]) -> str:
    return ", ".join(sorted({one.document.code for one in links}, key=_number))


def _number(code: str) -> tuple[int, str]:
    figures = re.sub(r"\D", "", code)
    return int(figures) if figures else 0, code
