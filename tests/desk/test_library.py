"""The library: narrowed, ordered, described in one step for many, and honest about what is there twice."""

import pytest

from workbench.desk import cataloguing, documents, library, projects, sources
from workbench.desk.cataloguing import DerivesFromItself, Said, Untitled
from workbench.desk.codes import UnknownCode
from workbench.desk.edtf import NotADate
from workbench.desk.library import Column, Facet, Wanted
from workbench.model.sets import Confidentiality, DocumentKind, Tier
from workbench.readers.supervise import read_file

WORDS = "The ministers met in Istanbul on the first of September, and said so in front of the press.\n"


@pytest.fixture
def stocked(project):
    """Three cited documents, of two publishers."""
    for title, publisher, date, tier in (
        ("Ächzende Zeugen", "Herald", "2010", Tier.SECONDARY),
        ("zebra crossing", "Agency", "", None),
        ("Cable", "Herald", "2009-10-07", Tier.PRIMARY),
    ):
        documents.cite(project, title=title, publisher=publisher, date=date, tier=tier, quotation="Words.")
    return project


def titles(project, **wanted):
    return [row.title for row in library.read(project).find(Wanted(**wanted)).rows]


def test_it_is_ordered_by_any_column_with_what_is_missing_last(stocked):
    assert titles(stocked) == ["Ächzende Zeugen", "zebra crossing", "Cable"]
    assert titles(stocked, by=Column.DATE) == ["Cable", "Ächzende Zeugen", "zebra crossing"]
    assert titles(stocked, by=Column.DATE, backwards=True) == ["Ächzende Zeugen", "Cable", "zebra crossing"]
    assert titles(stocked, by=Column.TIER) == ["Cable", "Ächzende Zeugen", "zebra crossing"]
    assert titles(stocked, by=Column.PUBLISHER) == ["zebra crossing", "Ächzende Zeugen", "Cable"]
    for column in Column:
        assert len(titles(stocked, by=column)) == 3


def test_every_word_has_to_be_there_whatever_its_capitals(stocked):
    assert titles(stocked, words="HERALD äch") == ["Ächzende Zeugen"]
    assert titles(stocked, words="e2") == ["zebra crossing"]
    assert titles(stocked, words="herald zebra") == []


def test_facets_narrow_and_say_how_many_each_value_would_show(stocked):
    found = library.read(stocked).find(Wanted(values={Facet.TIER: frozenset({"primary"})}))
    assert [row.title for row in found.rows] == ["Cable"]
    assert found.counts[Facet.TIER] == {"primary": 1, "secondary": 1, "": 1}, "the other values can still be ticked"
    assert found.counts[Facet.CAPTURE] == {"citation_only": 1}
    both = Wanted(values={Facet.TIER: frozenset({"primary", "secondary"})}, by=Column.TITLE)
    assert [row.title for row in library.read(stocked).find(both).rows] == ["Cable", "Ächzende Zeugen"]
    two = Wanted(values={Facet.TIER: frozenset({"primary"}), Facet.CAPTURE: frozenset({"captured"})})
    assert library.read(stocked).find(two).rows == ()


def test_many_are_described_in_one_step_and_one_undo_takes_it_back(stocked):
    ids = [row.id for row in library.read(stocked).rows]
    cataloguing.set_tier(stocked, ids, Tier.TERTIARY)
    assert {row.tier for row in library.read(stocked).rows} == {Tier.TERTIARY}
    assert stocked.undo_label() == "Set tier of 3 documents"
    projects.undo(stocked)
    assert [row.tier for row in library.read(stocked).rows] == [Tier.SECONDARY, None, Tier.PRIMARY]
    cataloguing.set_tier(stocked, ids[:1], None)
    assert library.read(stocked).rows[0].tier is None
    assert stocked.undo_label() == "Set tier of E1"
    cataloguing.set_confidentiality(stocked, ids[:2], Confidentiality.INTERNAL)
    shown = [row.confidentiality for row in library.read(stocked).rows]
    assert shown == [Confidentiality.INTERNAL, Confidentiality.INTERNAL, Confidentiality.OPEN]


def test_a_source_is_found_by_name_or_made_with_the_same_step(stocked):
    ids = [row.id for row in library.read(stocked).rows]
    cataloguing.set_source(stocked, ids, "  The   ministry ")
    assert [one.name for one in sources.listing(stocked)] == ["The ministry"]
    cataloguing.set_source(stocked, ids[:1], "The ministry")
    assert len(sources.listing(stocked)) == 1
    cataloguing.set_source(stocked, ids[:1], "")
    assert [row.source for row in library.read(stocked).rows] == ["", "The ministry", "The ministry"]
    for _ in range(3):
        projects.undo(stocked)
    assert sources.listing(stocked) == []


def test_no_document_comes_from_itself_however_far_round(stocked):
    first, second, third = (row.id for row in library.read(stocked).rows)
    cataloguing.derive(stocked, second, "e1")
    cataloguing.derive(stocked, third, "E2")
    for code in ("E1", "E2", "E3"):
        with pytest.raises(DerivesFromItself):
            cataloguing.derive(stocked, first, code)
    with pytest.raises(UnknownCode):
        cataloguing.derive(stocked, first, "E99")
    found = library.provenance(stocked, second)
    assert found.derived_from is not None
    assert (found.derived_from.code, [one.code for one in found.gave_rise_to]) == ("E1", ["E3"])
    cataloguing.derive(stocked, second, "")
    assert library.provenance(stocked, second).derived_from is None


def test_what_cannot_be_said_of_a_document_changes_nothing(stocked):
    ident = library.read(stocked).rows[0].id
    head = stocked.head
    with pytest.raises(NotADate, match="Write it as 2009"):
        cataloguing.describe(stocked, ident, Said.DATE, "the day before yesterday")
    with pytest.raises(Untitled):
        cataloguing.describe(stocked, ident, Said.TITLE, "  ")
    assert stocked.head == head
    cataloguing.describe(stocked, ident, Said.DATE, "7 October 2009")
    assert documents.get(stocked, ident).date == "2009-10-07"
    for what in Said:
        if what is not Said.DATE:
            cataloguing.describe(stocked, ident, what, f" {what} said ")
            assert getattr(documents.get(stocked, ident), what) == f"{what} said"


def test_the_same_text_in_another_file_is_pointed_out_and_not_joined(project, tmp_path):
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "b.txt").write_text(WORDS, encoding="utf-16")
    (tmp_path / "c.txt").write_text("Short.", encoding="utf-8")
    (tmp_path / "d.txt").write_text("Short.", encoding="utf-16")
    for name in "abcd":
        documents.add(project, read_file(tmp_path / f"{name}.txt"))
    rows = library.read(project).rows
    assert [row.same_text for row in rows] == [("E2",), ("E1",), (), ()]
    assert [row.needs_look for row in rows] == [True, True, False, False]
    assert [one.code for one in library.provenance(project, rows[0].id).same_text] == ["E2"]
    assert library.provenance(project, rows[2].id).same_text == ()
    assert documents.add(project, read_file(tmp_path / "a.txt")).already_there


def test_what_could_not_be_read_needs_a_look(project, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    documents.add(project, read_file(tmp_path / "broken.pdf"))
    (row,) = library.read(project).find(Wanted(values={Facet.LOOK: frozenset({"yes"})})).rows
    assert row.problem
    assert row.kind is DocumentKind.PDF
    (event,) = library.provenance(project, row.id).custody
    assert event.action == "added"
