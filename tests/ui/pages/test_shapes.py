"""Verdicts must be told apart without colour, at every size."""

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.ui.pages import shapes, strokes
from workbench.ui.pages.contract import MarkStyle, Shape, Tone


def drawn(draw, width, height):
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("side", [12, 14, 16, 20])
def test_no_two_shapes_look_alike_in_grey(side):
    black = QColor("#000000")
    pictures = {
        shape: drawn(lambda p, s=shape: shapes.draw(p, s, QRectF(0, 0, side, side), black), side, side)
        for shape in Shape
    }
    for one, other in itertools.combinations(Shape, 2):
        different = sum(abs(a - b) > 90 for a, b in zip(pictures[one], pictures[other], strict=True))
        assert different >= 4, (one, other)


@pytest.mark.parametrize("side", [12, 16, 20])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_shapes_keep_to_their_square_and_fill_it(qapp, side, ratio):
    image = shapes.pixmap(Shape.CHECK, QColor("#000000"), side, ratio).toImage()
    assert image.width() == round(side * ratio)
    assert image.pixelColor(image.width() // 2, 1).alpha() > 100
    assert image.pixelColor(0, 0).alpha() < 60


def test_no_two_underlines_look_alike_in_grey(qapp):
    pictures = {
        style: drawn(lambda p, s=style: strokes.underline(p, s, 4, 116, 10, 1.0), 120, 20) for style in MarkStyle
    }
    for one, other in itertools.combinations(MarkStyle, 2):
        different = sum((a < 200) != (b < 200) for a, b in zip(pictures[one], pictures[other], strict=True))
        assert different >= 20, (one, other)


def test_a_sentence_not_marked_yet_has_dashes_and_a_claim_not_checked_yet_has_dots(qapp):
    def longest(style):
        grey = drawn(lambda p: strokes.underline(p, style, 4, 116, 10, 1.0), 120, 20)
        rows = [grey[row * 120 : row * 120 + 120] for row in range(20)]
        return max(len(list(run)) for row in rows for ink, run in itertools.groupby(b < 200 for b in row) if ink)

    assert longest(MarkStyle.UNCHECKED) <= 3
    assert 6 <= longest(MarkStyle.SUGGESTED) <= 12


def test_every_tone_and_style_has_its_colours():
    assert all(shapes.tone_colour(tone).isValid() for tone in Tone)
    assert all(strokes.ink(style).line.isValid() and strokes.ink(style).tint.isValid() for style in MarkStyle)


def test_lanes_are_apart_and_stay_above_the_next_line():
    for lanes in range(1, 8):
        offsets = [strokes.lane_offset(lane, lanes, 1.0) for lane in range(lanes)]
        assert all(b - a >= 1.5 for a, b in itertools.pairwise(offsets))
        assert offsets[-1] <= strokes.ROOM
