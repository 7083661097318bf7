"""Proposals for lost quotes: near misses are offered, look-alikes and short scraps are not."""

import random

from workbench.anchors.propose import propose
from workbench.anchors.quote import describe

BEFORE = "The minister arrived in the morning and was met by a crowd of some hundred people at the station. "
SENTENCE = "The committee approved the new budget of the city without a single vote against it."
AFTER = " Nobody had expected so quick a decision after the long quarrels of the year before, he said."
TEXT = BEFORE + SENTENCE + AFTER
QUOTE = describe(TEXT, len(BEFORE), len(BEFORE) + len(SENTENCE))


def test_a_reworded_sentence_is_proposed_whole() -> None:
    reworded = "The committee approved a new budget for the city without one single vote against it."
    changed = "Intro. " + BEFORE + reworded + AFTER
    (best, *others) = propose(changed, QUOTE)
    assert changed[best.start : best.end] == reworded
    assert 0.8 <= best.score < 1
    assert not others


def test_more_than_a_fifth_of_errors_is_not_proposed() -> None:
    changed = BEFORE + "The committee rejected outright the old budget of the region by votes of nine to one." + AFTER
    assert propose(changed, QUOTE) == []


def test_a_short_quote_elsewhere_is_not_proposed_without_its_context() -> None:
    start = TEXT.index("some hundred people")
    short = describe(TEXT, start, start + len("some hundred people"))
    other = "At the harbour there were some hundreds people waiting; nothing else of the tale is here at all."
    assert propose(other, short) == []
    near = TEXT.replace("some hundred people", "some hundreds people")
    (best,) = propose(near, short)
    assert near[best.start : best.end] == "some hundreds people"


def test_nothing_is_proposed_in_an_empty_or_unrelated_text() -> None:
    assert propose("", QUOTE) == []
    assert propose("Rain is expected in the north, sunshine in the south. " * 30, QUOTE) == []


def test_both_of_two_likely_places_are_proposed_best_first() -> None:
    one = SENTENCE.replace("single", "lone")
    two = SENTENCE.replace("single", "lone").replace("approved", "improved")
    changed = two + BEFORE + one
    proposals = propose(changed, QUOTE)
    assert [changed[p.start : p.end] for p in proposals] == [one, two]


def test_a_third_of_wrong_letters_is_too_many() -> None:
    garbled = "".join("#" if at % 3 == 0 and sign != " " else sign for at, sign in enumerate(SENTENCE))
    assert propose(BEFORE + garbled + AFTER, QUOTE) == []
    slightly = "".join("#" if at % 9 == 0 and sign != " " else sign for at, sign in enumerate(SENTENCE))
    assert len(propose(BEFORE + slightly + AFTER, QUOTE)) == 1


def test_quotes_in_a_long_text_with_a_twentieth_of_its_letters_wrong_are_nearly_always_proposed() -> None:
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(900)]
    text = " ".join(chance.choices(words, k=6000))
    edited = "".join(chance.choice(letters) if chance.random() < 0.05 and c != " " else c for c in text)
    right = 0
    for _ in range(40):
        start = text.index(" ", chance.randint(0, len(text) - 200)) + 1
        end = text.index(" ", start + 60)
        best = next(iter(propose(edited, describe(text, start, end))), None)
        right += best is not None and (best.start, best.end) == (start, end)
    assert right >= 38
