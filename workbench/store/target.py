"""Where a file may be written: never over a project, and never over what is no file."""

from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.store import schema


class NotReplaceable(WorkbenchError):
    """What stands at the place may not be replaced by a file."""


def must_be_replaceable(out: Path) -> None:
    """Raise NotReplaceable where ``out`` is a project or a folder, a device, a pipe, or where its name is too long."""
    try:
        there = out.exists()
        head = b""
        if there and out.is_file():
            with out.open("rb") as file:
                head = file.read(100)
    except OSError as error:
        why = (error.strerror or "the system refused").lower()
        raise NotReplaceable(f"“{out}” cannot be written: {why}. Choose another name.") from error
    if out.is_dir():
        raise NotReplaceable(f"“{out}” is a folder. Give the name of a file in it.")
    if there and not out.is_file():
        raise NotReplaceable(f"“{out}” is not a file that could be replaced. Choose another name.")
    if is_project(head):
        raise NotReplaceable(f"“{out}” is a Workbench project, which is never overwritten. Choose another name.")


def is_project(head: bytes) -> bool:
    """Return whether a file that begins with these 100 bytes is a project, of whatever version."""
    return head[:16] == schema.MAGIC and int.from_bytes(head[68:72]) == schema.APPLICATION_ID
