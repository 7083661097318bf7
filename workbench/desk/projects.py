"""Making, opening and describing a project; undo, history and remembered view state."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workbench import model
from workbench.desk import people, publishing, scales, since
from workbench.desk.views import Counts, ProjectInfo, ScaleView
from workbench.errors import WorkbenchError
from workbench.model.sets import LinkState, Workflow, WorkStatus
from workbench.store import schema
from workbench.store.clock import now
from workbench.store.log import heads
from workbench.store.project import Project
from workbench.store.reading import Snapshot
from workbench.store.steps import FIXED, Step
from workbench.store.trouble import OpenElsewhere

AGAIN = 0.05  # seconds between two looks whether a project is free again


class UntitledProject(WorkbenchError):
    """A project needs a title."""


def create(
    path: Path,
    *,
    title: str,
    workflow: Workflow = Workflow.CLAIMCHECK,
    scale: str | None = None,
    language: str = "en",
    person: str = "",
    initials: str = "",
    is_example: bool = False,
    notice: str = "",
    fill: Callable[[Project], None] | None = None,
) -> Project:
    """Make a project file and open it. The scale is chosen here and kept, with its labels, in the file.

    The file appears whole, with what ``fill`` adds, or not at all. Raises UnknownScale, UntitledProject, and the
    FileTroubles of making a file.
    """
    if not title.strip():
        raise UntitledProject("Give the project a title.")
    chosen = scales.by_key(scale or scales.DEFAULTS[workflow])

    def begin(project: Project) -> None:
        people.act_as(project, person, initials=initials)
        with project.step("New project", kind=FIXED) as session:
            session.add(scales.stored(chosen))
            session.add(
                model.Project(
                    title=title.strip(),
                    workflow=workflow,
                    scale_key=chosen.key,
                    scale_version=chosen.version,
                    language=language,
                    is_example=is_example,
                    notice=notice,
                    created_at=now(),
                )
            )
        if fill is not None:
            fill(project)

    project = publishing.made(path, who=person, fill=begin)
    people.speak_as(project, person)
    return project


def open(  # noqa: A001  (a verb of its module: projects.open)
    path: Path,
    *,
    read_only: bool = False,
    person: str = "",
    initials: str = "",
    introduce: bool = True,
    take_over: bool = False,
    patience: float = 0.0,
) -> Project:
    """Open a project file; raise a FileTrouble whose sentence says why not.

    ``take_over`` is the user's word that whoever has the project open on another machine is gone. Whoever else has
    it open on this one is waited for, ``patience`` seconds long.

    With ``introduce`` an unknown ``person`` becomes a colleague at once, without it by ``people.introduce``.
    """
    project = _opened(path, read_only=read_only, who=person, take_over=take_over, patience=patience)
    if not read_only:
        people.speak_as(project, person)
        if introduce:
            people.introduce(project, initials=initials)
    return project


def _opened(path: Path, *, read_only: bool, who: str, take_over: bool, patience: float) -> Project:
    until = time.monotonic() + patience
    while True:
        try:
            return publishing.opened(path, read_only=read_only, who=who, take_over=take_over)
        except OpenElsewhere:
            if time.monotonic() >= until:
                raise
        time.sleep(AGAIN)


def info(project: Project) -> ProjectInfo:
    """Return what the project is and how much is in it."""
    with project.read() as snapshot:
        row = snapshot.nouns("project")[0]
        return ProjectInfo(
            id=row.id,
            title=row.title,
            workflow=row.workflow,
            scale=scales.current(snapshot),
            language=row.language,
            rate_as_of=row.rate_as_of,
            is_example=row.is_example,
            notice=row.notice,
            head="+".join(heads(snapshot)),
            schema_version=schema.SCHEMA_VERSION,
            counts=_counts(snapshot),
        )


def _counts(snapshot: Snapshot) -> Counts:
    dropped, accepted = WorkStatus.DROPPED.value, LinkState.ACCEPTED.value
    return Counts(
        articles=snapshot.value("SELECT count(*) FROM article"),
        claims=snapshot.value("SELECT count(*) FROM claim WHERE status <> ?", (dropped,)),
        checked=_checked(snapshot, dropped),
        documents=snapshot.value("SELECT count(*) FROM document"),
        links=snapshot.value("SELECT count(*) FROM evidence_link WHERE state = ?", (accepted,)),
    )


def _checked(snapshot: Snapshot, dropped: str) -> int:
    judged = snapshot.exec_driver_sql(
        "SELECT id FROM claim WHERE status <> ? AND id IN (SELECT claim_id FROM verdict)", (dropped,)
    )
    return len({ident for (ident,) in judged} - since.of_claims(snapshot).keys())


def rename(project: Project, title: str) -> None:
    """Give the project another title; raise UntitledProject for none."""
    if not title.strip():
        raise UntitledProject("Give the project a title.")
    with project.step("Rename project") as session:
        row = session.get_one(model.Project, info(project).id)
        row.title = title.strip()


def all_scales() -> tuple[ScaleView, ...]:
    """Return the scales a new project may choose from."""
    return tuple(replace(scale) for scale in scales.shipped())


def undo(project: Project) -> Step:
    """Take the latest step back; raise NothingToUndo or ChangedSince."""
    return project.undo()


def redo(project: Project) -> Step:
    """Bring the step undone last back; raise NothingToUndo or ChangedSince."""
    return project.redo()


def remember(project: Project, key: str, value: object) -> None:
    """Keep a piece of view state (plain values). Not a step of the log."""
    project.remember(key, value)


def recall(project: Project, key: str, default: object = None) -> object:
    """Return a piece of view state."""
    found = project.recall(key)
    return default if found is None else found
