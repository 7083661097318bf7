"""Pages without text in the window: offered, read beside it, shown with their words; told where there is no engine."""

import threading

import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.scans import page_read
from tests.windows import click, wait_for
from workbench.desk import documents, evidence, recognition
from workbench.model.sets import Stance
from workbench.readers import recogniser, supervise
from workbench.readers.problems import ReadingCancelled
from workbench.ui.pages.image_page import ImagePage
from workbench.ui.pages.read_page import ReadPage, ReadPicture

READ = "The harbour was closed\n\nin October 2009"


class Engine:
    """Stands at the border of the worker: reads what it is told, when it is told to."""

    def __init__(self, texts):
        self.texts = texts
        self.go = threading.Event()
        self.cancelled = False

    def __call__(self, path, **_):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def page(self, page, scale):
        self.go.wait(10)
        if self.cancelled:
            raise ReadingCancelled("Stopped.")
        return page_read(self.texts[page.number], sure=64)

    def cancel(self):
        self.cancelled = True
        self.go.set()


@pytest.fixture
def engine(monkeypatch):
    made = Engine({1: READ, 2: "Second page", 3: ""})
    monkeypatch.setattr(recogniser, "installed", lambda: True)
    monkeypatch.setattr(recognition, "installed", lambda: True)
    defaults = {**(recognition.recognise.__kwdefaults__ or {}), "recogniser": made}
    monkeypatch.setattr(recognition.recognise, "__kwdefaults__", defaults)
    yield made
    made.go.set()


@pytest.fixture
def scanned(sample, tmp_path):
    """A PDF of three scanned pages, open."""
    sheets = [Image.new("L", (595, 842), shade) for shade in (240, 244, 248)]
    path = tmp_path / "scan.pdf"
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    made = documents.add(sample.workspace.project, supervise.read_file(path)).document
    wait_for(lambda: sample.ocr is not None)
    sample.open_document(made.id)
    return made


@pytest.fixture
def picture(sample, tmp_path):
    path = tmp_path / "post.png"
    Image.new("L", (400, 300), 240).save(path)
    made = documents.add(sample.workspace.project, supervise.read_file(path)).document
    wait_for(lambda: sample.ocr is not None)
    sample.open_document(made.id)
    return made


def test_a_page_without_text_is_offered_and_read_in_place(window, sample, engine, scanned):
    bar, column = sample.ocr.bar, sample.reader.evidence
    wait_for(bar.isVisible)
    assert "no text that can be used" in bar.words.text()
    assert [bar.language.itemText(at) for at in range(bar.language.count())][:1] == ["Arabic"]
    assert bar.language.currentData() == "eng"
    assert bar.read_all.text() == "All 3 pages"
    click(bar.read_page)
    wait_for(bar.stop.isVisible)
    assert bar.bar.isVisible()
    engine.go.set()
    wait_for(lambda: isinstance(column.page, ReadPage))
    assert READ in column.page.text()
    assert "64 % sure" in sample.reader.tabs.place.text()
    wait_for(lambda: not bar.isVisible())
    project = sample.workspace.project
    assert [page.number for page in recognition.to_read(project, scanned.id)] == [2, 3]
    assert sample.workspace.document(scanned.id).read_pages == 1


def test_words_that_were_read_are_selected_and_linked_from_the_page(window, sample, engine, scanned):
    engine.go.set()
    column = sample.reader.evidence
    wait_for(sample.ocr.bar.isVisible)
    click(sample.ocr.bar.read_all)
    wait_for(lambda: isinstance(column.page, ReadPage))
    page = column.page
    wait_for(lambda: page.characters(1) is not None)
    start = page.text().index("harbour")
    page.select(start, start + 7)
    assert page.selection().boxes[0].y0 == 70  # the second word of the page
    window.do("evidence.supports")
    made = evidence.of_document(sample.workspace.project, scanned.id)[0]
    assert (made.exact, made.sure, made.stance) == ("harbour", 64, Stance.SUPPORTS)
    assert page.doubts(start, start + 7) == 1
    labels = lambda: " ".join(one.text() for one in sample.inspector.findChildren(QLabel))  # noqa: E731
    wait_for(lambda: "Read by OCR, 64 % sure" in labels())


def test_what_is_not_certain_is_told_by_mouse_and_to_a_screen_reader(window, sample, engine, scanned):
    engine.go.set()
    column = sample.reader.evidence
    wait_for(sample.ocr.bar.isVisible)
    click(sample.ocr.bar.read_page)
    wait_for(lambda: isinstance(column.page, ReadPage))
    page = column.page
    wait_for(lambda: page.characters(1) is not None)
    box = page.rect_of(page.read_by_ocr(1).words[1].box, 1)
    assert page.word_under(QPointF(box.center())).sure == 64
    start = page.text().index("The harbour")
    page.select(start, start + 11)
    assert "2 words of it are not certain" in page.accessibleDescription()


def test_stopping_keeps_the_window_and_offers_again(window, sample, engine, scanned):
    bar = sample.ocr.bar
    wait_for(bar.isVisible)
    click(bar.read_all)
    wait_for(bar.stop.isVisible)
    click(bar.stop)
    wait_for(bar.read_page.isVisible)
    assert documents.get(sample.workspace.project, scanned.id).read_pages == 0


def test_the_line_is_put_away_and_asked_for_again_by_keyboard(window, sample, engine, scanned):
    bar = sample.ocr.bar
    wait_for(bar.isVisible)
    bar.language.setFocus()

    QTest.keyClick(bar.language, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    sample.ocr.look()
    assert not bar.isVisible()
    window.do("evidence.recognise")
    assert bar.isVisible()
    assert bar.language.hasFocus()
    engine.go.set()
    QTest.keyClick(bar.language, Qt.Key.Key_Return)
    wait_for(lambda: documents.get(sample.workspace.project, scanned.id).read_pages == 1)


def test_without_the_engine_one_sentence_and_nothing_else(window, sample, scanned, monkeypatch):
    monkeypatch.setattr(recogniser, "installed", lambda: False)
    monkeypatch.setattr(recognition, "installed", lambda: False)
    sample.ocr.look()
    bar = sample.ocr.bar
    assert 'pip install "workbench[ocr]"' in bar.words.text()
    assert not bar.read_page.isVisible()
    assert not bar.language.isVisible()
    window.do("evidence.recognise")
    assert 'pip install "workbench[ocr]"' in sample.reader.notice_bar.text()


def test_a_picture_that_was_read_has_words_and_parts(window, sample, engine, picture):
    engine.go.set()
    column, bar = sample.reader.evidence, sample.ocr.bar
    wait_for(bar.isVisible)
    click(bar.read_page)
    wait_for(lambda: isinstance(column.page, ReadPicture))
    page = column.page
    start = page.text().index("October")
    page.select(start, start + 7)
    window.do("evidence.refutes")
    wait_for(bar.turn.isVisible)
    click(bar.turn)
    assert isinstance(column.page, ImagePage)
    column.page.frame_middle()
    window.do("evidence.context")
    words, part = sorted(
        evidence.of_document(sample.workspace.project, picture.id), key=lambda one: one.region is not None
    )
    assert (words.exact, words.region) == ("October", None)
    assert part.region is not None
    sample.reader.open_link(words)
    assert isinstance(column.page, ReadPicture)
    sample.reader.open_link(part)
    assert column.page.selection() is None


def test_what_has_text_says_so(window, sample):
    wait_for(lambda: sample.ocr is not None)
    window.do("evidence.recognise")
    assert "Open a PDF or a picture first" in sample.reader.notice_bar.text()
