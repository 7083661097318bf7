"""OCR is a layer of its own: found, linked and carried along, and never mixed with what a file says of itself."""

import shutil
from pathlib import Path

import pytest

from tests.scans import Reader, page_read, scan
from workbench.desk import backups, claims, documents, evidence, history, projects, recognition, search, share, sharing
from workbench.desk.leaving import Profile
from workbench.desk.recognition import NothingToRead
from workbench.desk.standing import AcrossLayers
from workbench.desk.views import ArticleView
from workbench.model.sets import DocumentKind, Stance
from workbench.readers import recogniser as engine
from workbench.readers.languages import UnknownLanguage
from workbench.readers.problems import ReadingCancelled
from workbench.readers.recogniser import NoOcr, NotRecognised
from workbench.store import shown
from workbench.store.project import Project

FIRST, THIRD = "Words of the file itself.", "The third page has words too."
READ = "The harbour was closed\n\nin October 2009"


@pytest.fixture(autouse=True)
def the_engine_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "installed", lambda: True)


@pytest.fixture
def mixed(project: Project, tmp_path: Path) -> str:
    """A PDF whose second page is a scan."""
    return documents.add(project, scan(tmp_path, FIRST, "", THIRD)).document.id


@pytest.fixture
def claim(project: Project, article: ArticleView) -> str:
    start = article.text.index("40 people came")
    return claims.mark(project, article.version_id, start, start + 14).id


def read(project: Project, document: str, *, pages: tuple[int, ...] = (), **texts: object) -> recognition.Outcome:
    found = {int(name[1:]): page_read(one) if isinstance(one, str) else one for name, one in texts.items()}
    return recognition.recognise(project, document, wanted="eng", pages=pages, recogniser=Reader(found))  # type: ignore[arg-type]


def sound(project: Project) -> bool:
    return all(one.ok for one in history.verify(project))


def test_only_pages_without_usable_text_are_read(project: Project, mixed: str) -> None:
    assert [page.number for page in recognition.to_read(project, mixed)] == [2]
    made = read(project, mixed, p2=READ)
    assert (made.done, made.sure, made.languages) == ((2,), 91, "eng")
    text = documents.text(project, mixed)
    assert text.text == f"{FIRST}\n\n{READ}\n\n{THIRD}"
    assert [text.text[page.start : page.end] for page in text.pages] == [FIRST, READ, THIRD]
    assert list(text.read) == [2]
    assert recognition.to_read(project, mixed) == ()
    assert documents.get(project, mixed).read_pages == 1


def test_letters_that_mean_nothing_count_as_none() -> None:
    assert recognition.usable("plain")
    assert not recognition.usable(" \n ")
    assert not recognition.usable("\ue001\ue002\ufffd words")


def test_what_was_read_is_found_and_opens_on_its_words(project: Project, mixed: str) -> None:
    read(project, mixed, p2=READ)
    hits = search.search(project, "harbour", scope="evidence")
    assert [(hit.id, hit.page) for hit in hits] == [(mixed, 2)]
    assert documents.text(project, mixed).text[hits[0].start : hits[0].end] == "harbour"
    after = search.search(project, "third", scope="evidence")[0]
    assert documents.text(project, mixed).text[after.start : after.end] == "third"


def test_reading_a_page_again_takes_its_old_words_out_of_the_search(project: Project, mixed: str) -> None:
    read(project, mixed, p2=READ)
    read(project, mixed, pages=(2,), p2="Something else entirely")
    assert search.search(project, "harbour", scope="evidence") == []
    assert len(search.search(project, "entirely", scope="evidence")) == 1
    project.undo()  # takes the document away, and with it its words
    assert search.search(project, "entirely", scope="evidence") == []
    project.redo()
    assert len(search.search(project, "entirely", scope="evidence")) == 1


def test_a_passage_stands_in_the_layer_it_was_selected_in(project: Project, mixed: str, claim: str) -> None:
    before = evidence.link_words(project, claim, mixed, "third page", Stance.CONTEXT)
    read(project, mixed, p2=READ)
    made = evidence.link_words(project, claim, mixed, "closed\n\nin October", Stance.REFUTES)
    assert (made.page, made.sure, made.exact) == (2, 91, "closed\n\nin October")
    own = evidence.get(project, before.id)
    text = documents.text(project, mixed).text
    for one in (made, own):
        assert text[one.start : one.end] == one.exact
    assert own.sure is None
    with project.read() as snapshot:
        passages = {one.id: one for one in snapshot.nouns("passage")}
    assert passages[made.passage_id].text_sha256 == shown.sha(READ)
    assert passages[made.passage_id].extractor == "tesseract/5.5.4"
    assert READ[passages[made.passage_id].start : passages[made.passage_id].end] == made.exact
    assert passages[own.passage_id].extractor == "pdfium/1"
    assert sound(project)
    again = evidence.link_words(project, claim, mixed, "closed\n\nin October", Stance.SUPPORTS)
    assert (again.id, again.passage_id) == (made.id, made.passage_id)


def test_words_that_run_from_one_layer_into_the_other_are_refused(project: Project, mixed: str, claim: str) -> None:
    read(project, mixed, p2=READ)
    text = documents.text(project, mixed).text
    with pytest.raises(AcrossLayers, match="one page"):
        evidence.link(project, claim, mixed, text.index("itself"), text.index("harbour"), Stance.CONTEXT)


def test_a_page_that_a_passage_stands_in_stays_as_it_was_read(project: Project, mixed: str, claim: str) -> None:
    read(project, mixed, p2=READ)
    made = evidence.link_words(project, claim, mixed, "harbour", Stance.REFUTES)
    with pytest.raises(NothingToRead, match="linked to claims"):
        read(project, mixed, pages=(2,), p2="Other words")
    evidence.drop(project, made.id)
    read(project, mixed, pages=(2,), p2="Other words")
    project.undo()  # the passage is back, in the reading it was selected in
    assert evidence.get(project, made.id).sure == 91
    assert sound(project)


def test_a_passage_over_a_scan_keeps_the_scan_as_it_is(project: Project, mixed: str, claim: str) -> None:
    text = documents.text(project, mixed).text
    evidence.link(project, claim, mixed, 0, len(text), Stance.CONTEXT)
    with pytest.raises(NothingToRead):
        read(project, mixed, p2=READ)


def test_pages_that_were_done_are_kept_when_the_work_is_stopped(project: Project, tmp_path: Path) -> None:
    document = documents.add(project, scan(tmp_path, "", "", "")).document.id
    with pytest.raises(ReadingCancelled):
        read(project, document, p1="One", p2=ReadingCancelled("Stopped."))
    assert documents.text(project, document).text == "One\n\n\n\n"
    rest = Reader({2: page_read("Two"), 3: NotRecognised("Page 3 took too long.")})
    made = recognition.recognise(project, document, wanted="eng", recogniser=rest)  # type: ignore[arg-type]
    assert rest.asked == [2, 3]
    assert (made.done, made.problems) == ((2,), ("Page 3 took too long.",))
    assert documents.text(project, document).text == "One\n\nTwo\n\n"


def test_a_page_without_words_is_not_offered_again(project: Project, tmp_path: Path) -> None:
    document = documents.add(project, scan(tmp_path, "")).document.id
    assert read(project, document, p1="").empty == (1,)
    assert recognition.to_read(project, document) == ()


def test_without_the_engine_one_sentence_says_how_to_get_it(
    project: Project, mixed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "installed", lambda: False)
    with pytest.raises(NoOcr, match=r'pip install "workbench\[ocr\]"'):
        read(project, mixed, p2=READ)
    assert documents.text(project, mixed).read == {}


def test_what_cannot_be_read_is_told(project: Project, mixed: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="can be used as it is"):
        read(project, mixed, pages=(1,))
    with pytest.raises(documents.NoSuchPage):
        read(project, mixed, pages=(9,))
    with pytest.raises(UnknownLanguage, match="Klingon"):
        recognition.recognise(project, mixed, wanted="Klingon")
    cited = documents.cite(project, title="Gazette").id
    with pytest.raises(NothingToRead, match="neither a PDF nor a picture"):
        read(project, cited)


def test_a_colleagues_passage_comes_with_the_page_it_stands_in(
    project: Project, mixed: str, claim: str, tmp_path: Path
) -> None:
    other = tmp_path / "colleague.factcheck"
    shutil.copy(project.path, other)
    colleague = projects.open(other, person="Bob Cole")
    read(colleague, mixed, p2=READ)
    made = evidence.link_words(colleague, claim, mixed, "October 2009", Stance.REFUTES)
    colleague.close()
    sharing.take_in(project, other)
    came = evidence.get(project, made.id)
    assert (came.exact, came.sure) == ("October 2009", 91)
    assert documents.text(project, mixed).text[came.start : came.end] == "October 2009"
    assert [hit.id for hit in search.search(project, "harbour", scope="evidence")] == [mixed]
    assert sound(project)


def test_what_stands_on_the_screen_is_not_changed_by_a_merge(
    project: Project, mixed: str, claim: str, tmp_path: Path
) -> None:
    other = tmp_path / "colleague.factcheck"
    shutil.copy(project.path, other)
    colleague = projects.open(other, person="Bob Cole")
    read(colleague, mixed, p2="The harbor was closed in 0ctober 2009")
    made = evidence.link_words(colleague, claim, mixed, "closed in 0ctober", Stance.REFUTES)
    same = evidence.link_words(colleague, claim, mixed, "The harbor was", Stance.CONTEXT)
    colleague.close()
    read(project, mixed, p2=READ)
    sharing.take_in(project, other)
    assert READ in documents.text(project, mixed).text
    came = evidence.get(project, made.id)
    assert (came.exact, came.start == came.end, came.sure) == ("closed in 0ctober", True, 91)
    assert evidence.get(project, same.id).exact == "The harbor was"
    assert sound(project)


def test_a_forged_page_of_a_colleague_is_left(project: Project, mixed: str, tmp_path: Path) -> None:
    other = tmp_path / "colleague.factcheck"
    shutil.copy(project.path, other)
    colleague = projects.open(other, person="Bob Cole")
    read(colleague, mixed, p2=READ)
    documents.edit(colleague, mixed, note="something comes")
    with colleague.derive() as connection:
        connection.exec_driver_sql("UPDATE recognised_page SET text = replace(text, '2009', '2010')")
    colleague.close()
    sharing.take_in(project, other)
    assert documents.text(project, mixed).read == {}


def test_a_shared_copy_carries_the_layer_and_one_without_the_document_does_not(
    project: Project, mixed: str, claim: str, tmp_path: Path
) -> None:
    read(project, mixed, p2=READ)
    made = evidence.link_words(project, claim, mixed, "October 2009", Stance.REFUTES)
    share.copy(project, tmp_path / "whole.factcheck", profile=Profile.COLLEAGUE)
    copy = projects.open(tmp_path / "whole.factcheck", read_only=True)
    assert evidence.get(copy, made.id).sure == 91
    assert documents.text(copy, mixed).text == documents.text(project, mixed).text
    assert sound(copy)
    copy.close()
    share.copy(project, tmp_path / "without.factcheck", profile=Profile.COLLEAGUE, leave_out=["E1"])
    assert b"harbour" not in (tmp_path / "without.factcheck").read_bytes()


def test_a_picture_is_read_like_a_page_and_its_parts_still_stand(project: Project, claim: str, tmp_path: Path) -> None:
    from workbench.readers.reading import Box

    picture = documents.add(project, scan(tmp_path, "", name="scan.png", kind=DocumentKind.IMAGE)).document.id
    part = evidence.link_region(project, claim, picture, Box(10, 10, 60, 60), Stance.CONTEXT)
    read(project, picture, p1=READ)
    made = evidence.link_words(project, claim, picture, "harbour", Stance.SUPPORTS)
    later = evidence.link_region(project, claim, picture, Box(100, 10, 160, 60), Stance.CONTEXT)
    assert (made.sure, part.sure, later.sure) == (91, None, None)
    assert evidence.get(project, part.id).region == Box(10, 10, 60, 60)
    assert sound(project)


def test_a_backup_holds_what_was_read(project: Project, mixed: str, tmp_path: Path) -> None:
    read(project, mixed, p2=READ)
    made = backups.make(project)
    copy = projects.open(backups.restore(project.path, made.id).path, read_only=True)
    assert READ in documents.text(copy, mixed).text
    copy.close()
