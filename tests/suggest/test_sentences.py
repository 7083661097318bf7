"""Sentences are cut where a reader would cut them, and every sign that can be seen lies in exactly one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.suggest.sentences import sentences

ARTICLE = (Path(__file__).parents[2] / "seeds" / "000_cc34874bd0f47476.txt").read_text(encoding="utf-8")


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He met Lt.-Gen. Ahmad Shuja Pasha. | They spoke.",
        "Jack Rosen, a U.S. businessman, came. | He left.",
        "He lives in the U.S. | The others do not.",
        "Mr. Smith and Dr. J. R. Brown met Prof. White at 5 p.m. on Sept. 3. | It rained.",
        "It cost $3.5 million, i.e. too much. | She paid.",
        "“We won.” | He left.",
        "“Why now?” he asked. | Nobody knew.",
        "“Why now?” Musharraf said. | Nobody knew.",
        "He said: “We won. | We lost.” | Then he left.",
        "Acme Inc. and Globex Corp. merged. | The deal closed.",
        "They came (all of them). | Then they left!",
        "Really?! | Yes… | And so it went on ... and on.",
        "See No. 5 and p. 7. | It is there.",
        "The bill fell.[12] | It rose again.",
        "1. First item of the list. | It goes on.",
        "هذا أول. | وهذا ثان؟ | نعم.",
        "یہ پہلا ہے۔ | یہ دوسرا ہے۔",
        "यह पहला है। | यह दूसरा है।",
        "这是第一句。|这是第二句！|“这是第三句。”|完了",
        "これは一つ目です。|二つ目です。",
        "Er kam z.B. am Montag. | Dann ging er.",
        "Es war am 3. Oktober im 5. Jahrhundert v. Chr. und kostete 2 Mrd. Euro. | Dann kam er.",
        "Το πρώτο. | Το δεύτερο.",
    ],
)
def test_abbreviations_quotes_and_other_scripts(text: str) -> None:
    wanted = [part.strip() for part in text.split("|")]
    joined = text.replace(" | ", " ").replace("|", "")
    assert cut(joined) == wanted


def test_a_blank_line_always_parts_and_a_single_one_only_where_it_looks_so() -> None:
    assert cut("A heading\n\nA body text.") == ["A heading", "A body text."]
    assert cut("A heading\nA body text.") == ["A heading", "A body text."]
    wrapped = "This line of a page was broken by the printer at its margin, so\nthat it goes on here."
    assert cut(wrapped) == [wrapped]
    assert cut("Items:\n• One\n• Two") == ["Items:", "• One", "• Two"]


def test_the_seed_article_has_its_31_sentences() -> None:
    found = cut(ARTICLE)
    assert len(found) == 31
    assert found[16].endswith("and today president of the American Jewish Congress.")
    assert found[-1].startswith("A source in Islamabad told The Media Line that then-ISI chief Lt.-Gen.")


def test_a_part_of_a_text_is_cut_with_the_offsets_of_the_whole() -> None:
    text = "One. Two. Three."
    assert [text[a:b] for a, b in sentences(text, 5, 9)] == ["Two."]


@given(st.text(alphabet=st.sampled_from("ab AB.!?…“”’\"'\n\t。۔।؟1-()[]😀e\u0301"), max_size=80))
def test_all_that_can_be_seen_lies_in_one_sentence(text: str) -> None:
    covered = [0] * len(text)
    for start, end in sentences(text):
        assert start < end
        assert text[start:end] == text[start:end].strip()
        for at in range(start, end):
            covered[at] += 1
    assert all(
        count == (0 if sign.isspace() else 1) or (sign.isspace() and count == 1)
        for sign, count in zip(text, covered, strict=True)
    )
