"""The sample project's claims as dossiers, made from its seed file and nothing else."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from workbench.checks.dossier import (
    ArticleFacts,
    BlockFacts,
    ChangeFacts,
    ClaimDossier,
    DocumentFacts,
    LabelFacts,
    LinkFacts,
    PairFacts,
    ProjectDossier,
    ScaleFacts,
    SourceFacts,
    VerdictFacts,
)
from workbench.model.sets import (
    Anonymity,
    BlockKind,
    ChangeDecision,
    Checkability,
    ClaimKind,
    Polarity,
    SourceKind,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)

ROOT = Path(__file__).parents[2]


@cache
def data() -> dict[str, Any]:
    return json.loads((ROOT / "seeds" / "sample_project.json").read_text(encoding="utf-8"))


@cache
def article() -> str:
    return (ROOT / "seeds" / "000_cc34874bd0f47476.txt").read_text(encoding="utf-8")


@cache
def sources() -> dict[str, SourceFacts]:
    return {
        one["key"]: SourceFacts(
            id=one["key"],
            name=one["name"],
            aliases=tuple(one["aliases"]),
            kind=SourceKind(one["kind"]),
            part_of=one["part_of"],
            anonymity=Anonymity(one["anonymity"]),
            approved_by=one["approval"],
        )
        for one in data()["sources"]
    }


@cache
def documents() -> dict[str, DocumentFacts]:
    made: dict[str, DocumentFacts] = {}
    for one in data()["evidence"]:
        parent = made.get(one["derived_from"])
        made[one["key"]] = DocumentFacts(
            id=one["key"],
            code=one["key"],
            title=one["title"],
            author=one["author"],
            publisher=one["publisher"],
            date=one["date"],
            tier=Tier(one["tier"]),
            url=one["url"],
            derived_from=(parent.id, *parent.derived_from) if parent else (),
            derives_from_article=one["derived_from"] == "A1" or bool(parent and parent.derives_from_article),
            source=sources().get(one["source"]),
            independence_group=one["independence_group"],
            quoted=one["quoted"],
        )
    return made


@cache
def five_step() -> ScaleFacts:
    scales = json.loads((ROOT / "resources" / "scales.json").read_text(encoding="utf-8"))
    scale = next(one for one in scales if one["key"] == "five-step")
    labels = tuple(LabelFacts(one["label"], Polarity(one["polarity"]), one["rank"]) for one in scale["labels"])
    return ScaleFacts("five-step", 1, labels, 1, 5)


def links(code: str, *, evidence: bool = True) -> tuple[LinkFacts, ...]:
    if not evidence:
        return ()
    return tuple(
        LinkFacts(
            id=f"{code}-{number}",
            document=documents()[one["evidence"]],
            stance=Stance(one["stance"]),
            exact=one["words"],
            decisive=one["decisive"],
            resolution=one["resolution"],
        )
        for number, one in enumerate(data()["links"])
        if one["claim"] == code
    )


def verdict(code: str) -> VerdictFacts | None:
    one = next((one for one in data()["verdicts"] if one["claim"] == code), None)
    if one is None:
        return None
    label = next(label for label in five_step().labels if label.label == one["label"])
    return VerdictFacts(
        f"v-{code}", label.label, label.polarity, VerdictState(one["state"]), one["rationale"], label.rank
    )


def claim(code: str, *, evidence: bool = True) -> ClaimDossier:
    """A claim of the sample project; without evidence it has neither links nor verdict, nor has its other half."""
    one = _record(code)
    text = article()
    low = text.rfind("\n", 0, one["start"]) + 1
    high = text.find("\n", one["end"])
    return ClaimDossier(
        claim_id=code,
        code=code,
        statement=one["statement"],
        verbatim=one["quote"],
        kind=ClaimKind(one["kind"]),
        types=tuple(one["types"]),
        claimant=one["claimant"],
        claimant_source=sources().get(one["claimant_source"]),
        claim_date=one["claim_date"],
        status=WorkStatus(one["status"]),
        checkability=Checkability(one["checkability"]),
        workflow=Workflow(data()["project"]["workflow"]),
        text_there=text[one["start"] : one["end"]],
        paragraph=text[low:high],
        paragraph_offset=one["start"] - low,
        pair=_pair(one["pair"], evidence=evidence),
        links=links(code, evidence=evidence),
        verdict=verdict(code) if evidence else None,
        scale=five_step(),
        changes=tuple(
            ChangeFacts(f"change-{number}", change["was"], change["should_be"], ChangeDecision.PENDING)
            for number, change in enumerate(data()["changes"])
            if change["claim"] == code and evidence
        ),
    )


def codes() -> list[str]:
    return [one["code"] for one in data()["claims"]]


def project(*, workflow: Workflow = Workflow.CLAIMCHECK, unmarked: tuple[str, ...] = ()) -> ProjectDossier:
    """The sample project's article with its claims, apart from the ``unmarked`` ones."""
    text = article()
    blocks = []
    at = 0
    for number, paragraph in enumerate(text.split("\n\n")):
        kind = {0: BlockKind.TITLE, 1: BlockKind.DEK}.get(number, BlockKind.BODY)
        blocks.append(BlockFacts(kind, at, at + len(paragraph.rstrip("\n"))))
        at += len(paragraph) + 2
    spans = tuple((one["start"], one["end"]) for one in data()["claims"] if one["code"] not in unmarked)
    facts = ArticleFacts("a1", "A1", "v1", text, tuple(blocks), spans)
    return ProjectDossier(workflow, (facts,), five_step())


def _record(code: str) -> dict[str, Any]:
    return next(one for one in data()["claims"] if one["code"] == code)


def _pair(code: str, *, evidence: bool) -> PairFacts | None:
    if not code:
        return None
    one = _record(code)
    return PairFacts(
        claim_id=code,
        code=code,
        kind=ClaimKind(one["kind"]),
        status=WorkStatus(one["status"]),
        checkability=Checkability(one["checkability"]),
        claimant=one["claimant"],
        claimant_source=sources().get(one["claimant_source"]),
        has_verdict=evidence and verdict(code) is not None,
        links=links(code, evidence=evidence),
    )
