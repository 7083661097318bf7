"""Three copies, random histories: every copy shows what the model says, and after exchanging all they are one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store import merge_machine


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[merge_machine.Base]:
    with merge_machine.unsynced():
        yield merge_machine.Base(tmp_path_factory.mktemp("base") / "base.factcheck")


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_random_histories_of_three_copies(base: merge_machine.Base, tmp_path: Path, first: int) -> None:
    for seed in range(first, first + 20):
        merge_machine.run(base, tmp_path, seed, acts=20)
