"""A text read in the wrong encoding is read again: same code, same bytes; nothing that rests on it is hurt."""

from pathlib import Path

import pytest

from tests.desk.test_claims import span
from workbench.desk import claims, documents, evidence, history, projects, rereading, search, verdicts
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
