"""The content half of what somebody said is found, or nothing is."""

import json
from pathlib import Path

import pytest

from workbench.suggest.pairs import content_span

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLE = (SEEDS / "000_cc34874bd0f47476.txt").read_text(encoding="utf-8")
CLAIMS = {one["id"]: one for one in json.loads((SEEDS / "seed_claims.json").read_text(encoding="utf-8"))["claims"]}


@pytest.mark.parametrize(
    ("said", "content"),
    [("C09", "C10"), ("C17", "C18"), ("C24", "C25"), ("C32", "C33"), ("C36", "C37"), ("C44", "C45"), ("C48", "C49")],
)
def test_seven_of_the_nine_seed_pairs_are_found_to_the_letter(said: str, content: str) -> None:
    found = content_span(ARTICLE, CLAIMS[said]["start"], CLAIMS[said]["end"])
    assert found == (CLAIMS[content]["start"], CLAIMS[content]["end"])


def test_the_other_two_overlap_with_what_a_person_marked() -> None:
    c07 = content_span(ARTICLE, CLAIMS["C07"]["start"], CLAIMS["C07"]["end"])
    assert c07 == (CLAIMS["C08"]["start"], CLAIMS["C08"]["end"] - 1)  # without the comma
    c20 = content_span(ARTICLE, CLAIMS["C20"]["start"], CLAIMS["C20"]["end"])
    assert c20 is not None
    assert c20[0] == CLAIMS["C21"]["start"]
    assert c20[1] > CLAIMS["C21"]["end"]


@pytest.mark.parametrize("code", [code for code, one in CLAIMS.items() if one["kind"] == "content"])
def test_a_content_claim_of_the_seed_article_has_no_content_half(code: str) -> None:
    assert content_span(ARTICLE, CLAIMS[code]["start"], CLAIMS[code]["end"]) is None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“The bridge is safe,” the engineer said.", "The bridge is safe"),
        ("According to the ministry, the bridge is safe.", "the bridge is safe"),
        ("The engineer told the paper that the bridge is safe.", "the bridge is safe"),
        ("The bridge over the river is safe, the engineer said.", "The bridge over the river is safe"),
        ("She claims to have ten ships.", "ten ships"),
        ("She hailed the 1998 peace of Belfast, calling it brave.", "the 1998 peace of Belfast"),
        ("“Also, the bridge is safe. It was mended,” he said.", "the bridge is safe."),
    ],
)
def test_forms_of_saying(text: str, content: str) -> None:
    found = content_span(text, 0, len(text))
    assert found is not None
    assert text[slice(*found)] == content


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is safe.",
        "He called it a “shame”.",
        "It was hailed by many.",
        "He spoke of the bridge.",
        "She praised it.",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert content_span(text, 0, len(text)) is None


def test_the_content_stays_within_its_sentence() -> None:
    text = "According to the ministry, the bridge is safe. The river rose."
    found = content_span(text, 0, len(text))
    assert found is not None
    assert text[slice(*found)] == "the bridge is safe"
