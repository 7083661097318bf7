"""One writer at a time: a lock beside the project that says who has it open, where and since when."""

import json
import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path

from workbench.store.trouble import OpenElsewhere, ReadOnlyProject, full, refusal_of


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the project open."""

    who: str
    where: str
    since: str
    process: int


class Lock:
    """A lock file made by exclusive creation. Taken over only where its process is known to be gone."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.path = project.with_name(f".{project.name}.lock")
        self._held = False

    def take(self, *, who: str, since: str) -> None:
        """Take the lock; raise OpenElsewhere with who, where and since, or ReadOnlyProject."""
        mine = Holder(who, platform.node(), since, os.getpid())
        for attempt in range(2):
            try:
                handle = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:
                holder = self._patiently()
                if attempt == 0 and (holder is None or _is_gone(holder, mine.where)) and self._cleared():
                    continue
                raise self._elsewhere(holder) from None
            except OSError as error:
                raise refusal_of(error, self.project) or ReadOnlyProject(
                    f"“{self.project.name}” is in a folder that cannot be written to. Copy it to a folder of your own."
                ) from error
            self._held = True
            self._sign(handle, mine)
            return

    def _cleared(self) -> bool:
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _sign(self, handle: int, mine: Holder) -> None:
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"who": mine.who, "where": mine.where, "since": mine.since, "process": mine.process}, file)
        except OSError as error:  # a lock that does not say whose it is would keep everybody waiting
            self.release()
            raise full(self.project) from error

    def _elsewhere(self, holder: Holder | None) -> OpenElsewhere:
        if holder is None:
            return OpenElsewhere(f"“{self.project.name}” is being opened elsewhere. Try again in a moment.")
        return OpenElsewhere(
            f"“{self.project.name}” has been open on {holder.where} since {holder.since} ({holder.who or 'no name'})."
            " Close it there first, or open it read-only."
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
            data = json.loads(self.path.read_text(encoding="utf-8"))
            return Holder(str(data["who"]), str(data["where"]), str(data["since"]), int(data["process"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def release(self) -> None:
        """Give the lock back."""
        if self._held:
            self._held = False
            self.path.unlink(missing_ok=True)


def _is_gone(holder: Holder, here: str) -> bool:
    if holder.where != here:
        return False
    if holder.process == os.getpid():
        return False
    return not _is_running(holder.process)


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
