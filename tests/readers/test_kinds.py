"""What a file is, by its bytes; what it is called counts only where bytes cannot tell."""

import gzip

import pytest

from workbench.model.sets import DocumentKind
from workbench.readers import documents, kinds
from workbench.readers.problems import CannotRead


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.txt", DocumentKind.PDF),
        (b"\r\n junk %PDF-1.4", "a", DocumentKind.PDF),
        (b"<!DOCTYPE html><p>", "a.htm", DocumentKind.HTML),
        (b"\xef\xbb\xbf  <HTML><body>", "page", DocumentKind.HTML),
        ("\ufeff<!doctype html><p>".encode("utf-16-le"), "page", DocumentKind.HTML),
        (b'<?xml version="1.0"?><!-- x --><!DOCTYPE html>', "a.xhtml", DocumentKind.HTML),
        (b"<div>only a part</div>", "a.html", DocumentKind.HTML),
        (b"<note>some XML</note>", "a.xml", DocumentKind.TEXT),
        (b"plain words", "a.txt", DocumentKind.TEXT),
        (b"plain words", "noname", DocumentKind.TEXT),
        (b"# Heading", "a.md", DocumentKind.MARKDOWN),
        (b"<h1>markdown may hold this</h1>", "a.md", DocumentKind.MARKDOWN),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", DocumentKind.IMAGE),
        (b"\xff\xd8\xff\xe0", "a.jpg", DocumentKind.IMAGE),
        (b"\0\0\0\x18ftypheic", "a.heic", DocumentKind.IMAGE),
        (b"\0\0\0\x18ftypisom", "a.mp4", DocumentKind.VIDEO),
        (b"{\\rtf1", "a.rtf", DocumentKind.RTF),
        (b"\0\1\2\3" * 10, "a.txt", DocumentKind.OTHER),
    ],
)
def test_a_file_is_what_its_bytes_say(head, name, kind):
    assert kinds.sniff_bytes(head, name).kind is kind


def test_a_wrong_extension_is_read_by_what_it_is_and_said(tmp_path, make_pdf):
    path = make_pdf("These are words.", name="article.txt")
    reading = documents.read(path)
    assert reading.kind is DocumentKind.PDF
    assert "words" in reading.text
    assert reading.warnings[0] == "The name of this file ends in .txt, but it is a PDF; it was read as that."


def test_a_text_called_pdf_is_read_as_text(tmp_path):
    path = tmp_path / "article.pdf"
    path.write_text("Just words.\n", encoding="utf-8")
    reading = documents.read(path)
    assert reading.kind is DocumentKind.TEXT
    assert ".pdf" in reading.warnings[0]
    assert "plain text" in reading.warnings[0]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a", "a.log"])
def test_a_fitting_or_unknown_name_is_not_remarked_on(tmp_path, name):
    path = tmp_path / name
    path.write_text("Just words.\n", encoding="utf-8")
    assert documents.read(path).warnings == ()


@pytest.mark.parametrize("head", [b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08\0", b"PK\x03\x04" + bytes(40)])
def test_kinds_that_cannot_be_read_say_what_they_are_and_what_to_do(tmp_path, head):
    path = tmp_path / "a.bin"
    path.write_bytes(head)
    with pytest.raises(CannotRead, match=r"This is an? .* Save it as"):
        documents.read(path)


MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://p.example/\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
)
RELATED = b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'


@pytest.mark.parametrize(
    ("head", "name", "mime"),
    [
        (MHTML + RELATED, "a", kinds.MHTML_MIME),
        (MHTML + RELATED, "a.eml", kinds.MHTML_MIME),
        (b"MIME-Version: 1.0\r\n" + RELATED, "a.mht", kinds.MHTML_MIME),
        (b"Received: by x\r\nFrom: a@b.c\r\nMIME-Version: 1.0\r\n" + RELATED, "a.mht", kinds.MAIL_MIME),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "a", kinds.WARC_MIME),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "a.warc.gz", kinds.WARC_MIME),
        (gzip.compress(b"Just words", mtime=0), "a.warc.gz", "application/x-compressed"),
        (b"\x1f\x8b\x08\xff", "a.warc.gz", "application/x-compressed"),
    ],
)
def test_saved_pages_and_web_archives_are_known_by_their_first_bytes(head, name, mime):
    assert kinds.sniff_bytes(head, name).mime == mime
