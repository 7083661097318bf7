"""A text read in the wrong encoding is read again: same code, same bytes; nothing that rests on it is hurt."""

from pathlib import Path

import pytest

from tests.desk.test_claims import span
from workbench.checks.weight import origins
from workbench.desk import claims, documents, evidence, findings, history, projects, rereading, search, verdicts
from workbench.desk.views import ArticleView
from workbench.model.sets import Stance
from workbench.readers.supervise import read_file
from workbench.store.project import Project

WORDS = "Zażółć gęślą jaźń w Warszawie."


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    path = tmp_path / "polish.txt"
    path.write_bytes(WORDS.encode("cp1250"))
    return path


def test_a_text_is_read_again_and_undo_brings_the_first_back(project: Project, polish: Path) -> None:
    first = documents.add(project, read_file(polish, encoding="cp1252")).document
    assert documents.text(project, "E1").text != WORDS
    again = rereading.read_again(project, "E1", read_file(polish, encoding="cp1250"), how="cp1250")
    assert (again.code, again.sha256, again.title) == ("E1", first.sha256, first.title)
    assert documents.text(project, "E1").text == WORDS
    assert [one.action for one in documents.custody(project, again.id)] == ["added", "read again"]
    assert [hit.code for hit in search.search(project, "Warszawie")] == ["E1"]
    assert len(documents.listing(project)) == 1
    assert b"".join(project.bytes_of(first.sha256)) == polish.read_bytes()
    assert all(result.ok for result in history.verify(project))
    projects.undo(project)
    assert documents.text(project, "E1").text != WORDS
    assert [one.action for one in documents.custody(project, "E1")] == []
    assert [one.action for one in documents.custody(project, first.id)] == ["added"]
    projects.redo(project)
    assert documents.text(project, "E1").text == WORDS
    assert all(result.ok for result in history.verify(project))


def test_what_something_rests_on_is_not_read_again(project: Project, article: ArticleView, polish: Path) -> None:
    documents.add(project, read_file(polish, encoding="cp1252"))
    claim = claims.mark(project, article.version_id, *span("40 people")).id
    link = evidence.link(project, claim, "E1", 0, 5, Stance.CONTEXT)
    fresh = read_file(polish, encoding="cp1250")
    with pytest.raises(rereading.InUse, match="passages of it are linked"):
        rereading.read_again(project, "E1", fresh, how="cp1250")
    evidence.drop(project, link.id)
    verdicts.decide(project, claim, label=projects.info(project).scale.labels[0].label, rationale="See [E1].")
    with pytest.raises(rereading.InUse, match="a rationale cites it"):
        rereading.read_again(project, "E1", fresh, how="cp1250")


def test_an_encoding_that_does_not_fit_changes_nothing(project: Project, polish: Path) -> None:
    documents.add(project, read_file(polish, encoding="cp1252"))
    before = documents.text(project, "E1")
    with pytest.raises(rereading.StillUnread, match="not written in utf-8"):
        rereading.read_again(project, "E1", read_file(polish, encoding="utf-8"), how="utf-8")
    assert documents.text(project, "E1") == before


# -- web pages: the article, and the whole page

MENU = "<nav><p>Menu of the site with Sport and Weather</p></nav>"
PAGE = "<html><head><title>Minister denies it</title></head><body>" + MENU + "<article><h1>Minister denies it</h1>"
PAGE += "".join(f"<p>Sentence {n} says that it was 39 people, in the words of a ministry.</p>" for n in range(9))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE + "</article></body></html>", encoding="utf-8")
    return path


def test_a_page_nothing_rests_on_is_read_whole_and_back_under_its_code(project: Project, page: Path) -> None:
    documents.add(project, read_file(page))
    assert rereading.other_text(project, "E1", whole=True) is None
    whole = rereading.read_page(project, "E1", read_file(page, whole_page=True), whole=True)
    assert whole.code == "E1"
    assert "Sport and Weather" in documents.text(project, "E1").text
    assert rereading.is_whole(documents.text(project, "E1"))
    rereading.read_page(project, "E1", read_file(page), whole=False)
    assert "Sport and Weather" not in documents.text(project, "E1").text
    assert [one.action for one in documents.custody(project, documents.get(project, "E1").id)] == [
        "added",
        "read again",
        "read again",
    ]


def test_switching_a_page_never_moves_or_loses_a_link(project: Project, article: ArticleView, page: Path) -> None:
    documents.add(project, read_file(page))
    claim = claims.mark(project, article.version_id, *span("40 people")).id
    link = evidence.link_words(project, claim, "E1", "Sentence 3 says", Stance.REFUTES)
    before = documents.text(project, "E1")
    whole = rereading.read_page(project, "E1", read_file(page, whole_page=True), whole=True)
    assert (whole.code, whole.derived_from_code, whole.sha256) == ("E2", "E1", documents.get(project, "E1").sha256)
    assert documents.text(project, "E1") == before
    assert evidence.get(project, link.id) == link
    menu = evidence.link_words(project, claim, "E2", "Sport and Weather", Stance.CONTEXT)
    assert [one.id for one in evidence.of_document(project, whole.id)] == [menu.id]
    assert [one.id for one in evidence.of_document(project, documents.get(project, "E1").id)] == [link.id]
    for way, code in ((False, "E1"), (True, "E2")):  # now both are there, and switching only turns to the other
        for start in ("E1", "E2"):
            found = rereading.other_text(project, start, whole=way)
            assert found is not None
            assert found.code == code
    assert all(result.ok for result in history.verify(project))


def test_the_same_page_from_both_texts_counts_as_one_origin(project: Project, article: ArticleView, page: Path) -> None:
    documents.add(project, read_file(page))
    claim = claims.mark(project, article.version_id, *span("40 people")).id
    evidence.link_words(project, claim, "E1", "Sentence 3 says", Stance.REFUTES)
    rereading.read_page(project, "E1", read_file(page, whole_page=True), whole=True)
    evidence.link_words(project, claim, "E2", "Sentence 4 says", Stance.REFUTES)
    facts = findings._documents(project, {})
    assert origins(list(facts.values())) == 1


def test_a_page_without_an_article_says_that_it_is_whole_already(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "short.html"
    path.write_text("<html><body><p>Too short.</p></body></html>", encoding="utf-8")
    documents.add(project, read_file(path))
    with pytest.raises(rereading.SameText, match="its whole text is shown already"):
        rereading.read_page(project, "E1", read_file(path, whole_page=True), whole=True)


def test_only_pages_are_read_whole(project: Project, polish: Path) -> None:
    documents.add(project, read_file(polish))
    with pytest.raises(rereading.NotAPage, match="no saved web page"):
        rereading.other_text(project, "E1", whole=True)
