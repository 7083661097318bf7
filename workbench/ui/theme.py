"""The look: colours by name, the rendered stylesheet, light and dark, and the size of text.

Widgets that paint themselves ask ``tokens()`` while they paint and connect to ``look().changed`` when they
keep anything derived from it.
"""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from workbench.places import resources
from workbench.ui import fonts

SMALLEST, LARGEST = 0.8, 2.0
# Lightness of a colour, of 255.
HALF = 128


class Scheme(StrEnum):
    """Which colours: as the system says, or one of ours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tokens(NamedTuple):
    """The colours by what they are for, as "#RRGGBB". No dataclass: importing those takes 4 % of a bare window."""

    background: str
    surface: str
    text: str
    muted: str
    line: str
    border: str
    accent: str
    selection: str
    supports: str
    supports_bg: str
    contradicts: str
    contradicts_bg: str
    mixed: str
    mixed_bg: str
    context: str
    context_bg: str
    unchecked: str


LIGHT = Tokens(
    background="#F6F7F9",
    surface="#FFFFFF",
    text="#1B1F24",
    muted="#57606A",
    line="#D5DAE1",
    border="#848C96",
    accent="#1F5FBF",
    selection="#D6E4FA",
    supports="#0B5FA5",
    supports_bg="#D3E6F7",
    contradicts="#A63A00",
    contradicts_bg="#FBE0D2",
    mixed="#7A5A00",
    mixed_bg="#FFF0BF",
    context="#5F4B8B",
    context_bg="#E6E0F2",
    unchecked="#6B737D",
)
DARK = Tokens(
    background="#16191D",
    surface="#1E2227",
    text="#E6E9ED",
    muted="#A6AEB8",
    line="#333941",
    border="#77818D",
    accent="#7FB0FF",
    selection="#27406B",
    supports="#6DB3F2",
    supports_bg="#16344F",
    contradicts="#FF9A66",
    contradicts_bg="#4D2613",
    mixed="#F0C94A",
    mixed_bg="#453A12",
    context="#B9A6E8",
    context_bg="#332B4A",
    unchecked="#8A929C",
)


class Look(QObject):
    """The look now in force; ``changed`` fires after colours or the size of text have changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Scheme.SYSTEM
        self.scale = 1.0
        self.tokens = LIGHT
        self.applied = ""
        self.system_is_dark = False


@cache
def look() -> Look:
    """Return the one Look of this process."""
    return Look()


def tokens() -> Tokens:
    """Return the colours now in force."""
    return look().tokens


def is_dark() -> bool:
    """Say whether the dark colours are in force."""
    return look().tokens is DARK


def colour(name: str) -> QColor:
    """Return the token called ``name`` as a colour."""
    return QColor(getattr(tokens(), name))


def apply(app: QApplication, scheme: Scheme | str = Scheme.SYSTEM, *, scale: float | None = None) -> None:
    """Put ``scheme`` in force; ``scale`` is the size of text (1.0 is 100 %, kept within 80 and 200 %)."""
    state = look()
    state.scheme = Scheme(scheme)
    if scale is not None:
        state.scale = min(LARGEST, max(SMALLEST, scale))
    if not state.applied:
        # Told by the palette, not by styleHints().colorScheme(): that one makes all enums of QtCore.Qt.
        state.system_is_dark = app.palette().window().color().lightness() < HALF
    dark = state.scheme is Scheme.DARK or (state.scheme is Scheme.SYSTEM and state.system_is_dark)
    wanted = f"{'dark' if dark else 'light'} {state.scale:.2f}"
    if wanted == state.applied:
        return
    state.tokens = DARK if dark else LIGHT
    state.applied = wanted
    app.setPalette(_palette(state.tokens))
    app.setFont(fonts.desk_font(state.scale))
    app.setStyleSheet(_stylesheet("dark" if dark else "light", state.scale))
    state.changed.emit()


def stepped(scale: float, steps: int) -> float:
    """Return the scale ``steps`` of 10 % larger or smaller, within what is allowed; 0 steps are 100 %."""
    return min(LARGEST, max(SMALLEST, round(scale + 0.1 * steps, 2))) if steps else 1.0


def px(pixels: float) -> int:
    """Return ``pixels`` at the present size of text."""
    return round(pixels * look().scale)


def follow_system(app: QApplication) -> None:
    """Change colours when the system does, as long as the user chose none. Called after the first paint."""
    from PySide6.QtCore import Qt

    hints = QGuiApplication.styleHints()

    def turned() -> None:
        look().system_is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        apply(app, look().scheme)

    hints.colorSchemeChanged.connect(turned)
    if hints.colorScheme() != Qt.ColorScheme.Unknown:
        turned()


def _stylesheet(name: str, scale: float) -> str:
    themes = resources() / "themes"
    sheet = (themes / f"{name}.qss").read_text(encoding="utf-8").replace("theme:", f"{themes.as_posix()}/")
    if scale == 1.0:
        return sheet
    return re.sub(
        r"((?:font-size|min-height|min-width):\s*)(\d+)px",
        lambda match: f"{match[1]}{round(int(match[2]) * scale)}px",
        sheet,
    )


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for names, value in (
        ((role.Window, role.Button, role.AlternateBase), colours.background),
        ((role.Base, role.ToolTipBase), colours.surface),
        ((role.Text, role.WindowText, role.ButtonText, role.ToolTipText, role.HighlightedText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight,), colours.selection),
        ((role.Link, role.LinkVisited, role.Accent), colours.accent),
        ((role.Mid, role.Midlight, role.Light), colours.line),
        ((role.Dark, role.Shadow), colours.border),
    ):
        for name in names:
            palette.setColor(name, QColor(value))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.muted))
    return palette
