"""Render resources/themes/{light,dark}.qss and their icons: qt-material from our colours, then our overlay.

Run once after a change of resources/style or resources/icons: ``python packaging/render_themes.py`` (needs the
build extra). The window only loads the result: rendering at start-up would cost more than a bare window does.
"""

import re
import string
import sys
from pathlib import Path
from xml.etree import ElementTree

import jinja2
import qt_material
from qt_material import density, opacity

ROOT = Path(__file__).resolve().parents[1]
STYLE, ICONS, THEMES = (ROOT / "resources" / name for name in ("style", "icons", "themes"))
DENSITY = -2

# What qt-material draws with its own pictures, and the Lucide icon that takes its place.
ICON_FOR = {
    "downarrow": "chevron-down",
    "downarrow2": "chevron-down",
    "uparrow": "chevron-up",
    "uparrow2": "chevron-up",
    "rightarrow": "chevron-right",
    "rightarrow2": "chevron-right",
    "leftarrow": "chevron-left",
    "leftarrow2": "chevron-left",
    "branch-closed": "chevron-right",
    "branch-open": "chevron-down",
    "checkbox_checked": "square-check",
    "checkbox_unchecked": "square",
    "checkbox_indeterminate": "square-dot",
    "radiobutton_checked": "circle-dot",
    "radiobutton_unchecked": "circle",
    "checklist": "check",
    "tab_close": "x",
    "close": "x",
}
# Faults of the stock look: capitals for tabs and buttons, no focus ring, fixed heights that cut larger text.
DROPPED_PROPERTIES = {
    "text-transform",
    "outline",
    "height",
    "line-height",
    "font-family",
    "font-size",
    "font-weight",
    "selection-color",
}
KEPT_SUBCONTROL_HEIGHTS = ("::indicator", "::groove", "::handle", "::separator", "-arrow", "-line")
# Widgets the window has none of: every rule costs at start-up.
UNUSED = re.compile(
    r"QCalendarWidget|QToolBox|QDockWidget|QSlider|QDate|QSpinBox|QDoubleSpinBox|QGroupBox|QToolBar|QStatusBar|"
    r"QTableWidget|QSizeGrip|QColumnView|QTreeWidget|QDial\b|\.big|\.danger|\.warning|\.success|\[colored|"
    r"\[frameless|fill_background|QTabBar::tab:(bottom|left|right)|QDialog|QMainWindow|QScrolLBar|^\*|"
    # Combined states in which the stock accent would win over the overlay by its specificity.
    r"QTableView:focus|QComboBox::item|:flat|:(checked|pressed):focus|:checked:disabled|QMenuBar QToolButton|\[frame="
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def main() -> int:
    """Write both themes. Returns the exit status."""
    for scheme in ("light", "dark"):
        colours = colours_of(scheme)
        folder = THEMES / scheme
        folder.mkdir(parents=True, exist_ok=True)
        names = render_sheet(scheme, colours)
        for old in folder.glob("*.svg"):
            old.unlink()
        for name in sorted(names):
            recolour(ICONS / f"{name}.svg", folder / f"{name}.svg", colours["muted"])
    return 0


def colours_of(scheme: str) -> dict[str, str]:
    """Return the colours of ``scheme`` by name."""
    tree = ElementTree.parse(STYLE / f"{scheme}.xml")  # noqa: S314  (our own file)
    return {node.attrib["name"]: str(node.text) for node in tree.iter("color")}


def render_sheet(scheme: str, colours: dict[str, str]) -> set[str]:
    """Write the stylesheet of ``scheme``; returns the names of the icons it uses."""
    icons = f"theme:{scheme}"
    overlay = string.Template(strip_comments((STYLE / "overlay.qss").read_text(encoding="utf-8")))
    ours = overlay.substitute(colours, icons=icons)
    sheet = prune(render_base(colours), icons, muted=colours["muted"], restated=selectors_of(ours)) + ours
    sheet = re.sub(r"\s*\n\s*", "\n", sheet).strip() + "\n"
    (THEMES / f"{scheme}.qss").write_text(sheet, encoding="utf-8")
    return set(re.findall(r"url\(theme:\w+/([\w-]+)\.svg\)", sheet))


def render_base(colours: dict[str, str]) -> str:
    """Return qt-material's own stylesheet in ``colours``."""
    folder = Path(qt_material.__file__).parent
    # Plain rendering, not build_stylesheet: that one writes into the home directory.
    # No HTML is made here, so nothing is to be escaped.
    environment = jinja2.Environment(autoescape=False, loader=jinja2.FileSystemLoader(folder))  # noqa: S701
    environment.filters |= {"opacity": opacity, "density": density}
    return environment.get_template("material.qss.template").render(
        colours,
        density_scale=DENSITY,
        button_shape="default",
        font_family="Noto Sans",
        danger=colours["contradicts"],
        warning=colours["mixed"],
        success=colours["supports"],
        pyside6=True,
        linux=True,
    )


def selectors_of(sheet: str) -> set[str]:
    """Return every selector of ``sheet``."""
    return {one.strip() for selectors, _ in RULE.findall(sheet) for one in selectors.split(",")}


def prune(sheet: str, icons: str, *, muted: str, restated: set[str]) -> str:
    """Return the rules worth keeping, without the stock faults and with our icons.

    What the overlay restates goes: two rules for one selector cost twice, and leftovers of the first show through.
    """
    kept = []
    for selectors, body in RULE.findall(strip_comments(sheet)):
        names = [" ".join(one.split()) for one in selectors.split(",")]
        wanted = [one for one in names if one and one not in restated and not UNUSED.search(one)]
        properties = [line.strip() for line in body.split(";") if line.strip() and keeps(line, wanted)]
        properties = [line for line in (with_icon(line, icons) for line in properties) if line]
        if any(":disabled" in one for one in wanted):
            properties = [legible(line, muted) for line in properties]
        if wanted and properties:
            kept.append(f"{', '.join(wanted)} {{ {'; '.join(properties)}; }}\n")
    return "".join(kept)


def keeps(line: str, selectors: list[str]) -> bool:
    """Say whether a property survives."""
    name = line.split(":", maxsplit=1)[0].strip()
    if name == "height":
        return all(any(part in one for part in KEPT_SUBCONTROL_HEIGHTS) for one in selectors)
    return name not in DROPPED_PROPERTIES


def legible(line: str, muted: str) -> str:
    """Return the property of a disabled widget with text that can be read (stock: a fifth of its colour)."""
    return f"color: {muted}" if line.split(":", maxsplit=1)[0].strip() == "color" else line


def with_icon(line: str, icons: str) -> str:
    """Return the property with our icon for qt-material's, or "" where we have none."""
    match = re.search(r"url\(icon:/\w+/([\w-]+)\.svg\)", line)
    if not match:
        return line
    name = ICON_FOR.get(match[1].removesuffix("_invert"))
    return line.replace(match[0], f"url({icons}/{name}.svg)") if name else ""


def strip_comments(sheet: str) -> str:
    """Return ``sheet`` without comments."""
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def recolour(source: Path, target: Path, colour: str) -> None:
    """Copy an icon in one colour."""
    svg = source.read_text(encoding="utf-8")
    target.write_text(svg.replace("currentColor", colour), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
