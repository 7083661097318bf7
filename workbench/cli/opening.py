"""Opening the project a command is about, and closing it whatever happens."""

import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.cli.answer import complain
from workbench.desk import backups, indexing, people, projects, publishing
from workbench.store.project import Project
from workbench.store.trouble import FileTrouble

INDEXING = 2.0  # seconds that a command goes on with what the search index still has to do
PATIENCE = 5.0  # seconds that a command waits for another one to finish


@contextmanager
def reading(args: Namespace) -> Iterator[Project]:
    """Give the project of the command to read from; it may be open in a window at the same time."""
    project = projects.open(Path(args.project), read_only=True)
    try:
        _tell_remarks(project)
        with project.doubted():
            yield project
    finally:
        project.close()


@contextmanager
def writing(args: Namespace) -> Iterator[Project]:
    """Give the project of the command to write to, acting as the person of ``--as-person``.

    A new colleague is added after the work is done, so that a command that fails has changed nothing.
    """
    project = projects.open(Path(args.project), person=args.as_person, introduce=False, patience=PATIENCE)
    try:
        _tell_remarks(project)
        with project.doubted():
            yield project
        people.introduce(project)
        indexing.tend(project, stop=_after(INDEXING))
        publishing.publish(project)
        with suppress(FileTrouble):  # the work is done and safe: a copy that cannot be kept now is tried again
            backups.if_due(project)
    finally:
        project.close()


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _tell_remarks(project: Project) -> None:
    for sentence in project.remarks:
        complain(sentence)
