"""Pages come from a process of their own, the last wanted first, and the window never waits."""

import threading
import time

import pytest

from workbench.readers.picture import Picture
from workbench.readers.problems import PageNotShown
from workbench.readers.reading import Box
from workbench.ui.pages import page_provider
from workbench.ui.pages.page_provider import ServedPages
from workbench.ui.pages.provider import PageBoxes, PageImage


class SlowServer:
    """Stands still until ``gate`` opens; page 13 cannot be drawn."""

    def __init__(self):
        self.gate = threading.Event()
        self.drawn, self.closed = [], False

    def render(self, page, scale, *, max_pixels):
        self.gate.wait(5)
        self.drawn.append(page)
        if page == 13:
            raise PageNotShown("Page 13 could not be drawn.")
        return Picture(4, 2, bytes([10, 20, 30, 255] * 8))

    def boxes(self, page):
        self.gate.wait(5)
        return (Box(page, 0, page + 1, 1),)

    def close(self):
        self.closed = True
        self.gate.set()


@pytest.fixture
def server():
    return SlowServer()


@pytest.fixture
def served(qapp, server):
    pages = ServedPages(server)
    yield pages
    pages.close()


def test_asking_returns_at_once_and_the_last_wanted_comes_first(served, server, qtbot):
    answers: list[PageImage] = []
    began = time.perf_counter()
    for page in (1, 2, 3, 4):
        served.request_image(page, 1.0, answers.append)
    assert time.perf_counter() - began < 0.05
    qtbot.wait(20)
    server.gate.set()
    qtbot.waitUntil(lambda: len(answers) == 4, timeout=3000)
    # One may have been under way before all the others were asked for.
    assert server.drawn[1:] == sorted(server.drawn[1:], reverse=True)
    assert {a.page for a in answers} == {1, 2, 3, 4}


def test_answers_come_on_the_windows_thread_with_the_right_colours(served, server, qtbot):
    threads = []
    server.gate.set()
    served.request_image(1, 1.0, lambda _: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: bool(threads), timeout=3000)
    assert threads == [threading.main_thread()]
    assert served.image(1, 1.0).pixelColor(0, 0).getRgb() == (10, 20, 30, 255)
    assert served.any_image(1) is not None
    assert served.image(1, 2.0) is None


def test_asking_twice_is_drawing_once_and_both_are_told(served, server, qtbot):
    answers: list[PageImage] = []
    others: list[PageImage] = []
    served.request_image(5, 1.0, answers.append)
    served.request_image(5, 1.0, answers.append)
    served.request_image(5, 1.0, others.append)
    server.gate.set()
    qtbot.waitUntil(lambda: bool(answers and others), timeout=3000)
    assert server.drawn == [5]
    assert len(others) == 1


def test_pages_scrolled_past_long_ago_are_dropped(served, server, qtbot):
    answers: list[PageImage] = []
    for page in range(1, 60):
        served.request_image(page + 100, 1.0, answers.append)
    server.gate.set()
    qtbot.waitUntil(lambda: 159 in {a.page for a in answers}, timeout=3000)
    qtbot.wait(50)
    assert len(server.drawn) <= page_provider.WAITING + 1


def test_a_page_that_cannot_be_drawn_comes_with_its_sentence(served, server, qtbot):
    answers: list[PageImage] = []
    server.gate.set()
    served.request_image(13, 1.0, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=3000)
    assert answers[0].image is None
    assert answers[0].problem == "Page 13 could not be drawn."


def test_the_cache_is_small_and_keeps_what_was_looked_at_last(served, server, qtbot, monkeypatch):
    monkeypatch.setattr(page_provider, "CACHE_BYTES", 3 * 32)
    server.gate.set()
    for page in (1, 2, 3, 4):
        answers: list[PageImage] = []
        served.request_image(page, 1.0, answers.append)
        qtbot.waitUntil(lambda a=answers: bool(a), timeout=3000)
        if page == 3:
            served.image(1, 1.0)
    assert served.image(2, 1.0) is None
    assert served.image(1, 1.0) is not None


def test_after_closing_nothing_is_answered_and_the_thread_is_gone(served, server, qtbot):
    answers: list[PageImage] = []
    served.request_image(1, 1.0, answers.append)
    qtbot.wait(10)
    served.close()
    qtbot.wait(30)
    served.request_image(2, 1.0, answers.append)
    assert answers == []
    assert server.closed
    assert not served._thread.is_alive()


def test_a_real_pdf_is_drawn_and_measured(samples, qtbot, qapp):
    pages = ServedPages.of_file(samples / "pdf" / "unstructured__multi-column-2p.pdf")
    images: list[PageImage] = []
    boxes: list[PageBoxes] = []
    pages.request_image(1, 1.0, images.append)
    pages.request_boxes(1, boxes.append)
    qtbot.waitUntil(lambda: bool(images and boxes), timeout=30000)
    assert images[0].image is not None
    assert images[0].image.width() == 595
    assert len(boxes[0].boxes) > 3000
    pages.close()
