"""Writing a file the user asked for: whole or not at all, and a sentence where it cannot be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.store.target import must_be_replaceable


class CannotWrite(WorkbenchError):
    """The file cannot be written where it was asked for."""


@contextmanager
def draft_of(out: Path) -> Iterator[Path]:
    """Give a path beside ``out`` to write to; it becomes ``out`` when all went well and vanishes otherwise.

    Raises CannotWrite where the folder is missing or does not let a file be made, NotReplaceable where ``out`` is a
    project or no file.
    """
    must_be_replaceable(out)
    if not out.parent.is_dir():
        raise CannotWrite(f"There is no folder “{out.parent}”. Choose a folder that exists.")
    draft = out.with_name(f".export.{os.getpid()}.part")
    try:
        draft.touch()
    except OSError as error:
        raise CannotWrite(f"“{out}” cannot be written: {_why(error)}. Choose another folder.") from error
    draft.unlink(missing_ok=True)
    try:
        yield draft
        draft.replace(out)
    except OSError as error:
        raise CannotWrite(f"“{out}” could not be written: {_why(error)}. Nothing was changed.") from error
    finally:
        draft.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    return (error.strerror or "the system refused").lower()
