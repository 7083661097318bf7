"""Times as people write them, and what is said then."""

import pytest

from workbench.readers import times
from workbench.readers.reading import Place

CUES = (
    Place("00:00:01.000–00:00:04.000", 0, 5),
    Place("00:12:05.500–00:12:09.000", 6, 9),
    Place("01:00:00.000–01:00:02.000", 10, 14),
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12:05", 725.0),
        ("1:02:03.5", 3723.5),
        ("00:01:14,440", 74.44),
        ("2m 5s", 125.0),
        ("1h 2m 3s", 3723.0),
        ("725", 725.0),
        (" ١٢:٠٥ ", 725.0),
        ("90:00", 5400.0),
        ("12:75", None),
        ("noon", None),
        ("", None),
        ("-5", None),
        ("9" * 30, None),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, moment: float | None) -> None:
    assert times.seconds(text) == moment


@pytest.mark.parametrize(
    ("moment", "start"), [(0.0, 0), (2.0, 0), (300.0, 0), (725.5, 6), (726.0, 6), (3600.0, 10), (3602.5, None)]
)
def test_what_is_said_at_a_moment_is_found(moment: float, start: int | None) -> None:
    found = times.at(CUES, moment)
    assert (found.start if found else None) == start


def test_a_clock_has_hours_only_where_the_transcript_has() -> None:
    assert times.short(725.9, hours=False) == "12:05"
    assert times.short(3723.0, hours=True) == "1:02:03"
