"""Pages of archives, messages of boxes and attachments become evidence of their own, and what is lost is said."""

import hashlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.desk.test_claims import span
from tests.readers.archives import INFO, capture, page, warc
from workbench.desk import claims, documents, enclosures, evidence, findings, history, projects, search
from workbench.desk.views import Added, ArticleView
from workbench.model.sets import DocumentKind, Stance
from workbench.readers import enclosed, mail_parts
from workbench.readers.supervise import ReaderPool, read_file
from workbench.store.project import Project

NOTE = b"The figures attached: 39 people.\n"


@pytest.fixture(scope="module")
def pool():
    with ReaderPool() as readers:
        yield readers


def letter(subject="The figures", words="See what is attached.", files=(), within=()):
    made = EmailMessage()
    made["From"], made["To"] = "Ada Bell <ada@example.org>", "desk@example.org"
    made["Date"], made["Subject"] = "Mon, 03 Jun 2024 23:30:00 -0500", subject
    made["Message-ID"] = f"<{subject}@example.org>"
    made.set_content(words)
    for name, data in files:
        made.add_attachment(data, maintype="text", subtype="plain", filename=name)
    for one in within:
        made.add_attachment(one)
    return made


def put(folder: Path, data, name: str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    return path


def add(project: Project, path: Path, pool: ReaderPool) -> Added:
    added = documents.add(project, read_file(path, pool=pool))
    return enclosures.bring_attached(project, added, pool=pool)


def codes(project: Project) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.original_name, one.derived_from_code) for one in documents.listing(project)]


@pytest.fixture
def archive(project: Project, tmp_path: Path, pool: ReaderPool) -> str:
    pages = [page("Minister denies it"), page("Second", "<p>Words of another paper about 40 people.</p>" * 9)]
    records = [capture(one, url=f"https://p{n}.example/", n=n, packed="gzip") for n, one in enumerate(pages)]
    return add(project, put(tmp_path, warc(INFO, *records), "a.warc"), pool).document.id


def test_a_captured_page_becomes_evidence_with_its_address_and_the_day_it_was_captured(
    project: Project, archive: str, pool: ReaderPool
) -> None:
    (outcome,) = enclosures.take(project, archive, [2], pool=pool)
    assert outcome.added is not None
    made = outcome.added.document
    assert (made.code, made.title, made.kind) == ("E2", "Second", DocumentKind.HTML)
    assert (made.url, made.captured_at, made.captured_how) == (
        "https://p1.example/",
        "2021-03-04T05:06:07Z",
        "taken out of E1",
    )
    assert (made.derived_from_id, made.sha256) == (
        archive,
        hashlib.sha256(b"".join(project.bytes_of(made.sha256))).hexdigest(),
    )
    events = {one.action: one.note for one in documents.custody(project, made.id)}
    assert events["taken out"] == "of E1, number 2; record <urn:uuid:00000000-0000-4000-8000-000000000001>"
    assert {hit.code for hit in search.search(project, "another paper")} == {"E2"}
    held = enclosures.held(project, archive, pool=pool)
    assert {number: one.code for number, one in held.taken.items()} == {2: "E2"}
    assert all(result.ok for result in history.verify(project))
    projects.undo(project)
    assert [one.code for one in documents.listing(project)] == ["E1"]


def test_pages_of_one_archive_are_not_of_one_origin_but_an_attachment_goes_back_to_its_message(
    project: Project, article: ArticleView, archive: str, tmp_path: Path, pool: ReaderPool
) -> None:
    first, second = (one.added.document for one in enclosures.take(project, archive, [1, 2], pool=pool) if one.added)
    mail = add(project, put(tmp_path, letter(files=[("a.txt", NOTE)]), "a.eml"), pool)
    facts = {
        view.id: findings._upstream(view, {v.id: v for v in documents.listing(project)})
        for view in documents.listing(project)
    }
    assert not facts[first.id]
    assert not facts[second.id]
    assert list(facts[mail.with_it[0].document.id]) == [mail.document.id]
    del article


def test_what_is_attached_to_a_message_comes_with_it_and_is_read(
    project: Project, article: ArticleView, tmp_path: Path, pool: ReaderPool
) -> None:
    inner = letter("Inner", files=[("deep.txt", b"Words from the deep.\n")])
    added = add(project, put(tmp_path, letter(files=[("../../note.txt", NOTE)], within=[inner]), "a.eml"), pool)
    assert codes(project) == [
        ("E1", "a.eml", None),
        ("E2", "note.txt", "E1"),
        ("E3", "Inner.eml", "E1"),
        ("E4", "deep.txt", "E3"),
    ]
    assert [one.document.code for one in added.all()] == ["E1", "E2", "E3", "E4"]
    assert b"".join(project.bytes_of(documents.get(project, "E2").sha256)) == NOTE
    assert documents.get(project, "E2").captured_how == "taken out of E1"
    claim = claims.mark(project, article.version_id, *span("40 people"))
    link = evidence.link_words(project, claim.id, "E2", "39 people", Stance.REFUTES)
    assert (link.document_code, link.derived_from_code) == ("E2", "E1")
    assert all(result.ok for result in history.verify(project))


def test_more_attachments_than_come_along_are_counted_and_can_be_had(
    project: Project, tmp_path: Path, pool: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enclosures, "TOGETHER_AT_MOST", 2)
    files = [(f"{n}.txt", f"Words {n}".encode()) for n in range(4)]
    added = documents.add(project, read_file(put(tmp_path, letter(files=files), "a.eml"), pool=pool))
    taker = enclosures._Taker(project, pool, None, room=2)
    assert taker.with_attached(added, depth=0).left == (
        "E1 has 4 attachments; 2 of them were added. Take out the others that you need.",
    )
    assert [one[0] for one in codes(project)] == ["E1", "E2", "E3"]
    assert [one.added.document.code for one in enclosures.take(project, "E1", [4], pool=pool) if one.added] == ["E4"]


def test_an_attachment_that_is_held_already_is_noted_there_once(
    project: Project, tmp_path: Path, pool: ReaderPool
) -> None:
    add(project, put(tmp_path, NOTE, "first.txt"), pool)
    added = add(project, put(tmp_path, letter(files=[("again.txt", NOTE)]), "a.eml"), pool)
    assert [one.already_there for one in added.with_it] == [True]
    list(enclosures.take(project, "E2", [1], pool=pool))
    noted = [one.note for one in documents.custody(project, documents.get(project, "E1").id) if one.action == "also in"]
    assert noted == ["of E2, number 1"]
    assert {n: one.code for n, one in enclosures.held(project, "E2", pool=pool).taken.items()} == {1: "E1"}


def test_a_bad_attachment_is_kept_without_text_and_costs_no_other(
    project: Project, tmp_path: Path, pool: ReaderPool
) -> None:
    made = letter(files=[("a.txt", NOTE), ("empty.txt", b"")])
    made.add_attachment(b"%PDF-1.7 broken", maintype="application", subtype="pdf", filename="a.pdf")
    added = add(project, put(tmp_path, made, "a.eml"), pool)
    assert [(one.document.original_name, bool(one.document.problem)) for one in added.with_it] == [
        ("a.txt", False),
        ("a.pdf", True),
    ]
    assert added.left == ("empty.txt: “empty.txt” is empty, so there is nothing to keep.",)


def test_a_message_is_picked_out_of_a_box_with_what_is_attached_to_it(
    project: Project, tmp_path: Path, pool: ReaderPool
) -> None:
    border = b"From ada@example.org Mon Jun  3 23:30:00 2024\n"
    letters = [letter(f"No {n}", files=[("a.txt", f"Words of {n}\n".encode())] if n == 2 else ()) for n in (1, 2, 3)]
    add(project, put(tmp_path, b"".join(border + one.as_bytes() + b"\n" for one in letters), "a.mbox"), pool)
    assert codes(project) == [("E1", "a.mbox", None)]
    list(enclosures.take(project, "E1", [2], pool=pool))
    assert codes(project)[1:] == [("E2", "No 2.eml", "E1"), ("E3", "a.txt", "E2")]
    assert documents.get(project, "E2").date == "2024-06-03"


def test_what_cannot_be_asked_for_is_a_sentence_and_changes_nothing(
    project: Project, archive: str, tmp_path: Path, pool: ReaderPool
) -> None:
    add(project, put(tmp_path, NOTE, "first.txt"), pool)
    with pytest.raises(enclosures.HoldsNothing, match="Nothing can be taken out of E2"):
        enclosures.held(project, "E2", pool=pool)
    with pytest.raises(enclosures.NoSuchNumber, match="numbered from 1 to 2"):
        list(enclosures.take(project, archive, [1, 3], pool=pool))
    with pytest.raises(enclosures.TooMany, match="at most 1,000"):
        list(enclosures.take(project, archive, range(1, 1500), pool=pool))
    assert len(documents.listing(project)) == 2


def test_pictures_in_the_words_stay_and_large_things_say_so(project: Project, tmp_path: Path, pool: ReaderPool) -> None:
    made = letter()
    made.add_alternative("<p>Words <img src='cid:logo'></p>", subtype="html")
    made.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<logo>", disposition="inline")
    assert add(project, put(tmp_path, made, "a.eml"), pool).with_it == ()
    item = enclosures.held(project, "E1", pool=pool).contents.items[0]
    assert item.what is enclosed.What.PICTURE
    assert mail_parts.TOO_LARGE.endswith("stays in the message.")
