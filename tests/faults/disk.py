"""A disk under the program's own SQLite that writes down what reaches it, and that fails when asked to.

The library that Python's ``sqlite3`` is linked with is asked for its file layer (VFS); a copy of it, with its writes,
syncs, truncations and deletions passing through here, becomes the default. So the real program runs on it unchanged.
"""

import _sqlite3
import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

P, N, L = ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong
IOERR, FULL, IOERR_DIR_FSYNC = 10, 13, 10 | 5 << 8

_OPEN = ctypes.CFUNCTYPE(N, P, P, P, N, P)
_DELETE = ctypes.CFUNCTYPE(N, P, P, N)
_WRITE = ctypes.CFUNCTYPE(N, P, P, N, L)
_TRUNCATE = ctypes.CFUNCTYPE(N, P, L)
_SYNC = ctypes.CFUNCTYPE(N, P, N)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", N),
        ("size", N),
        ("longest", N),
        ("following", P),
        ("name", ctypes.c_char_p),
        ("data", P),
        ("open", P),
        ("delete", P),
        ("others", P * 14),
    )


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", N),
        ("close", P),
        ("read", P),
        ("write", P),
        ("truncate", P),
        ("sync", P),
        ("others", P * 13),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """What reached the disk: create, write, truncate, sync, delete, rename, folder (synced), and ack: was promised."""

    kind: str
    file: int = 0
    name: str = ""
    to: str = ""
    at: int = 0
    data: bytes = b""
    folder: bool = False  # the folder is synced along


class Disk:
    """The default file layer of SQLite. ``failing`` is asked before every operation; see ``watched``."""

    def __init__(self, library: ctypes.CDLL) -> None:
        library.sqlite3_vfs_find.restype = P
        found = library.sqlite3_vfs_find(None)
        self._real = _Vfs.from_address(found)
        self._open = _OPEN(self._real.open)
        self._delete = _DELETE(self._real.delete)
        self._vfs = _Vfs.from_buffer_copy(self._real)
        self._kept: list[Any] = [_OPEN(self._on_open), _DELETE(self._on_delete)]
        self._vfs.name = b"watched"
        self._vfs.following = None
        self._vfs.open = ctypes.cast(self._kept[0], P).value
        self._vfs.delete = ctypes.cast(self._kept[1], P).value
        self._methods: dict[int, _Methods] = {}
        self._files: dict[int, tuple[str, bool]] = {}  # by address: the name, and whether its journal is new
        self.events: list[Event] | None = None
        self.failing: Callable[[str], int] | None = None
        self.base: dict[int, bytes] = {}
        self._ids: dict[str, int] = {}
        self._next = 0
        library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    # -- what SQLite calls ------------------------------------------------------------------------------------------

    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        words = os.fsdecode(ctypes.string_at(name)) if name else ""
        there = bool(words) and os.path.exists(words)  # noqa: PTH110  (called for every open)
        if words and not there and (code := self._refused("open")):
            ctypes.c_void_p.from_address(file).value = None
            return code
        code = self._open(vfs, name, file, flags, out)
        pointer = ctypes.c_void_p.from_address(file)
        if code == 0 and pointer.value and words:
            self._files[file] = (words, not there)
            self.known(words, new=not there)
            pointer.value = ctypes.addressof(self._wrapped(pointer.value))
        return code

    def _wrapped(self, address: int) -> _Methods:
        if address not in self._methods:
            real = _Methods.from_address(address)
            mine = _Methods.from_buffer_copy(real)
            calls = (
                _WRITE(self._writes(_WRITE(real.write))),
                _TRUNCATE(self._truncates(_TRUNCATE(real.truncate))),
                _SYNC(self._syncs(_SYNC(real.sync))),
            )
            self._kept.extend(calls)
            mine.write, mine.truncate, mine.sync = (ctypes.cast(call, P).value for call in calls)
            self._methods[address] = mine
        return self._methods[address]

    def _writes(self, real: Any) -> Callable[[int, int, int, int], int]:
        def write(file: int, data: int, amount: int, at: int) -> int:
            if code := self._refused("write"):
                return code
            self._note("write", file, at=at, data=ctypes.string_at(data, amount) if self.events is not None else b"")
            return int(real(file, data, amount, at))

        return write

    def _truncates(self, real: Any) -> Callable[[int, int], int]:
        def truncate(file: int, size: int) -> int:
            if code := self._refused("truncate"):
                return code
            self._note("truncate", file, at=size)
            return int(real(file, size))

        return truncate

    def _syncs(self, real: Any) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            if code := self._refused("sync"):
                return code
            code = int(real(file, flags))
            name, new = self._files[file]
            journal = name.endswith("-journal")
            self._note("sync", file, folder=new and journal)  # as SQLite does for a journal it has made
            self._files[file] = (name, False)
            return code

        return sync

    def _on_delete(self, vfs: int, name: int, folder: int) -> int:
        code = self._refused("delete")
        if code and code != IOERR_DIR_FSYNC:
            return code
        done = int(self._delete(vfs, name, folder))
        words = os.fsdecode(ctypes.string_at(name))
        if done == 0 and self.events is not None and words in self._ids:
            self.events.append(Event("delete", self._ids.pop(words), words, folder=bool(folder) and not code))
        return code or done

    # -- what is noted ----------------------------------------------------------------------------------------------

    def _refused(self, kind: str) -> int:
        return self.failing(kind) if self.failing is not None else 0

    def _note(self, kind: str, file: int, *, at: int = 0, data: bytes = b"", folder: bool = False) -> None:
        if self.events is not None:
            name = self._files[file][0]
            self.events.append(Event(kind, self.known(name, new=False), name, at=at, data=data, folder=folder))

    def known(self, name: str, *, new: bool) -> int:
        """Return the number of the file ``name``; one not seen before has its present bytes for a base."""
        if self.events is None:
            return 0
        if name not in self._ids or new:
            self._next += 1
            self._ids[name] = self._next
            data = Path(name).read_bytes()
            if data:
                self.base[self._next] = data
            self.events.append(Event("found" if data else "create", self._next, name))
        return self._ids[name]

    @contextmanager
    def recording(self) -> Iterator[list[Event]]:
        """Note everything, also what Python renames, removes and syncs itself; yields the growing list."""
        self.events, self._ids, self.base = [], {}, {}
        replace, unlink, fsync = os.replace, os.unlink, os.fsync

        def replaced(old: Any, new: Any, **more: Any) -> None:
            replace(old, new, **more)
            if (known := self._ids.pop(os.fspath(old), None)) is not None and self.events is not None:
                self._ids[os.fspath(new)] = known
                self.events.append(Event("rename", known, os.fspath(old), os.fspath(new)))

        def unlinked(name: Any, **more: Any) -> None:
            unlink(name, **more)
            if (known := self._ids.pop(os.fspath(name), None)) is not None and self.events is not None:
                self.events.append(Event("delete", known, os.fspath(name)))

        def fsynced(handle: int) -> None:
            fsync(handle)
            name = os.path.realpath(f"/proc/self/fd/{handle}")
            if self.events is not None and os.path.isdir(name):  # noqa: PTH112
                self.events.append(Event("folder", name=name))
            elif self.events is not None and name in self._ids:
                self.events.append(Event("sync", self._ids[name], name))

        os.replace, os.unlink, os.fsync = replaced, unlinked, fsynced  # type: ignore[assignment]  # put back below
        try:
            yield self.events
        finally:
            os.replace, os.unlink, os.fsync = replace, unlink, fsync
            self.events = None


_disk: list[Disk] = []


def watched() -> Disk | None:
    """Return the one disk of this process, made at the first call; None where SQLite's library hides its file layer."""
    if not _disk:
        try:
            library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
            _ = library.sqlite3_vfs_find, library.sqlite3_vfs_register
        except (OSError, AttributeError):
            return None
        _disk.append(Disk(library))
    return _disk[0]
