"""Words given on the command line are found as a reader would find them."""

import time

import pytest

from workbench.anchors.occurrences import occurrences


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in occurrences(text, words)]


def test_every_exact_place_is_given_in_order() -> None:
    assert occurrences("ab cd ab", "ab") == [(0, 2), (6, 8)]


def test_tolerance_does_not_add_places_when_the_words_stand_exactly() -> None:
    assert occurrences("the end. the\nend.", "the end") == [(0, 7)]


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("He saw the\n   big house.", "the big house", "the\n   big house"),
        ("non\u00a0breaking space", "non breaking space", "non\u00a0breaking space"),
        ("“It’s time,” he said", '"It\'s time," he said', "“It’s time,” he said"),
        ("«Oui», dit-il", '"Oui", dit-il', "«Oui», dit-il"),
        ("‘will help’", "'will help'", "‘will help’"),
        ("2001–2008 term", "2001-2008 term", "2001–2008 term"),
        ("a pause — then", "a pause -- then", "a pause — then"),
        ("the govern-\nment fell", "the government fell", "the govern-\nment fell"),
        ("a well-\nknown man", "a well-known man", "a well-\nknown man"),
        ("soft\u00adhyphen", "softhyphen", "soft\u00adhyphen"),
        ("the ﬁrst oﬃce", "the first office", "the ﬁrst oﬃce"),
        ("the first office", "the ﬁrst oﬃce", "the first office"),
        ("wait… what", "wait... what", "wait… what"),
        ("the government fell", "the govern-\nment fell", "the government fell"),
        ("cafe\u0301".replace("e\u0301", "\u00e9") + " noir", "cafe\u0301 noir", "caf\u00e9 noir"),
        ("🚀 e\u0323 the\nplace", "the place", "the\nplace"),
    ],
)
def test_typing_and_typesetting_may_differ(text: str, words: str, stands: str) -> None:
    assert found(text, words) == [stands]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Mayor spoke", "the mayor"),
        ("the mayor’s car", "the mayors car"),
        ("recreation", "re-creation"),
        ("nowhere", "now here"),
        ("one two three", "one three"),
        ("anything", "   "),
        ("", "word"),
    ],
)
def test_other_words_are_not_found(text: str, words: str) -> None:
    assert occurrences(text, words) == []


def test_a_pattern_sign_in_the_words_is_only_a_sign() -> None:
    assert found("cost (about $5.00)\n[sic] a+b", "(about $5.00) [sic] a+b") == ["(about $5.00)\n[sic] a+b"]


def test_several_tolerant_places_are_all_given() -> None:
    assert len(occurrences("the\nend and the  end", "the end")) == 2


def test_a_long_quotation_is_found_though_every_line_was_broken_anew() -> None:
    line = "The office of the first minister - it said “so” - was well-known in 2008... "
    text = "Before. " + (line * 40).replace("office", "oﬃce").replace("...", "…") + "After."
    words = "\n".join((line * 40).split()).replace("“", '"').replace("”", '"')
    assert found(text, words) == [text[8:-7]]
    assert occurrences(text, words + " never") == []


def test_words_far_longer_than_the_text_are_not_looked_for_long() -> None:
    text = "A short text. " * 50
    before = time.process_time()
    assert occurrences(text, "x" * 200_000) == []
    assert occurrences(text * 500, "x" * 20_000) == []
    assert time.process_time() - before < 2  # a tenth of what building the whole pattern takes


def test_signs_nobody_sees_are_no_words() -> None:
    assert occurrences("some text", "\u200b") == []
