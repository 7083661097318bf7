"""The long trials of merging: 1,500 random histories of three copies, 500 forged and 200 redacted copies."""

from pathlib import Path

import pytest

from tests.desk.test_sharing_back import merged_back
from tests.faults import forging
from tests.store import merge_machine


@pytest.mark.timeout(3600)
def test_random_histories_of_three_copies(tmp_path: Path) -> None:
    with merge_machine.unsynced():
        base = merge_machine.Base(tmp_path / "base.factcheck")
        for seed in range(10_000, 11_500):
            merge_machine.run(base, tmp_path, seed)


@pytest.mark.timeout(3600)
def test_forged_copies(tmp_path: Path) -> None:
    assert forging.trials(tmp_path, amount=500, seed=2) == []


@pytest.mark.parametrize("seed", range(1000, 1200))
def test_a_redacted_copy_is_merged_back(tmp_path: Path, seed: int) -> None:
    merged_back(tmp_path, seed)
