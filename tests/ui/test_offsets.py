"""The border between code points and UTF-16."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.offsets import OffsetMap, shown

texts = st.text(alphabet=st.sampled_from("aé\u0301 \n\t\u2028😀𝒳中"), max_size=40)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts)
def test_every_code_point_offset_goes_to_its_unit_and_back(text):
    offsets = OffsetMap(text)
    for point in range(len(text) + 1):
        unit = offsets.to_units(point)
        assert unit == units(text[:point])
        assert offsets.to_points(unit) == point
        assert offsets.to_points(unit, up=True) == point


def test_the_middle_of_an_emoji_goes_to_its_edges():
    offsets = OffsetMap("a😀b")
    assert offsets.to_points(2) == 1
    assert offsets.to_points(2, up=True) == 2
    assert offsets.to_points(3) == 2


@pytest.mark.parametrize("text", ["", "plain", "a\r\nb", "x\ufffcy", "😀"])
def test_what_is_shown_has_the_same_length_and_places(text):
    assert len(shown(text)) == len(text)
    assert units(shown(text)) == units(text)
