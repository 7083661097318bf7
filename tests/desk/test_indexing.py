"""The index keeps in step: the deleted is never found, long texts are to their end, an old index is made anew."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from workbench import places
from workbench.anchors.fold import VERSION
from workbench.desk import claims, documents, history, indexing, projects, search
from workbench.desk.views import ArticleView
from workbench.model.tables import Document
from workbench.readers.reading import FileRead
from workbench.store import index
from workbench.store.project import Project

Reader = Callable[..., FileRead]
OLD = Path(__file__).resolve().parents[2] / "seeds" / "old"


def long_text(rows: int) -> str:
    return "\n\n".join(f"Paragraph number{n} of many." for n in range(rows))


def drop(project: Project, document_id: str) -> None:
    with project.step("Delete evidence") as session:
        for event in session.connection().exec_driver_sql("SELECT id FROM custody_event").all():
            session.connection().exec_driver_sql("DELETE FROM custody_event WHERE id = ?", tuple(event))
        session.delete(session.get_one(Document, document_id))


def rows(project: Project) -> int:
    with project.read() as snapshot:
        return int(snapshot.value("SELECT count(*) FROM search_row"))


def test_what_was_deleted_is_not_found_before_its_rows_are_taken_out(project: Project, file_read: Reader) -> None:
    kept = documents.add(project, file_read("number7 stays", name="kept.txt")).document
    gone = documents.add(project, file_read(*long_text(40).split("\n\n"), name="long.txt")).document
    before = rows(project)
    drop(project, gone.id)
    assert rows(project) >= before - 8, "the rows of its text stand until later"
    assert [hit.id for hit in search.search(project, "number7")] == [kept.id]
    assert search.tally(project, "number7", scope="evidence") == {index.Part.DOCUMENT: {kept.id: 1}}
    assert indexing.tend(project)
    assert rows(project) < before - 40
    assert not indexing.left(project).anything
    assert [hit.id for hit in search.search(project, "number7")] == [kept.id]


def test_a_document_brought_back_is_found_again(project: Project, file_read: Reader) -> None:
    document = documents.add(project, file_read("needle here")).document
    project.undo()
    assert search.search(project, "needle") == []
    project.redo()
    assert [hit.id for hit in search.search(project, "needle")] == [document.id]
    indexing.tend(project)
    assert [hit.id for hit in search.search(project, "needle")] == [document.id]


def test_a_text_of_thousands_of_paragraphs_is_found_to_its_end(project: Project, file_read: Reader) -> None:
    text = long_text(index.AT_ONCE + index.BATCH + 7)
    read = file_read(text)
    document = documents.add(project, shattered(read)).document
    for number in (0, index.AT_ONCE, index.AT_ONCE + index.BATCH + 6):
        (hit,) = search.search(project, f"number{number}")
        assert documents.text(project, document.id).text[hit.start : hit.end] == f"number{number}"
    assert not indexing.left(project).anything


def shattered(read: FileRead) -> FileRead:
    """The same file, its paragraphs told by their empty lines."""
    from dataclasses import replace

    assert read.reading is not None
    return replace(read, reading=replace(read.reading, blocks=()))


def test_rows_of_a_text_longer_than_a_run_are_all_its_own(
    project: Project, file_read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 10_000)  # all in one go, as in a redacted copy
    count = index.LAST + 20
    document = documents.add(project, shattered(file_read(long_text(count)))).document
    other = documents.add(project, file_read("number4096 elsewhere", name="other.txt")).document
    assert {hit.id for hit in search.search(project, "number4096")} == {document.id, other.id}
    assert search.tally(project, "paragraph", scope="evidence")[index.Part.DOCUMENT] == {document.id: count}


def test_an_interrupted_import_is_indexed_when_the_project_is_opened_again(
    project: Project, file_read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "take_in", lambda *_: None)
    documents.add(project, shattered(file_read(long_text(index.AT_ONCE + 1))))
    assert search.search(project, "number3") == []
    assert search.incomplete(project)
    project.close()
    again = projects.open(project.path)
    assert indexing.tend(again)
    assert len(search.search(again, "number3")) == 1
    assert not search.incomplete(again)
    again.close()


def test_an_index_made_by_other_rules_is_made_anew_and_says_so(
    project: Project, article: ArticleView, file_read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.add(project, file_read("the needle"))
    before = rows(project)
    project.close()
    monkeypatch.setattr(index, "VERSION", VERSION + 1)
    again = projects.open(project.path)
    assert any("search index" in sentence for sentence in again.remarks)
    assert indexing.tend(again)
    assert rows(again) == before
    assert len(search.search(again, "needle")) == 1
    assert len(search.search(again, "zurich")) == 1
    again.close()
    third = projects.open(project.path)
    assert third.remarks == ()
    third.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_of_version_1_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool) -> None:
    monkeypatch.setattr(places, "of_the_user", lambda: tmp_path / "of the user")
    path = tmp_path / "old.factcheck"
    shutil.copyfile(OLD / "1.factcheck", path)
    project = projects.open(path, read_only=read_only)
    indexing.tend(project)
    assert {hit.kind for hit in search.search(project, "facilitated")} == {"article", "claim", "document"}
    assert not search.incomplete(project)
    project.close()


def test_verifying_tells_what_the_index_does_not_know(
    project: Project, article: ArticleView, file_read: Reader
) -> None:
    claim = claims.mark(project, article.version_id, 0, 7)
    document = documents.add(project, file_read("one", "two")).document
    assert told(project) == (True, "Everything that is to be found is in the search index.")
    break_in(project, "UPDATE search_row SET body = 'other' WHERE field = 'statement'")
    assert told(project)[0] is False
    indexing.make_anew(project)
    assert told(project) == (True, "The search index is being made anew.")
    indexing.tend(project)
    assert told(project)[0] is True
    break_in(project, f"DELETE FROM search_row WHERE body IS NULL AND end = {len('one') + 2 + len('two')}")
    assert told(project) == (
        False,
        "1 texts are not in the search index; verifying in the window makes it anew.",
    )
    assert claim.id != document.id


def break_in(project: Project, sql: str) -> None:
    with closing(sqlite3.connect(project.path)) as connection, connection:
        connection.execute(sql)


def told(project: Project) -> tuple[bool, str]:
    result = next(one for one in history.verify(project) if one.name == "search")
    return result.ok, result.detail


def test_a_search_that_nobody_waits_for_is_given_up(project: Project, file_read: Reader) -> None:
    documents.add(project, file_read(*[f"alpha number{n}" for n in range(900)]))
    with pytest.raises(search.Interrupted):
        search.search(project, "alpha", stop=lambda: True)
    assert search.search(project, "alpha number7")
