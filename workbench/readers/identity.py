"""Which file it is: its hash and size as they are now, or the sentence why it cannot be opened."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from workbench.readers import kinds, names
from workbench.readers.problems import FileNotReadable, ReadingCancelled
from workbench.readers.reading import FileRead

_CHUNK = 1024 * 1024


def identified(path: Path, *, stopped: Callable[[], bool] = lambda: False) -> FileRead:
    """Hash and size of the file as it is now; ``stopped`` is asked between its pieces, and ends it there.

    Raises FileNotReadable and ReadingCancelled.
    """
    digest = hashlib.sha256()
    size = 0
    head = b""
    try:
        with os.fdopen(_opened(path), "rb") as file:
            while chunk := file.read(_CHUNK):
                if stopped():
                    raise ReadingCancelled(f"Reading {names.shown(path.name)} was cancelled.")
                head = head or chunk[: kinds.HEAD_BYTES]
                size += len(chunk)
                digest.update(chunk)
    except OSError as error:
        raise _not_readable(path, error) from error
    mime = kinds.sniff_bytes(head, path.name).mime
    return FileRead(str(path), names.as_text(path.name), digest.hexdigest(), size, mime, None)


def _opened(path: Path) -> int:
    """Open a file to read. What has become a pipe meanwhile would let nobody go who waits for its first byte."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotReadable(f"{names.shown(path.name)} is not a file that can be read. Choose another one.")
    return descriptor


def status_of(path: Path) -> os.stat_result:
    """Size and times of an ordinary file. Raises FileNotReadable for anything else."""
    try:
        found = path.stat()
        if path.is_dir():
            raise FileNotReadable(f"{names.shown(path.name or str(path))} is a folder. Choose a file in it.")
        if not path.is_file():
            raise FileNotReadable(f"{names.shown(path.name)} is not a file that can be read. Choose another one.")
    except (OSError, ValueError) as error:
        raise _not_readable(path, error) from error
    return found


def _not_readable(path: Path, error: OSError | ValueError) -> FileNotReadable:
    match error:
        case FileNotFoundError() | NotADirectoryError() | ValueError():
            return FileNotReadable(f"There is no file {names.shown(path.name)}. Check the name and the folder.")
        case PermissionError():
            return FileNotReadable(f"{names.shown(path.name)} may not be opened: you lack the permission to read it.")
        case _:
            return FileNotReadable(
                f"{names.shown(path.name)} cannot be opened: {error.strerror or 'the system refused'}. Try again."
            )
