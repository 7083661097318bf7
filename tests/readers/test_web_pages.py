"""Saved web pages: the article, the whole page, and what the page says of itself."""

import pytest

from workbench.model.sets import BlockKind, TextLayer
from workbench.readers import html, page_letters
from workbench.readers.markup import pieces_of
from workbench.readers.problems import CannotRead

BODY = "".join(
    f"<p>Paragraph number {n} says something of its own, in a sentence long enough to be taken for an article.</p>"
    for n in range(1, 7)
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Minister denies it | The Paper</title>
<meta name="author" content="Jane Doe"><meta property="og:site_name" content="The Paper">
<meta property="og:title" content="Minister denies it | The Paper">
<meta name="description" content="He said it was all a misunderstanding, twice, before leaving.">
<meta property="article:published_time" content="2024-05-09T10:00:00Z">
<link rel="canonical" href="https://paper.example/minister"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Minister denies it</h1><p>He said it was all a misunderstanding, twice, before leaving.</p>{BODY}
<h2>What happens next</h2><p>The committee meets on Monday to hear the minister once more, it said in a note.</p>
<ul><li>first the minister</li><li>then the witnesses</li></ul>
<table><tr><th>Year</th><th>Cases</th></tr><tr><td>2023</td><td>1,204</td></tr></table>
</article><footer>Cookies and terms</footer><script>var hidden = "do not read";</script></body></html>"""


def of(reading, kind):
    return [reading.text[block.start : block.end] for block in reading.blocks if block.kind is kind]


def test_the_article_is_read_without_the_menus():
    reading = html.read_markup(PAGE)
    assert of(reading, BlockKind.TITLE) == ["Minister denies it"]
    assert reading.blocks[0].kind is BlockKind.TITLE
    assert of(reading, BlockKind.DEK) == ["He said it was all a misunderstanding, twice, before leaving."]
    assert len([text for text in of(reading, BlockKind.BODY) if text.startswith("Paragraph number")]) == 6
    assert of(reading, BlockKind.HEADING) == ["What happens next"]
    assert of(reading, BlockKind.LIST_ITEM) == ["first the minister", "then the witnesses"]
    assert of(reading, BlockKind.TABLE_ROW) == ["Year\tCases", "2023\t1,204"]
    assert "Sport" not in reading.text
    assert "Cookies" not in reading.text
    assert reading.text.count("Minister denies it") == 1
    assert reading.text_layer is TextLayer.GOOD


def test_what_the_page_says_of_itself_is_kept():
    assert html.read_markup(PAGE).metadata == {
        "title": "Minister denies it",
        "author": "Jane Doe",
        "date": "2024-05-09",
        "publisher": "The Paper",
        "url": "https://paper.example/minister",
        "dek": "He said it was all a misunderstanding, twice, before leaving.",
        "language": "en-GB",
    }


def test_a_year_in_the_text_never_becomes_the_date_of_the_page():
    page = "<html><head><title>Audit report</title></head><body><article><h1>Audit report</h1>"
    page += "<p>The plan of 2015 named 20 million euros, and the office examined all invoices of 12 May 2016.</p>"
    page += BODY + "</article></body></html>"
    assert "date" not in html.read_markup(page).metadata
    assert "date" not in html.read_markup(page, whole_page=True).metadata


def test_the_date_of_a_page_is_when_it_appeared_not_when_it_was_changed():
    changed = '<meta property="article:modified_time" content="2024-06-01T10:00:00Z"><link rel="canonical"'
    assert html.read_markup(PAGE.replace('<link rel="canonical"', changed)).metadata["date"] == "2024-05-09"


def test_the_whole_page_keeps_everything_visible_and_nothing_else():
    reading = html.read_markup(PAGE, whole_page=True)
    for visible in ("Home", "Sport", "Cookies and terms", "Paragraph number 6", "2023\t1,204"):
        assert visible in reading.text
    for hidden in ("do not read", "og:title"):
        assert hidden not in reading.text
    assert reading.blocks[0].kind is BlockKind.TITLE
    assert reading.warnings == ()


def test_a_page_without_an_article_is_kept_whole_and_says_so():
    reading = html.read_markup("<html><body><div><b>Tel.</b> 01234</div></body></html>")
    assert reading.text == "Tel. 01234"
    assert "all its text was kept" in reading.warnings[0]


@pytest.mark.parametrize("markup", ["", "<html></html>", "<html><body><script>x()</script></body></html>", "<!-- -->"])
def test_a_page_without_text_is_refused_in_a_sentence(markup):
    with pytest.raises(CannotRead, match="holds no text"):
        html.read_markup(markup)


def test_where_and_when_a_page_was_saved_is_kept():
    comment = (
        "<!--\n Page saved with SingleFile \n url: https://a.example/b?c=1 \n"
        " saved date: Thu May 09 2024 10:11:12 GMT+0200 (Central European Summer Time)\n-->"
    )
    metadata = html.read_markup(PAGE.replace("<html", comment + "<html", 1)).metadata
    assert metadata["url"] == "https://a.example/b?c=1"
    assert metadata["saved"] == "2024-05-09"
    old = "<!-- saved from url=(0022)https://b.example/x/y -->" + PAGE.replace("canonical", "x")
    assert html.read_markup(old).metadata["url"] == "https://b.example/x/y"


def test_hidden_text_is_not_part_of_the_whole_page():
    pieces = pieces_of(
        '<p>Seen <span style="display: none">unseen</span><span hidden>gone</span><b>too</b></p>'
        '<div style="visibility:hidden"><p>not this</p></div><template>nor this</template>'
    )
    assert [piece.text for piece in pieces] == ["Seen too"]


def test_blocks_of_markup_become_pieces_and_inline_marks_do_not():
    pieces = pieces_of("<div>One <em>two</em><p>Three<br>four</p>five<pre>a\n  b</pre></div>six")
    assert [piece.text for piece in pieces] == ["One two", "Three\nfour", "five", "a\nb", "six"]


def test_a_table_used_for_layout_is_not_read_as_rows():
    pieces = pieces_of("<table><tr><td><h1>Head</h1><p>Text</p></td><td><ul><li>x</li></ul></td></tr></table>")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        (BlockKind.HEADING, "Head"),
        (BlockKind.BODY, "Text"),
        (BlockKind.LIST_ITEM, "x"),
    ]


def test_markup_nested_ten_thousand_deep_is_read():
    deep = "<div>" * 10_000 + "bottom" + "</div>" * 10_000
    assert [piece.text for piece in pieces_of(deep)] == ["bottom"]


@pytest.mark.parametrize(
    ("declared", "written"),
    [("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("utf-8", "cp1252"), ("shift_jis", "utf-8")],
)
def test_the_encoding_declared_is_believed_only_where_it_fits(declared, written):
    said = "<p>Grüße aus Köln und Düsseldorf, liebe Leute</p>"
    page = f'<html><head><meta charset="{declared}"></head><body>{said}</body></html>'
    assert "Grüße aus Köln" in page_letters.decode(page.encode(written))


def test_a_page_that_names_remote_things_is_read_without_them(no_socket_is_opened):
    remote = '<img src="http://t.example/p.gif"><link rel=stylesheet href="http://t.example/a.css">'
    remote += '<iframe src="http://t.example"></iframe>'
    html.read_markup(PAGE.replace("<article>", f"<article>{remote}"))
    html.read_markup(PAGE.replace("<article>", f"<article>{remote}"), whole_page=True)
    assert no_socket_is_opened == []


def test_blocks_lie_in_order_and_cover_the_text():
    for whole in (False, True):
        reading = html.read_markup(PAGE, whole_page=whole)
        kept = "".join(reading.text[block.start : block.end] for block in reading.blocks)
        assert "".join(kept.split()) == "".join(reading.text.split())
