"""Finding words in what is being read: the article, a PDF, a cited passage."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.windows import drop_files, press, turn, wait_for
from workbench.model.sets import DocumentKind
from workbench.ui.pages.pdf_page import PdfPage

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def find(view, words):
    press(view.reader.article.page, Qt.Key.Key_F, CONTROL)
    bar = view.reader.find_bar
    assert bar.words.hasFocus()
    QTest.keyClicks(bar.words, words)
    return bar


def test_words_are_found_counted_and_walked_through_round_the_end(window, sample):
    page = sample.reader.article.page
    text = page.text().casefold()
    places = text.count("israel")
    assert places > 5
    bar = find(sample, "ISRAEL")
    assert bar.count.text() == f"1 of {places}"
    assert bar.words.accessibleDescription() == bar.count.text()
    top = page.verticalScrollBar().value()
    for _ in range(places - 1):
        QTest.keyClick(bar.words, Qt.Key.Key_Return)
    assert bar.count.text() == f"{places} of {places}"
    assert page.verticalScrollBar().value() > top
    QTest.keyClick(bar.words, Qt.Key.Key_F3)
    assert bar.count.text() == f"1 of {places}"
    QTest.keyClick(bar.words, Qt.Key.Key_F3, SHIFT)
    assert bar.count.text() == f"{places} of {places}"
    QTest.keyClick(bar.words, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == f"{places - 1} of {places}"


def test_what_is_found_is_framed_and_the_place_in_hand_is_filled(window, sample):
    page = sample.reader.article.page
    bare = page.viewport().grab().toImage()
    bar = find(sample, "Pakistan")
    turn(20)
    here = page.viewport().grab().toImage()
    assert here != bare
    QTest.keyClick(bar.words, Qt.Key.Key_F3)
    turn(20)
    assert page.viewport().grab().toImage() != here
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert page._hits == []


def test_escape_leaves_the_place_selected_ready_to_be_marked(window, sample):
    page = sample.reader.article.page
    bar = find(sample, "courageous decision")
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert page.hasFocus()
    assert page.selection().text == "courageous decision"
    before = len(sample.workspace.rows)
    QTest.keyClick(page, Qt.Key.Key_C)
    assert len(sample.workspace.rows) == before + 1


def test_words_that_are_not_there_say_so_and_selected_words_are_looked_for(window, sample):
    bar = find(sample, "xylophone")
    assert bar.count.text() == "Not found here"
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    page = sample.reader.article.page
    at = page.text().rindex("Mossad")
    page.select(at, at + 6)
    press(page, Qt.Key.Key_F, CONTROL)
    assert bar.words.text() == "Mossad"
    places = page.text().count("Mossad")
    assert bar.count.text() == f"{places} of {places}"


def test_a_cited_passage_and_another_tab_are_searched_too(window, sample):
    bar = find(sample, "India")
    document = next(one for one in sample.workspace.documents if one.code == "E1")
    sample.open_document(document.id)
    sample.reader._turn(sample.reader.tabs.current)
    quotation = sample.reader.evidence.caret_page()
    assert bar.count.text() == f"1 of {quotation.text().count('India')}"
    assert sample.reader.article.page._hits == []
    sample.reader.close_tab(sample.reader.tabs.current)
    QTest.keyClick(bar.words, Qt.Key.Key_F3)
    assert "of" in bar.count.text()
    assert sample.reader.article.page._hits


def test_words_of_a_pdf_are_found_on_their_pages(window, sample, samples_pdf):
    drop_files(window, samples_pdf)
    space = sample.workspace
    wait_for(lambda: any(one.kind is DocumentKind.PDF for one in space.documents), 30_000)
    sample.open_document(next(one.id for one in space.documents if one.kind is DocumentKind.PDF))
    page = sample.reader.evidence.page
    assert isinstance(page, PdfPage)
    word = next(word for word in page.text().split() if len(word) > 6 and word.isalpha())
    press(page, Qt.Key.Key_F, CONTROL)
    bar = sample.reader.find_bar
    QTest.keyClicks(bar.words, word)
    assert bar.count.text().startswith("1 of ")
    wait_for(lambda: page.characters(page.page_of(page._hits[0][0])), 20_000)
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert page.selection().text.casefold() == word.casefold()


@pytest.fixture
def samples_pdf():
    from pathlib import Path

    folder = Path(__file__).resolve().parents[3] / "shared" / "samples" / "pdf"
    found = sorted(folder.glob("*mueller*")) or sorted(folder.glob("*.pdf"))
    if not found:
        pytest.skip("the sample documents are not here")
    return found[0]


def test_f3_without_words_opens_the_box(window, sample):
    press(sample.reader.article.page, Qt.Key.Key_F3)
    assert sample.reader.find_bar.isVisible()
    assert sample.reader.find_bar.words.hasFocus()
