"""Recognising text: the engine in its process, the languages, and the boxes of letters."""

import io
import sys
import time
from pathlib import Path

import pytest
import typst
from PIL import Image

from workbench import places
from workbench.model.sets import DocumentKind
from workbench.readers import languages, recogniser
from workbench.readers.problems import ReadingCancelled
from workbench.readers.protocol import BadReply, Message, recognised_message, recognised_of
from workbench.readers.reading import Box, Page
from workbench.readers.recognised import Recognised, Word, page_from, words_to
from workbench.readers.recogniser import NotRecognised, Recogniser, scale_for

FILES = languages.found([places.resources() / "ocr", *languages.of_the_system()])
SAID = {
    "eng": ("Noto Serif", "The cable is dated 7 October 2009."),
    "ara": ("Noto Naskh Arabic", "التقرير صدر في شهر أكتوبر"),
    "hin": ("Noto Sans Devanagari", "यह रिपोर्ट अक्टूबर में आई"),
    "urd": ("Noto Naskh Arabic", "یہ رپورٹ اکتوبر میں آئی"),
}
needs_engine = pytest.mark.skipif(not recogniser.installed(), reason="the extra ocr is not installed")


def set_in(folder: Path, language: str, *, lines: int = 1) -> tuple[Path, Page]:
    """A picture of lines of text, as a scan has it at 300 dots an inch, with its page."""
    font, words = SAID[language]
    direction = "rtl" if language in {"ara", "urd"} else "ltr"
    source = (
        f'#set page(width: 140mm, height: auto, margin: 6mm, fill: rgb("#f2f0ea"))\n'
        f'#set text(font: "{font}", size: 15pt, dir: {direction})\n' + "\n\n".join([words] * lines)
    )
    (folder / "page.typ").write_text(source, encoding="utf-8")
    drawn = typst.compile(
        folder / "page.typ",
        format="png",
        ppi=300,
        font_paths=[places.resources() / "fonts"],
        ignore_system_fonts=True,
    )
    path = folder / f"{language}.png"
    with Image.open(io.BytesIO(drawn)) as image:
        image.convert("L").save(path)
        return path, Page(1, "1", 0, 0, float(image.width), float(image.height))


def right(found: str, wanted: str) -> float:
    """The share of the letters of ``wanted`` that were found, by edit distance."""
    from rapidfuzz.distance import Levenshtein

    return 1 - Levenshtein.distance(found, wanted) / len(wanted)


@needs_engine
@pytest.mark.parametrize("language", list(SAID))
def test_a_clear_line_is_read_in_each_language_that_comes_with_the_program(language: str, tmp_path: Path) -> None:
    path, page = set_in(tmp_path, language)
    with Recogniser(path, languages=language, files=FILES) as engine:
        found = engine.page(page, scale_for(DocumentKind.IMAGE, page))
    assert right(found.text, SAID[language][1]) > 0.9, found.text
    assert found.extractor.startswith("tesseract/")
    assert found.languages == language
    assert found.sure() > 60
    first, last = found.words[0].box, found.words[-1].box
    assert (first.x0 > last.x0) == (language in {"ara", "urd"})
    assert all(
        0 <= one.box.x0 < one.box.x1 <= page.width and 30 < one.box.y0 < one.box.y1 < page.height for one in found.words
    )


@needs_engine
def test_a_page_on_its_side_is_read_and_its_words_lie_where_they_are_seen(tmp_path: Path) -> None:
    if languages.ORIENTATION not in FILES:
        pytest.skip("there is no data for the orientation of pages")
    path, page = set_in(tmp_path, "eng", lines=4)
    with Image.open(path) as image:
        image.transpose(Image.Transpose.ROTATE_270).save(tmp_path / "side.png")
    with Recogniser(tmp_path / "side.png", languages="eng", files=FILES) as engine:
        found = engine.page(Page(1, "1", 0, 0, page.height, page.width), 1.0)
    assert found.turn == 1
    assert found.text.startswith("The cable is dated")
    first = found.words[0].box
    assert first.x0 > 0.7 * page.height  # the first line runs down the right edge
    assert first.y0 < 120
    letters = found.boxes()[:3]
    assert letters[0].y0 < letters[1].y0 < letters[2].y0


@needs_engine
def test_language_data_that_is_none_is_told(tmp_path: Path) -> None:
    path, page = set_in(tmp_path, "eng")
    broken = tmp_path / "fra.traineddata"
    broken.write_bytes(b"no data")
    with Recogniser(path, languages="fra", files={"fra": broken}) as engine, pytest.raises(NotRecognised):
        engine.page(page, 1.0)


@needs_engine
def test_a_document_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    with Recogniser(path, languages="eng", files=FILES) as engine, pytest.raises(NotRecognised):
        engine.page(Page(1, "1", 0, 0, 10.0, 10.0), 1.0)


HANGING = (
    "import sys,time,json,struct\n"
    "def say(h):\n b=json.dumps({**h,'frames':[]}).encode(); sys.stdout.buffer.write(struct.pack('>I',len(b))+b);"
    " sys.stdout.buffer.flush()\n"
    "say({'ready': True}); say({}); say({}); time.sleep(60)"
)


def test_a_page_that_takes_too_long_is_left_out(tmp_path: Path) -> None:
    path, page = set_in(tmp_path, "eng")
    command = [sys.executable, "-c", HANGING]
    began = time.monotonic()
    with (
        Recogniser(path, languages="eng", files=FILES, seconds=0.5, command=command) as engine,
        pytest.raises(NotRecognised, match=r"Page 1 took longer than 0.5 seconds"),
    ):
        engine.page(page, 1.0)
    assert time.monotonic() - began < 30


def test_what_was_stopped_starts_no_process(tmp_path: Path) -> None:
    path, page = set_in(tmp_path, "eng")
    with Recogniser(path, languages="eng", files=FILES) as engine:
        engine.cancel()
        with pytest.raises(ReadingCancelled, match="kept"):
            engine.page(page, 1.0)


def test_letters_share_their_word_in_the_direction_they_are_read() -> None:
    def lefts(word: str, turn: int = 0) -> list[float]:
        page = Recognised(word, (Word(0, len(word), Box(10, 0, 40, 8), 90),), "t/1", "eng", turn)
        return [box.x0 for box in page.boxes()]

    assert lefts("abc") == [10, 20, 30]
    assert lefts("ابت") == [30, 20, 10]
    assert lefts("abc", 2) == [30, 20, 10]
    assert lefts("12 ") == lefts("abc")


def test_longer_words_weigh_more_in_how_sure_the_engine_is() -> None:
    page = Recognised("a bcd", (Word(0, 1, Box(0, 0, 1, 1), 20), Word(2, 5, Box(2, 0, 5, 1), 100)), "t/1", "eng")
    assert (page.sure(), page.sure(0, 1), page.sure(3, 4), page.sure(1, 2)) == (80, 20, 100, 0)
    assert [word.sure for word in page.unsure()] == [20]


def test_what_is_kept_of_a_page_is_read_back_and_nonsense_is_refused() -> None:
    page = Recognised("a bcd", (Word(0, 1, Box(0, 0, 1, 1), 20), Word(2, 5, Box(2, 0, 5, 1), 100)), "t/1", "eng", 3)
    assert page_from(page.text, words_to(page), extractor="t/1", languages="eng") == page
    for nonsense in ("[]", '{"turn":4,"words":[]}', '{"turn":0,"words":[[0,9,0,0,1,1,50]]}', "{}", "7", "x"):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
            page_from("a bcd", nonsense, extractor="t/1", languages="eng")


def test_a_reply_is_believed_only_where_its_words_lie_in_its_text() -> None:
    page = Recognised("word", (Word(0, 4, Box(-5, 0, 900, 1), 90),), "t/1", "eng")
    believed = recognised_of(recognised_message(page), width=100.0, height=100.0)
    assert believed.words[0].box == Box(0, 0, 100, 1)
    forged = recognised_message(Recognised("word", (Word(0, 5, Box(0, 0, 1, 1), 90),), "t/1", "eng"))
    for message in (forged, Message({}), Message({"recognised": {}}, (b"", b""))):
        with pytest.raises(BadReply):
            recognised_of(message, width=100.0, height=100.0)


def test_languages_are_chosen_by_name_or_code() -> None:
    known = ["ara", "eng", "osd", "urd"]
    assert languages.chosen("English, ar", known) == "eng+ara"
    assert languages.chosen("urd+urd eng", known) == "urd+eng"
    assert languages.names("eng+ara+urd") == "English, Arabic and Urdu"
    with pytest.raises(languages.UnknownLanguage, match="Arabic, English, Urdu"):
        languages.chosen("osd", known)


def test_the_users_own_data_comes_first(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    for folder in (own, other):
        folder.mkdir()
        (folder / "eng.traineddata").write_bytes(b"")
    (other / "..odd.traineddata").write_bytes(b"")
    assert languages.found([tmp_path / "none", own, other]) == {"eng": own / "eng.traineddata"}
