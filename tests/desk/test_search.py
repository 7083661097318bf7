"""Search: every hit opens on the words that were looked for, whatever the script."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.test_claims import span
from workbench.anchors.fold import fold, words
from workbench.desk import articles, asked, claims, documents, search, verdicts
from workbench.desk.views import ArticleView
from workbench.readers.reading import FileRead
from workbench.store.project import Project

Reader = Callable[..., FileRead]


def found(project: Project, query: str, scope: str = "evidence") -> list[str]:
    """The words on which each hit opens."""
    return [
        documents.text(project, hit.id).text[hit.start : hit.end] for hit in search.search(project, query, scope=scope)
    ]


@pytest.mark.parametrize(
    ("text", "query", "words_found"),
    [
        ("He met the Israelis in 2009.", "israelis", "Israelis"),
        ("Über den Straßenbau", "uber strassenbau", "Über"),
        ("a well-known inter-\nnational case", "international", "inter-\nnational"),
        ("قالَ الرئيسُ أنّ الأمر", "الرييس", "الرئيسُ"),
        ("شہباز شریف نے کہا", "شريف", "شریف"),
        ("प्रधानमंत्री ने कहा", "प्रधानमंत्री", "प्रधानमंत्री"),
        ("他在北京会见了记者。", "北京", "北京"),
        ("นายกรัฐมนตรีกล่าว", "รัฐมนตรี", "รัฐมนตรี"),
        ("שָׁלוֹם לכולם", "שלום", "שָׁלוֹם"),
        ("In the year ۱۴۰۲ it was", "1402", "۱۴۰۲"),
        ("the Pakistani officials", "pakist*", "Pakistani"),
        ("It’s his, isn’t it", '"isn’t it"', "isn’t it"),
        ("😀😀 emoji before the word", "word", "word"),
    ],
)
def test_a_hit_opens_on_its_words(project: Project, file_read: Reader, text: str, query: str, words_found: str) -> None:
    documents.add(project, file_read(f"Something else first.\n\n{text}"))
    assert found(project, query) == [words_found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("alpha beta", {"E1"}),
        ('"beta alpha"', set()),
        ('"alpha beta"', {"E1"}),
        ("alpha OR gamma", {"E1", "E2"}),
        ("beta -alpha", {"E2"}),
        ("gam*", {"E2"}),
        ("gam", set()),
        ("NEAR", set()),
        ("“beta alpha”", set()),
        ("«alpha beta»", {"E1"}),
        ('"alpha bet"*', {"E1"}),
        ("alpha NEAR beta", {"E1"}),
        ("alpha NEAR/1 gamma", set()),
        ("NEAR beta", set()),
        ("/al[pq]h/", {"E1"}),
        ("/BETA gam+a/", {"E2"}),
        ("beta /alp/", {"E1"}),
        ("beta -/alp/", {"E2"}),
        ("/alpha/ OR /gamma/", {"E1", "E2"}),
        ("/alpha/ -beta", set()),
        ("and/or alpha", set()),
        ("alpha AND", set()),
        ("(alpha)", {"E1"}),
    ],
)
def test_the_query_language(project: Project, file_read: Reader, query: str, expected: set[str]) -> None:
    documents.add(project, file_read("alpha beta", name="a.txt"))
    documents.add(project, file_read("beta gamma", name="b.txt"))
    assert {hit.code for hit in search.search(project, query, scope="evidence")} == expected


@pytest.mark.parametrize("query", ["", "  ", '""', "-", "***", "-alpha", "OR"])
def test_an_empty_query_is_told(project: Project, query: str) -> None:
    with pytest.raises(search.EmptyQuery, match="Type a word"):
        search.search(project, query)


@given(st.text(max_size=40) | st.text(alphabet='ab"*/-OR NEAR()', max_size=30))
def test_no_query_breaks_out_of_the_language(query: str) -> None:
    try:
        match = asked.parse(query).match
    except (search.EmptyQuery, search.WrongQuery):
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5 (body)")
        if match:
            connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,)).fetchall()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ('alpha "beta', "A quotation mark is left open"),
        ("“alpha", "A quotation mark is left open"),
        ("al*", "at least 3 letters"),
        ("/(alpha/", "cannot be read"),
        ("/a{99999999999}/", "cannot be read"),
    ],
)
def test_a_wrong_query_is_told_in_one_sentence(project: Project, query: str, sentence: str) -> None:
    with pytest.raises(search.WrongQuery, match=sentence) as told:
        search.search(project, query)
    assert str(told.value).count("\n") == 0


def test_a_pattern_that_would_never_end_is_given_up(
    project: Project, file_read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "PATIENCE", 0.2)
    documents.add(project, file_read("a" * 60 + "!"))
    with pytest.raises(search.TooLong, match="takes too long"):
        search.search(project, "/(a|aa)+$/")


@given(st.text(max_size=60))
def test_folding_maps_back_into_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    for start, end in words(folded.text):
        a, b = folded.raw(start, end)
        assert 0 <= a < b <= len(text)


def test_claims_verdicts_and_the_article_are_found(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("40 people"), statement="Forty visitors came.")
    documents.cite(project, title="x")
    verdicts.decide(project, claim.id, label="True", rationale="An eyewitness counted [E1] them all.")
    hit = search.search(project, "visitors")[0]
    assert (hit.kind, hit.code) == ("claim", "C1")
    hit = search.search(project, '"eyewitness counted them"')[0]
    assert (hit.kind, hit.code, "[[" in hit.snippet) == ("claim", "C1", False)
    hit = search.search(project, "Zurich")[0]
    assert (hit.kind, article.text[hit.start : hit.end]) == ("article", "Zürich")
    assert search.search(project, "visitors", scope="evidence") == []


def test_what_was_edited_away_is_not_found_any_more(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("40 people"), statement="Forty visitors came.")
    claims.edit(project, claim.id, statement="Forty guests came.")
    assert search.search(project, "visitors") == []
    assert len(search.search(project, "guests")) == 1
    project.undo()
    assert len(search.search(project, "visitors")) == 1


def test_snippet_marks_lie_on_the_words(project: Project, file_read: Reader) -> None:
    documents.add(project, file_read("lead " * 60 + "needle and needle" + " tail" * 60))
    hit = search.search(project, "needle", scope="evidence")[0]
    assert [hit.snippet[a:b] for a, b in hit.snippet_marks] == ["needle", "needle"]
    assert (hit.snippet[0], hit.snippet[-1]) == ("…", "…")


def test_all_hits_of_a_text_can_be_highlighted() -> None:
    text = "Alpha beta. ALPHA gamma."
    assert [text[a:b] for a, b in search.spans(text, "alpha OR gamma")] == ["Alpha", "ALPHA", "gamma"]


def test_long_texts_are_cut_but_found(project: Project) -> None:
    text = "word " * 3000 + "needle"
    article = articles.paste(project, text)
    hit = search.search(project, "needle")[0]
    assert article.text[hit.start : hit.end] == "needle"
