"""A marking becomes a sentence that stands by itself, and no word of it is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.suggest.statements import prefill


@pytest.mark.parametrize(
    ("marked", "statement"),
    [
        ("no harm to establish a relationship with Israel,", "No harm to establish a relationship with Israel."),
        ("“it will help Pakistan counter India”", "It will help Pakistan counter India."),
        ("“No harm,” he said", "“No harm,” he said."),
        ("he called it a “courageous decision.”", "He called it a “courageous decision.”"),
        ("the first\n  line goes on", "The first line goes on."),
        ("Is it so?", "Is it so?"),
        ("iPhone sales fell", "iPhone sales fell."),
        ("sold the players’ ball", "Sold the players’ ball."),
        ("“an open mark", "An open mark."),
        (", the work cost 41 million euros", "The work cost 41 million euros."),
        ("– and it was late", "And it was late."),
        (". It rained", "It rained."),
        ("، كان الجو ممطرا", "كان الجو ممطرا."),
        ("-4 degrees were measured", "-4 degrees were measured."),
        (".5 per cent", ".5 per cent."),
        ("a closing mark,”", "A closing mark."),
        ("这座桥建于一九三一年", "这座桥建于一九三一年。"),
        ("यह पुल पुराना है", "यह पुल पुराना है।"),
        ("یہ پل پرانا ہے", "یہ پل پرانا ہے۔"),
        ("هذا الجسر قديم", "هذا الجسر قديم."),
        ("...", "..."),
    ],
)
def test_prefilled(marked: str, statement: str) -> None:
    assert prefill(marked, 0, len(marked)) == statement


def test_only_the_span_is_taken() -> None:
    assert prefill("He said that it rained.", 13, 22) == "It rained."
    assert prefill("  , ", 0, 4) == ""


@given(st.text(alphabet="ab cD.,“”’!", max_size=30))
def test_the_words_stay_the_words(text: str) -> None:
    made = prefill(text, 0, len(text))
    letters = [sign for sign in text.lower() if sign.isalpha()]
    assert [sign for sign in made.lower() if sign.isalpha()] == letters
