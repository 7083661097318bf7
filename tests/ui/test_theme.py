"""Colours can be told apart, are the same everywhere, and the faults of the stock theme are gone."""

import re

import pytest

from workbench.places import resources
from workbench.ui.theme import DARK, LIGHT, Tokens

SCHEMES = {"light": LIGHT, "dark": DARK}
# What is written in a colour, and what it may stand on.
TEXTS = {
    "text": ("background", "surface", "selection", "supports_bg", "contradicts_bg", "mixed_bg", "context_bg"),
    # Details of a row that is chosen, buttons and words in a notice.
    "muted": ("background", "surface", "selection", "mixed_bg"),
    "accent": ("background", "surface", "mixed_bg"),
    # Stances on cards, words of margin notes, also beside the claim that is chosen.
    "supports": ("surface", "background", "supports_bg"),
    "contradicts": ("surface", "background", "contradicts_bg", "selection"),
    "mixed": ("surface", "background", "mixed_bg", "selection"),
    "context": ("surface", "background", "context_bg"),
}
SIGNS = {
    "border": ("surface", "background"),
    "accent": ("background", "surface", "selection", "line"),  # rings, and how far something is on its track
    "muted": ("background", "surface", "selection"),  # icons
    "unchecked": ("background", "surface", "selection"),
    "supports": ("background", "surface", "selection"),
    "contradicts": ("background", "surface", "selection"),
    "mixed": ("background", "surface", "selection"),
    "context": ("background", "surface", "selection"),
}
# Hairlines between things that are told apart without them, and frames of what cannot be used now.
HAIRLINES = {"line", "transparent"}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(table: dict[str, tuple[str, ...]]):
    return [(scheme, ink, paper) for scheme in SCHEMES for ink, papers in table.items() for paper in papers]


def test_black_on_white_has_the_contrast_the_standard_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(("scheme", "ink", "paper"), pairs(TEXTS))
def test_text_has_enough_contrast(scheme, ink, paper):
    colours = SCHEMES[scheme]._asdict()
    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize(("scheme", "ink", "paper"), pairs(SIGNS))
def test_shapes_and_borders_have_enough_contrast(scheme, ink, paper):
    colours = SCHEMES[scheme]._asdict()
    assert contrast(colours[ink], colours[paper]) >= 3


def rules() -> list[tuple[str, dict[str, str]]]:
    sheet = re.sub(r"/\*.*?\*/", "", (resources() / "style" / "overlay.qss").read_text("utf-8"), flags=re.DOTALL)
    made = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        lines = (line.partition(":") for line in body.split(";") if ":" in line)
        made.append((" ".join(selectors.split()), {name.strip(): value.strip() for name, _, value in lines}))
    return made


def named(value: str) -> str:
    return value.rpartition("$")[2] if "$" in value else value


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_a_rule_writes_with_can_be_read_on_its_ground(scheme):
    colours = SCHEMES[scheme]._asdict()
    found = {}
    for selectors, rule in rules():
        ink, ground = named(rule.get("color", "")), named(rule.get("background", rule.get("background-color", "")))
        if ink in colours and ":disabled" not in selectors:
            for paper in [ground] if ground in colours else ["background", "surface"]:
                found[selectors, ink, paper] = contrast(colours[ink], colours[paper])
    assert len(found) > 40
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_frame_and_ring_a_rule_draws_can_be_seen(scheme):
    colours = SCHEMES[scheme]._asdict()
    found = {}
    for selectors, rule in rules():
        for name, value in rule.items():
            ring = named(value)
            if not name.startswith("border") or ring not in colours or ring in HAIRLINES or ":disabled" in selectors:
                continue
            for paper in ("background", "surface"):
                found[selectors, ring, paper] = contrast(colours[ring], colours[paper])
            own = named(rule.get("background", ""))
            if ":focus" in selectors and own in colours:
                found[selectors, ring, own] = contrast(colours[ring], colours[own])
    assert len(found) > 20
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 3} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_stylesheets_colours_are_the_programs_colours(scheme):
    xml = (resources() / "style" / f"{scheme}.xml").read_text("utf-8")
    written = dict(re.findall(r'<color name="(\w+)">([^<]+)</color>', xml))
    tokens: Tokens = SCHEMES[scheme]
    assert {name: written[name] for name in tokens._fields} == tokens._asdict()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_rendered_theme_has_none_of_the_stock_faults(scheme):
    sheet = (resources() / "themes" / f"{scheme}.qss").read_text("utf-8")
    assert "uppercase" not in sheet
    assert not re.search(r"outline:\s*none", sheet)
    assert "icon:/" not in sheet
    faded = re.findall(r":disabled[^{]*\{[^}]*[^-]color:\s*rgba[^}]*\}", sheet)
    assert faded == []
    for icon in re.findall(r"url\(theme:(\S+?)\)", sheet):
        assert (resources() / "themes" / icon).exists(), icon


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_kind_of_button_and_field_shows_the_focus(scheme):
    sheet = (resources() / "themes" / f"{scheme}.qss").read_text("utf-8")
    for kind in ("QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QPlainTextEdit", "QTextEdit", "QCheckBox"):
        rules = [body for selectors, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet) if f"{kind}:focus" in selectors]
        assert any(SCHEMES[scheme].accent in body for body in rules), kind


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_shows_a_control_is_drawn_in_a_border_that_can_be_seen(scheme):
    """In the rendered theme itself: every whole border of a button or field, whatever colour it took."""
    sheet = (resources() / "themes" / f"{scheme}.qss").read_text("utf-8")
    tokens = SCHEMES[scheme]
    found = []
    for selectors, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet):
        kinds = [one.strip() for one in selectors.split(",")]
        plain = [
            one
            for one in kinds
            if re.fullmatch(r"Q(PushButton|ToolButton|LineEdit|ComboBox|PlainTextEdit|TextEdit)", one)
        ]
        for colour in re.findall(r"border: \dpx solid (#[0-9A-Fa-f]{6})", body) if plain else ():
            found.append((plain, colour))
            assert min(contrast(colour, tokens.background), contrast(colour, tokens.surface)) >= 3, (plain, colour)
    assert len(found) >= 2
