"""The promise that nothing opens a socket, kept for this Python: importing it is enough."""

import sys

opened: list[str] = []


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to make a socket and remember it. An OSError would be taken for a network that is down."""
    if event == "socket.__new__":
        opened.append(f"family and kind {arguments[1:3]}")
        raise AssertionError("A socket was opened: Workbench works offline, always.")


# An audit hook sees every socket of the process, whoever makes it, and cannot be taken away again.
sys.addaudithook(forbid)
