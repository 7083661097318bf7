"""Claims carried to a late revision: the unchanged ask for no rework, the changed do not stay green."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.anchors.find import Found
from workbench.anchors.transfer import transfer
from workbench.model.sets import AnchorState

FIRST = "The bridge was built in 1931 by two brothers from the valley."
SECOND = "It cost about four million francs, which the canton never paid back to its lenders."
THIRD = "Every year some twelve thousand walkers cross it on the way to the old mill."
FOURTH = "The mill has been closed since the flood of 1977."
OLD = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}\n"
SPANS = [(OLD.index(one), OLD.index(one) + len(one)) for one in (FIRST, SECOND, THIRD, FOURTH)]


def carried(new: str) -> list[tuple[AnchorState, str | None]]:
    return [(one.state, new[slice(*one.span)] if one.span else None) for one in transfer(OLD, new, SPANS)]


def test_an_untouched_text_keeps_every_span() -> None:
    assert transfer(OLD, OLD, SPANS) == [Found(AnchorState.EXACT, *span) for span in SPANS]


def test_a_paragraph_put_in_pushes_the_others_along_and_they_stay_exact() -> None:
    new = OLD.replace(SECOND, "Work took three summers.\n\n" + SECOND)
    assert carried(new) == [(AnchorState.EXACT, one) for one in (FIRST, SECOND, THIRD, FOURTH)]


def test_a_moved_paragraph_is_relocated() -> None:
    new = f"{FIRST}\n\n{THIRD}\n\n{FOURTH}\n\n{SECOND}\n"
    assert carried(new)[1] == (AnchorState.RELOCATED, SECOND)
    assert [state for state, _ in carried(new)].count(AnchorState.EXACT) == 3


def test_a_changed_figure_does_not_stay_green_and_the_new_words_are_shown() -> None:
    new = OLD.replace("twelve thousand", "fifteen thousand")
    reworded = THIRD.replace("twelve", "fifteen")
    assert carried(new)[2] == (AnchorState.CHANGED, reworded)


def test_a_change_of_equal_length_at_the_end_of_the_span_is_seen() -> None:
    new = OLD.replace("1977", "1979")
    assert carried(new)[3] == (AnchorState.CHANGED, FOURTH.replace("1977", "1979"))


def test_a_cut_sentence_is_orphaned() -> None:
    new = OLD.replace(SECOND + "\n\n", "")
    assert carried(new) == [
        (AnchorState.EXACT, FIRST),
        (AnchorState.ORPHANED, None),
        (AnchorState.EXACT, THIRD),
        (AnchorState.EXACT, FOURTH),
    ]


def test_another_sentence_in_its_place_is_not_taken_for_it() -> None:
    new = OLD.replace(SECOND, "Nobody but the canton of Uri has ever asked what became of its old timber.")
    assert carried(new)[1] == (AnchorState.ORPHANED, None)


def test_a_sentence_that_now_stands_twice_elsewhere_is_ambiguous() -> None:
    short = "It was cold."
    old = f"{short} {FIRST}\n\n{SECOND}"
    new = f"{SECOND.upper()} {short} {FOURTH.upper()} {short} {THIRD.upper()}"
    (found,) = transfer(old, new, [(0, len(short))])
    assert found == Found(AnchorState.AMBIGUOUS)


def test_one_short_word_left_in_a_rewritten_paragraph_is_not_called_exact() -> None:
    old = "Alpha beta gamma delta Paris epsilon zeta eta theta iota kappa lambda mu."
    new = "Completely other things were written here of Paris by some different hand now."
    start = old.index("Paris")
    (found,) = transfer(old, new, [(start, start + 5)])
    assert found.state is not AnchorState.EXACT


def test_nested_and_overlapping_spans_are_each_carried() -> None:
    inner = OLD.index("two brothers")
    new = "Lead.\n" + OLD
    found = transfer(OLD, new, [SPANS[0], (inner, inner + 12), (inner, inner + 12)])
    assert [one.span for one in found] == [
        (SPANS[0][0] + 6, SPANS[0][1] + 6),
        (inner + 6, inner + 18),
        (inner + 6, inner + 18),
    ]


def test_chinese_text_is_compared_sign_by_sign() -> None:
    old = "这座桥建于一九三一年。每年有一万二千人走过这座桥。"
    new = "新的一句。" + old.replace("二千", "五千")
    first, second = transfer(old, new, [(0, 11), (11, len(old))])
    assert first == Found(AnchorState.EXACT, 5, 16)
    assert second.state is AnchorState.CHANGED
    assert new[slice(*(second.span or (0, 0)))] == "每年有一万五千人走过这座桥。"


@given(st.lists(st.sampled_from(["ab", "cd", "ef ", "gh.\n", "二"]), min_size=1, max_size=30), st.data())
def test_a_place_called_exact_or_relocated_holds_the_same_words(words: list[str], data: st.DataObject) -> None:
    old = "".join(words)
    new = "".join(data.draw(st.permutations(words)))
    spans = [(start, start + 2) for start in range(0, len(old) - 1, 3) if old[start : start + 2].strip()]
    for span, found in zip(spans, transfer(old, new, spans), strict=True):
        if found.state in {AnchorState.EXACT, AnchorState.RELOCATED}:
            assert found.span is not None
            assert new[slice(*found.span)] == old[slice(*span)]
