"""Which file it is: its hash and size as they are now, or the sentence why it cannot be opened."""

import hashlib
import os
from pathlib import Path

from workbench.readers import kinds
from workbench.readers.problems import FileNotReadable
from workbench.readers.reading import FileRead

_CHUNK = 1024 * 1024


def identified(path: Path) -> FileRead:
    """Hash and size of the file as it is now. Raises FileNotReadable."""
    digest = hashlib.sha256()
    size = 0
    head = b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                head = head or chunk[: kinds.HEAD_BYTES]
                size += len(chunk)
                digest.update(chunk)
    except OSError as error:
        raise _not_readable(path, error) from error
    mime = kinds.sniff_bytes(head, path.name).mime
    return FileRead(str(path), _as_text(path.name), digest.hexdigest(), size, mime, None)


def _as_text(name: str) -> str:
    """The name, with bytes that are no text spelled out: it is kept in the project and printed in reports."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def status_of(path: Path) -> os.stat_result:
    """Size and times of an ordinary file. Raises FileNotReadable for anything else."""
    try:
        found = path.stat()
        if path.is_dir():
            raise FileNotReadable(f"{path.name or path} is a folder. Choose a file in it.")
        if not path.is_file():
            raise FileNotReadable(f"{path.name} is not a file that can be read. Choose another one.")
    except (OSError, ValueError) as error:
        raise _not_readable(path, error) from error
    return found


def _not_readable(path: Path, error: OSError | ValueError) -> FileNotReadable:
    match error:
        case FileNotFoundError() | NotADirectoryError() | ValueError():
            return FileNotReadable(f"There is no file {path.name}. Check the name and the folder.")
        case PermissionError():
            return FileNotReadable(f"{path.name} may not be opened: you lack the permission to read it.")
        case _:
            return FileNotReadable(
                f"{path.name} cannot be opened: {error.strerror or 'the system refused'}. Try again."
            )
