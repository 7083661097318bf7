"""Loaded by every Python that a test starts: it may not open a socket either."""

import sys


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to make a socket. OSError would be taken for a network that is down."""
    if event == "socket.__new__":
        raise AssertionError(f"A socket was opened: {arguments[1:]}")


sys.addaudithook(forbid)
