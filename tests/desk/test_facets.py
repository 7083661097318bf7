"""Counts of the choices beside a search."""

from workbench.desk import facets
from workbench.desk.facets import Facet, Value
from workbench.desk.search import UNKNOWN, About, Filters

KNOWN = {
    "a": About("a", 1, "First", "pdf", "primary", "en", "The Post", True),
    "b": About("b", 2, "Second", "pdf", UNKNOWN, "ar", "The Day", False),
    "c": About("c", 3, "Third", "html", "primary", "en", "The Post", False),
}
FOUND = {"a": 4, "b": 2, "c": 1, "gone": 9}


def test_each_choice_says_how_many_passages_it_would_leave() -> None:
    made = facets.of(FOUND, KNOWN, Filters())
    assert made[Facet.KIND] == [Value("pdf", 6), Value("html", 1)]
    assert made[Facet.SOURCE] == [Value("The Post", 5), Value("The Day", 2)]
    assert made[Facet.LINKED] == [Value("yes", 4), Value("no", 3)]
    assert [one.value for one in made[Facet.DOCUMENT]] == ["a", "b", "c"]


def test_a_choice_narrows_the_other_facets_but_not_its_own() -> None:
    made = facets.of(FOUND, KNOWN, Filters(kinds=frozenset({"html"})))
    assert made[Facet.KIND] == [Value("pdf", 6), Value("html", 1)]
    assert made[Facet.SOURCE] == [Value("The Post", 1)]


def test_what_is_chosen_stays_in_sight_though_it_finds_nothing() -> None:
    made = facets.of({}, KNOWN, Filters(tiers=frozenset({"tertiary"}), document="b"))
    assert made[Facet.TIER] == [Value("tertiary", 0)]
    assert made[Facet.DOCUMENT] == [Value("b", 0)]


def test_choices_are_taken_and_let_go() -> None:
    filters = Filters()
    for facet, value in ((Facet.KIND, "pdf"), (Facet.KIND, "html"), (Facet.LINKED, "no"), (Facet.DOCUMENT, "b")):
        filters = facets.toggled(facet, value, filters, on=True)
    assert filters == Filters(kinds=frozenset({"pdf", "html"}), linked=False, document="b")
    for facet in Facet:
        for value in facets.chosen(facet, filters):
            filters = facets.toggled(facet, value, filters, on=False)
    assert filters == Filters()
