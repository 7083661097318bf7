"""The project, the people who work on it and its rating scale."""

from typing import Any

from workbench.model.base import Noun, closed, json_list
from workbench.model.sets import RateAsOf, Role, Workflow


class Project(Noun, table=True):
    """One file."""

    title: str
    workflow: Workflow = closed(Workflow)
    scale_key: str
    scale_version: int
    language: str = "en"
    rate_as_of: RateAsOf = closed(RateAsOf, RateAsOf.CHECK_DATE)
    is_example: bool = False
    notice: str = ""
    created_at: str


class Person(Noun, table=True):
    """A colleague."""

    name: str
    initials: str  # unique where they are given; two laptops may give the same
    role: Role = closed(Role, Role.CHECKER)


class Scale(Noun, table=True):
    """A rating scale in one version; never updated, since verdicts keep the version they were made with."""

    key: str
    version: int
    name: str
    org: str = ""
    decision: str = ""
    worst: int | None = None
    best: int | None = None
    labels: list[dict[str, Any]] = json_list()
