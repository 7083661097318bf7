"""Office files of the old container format: which kind it is, and whether a password protects it."""

from pathlib import Path

_LOOKED_AT = 32 * 1024 * 1024
_NAMES = (
    (
        "EncryptedPackage",
        "This Office file is protected by a password. Open it with the password, save a copy without one and add that.",
    ),
    (
        "WordDocument",
        "This is a Word file of the old .doc format, which cannot be read. Save it as DOCX or PDF and add that.",
    ),
    (
        "PowerPoint Document",
        "This is an old PowerPoint file, which cannot be read as text. Save it as PDF and add that.",
    ),
)
_UNKNOWN = "This is a file of an older Office format, which cannot be read as text. Save it as PDF and add that."


def sentence(path: Path) -> str:
    """Why the old Office file at ``path`` cannot be read. Stream names stand in it as UTF-16."""
    return next((told for name, told in _NAMES if holds(path, name)), _UNKNOWN)


def holds(path: Path, name: str) -> bool:
    """Whether a stream of this name stands in the old Office file at ``path``."""
    with path.open("rb") as file:
        return name.encode("utf-16-le") in file.read(_LOOKED_AT)
