"""OpenDocument, RTF and books: words in order, notes apart, and a sentence for what cannot be read."""

import zipfile

import pytest

from workbench.model.sets import BlockKind, DocumentKind
from workbench.readers import book, documents, kinds, odt, places, rtf
from workbench.readers.problems import CannotRead

NAMES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    }.items()
)
BY = "<dc:creator>Ada Bell</dc:creator><dc:date>2026-03-04T10:00:00</dc:date>"
BODY = f"""
<text:tracked-changes><text:changed-region><text:deletion><office:change-info>{BY}</office:change-info>
<text:p>never</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h>Minister denies it</text:h>
<text:p>It was<text:s text:c="2"/>a <text:span>misunderstanding</text:span>.<text:note><text:note-body>
<text:p>Told by phone.</text:p></text:note-body></text:note> He left<office:annotation>{BY}<text:p>Ask him.</text:p>
</office:annotation>.</text:p>
<text:list><text:list-item><text:p>One</text:p></text:list-item><text:list-item><text:p>Two</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>Cases
</text:p></table:table-cell></table:table-row></table:table>
"""


def packed(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return path


def an_odt(path, body=BODY, **more):
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {NAMES}>{inner}</office:document-content>"
    return packed(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **more})


def told(reading):
    return [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


def test_an_opendocument_text_is_read_with_what_stands_in_its_margin(tmp_path):
    inner = f"<office:meta><dc:title>Draft</dc:title>{BY}</office:meta>"
    meta = f"<office:document-meta {NAMES}>{inner}</office:document-meta>"
    path = an_odt(tmp_path / "a.odt", **{"meta.xml": meta})
    assert kinds.sniff(path).kind is DocumentKind.ODT
    reading = documents.read(path)
    assert told(reading) == [
        (BlockKind.TITLE, "Minister denies it"),
        (BlockKind.BODY, "It was  a misunderstanding.[1] He left."),
        (BlockKind.LIST_ITEM, "One"),
        (BlockKind.LIST_ITEM, "Two"),
        (BlockKind.TABLE_ROW, "Year\tCases"),
        (BlockKind.HEADING, "Footnotes"),
        (BlockKind.NOTE, "[1] Told by phone."),
        (BlockKind.HEADING, "Comments"),
        (BlockKind.NOTE, "Comment by Ada Bell (2026-03-04): Ask him."),
        (BlockKind.HEADING, "Tracked changes"),
        (BlockKind.NOTE, "Tracked change by Ada Bell (2026-03-04): deleted “never”"),
    ]
    assert reading.metadata == {"title": "Draft", "author": "Ada Bell", "modified": "2026-03-04", "date": "2026-03-04"}


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"META-INF/manifest.xml": "<m><encryption-data/></m>"}, "protected by a password"),
        ({"content.xml": "<broken"}, "damaged"),
        ({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "holds no text"),
    ],
)
def test_an_opendocument_text_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, members, sentence):
    with pytest.raises(CannotRead, match=sentence):
        odt.read(an_odt(tmp_path / "a.odt", **members))


def test_a_packed_document_larger_than_can_be_read_is_refused_unopened(tmp_path):
    path = tmp_path / "bomb.odt"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("content.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(600):
            member.write(bytes(1 << 20))
    with pytest.raises(CannotRead, match="unpacks to more than can be read safely"):
        odt.read(path)


def test_rtf_is_read_in_its_own_letters_with_tables_and_metadata(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1251{\info{\title Draft}{\author Ada}{\creatim\yr2026\mo3\dy4}}"
        rb"\pard He said \'ef\'f0\'e8\'e2\'e5\'f2 to \u8364? all.\par\par"
        rb"\trowd A\cell B\cell\row\trowd 1\cell 2\cell\row\pard\par}"
    )
    assert kinds.sniff(path).kind is DocumentKind.RTF
    reading = documents.read(path)
    assert "He said привет to € all." in reading.text
    assert [words for kind, words in told(reading) if kind is BlockKind.TABLE_ROW] == ["A\tB", "1\t2"]
    assert reading.metadata == {"title": "Draft", "author": "Ada", "created": "2026-03-04"}


def test_an_empty_rtf_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 }")
    with pytest.raises(CannotRead, match="holds no text"):
        rtf.read(path)


CONTAINER = '<container><rootfiles><rootfile full-path="in/book.opf"/></rootfiles></container>'
OPF = """
<package xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Cables</dc:title><dc:creator>A. Bell</dc:creator><dc:date>2010-11-28T00:00:00Z</dc:date></metadata>
<manifest><item id="b" href="two%20b.xhtml"/><item id="a" href="one.xhtml"/>
<item id="c" href="../../etc/passwd"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>
"""


def an_epub(path, **more):
    chapters = {
        "in/one.xhtml": "<html><body><h1>The first</h1><p>It began.</p></body></html>",
        "in/two b.xhtml": "<html><body><h1>War – and peace</h1><p>It ended.</p></body></html>",
    }
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "in/book.opf": OPF}
    return packed(path, {**members, **chapters, **more})


def test_a_book_is_read_in_its_order_and_cited_by_its_chapters(tmp_path):
    path = an_epub(tmp_path / "a.epub")
    assert kinds.sniff(path).kind is DocumentKind.BOOK
    reading = documents.read(path)
    assert reading.text == "The first\n\nIt began.\n\nWar – and peace\n\nIt ended."
    assert reading.metadata == {"title": "Cables", "author": "A. Bell", "date": "2010-11-28"}
    ended = reading.text.index("It ended")
    assert places.cited(reading.places, ended, ended + 8) == "War – and peace"
    assert places.cited(reading.places, 0, len(reading.text)) == "The first–War – and peace"


def test_a_locked_book_is_refused_and_one_with_scrambled_fonts_is_read(tmp_path):
    lock = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    fonts = lock.format("http://www.idpf.org/2008/embedding")
    assert book.read(an_epub(tmp_path / "fonts.epub", **{"META-INF/encryption.xml": fonts})).text
    locked = lock.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(CannotRead, match="locked by its seller"):
        book.read(an_epub(tmp_path / "locked.epub", **{"META-INF/encryption.xml": locked}))
    with pytest.raises(CannotRead, match="damaged"):
        book.read(packed(tmp_path / "b.epub", {"META-INF/container.xml": "<container/>"}))
