"""Names are told from words that only begin a sentence; near names are told apart."""

import pytest

from workbench.suggest.names import NameKind, names, similar_but_different
from workbench.suggest.spellings import sound, spelled_twice


def read(text: str) -> list[str]:
    return [one.text for one in names(text) if one.certain]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Lt.-Gen. Ahmad Shuja Pasha spoke.", ["Ahmad Shuja Pasha"]),
        ("They included Ijaz ul-Haq, his minister.", ["Ijaz ul-Haq"]),
        ("Haq’s father, Zia ul-Haq, slept.", ["Zia ul-Haq"]),
        ("He told The Media Line that it was so.", ["Media Line"]),
        ("In September he met Prime Minister Imran Khan.", ["Imran Khan"]),
        ("Foreign Minister Shah Mahmood Qureshi came.", ["Shah Mahmood Qureshi"]),
        ("the University of Oxford Press and the ISI", ["University of Oxford Press", "ISI"]),
        ("Nobody came. Everything stood still.", []),
        ("a gathering of the World Jewish Congress in May", ["World Jewish Congress"]),
    ],
)
def test_proper_names(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the World Jewish Congress", NameKind.ORGANISATION),
        ("the ISI", NameKind.ORGANISATION),
        ("met Jane Smith", NameKind.PERSON),
        ("the Gaza Strip", NameKind.OTHER),
        ("in Pakistan", NameKind.OTHER),
    ],
)
def test_kinds(text: str, kind: NameKind) -> None:
    assert [one.kind for one in names(text)] == [kind]


@pytest.mark.parametrize(
    ("one", "other", "unlike"),
    [
        ("the World Jewish Congress", "the American Jewish Congress", True),
        ("met Ijaz ul-Haq", "met Zia ul-Haq", True),
        ("the Pakistan Muslim League", "the Muslim League", False),
        ("the World Bank", "the Asian Bank", False),
        ("met John Smith", "met J. Smith", False),
        ("met Ahmad Pasha", "met Ahmed Pasha", False),
        ("met Jane Smith", "met Jane Brown", False),
    ],
)
def test_similar_but_different(one: str, other: str, unlike: bool) -> None:
    (here,), (there,) = names(one), names(other)
    assert similar_but_different(here, there) is unlike
    assert similar_but_different(there, here) is unlike


def test_spellings_of_one_name_are_paired_once() -> None:
    text = "we met Ahmad Shuja Pasha, and Ahmed Shuja Pasha, and again Ahmed Shuja Pasha"
    assert [(a.text, b.text) for a, b in spelled_twice(names(text))] == [("Ahmad Shuja Pasha", "Ahmed Shuja Pasha")]


def test_names_that_sound_alike() -> None:
    assert sound("Mohammed") == sound("Muhammad")
    assert sound("Qaddafi") == sound("Kadafi")
    assert sound("Musharraf") != sound("Mubarak")
