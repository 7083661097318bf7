"""What opening costs: a project of two gigabytes against an empty one.

Figures are printed; the bound is the promise.
"""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from workbench.desk import projects

GIGABYTES = 2
TIMES = 15


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.factcheck"
    projects.create(path, title="Empty", person="Ada Bell").close()
    return path


def filled(empty: Path) -> Path:
    """Return a copy of a project that holds two gigabytes of evidence, in files of 64 chunks of a mebibyte."""
    path = empty.with_name("large.factcheck")
    shutil.copyfile(empty, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for number in range(1, GIGABYTES * 1024 // 64 + 1):
            values = (number, f"{number:064x}", 64 << 20)
            connection.execute("INSERT INTO blob (n, sha256, size, complete) VALUES (?, ?, ?, 1)", values)
            rows = ((number, seq) for seq in range(64))
            connection.executemany("INSERT INTO blob_chunk VALUES (?, ?, zeroblob(1 << 20))", rows)
    return path


def opened(path: Path) -> float:
    """Return how long opening takes, in seconds: to where the project can be asked."""
    began = time.perf_counter()
    project = projects.open(path, person="Ada Bell")
    projects.info(project)
    took = time.perf_counter() - began
    project.close()
    return took


def test_two_gigabytes_open_like_nothing(empty: Path) -> None:
    if shutil.disk_usage(empty.parent).free < (GIGABYTES + 1) << 30:
        pytest.skip("there is no room here for a file of this size")
    large = filled(empty)
    try:
        assert large.stat().st_size > GIGABYTES << 30
        opened(empty), opened(large)
        turns = [(opened(empty), opened(large)) for _ in range(TIMES)]
        least = [min(turn[which] for turn in turns) for which in (0, 1)]
    finally:
        large.unlink()
    print(f"\nempty {least[0] * 1000:.1f} ms, {GIGABYTES} GB {least[1] * 1000:.1f} ms: {least[1] / least[0]:.2f} x")
    assert least[1] <= 1.5 * least[0]
