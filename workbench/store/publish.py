"""Putting a finished file in its place so that it is there whole after a power cut, or what stood there before is."""

import os
from pathlib import Path


def place(draft: Path, path: Path) -> None:
    """Move ``draft`` to ``path`` in the same folder, replacing what is there; on return it is safe on the disk.

    Raises OSError.
    """
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in ``folder`` safe on the disk. Nothing happens where the system offers no way to (Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
