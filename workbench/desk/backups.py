"""Backup copies of a project, in the user's own folder: made while working, listed, restored beside it."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench import places
from workbench.store import backups, publish
from workbench.store import compact as compacting
from workbench.store.backups import Backup
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.trouble import FileTrouble, ReadOnlyProject, must_have_room, refusal_of, told

EVERY = timedelta(minutes=5)
_PLACE = "place.txt"  # in the folder of copies: where the project lay, for the day it cannot be read any more


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy made into a project again; ``missing`` files of evidence could not be brought back."""

    path: Path
    missing: int


def make(project: Project, *, whole: bool = False) -> Backup:
    """Keep a copy of the project: ``whole`` with the evidence's bytes, else without. Raises FileTrouble.

    Of a project of a newer program the copy is always whole, since only so nothing unknown is left out of it.
    """
    folder = _folder(project)
    whole = whole or project.newer
    made = backups.keep(project.file, folder, head=project.head(), at=datetime.now(UTC), whole=whole)
    (folder / _PLACE).write_bytes(os.fsencode(project.path.resolve()))
    return made


def if_due(project: Project) -> Backup | None:
    """Keep a copy if the project changed since the last one and five minutes have passed. Raises FileTrouble."""
    if not backups.due(_folder(project), head=project.head(), now=datetime.now(UTC), every=EVERY):
        return None
    return make(project)


def listing(path: Path) -> list[Backup]:
    """Return the copies of the project at ``path``, newest first; also where it is damaged or gone."""
    folder = _folder_of(path)
    return backups.listing(folder) if folder else []


def find(project: Project, ident: str) -> Backup:
    """Return the copy of the project that is named ``ident``, or beginning so; raise NoSuchBackup."""
    return backups.find(_folder(project), ident)


def restore(path: Path, ident: str) -> Restored:
    """Make the copy ``ident`` of the project at ``path`` a project again, beside it. Nothing is overwritten.

    Raises NoSuchBackup and other FileTroubles.
    """
    folder = _folder_of(path)
    if folder is None:
        raise backups.NoSuchBackup(f"There are no backup copies of “{path.name}”.")
    backup = backups.find(folder, ident)
    target = _free(path.with_name(f"{path.stem} (copy of {backup.at:%Y-%m-%d %H.%M}){path.suffix}"))
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with told(target):
            backups.expand(backup, draft)
            missing = _brought(path, draft)
        Project.open(draft, read_only=True).close()  # what cannot be opened is not put beside the project
        publish.place(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return Restored(target, missing)


def copy_to_work_in(path: Path) -> Path:
    """Copy the project at ``path``, which somebody else has open, as it stands at this moment; return the copy's path.

    It lies beside the project and is merged with it later. Raises DiskFull, ReadOnlyProject, DamagedProject.
    """
    Project.open(path, read_only=True).close()
    target = _free(path.with_name(f"{path.stem} (my copy){path.suffix}"))
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    must_have_room(target, path.stat().st_size)
    try:
        with told(target):
            backups.copy_whole(path, draft)
        publish.place(draft, target)
    except OSError as error:
        raise refusal_of(error, target) or ReadOnlyProject(
            f"No copy can be made in “{target.parent}”: {(error.strerror or 'it cannot be written to').lower()}."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def compact(path: Path, *, person: str = "") -> int:
    """Keep a whole copy of the closed project, then write it anew without its gaps; return the bytes saved.

    Raises OpenElsewhere, DiskFull, DamagedProject.
    """
    project = Project.open(path, who=person)
    try:
        make(project, whole=True)
    finally:
        project.close()
    return compacting.compact(path, who=person, since=now())


def _brought(path: Path, draft: Path) -> int:
    """Bring the evidence of the present project along where that can be read; return how many files are missing."""
    try:
        Project.open(path, read_only=True).close()
        with told(path):
            return backups.bring_bytes(path, draft)
    except FileTrouble:
        return backups.bring_bytes(draft, draft)


def _folder(project: Project) -> Path:
    with project.read() as snapshot:
        ident = snapshot.value("SELECT id FROM project")
    return backups.home(ident or "")


def _folder_of(path: Path) -> Path | None:
    try:
        project = Project.open(path, read_only=True)
    except FileTrouble:
        lay = os.fsencode(path.resolve())
        folders = (places.of_the_user() / "backups").glob(f"*/{_PLACE}")
        return next((place.parent for place in folders if place.read_bytes() == lay), None)
    try:
        return _folder(project)
    finally:
        project.close()


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free
