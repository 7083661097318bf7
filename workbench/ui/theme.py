"""The colours of the desk: one set of tokens for light, one for dark, and the one in use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour the window paints with, as ``#RRGGBB``. The ``*_bg`` tokens lie under text of their own colour."""

    dark: bool
    background: str
    desk: str
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
    dark=False,
    background="#F6F7F9",
    desk="#ECEEF2",
    surface="#FFFFFF",
    text="#1B1F24",
    muted="#57606A",
    line="#D5DAE1",
    border="#8A929C",
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
    dark=True,
    background="#16191D",
    desk="#111417",
    surface="#1E2227",
    text="#E6E9ED",
    muted="#A3ABB5",
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

_in_use = LIGHT


def tokens() -> Tokens:
    """The colours in use now. Widgets ask again when Qt sends them a palette or style change."""
    return _in_use


def use(chosen: Tokens) -> None:
    """Make these the colours in use; who calls this also tells the application (palette, stylesheet)."""
    global _in_use  # noqa: PLW0603 - one look per process, as Qt's own palette is
    _in_use = chosen
