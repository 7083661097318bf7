"""The process that hashes the evidence of a project: a line of JSON for each file, whether it has its SHA-256.

Runs as ``python -m workbench.store.hash_worker PROJECT`` (in a packaged build ``PROGRAM --hash-worker PROJECT``).
It reads a chunk at a time, each in a look of its own, so that whoever writes to the project never waits for it.
"""

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from workbench.store import database


def main(arguments: list[str]) -> int:
    """Hash the evidence of the project at ``arguments[0]``; return 1 where the file cannot be read."""
    with suppress(OSError):
        os.nice(10)
    try:
        with closing(database.connect(Path(arguments[0]), read_only=True)) as connection:
            for found in hashed(connection):
                sys.stdout.write(json.dumps(found) + "\n")
                sys.stdout.flush()
    except (sqlite3.Error, UnicodeDecodeError):
        return 1
    return 0


def hashed(connection: sqlite3.Connection) -> Iterator[tuple[str, int, bool]]:
    """Yield the SHA-256 of each file held, how many bytes it has, and whether they are those."""
    for number, sha256 in connection.execute("SELECT n, sha256 FROM blob WHERE complete = 1 ORDER BY n").fetchall():
        digest, size, seq = hashlib.sha256(), 0, 0
        while True:
            query = "SELECT bytes FROM blob_chunk WHERE blob = ? AND seq = ?"
            chunk = connection.execute(query, (number, seq)).fetchall()  # all of it, so that the look is over
            if not chunk:
                break
            digest.update(chunk[0][0])
            size, seq = size + len(chunk[0][0]), seq + 1
        yield sha256, size, digest.hexdigest() == sha256


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
