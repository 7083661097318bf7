"""The page of a PDF in the window: parts framed and linked, pages turned, fitted, zoomed and shown small."""

from pathlib import Path

import pytest
import typst
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.windows import click, drop_files, turn, wait_for
from workbench.desk import crops, documents, evidence
from workbench.model.sets import DocumentKind, Stance
from workbench.readers.reading import Box
from workbench.ui.desk_pages.table_page import TablePage
from workbench.ui.models.cells_model import CellsModel
from workbench.ui.pages.bar_button import BarButton
from workbench.ui.pages.pdf_page import PdfPage
from workbench.ui.pages.thumbnails import Thumbnails
from workbench.ui.panels.evidence_cards import Card

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
TEXT = """
#set page(width: 400pt, height: 300pt, margin: 40pt)
#set text(font: "Noto Serif", size: 12pt)
The agency warned in October of that year.
#pagebreak()
#rect(width: 120pt, height: 60pt, fill: rgb("#8b4513"))
A chart of the warnings.
#pagebreak()
#table(columns: 2, [Year], [Cases], [2009], [1204])
"""


@pytest.fixture(scope="session")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of three small pages; on the second a brown rectangle from 40,40 to 160,100."""
    path = tmp_path_factory.mktemp("chart") / "chart.pdf"
    source = path.with_suffix(".typ")
    source.write_text(TEXT, encoding="utf-8")
    typst.compile(source, output=path, font_paths=[FONTS], ignore_system_fonts=True)
    return path


@pytest.fixture
def reading(window, sample, chart):
    """The PDF open in the reader, claim 45 being worked on."""
    drop_files(window, chart)
    space = sample.workspace
    wait_for(lambda: any(one.kind is DocumentKind.PDF for one in space.documents), 20_000)
    sample.open_claim(next(row.id for row in space.rows if row.number == 45))
    sample.open_document(next(one.id for one in space.documents if one.kind is DocumentKind.PDF))
    turn(50)
    return sample


def page_of(view) -> PdfPage:
    page = view.reader.evidence.page
    assert isinstance(page, PdfPage)
    return page


def spot(page: PdfPage, number: int, x: float, y: float) -> QPoint:
    """Where a point of a page lies in the view."""
    return page.rect_of(Box(x, y, x, y), number).topLeft().toPoint()


def frame(page: PdfPage, number: int, box: tuple[float, ...], *, held: Qt.KeyboardModifier) -> None:
    """Draw a frame with the mouse, in points of the page."""
    page.go_to_page(number)
    first, last, view = spot(page, number, *box[:2]), spot(page, number, *box[2:]), page.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, held, first)
    QTest.mouseMove(view, (first + last) / 2)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, held, last)
    turn(10)


def of_page(view):
    return [link for link in evidence.of_claim(view.workspace.project, view.workspace.claim_id) if link.region]


CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def test_a_part_of_a_page_is_framed_linked_by_one_key_and_shown_on_the_card(reading):
    page = page_of(reading)
    frame(page, 2, (40, 40, 160, 100), held=CTRL)
    QTest.keyClick(page, Qt.Key.Key_X)
    (link,) = of_page(reading)
    assert (link.stance, link.page, link.exact) == (Stance.REFUTES, 2, "")
    edges = (link.region.x0, link.region.y0, link.region.x1, link.region.y1)
    assert all(abs(at - wanted) <= 2 for at, wanted in zip(edges, (40, 40, 160, 100), strict=True))
    assert page.selection() is None
    wait_for(lambda: crops.crop(reading.workspace.project, link.id), 20_000)

    def shown():
        cards = [card for card in reading.inspector.cards.findChildren(Card) if card.isVisible()]
        return [one for card in cards for one in card.findChildren(QLabel) if not one.pixmap().isNull()]

    wait_for(shown)
    assert "linked part of the page" in shown()[0].accessibleName()
    assert page.part(link.id) is not None


def test_a_turned_page_is_framed_where_it_is_seen(reading):
    page = page_of(reading)
    page.turn(1)
    page.fit_width()
    frame(page, 2, (40, 40, 160, 100), held=CTRL)
    number, box = page.framed() or (0, Box(0, 0, 0, 0))
    assert number == 2
    edges = (box.x0, box.y0, box.x1, box.y1)
    assert all(abs(at - wanted) <= 2 for at, wanted in zip(edges, (40, 40, 160, 100), strict=True))
    area, _ = page.selection_area() or (QRect(), None)
    assert area.height() > area.width(), "what is wide on the page stands upright now"


def test_words_of_a_turned_page_are_selected_under_the_mouse(reading):
    page = page_of(reading)
    page.turn(3)
    wait_for(lambda: page.characters(1) is not None)
    start = page.text().index("warned")
    boxes = page.characters(1).boxes
    first, last = (spot(page, 1, (boxes[at].x0 + boxes[at].x1) / 2, boxes[at].y1 - 4) for at in (start, start + 5))
    assert abs(first.x() - last.x()) < 3 < abs(first.y() - last.y()), "the line runs upwards"
    QTest.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, PLAIN, (first + last) / 2)
    assert page.selection().text == "warned"


def test_a_part_is_framed_and_linked_by_keyboard_alone(window, reading):
    page = page_of(reading)
    page.go_to_page(2)
    window.do("evidence.frame")
    assert page.framing()
    _, before = page.framed() or (0, Box(0, 0, 0, 0))
    QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page, Qt.Key.Key_T)
    (link,) = of_page(reading)
    assert (link.stance, link.page) == (Stance.CONTEXT, 2)
    assert link.region.x0 > before.x0
    assert link.region.y1 - link.region.y0 > before.y1 - before.y0
    assert not page.framing(), "the next drag selects words again"


def test_escape_takes_the_frame_away_and_words_can_be_selected_again(window, reading):
    page = page_of(reading)
    window.do("evidence.frame")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert (page.framed(), page.selection(), page.framing()) == (None, None, False)


def test_the_bar_by_a_frame_offers_the_stances(reading):
    page = page_of(reading)
    frame(page, 2, (40, 40, 160, 100), held=CTRL)
    buttons = [one for one in page.findChildren(BarButton) if one.isVisible()]
    click(next(one for one in buttons if one.action.id == "supports"))
    assert [link.stance for link in of_page(reading)] == [Stance.SUPPORTS]


def test_a_linked_part_opens_at_its_page_and_a_click_on_it_goes_to_its_claim(reading):
    project, space = reading.workspace.project, reading.workspace
    document = documents.find(project, reading.reader.evidence.document_id)
    region = Box(40, 40, 160, 100)
    link = evidence.link_region(project, space.claim_id, document.id, region, Stance.MIXED, page=2)
    page = page_of(reading)
    page.go_to_page(3)
    reading.reader.open_link(link)
    turn(10)
    assert 2 in page.pages_in_sight()
    assert page.accessibleDescription() == "Mixed C45"
    at = spot(page, 2, 100, 90)
    assert page.viewport().rect().contains(at)
    space.activate(space.neighbour(1))
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, PLAIN, at)
    assert space.claim_id == link.claim_id


def test_pages_fit_their_room_by_keys_and_say_so_in_the_menu(window, reading):
    page = page_of(reading)
    window.do("view.fit_page")
    assert page.fits_page()
    assert page.page_rect(1).height() <= page.viewport().height()
    window.do("view.page_larger")
    assert not page.fits_page()
    before = page.zoom()
    window.do("view.page_smaller")
    assert page.zoom() < before
    window.do("view.fit_width")
    assert page.fits_width()
    window.do("view.turn_right")
    assert page.turned() == 1
    assert page.page_rect(1).height() > page.page_rect(1).width()
    window.do("view.turn_left")
    assert page.turned() == 0


def test_the_place_is_kept_when_whole_pages_are_shown(window, reading):
    page = page_of(reading)
    window.do("view.fit_page")
    place = page.position()
    page.set_zoom(1.0)
    page.restore(place)
    assert page.fits_page()


def test_ten_quick_zooms_draw_the_page_once_at_its_last_size(window, reading, monkeypatch):
    page = page_of(reading)
    page.set_zoom(1.0)
    before = page._device_scale()
    wait_for(lambda: page.provider.image(1, before))
    asked: list[tuple[int, float]] = []
    real = page.provider.request_image

    def request(number, scale, done):
        asked.append((number, scale))
        real(number, scale, done)

    monkeypatch.setattr(page.provider, "request_image", request)
    for _ in range(5):
        window.do("view.page_larger")
        page.grab()
    for _ in range(4):
        window.do("view.page_smaller")
        page.grab()
    assert {size for _, size in asked} <= {before}, "what is passed on the way is not drawn"
    scale = page._device_scale()
    wait_for(lambda: page.provider.image(1, scale))
    assert {size for number, size in asked if number == 1} == {scale}


def test_small_pages_lead_to_any_page_by_mouse_and_keys(window, reading):
    page = page_of(reading)
    window.do("view.fit_page")
    window.do("view.thumbnails")
    (strip,) = page.findChildren(Thumbnails)
    assert strip.isVisible()
    assert strip.geometry().right() < page.viewport().geometry().left() + 1
    turn(20)
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, PLAIN, strip.page_rect(2).center())
    assert page.current_page() == 2
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Down)
    assert 3 in page.pages_in_sight()
    assert strip.accessibleDescription() == "Page 3 of 3"
    window.do("view.thumbnails")
    assert not page.thumbnails_shown()
    assert page.viewport().geometry().left() == 0


def test_a_framed_table_is_corrected_and_kept_as_evidence(window, reading):
    page, space = page_of(reading), reading.workspace
    origin = reading.reader.evidence.document_id
    frame(page, 3, (30, 30, 200, 110), held=CTRL)
    buttons = [one for one in page.findChildren(BarButton) if one.isVisible()]
    click(next(one for one in buttons if one.action.id == "table"))
    wait_for(lambda: isinstance(reading.reader.page_in_front, TablePage), 20_000)
    shown = reading.reader.page_in_front
    assert shown.model.rows() == [["Year", "Cases"], ["2009", "1204"]]
    assert "page 3" in shown.where.text()
    assert not shown.picture.pixmap().isNull()
    shown.model.setData(shown.model.index(1, 1), "1,204")
    shown.grid.setCurrentIndex(shown.model.index(1, 0))
    for words in ("Add row", "Add column"):
        click(next(one for one in shown.findChildren(QPushButton) if one.text() == words))
    assert shown.model.rows() == [["Year", "", "Cases"], ["2009", "", "1,204"], ["", "", ""]]
    for words in ("Remove column", "Remove row"):
        shown.grid.setCurrentIndex(shown.model.index(2, 1))
        click(next(one for one in shown.findChildren(QPushButton) if one.text() == words))
    assert shown.model.rows() == [["Year", "Cases"], ["2009", "1,204"]]
    click(shown.keep_button)
    wait_for(lambda: any(one.derived_from_id == origin for one in space.documents), 20_000)
    kept = next(one for one in space.documents if one.derived_from_id == origin)
    assert b"".join(space.project.bytes_of(kept.sha256)).decode("utf-8-sig") == 'Year,Cases\r\n2009,"1,204"\r\n'
    wait_for(lambda: reading.reader.evidence.document_id == kept.id)


def test_a_table_without_a_frame_says_how_to_draw_one(window, reading):
    window.do("evidence.table")
    assert "Frame the table first" in reading.reader.notice_bar.text()


def test_two_rows_of_a_heading_become_one(qtmodeltester):
    model = CellsModel()
    model.show_rows([["Number of", ""], ["cases", "Year"], ["5", "2009"]])
    qtmodeltester.check(model)
    model.join_rows(0)
    assert model.rows() == [["Number of cases", "Year"], ["5", "2009"]]
    model.join_rows(1)
    assert len(model.rows()) == 2, "there is nothing below the last row"


def test_without_a_pdf_the_keys_say_what_to_open(window, sample):
    window.do("view.thumbnails")
    assert "Open a PDF first" in sample.reader.notice_bar.text()
