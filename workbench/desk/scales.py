"""The rating scales that come with the program, and the one a project has chosen."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from workbench import model, places
from workbench.desk.views import LabelView, ScaleView
from workbench.errors import WorkbenchError
from workbench.model.sets import Polarity, Workflow
from workbench.store.reading import Snapshot

DEFAULTS = {Workflow.CLAIMCHECK: "five-step", Workflow.PREPUBLICATION: "prepub"}


class UnknownScale(WorkbenchError):
    """No rating scale goes by this key."""


@cache
def shipped() -> tuple[ScaleView, ...]:
    """Return the scales that come with the program."""
    data = json.loads((places.resources() / "scales.json").read_text(encoding="utf-8"))
    return tuple(_view(scale) for scale in data)


def by_key(key: str) -> ScaleView:
    """Return a shipped scale; raise UnknownScale, which names those there are."""
    for scale in shipped():
        if scale.key == key:
            return scale
    known = ", ".join(scale.key for scale in shipped())
    raise UnknownScale(f"There is no rating scale “{key}”. Choose one of: {known}.")


def _view(data: dict[str, Any]) -> ScaleView:
    numbered = data.get("claimreview") or {}
    return ScaleView(
        key=data["key"],
        version=data["version"],
        name=data["name"],
        org=data["org"],
        decision=data["decision"],
        labels=tuple(_label(label) for label in data["labels"]),
        worst=numbered.get("worstRating"),
        best=numbered.get("bestRating"),
    )


def _label(data: dict[str, Any]) -> LabelView:
    return LabelView(data["key"], data["label"], Polarity(data["polarity"]), data["rank"], data["meaning"])


def stored(scale: ScaleView) -> model.Scale:
    """Return the row that keeps a scale in the project."""
    labels = [
        {"key": x.key, "label": x.label, "polarity": x.polarity.value, "rank": x.rank, "meaning": x.meaning}
        for x in scale.labels
    ]
    return model.Scale(
        key=scale.key,
        version=scale.version,
        name=scale.name,
        org=scale.org,
        decision=scale.decision,
        worst=scale.worst,
        best=scale.best,
        labels=labels,
    )


def _of_row(row: Any) -> ScaleView:
    labels = tuple(_label(label) for label in row.labels)
    return ScaleView(row.key, row.version, row.name, row.org, row.decision, labels, row.worst, row.best)


def all_in(snapshot: Snapshot) -> dict[tuple[str, int], ScaleView]:
    """Return every scale and version the project keeps, by key and version."""
    return {(row.key, row.version): _of_row(row) for row in snapshot.nouns("scale")}


def current(snapshot: Snapshot) -> ScaleView:
    """Return the scale the project uses now."""
    which = "WHERE (key, version) = (SELECT scale_key, scale_version FROM project)"
    return _of_row(snapshot.nouns("scale", which)[0])
