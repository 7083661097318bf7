"""Every label of every scale gets a shape a reader understands in greyscale."""

import pytest

from workbench.desk.projects import all_scales
from workbench.desk.views import ScaleView, VerdictMark
from workbench.model.sets import Polarity
from workbench.reports.shapes import Shape, Underline, shape_of, underline_of

SCALES = {scale.key: scale for scale in all_scales()}


def marks(scale: ScaleView) -> dict[str, VerdictMark]:
    return {
        label.key: VerdictMark(label.label, label.polarity, label.rank, scale.worst, scale.best)
        for label in scale.labels
    }


def test_all_thirteen_scales_are_there():
    assert len(SCALES) == 13


@pytest.mark.parametrize(
    ("scale", "shapes"),
    [
        ("five-step", "check three_quarters half quarter cross ring dotted_ring"),
        ("politifact", "check three_quarters half quarter cross cross"),
        ("africacheck", "check three_quarters half half half cross ring dotted_ring"),
        ("wapo", "check three_quarters half quarter cross cross dotted_ring ring"),
        ("ghana", "check three_quarters half quarter cross half ring"),
        ("aletheia", "check three_quarters half half ring quarter quarter cross dotted_ring"),
        ("averitec", "check half cross ring"),
        ("prepub", "check ring cross ring ring dotted_ring dotted_ring"),
        ("fullfact", "dotted_ring"),
    ],
)
def test_the_labels_of_a_scale_have_these_shapes(scale, shapes):
    assert [shape_of(mark).value for mark in marks(SCALES[scale]).values()] == shapes.split()


@pytest.mark.parametrize("scale", SCALES.values(), ids=list(SCALES))
def test_the_fuller_the_circle_the_truer_the_label(scale):
    fullness = [Shape.CROSS, Shape.QUARTER, Shape.HALF, Shape.THREE_QUARTERS, Shape.CHECK]
    on_axis = [
        mark
        for mark in marks(scale).values()
        if mark.rank is not None and mark.polarity not in {Polarity.UNDETERMINED, Polarity.NOT_RATED}
    ]
    ordered = sorted(on_axis, key=lambda mark: mark.rank or 0)
    filled = [fullness.index(shape_of(mark)) for mark in ordered]
    assert filled == sorted(filled)


def test_a_scale_with_one_rank_only_does_not_divide_by_zero():
    assert shape_of(VerdictMark("Yes", Polarity.TRUE, 1, 1, 1)) is Shape.CHECK


@pytest.mark.parametrize(
    ("polarity", "line"),
    [
        (Polarity.TRUE, Underline.SOLID),
        (Polarity.MIXED, Underline.WAVY),
        (Polarity.FALSE, Underline.DOUBLE),
        (Polarity.UNDETERMINED, Underline.DOTTED),
        (Polarity.NOT_RATED, Underline.DOTTED),
    ],
)
def test_the_underline_tells_the_verdict(polarity, line):
    assert underline_of(VerdictMark("x", polarity, None, None, None)) is line


def test_a_claim_nobody_judged_is_dotted():
    assert underline_of(None) is Underline.DOTTED
