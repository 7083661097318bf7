"""A quote put down is found again, and nothing ever moves silently."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.anchors.find import Found, find
from workbench.anchors.quote import NothingSelectedError, OutsideTextError, Quote, describe, trim
from workbench.model.sets import AnchorState

FILLER = "The council met on Tuesday to hear the report of its auditors, who had been at work since the spring. "
SENTENCE = "The tunnel was opened by the mayor in 1931."
REST = " Trains have run through it every ten minutes since then, apart from the flood years and two strikes."
TEXT = FILLER + SENTENCE + REST
START = len(FILLER)
QUOTE = describe(TEXT, START, START + len(SENTENCE))


@given(st.text(min_size=1), st.data())
def test_what_was_described_is_found_exactly_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    assert find(text, describe(text, start, end)) == Found(AnchorState.EXACT, start, end)


@given(st.text(alphabet="ab ", min_size=1), st.data())
def test_the_law_holds_in_text_that_repeats_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    assert find(text, describe(text, start, end)) == Found(AnchorState.EXACT, start, end)


def test_a_quote_keeps_64_code_points_on_either_side() -> None:
    assert QUOTE.prefix == FILLER[-64:]
    assert QUOTE.suffix == REST[:64]
    assert (QUOTE.start, QUOTE.end, QUOTE.exact) == (START, START + len(SENTENCE), SENTENCE)


def test_at_the_edges_of_the_text_there_is_less_context() -> None:
    assert describe("One two", 0, 3) == Quote(0, 3, "One", "", " two")


def test_marking_nothing_tells_the_user_what_to_do() -> None:
    for span in ((3, 3), (5, 2), (3, 4)):
        with pytest.raises(NothingSelectedError) as told:
            describe("one two", *span)
        assert told.value.sentence == "Select some words first."


@pytest.mark.parametrize("span", [(-1, 3), (0, 8), (9, 12)])
def test_a_span_beyond_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(OutsideTextError):
        describe("one two", *span)


def test_trimming_takes_the_white_space_off_both_ends() -> None:
    text = "x \n  two words\u3000 y"
    assert trim(text, 1, len(text) - 1) == (5, 14)
    with pytest.raises(NothingSelectedError):
        trim(text, 1, 4)


def test_words_pushed_along_by_an_insertion_are_relocated() -> None:
    changed = "A new first line.\n" + TEXT
    assert find(changed, QUOTE) == Found(AnchorState.RELOCATED, START + 18, START + 18 + len(SENTENCE))


def test_an_edit_of_equal_length_is_never_called_exact() -> None:
    changed = TEXT.replace("1931", "1937")
    assert len(changed) == len(TEXT)
    assert find(changed, QUOTE) == Found(AnchorState.ORPHANED)


def test_a_look_alike_sentence_elsewhere_is_not_taken_for_the_lost_one() -> None:
    elsewhere = TEXT.replace("1931", "1937") + " Captions: " + SENTENCE + " Photograph by the state archive."
    assert find(elsewhere, QUOTE) == Found(AnchorState.AMBIGUOUS)


def test_the_same_sentence_twice_is_told_apart_by_what_stands_around_it() -> None:
    twice = TEXT + " " + "Readers wrote in to say so, each of them in other words. " + SENTENCE + " End of letters."
    second = twice.rindex(SENTENCE)
    quote = describe(twice, second, second + len(SENTENCE))
    moved = "New. " + twice
    assert find(moved, quote).span == (second + 5, second + 5 + len(SENTENCE))


def test_the_same_sentence_twice_in_the_same_words_is_ambiguous() -> None:
    twice = (FILLER + SENTENCE + REST + "\n") * 2
    quote = describe(twice, START, START + len(SENTENCE))
    assert find("New. " + twice, quote) == Found(AnchorState.AMBIGUOUS)


def test_a_twin_that_slipped_into_the_old_place_is_not_called_exact() -> None:
    twin = "x" * (START - 12) + " Some list: " + SENTENCE + " Other matter altogether, quite unlike the first one.\n"
    changed = twin + TEXT
    found = find(changed, QUOTE)
    assert found == Found(AnchorState.RELOCATED, len(twin) + START, len(twin) + START + len(SENTENCE))


def test_the_same_words_at_the_same_place_stay_exact_when_their_surroundings_were_rewritten() -> None:
    changed = "#" * START + SENTENCE + "#" * len(REST)
    assert find(changed, QUOTE) == Found(AnchorState.EXACT, START, START + len(SENTENCE))


@pytest.mark.parametrize("before", ["👩‍🚀 ", "e\u0301\u0323 ", "हिन्दी ", "\U0001f1eb\U0001f1f7" * 5])
def test_offsets_are_code_points_after_emoji_and_combining_marks(before: str) -> None:
    text = before + TEXT
    start = len(before) + START
    quote = describe(text, start, start + len(SENTENCE))
    assert text[quote.start : quote.end] == SENTENCE
    assert find(text, quote).state is AnchorState.EXACT
    assert find(TEXT, quote) == Found(AnchorState.RELOCATED, START, START + len(SENTENCE))


def test_a_copy_with_other_line_ends_and_a_byte_order_mark_is_relocated_not_lost() -> None:
    text = "One.\nTwo.\nThree.\n" + TEXT
    quote = describe(text, 17 + START, 17 + START + len(SENTENCE))
    raw = "\ufeff" + text.replace("\n", "\r\n")
    assert find(raw, quote) == Found(AnchorState.RELOCATED, 21 + START, 21 + START + len(SENTENCE))


def test_a_whole_text_marked_is_found_in_the_same_text_only() -> None:
    quote = describe("All of it.", 0, 10)
    assert find("All of it.", quote).state is AnchorState.EXACT
    assert find("Before that: All of it. And then some.", quote).state is AnchorState.AMBIGUOUS
