"""PDF files: text in logical order, pages, metadata, damage, and a box for every letter."""

import contextlib
import io
import random
import zlib
from array import array
from itertools import pairwise
from statistics import mean

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from workbench.model.sets import BlockKind, TextLayer
from workbench.readers import pdf, pdf_boxes, pdf_chars, pdf_draw
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box

ARABIC = "قال الوزير إن عدد السكان بلغ 220 مليون نسمة في عام 2019"
HEBREW = "ראש הממשלה אמר כי שיעור האבטלה ירד"
PERSIAN = "رئیس‌جمهور گفت که نرخ بیکاری کاهش یافت"


def words(text):
    return " ".join(text.replace("-\n", "").split())


def raw_pdf(content: str, *, page: str = "", fonts: str = "/F1 4 0 R") -> bytes:
    """A one-page PDF written by hand around a content stream."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] {page} /Contents 5 0 R "
        f"/Resources << /Font << {fonts} >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def written(text: str, x: int = 20, y: int = 300, size: int = 12) -> str:
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET"


def pixels(image):
    return list(zip(*[iter(image.tobytes())] * 3, strict=True))


def box_of(reading, boxes, passage):
    """The box around a passage of page 1."""
    start = reading.text.index(passage)
    part = boxes[start : start + len(passage)]
    return Box(min(b.x0 for b in part), min(b.y0 for b in part), max(b.x1 for b in part), max(b.y1 for b in part))


def darkness(path, box, scale=4.0):
    """How dark the page is within a box: 0 is white paper."""
    picture = pdf_draw.render_page(path, 1, scale)
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels).convert("L")
    part = image.crop(tuple(round(edge * scale) for edge in (box.x0, box.y0, box.x1, box.y1)))
    return 255 - ImageStat.Stat(part).mean[0]


def test_the_text_of_every_page_is_kept_with_its_span(make_pdf):
    reading = pdf.read(
        make_pdf("First page words.\n#pagebreak()\nSecond page words.\n#pagebreak()\n#pagebreak()\nLast.")
    )
    assert [page.number for page in reading.pages] == [1, 2, 3, 4]
    texts = [reading.text[page.start : page.end] for page in reading.pages]
    assert [words(each) for each in texts] == ["First page words.", "Second page words.", "", "Last."]
    assert reading.text == "\n\n".join(texts)
    assert (reading.pages[0].width, reading.pages[0].height) == (420, 595)
    assert reading.text_layer is TextLayer.GOOD
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("language", "font", "told"),
    [("ar", "Noto Naskh Arabic", ARABIC), ("he", "Noto Serif Hebrew", HEBREW), ("fa", "Noto Naskh Arabic", PERSIAN)],
)
def test_right_to_left_text_comes_in_logical_order(make_pdf, language, font, told):
    reading = pdf.read(make_pdf(f'#set text(font: "{font}", lang: "{language}", size: 14pt)\n{told}'))
    # A PDF may lose the zero-width joiner of Persian, but no letter and no order.
    assert words(reading.text).replace("\u200c", "") == normalise(told).replace("\u200c", "")


def test_right_to_left_letters_stand_from_right_to_left(make_pdf):
    path = make_pdf(f'#set text(font: "Noto Serif Hebrew", lang: "he", size: 14pt)\n{HEBREW}')
    reading, boxes = pdf.read(path), pdf_boxes.page_boxes(path, 1)
    first, last = box_of(reading, boxes, HEBREW[:4]), box_of(reading, boxes, HEBREW[-4:])
    assert first.x0 > last.x1


@pytest.mark.parametrize(
    "text", ["Zwölf Boxkämpfer jagen Viktor", "naïve façade, Łódź, Čapek", "fi fl ffi office", "Tiếng Việt"]
)
def test_letters_with_marks_and_ligatures_are_stored_composed(make_pdf, text):
    reading = pdf.read(make_pdf(text))
    assert words(reading.text) == normalise(text)


def test_letters_that_compose_take_the_box_around_their_parts():
    edges = array("f", [0, 0, 5, 10, 5, 2, 9, 10, 6, 0, 8, 2, 9, 0, 12, 10])
    text, boxes = pdf_chars._composed("xe\u0301y", edges)
    assert text == "xéy"
    assert list(boxes) == [0, 0, 5, 10, 5, 0, 9, 10, 9, 0, 12, 10]


@pytest.mark.parametrize(
    "source", ["Hangul: \u1112\u1161\u11ab", "k\u0323\u0307 \u0344 \u09c7\u09be \U0001d15e é", "a\u0300\u0301\u0302 b"]
)
def test_composing_in_pieces_is_composing_the_whole(source):
    text, boxes = pdf_chars._composed(source, array("f", bytes(16 * len(source))))
    assert text == normalise(source)
    assert len(boxes) == 4 * len(text)


def test_there_is_one_box_for_every_code_point_of_every_page(make_pdf):
    path = make_pdf(
        f'#lorem(400)\n\n#set text(font: "Noto Naskh Arabic", lang: "ar")\n{ARABIC}\n#pagebreak()\n= Zwölf\nffi'
    )
    reading = pdf.read(path)
    for page in reading.pages:
        boxes = pdf_boxes.page_boxes(path, page.number)
        assert len(boxes) == page.end - page.start
        for letter, box in zip(reading.text[page.start : page.end], boxes, strict=True):
            assert 0 <= box.x0 <= box.x1 <= page.width
            assert 0 <= box.y0 <= box.y1 <= page.height
            assert letter.isspace() or (box.x0 < box.x1 and box.y0 < box.y1)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("frame", ["", "/CropBox [10 100 250 380]", "/MediaBox [-50 -70 250 330]"])
def test_boxes_lie_on_the_ink_however_the_page_is_turned_and_cropped(tmp_path, quarters, frame):
    path = tmp_path / "turned.pdf"
    path.write_bytes(
        raw_pdf(written("HHHH", 60, 200, 24) + " " + written("lone", 150, 280), page=f"/Rotate {90 * quarters} {frame}")
    )
    reading, boxes = pdf.read(path), pdf_boxes.page_boxes(path, 1)
    ink = box_of(reading, boxes, "HHHH")
    assert darkness(path, ink) > 40
    # Where the next word would stand: the reading direction turns with the page.
    shift = 1.3 * max(ink.x1 - ink.x0, ink.y1 - ink.y0) * (-1 if quarters > 1 else 1)
    across, down = (0, shift) if quarters % 2 else (shift, 0)
    beside = Box(ink.x0 + across, ink.y0 + down, ink.x1 + across, ink.y1 + down)
    assert darkness(path, beside) < 5
    size = pdf_draw.render_page(path, 1, 1.0)
    assert (size.width, size.height) == (round(reading.pages[0].width), round(reading.pages[0].height))


def test_what_lies_outside_the_crop_box_is_left_out(tmp_path):
    path = tmp_path / "cropped.pdf"
    content = (
        written("Hidden above", 20, 380) + " " + written("Shown", 100, 200) + " " + written("Hidden below", 20, 20)
    )
    path.write_bytes(raw_pdf(content, page="/CropBox [50 100 250 300]"))
    reading = pdf.read(path)
    assert reading.text.split() == ["Shown"]
    assert len(pdf_boxes.page_boxes(path, 1)) == len(reading.text)
    assert (reading.pages[0].width, reading.pages[0].height) == (200, 200)


def test_a_word_broken_at_the_line_end_keeps_its_hyphen_and_line_break(make_pdf):
    reading = pdf.read(
        make_pdf('#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n#block(width: 90pt)[#lorem(60)]')
    )
    assert "-\n" in reading.text
    assert "\x02" not in reading.text
    assert "\r" not in reading.text


def test_letters_drawn_as_one_glyph_each_take_their_part_of_it(tmp_path, make_pdf):
    path = make_pdf("#set text(size: 40pt)\noffice")
    reading, boxes = pdf.read(path), pdf_boxes.page_boxes(path, 1)
    start = reading.text.index("office")
    lefts = [box.x0 for box in boxes[start : start + 6]]
    assert lefts == sorted(set(lefts))
    middles = [(box.x0 + box.x1) / 2 for box in boxes[start : start + 6]]
    assert mean(b - a for a, b in pairwise(middles)) > 10


def test_a_passage_of_one_line_is_covered_without_holes(make_pdf):
    path = make_pdf("Words with spaces between them stay one stretch.")
    reading, boxes = pdf.read(path), pdf_boxes.page_boxes(path, 1)
    start, end = reading.text.index("Words"), reading.text.index("stretch")
    for before, after in zip(boxes[start:end], boxes[start + 1 : end], strict=False):
        assert after.x0 - before.x1 < 0.6


def test_title_headings_and_paragraphs_are_told_apart(make_pdf):
    reading = pdf.read(
        make_pdf(
            "#text(size: 22pt)[A Long Report on\\ Many Matters]\n\n#lorem(60)\n\n#lorem(50)\n\n"
            "#text(size: 15pt)[A part of it]\n\n#lorem(40)"
        )
    )
    told = [(block.kind, words(reading.text[block.start : block.end])) for block in reading.blocks]
    assert [kind for kind, _ in told] == [
        BlockKind.TITLE,
        BlockKind.BODY,
        BlockKind.BODY,
        BlockKind.HEADING,
        BlockKind.BODY,
    ]
    assert told[0][1] == "A Long Report on Many Matters"
    assert told[3][1] == "A part of it"


def test_blocks_lie_in_order_within_their_pages_and_miss_nothing(make_pdf):
    reading = pdf.read(make_pdf("#columns(2)[#lorem(700)]\n\n= Part\n#lorem(300)"))
    position = 0
    for block in reading.blocks:
        assert position <= block.start < block.end
        assert any(page.start <= block.start and block.end <= page.end for page in reading.pages)
        position = block.end
    kept = "".join(reading.text[block.start : block.end] for block in reading.blocks)
    assert "".join(kept.split()) == "".join(reading.text.split())


def test_what_the_file_says_of_itself_is_kept(make_pdf):
    reading = pdf.read(
        make_pdf(
            '#set document(title: "The Title", author: "J. Doe", date: datetime(year: 2024, month: 5, day: 9))\n'
            '#set text(lang: "fr")\nBonjour'
        )
    )
    assert reading.metadata["title"] == "The Title"
    assert reading.metadata["author"] == "J. Doe"
    assert reading.metadata["date"] == "2024-05-09"
    assert reading.metadata["language"] == "fr"
    assert reading.extractor.startswith("pdfium/")


def test_pages_are_called_what_the_document_calls_them(make_pdf):
    reading = pdf.read(make_pdf('#set page(numbering: "i")\nOne\n#pagebreak()\nTwo'))
    assert [page.label for page in reading.pages] == ["i", "ii"]


def test_a_scan_without_text_says_so(tmp_path):
    path = tmp_path / "scan.pdf"
    Image.new("L", (200, 100), 200).save(path, "PDF")
    reading = pdf.read(path)
    assert reading.text_layer is TextLayer.NONE
    assert "scan without text" in reading.warnings[0]
    assert reading.pages[0].start == reading.pages[0].end == 0


def test_a_document_partly_scanned_names_the_pages(tmp_path, make_pdf):
    scan = tmp_path / "scan.pdf"
    Image.new("L", (200, 100), 200).save(scan, "PDF")
    path = tmp_path / "both.pdf"
    with pikepdf.open(make_pdf("Words")) as document, pikepdf.open(scan) as other:
        document.pages.extend(other.pages)
        document.save(path)
    reading = pdf.read(path)
    assert reading.text_layer is TextLayer.PARTIAL
    assert "Page 2" in reading.warnings[0]


def test_letters_without_meaning_make_the_text_layer_unusable(tmp_path):
    path = tmp_path / "private.pdf"
    with pikepdf.Pdf.new() as document:
        cmap = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        cmap += b"1 beginbfrange <41> <5A> <E041> endbfrange endcmap end"
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        font.ToUnicode = document.make_stream(cmap)
        page = document.add_blank_page(page_size=(300, 300))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(b"BT /F1 20 Tf 20 200 Td (NOBODY READS THIS) Tj ET")
        document.save(path)
    reading = pdf.read(path)
    assert reading.text_layer is TextLayer.UNUSABLE
    assert "cannot be read as text" in reading.warnings[0]


def test_a_file_protected_by_a_password_is_refused_in_a_sentence(tmp_path, make_pdf):
    path = tmp_path / "locked.pdf"
    with pikepdf.open(make_pdf("Secret")) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(CannotRead, match="protected by a password"):
        pdf.read(path)


def test_a_file_with_an_owner_password_only_is_read(tmp_path, make_pdf):
    path = tmp_path / "owned.pdf"
    with pikepdf.open(make_pdf("Open words")) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "Open words" in pdf.read(path).text


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\ntrailer << /Root 1 0 R >>\n%%EOF"])
def test_a_file_beyond_repair_is_refused_in_a_sentence(data):
    with pytest.raises(CannotRead, match="damaged"):
        pdf.read(data)


def test_an_empty_file_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "none.pdf").touch()
    with pytest.raises(CannotRead, match="empty"):
        pdf.read(tmp_path / "none.pdf")


def test_a_file_pdfium_refuses_is_repaired_and_says_so(samples):
    reading = pdf.read(samples / "pdf" / "format-corpus__T04_008_trailer-no-trailer-keyword.pdf")
    assert reading.text.strip()
    assert "repaired" in reading.warnings[0]


def test_streams_pdfium_does_not_know_are_not_called_a_password(samples):
    with pytest.raises(CannotRead, match="damaged"):
        pdf.read(samples / "pdf" / "pdf.js__Brotli-Prototype-FileA.pdf")


def test_damaged_bytes_give_text_or_a_sentence(make_pdf):
    """Bytes changed at random: read, repaired or refused, never another error."""
    whole = make_pdf("#lorem(80)").read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(CannotRead):
            reading = pdf.read(bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)]))
            assert normalise(reading.text) == reading.text


def test_a_page_is_drawn_no_larger_than_asked(make_pdf):
    path = make_pdf("Words")
    assert pdf_draw.render_page(path, 1, 2.0).width == 840
    small = pdf_draw.render_page(path, 1, 50.0, max_pixels=10_000)
    assert small.width * small.height <= 10_100
    assert len(small.pixels) == 4 * small.width * small.height


def test_a_page_that_is_not_there_is_refused_in_a_sentence(make_pdf):
    path = make_pdf("Words")
    for page in (0, 2, -1):
        with pytest.raises(CannotRead, match=f"no page {page}"):
            pdf_draw.render_page(path, page, 1.0)


def test_a_crop_shows_the_passage_tinted_with_what_stands_around_it(make_pdf):
    path = make_pdf("Above it.\n\nHere stands the passage in question.\n\nBelow it.")
    reading, boxes = pdf.read(path), pdf_boxes.page_boxes(path, 1)
    start = reading.text.index("passage")
    png = pdf_draw.crop_png(path, 1, boxes[start : start + 7])
    with Image.open(io.BytesIO(png)) as image:
        crop = image.convert("RGB")
    plain = pdf_draw.crop_png(path, 1, [], scale=2.0)
    with Image.open(io.BytesIO(plain)) as image:
        whole = image.convert("RGB")
    passage = box_of(reading, boxes, "passage")
    assert crop.width > 2 * (passage.x1 - passage.x0) * 2
    assert crop.height < whole.height / 2
    yellow = [pixel for pixel in pixels(crop) if pixel[2] < 190 and pixel[0] > 240]
    assert len(yellow) > 0.5 * 4 * (passage.x1 - passage.x0) * (passage.y1 - passage.y0)
    assert not [pixel for pixel in pixels(whole) if pixel[2] < 190 and pixel[0] > 240]
    assert ImageChops.invert(crop.convert("L")).getbbox() is not None


def test_the_import_and_the_boxes_agree_on_every_sample(samples):
    """The two walk the same code; this would notice if they ever did not."""
    for path in sorted((samples / "pdf").glob("*.pdf")):
        try:
            reading = pdf.read(path)
        except CannotRead:
            continue
        with pypdfium2.PdfDocument(path) if "T04" not in path.name else pypdfium2.PdfDocument.new() as document:
            for page in reading.pages[: min(3, len(document))]:
                assert len(pdf_boxes.edges_of(document, page.number)) == 4 * (page.end - page.start), path.name


def test_a_bomb_of_compressed_zeros_does_not_keep_the_reader(tmp_path):
    path = tmp_path / "bomb.pdf"
    with pikepdf.Pdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200))
        page.Contents = pikepdf.Stream(document, b"")
        document.save(path)
    bomb = zlib.compress(zlib.compress(b" " * 50_000_000, 9), 9)
    data = path.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as document:
        stream = pikepdf.Stream(document, bomb)
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        document.pages[0].Contents = document.make_indirect(stream)
        document.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert pdf.read(path).text.strip() == ""


def test_notes_and_form_values_are_kept_beside_the_text():
    area = "/Type /Annot /Rect [60 300 90 320]"
    note = f"<< {area} /Subtype /Text /Contents (Source?) /T (A. B.) >>"
    field = f"<< {area} /Subtype /Widget /FT /Tx /T (age) /V (42) >>"
    link = f"<< {area} /Subtype /Link /Contents (a link) >>"
    reading = pdf.read(raw_pdf(written("The text itself."), page=f"/Annots [{note} {field} {link}]"))
    assert reading.metadata["notes"].splitlines() == ["Page 1. Note by A. B.: Source?", "Page 1. Form field “age”: 42"]
    assert words(reading.text) == "The text itself."


def test_letters_that_share_a_glyph_are_split_in_their_reading_direction():
    shared = [10, 0, 20, 8] * 2
    for text, lefts in (("fi", [10, 15]), ("لا", [15, 10])):
        edges = pdf_boxes.dressed(pdf_chars.PageChars(text, array("f", shared), 100, 100))
        assert [edges[0], edges[4]] == lefts
        assert [edges[2] - edges[0], edges[6] - edges[4]] == [5, 5]


def test_a_space_the_page_does_not_hold_takes_the_gap_between_its_neighbours():
    a, b, below = [0, 10, 8, 20], [14, 11, 20, 19], [0, 40, 8, 50]
    nothing = [30, 15, 30, 15]
    same_line = pdf_boxes.dressed(pdf_chars.PageChars("a b", array("f", a + nothing + b), 100, 100))
    assert list(same_line[4:8]) == [8, 10, 14, 20]
    backwards = pdf_boxes.dressed(pdf_chars.PageChars("ب ا", array("f", b + nothing + a), 100, 100))
    assert list(backwards[4:8]) == [8, 10, 14, 20]
    next_line = pdf_boxes.dressed(pdf_chars.PageChars("a b", array("f", a + nothing + below), 100, 100))
    assert list(next_line[4:8]) == nothing


def test_a_line_break_stands_at_the_end_of_its_line():
    a, far = [0, 10, 8, 20], [50, 50, 50, 50]
    edges = pdf_boxes.dressed(pdf_chars.PageChars("a\nb", array("f", a + far + a), 100, 100))
    assert list(edges[4:8]) == [8, 10, 8, 20]
