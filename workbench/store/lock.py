"""One writer at a time: a lock beside the project that says who has it open, where and since when.

Two locks in one file. The system's own lock on it is what decides between programs of one machine: it cannot be won
twice, and it ends with its program, however that ended. What stands in the file decides between machines, where the
system's locks do not reach, and tells the others whom to ask.
"""

import json
import os
import platform
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.store.trouble import OpenElsewhere, ReadOnlyProject, full, refusal_of

_FAR = 1 << 30  # the byte that is locked on Windows, where locked bytes cannot be read


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the project open."""

    who: str
    where: str
    since: str
    process: int


class Standing:
    """Which file stands at a path: to notice that another has taken its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._was = _identity(path)

    def still(self) -> bool:
        """Return whether the same file stands there."""
        return self._was is not None and _identity(self.path) == self._was


class Lock:
    """A lock file. Taken over only where its program is known to be gone."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.path = project.with_name(f".{project.name}.lock")
        self._handle: int | None = None

    def take(self, *, who: str, since: str, take_over: bool = False) -> None:
        """Take the lock; raise OpenElsewhere with who, where and since, or ReadOnlyProject.

        ``take_over`` believes the user that a holder on another machine is gone. One at work on this machine stays.
        """
        mine = Holder(who, platform.node(), since, os.getpid())
        handle, sure = self._grasped(mine.where)
        try:
            self._respect(_read(handle), mine, sure=sure, take_over=take_over)
            self._sign(handle, mine)
        except BaseException:
            _let_go(handle)
            raise
        self._handle = handle

    def _grasped(self, here: str) -> tuple[int, bool]:
        """Return the lock file, open, and whether the system locked it; raise OpenElsewhere where another has it."""
        for _ in range(50):
            try:
                handle = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o644)
            except OSError as error:
                self._clear_or_tell(error, here)
                continue
            locked = _locked(handle)
            if locked is False:
                os.close(handle)
                raise self._elsewhere(self._patiently())
            if _is(handle, self.path):
                return handle, locked is True
            _let_go(handle)  # it was given back, and removed, while we waited
        raise self._elsewhere(self.holder())

    def _respect(self, holder: Holder | None, mine: Holder, *, sure: bool, take_over: bool) -> None:
        """Raise OpenElsewhere where the holder may be at work; on this machine the system's lock is ``sure`` of it."""
        if holder is None:
            return
        away = holder.where != mine.where
        if (away and not take_over) or (not away and not sure and _is_running(holder.process)):
            raise self._elsewhere(holder)

    def _clear_or_tell(self, error: OSError, here: str) -> None:
        """Remove a dead colleague's lock that we may not write to; raise for every other cause."""
        holder = self.holder() if isinstance(error, PermissionError) and self.path.exists() else None
        if holder is not None:
            if holder.where != here or _is_running(holder.process):
                raise self._elsewhere(holder) from error
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                raise self._elsewhere(holder) from error
            return
        if isinstance(error, IsADirectoryError):
            raise self._elsewhere(None) from error
        raise refusal_of(error, self.project) or ReadOnlyProject(
            f"“{self.project.name}” is in a folder that cannot be written to. Copy it to a folder of your own."
        ) from error

    def _sign(self, handle: int, mine: Holder) -> None:
        words = json.dumps({"who": mine.who, "where": mine.where, "since": mine.since, "process": mine.process})
        try:
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, words.encode())
        except OSError as error:  # a lock that does not say whose it is would keep everybody waiting
            self.path.unlink(missing_ok=True)
            raise full(self.project) from error

    def _elsewhere(self, holder: Holder | None) -> OpenElsewhere:
        if holder is None:
            return OpenElsewhere(f"“{self.project.name}” is being opened elsewhere. Try again in a moment.")
        return OpenElsewhere(
            f"“{self.project.name}” has been open on {holder.where} since {_shown(holder.since)}"
            f" ({holder.who or 'no name'}). Close it there first, or open it read-only."
        )

    def _patiently(self) -> Holder | None:
        holder = self.holder()
        if holder is None:  # its maker may be between making the file and writing to it
            time.sleep(0.2)
            holder = self.holder()
        return holder

    def holder(self) -> Holder | None:
        """Return who holds the lock, or None where its file says nothing readable."""
        try:
            return _holder(self.path.read_bytes())
        except OSError:
            return None

    def release(self) -> None:
        """Give the lock back."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if os.name == "nt":  # an open file cannot be removed there: an empty one is nobody's
            os.ftruncate(handle, 0)
            _let_go(handle)
            _remove_if_free(self.path)
            return
        if _is(handle, self.path):
            self.path.unlink(missing_ok=True)
        _let_go(handle)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is(handle: int, path: Path) -> bool:
    """Return whether the open file is the one that stands at the path."""
    found = os.fstat(handle)
    return _identity(path) == (found.st_dev, found.st_ino)


def _holder(words: bytes) -> Holder | None:
    try:
        data = json.loads(words)
        return Holder(str(data["who"]), str(data["where"]), str(data["since"]), int(data["process"]))
    except (ValueError, KeyError, TypeError):
        return None


def _read(handle: int) -> Holder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    return _holder(os.read(handle, 65536))


def _locked(handle: int) -> bool | None:
    """Take the system's lock on an open file without waiting; None where the file system has none."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if isinstance(error, BlockingIOError | PermissionError) else None
    return True


def _let_go(handle: int) -> None:
    os.close(handle)  # the system's lock goes with it


def _remove_if_free(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # somebody opens it at this moment
        return


def _shown(since: str) -> str:
    """Return a time in words: "23 November 2026, 08:37 UTC"."""
    try:
        at = datetime.fromisoformat(since)
    except ValueError:
        return since
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_running_on_windows(process: int) -> bool:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]  # exists on Windows only
    handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE
