"""Underlines of marks that share words must stay apart."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.pages.lanes import Overlaps, assign, raise_one

spans = st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)).map(lambda s: (s[0], s[0] + s[1])), max_size=90)


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


@given(spans)
def test_marks_that_share_a_character_never_share_a_lane(given_spans):
    lanes = assign(given_spans)
    for i, a in enumerate(given_spans):
        for j in range(i):
            if overlap(a, given_spans[j]):
                assert lanes[i].lane != lanes[j].lane
                assert lanes[i].knot == lanes[j].knot
        assert lanes[i].lane < lanes[i].lanes


@given(spans, st.integers(0, 200))
def test_the_marks_over_a_stretch_are_found(given_spans, start):
    found = Overlaps(given_spans).within(start, start + 7)
    assert sorted(found) == [i for i, s in enumerate(given_spans) if overlap(s, (start, start + 7))]


def test_a_mark_alone_lies_next_to_the_letters():
    assert [lane.lane for lane in assign([(0, 5), (5, 9), (20, 30)])] == [0, 0, 0]


def test_a_nested_claim_lies_nearer_to_the_letters_than_the_one_around_it():
    outer, inner = assign([(0, 50), (10, 20)])
    assert (outer.lane, inner.lane) == (1, 0)


def test_the_active_claim_comes_next_to_the_letters_and_none_collide():
    knot = [(0, 50), (10, 20), (15, 40), (60, 70), (45, 65)]
    lanes = raise_one(list(range(len(knot))), knot, 0)
    assert lanes[0] == 0
    assert all(lanes[i] != lanes[j] for i in range(5) for j in range(i) if overlap(knot[i], knot[j]))
    assert lanes[3] == 0, "a mark that does not touch the active one is not moved away from its words"


def test_the_innermost_mark_at_a_place_comes_first():
    assert Overlaps([(0, 50), (10, 20), (12, 14)]).at(13) == [2, 1, 0]
    assert Overlaps([(0, 50)]).at(50) == []
