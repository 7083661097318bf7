"""The bundled fonts: the two that the desk and the reader need at once, the others when their script appears."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from workbench.places import resources

DESK = "Noto Sans"
READING = "Noto Serif"

# Size of text at 100 %, in pixels; line height of the reading text as a multiple.
DESK_PIXELS = 13
READING_PIXELS = 17
READING_LINE_HEIGHT = 1.55

FIRST_PAINT = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")
READER = ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf", "NotoSans-Bold.ttf")
BY_SCRIPT = {
    "arab": ("NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"),
    "urdu": ("WorkbenchNastaliq-Regular.ttf",),
    "hebr": ("NotoSerifHebrew-Regular.ttf", "NotoSerifHebrew-Bold.ttf"),
    "deva": ("NotoSerifDevanagari-Regular.ttf", "NotoSerifDevanagari-Bold.ttf"),
}
FAMILY_BY_SCRIPT = {
    "arab": "Noto Naskh Arabic",
    "urdu": "Workbench Nastaliq",
    "hebr": "Noto Serif Hebrew",
    "deva": "Noto Serif Devanagari",
}
SCRIPT_BY_LANGUAGE = {"ar": "arab", "fa": "arab", "ur": "urdu", "he": "hebr", "hi": "deva", "mr": "deva", "ne": "deva"}

_loaded: set[str] = set()


def load(*names: str) -> None:
    """Make the named files of resources/fonts known to Qt, each once; a missing one is left out."""
    for name in names:
        path = resources() / "fonts" / name
        if name not in _loaded and path.exists():
            QFontDatabase.addApplicationFont(str(path))
        _loaded.add(name)


def desk_font(scale: float = 1.0) -> QFont:
    """Return the font of menus, lists and forms at ``scale`` (1.0 is 100 %)."""
    load(*FIRST_PAINT)
    font = QFont(DESK)
    font.setPixelSize(round(DESK_PIXELS * scale))
    return font


@lru_cache(maxsize=16)
def desk_metrics(scale: float = 1.0) -> QFontMetrics:
    """Return the measures of the desk's font.

    Size hints ask here, not their widget: while a stylesheet is being applied a widget's own font may be gone.
    """
    return QFontMetrics(desk_font(scale))


def reading_font(scale: float = 1.0, *, language: str = "") -> QFont:
    """Return the font of articles and evidence; ``language`` ("ur", "ar" …) puts its script's family first."""
    load(*READER)
    families = [READING]
    script = SCRIPT_BY_LANGUAGE.get(language.split("-", maxsplit=1)[0].lower())
    if script:
        load(*BY_SCRIPT[script])
        families.insert(0, FAMILY_BY_SCRIPT[script])
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(round(READING_PIXELS * scale))
    return font


def load_for(text: str) -> None:
    """Load the fonts of the scripts that occur in ``text`` (its first 20,000 characters are looked at)."""
    for character in set(text[:20_000]):
        point = ord(character)
        if 0x0590 <= point < 0x0600:
            load(*BY_SCRIPT["hebr"])
        elif 0x0600 <= point < 0x0780:
            load(*BY_SCRIPT["arab"])
        elif 0x0900 <= point < 0x0980:
            load(*BY_SCRIPT["deva"])
