"""The rules at work: a dossier in, findings out, the hardest first."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from workbench.checks import (
    anchors,
    coverage,
    dates,
    export,
    names,
    numbers,
    policy,
    quotes,
    sources,
    verdicts,
    wording,
)
from workbench.checks.dossier import ClaimDossier, ProjectDossier, WaiverFacts
from workbench.checks.finding import Finding, Hit
from workbench.checks.rules import Rule, rules
from workbench.model.sets import Severity, WorkStatus

_FAMILIES: Final = (verdicts, anchors, quotes, numbers, dates, names, wording, sources, policy, export)
_HARDNESS: Final = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


def check(claim: ClaimDossier) -> list[Finding]:
    """What the rules find on one claim. A dropped claim has no findings."""
    return list(_claim_findings(claim))


def check_project(project: ProjectDossier) -> list[Finding]:
    """What the rules find on the articles and the scale."""
    return _findings(_project_hits(project), project.waivers, claim_id="", code="")


@lru_cache(maxsize=4096)  # after a change only the claims it touched are looked at anew
def _claim_findings(claim: ClaimDossier) -> tuple[Finding, ...]:
    if claim.status is WorkStatus.DROPPED:
        return ()
    hits = (hit for family in _FAMILIES for hit in family.check(claim))
    return tuple(_findings(hits, claim.waivers, claim_id=claim.claim_id, code=claim.code))


def _project_hits(project: ProjectDossier) -> Iterator[Hit]:
    for article in project.articles:
        yield from coverage.check(article, project.workflow)
        yield from names.check_article(article)
    if project.scale is not None:
        yield from export.check_scale(project.scale)


def _message(rule: Rule, hit: Hit) -> str:
    if not hit.label and rule.message_without_label:
        return rule.message_without_label
    return rule.message.replace("{label}", hit.label)


def _findings(hits: Iterable[Hit], waivers: Iterable[WaiverFacts], *, claim_id: str, code: str) -> list[Finding]:
    reasons = {one.key: one.reason for one in waivers}
    found: dict[str, Finding] = {}
    for hit in hits:
        rule = rules()[hit.rule]
        waived = "" if rule.severity is Severity.BLOCK else reasons.get(hit.key, "")
        found[hit.key] = Finding(
            rule=hit.rule,
            severity=rule.severity,
            target_kind=hit.target_kind,
            target_id=hit.target_id,
            claim_id=claim_id,
            code=hit.code or code,
            message=_message(rule, hit),
            fix=rule.fix,
            detail=hit.detail,
            key=hit.key,
            waived=waived,
        )
    return sorted(found.values(), key=lambda one: (_HARDNESS[one.severity], one.rule, one.detail))
