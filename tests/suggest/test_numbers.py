"""Numbers are read with their units, in figures and in words, by any custom of writing them."""

from fractions import Fraction

import pytest

from workbench.suggest.numbers import numbers, value_of


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("220 million people", 220_000_000, "person"),
        ("a population of 207.77 million", 207_770_000, "person"),
        ("$1.2bn", 1_200_000_000, "USD"),
        ("US$3 million", 3_000_000, "USD"),
        ("£5m", 5_000_000, "GBP"),
        ("1.234,5 euros", Fraction(2469, 2), "EUR"),
        ("1 234,5 km", Fraction(2469, 2), "km"),
        ("12,34,567 people", 1_234_567, "person"),
        ("3 lakh crore rupees", 3 * 10**12, "INR/PKR"),
        ("2 crore voters", 20_000_000, "voter"),
        ("5.5 %", Fraction(11, 2), "%"),
        ("5 per cent", 5, "%"),
        ("3 percentage points", 3, "percentage point"),
        ("one third of it", Fraction(100, 3), "%"),
        ("two-thirds of them", Fraction(200, 3), "%"),
        ("half of the crew", 50, "%"),
        ("24 hours", 24, "hour"),
        ("twenty-five thousand troops", 25_000, "troop"),
        ("three hundred and five cases", 305, "case"),
        ("half a million people", 500_000, "person"),
        ("a dozen soldiers", 12, "soldier"),
        ("2½ hours", Fraction(5, 2), "hour"),
        ("٣٫٥ million", 3_500_000, ""),
        ("5m high", 5, "m"),
        ("2005 people", 2005, "person"),
        ("166 killed", 166, ""),
        ("six Israeli citizens", 6, ""),
    ],
)
def test_value_and_unit(text: str, value: Fraction | int, unit: str) -> None:
    (one,) = numbers(text)
    assert (one.value, one.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "7 October 2009",
        "in 2005",
        "the 1980s",
        "from 1999 to 2008",
        "the 22nd man",
        "a third man",
        "the F-16 and the C-130",
        "open 24/7",
        "at 10:30",
        "one of them",
        "several of them",
        "a second half",
        "COVID-19",
    ],
)
def test_dates_ordinals_and_names_are_no_quantities(text: str) -> None:
    assert numbers(text) == []


def test_a_range_is_two_numbers_of_one_unit() -> None:
    assert [(int(one.value), one.unit) for one in numbers("40–45 people")] == [(40, "person"), (45, "person")]
    assert [(int(one.value), one.unit) for one in numbers("10 to 12 hours")] == [(10, "hour"), (12, "hour")]


@pytest.mark.parametrize("text", ["about 5 km", "nearly 5 per cent", "more than 5 people", "some 5 people"])
def test_about_is_noticed(text: str) -> None:
    assert [one.about for one in numbers(text)] == [True]
    assert [one.about for one in numbers("exactly 5 km")] == [False]


def test_spans_are_the_words() -> None:
    text = "It has 220 million people and 3 ships."
    assert [text[one.start : one.end] for one in numbers(text)] == ["220 million people", "3 ships"]


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("1,234", 1234),
        ("1.234", Fraction(617, 500)),
        ("3,5", Fraction(7, 2)),
        ("1.234.567", 1_234_567),
        ("1,234.5", Fraction(2469, 2)),
        ("1’234", 1234),
        ("0,125", Fraction(1, 8)),
        ("१२", 12),
    ],
)
def test_separators(digits: str, value: Fraction | int) -> None:
    assert value_of(digits) == value
