"""Restoring from a backup copy by merging: what the project lost comes back, and newer work stays."""

import tempfile
from pathlib import Path

from workbench.desk import backups, sharing
from workbench.desk.merging import Merge
from workbench.store import backups as store
from workbench.store import migrate
from workbench.store.backups import Backup
from workbench.store.opening import inspect
from workbench.store.project import Project
from workbench.store.trouble import must_have_room, told


def look(project: Project, ident: str) -> Merge:
    """Return what merging the copy ``ident`` into the project would bring. Raises as ``merge_back``."""
    return _merged(project, ident, keep=False)


def merge_back(project: Project, ident: str) -> Merge:
    """Merge the copy ``ident`` into the project and return what came: one step, taken back by one undo.

    Steps and evidence that the project lost come back; what it holds already stays as it is. Raises NoSuchBackup and
    what merging raises.
    """
    return _merged(project, ident, keep=True)


def _merged(project: Project, ident: str, *, keep: bool) -> Merge:
    backup = backups.find(project, ident)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        copy = Path(folder) / _name(backup)
        must_have_room(copy, backup.size)
        with told(copy):
            store.expand(backup, copy)
        version = inspect(copy)
        if version in migrate.MIGRATIONS:
            migrate.in_place(copy, version=version)
        return sharing.take_in(project, copy) if keep else sharing.preview(project, copy)


def _name(backup: Backup) -> str:
    return f"copy of {backup.at:%Y-%m-%d %H.%M}.factcheck"
