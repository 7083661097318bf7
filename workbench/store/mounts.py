"""What a folder is mounted from: a disk of this computer, another computer, or something that can be taken out."""

import os
import re
import sys
from pathlib import Path
from typing import Literal

Kind = Literal["own", "network", "removable"]

# File systems that lie on other computers.
_NETWORK = re.compile(
    r"nfs\d*|cifs|smb\w*|afpfs|ncpfs|ceph|glusterfs|afs|webdav|davfs\d?"
    r"|fuse\.(sshfs|rclone|davfs\d?|gvfsd-fuse|s3fs|glusterfs|google-drive-ocamlfuse|onedriver|dropbox\w*)"
)
_MEDIA = ("/media/", "/run/media/", "/Volumes/")
_MOUNTS = Path("/proc/self/mountinfo")
_DEVICES = Path("/sys/dev/block")


def kind_of(folder: Path) -> Kind:
    """Return what a folder lies on; "own" where the system does not say."""
    if sys.platform == "win32":
        return _on_windows(folder)
    if str(folder).startswith(_MEDIA[-1]):  # on a Mac, all that is not its own disk
        return "removable"
    found = _mount_of(folder)
    if found is None:
        return "own"
    place, device, system = found
    if _NETWORK.fullmatch(system):
        return "network"
    return "removable" if f"{place}/".startswith(_MEDIA[:2]) or _can_be_taken_out(device) else "own"


def _mount_of(folder: Path) -> tuple[str, str, str] | None:
    """Return where, from which device and as what file system the disk that holds a folder is mounted."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    best = None
    for line in lines:
        left, _, right = line.partition(" - ")
        parts = left.split(" ")
        place = re.sub(r"\\([0-7]{3})", lambda sign: chr(int(sign[1], 8)), parts[4])
        if (str(folder) + "/").startswith(place.rstrip("/") + "/") and (best is None or len(place) >= len(best[0])):
            best = (place, parts[2], right.split(" ")[0])
    return best


def _can_be_taken_out(device: str) -> bool:
    disk = (_DEVICES / device).resolve()
    for folder in (disk, disk.parent):  # a partition lies in its disk
        try:
            return (folder / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False


def _on_windows(folder: Path) -> Kind:
    import ctypes

    if str(folder).startswith("\\\\"):
        return "network"
    drive = os.path.splitdrive(folder)[0] + "\\"
    match ctypes.windll.kernel32.GetDriveTypeW(drive):  # type: ignore[attr-defined,unused-ignore]  # Windows only
        case 2 | 5:
            return "removable"
        case 4:
            return "network"
        case _:
            return "own"
