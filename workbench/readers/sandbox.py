"""What Linux can forbid a reader: other files, writing, networks, programs, other processes. By system calls alone.

Landlock (files, from kernel 5.13) and a seccomp filter (calls). Both hold for good and need no rights to be set.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER_MODE = 22, 38, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every processor
_VERSION_ASKED, _PATH_BENEATH = 1, 1
_READ_FILE, _READ_DIRECTORY = 1 << 2, 1 << 3
_WRITE_FILE, _TRUNCATE, _TRUNCATE_SINCE = 1 << 1, 1 << 14, 3
_NOWHERE = Path("/dev/null")  # where a library may write what nobody is to read
# How many rights over files each version of Landlock knows.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_LATER_FILE_RIGHTS = 16
_NETWORK_RIGHTS, _NETWORK_SINCE = 0b11, 4
_SCOPES, _SCOPES_SINCE = 0b11, 6  # no signals to others, no abstract sockets of others

# Libraries, their data, fonts and time zones; nothing of the user's.
_SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime"),
    *("/dev/null", "/dev/urandom", "/dev/zero", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"),
)

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
# Calls refused, by their numbers on x86-64 and ARM (None where there is no such call).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "mount": (165, 40),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
}
_CLONE, _CLONE3, _CLONE_THREAD = (56, 220), 435, 0x10000
_X32 = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_EPERM, _ENOSYS = 1, 38


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def lock(readable: Sequence[Path]) -> tuple[str, ...]:
    """Give up everything a reader does not need; only ``readable`` and the libraries' own files stay readable.

    Returns the names of what is in force ("landlock", "seccomp"); empty on other systems and older kernels.
    """
    if sys.platform != "linux":
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return ()
    held = (("landlock", _restrict_files(libc, readable)), ("seccomp", _filter_calls(libc)))
    return tuple(name for name, done in held if done)


def _restrict_files(libc: ctypes.CDLL, readable: Iterable[Path]) -> bool:
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_ASKED)
    if version < 1:
        return False
    rights = (1 << _FILE_RIGHTS.get(version, _LATER_FILE_RIGHTS)) - 1
    attributes = struct.pack("<Q", rights)
    if version >= _NETWORK_SINCE:
        attributes += struct.pack("<Q", _NETWORK_RIGHTS)
    if version >= _SCOPES_SINCE:
        attributes += struct.pack("<Q", _SCOPES)
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*_of_python(), *map(Path, _SYSTEM), *readable):
            _allow(libc, ruleset, path)
        _allow(libc, ruleset, _NOWHERE, _WRITE_FILE | (_TRUNCATE if version >= _TRUNCATE_SINCE else 0))
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _of_python() -> set[Path]:
    """Where modules and their data may still have to be loaded from."""
    bundled = getattr(sys, "_MEIPASS", None)
    places = (sys.prefix, sys.base_prefix, sys.exec_prefix, bundled, *sys.path)
    return {Path(place) for place in places if place and Path(place).is_absolute()}


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, more: int = 0) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no leave
    try:
        rights = _READ_FILE | more | (_READ_DIRECTORY if path.is_dir() else 0)
        rule = struct.pack("<Qi", rights, descriptor)
        libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)


def _filter_calls(libc: ctypes.CDLL) -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in _steps(*machine)))
    program = _Program((len(code) - 1) // 8, ctypes.addressof(code))
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) == 0)


def _steps(column: int, architecture: int) -> list[tuple[int, int, int, int]]:
    """The filter: (code, jump if true, jump if false, operand); loads take offsets into struct seccomp_data."""
    refuse = (_RETURN, 0, 0, _REFUSE | _EPERM)
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), refuse, (_LOAD, 0, 0, 0)]
    if column == 0:
        steps += [(_AT_LEAST, 0, 1, _X32), refuse]
    for numbers in _REFUSED.values():
        number = numbers[column]
        if number is not None:
            steps += [(_EQUAL, 0, 1, number), refuse]
    # The C library falls back to clone when clone3 is unknown; threads are allowed, processes are not.
    steps += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _REFUSE | _ENOSYS)]
    steps += [(_EQUAL, 0, 3, _CLONE[column]), (_LOAD, 0, 0, 16), (_ANY_BIT, 1, 0, _CLONE_THREAD), refuse]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]
