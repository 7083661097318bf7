"""Dates keep the precision they were given with: what is not said stays unsaid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.suggest.dates import dates, relative
from workbench.suggest.periods import in_year, overlap, parse


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on February 22 in Dubai", "XXXX-02-22"),
        ("a 2005 meeting", "2005"),
        ("for September–November 2009", "2009-09/2009-11"),
        ("for September-November [2009]", "2009-09/2009-11"),
        ("on 7 October 2009", "2009-10-07"),
        ("on October 7, 2009,", "2009-10-07"),
        ("Oct. 7, 2009", "2009-10-07"),
        ("the 17th of September 2005", "2005-09-17"),
        ("in the early 1980s", "1980~/1983~"),
        ("in the mid-1990s", "1994~/1996~"),
        ("the 1980s", "198X"),
        ("1 Sept 2005", "2005-09-01"),
        ("Aug-Sept 2005", "2005-08/2005-09"),
        ("26–29 Nov 2008", "2008-11-26/2008-11-29"),
        ("from 1999 to 2008", "1999/2008"),
        ("2015-16", "2015/2016"),
        ("11 January 2004 – 26 November 2007", "2004-01-11/2007-11-26"),
        ("January 2004 to November 2007", "2004-01/2007-11"),
        ("since 2005", "2005/.."),
        ("until 2005", "../2005"),
        ("before the November 2008 attacks", "../2008-11"),
        ("in summer 2003", "2003-22"),
        ("in late 2005", "2005-09~/2005-12~"),
        ("2009-10-07", "2009-10-07"),
        ("22.02.2019", "2019-02-22"),
        ("in May", "XXXX-05"),
        ("November of that year", "XXXX-11"),
    ],
)
def test_edtf(text: str, edtf: str) -> None:
    assert [one.edtf for one in dates(text)] == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "They march on.",
        "2005 people",
        "$2005",
        "2,005",
        "room 1205b",
        "B-2009",
        "12.2005 km",
        "31/31/2001x",
    ],
)
def test_other_words_and_figures_are_no_dates(text: str) -> None:
    assert dates(text) == []


def test_a_day_that_is_in_no_calendar_is_not_read_as_one() -> None:
    assert [one.edtf for one in dates("31 June 2001")] == ["2001-06"]
    assert [one.edtf for one in dates("03/04/2019")] == ["2019"]  # March or April: only the year is sure


def test_words_that_lean_on_the_day_of_writing() -> None:
    text = "Currently, last month, this week, of that year, three days ago, today"
    assert [text[a:b].lower() for a, b in relative(text)] == [
        "currently", "last month", "this week", "that year", "three days ago", "today",
    ]  # fmt: skip
    assert relative("He lasted a month.") == []


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("2008", "2009-09/2009-11", False),
        ("2009", "2009-09/2009-11", True),
        ("1999/2008", "2008-12-31", True),
        ("../2005", "2003-22", True),
        ("../2005", "2006", False),
        ("2005/..", "2019-02", True),
        ("198X", "1984-05", True),
        ("198X", "1990", False),
        ("XXXX-02-22", "2019-02-22", None),
        ("2005-09~", "2005-09-17", True),
        ("2019?", "2019-02-22", True),
        ("2005-08-31", "2005-09-01", False),
    ],
)
def test_overlap(one: str, other: str, meets: bool | None) -> None:
    here, there = parse(one), parse(other)
    assert here is not None
    assert there is not None
    assert overlap(here, there) is meets
    assert overlap(there, here) is meets


@pytest.mark.parametrize("text", ["", "soon", "2005-13", "2005-02-30", "20055", "2005-9"])
def test_what_is_no_edtf_is_not_read(text: str) -> None:
    assert parse(text) is None


def test_a_missing_year_can_be_filled_in() -> None:
    (one,) = dates("September–November")
    assert in_year(one, 2009).edtf == "2009-09/2009-11"
    full = parse("2005")
    assert full is not None
    assert in_year(full, 2009) == full


@given(st.dates())
def test_every_day_reads_back_as_itself(day) -> None:
    (one,) = [parse(day.isoformat())]
    assert one is not None
    assert (one.first, one.last) == ((day.year, day.month, day.day),) * 2
