"""Keeping the search index in step beside the work: in small batches, so that nobody waits for it."""

from collections.abc import Callable

from workbench.store import index
from workbench.store.index import Left
from workbench.store.project import Project


def left(project: Project) -> Left:
    """Return what is still to be done."""
    with project.read() as snapshot:
        return index.left(snapshot)


def tend(project: Project, *, stop: Callable[[], bool] = lambda: False) -> bool:
    """Do what is still to be done, batch by batch, until ``stop`` says so; return whether all of it is done.

    A project that is open read-only is left as it is.
    """
    while not project.read_only and left(project).anything:
        if stop():
            return False
        batch(project)
    return True


def batch(project: Project) -> None:
    """Do one batch of what is still to be done."""
    with project.derive() as connection:
        index.work_off(connection)


def take_in(project: Project, document_id: str) -> None:
    """Index the rest of a long text that was just added."""
    query = "SELECT count(*) FROM search_waiting WHERE noun_id = ?"
    while True:
        with project.read() as snapshot:
            if not snapshot.value(query, (document_id,)):
                return
        batch(project)


def make_anew(project: Project) -> None:
    """Ask for the whole index to be made anew; ``tend`` does it."""
    with project.derive() as connection:
        index.make_anew(connection)
