"""Reasons to check a sentence, and differences between two wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.suggest.factual import Reason, reasons
from workbench.suggest.worddiff import Change, as_text, difference, holds, same_words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("He spoke on February 22 in Dubai.", (Reason.DATE, Reason.NAME)),
        ("It has 40 ships.", (Reason.NUMBER,)),
        ("He called it “brave”.", (Reason.QUOTATION,)),
        ("She met Jane Smith.", (Reason.NAME,)),
        ("Nobody knows what will come.", ()),
        ("They don’t know; it isn’t theirs.", ()),
        ("В 2005 году", (Reason.DATE,)),
        ("सन् १९४७ में", (Reason.NUMBER,)),
    ],
)
def test_reasons(text: str, why: tuple[Reason, ...]) -> None:
    assert reasons(text) == why


def test_marks_case_and_dashes_are_no_difference() -> None:
    assert same_words("“It’s OVER – now,” he said", "it's over - now he said")
    assert not same_words("It is over", "It is not over")
    assert holds("He said it was over now.", "was over")
    assert not holds("He said it was all over now.", "was over")


def test_a_difference_is_shown_word_by_word() -> None:
    pieces = difference("We will not sell the ship.", "We will never sell the old ship.")
    assert as_text(pieces) == "We will [-not-] {+never+} sell the {+old+} ship."


@given(st.lists(st.sampled_from(["a", "B,", "c’s", "“d”", "–"]), max_size=12), st.data())
def test_the_pieces_put_both_wordings_together_again(one: list[str], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.sampled_from(["a", "b", "c's", "d", "e"]), max_size=12))
    pieces = difference(" ".join(one), " ".join(other))
    after = [word for piece in pieces if piece.change is not Change.CUT for word in piece.text.split()]
    assert after == other
    cut = sum(len(piece.text.split()) for piece in pieces if piece.change is not Change.ADDED)
    assert cut == len(one)
