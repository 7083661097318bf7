"""The long trials: power cuts, killed programs, every operation of every act failing. Figures are printed with -s."""

from pathlib import Path

import pytest

from tests.faults import disk, failing, mutating, power, work
from tests.store.test_surviving import kill, kill_commands


@pytest.fixture
def watched() -> disk.Disk:
    found = disk.watched()
    if found is None:
        pytest.skip("the file layer of this SQLite cannot be watched")
    return found


def test_power_cuts(watched: disk.Disk, tmp_path: Path) -> None:
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        tape = power.record(watched, folder)
        assert power.trials(tape, folder / "after", amount=500, seed=seed) == (0, 0)


def test_killed_programs(tmp_path: Path) -> None:
    for seed in range(10):
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert kill(folder, lives=300, seed=seed) == (0, 0)


def test_killed_commands(tmp_path: Path) -> None:
    for seed in range(10):
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert kill_commands(folder, lives=300, seed=seed) == (0, 0)
    (tmp_path / "real").mkdir()
    assert kill_commands(tmp_path / "real", lives=100, seed=99, how=("real",)) == (0, 0)


@pytest.mark.parametrize("act", work.ACTS)
def test_failing_disks(watched: disk.Disk, tmp_path: Path, act: str) -> None:
    base, folder = tmp_path / "base.factcheck", tmp_path / "trial"
    work.begin(base).close()
    folder.mkdir()
    stride = 17 if act == "import a file" else 1  # its operations are hundreds of the same kind
    for fault in failing.FAULTS:
        assert failing.every_kth(watched, act, fault, base, folder, stride=1 if fault.only else stride) == []
    print(act, dict(failing.trials))


def test_mutated_files(tmp_path: Path) -> None:
    base = tmp_path / "base.factcheck"
    work.begin(base).close()
    assert mutating.trials(base, tmp_path, amount=2000, seed=2) == []
