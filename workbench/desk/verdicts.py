"""Verdicts: a label of the project's scale with its reasons. Every decision is a new version, none is overwritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from workbench import model
from workbench.desk import codes, judged, scales
from workbench.desk.edtf import edtf
from workbench.desk.views import ScaleView, VerdictView
from workbench.errors import WorkbenchError
from workbench.model.sets import Checkability, Polarity, RateAsOf
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.reading import Asks, Snapshot

_SHOWN = re.compile(r"\[([Ee]\d+(?:\s*[,;]\s*[Ee]\d+)*)\]")
_STORED = re.compile(r"\[\[([0-9a-f-]{36})\]\]")


class LabelNotInScale(WorkbenchError):
    """The label does not belong to the project's scale."""


class NotRatable(WorkbenchError):
    """Opinions and predictions are never rated true or false."""


def decide(
    project: Project,
    claim_id: str,
    *,
    label: str,
    rationale: str = "",
    short_conclusion: str = "",
    not_established: str = "",
    sole_source_reason: str = "",
    as_of: str = "",
) -> VerdictView:
    """Give a claim a verdict: a new version, whatever came before. The work status is left alone.

    ``rationale`` cites evidence as [E1] or [E1, E2]. Raises UnknownCode, LabelNotInScale, NotRatable, NotADate.
    """
    with project.read() as snapshot:
        claim = codes.read(snapshot, "claim", claim_id)
        scale = scales.current(snapshot)
        chosen = scale.label(label)
        if chosen is None:
            raise LabelNotInScale(
                f"“{label}” is not a label of the scale “{scale.name}”. Choose one of:"
                f" {', '.join(one.label for one in scale.labels)}."
            )
        rated = chosen.polarity in (Polarity.TRUE, Polarity.MIXED, Polarity.FALSE)
        if rated and claim.checkability in (Checkability.OPINION, Checkability.PREDICTION):
            raise NotRatable(
                f"{codes.code(claim)} is marked as {claim.checkability.value}, which is never rated true or false."
                " Choose a label such as Not checkable, or mark the claim as checkable."
            )
        row = model.Verdict(
            claim_id=claim.id,
            scale_key=scale.key,
            scale_version=scale.version,
            label=chosen.label,
            rationale=to_stored(snapshot, rationale.strip()),
            short_conclusion=short_conclusion.strip(),
            not_established=not_established.strip(),
            sole_source_reason=sole_source_reason.strip(),
            as_of=edtf(as_of) or _as_of(snapshot, claim),
            by=project.acting.person_name,
            at=now(),
        )
        code = codes.code(claim)
    with project.step(f"Judge {code}: {chosen.label}") as session:
        session.add(row)
    return history(project, claim.id)[0]


def _as_of(snapshot: Snapshot, claim: Any) -> str:
    if snapshot.value("SELECT rate_as_of FROM project") == RateAsOf.CLAIM_DATE and claim.claim_date:
        return str(claim.claim_date)
    return datetime.now(UTC).strftime("%Y-%m-%d")


def current(project: Project, claim_id: str) -> VerdictView | None:
    """Return the verdict of a claim that stands, or None."""
    return standing(history(project, claim_id))


def standing(versions: Sequence[VerdictView]) -> VerdictView | None:
    """Return the one of a claim's verdicts that stands; None where there is none, or two wait to be decided."""
    return next((one for one in versions if one.stands), None)


def history(project: Project, claim_id: str) -> list[VerdictView]:
    """Return all versions of a claim's verdict, the one that stands first, then the newest; raise UnknownCode."""
    with project.read() as snapshot:
        claim = codes.read(snapshot, "claim", claim_id)
        rows = snapshot.nouns("verdict", "WHERE claim_id = ? ORDER BY id", (claim.id,))
        known = scales.all_in(snapshot)
        by_id = codes.codes(snapshot, "document")
        undecided = snapshot.value(f"{judged.UNDECIDED} AND noun_id = ?", (claim.id,))
        stands = "" if undecided else claim.verdict_id
        made = [
            _view(row, number, known.get((row.scale_key, row.scale_version)), by_id, stands=row.id == stands)
            for number, row in enumerate(rows, 1)
        ]
    made.reverse()
    return sorted(made, key=lambda one: not one.stands)


def every(project: Project) -> dict[str, list[VerdictView]]:
    """Return all verdicts by claim id: the one that stands, then the newest first."""
    with project.read() as snapshot:
        known, by_id = scales.all_in(snapshot), codes.codes(snapshot, "document")
        query = f"SELECT verdict_id FROM claim WHERE id NOT IN ({judged.UNDECIDED})"
        stand = {row for (row,) in snapshot.exec_driver_sql(query)}
        made: dict[str, list[VerdictView]] = {}
        for row in snapshot.nouns("verdict", "ORDER BY id"):
            of_claim = made.setdefault(row.claim_id, [])
            scale = known.get((row.scale_key, row.scale_version))
            of_claim.insert(0, _view(row, len(of_claim) + 1, scale, by_id, stands=row.id in stand))
    return {claim: sorted(ones, key=lambda one: not one.stands) for claim, ones in made.items()}


def _view(row: Any, version: int, scale: ScaleView | None, by_id: dict[str, str], *, stands: bool) -> VerdictView:
    label = scale.label(row.label) if scale else None
    return VerdictView(
        id=row.id,
        claim_id=row.claim_id,
        version=version,
        stands=stands,
        label=row.label,
        polarity=label.polarity if label else Polarity.NOT_RATED,
        rank=label.rank if label else None,
        worst=scale.worst if scale else None,
        best=scale.best if scale else None,
        scale_key=row.scale_key,
        scale_version=row.scale_version,
        rationale=to_shown(row.rationale, by_id),
        references=tuple(dict.fromkeys(_STORED.findall(row.rationale))),
        short_conclusion=row.short_conclusion,
        not_established=row.not_established,
        sole_source_reason=row.sole_source_reason,
        as_of=row.as_of,
        state=row.state,
        by=row.by,
        at=row.at,
    )


def to_stored(asks: Asks, shown: str) -> str:
    """Return a rationale with [E1] turned into ids, so that no renumbering changes its meaning; raise UnknownCode."""

    def ids(match: re.Match[str]) -> str:
        names = re.findall(r"[Ee]\d+", match[1])
        return "".join(f"[[{codes.id_of(asks, 'document', name)}]]" for name in names)

    for ident in _STORED.findall(shown):
        codes.id_of(asks, "document", ident)
    return _SHOWN.sub(ids, shown)


def to_shown(stored: str, by_id: dict[str, str]) -> str:
    """Return a rationale with ids turned into [E1]; neighbours are joined: [E1, E2]. Inverse of ``to_stored``."""
    shown = _STORED.sub(lambda match: f"[{by_id.get(match[1], 'E?')}]", stored)
    return re.sub(r"(?<=\d)\]\[(?=E\d)", ", ", shown)
