"""Bytes of evidence in the file: addressed by SHA-256, cut into chunks, written in small transactions."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator

from workbench.store.reading import Asks

CHUNK = 1024 * 1024  # bytes; a chunk a transaction, so that nobody waits long behind an import


def chunks_of(data: bytes) -> Iterator[bytes]:
    """Cut bytes into chunks."""
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]


def known(connection: Asks, sha256: str) -> bool:
    """Return whether the bytes are held, whole."""
    row = connection.exec_driver_sql("SELECT 1 FROM blob WHERE sha256 = ? AND complete = 1", (sha256,)).first()
    return row is not None


def begin(connection: Asks, sha256: str, size: int) -> int:
    """Make room for new bytes, dropping what an interrupted import left of them; return their number."""
    old = connection.exec_driver_sql("SELECT n FROM blob WHERE sha256 = ?", (sha256,)).first()
    if old is not None:
        drop(connection, old[0])
    row = connection.exec_driver_sql("INSERT INTO blob (sha256, size) VALUES (?, ?) RETURNING n", (sha256, size)).one()
    return int(row[0])


def write(connection: Asks, blob: int, seq: int, data: bytes) -> None:
    """Write one chunk."""
    connection.exec_driver_sql("INSERT INTO blob_chunk (blob, seq, bytes) VALUES (?, ?, ?)", (blob, seq, data))


def finish(connection: Asks, blob: int) -> None:
    """Declare the bytes whole."""
    connection.exec_driver_sql("UPDATE blob SET complete = 1 WHERE n = ?", (blob,))


def drop(connection: Asks, blob: int) -> None:
    """Remove bytes, whole or not."""
    connection.exec_driver_sql("DELETE FROM blob_chunk WHERE blob = ?", (blob,))
    connection.exec_driver_sql("DELETE FROM blob WHERE n = ?", (blob,))


def read(connection: Asks, sha256: str) -> Iterator[bytes]:
    """Yield the chunks of held bytes in order; nothing where they are not held."""
    row = connection.exec_driver_sql("SELECT n FROM blob WHERE sha256 = ? AND complete = 1", (sha256,)).first()
    if row is None:
        return
    seq = 0
    while True:
        chunk = connection.exec_driver_sql(
            "SELECT bytes FROM blob_chunk WHERE blob = ? AND seq = ?", (row[0], seq)
        ).first()
        if chunk is None:
            return
        yield chunk[0]
        seq += 1


def written(connection: Asks, blob: int) -> Iterator[bytes]:
    """Yield the chunks of bytes that are being taken in, whole or not."""
    for (chunk,) in connection.exec_driver_sql("SELECT bytes FROM blob_chunk WHERE blob = ? ORDER BY seq", (blob,)):
        yield chunk


def sweep(connection: sqlite3.Connection) -> None:
    """Remove what interrupted imports left behind. Raises sqlite3.Error also where the file takes no writing at all."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM blob_chunk WHERE blob IN (SELECT n FROM blob WHERE complete = 0)")
    connection.execute("DELETE FROM blob WHERE complete = 0")
    connection.execute("COMMIT")


def digest(chunks: Iterable[bytes]) -> str:
    """Return the SHA-256 of chunks taken together, in hex."""
    state = hashlib.sha256()
    for chunk in chunks:
        state.update(chunk)
    return state.hexdigest()
