"""Words looked for while reading are found however they are written."""

import pytest

from workbench.anchors.within import AT_MOST, within


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The ISI and the isi.", "isi", ["ISI", "isi"]),
        ("The café in Zürich", "cafe", ["café"]),
        ("The cafe in Zurich", "ZÜRICH", ["Zurich"]),
        ("cafe\u0301s", "café", ["cafe\u0301"]),
        ("two\nlines  of it", "two lines of", ["two\nlines  of"]),
        ("He said “no”.", '"no"', ["“no”"]),
        ("1998–2008", "1998-2008", ["1998–2008"]),
        ("Pakistan’s army", "pakistan's", ["Pakistan’s"]),
        ("مُحَمَّد قال", "محمد", ["مُحَمَّد"]),
        ("so\u00adcial", "social", ["so\u00adcial"]),
        ("a.b (c) [d]", ".b (", [".b ("]),
        ("😀 word 😀", "word", ["word"]),
        ("aaaa", "aa", ["aa", "aa"]),
    ],
)
def test_words_are_found_however_they_are_written(text, words, found):
    assert [text[start:end] for start, end in within(text, words)] == found


def test_nothing_is_found_where_nothing_is_asked_or_stands():
    assert within("Some words", "  ") == []
    assert within("Some words", "wordy") == []
    assert within("", "a") == []


def test_a_letter_that_stands_everywhere_gives_no_endless_list():
    assert len(within("a " * 20_000, "a")) == AT_MOST
