"""Every mutant of tests/faults still fits the code it breaks, so that a change of the code cannot disarm it unseen."""

from pathlib import Path

import pytest

from tests.faults.test_mutants import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mutant_breaks_exactly_one_place(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.was) == 1
    assert mutant.now != mutant.was
    assert (ROOT / mutant.tests).exists()


def test_no_two_mutants_share_a_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
