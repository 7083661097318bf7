"""Where a file lies: in a folder that a program keeps the same on several computers, on another computer, on a stick.

In such places the bytes of a project must never be seen half written: it is worked on in a copy (see ``away``).
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workbench import places
from workbench.store import mounts


class Kind(StrEnum):
    """What sort of place it is."""

    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is not the user's own disk alone; ``name`` is its name in words: "Dropbox", "a network folder"."""

    kind: Kind
    name: str


# What the programs leave at the top of the folder they keep, and what they call it.
_MARKS = (
    ("Dropbox", re.compile(r"\.dropbox(\.cache)?")),
    ("Nextcloud", re.compile(r"\.(_)?sync_[0-9a-z]+\.db|\.nextcloudsync\.log|\.owncloudsync\.log")),
    ("Syncthing", re.compile(r"\.stfolder.*")),
    ("Google Drive", re.compile(r"\.tmp\.drive(down|up)load")),
    ("MEGA", re.compile(r"\.megaignore")),
    ("Seafile", re.compile(r"\.seafile-data")),
)
_NAMES = (
    ("Dropbox", re.compile(r"Dropbox( \(.+\))?")),
    ("OneDrive", re.compile(r"OneDrive( ?- ?.+)?")),
    ("iCloud", re.compile(r"iCloud ?Drive|com~apple~CloudDocs|iCloud~.+|Mobile Documents")),
    ("Google Drive", re.compile(r"Google ?Drive(-.+)?|GoogleDrive-.+")),
    ("Nextcloud", re.compile(r"Nextcloud\d*|ownCloud")),
)
_STORED = re.compile(r"(Dropbox|OneDrive|GoogleDrive|Box|iCloud)")  # below CloudStorage on a Mac
_ENVIRONMENT = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_WORDS = {"GoogleDrive": "Google Drive"}


def place_of(path: Path) -> Place | None:
    """Return what sort of place a file lies in, or None where it is a disk of this computer. Reads a few folders."""
    folder = path.resolve().parent
    name = _synced(folder)
    if name:
        return Place(Kind.SYNCED, name)
    match mounts.kind_of(folder):
        case "network" if (
            mounts.kind_of(places.of_the_user()) != "network"
        ):  # else nothing would be won by a copy there
            return Place(Kind.NETWORK, "a network folder")
        case "removable":
            return Place(Kind.REMOVABLE, "a removable disk")
        case _:
            return None


def _synced(folder: Path) -> str:
    home = Path.home().resolve()
    for one in (folder, *folder.parents):
        if one in {home, one.parent}:  # the home folder is never kept as a whole, though a program's mark may lie in it
            return ""
        if name := _name_of(one):
            return name
    return ""


def _name_of(folder: Path) -> str:
    if any(_same(os.environ.get(variable), folder) for variable in _ENVIRONMENT):
        return "OneDrive"
    if folder.parent.name == "CloudStorage" and (stored := _STORED.match(folder.name)):
        return _WORDS.get(stored[1], stored[1])
    by_name = next((name for name, pattern in _NAMES if pattern.fullmatch(folder.name)), "")
    return by_name or _marked(folder)


def _same(value: str | None, folder: Path) -> bool:
    return bool(value) and Path(value or "").resolve() == folder


def _marked(folder: Path) -> str:
    for entry in _entries(folder):
        for name, pattern in _MARKS:
            if pattern.fullmatch(entry):
                return name
    return ""


def _entries(folder: Path) -> Iterator[str]:
    """Yield the hidden names in a folder; nothing where it may not be read."""
    with suppress(OSError), os.scandir(folder) as entries:
        yield from (entry.name for entry in entries if entry.name.startswith("."))


# -- copies that such programs make when two people changed one file ---------------------------------------------------

_CONFLICTED = (
    r" \(.*conflicted copy.*\)",  # Dropbox: "a (Ada's conflicted copy 2026-11-23)"; Nextcloud too
    r" \(.*(in Konflikt stehende Kopie|Copie en conflit|copia en conflicto|copia in conflitto).*\)",
    r"_conflict-\d{8}-\d{6}",  # ownCloud
    r"\.sync-conflict-\d{8}-\d{6}(-\w+)?",  # Syncthing
    r"-[\w-]{1,15}(-\d+)?",  # OneDrive adds the name of the computer
    r" \(\d+\)",  # Google Drive, iCloud ("a (1)") and OneDrive
    r" \d+",  # iCloud
)


def conflicted(path: Path) -> list[Path]:
    """Return the files beside a project that a synchronising program may have made of another's changes to it.

    Whether they are copies of it shows when they are merged.
    """
    ending = re.escape(path.suffix)
    name = re.compile(f"{re.escape(path.stem)}({'|'.join(_CONFLICTED)}){ending}", re.IGNORECASE)
    with suppress(OSError):
        return sorted(one for one in path.parent.iterdir() if name.fullmatch(one.name) and one.is_file())
    return []
