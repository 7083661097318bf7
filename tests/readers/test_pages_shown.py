"""Pages drawn, measured and cropped on demand by a process that may be killed at any time."""

import threading
import time

import pytest
from PIL import Image

from workbench.readers import pdf, pdf_boxes, pdf_draw, supervise
from workbench.readers.problems import PageNotShown


@pytest.fixture
def path(make_pdf):
    return make_pdf("Some words on a page.\n#pagebreak()\nOther words.")


def test_a_page_drawn_by_the_process_is_the_page(path):
    with supervise.PageServer(path) as pages:
        assert pages.render(1, 1.5) == pdf_draw.render_page(path, 1, 1.5)
        assert pages.boxes(2) == pdf_boxes.page_boxes(path, 2)
        boxes = pages.boxes(1)[:10]
        assert pages.crop(1, boxes) == pdf_draw.crop_png(path, 1, boxes)


def test_boxes_fit_the_stored_text(path):
    reading = pdf.read(path)
    with supervise.PageServer(path) as pages:
        for page in reading.pages:
            assert len(pages.boxes(page.number)) == page.end - page.start


def test_an_image_is_shown_as_a_page(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGB", (50, 30), (1, 2, 3)).save(path)
    with supervise.PageServer(path) as pages:
        picture = pages.render(1, 2.0)
        assert (picture.width, picture.height) == (100, 60)
        assert pages.boxes(1) == ()
        assert pages.crop(1, []).startswith(b"\x89PNG")


def test_a_page_that_is_not_there_is_a_sentence_and_the_next_is_drawn(path):
    with supervise.PageServer(path) as pages:
        with pytest.raises(PageNotShown, match="has 2 pages; there is no page 3"):
            pages.render(3, 1.0)
        assert pages.render(2, 1.0).width == 420


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"%PDF-1.4 x", "damaged"), (b"", "empty|no pages"), (b"text", "no pages")]
)
def test_a_file_without_pages_is_a_sentence(tmp_path, data, sentence):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with supervise.PageServer(path) as pages, pytest.raises(PageNotShown, match=sentence):
        pages.render(1, 1.0)


def test_a_missing_file_is_a_sentence(tmp_path):
    with supervise.PageServer(tmp_path / "gone.pdf") as pages, pytest.raises(PageNotShown, match="cannot be opened"):
        pages.render(1, 1.0)


def test_the_process_starts_again_after_it_was_killed(path):
    with supervise.PageServer(path) as pages:
        first = pages.render(1, 1.0)
        pages.cancel()
        assert pages.render(1, 1.0) == first


def test_a_page_that_takes_for_ever_is_stopped(path, misbehaving):
    start = time.monotonic()
    pages = supervise.PageServer(path, seconds=1.0, command=misbehaving("hangs"))
    with pages, pytest.raises(PageNotShown, match="longer than 1 seconds and was stopped"):
        pages.render(1, 1.0)
    assert time.monotonic() - start < 8


def test_waiting_for_a_page_can_be_cancelled(path, misbehaving):
    pages = supervise.PageServer(path, seconds=60.0, command=misbehaving("hangs"))
    threading.Timer(0.5, pages.cancel).start()
    start = time.monotonic()
    with pages, pytest.raises(PageNotShown):
        pages.render(1, 1.0)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("how", ["dies", "no JSON", "a list for a header"])
def test_a_process_that_dies_or_babbles_is_a_sentence(path, misbehaving, how):
    with (
        supervise.PageServer(path, seconds=2.0, command=misbehaving(how)) as pages,
        pytest.raises(PageNotShown, match="made its reader stop"),
    ):
        pages.boxes(1)


def test_form_fields_that_contain_themselves_are_left_out_of_the_page(samples):
    with supervise.PageServer(samples / "pdf" / "qpdf__shared-unnamed-field.pdf") as pages:
        assert pages.render(1, 1.0).width == 612


def test_calls_from_many_threads_are_answered_one_by_one(path):
    widths: list[int] = []
    with supervise.PageServer(path) as pages:
        threads = [
            threading.Thread(target=lambda n=number: widths.append(pages.render(1 + n % 2, 1.0).width))
            for number in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert widths == [420] * 8


def test_a_closed_document_says_so(path):
    pages = supervise.PageServer(path)
    pages.close()
    with pytest.raises(PageNotShown, match="is closed"):
        pages.render(1, 1.0)
