"""Texts on their way into the report: direction, language, long strings, citations, signs no font has, dates."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.specimen import ARABIC, CHINESE, HEBREW, HINDI, LONG_ADDRESS, SHA, URDU
from workbench import places
from workbench.reports.dates import day, moment
from workbench.reports.glyphs import coverage, legible
from workbench.reports.prose import Setter, Text, digest_groups
from workbench.reports.script import has_right_to_left, setting

COVERED = coverage(places.resources() / "fonts")
SAY = Setter(COVERED)


def marked(text: Text) -> dict[str, Any]:
    assert isinstance(text, dict)
    return text


def joined(text) -> str:
    return text if isinstance(text, str) else "".join(text["s"])


# ---------------------------------------------------------------- direction and language


@pytest.mark.parametrize(
    ("text", "declared", "language", "right_to_left"),
    [
        (ARABIC, "", "ar", True),
        (URDU, "", "ur", True),
        (URDU, "ar", "ur", True),
        ("این متن فارسی است و چند پ دارد", "", "fa", True),
        (HEBREW, "", "he", True),
        (HINDI, "", "hi", False),
        (HINDI, "mr", "mr", False),
        (CHINESE, "", "zh", False),
        ("これは日本語です", "", "ja", False),
        ("한국어입니다", "", "ko", False),
        ("Это русский текст", "", "ru", False),
        ("Це українська", "uk", "uk", False),
        ("An English sentence", "", "", False),
        ("Une phrase", "fr", "fr", False),
        ("Latin words in an Arabic document", "ar", "", False),
        ("", "", "", False),
        ("1234 …", "", "", False),
    ],
)
def test_a_text_is_set_by_its_own_letters(text, declared, language, right_to_left):
    how = setting(text, declared)
    assert (how.language, how.right_to_left) == (language, right_to_left)


def test_the_first_strong_letter_decides_the_direction():
    assert setting(f"“{HEBREW} and English words after it").right_to_left
    assert not setting(f"English first, then {HEBREW}").right_to_left
    assert has_right_to_left(f"English first, then {HEBREW}")


def test_texts_of_a_french_project_are_tagged_french_and_english_ones_not_at_all():
    assert marked(Setter(COVERED, "fr").line("Une phrase"))["l"] == "fr"
    assert Setter(COVERED, "en").line("A phrase") == "A phrase"
    assert Setter(COVERED, "en-GB").line("A phrase") == "A phrase"


def test_a_name_in_another_direction_keeps_to_itself_in_our_line():
    assert marked(SAY.inline("الأمم المتحدة"))["i"] is True
    assert SAY.inline("Reuters") == "Reuters"


# ---------------------------------------------------------------- long strings


@pytest.mark.parametrize("text", [LONG_ADDRESS, "x" * 400, f"see {LONG_ADDRESS} and", "a/" * 300, "é" * 90])
def test_a_long_string_may_break_and_loses_nothing(text):
    line = SAY.line(text)
    assert joined(line) == text
    assert max(len(word) for piece in marked(line)["s"] for word in piece.split()) <= 36


def test_ordinary_words_are_left_whole():
    long_words = "Donaudampfschifffahrtskapitän and a well-known self-made man"
    assert SAY.line(long_words) == long_words
    assert SAY.line("A sentence of ordinary words, with commas.") == "A sentence of ordinary words, with commas."


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=200))
def test_breaking_never_changes_a_text(text):
    clean = SAY.plain(text)
    assert joined(SAY.line(text)) == clean


def test_a_digest_is_shown_in_groups_of_eight():
    groups = digest_groups(SHA)
    assert [len(group) for group in groups] == [8] * 8
    assert "".join(groups) == SHA


# ---------------------------------------------------------------- citations and quotations


def test_citations_of_known_documents_become_references():
    assert SAY.cited("So it is [E1, E2]. And so [E3].", {"E1", "E2"}) == [
        ["So it is ", {"ref": "E1"}, {"ref": "E2"}, ". And so [E3]."]
    ]


def test_every_line_of_a_rationale_is_a_paragraph():
    assert SAY.cited("One [E1]\n\nTwo", {"E1"}) == [["One ", {"ref": "E1"}], ["Two"]]


def test_a_group_with_one_unknown_code_stays_as_it_is_written():
    assert SAY.cited("See [E1, E9].", {"E1"}) == [["See [E1, E9]."]]


def test_quotation_marks_are_added_once_and_only_where_the_script_uses_them():
    assert SAY.quotation("plain words") == ["“plain words”"]
    assert SAY.quotation("“already quoted”") == ["“already quoted”"]
    assert joined(SAY.quotation(ARABIC)[0]) == ARABIC
    assert joined(SAY.quotation(CHINESE)[0]) == CHINESE
    assert SAY.quotation("  ") == []


def test_a_long_paragraph_is_shortened_at_a_word_around_the_claim():
    cut = SAY.sentence("word " * 200, "the claim", " after" * 200)
    assert joined(cut["exact"]) == "the claim"
    assert joined(cut["before"]).startswith("… word")
    assert joined(cut["after"]).endswith("after …")
    assert len(joined(cut["before"])) < 330


def test_a_short_paragraph_is_kept_whole():
    cut = SAY.sentence("Before, ", "the claim", ", after.")
    assert "".join(joined(cut[part]) for part in ("before", "exact", "after")) == "Before, the claim, after."


# ---------------------------------------------------------------- signs


@pytest.mark.parametrize("text", [ARABIC, URDU, HEBREW, HINDI, CHINESE, "naïve – “quotes” … 5 °C ½ €", "🙂 ✓ ∑"])
def test_what_the_fonts_have_is_left_alone(text):
    assert legible(text, COVERED) == text


def test_a_sign_no_font_has_is_written_as_its_code_point():
    assert legible("a𓀀b", COVERED) == "a[U+13000]b"
    assert legible("private \ue000", COVERED) == "private [U+E000]"


def test_controls_and_tricks_of_direction_are_dropped():
    assert legible("a\x00b\x07c\x0cd", COVERED) == "abcd"
    assert legible("pay \u202e001 dollars\u202c", COVERED) == "pay 001 dollars"
    assert legible("tab\there", COVERED) == "tab here"
    assert legible("heart \u2764\ufe0f", COVERED) == "heart \u2764"
    assert legible("lone \ud800 surrogate", COVERED) == "lone  surrogate"


def test_joiners_that_shape_words_are_kept():
    assert legible("می\u200cخواهم", COVERED) == "می\u200cخواهم"


def test_the_coverage_is_read_from_the_fonts():
    assert {ord("A"), ord("ا"), ord("ٹ"), ord("א"), ord("न"), ord("人"), ord("🙂")} <= COVERED
    assert not {0x13000, 0xE000, 0xFFFF} & COVERED


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2009-10-07", "7 October 2009"),
        ("2009-10", "October 2009"),
        ("2009", "2009"),
        ("XXXX-02-22", "22 February, year missing"),
        ("198X", "1980s"),
        ("1981?", "about 1981"),
        ("2009-09/2009-11", "September 2009 to November 2009"),
        ("../2008-11", "until November 2008"),
        ("2008-11/..", "since November 2008"),
        ("", ""),
        ("some day", "some day"),
        ("either/or", "either/or"),
    ],
)
def test_a_date_is_said_with_the_precision_it_has(edtf, words):
    assert day(edtf) == words


def test_a_moment_is_said_in_utc():
    assert moment("2026-11-23T08:37:33Z") == "23 November 2026, 08:37 UTC"
    assert moment("yesterday") == "yesterday"
    assert moment("") == ""
