"""Which way a text runs and which language it is shaped as."""

import unicodedata
from dataclasses import dataclass

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}

# Letters only Urdu writes, and letters Persian and Urdu have beyond Arabic.
_URDU = frozenset("ٹڈڑںےۓۂھ")
_PERSIAN = frozenset("پچژگکی")

# First and last code point of a script, and the language it is shaped as unless the document says another.
_SCRIPTS = (
    (0x0590, 0x05FF, "he"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x0530, 0x058F, "hy"),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x04FF, "ru"),
    (0x1200, 0x137F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x3040, 0x30FF, "ja"),
    (0xAC00, 0xD7AF, "ko"),
    (0x4E00, 0x9FFF, "zh"),
    (0x3400, 0x4DBF, "zh"),
)
_FAMILY = {
    "ar": {"ar", "fa", "ur", "ps", "sd", "ckb", "ug"},
    "hi": {"hi", "mr", "ne", "sa"},
    "ru": {"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"},
    "he": {"he", "yi"},
    "zh": {"zh", "ja", "ko"},
}


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: ``language`` is a two- or three-letter tag, empty where the report's own serves."""

    language: str
    right_to_left: bool


def setting(text: str, declared: str = "") -> Setting:
    """Return how to set ``text``: direction by its first strong character, language by its letters.

    ``declared`` is the language its document is said to be in; it decides between languages of one
    script (Arabic or Persian, Hindi or Marathi) and never overrules the letters themselves.
    """
    return Setting(_language(text, declared.casefold().split("-")[0]), is_right_to_left(text))


def is_right_to_left(text: str) -> bool:
    """Return whether the first strong character of ``text`` is written right to left."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _STRONG:
            return kind in _RIGHT_TO_LEFT
    return False


def has_right_to_left(text: str) -> bool:
    """Return whether any character of ``text`` is written right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def _language(text: str, declared: str) -> str:
    if text.isascii():
        return declared if declared and declared not in _foreign_to_latin() else ""
    counts: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            script = _script(character)
            counts[script] = counts.get(script, 0) + 1
    script = max(counts, key=lambda name: counts[name]) if counts else "latin"
    match script:
        case "latin":
            return declared if declared not in _foreign_to_latin() else ""
        case "ar":
            return _arabic(text, declared)
        case "zh" if "ja" in counts:
            return "ja"
        case _:
            return declared if declared in _FAMILY.get(script, {script}) else script


def _arabic(text: str, declared: str) -> str:
    letters = set(text)
    if letters & _URDU:
        return "ur" if declared not in {"ps", "sd"} else declared
    if declared in _FAMILY["ar"]:
        return declared
    return "fa" if letters & _PERSIAN else "ar"


def _script(character: str) -> str:
    point = ord(character)
    if point < 0x0370:
        return "latin"
    if 0x0600 <= point <= 0x08FF or 0xFB50 <= point <= 0xFEFC:
        return "ar"
    return next((name for first, last, name in _SCRIPTS if first <= point <= last), "latin")


def _foreign_to_latin() -> frozenset[str]:
    return frozenset(name for *_, name in _SCRIPTS) | frozenset(x for family in _FAMILY.values() for x in family)
