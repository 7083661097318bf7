"""The files in folders that were dropped or named, without those that systems and programs keep for themselves."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Folders and files that no person put there.
_SYSTEM_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information", "lost+found"})
_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
# A document that is open in Word or LibreOffice has one of these beside it.
_OPEN_ELSEWHERE = ("~$", ".~lock.")
# Projects are opened or merged, never evidence of themselves.
_PROJECTS = (".factcheck", ".factcheck-journal", ".factcheck-wal", ".factcheck-shm", ".factcheck-lock")


@dataclass(slots=True)
class Walked:
    """The files found, in the order of their names; how many others were left out; folders that could not be read.

    ``bare`` are folders in which there was nothing to take.
    """

    files: list[Path] = field(default_factory=list)
    left_out: int = 0
    unreadable: list[Path] = field(default_factory=list)
    bare: list[Path] = field(default_factory=list)


def walk(paths: Iterable[Path]) -> Walked:
    """Return the files of ``paths``: each file as it is, each folder with all below it.

    Links to folders are not followed, so that none is walked twice or for ever. What is named itself is taken
    whatever it is called; what lies in a folder only if it is no system file, not hidden and no project.
    """
    found = Walked()
    for path in paths:
        if not path.is_dir():
            found.files.append(path)
            continue
        before = len(found.files)
        for file in _below(path, found):
            found.files.append(file)
        if len(found.files) == before and not found.unreadable:
            found.bare.append(path)
    return found


def _below(folder: Path, found: Walked) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        found.unreadable.append(Path(str(error.filename)))

    for place, folders, files in os.walk(folder, onerror=refused):
        kept = sorted(name for name in folders if not _is_left_out(Path(place, name), _SYSTEM_FOLDERS))
        linked = {name for name in kept if Path(place, name).is_symlink()}
        found.left_out += len(folders) - len(kept) + len(linked)
        folders[:] = [name for name in kept if name not in linked]
        for name in sorted(files):
            if _is_left_out(Path(place, name), _SYSTEM_FILES) or name.lower().endswith(_PROJECTS):
                found.left_out += 1
            else:
                yield Path(place, name)


def _is_left_out(path: Path, of_the_system: frozenset[str]) -> bool:
    name = path.name
    if name.startswith((".", *_OPEN_ELSEWHERE)) or name.lower() in of_the_system:
        return True
    if sys.platform != "win32":
        return False
    try:
        marks = path.lstat().st_file_attributes
    except OSError:
        return False
    return bool(marks & (stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM))
