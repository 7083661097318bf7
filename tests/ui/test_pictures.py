"""Part of a picture as evidence: framed by mouse or keyboard, linked by one key, opened at its place."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.windows import click, drop_files, turn, wait_for
from workbench.desk import crops, documents, evidence, projects
from workbench.model.sets import DocumentKind, Stance
from workbench.readers.reading import Box
from workbench.ui.pages.bar_button import BarButton
from workbench.ui.pages.image_page import ImagePage
from workbench.ui.panels.evidence_cards import Card


@pytest.fixture
def reading(window, sample, tmp_path: Path):
    """A picture open in the reader, claim 45 being worked on."""
    path = tmp_path / "square.png"
    picture = Image.new("RGB", (640, 420), (205, 222, 240))
    ImageDraw.Draw(picture).rectangle([200, 120, 330, 240], fill=(150, 60, 40))
    picture.save(path)
    drop_files(window, path)
    space = sample.workspace
    wait_for(lambda: any(one.kind is DocumentKind.IMAGE for one in space.documents), 20_000)
    sample.open_claim(next(row.id for row in space.rows if row.number == 45))
    sample.open_document(next(one.id for one in space.documents if one.kind is DocumentKind.IMAGE))
    turn(50)
    return sample


def page_of(view) -> ImagePage:
    page = view.reader.evidence.page
    assert isinstance(page, ImagePage)
    return page


def frame(page: ImagePage, x0: int, y0: int, x1: int, y1: int) -> None:
    """Draw a frame with the mouse, in pixels of the picture."""
    scale, corner, at = page.stack.scale, page.page_rect(1).topLeft(), page.viewport()
    first, last = (corner + QPoint(round(x * scale), round(y * scale)) for x, y in ((x0, y0), (x1, y1)))
    QTest.mousePress(at, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(at, (first + last) / 2)
    QTest.mouseMove(at, last)
    QTest.mouseRelease(at, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    turn(10)


def of_picture(view):
    return [link for link in evidence.of_claim(view.workspace.project, view.workspace.claim_id) if link.region]


def test_a_frame_drawn_with_the_mouse_is_linked_by_one_key_and_its_part_stands_on_the_card(reading):
    page = page_of(reading)
    frame(page, 200, 120, 330, 240)
    QTest.keyClick(page, Qt.Key.Key_X)
    (link,) = of_picture(reading)
    assert link.stance is Stance.REFUTES
    assert all(abs(at - wanted) <= 2 for at, wanted in zip((link.region.x0, link.region.y1), (200, 240), strict=True))
    assert page.selection() is None
    wait_for(lambda: crops.crop(reading.workspace.project, link.id), 20_000)

    def shown():
        cards = [card for card in reading.inspector.cards.findChildren(Card) if card.isVisible()]
        return [one for card in cards for one in card.findChildren(QLabel) if not one.pixmap().isNull()]

    wait_for(shown)
    assert "linked part of the picture" in shown()[0].accessibleName()
    assert 0 < shown()[0].width() <= reading.inspector.width()


def test_the_bar_by_the_frame_offers_the_stances(reading):
    page = page_of(reading)
    frame(page, 200, 120, 330, 240)
    buttons = [one for one in page.findChildren(BarButton) if one.isVisible()]
    assert len(buttons) == 4
    click(buttons[0])
    assert [link.stance for link in of_picture(reading)] == [Stance.SUPPORTS]


def test_a_part_is_framed_and_linked_by_keyboard_alone(window, reading):
    page = page_of(reading)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_F7)
    before = page.selection().boxes[0]
    QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page, Qt.Key.Key_T)
    (link,) = of_picture(reading)
    assert link.stance is Stance.CONTEXT
    assert link.region.x0 > before.x0
    assert link.region.y1 > before.y1
    assert not reading.reader.article.page.caret_browsing()


def test_without_a_frame_the_key_says_how_to_draw_one(reading):
    QTest.keyClick(page_of(reading), Qt.Key.Key_S)
    assert "Draw a frame" in reading.reader.notice_bar.text()
    assert of_picture(reading) == []


def test_a_linked_part_opens_at_its_place_from_the_card_and_by_a_click_goes_to_its_claim(reading):
    project, space = reading.workspace.project, reading.workspace
    document = documents.find(project, reading.reader.evidence.document_id)
    link = evidence.link_region(project, space.claim_id, document.id, Box(10, 380, 60, 415), Stance.MIXED)
    reading.reader.go_to_claim(space.claim_id)
    assert not reading.reader.reading_evidence
    named = f"Mixed, {link.document_code}"
    card = next(one for one in reading.inspector.cards.findChildren(Card) if named in one.accessibleName())
    click(card)
    page = page_of(reading)
    assert reading.reader.reading_evidence
    assert page.accessibleDescription() == "Mixed C45"
    wait_for(lambda: not page.viewport().rect().isEmpty())
    turn(100)
    here, scale = page.page_rect(1).topLeft(), page.stack.scale
    spot = here + QPoint(round(30 * scale), round(400 * scale))
    assert page.viewport().rect().contains(spot)
    space.activate(space.neighbour(1))
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert space.claim_id == link.claim_id


def test_undo_takes_the_frame_off_the_picture(reading):
    page = page_of(reading)
    frame(page, 200, 120, 330, 240)
    QTest.keyClick(page, Qt.Key.Key_M)
    drawn = page.grab().toImage()
    projects.undo(reading.workspace.project)
    assert of_picture(reading) == []
    assert page.grab().toImage() != drawn
