"""What belongs to a document in the window: attachments to open, pages of archives to take out, a page's two texts."""

from email.message import EmailMessage

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.readers.archives import INFO, capture, page, warc
from tests.windows import click, drop_files, press, wait_for
from workbench.desk import claims, evidence, projects
from workbench.model.sets import DocumentKind, Stance
from workbench.ui.verbs import encoding


def put(folder, data, name):
    path = folder / name
    path.write_bytes(data)
    return path


def brought(window, view, path, count):
    """Drop a file and return the documents that came of it."""
    before = {one.id for one in view.workspace.documents}
    drop_files(window, path)
    wait_for(lambda: len(view.workspace.documents) == len(before) + count and not view.imports.running, 30_000)
    return [one for one in view.workspace.documents if one.id not in before]


@pytest.fixture
def letter(tmp_path):
    made = EmailMessage()
    made["From"], made["Message-ID"], made["Subject"] = "Ada <a@example.org>", "<1@example.org>", "Figures & more"
    made.set_content("See what is attached. It was 39 people.")
    for name in ("note & figures.txt", "second.txt"):
        made.add_attachment(f"Words of {name}.".encode(), maintype="text", subtype="plain", filename=name)
    return put(tmp_path, made.as_bytes(), "letter.eml")


@pytest.fixture
def archive(tmp_path):
    records = [capture(page(f"Page number {n}"), url=f"https://p{n}.example/", n=n) for n in range(5)]
    return put(tmp_path, warc(INFO, *records), "a.warc")


def test_a_message_shows_its_head_apart_and_its_attachments_as_links(window, sample, letter):
    mail, note, second = brought(window, sample, letter, 3)
    assert (note.derived_from_id, second.derived_from_id) == (mail.id, mail.id)
    sample.open_document(mail.id)
    column = sample.reader.evidence
    assert len(column.page.heads) == 2
    assert column.page.text().startswith("From: Ada <a@example.org>\nSubject: Figures & more\n\n")
    bar = column.document_bar
    assert bar.isVisible()
    assert [one.accessibleName() for one in bar.links] == [
        f"Open {note.code} note & figures.txt",
        f"Open {second.code} second.txt",
    ]
    bar.links[0].setFocus()
    press(bar.links[0], Qt.Key.Key_Return)
    assert column.document_id == note.id
    assert "Words of note & figures.txt" in column.page.text()
    assert [one.accessibleName() for one in bar.links] == [f"Open {mail.code} Figures & more"]
    click(bar.links[0])
    assert column.document_id == mail.id


def test_a_text_of_its_own_has_no_such_line(window, sample, tmp_path):
    (text,) = brought(window, sample, put(tmp_path, b"Just words.", "a.txt"), 1)
    sample.open_document(text.id)
    assert not sample.reader.evidence.document_bar.isVisible()


def test_pages_of_an_archive_are_chosen_from_a_list_and_become_evidence(window, sample, archive):
    (held,) = brought(window, sample, archive, 1)
    sample.open_document(held.id)
    click(sample.reader.evidence.document_bar.all)
    listed = sample.reader.page("contents")
    wait_for(lambda: listed.items.rows, 30_000)
    assert held.code in listed.heading.text()
    listed.filter.setText("p3.example")
    assert [row.title for row in listed.items.rows] == ["Page number 3"]
    listed.filter.clear()
    listed.list.setFocus()
    listed.list.setCurrentIndex(listed.items.index(1))
    QTest.keyClick(listed.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [one.number for one in listed.chosen()] == [2, 3]
    assert listed.take.text() == "Take out 2"
    press(listed.list, Qt.Key.Key_Return)
    wait_for(lambda: len(listed._taken) == 2, 30_000)
    wait_for(lambda: len([one for one in sample.workspace.documents if one.derived_from_id == held.id]) == 2)
    made = listed._taken[2]
    assert (made.title, made.url, made.captured_at) == ("Page number 1", "https://p1.example/", "2021-03-04T05:06:07Z")
    assert listed._face(listed.items.rows[1]).right == made.code
    assert made.code in listed._spoken(listed.items.rows[1])
    listed.list.setCurrentIndex(listed.items.index(1))
    assert not listed.take.isEnabled()
    press(listed.list, Qt.Key.Key_Return)
    assert sample.reader.evidence.document_id == made.id
    assert "Page number 1" in sample.reader.evidence.page.text()
    projects.undo(sample.workspace.project)
    wait_for(lambda: len(listed._taken) == 1)


def test_a_page_turns_between_article_and_whole_under_one_code(window, sample, tmp_path):
    markup = page().replace(b"<body>", b"<body><nav><p>Sport and weather</p></nav><img src='https://t.example/1.gif'>")
    (web,) = brought(window, sample, put(tmp_path, markup, "page.html"), 1)
    sample.open_document(web.id)
    column = sample.reader.evidence
    bar = column.document_bar
    assert (bar.article.isChecked(), bar.page.isChecked()) == (True, False)
    assert bar.told.text() == "This page refers to 1 picture elsewhere; it was not loaded."
    click(bar.page)
    wait_for(lambda: column.page is not None and "Sport and weather" in column.page.text(), 30_000)
    assert bar.page.isChecked()
    assert sample.workspace.document(column.document_id).code == web.code
    window.do("evidence.whole_page")
    wait_for(lambda: column.page is not None and "Sport and weather" not in column.page.text(), 30_000)


def test_a_linked_page_keeps_its_text_and_the_whole_page_stands_beside_it(window, sample, tmp_path):
    markup = page().replace(b"<body>", b"<body><nav><p>Sport and weather</p></nav>")
    (web,) = brought(window, sample, put(tmp_path, markup, "page.html"), 1)
    project = sample.workspace.project
    claim = claims.listing(project)[0]
    link = evidence.link_words(project, claim.id, web.code, "Sentence 3 of a page", Stance.CONTEXT)
    sample.open_document(web.id)
    column = sample.reader.evidence
    click(column.document_bar.page)
    wait_for(lambda: column.document_id not in ("", web.id), 30_000)
    assert "Sport and weather" in column.page.text()
    assert evidence.get(project, link.id) == link
    click(column.document_bar.article)
    assert column.document_id == web.id
    assert column.page.text()[link.start : link.end] == "Sentence 3 of a page"
    assert column.document_bar.article.isChecked()


def test_a_page_without_an_article_says_so_and_the_switch_goes_back(window, sample, tmp_path):
    (web,) = brought(window, sample, put(tmp_path, b"<html><body><p>Too short.</p></body></html>", "page.html"), 1)
    sample.open_document(web.id)
    bar = sample.reader.evidence.document_bar
    assert bar.page.isChecked()
    click(bar.article)
    wait_for(lambda: "No article is recognised" in sample.reader.notice_bar.text(), 30_000)
    assert bar.page.isChecked()


def test_what_holds_nothing_or_is_no_page_says_so(window, sample):
    window.do("evidence.contents")
    assert "only those hold documents" in sample.reader.notice_bar.text()
    window.do("evidence.whole_page")
    assert "Open a saved web page first" in sample.reader.notice_bar.text()


def test_an_archive_has_no_encoding_to_choose(window, sample, archive):
    (held,) = brought(window, sample, archive, 1)
    assert held.kind is DocumentKind.HTML
    sample.open_document(held.id)
    encoding_asked = sample.reader.notice_bar
    window.do("evidence.encoding")
    assert "Open a text or a saved web page first" in encoding_asked.text()
    assert held.mime in encoding.SAYS_ITSELF
