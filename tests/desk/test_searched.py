"""Filters, lists of names, and searches kept as evidence."""

from collections.abc import Callable

import pytest

from workbench.desk import (
    claims,
    documents,
    evidence,
    history,
    names,
    queries,
    search,
    searched,
    share_listing,
    verdicts,
)
from workbench.desk.search import Filters
from workbench.desk.views import ArticleView
from workbench.exchange import names_table
from workbench.model.sets import DocumentKind, Stance, Tier
from workbench.readers.reading import FileRead
from workbench.store.index import Part
from workbench.store.project import Project

Reader = Callable[..., FileRead]


@pytest.fixture
def filled(project: Project, article: ArticleView, file_read: Reader) -> Project:
    """A claim with notes, a linked citation, and a file; all speak of zebras."""
    claim = claims.mark(project, article.version_id, 0, 7, statement="Zebras came.")
    documents.cite(
        project, title="Cited", quotation="A zebra in Ghent.", publisher="The Post", tier=Tier.PRIMARY, language="en-GB"
    )
    documents.add(project, file_read("zebra one", "zebra two and Ada Bell", name="held.txt"), title="Held")
    evidence.link_words(project, claim.id, "E1", "zebra", Stance.SUPPORTS, note="This note says zebra, too.")
    queries.ask(project, claim.id, "Which zebra?")
    documents.edit(project, "E2", note="Note on a zebra.")
    verdicts.decide(project, claim.id, label="True", rationale="The zebra [E1] is real.")
    return project


def codes(project: Project, **filters: object) -> list[str]:
    return sorted({hit.code for hit in search.search(project, "zebra", filters=Filters(**filters))})  # type: ignore[arg-type]


def test_notes_and_verdicts_are_parts_of_their_own(filled: Project) -> None:
    hits = search.search(filled, "zebra", scope="notes")
    assert sorted((hit.kind, hit.code) for hit in hits) == [("claim", "C1"), ("claim", "C1"), ("document", "E2")]
    assert {hit.part for hit in hits} == {"note"}
    parts = {hit.part for hit in search.search(filled, "zebra OR zebras")}
    assert parts == {"document", "claim", "note", "verdict"}
    counted = search.tally(filled, "zebra OR zebras")
    assert {part.name: sum(found.values()) for part, found in counted.items()} == {
        "DOCUMENT": 3, "CLAIM": 1, "VERDICT": 1, "ARTICLE": 0, "NOTE": 3,
    }  # fmt: skip


def test_filters_narrow_to_some_of_the_evidence(filled: Project) -> None:
    assert codes(filled, kinds=frozenset({"citation"})) == ["E1"]
    assert codes(filled, tiers=frozenset({"primary"})) == ["E1"]
    assert codes(filled, tiers=frozenset({search.UNKNOWN})) == ["E2"]
    assert codes(filled, languages=frozenset({"en"})) == ["E1"]
    assert codes(filled, sources=frozenset({"The Post"})) == ["E1"]
    assert codes(filled, linked=False) == ["E2"]
    assert codes(filled, linked=True) == ["E1"]
    assert codes(filled, document=documents.get(filled, "E2").id) == ["E2"]
    assert codes(filled, kinds=frozenset({"pdf"})) == []


def test_every_place_of_a_document_is_lit(filled: Project) -> None:
    document = documents.get(filled, "E2")
    text = documents.text(filled, document.id).text
    found = search.places(filled, "zebra /t[wz]o/", document.id)
    assert [text[a:b] for a, b in found] == ["zebra", "two"]
    assert [text[a:b] for a, b in search.places(filled, "zebra", document.id)] == ["zebra", "zebra"]


def test_a_list_of_names_is_looked_up(filled: Project) -> None:
    listed = names.read("  Ada   Bell \n\n“Bell, Ada”\nzebra\nAda Bell\nNobody\n---\n")
    found = {one.name: one for one in names.look_up(filled, listed)}
    assert list(found) == ["Ada Bell", "Bell, Ada", "zebra", "Nobody", "---"]
    assert [(one.code, one.hits) for one in found["zebra"].documents] == [("E2", 2), ("E1", 1)]
    assert [one.code for one in found["Ada Bell"].documents] == ["E2"]
    assert [one.code for one in found["Bell, Ada"].documents] == ["E2"]
    assert (found["Nobody"].hits, found["Nobody"].problem) == (0, "")
    assert found["---"].problem == "Type a word to look for."
    with pytest.raises(names.NoNames, match="Paste some names"):
        names.read(" \n ")


def test_a_table_of_names_holds_no_formula(filled: Project) -> None:
    documents.cite(filled, title='=HYPERLINK("http://x")', quotation="zebra")
    table = names_table.text_of(names.look_up(filled, ["zebra", "@SUM(A1)", "+1 zebra", "Nobody"]))
    rows = table.split("\r\n")
    assert rows[0] == '"name","passages","document","passages in document","title","problem"'
    assert '"zebra",4,"E3",1,"\'=HYPERLINK(""http://x"")",""' in [
        row.replace('"4"', "4").replace('"1"', "1") for row in rows
    ]
    assert any(row.startswith('"\'@SUM(A1)"') for row in rows)
    assert any(row.startswith('"\'+1 zebra"') for row in rows)
    assert '"Nobody","0","","","",""' in rows


def test_searched_and_found_nothing_is_kept_as_evidence_and_linked(filled: Project) -> None:
    kept = searched.save(filled, "unicorn OR “two horns”", filters=Filters(linked=False))
    assert (kept.kind, kept.code, kept.captured_by) == (DocumentKind.SEARCH, "E3", "Ada Bell")
    assert kept.title == "Search for unicorn OR “two horns”: found nothing"
    text = documents.text(filled, kept.id).text
    for words in ("Searched, found nothing.", "Searched by: Ada Bell", "linked to a claim: no", "1 (E2)"):
        assert words in text
    assert b"".join(filled.bytes_of(kept.sha256)).decode() == text
    assert [(one.action, one.by) for one in documents.custody(filled, kept.id)] == [("searched", "Ada Bell")]
    link = evidence.link_words(filled, "C1", kept.id, "Searched, found nothing.", Stance.CONTEXT)
    assert link.exact == "Searched, found nothing."
    assert all(result.ok for result in history.verify(filled))
    assert share_listing.is_plain(history.entries(filled)[1].label, frozenset()), "its label may leave"
    filled.undo()
    filled.undo()
    assert [one.code for one in documents.listing(filled)] == ["E1", "E2"]


def test_a_record_says_what_was_found_and_is_not_found_by_the_same_search(filled: Project) -> None:
    kept = searched.save(filled, "zebra", scope="evidence")
    text = documents.text(filled, kept.id).text
    assert kept.title == "Search for zebra: found 3 passages, in 2 documents of the evidence"
    assert "Searched, found 3 passages, in 2 documents of the evidence." in text
    assert "E2 p. 2: zebra two and Ada Bell" in text
    assert "E3" not in {hit.code for hit in search.search(filled, "zebra")}
    assert codes(filled, kinds=frozenset({"search"})) == ["E3"]
    assert search.tally(filled, "zebra", scope="evidence")[Part.DOCUMENT].keys() == {
        one.id for one in documents.listing(filled)[:2]
    }
