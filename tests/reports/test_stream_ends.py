"""A stream that happens to end with a carriage return must not cost a report its PDF/A conformance."""

import io
import zlib

import pikepdf
import pytest

from workbench.reports.stream_ends import plain_stream_ends


def small_pdf(*contents: bytes) -> bytes:
    """A PDF with one classic table of offsets, one page, and a stream for each of ``contents``."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        *(b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data) for data in contents),
    ]
    out = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, table)


def streams(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
        return [item.read_raw_bytes() for item in document.objects if isinstance(item, pikepdf.Stream)]


def test_a_file_without_doubtful_ends_comes_back_as_it_is():
    pdf = small_pdf(b"q Q", b"ends with a line feed\n")
    assert plain_stream_ends(pdf) is pdf


def test_doubtful_ends_are_made_plain_and_every_stream_keeps_its_bytes():
    contents = (b"q Q\r", b"plain", b"again\r", zlib.compress(b"x" * 99), b"\r")
    mended = plain_stream_ends(small_pdf(*contents))
    assert mended.count(b"\r\r\nendstream") == 3
    assert b"x\r\nendstream" not in mended
    assert streams(mended) == list(contents)


def test_the_offsets_lead_to_their_objects():
    mended = plain_stream_ends(small_pdf(b"one\r", b"two\r", b"three"))
    start = int(mended.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert mended[start:].startswith(b"xref\n0 7\n")
    rows = mended[start:].split(b"\n")[3:9]
    for number, row in enumerate(rows, 1):
        assert mended[int(row[:10]) :].startswith(b"%d 0 obj" % number)


def test_words_inside_a_stream_are_not_taken_for_its_end():
    content = b"(\r\nendstream\nendobj) Tj"
    assert streams(plain_stream_ends(small_pdf(content, b"x\r"))) == [content, b"x\r"]


def test_another_kind_of_pdf_is_refused():
    with pytest.raises(ValueError, match="classic table"):
        plain_stream_ends(b"%PDF-1.7\nstartxref\n9\n%%EOF")
