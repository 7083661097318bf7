"""Word documents, with what colleagues noted in them."""

import contextlib
import zipfile

import pytest

from workbench.model.sets import BlockKind
from workbench.readers import documents, docx
from workbench.readers.problems import CannotRead


def p(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


ARTICLE = (
    p("Minister denies it") + p("What he said, and why") + p("It was a misunderstanding. He left.") + p("More of it.")
)


def told(reading):
    return [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


def test_an_article_in_word_has_title_dek_and_paragraphs(make_docx):
    assert told(docx.read(make_docx(ARTICLE))) == [
        (BlockKind.TITLE, "Minister denies it"),
        (BlockKind.DEK, "What he said, and why"),
        (BlockKind.BODY, "It was a misunderstanding. He left."),
        (BlockKind.BODY, "More of it."),
    ]


def test_tables_are_read_row_by_row(make_docx):
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    reading = docx.read(make_docx(ARTICLE + f"<w:tbl>{row('Year', 'Cases')}{row('2023', '1,204')}</w:tbl>"))
    assert [text for kind, text in told(reading) if kind is BlockKind.TABLE_ROW] == ["Year\tCases", "2023\t1,204"]


def test_comments_are_kept_as_notes_with_the_passage_they_stand_at(make_docx):
    body = (
        p("A headline") + '<w:p><w:r><w:t xml:space="preserve">It was </w:t></w:r><w:commentRangeStart w:id="0"/>'
        '<w:r><w:t>12 percent</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
    )
    comments = f'<w:comment w:id="0" w:author="A. B." w:date="2024-05-09T10:00:00Z">{p("Source?")}</w:comment>'
    reading = docx.read(make_docx(body, comments=comments))
    assert told(reading)[-2:] == [
        (BlockKind.HEADING, "Comments"),
        (BlockKind.NOTE, "Comment by A. B. (2024-05-09) on “12 percent”: Source?"),
    ]
    assert "It was 12 percent." in reading.text


def test_tracked_changes_are_kept_as_notes_and_the_text_is_as_changed(make_docx):
    body = (
        p("A headline") + '<w:p><w:r><w:t xml:space="preserve">It was </w:t></w:r>'
        '<w:del w:id="1" w:author="C. D." w:date="2024-05-10T00:00:00Z"><w:r><w:delText>12</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="C. D." w:date="2024-05-10T00:00:00Z"><w:r><w:t>21</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> percent.</w:t></w:r></w:p>'
    )
    reading = docx.read(make_docx(body))
    assert "It was 21 percent." in reading.text
    assert [text for kind, text in told(reading) if kind is BlockKind.NOTE] == [
        "Tracked change by C. D. (2024-05-10): deleted “12”",
        "Tracked change by C. D. (2024-05-10): inserted “21”",
    ]


def test_footnotes_are_kept_as_numbered_notes(make_docx):
    body = p("A headline") + '<w:p><w:r><w:t>A claim</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    reading = docx.read(make_docx(body, footnotes=f'<w:footnote w:id="2">{p("Ministry, 2023.")}</w:footnote>'))
    assert "A claim[1]" in reading.text
    assert told(reading)[-2:] == [(BlockKind.HEADING, "Footnotes"), (BlockKind.NOTE, "[1] Ministry, 2023.")]


def test_an_entity_that_unfolds_without_end_is_refused_in_a_sentence(make_docx):
    path = make_docx(ARTICLE)
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "lol">{levels}]><w:document xmlns:w="w"><w:body>&a9;</w:body></w:document>'
    _replace(path, "word/document.xml", bomb)
    with pytest.raises(CannotRead):
        docx.read(path)


@pytest.mark.parametrize("part", ["document", "comments"])
def test_a_file_named_inside_a_document_is_not_read(make_docx, tmp_path, part):
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    comment = f'<w:comment w:id="0" w:author="A. B.">{p("Noted, with more to come.")}</w:comment>'
    path = make_docx(ARTICLE.replace("More of it.", "More to come."), comments=comment)
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    with zipfile.ZipFile(path) as archive:
        content = archive.read(f"word/{part}.xml").decode()
    _replace(path, f"word/{part}.xml", entity + content.replace("to come.", "to come: &s;"))
    with contextlib.suppress(CannotRead):
        assert "SECRET" not in docx.read(path).text


def test_a_damaged_file_is_refused_in_a_sentence(make_docx):
    path = make_docx(ARTICLE)
    data = bytearray(path.read_bytes())
    data[60:200] = bytes(140)
    path.write_bytes(data)
    with pytest.raises(CannotRead, match="damaged"):
        docx.read(path)


@pytest.mark.parametrize("xml", ["<w:document", "", "<other/>"])
def test_a_document_part_that_is_no_document_is_refused_in_a_sentence(make_docx, xml):
    path = make_docx(ARTICLE)
    _replace(path, "word/document.xml", xml)
    with pytest.raises(CannotRead):
        docx.read(path)


def test_a_document_without_text_is_refused_in_a_sentence(make_docx):
    with pytest.raises(CannotRead, match="holds no text"):
        docx.read(make_docx("<w:p/>"))


@pytest.mark.parametrize(
    ("stream", "sentence"),
    [
        ("EncryptedPackage", "protected by a password"),
        ("WordDocument", r"old \.doc format"),
        ("Workbook", "This spreadsheet is damaged"),
    ],
)
def test_old_and_locked_office_files_get_their_sentence(tmp_path, stream, sentence):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(500))
    with pytest.raises(CannotRead, match=sentence):
        documents.read(path)


def test_a_zip_bomb_is_refused_in_a_sentence(make_docx):
    path = make_docx(ARTICLE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/x.bin", "w") as member:
        for _ in range(520):
            member.write(bytes(1024 * 1024))
    with pytest.raises(CannotRead, match="unpacks to more"):
        docx.read(path)


def _replace(path, name, content):
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members[name] = content.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in members.items():
            archive.writestr(each, data)
