"""Projects in synchronised folders, on other computers and on sticks: worked on in a copy, put back whole."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.store import away, database, whereabouts
from workbench.store.away import ChangedElsewhere
from workbench.store.project import Project
from workbench.store.trouble import FileTrouble, told

__all__ = ["ChangedElsewhere", "Publishing", "Waiting", "conflicted", "publish", "state", "waiting"]


@dataclass(frozen=True, slots=True)
class Publishing:
    """How a project stands to its place. ``place`` says in words where it lies; nothing on a disk of one's own.

    ``unpublished``: there are steps that were not put back yet; ``published_at`` is when it last was (ISO 8601, UTC).
    ``theirs``: work of somebody else stands there, to be merged before anything is put back.
    """

    apart: bool
    place: str
    unpublished: bool
    published_at: str
    theirs: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A project with work that is kept on this computer and was not put back yet, and when it last was."""

    path: Path
    since: str


def opened(path: Path, *, read_only: bool, who: str, take_over: bool) -> Project:
    """Open a project, in a copy where it lies in a place of others. Raises the FileTroubles of opening."""
    place = whereabouts.place_of(path)
    if place is None:
        return Project.open(path, read_only=read_only, who=who, take_over=take_over)
    if not read_only:
        return away.opened(path, place, who=who, take_over=take_over)
    copy = away.Away(path, place)
    with suppress(FileTrouble):
        if copy.unpublished():  # one's own newest work, which nobody else can see yet
            project = Project.open(copy.file, read_only=True)
            project.path = path
            return project
    return Project.open(path, read_only=True)


def made(path: Path, *, who: str, fill: Callable[[Project], None]) -> Project:
    """Make a project, in a copy where it is to lie in a place of others. Raises the FileTroubles of making."""
    place = whereabouts.place_of(path)
    return Project.create(path, who=who, fill=fill) if place is None else away.made(path, place, who=who, fill=fill)


def state(project: Project) -> Publishing:
    """Return how the project stands to its place. Quick; it looks at the place."""
    copy = project.away
    if copy is None:
        return Publishing(apart=False, place="", unpublished=False, published_at="", theirs=False)
    theirs = False
    with suppress(FileTrouble):
        theirs = copy.theirs()
    return Publishing(
        apart=True,
        place=copy.place.name,
        unpublished=copy.unpublished(),
        published_at=copy.seen.at if copy.seen else "",
        theirs=theirs,
    )


def publish(project: Project) -> bool:
    """Put the project into its place, whole; return whether there was anything to put. Slow where it is large.

    Raises ChangedElsewhere (merge with ``project.path``, then publish again), MissingFile, DiskFull, ReadOnlyProject,
    DamagedProject; the work is then safe in the copy.
    """
    return project.away is not None and project.away.publish()


def waiting() -> list[Waiting]:
    """Return the projects with work that was not put back yet."""
    return [Waiting(path, since) for path, since in away.waiting()]


def conflicted(project: Project) -> list[Path]:
    """Return the copies that a synchronising program made beside the project of what another changed; to be merged."""
    ident = _ident(project.file)
    return [path for path in whereabouts.conflicted(project.path) if ident and _ident(path) == ident]


def _ident(path: Path) -> str:
    with suppress(FileTrouble), told(path):
        with closing(database.connect(path, read_only=True)) as connection:
            row = connection.execute("SELECT id FROM project").fetchone()
        return str(row[0]) if row else ""
    return ""
