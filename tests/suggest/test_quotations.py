"""Quotation marks are paired as a reader pairs them: an apostrophe closes nothing."""

from pathlib import Path

import pytest

from workbench.suggest.quotations import inside, quotations, unquoted

ARTICLE = (Path(__file__).parents[2] / "seeds" / "000_cc34874bd0f47476.txt").read_text(encoding="utf-8")


def quoted(text: str) -> list[str]:
    return [text[one.inner_start : one.inner_end] for one in quotations(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“It’s time,” he said.", ["It’s time,"]),
        ("ties ‘will help Pakistan counter India’", ["will help Pakistan counter India"]),
        ("The players’ ball and the dog’s tail.", []),
        ("‘the players’ ball is lost’", ["the players’ ball is lost"]),
        ("In the ’90s ’twas said: ‘it’s over’.", ["it’s over"]),
        ('He said "it\'s 5\'10\\" tall" once.'.replace("\\", ""), ["it's 5'10"]),
        ("She said 'never' and left.", ["never"]),
        ("don't can't won't", []),
        ("«Oui», dit-il; „nein“, sagte er; 「はい」", ["Oui", "nein", "はい"]),
        ("»Ja«, sagte er.", ["Ja"]),
        ("”Nej”, sa han.", ["Nej"]),
        ("“He called it ‘a shame’ twice,” she said.", ["He called it ‘a shame’ twice,", "a shame"]),
        ('A board of 6" and one of 8".', []),
        ("no marks at all", []),
    ],
)
def test_marks_of_many_customs(text: str, inner: list[str]) -> None:
    assert quoted(text) == inner


def test_nested_quotations_know_their_depth() -> None:
    assert [one.depth for one in quotations("“He said ‘no’ again.”")] == [0, 1]


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "“First part.\n\n“Second part,” he said."
    (one,) = quotations(text)
    assert text[one.start : one.end] == "“First part.\n\n“Second part,”"


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    text = "“First part.\n\nHe left. “No,” he said."
    assert quoted(text) == ["First part.", "No,"]


def test_the_seed_article_has_its_eleven_quotations() -> None:
    found = quoted(ARTICLE)
    assert len(found) == 11
    assert found[0] == "will help Pakistan counter India"
    assert found[-2] == "courageous decision."


def test_inside_and_unquoted_agree() -> None:
    text = "He said “no harm in it” to us."
    start = text.index("harm")
    assert inside(text, start, start + 4)
    assert not inside(text, 0, 2)
    assert unquoted(text) == "He said " + " " * 15 + " to us."
    assert len(unquoted(text)) == len(text)
