"""The rules' texts: what is wrong, how bad it is, what to do. Data, kept with the program's files."""

import json
from dataclasses import dataclass
from functools import cache

from workbench.model.sets import Severity
from workbench.places import resources


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``when`` says when it is broken; ``message`` may hold ``{label}``, the verdict's."""

    id: str
    severity: Severity
    area: str
    when: str
    message: str
    fix: str
    message_without_label: str = ""


@cache
def rules() -> dict[str, Rule]:
    """All rules by id, in their order."""
    data = json.loads((resources() / "rules.json").read_text(encoding="utf-8"))
    return {one["id"]: Rule(**{**one, "severity": Severity(one["severity"])}) for one in data}
