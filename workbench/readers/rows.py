"""Rows of a database that somebody else made, read in a process of its own: plain values, their sizes checked.

The process opens the file read-only, keeps no journal, and has given up its rights before it sees a byte of it.
"""

import contextlib
import sqlite3
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workbench.readers.child import Child, WorkerFailed, worker_command
from workbench.readers.protocol import BadReply, Message, limit_request

Value = int | float | str | bytes | None

_COUNTS = struct.Struct("<II")
_MEBIBYTE = 1024 * 1024
MEMORY = 1536 * _MEBIBYTE
AT_MOST = 256 * _MEBIBYTE  # bytes of one answer
LONGEST = 64 * _MEBIBYTE  # bytes of one value
SECONDS = 20  # of the processor, over everything asked
_PATIENCE = 60.0  # seconds by the clock for one answer


class RowsFailed(Exception):
    """The file cannot be read: what is in it is damaged, or costs more time or memory than it may."""


class ForeignRows:
    """Asks a locked-down process about one database file. Close it when done."""

    def __init__(self) -> None:
        """Start the process; it reads nothing before ``open``."""
        self._child = Child(worker_command(rows=True), output_at_most=AT_MOST)

    def open(self, path: Path) -> None:
        """Open the file, the only one of the user's that the process may read. Raises RowsFailed."""
        try:
            self._child.wait_ready(seconds=_PATIENCE)
            self._child.ask(limit_request(memory=MEMORY, cpu_seconds=SECONDS, readable=[path]), seconds=_PATIENCE)
        except WorkerFailed as error:
            raise RowsFailed(str(error)) from error
        self._answer(Message({"do": "open_rows", "path": str(path)}))

    def ask(self, sql: str, parameters: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql`` finds. Raises RowsFailed."""
        reply = self._answer(Message({"do": "rows", "sql": sql}, (packed_rows([tuple(parameters)]),)))
        if len(reply.frames) != 1:
            raise RowsFailed("no rows")
        try:
            return unpacked_rows(reply.frames[0])
        except (BadReply, struct.error, ValueError) as error:
            raise RowsFailed("no rows") from error

    def close(self) -> None:
        """End the process."""
        self._child.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, request: Message) -> Message:
        try:
            reply = self._child.ask(request, seconds=_PATIENCE)
        except WorkerFailed as error:
            raise RowsFailed(str(error)) from error
        if "problem" in reply.header:
            raise RowsFailed(str(reply.header["problem"]))
        return reply


def opened(path: Path) -> sqlite3.Connection:
    """Open a database to be read and never written. Raises sqlite3.Error. For the process that has locked itself in."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    with contextlib.suppress(AttributeError):  # from Python 3.11
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA query_only = ON")
    return connection


def packed_rows(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return rows as bytes: how many rows and columns, then each value by a letter for its kind, its length, itself."""
    body = bytearray()
    count = width = 0
    for row in rows:
        count, width = count + 1, len(row)
        for value in row:
            body += _packed(value)
    return _COUNTS.pack(count, width) + bytes(body)


def _packed(value: Value) -> bytes:
    match value:
        case None:
            return b"n"
        case int():
            return b"i" + struct.pack("<q", value)
        case float():
            return b"f" + struct.pack("<d", value)
        case str():
            encoded = value.encode()
            return b"s" + struct.pack("<I", len(encoded)) + encoded
        case _:
            return b"b" + struct.pack("<I", len(value)) + value


def unpacked_rows(data: bytes) -> list[tuple[Any, ...]]:
    """Return the rows that ``packed_rows`` packed. Raises BadReply, struct.error, ValueError."""
    count, width = _COUNTS.unpack_from(data)
    at = _COUNTS.size
    rows = []
    for _ in range(count):
        row = []
        for _ in range(width):
            value, at = _unpacked(data, at)
            row.append(value)
        rows.append(tuple(row))
    if at != len(data):
        raise BadReply("more than the rows")
    return rows


def _unpacked(data: bytes, at: int) -> tuple[Value, int]:
    match data[at : at + 1]:
        case b"n":
            return None, at + 1
        case b"i":
            return struct.unpack_from("<q", data, at + 1)[0], at + 9
        case b"f":
            return struct.unpack_from("<d", data, at + 1)[0], at + 9
        case b"s" | b"b" as kind:
            end = at + 5 + struct.unpack_from("<I", data, at + 1)[0]
            if end > len(data):
                raise BadReply("a value is cut short")
            part = data[at + 5 : end]
            return (part.decode() if kind == b"s" else part), end
        case _:
            raise BadReply("no value")
