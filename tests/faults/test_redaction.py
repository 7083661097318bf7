"""Two hundred random projects, shared in every way: not one word that had to stay is found in a copy."""

import random
from pathlib import Path

import pytest

from tests.desk import canaries
from tests.desk.test_share import PARTS, check_copy
from workbench.desk.leaving import Profile


@pytest.mark.parametrize("seed", range(1000, 1200))
def test_nothing_that_stays_is_found_in_a_copy(tmp_path: Path, seed: int) -> None:
    cage = canaries.build(tmp_path / "whole.factcheck", seed)
    try:
        chance = random.Random(seed)
        codes = [f"E{number}" for number in cage.documents.values()]
        profile = chance.choice(list(Profile))
        leave_out = chance.sample(PARTS, chance.randint(0, len(PARTS))) + chance.sample(codes, chance.randint(0, 2))
        check_copy(cage, tmp_path / "copy.factcheck", profile, leave_out)
    finally:
        cage.project.close()
