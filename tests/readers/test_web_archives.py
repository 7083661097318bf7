"""Web archives: the list of captured pages, one of them taken out, and what is wrong with an archive."""

import gzip
import zipfile

import pytest

from tests.readers.archives import INFO, SENTENCES, answer, capture, page, record, wacz, warc
from workbench.model.sets import DocumentKind
from workbench.readers import archive, documents, enclosed, html, kinds
from workbench.readers.problems import CannotRead

PICTURE = capture(b"\x89PNG", url="https://paper.example/x.png", n=9, mime="image/png")


def put(folder, data, name="a.warc"):
    path = folder / name
    path.write_bytes(data)
    return path


def taken(path, *numbers):
    return list(enclosed.take(path, numbers or [one.number for one in enclosed.contents(path).items]))


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_an_archive_are_listed_with_address_and_date(tmp_path, packed):
    records = [INFO, capture(), PICTURE, capture(page("Second"), url="https://paper.example/b?x=1", n=2)]
    reading = documents.read(put(tmp_path, warc(*records, packed=packed)))
    assert reading.kind is DocumentKind.HTML
    assert reading.mime == kinds.WARC_MIME
    assert reading.text == (
        "Captured pages\n\n"
        "1. Minister denies it\nhttps://paper.example/a, captured 2021-03-04 05:06:07 UTC\n"
        "2. Second\nhttps://paper.example/b?x=1, captured 2021-03-04 05:06:07 UTC\n\n"
        "Other records of the archive, such as pictures and styles: 1."
    )
    assert reading.warnings == (archive.ONLY_LISTED,)


@pytest.mark.parametrize("packed", ["", "gzip", "br"])
def test_a_page_is_taken_out_as_a_browser_would_have_had_it(tmp_path, packed):
    path = put(tmp_path, warc(INFO, capture(packed=packed), capture(page("Second"), n=2)))
    (one,) = taken(path, 1)
    assert one.data == page()
    assert (one.charset, one.note, one.problem) == (
        "utf-8",
        "record <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "",
    )


def test_a_page_sent_in_chunks_is_put_together(tmp_path):
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (page()[:50], page()[50:], b""))
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    (one,) = taken(put(tmp_path, warc(record(body=body))))
    assert one.data == page()


def test_a_file_captured_without_a_server_is_a_page_too(tmp_path):
    path = put(tmp_path, warc(record("resource", body=page(), Content_Type="text/html")))
    assert enclosed.contents(path).items[0].title == "Minister denies it"
    assert taken(path)[0].data == page()


def test_moved_pages_and_parts_of_pages_are_no_pages_but_missing_ones_are(tmp_path):
    moved = capture(b"<p>moved</p>", status="301 Moved")
    gone = capture(page("Not found"), url="https://paper.example/gone", n=2, status="404 Not Found")
    items = enclosed.contents(put(tmp_path, warc(moved, PICTURE, gone))).items
    assert [(one.title, one.note) for one in items] == [("Not found", "404")]
    assert "answered with 404" in documents.read(tmp_path / "a.warc").text


def test_an_archive_packed_as_a_whole_is_read(tmp_path):
    path = put(tmp_path, gzip.compress(warc(INFO, capture(), capture(n=2))), "a.warc.gz")
    assert len(enclosed.contents(path).items) == 2


def test_a_collection_has_its_own_pages_first_under_their_titles(tmp_path):
    one = warc(capture(page("An advert"), url="https://ads.example/"), packed=True)
    two = warc(capture(page("x"), url="https://paper.example/a"))
    data = wacz({"b.warc": two, "a.warc.gz": one}, pages=[("https://paper.example/a", "The page")])
    path = put(tmp_path, data, "a.wacz")
    reading = documents.read(path)
    assert (reading.mime, reading.metadata) == (kinds.WACZ_MIME, {"title": "A collection"})
    assert [item.title for item in enclosed.contents(path).items] == ["The page", "An advert"]
    assert taken(path, 1)[0].data == page("x")


def test_names_that_climb_out_of_a_collection_are_never_followed(tmp_path):
    path = put(
        tmp_path, wacz({"../../../evil.warc": warc(capture(url="https://paper.example/../../etc/passwd"))}), "a.wacz"
    )
    item = enclosed.contents(path).items[0]
    assert "/" not in item.name
    assert not item.name.startswith(".")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.wacz"]


def test_a_locked_collection_is_refused_in_a_sentence(tmp_path):
    data = bytearray(wacz({"a.warc": warc(capture())}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(mark) + (6 if mark[2] == 3 else 8)
        data[at] |= 1
    with pytest.raises(CannotRead, match="protected by a password"):
        documents.read(put(tmp_path, bytes(data), "a.wacz"))


def test_a_large_collection_of_the_newer_kind_of_zip_is_read(tmp_path):
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as box, box.open("archive/a.warc", "w", force_zip64=True) as file:
        file.write(warc(capture()))
    assert len(enclosed.contents(path).items) == 1


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [1, 40, 300])
def test_an_archive_cut_short_gives_its_whole_pages_and_says_so(tmp_path, packed, cut):
    data = warc(INFO, capture(), capture(page("Second"), n=2), packed=packed)
    path = put(tmp_path, data[:-cut])
    held = enclosed.contents(path)
    assert held.items[0].title == "Minister denies it"
    assert taken(path, 1)[0].data == page()
    if cut > 4 or packed:  # what is missing otherwise is an empty line
        assert archive.CUT_SHORT in held.warnings


def test_a_page_that_was_altered_in_the_archive_says_so(tmp_path):
    data = warc(INFO, capture()).replace(b"39 people", b"93 people")
    (one,) = taken(put(tmp_path, data))
    assert archive.ALTERED in one.note
    assert b"93 people" in one.data


def test_a_page_that_unpacks_without_end_stays_in_the_archive(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 3 * 2**20)
    bomb = capture(b"<title>Bomb</title>" + bytes(50 * 2**20), packed="gzip")
    path = put(tmp_path, warc(bomb, capture(n=2)))
    assert len(path.read_bytes()) < 2**20
    first, second = taken(path)
    assert (first.data, first.problem) == (b"", archive.TOO_LARGE)
    assert second.data == page()


def test_a_page_packed_in_an_unknown_way_stays_in_the_archive(tmp_path):
    body = answer(page()).replace(b"Content-Length", b"Content-Encoding: zstd\r\nContent-Length")
    assert taken(put(tmp_path, warc(record(body=body))))[0].problem == archive.NOT_UNPACKED


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\n\r\n\r\n",
        b"WARC/1.0\r\n" + b"x" * 100_000,
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\nx",
        b"WARC/9.9\r\nWARC-Type: response\r\n\r\n",
    ],
)
def test_what_only_begins_like_an_archive_is_refused_in_a_sentence(tmp_path, data):
    with pytest.raises(CannotRead, match="damaged and cannot be read"):
        documents.read(put(tmp_path, data))


def test_an_archive_without_pages_says_so(tmp_path):
    assert documents.read(put(tmp_path, warc(INFO, PICTURE))).text.startswith(archive.NO_PAGES)


def test_the_letters_of_a_page_are_those_its_server_named(tmp_path):
    words = "Größe: für 39 Menschen, sagte er. " * 5
    body = f"<html><head><title>Größe</title></head><body><p>{words}</p></body></html>".encode("cp1252")
    path = put(tmp_path, warc(capture(body, mime="text/html; charset=windows-1252")))
    (one,) = taken(path)
    assert one.charset == "windows-1252"
    target = put(tmp_path, one.data, "page.html")
    reading = documents.read(target, charset=one.charset)
    assert reading.extractor == html.EXTRACTOR
    assert "Größe: für 39 Menschen" in reading.text
    assert reading.metadata["charset"] == "windows-1252"


def test_sentences_of_the_page_are_what_is_read_of_it(tmp_path):
    path = put(tmp_path, page(), "page.html")
    assert documents.read(path).text.count("39 people") == SENTENCES.count("39 people")
