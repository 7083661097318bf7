"""Documents and links: bytes kept, codes given, passages on the right words, stances that can change."""

import errno
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from PIL import Image

from tests.desk.test_claims import span
from workbench.desk import claims, crops, documents, evidence, history, projects, sheets
from workbench.desk.edtf import NotADate
from workbench.desk.views import ArticleView
from workbench.model.sets import CaptureState, Stance
from workbench.readers.image import read as read_picture
from workbench.readers.reading import Box, FileRead, Place
from workbench.readers.supervise import read_file
from workbench.store.project import Project

Reader = Callable[..., FileRead]


@pytest.fixture
def claim(project: Project, article: ArticleView) -> str:
    return claims.mark(project, article.version_id, *span("40 people")).id


def test_a_file_becomes_evidence_with_code_hash_and_custody(project: Project, file_read: Reader) -> None:
    file = file_read("Some words.")
    added = documents.add(project, file)
    found = added.document
    assert (found.code, found.title, found.date) == ("E1", "Titled by the file", "2009-10-07")
    assert (found.sha256, found.original_name, found.capture_state) == (file.sha256, "file.txt", CaptureState.CAPTURED)
    assert b"".join(project.bytes_of(file.sha256)) == Path(file.path).read_bytes()
    assert documents.text(project, found.id).text == "Some words."
    assert documents.text(project, found.id).warnings == ("A warning.",)
    event = documents.custody(project, found.id)[0]
    assert (event.action, event.by) == ("added", "Ada Bell")
    assert file.sha256 in event.note


def test_the_same_bytes_are_held_once(project: Project, file_read: Reader) -> None:
    first = documents.add(project, file_read("Some words."))
    second = documents.add(project, file_read("Some words.", name="copy.txt"))
    assert second.already_there
    assert second.document == first.document
    assert len(documents.listing(project)) == 1


def test_what_could_not_be_read_is_kept_with_its_sentence(project: Project, file_read: Reader) -> None:
    file = file_read(problem="This PDF is protected by a password.")
    found = documents.add(project, file).document
    assert found.problem == "This PDF is protected by a password."
    assert (found.characters, found.sha256) == (0, file.sha256)
    assert documents.text(project, found.id).text == ""


def test_an_empty_file_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(documents.EmptyFile):
        documents.add(project, FileRead(str(tmp_path / "x"), "x", "0" * 64, 0, "", None, "empty"))
    assert documents.listing(project) == []


def test_extracting_gives_the_bytes_and_never_replaces_a_file(
    project: Project, file_read: Reader, tmp_path: Path
) -> None:
    file = file_read("Some words.")
    documents.add(project, file)
    out = tmp_path / "out"
    out.mkdir()
    target = documents.extract(project, "E1", out)
    assert target.read_bytes() == Path(file.path).read_bytes()
    with pytest.raises(documents.CannotWrite, match="exists already"):
        documents.extract(project, "E1", out)
    documents.cite(project, title="A book")
    with pytest.raises(documents.NotHeld):
        documents.extract(project, "E2", out)


def test_a_link_stands_on_its_words(project: Project, file_read: Reader, claim: str) -> None:
    documents.add(project, file_read("First page.", "On the second 😀 page: 39 came."))
    start, end = evidence.span_of_quote(project, "E1", "39 came")
    link = evidence.link(project, claim, "E1", start, end, Stance.REFUTES, decisive=True)
    text = documents.text(project, "E1").text
    assert text[link.start : link.end] == link.exact == "39 came"
    assert (link.page, link.page_label, link.claim_code, link.document_code) == (2, "2", "C1", "E1")
    assert (link.decisive, link.by) == (True, "Ada Bell")
    assert evidence.of_document(project, "E1") == evidence.of_claim(project, claim) == [link]
    row = claims.rows(project)[0]
    assert (row.refutes, row.supports) == (1, 0)


def test_a_link_in_a_transcript_tells_when_it_is_said(project: Project, file_read: Reader, claim: str) -> None:
    file = file_read("First words. Last words.")
    assert file.reading is not None
    places = (Place("00:00:01.000–00:00:02.000", 0, 12), Place("00:00:02.500–00:00:04.000", 13, 24))
    documents.add(project, replace(file, reading=replace(file.reading, pages=(), places=places)))
    links = [evidence.link(project, claim, "E1", *span, Stance.CONTEXT) for span in ((0, 5), (6, 17), (18, 23))]
    assert [one.place for one in links] == [
        "00:00:01.000–00:00:02.000",
        "00:00:01.000–00:00:04.000",
        "00:00:02.500–00:00:04.000",
    ]


def test_linking_the_same_words_again_changes_the_stance(project: Project, file_read: Reader, claim: str) -> None:
    documents.add(project, file_read("39 came."))
    evidence.link(project, claim, "E1", 0, 7, Stance.SUPPORTS)
    evidence.link(project, claim, "E1", 0, 7, Stance.REFUTES)
    links = evidence.of_claim(project, claim)
    assert [one.stance for one in links] == [Stance.REFUTES]
    project.undo()
    assert [one.stance for one in evidence.of_claim(project, claim)] == [Stance.SUPPORTS]


def test_one_passage_serves_two_claims_and_goes_with_the_last(
    project: Project, article: ArticleView, file_read: Reader, claim: str
) -> None:
    documents.add(project, file_read("39 came."))
    other = claims.mark(project, article.version_id, *span("2008")).id
    one = evidence.link(project, claim, "E1", 0, 7, Stance.SUPPORTS)
    two = evidence.link(project, other, "E1", 0, 7, Stance.CONTEXT)
    assert one.passage_id == two.passage_id
    evidence.drop(project, one.id)
    assert evidence.get(project, two.id) == two
    evidence.drop(project, two.id)
    with pytest.raises(evidence.UnknownLink):
        evidence.get(project, two.id)
    project.undo()
    assert evidence.get(project, two.id) == two


def test_a_quote_that_is_not_there_or_not_alone_is_told(project: Project, file_read: Reader, claim: str) -> None:
    documents.add(project, file_read("Yes and yes and yes.", "Yes."))
    with pytest.raises(evidence.QuoteNotFound, match="do not stand in E1"):
        evidence.link_words(project, claim, "E1", "no", Stance.SUPPORTS)
    with pytest.raises(evidence.QuoteNotUnique, match=r"stand 2 times in E1\. Say which with --nth 1 to 2"):
        evidence.link_words(project, claim, "E1", "yes", Stance.SUPPORTS)
    with pytest.raises(evidence.QuoteNotFound, match="no number 3"):
        evidence.link_words(project, claim, "E1", "yes", Stance.SUPPORTS, nth=3)
    with pytest.raises(documents.NoSuchPage):
        evidence.link_words(project, claim, "E1", "yes", Stance.SUPPORTS, page=9)
    assert evidence.listing(project) == []
    second = evidence.link_words(project, claim, "E1", "yes", Stance.SUPPORTS, nth=2)
    assert second.start == len("Yes and yes and ")
    assert evidence.link_words(project, claim, "E1", "Yes", Stance.SUPPORTS, page=2).page == 2


def test_a_citation_takes_words_copied_by_hand(project: Project, claim: str) -> None:
    document = documents.cite(project, title="A book", quotation="Thirty-nine came.")
    assert document.capture_state is CaptureState.CITATION_ONLY
    evidence.link_words(project, claim, "E1", "Thirty-nine", Stance.REFUTES)
    link = evidence.link_words(project, claim, "E1", "Nobody else did.", Stance.REFUTES)
    text = documents.text(project, "E1").text
    assert text == "Thirty-nine came.\n\nNobody else did."
    assert text[link.start : link.end] == "Nobody else did."
    assert all(result.ok for result in history.verify(project))
    project.undo()
    assert documents.text(project, "E1").text == "Thirty-nine came."
    with pytest.raises(evidence.QuoteNotFound):
        evidence.link_words(project, claim, "E1", "Nobody else did.", Stance.REFUTES, nth=2)
    with pytest.raises(documents.NoSuchPage):
        evidence.link_words(project, claim, "E1", "Nobody else did.", Stance.REFUTES, page=2)
    assert documents.text(project, "E1").text == "Thirty-nine came."


def test_a_citation_needs_a_title(project: Project) -> None:
    with pytest.raises(documents.UntitledCitation):
        documents.cite(project, title=" ")


def test_undoing_an_import_takes_it_out_of_search_and_redoing_puts_it_back(project: Project, file_read: Reader) -> None:
    from workbench.desk import search

    documents.add(project, file_read("An unmistakable word."))
    assert len(search.search(project, "unmistakable")) == 1
    project.undo()
    assert search.search(project, "unmistakable") == []
    project.redo()
    assert len(search.search(project, "unmistakable")) == 1
    assert documents.text(project, "E1").text == "An unmistakable word."


def test_the_sheet_holds_all_of_a_claim(project: Project, file_read: Reader, claim: str) -> None:
    documents.add(project, file_read("39 came."))
    evidence.link(project, claim, "E1", 0, 7, Stance.SUPPORTS)
    sheet = sheets.sheet(project, "C1")
    assert (sheet.claim.id, len(sheet.links), sheet.verdict) == (claim, 1, None)


@pytest.mark.parametrize("size", [3 * 1024 * 1024 + 17])
def test_large_files_come_back_whole(project: Project, tmp_path: Path, size: int) -> None:
    import hashlib
    import os

    data = os.urandom(size)
    path = tmp_path / "large.bin"
    path.write_bytes(data)
    sha = hashlib.sha256(data).hexdigest()
    documents.add(project, FileRead(str(path), "large.bin", sha, size, "application/octet-stream", None, "No text."))
    out = documents.extract(project, "E1", tmp_path / "again.bin")
    assert out.read_bytes() == data
    assert all(result.ok for result in history.verify(project))


def test_a_file_that_went_away_is_told_and_leaves_nothing(project: Project, file_read: Reader) -> None:
    file = file_read("Words.")
    Path(file.path).unlink()
    with pytest.raises(documents.GoneFile, match="went away"):
        documents.add(project, file)
    assert documents.listing(project) == []
    assert all(result.ok for result in history.verify(project))


def test_half_a_document_is_never_left_where_the_disk_is_full(
    project: Project, file_read: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.add(project, file_read("Some words."))

    def chunks(*_: object) -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Project, "bytes_of", chunks)
    with pytest.raises(documents.CannotWrite, match="no space left"):
        documents.extract(project, "E1", tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()


def test_a_file_refused_for_its_date_leaves_no_bytes(project: Project, file_read: Reader) -> None:
    file = file_read("Some words.")
    with pytest.raises(NotADate):
        documents.add(project, file, date="soon")
    assert list(project.bytes_of(file.sha256)) == []


@pytest.fixture
def picture(project: Project, tmp_path: Path) -> str:
    path = tmp_path / "picture.png"
    Image.new("RGB", (400, 300), (200, 30, 30)).save(path)
    data = path.read_bytes()
    file = FileRead(
        str(path), path.name, hashlib.sha256(data).hexdigest(), len(data), "image/png", read_picture(path), None
    )
    return documents.add(project, file).document.id


def test_a_part_of_a_picture_is_linked_and_its_picture_kept(project: Project, claim: str, picture: str) -> None:
    link = evidence.link_region(project, claim, picture, Box(99.6, 40.2, 200.4, 900), Stance.REFUTES, decisive=True)
    assert link.region == Box(99, 40, 201, 300)
    assert (link.exact, link.start, link.end, link.page, link.page_label) == ("", 0, 0, 1, "")
    png = crops.draw(project, link.id)
    assert png is not None
    with Image.open(io.BytesIO(png)) as crop:
        assert crop.getpixel((crop.width // 2, crop.height // 2)) == (200, 30, 30)
    assert evidence.get(project, link.id).has_crop
    assert evidence.of_document(project, picture)[0].id == link.id
    assert all(result.ok for result in history.verify(project))


def test_the_same_part_of_a_picture_changes_its_stance_another_is_another_passage(
    project: Project, claim: str, picture: str
) -> None:
    first = evidence.link_region(project, claim, picture, Box(10, 10, 50, 50), Stance.REFUTES)
    again = evidence.link_region(project, claim, picture, Box(10, 10, 50, 50), Stance.SUPPORTS)
    assert (again.id, again.stance) == (first.id, Stance.SUPPORTS)
    other = evidence.link_region(project, claim, picture, Box(10, 10, 50, 51), Stance.SUPPORTS)
    assert other.passage_id != first.passage_id
    projects.undo(project)
    assert [one.id for one in evidence.of_claim(project, claim)] == [first.id]


@pytest.fixture
def paper(project: Project, tmp_path: Path) -> str:
    """A PDF of two empty pages, 200 by 100 points; the second has a red square from 20,20 to 60,60."""
    written, path = tmp_path / "paper.typ", tmp_path / "paper.pdf"
    square = '#place(top + left, dx: 20pt, dy: 20pt, square(size: 40pt, fill: rgb("#c81e1e")))'
    written.write_text(f"#set page(width: 200pt, height: 100pt, margin: 0pt)\n#pagebreak()\n{square}", encoding="utf-8")
    typst.compile(written, output=path, ignore_system_fonts=True)
    return documents.add(project, read_file(path)).document.id


def test_a_part_of_a_page_is_linked_with_its_page_and_its_picture_in_its_own_colours(
    project: Project, claim: str, paper: str
) -> None:
    link = evidence.link_region(project, claim, paper, Box(19.6, 20, 60, 60), Stance.REFUTES, page=2)
    assert (link.region, link.page, link.page_label, link.exact) == (Box(19, 20, 60, 60), 2, "2", "")
    png = crops.draw(project, link.id)
    assert png is not None
    with Image.open(io.BytesIO(png)) as crop:
        middle = crop.getpixel((crop.width // 2 + 4, crop.height // 2))
        assert middle == (200, 30, 30), "framed, not tinted"
        assert crop.width > 82, "what lies around it is shown"
    same = evidence.link_region(project, claim, paper, Box(19, 20, 60, 60), Stance.SUPPORTS, page=1)
    assert same.passage_id != link.passage_id, "the same place of another page is another passage"
    with pytest.raises(evidence.EmptyRegion, match="outside the page, which is 200 points wide and 100 high"):
        evidence.link_region(project, claim, paper, Box(0, 100, 20, 120), Stance.REFUTES, page=2)
    with pytest.raises(documents.NoSuchPage, match="no page 3"):
        evidence.link_region(project, claim, paper, Box(0, 0, 20, 20), Stance.REFUTES, page=3)
    assert all(result.ok for result in history.verify(project))


def test_only_a_part_inside_a_picture_is_linked(project: Project, file_read: Reader, claim: str, picture: str) -> None:
    with pytest.raises(evidence.EmptyRegion, match="400 pixels wide and 300 high"):
        evidence.link_region(project, claim, picture, Box(400, 0, 500, 100), Stance.REFUTES)
    words = documents.add(project, file_read("Some words.")).document
    with pytest.raises(evidence.NotAPicture, match="E2 is not a picture"):
        evidence.link_region(project, claim, words.id, Box(0, 0, 5, 5), Stance.REFUTES)
    assert evidence.listing(project) == []
