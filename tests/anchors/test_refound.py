"""A short run of the measurement in tests/bench: quotations are found again in an edited text, none moved silently."""

import pytest

from tests.bench.test_bench_anchors import refound


@pytest.mark.parametrize(("share", "least"), [(0.02, 0.99), (0.10, 0.97)])
def test_quotations_of_an_edited_text_are_found_again(share: float, least: float) -> None:
    good, silent, _, states = refound(share, quotes=200, seed=3)
    assert good >= least, states
    assert silent == 0
