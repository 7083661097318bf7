"""A region of a picture as the selection."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt

from tests.ui.pages.paper import PaperProvider
from workbench.readers.reading import Box
from workbench.ui.pages.contract import Mark, MarkStyle
from workbench.ui.pages.image_page import ImagePage


@pytest.fixture
def picture(qtbot):
    page = ImagePage()
    qtbot.addWidget(page)
    page.resize(600, 500)
    with qtbot.waitExposed(page):
        page.show()
    page.show_image(400, 300, PaperProvider([""]))
    return page


def test_a_small_picture_is_not_blown_up(picture):
    assert picture.zoom() == 1.0
    assert picture.page_rect(1).size().toTuple() == (400, 300)


def test_a_region_is_drawn_with_the_mouse_in_pixels_of_the_picture(picture, qtbot):
    corner = picture.page_rect(1).topLeft()
    view = picture.viewport()
    seen = []
    picture.selection_changed.connect(lambda: seen.append(picture.selection()))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=corner + QPoint(20, 30))
    qtbot.mouseMove(view, corner + QPoint(60, 60))
    qtbot.mouseMove(view, corner + QPoint(120, 90))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=corner + QPoint(120, 90))
    assert len(seen) == 1
    assert seen[0].boxes == (Box(20, 30, 120, 90),)
    assert (seen[0].text, seen[0].page) == ("", 1)


def test_a_region_never_leaves_the_picture(picture):
    picture.select_region(QRectF(-50, 250, 1000, 1000))
    assert picture.selection().boxes == (Box(0, 250, 400, 300),)


def test_a_region_is_made_moved_and_sized_by_keyboard_alone(picture, qtbot):
    qtbot.keyClick(picture, Qt.Key.Key_F7)
    before = picture.selection().boxes[0]
    qtbot.keyClick(picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    moved = picture.selection().boxes[0]
    assert (moved.x0, moved.x1) == (before.x0 + 1, before.x1 + 1)
    qtbot.keyClick(picture, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    sized = picture.selection().boxes[0]
    assert (sized.y0, sized.y1) == (moved.y0, moved.y1 + 1)


def test_clicking_a_marked_region_activates_it_and_beside_it_selects_nothing(picture, qtbot):
    picture.set_regions([(Mark("L1", 0, 0, "1", MarkStyle.SUPPORTED, "Supports"), QRectF(10, 10, 50, 50))])
    picture.select_region(QRectF(100, 100, 50, 50))
    corner = picture.page_rect(1).topLeft()
    with qtbot.waitSignal(picture.mark_activated, check_params_cb=lambda i: i == "L1"):
        qtbot.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=corner + QPoint(30, 30))
    qtbot.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=corner + QPoint(300, 200))
    assert picture.selection() is None
    picture.set_active("L1")
    assert picture.accessibleDescription() == "Supports"
    picture.set_marks([])
    with qtbot.assertNotEmitted(picture.mark_activated, wait=20):
        qtbot.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=corner + QPoint(30, 30))
