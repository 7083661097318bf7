"""A filter of the Linux kernel under which a process that reaches for the network is killed, and all it starts.

The audit hook sees Python only; this sees Qt, Typst, pdfium and whatever else is written in another language.
Sockets of the machine itself (AF_UNIX) pass: the C library asks its name service cache through one.
"""

import ctypes
import platform
import struct

# seccomp(2): the number of socket(2) and the name of the machine, by processor.
MACHINES = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}
ALLOW, KILL = 0x7FFF0000, 0x80000000
AF_UNIX = 1
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def known_here() -> bool:
    """Whether this system can be filtered."""
    return platform.system() == "Linux" and platform.machine() in MACHINES


def seal() -> None:
    """From now on socket(2) for anything but AF_UNIX kills the process. Raises OSError where it cannot be."""
    number, machine = MACHINES[platform.machine()]
    steps = [  # (code, jump if true, jump if false, operand); offsets in struct seccomp_data
        (LOAD, 0, 0, 4),
        (EQUAL, 0, 4, machine),
        (LOAD, 0, 0, 0),
        (EQUAL, 0, 2, number),
        (LOAD, 0, 0, 16),
        (EQUAL, 0, 1, AF_UNIX),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, KILL),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in (
        (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (PR_SET_SECCOMP, FILTER_MODE, ctypes.byref(program), 0, 0),
    ):
        if libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "the kernel takes no filter")
