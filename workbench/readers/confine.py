"""Limits a reader puts on itself before it sees a byte of a document. Once down they cannot be raised again."""

import sys
import time

if sys.platform != "win32":
    import resource

# Pipes, the document, and the library's own data files.
_OPEN_FILES = 64


def confine(*, memory: int, cpu_seconds: int) -> tuple[str, ...]:
    """Limit memory (bytes), processor time (seconds from now), open files, written files and core dumps.

    Returns the names of the limits in force; empty where the system has none.
    """
    if sys.platform == "win32":
        return ()
    used = int(time.process_time()) + 1
    wanted = {
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_FSIZE": (0, 0),
        "RLIMIT_NOFILE": (_OPEN_FILES, _OPEN_FILES),
        "RLIMIT_CPU": (used + cpu_seconds, used + cpu_seconds + 5),
        "RLIMIT_AS": (memory, memory),
        "RLIMIT_DATA": (memory, memory),
    }
    return tuple(name for name, pair in wanted.items() if _limit(name, pair))


def _limit(name: str, pair: tuple[int, int]) -> bool:
    kind = getattr(resource, name, None)
    if kind is None:
        return False
    hard = resource.getrlimit(kind)[1]
    ceiling = [value if hard == resource.RLIM_INFINITY else min(value, hard) for value in pair]
    try:
        resource.setrlimit(kind, (ceiling[0], ceiling[1]))
    except (OSError, ValueError):
        # Some systems refuse a limit below what is in use (macOS: RLIMIT_AS); the time limit still holds.
        return False
    return True
