"""Plain text, Markdown and pasted articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.sets import BlockKind
from workbench.readers import markdown, text
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead

ARTICLE = (
    "A headline without a full stop\n\nWhat it is about, said in one line\n\n"
    "The first paragraph. It is long.\n\nThe second.\n"
)


def kinds(blocks, stored):
    return [(block.kind, stored[block.start : block.end]) for block in blocks]


def test_the_seed_article_is_stored_exactly_as_its_file(seed_article):
    reading = text.read(seed_article)
    assert reading.text == seed_article.read_bytes().decode("utf-8")
    assert len(reading.text) == 3701
    assert [block.kind for block in reading.blocks[:3]] == [BlockKind.TITLE, BlockKind.DEK, BlockKind.BODY]
    assert len(reading.blocks) == 21
    assert reading.metadata["title"] == "Ex-Pakistani Leader Calls For Diplomatic Relations With Israel"
    assert reading.metadata["dek"].startswith("Speaking in Dubai")


def test_a_pasted_article_has_title_dek_and_paragraphs():
    assert kinds(text.blocks_of(ARTICLE), ARTICLE) == [
        (BlockKind.TITLE, "A headline without a full stop"),
        (BlockKind.DEK, "What it is about, said in one line"),
        (BlockKind.BODY, "The first paragraph. It is long."),
        (BlockKind.BODY, "The second."),
    ]


def test_a_headline_a_dek_and_a_byline_without_empty_lines_between_are_told_apart():
    pasted = (
        "A headline without a full stop\nWhat it is about, said in one line\nBy Jane Doe, 3 March 2021\n\nIt begins.\n"
    )
    assert kinds(text.blocks_of(pasted), pasted) == [
        (BlockKind.TITLE, "A headline without a full stop"),
        (BlockKind.DEK, "What it is about, said in one line"),
        (BlockKind.BODY, "By Jane Doe, 3 March 2021"),
        (BlockKind.BODY, "It begins."),
    ]


@pytest.mark.parametrize(
    "first",
    [
        "A sentence wrapped by hand\nIstanbul among its words.",
        "A headline that was wrapped\nby hand",
        "Dear Sir\nit rained",
    ],
)
def test_a_first_paragraph_wrapped_by_hand_stays_one(first):
    blocks = text.blocks_of(f"{first}\n\nMore of it.\n")
    assert (blocks[0].start, blocks[0].end) == (0, len(first))


@pytest.mark.parametrize(
    "second",
    [
        "It ends as a sentence does.",
        "[CAIRO] The minister spoke",
        "PARIS (AFP) - The minister",
        "By Jane Doe",
        "दावा सही है।",
    ],
)
def test_what_reads_as_body_is_not_taken_for_a_dek(second):
    blocks = text.blocks_of(f"A headline\n\n{second}\n\nMore of it.\n")
    assert blocks[0].kind is BlockKind.TITLE
    assert blocks[1].kind is BlockKind.BODY


def test_a_text_that_begins_with_a_sentence_has_no_title():
    assert text.blocks_of("It begins at once.\n\nAnd goes on.\n")[0].kind is BlockKind.BODY


def test_a_single_paragraph_is_body():
    assert [block.kind for block in text.blocks_of("Only this")] == [BlockKind.BODY]


def test_wrapped_lines_are_one_paragraph_and_unwrapped_lines_one_each():
    wrapped = "Title\n\nlines that were\nwrapped by hand\nare one.\n"
    assert len(text.blocks_of(wrapped)) == 2
    unwrapped = "\n".join(["word " * 60 + "end.", "word " * 50 + "end."])
    assert len(text.blocks_of(unwrapped)) == 2


def test_list_items_are_told_from_paragraphs():
    stored = "Title\n\nIntro text.\n\n- one\n- two\n\n1. three\n"
    found = kinds(text.blocks_of(stored), stored)
    assert [each for each in found if each[0] is BlockKind.LIST_ITEM] == [
        (BlockKind.LIST_ITEM, "- one"),
        (BlockKind.LIST_ITEM, "- two"),
        (BlockKind.LIST_ITEM, "1. three"),
    ]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200).map(normalise))
def test_blocks_lie_in_order_within_the_text_and_miss_nothing(stored):
    position, kept = 0, []
    for block in text.blocks_of(stored):
        assert position <= block.start < block.end <= len(stored)
        assert not stored[block.start].isspace()
        assert not stored[block.end - 1].isspace()
        kept.append(stored[block.start : block.end])
        position = block.end
    assert "".join("".join(kept).split()) == "".join(stored.split())


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing(given_text):
    once = normalise(given_text)
    assert normalise(once) == once
    assert "\r" not in once
    assert "\0" not in once
    assert not once.startswith("\ufeff")
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [("a\r\nb\rc\n", "a\nb\nc\n"), ("\ufeffa", "a"), ("e\u0301", "é"), ("a\0b", "ab"), ("x\ufeffy", "x\ufeffy")],
)
def test_stored_text_has_one_form(given_text, stored):
    assert normalise(given_text) == stored


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_is_read_whatever_its_form(tmp_path, encoding):
    path = tmp_path / "a.txt"
    data = ARTICLE.replace("long", "łóng ☃").encode(encoding)
    path.write_bytes(b"\xff\xfe" + data if encoding == "utf-16-le" else data)
    assert text.read(path).text == ARTICLE.replace("long", "łóng ☃")


def test_an_older_encoding_is_guessed_and_said(tmp_path):
    path = tmp_path / "a.txt"
    told = "Съдът постанови, че твърдението на министъра не е вярно и че документите показват друго. " * 4
    path.write_bytes(told.encode("windows-1251"))
    reading = text.read(path)
    assert reading.text == told
    assert "guessed" in reading.warnings[0]


def test_the_encoding_asked_for_is_used(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Grüße aus Köln".encode("cp1252"))
    assert text.read(path, encoding="cp1252").text == "Grüße aus Köln"
    assert text.read(path, encoding="cp1252").warnings == ()
    assert text.read(path, encoding="cp437").text != "Grüße aus Köln"


@pytest.mark.parametrize("encoding", ["klingon", "utf-8", "ascii"])
def test_an_encoding_that_does_not_fit_is_refused_in_a_sentence(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("Grüße".encode("cp1252"))
    with pytest.raises(CannotRead, match="encoding"):
        text.read(path, encoding=encoding)


@pytest.mark.parametrize("content", [b"", b" \n\n ", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match="is empty"):
        text.read(path)


@pytest.mark.parametrize("content", [bytes(range(256)) * 20, b"MZ\0\0\0\x01\x02" * 100, b"\1\2\3\4\5\6" * 50])
def test_a_binary_file_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match="binary"):
        text.read(path)


def test_markdown_keeps_its_marks_and_blocks_leave_them_out():
    stored = (
        "---\ntitle: From the head\nauthor: J. Doe\n---\n# The title\n\nBody with *marks*\nover lines.\n\n## A part\n\n"
        "- one\n- two\n\n> quoted\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nSet below\n---------\n\n```\ncode\n```\n"
    )
    assert kinds(markdown.blocks_of(stored), stored) == [
        (BlockKind.TITLE, "The title"),
        (BlockKind.BODY, "Body with *marks*\nover lines."),
        (BlockKind.HEADING, "A part"),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two"),
        (BlockKind.BODY, "quoted"),
        (BlockKind.TABLE_ROW, "| a | b |"),
        (BlockKind.TABLE_ROW, "| 1 | 2 |"),
        (BlockKind.HEADING, "Set below"),
        (BlockKind.BODY, "code"),
    ]
    assert markdown.metadata_of(stored) == {"title": "From the head", "author": "J. Doe"}


def test_a_markdown_file_is_stored_as_written(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Title\n\nSome *text*.\n", encoding="utf-8")
    reading = text.read(path, as_markdown=True)
    assert reading.text == "# Title\n\nSome *text*.\n"
    assert reading.metadata["title"] == "Title"


@given(st.text(alphabet="#-*>|`=~ \nab1.", max_size=120))
def test_markdown_blocks_lie_in_order_within_the_text(stored):
    position = 0
    for block in markdown.blocks_of(stored):
        assert position <= block.start < block.end <= len(stored)
        position = block.end


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("koi8-r", "Привет мир, это проверка текста на русском языке."),
        ("cp1252", "It’s time, he said. Prices rose to €5."),
        ("euc_jp", "これは日本語のテストです。東京で話した。"),
        ("gb18030", "总统说这不是真的。他在北京发表讲话。"),
    ],
)
def test_short_texts_in_older_encodings_are_not_taken_for_what_nobody_uses(tmp_path, encoding, words):
    path = tmp_path / "old.txt"
    path.write_bytes(words.encode(encoding))
    assert text.read(path).text == words
