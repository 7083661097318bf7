"""The long trials of merging: 1,500 random histories of three copies, two hundred redacted copies merged back."""

from pathlib import Path

import pytest

from tests.desk.test_sharing_back import merged_back
from tests.store import merge_machine


@pytest.mark.timeout(3600)
def test_random_histories_of_three_copies(tmp_path: Path) -> None:
    with merge_machine.unsynced():
        base = merge_machine.Base(tmp_path / "base.factcheck")
        for seed in range(10_000, 11_500):
            merge_machine.run(base, tmp_path, seed)


@pytest.mark.parametrize("seed", range(1000, 1200))
def test_a_redacted_copy_is_merged_back(tmp_path: Path, seed: int) -> None:
    merged_back(tmp_path, seed)
