"""File names as they may be shown: no line breaks, nothing that turns the writing round, no bytes that are no text."""

from unicodedata import category

# A longer name fills a sentence; its beginning and its end tell it from others.
LONGEST = 100
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSHOWN = {"Cc", "Zl", "Zp"}


def as_text(name: str) -> str:
    """Return a name with bytes that are no text spelled out: it is kept in the project and printed in reports."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(name: str) -> str:
    """Return a name as one line of plain words; what would break or turn the line is shown as "�"."""
    plain = "".join("�" if c in _TURNING or category(c) in _UNSHOWN else c for c in as_text(name))
    if len(plain) <= LONGEST:
        return plain
    end = LONGEST // 3
    return f"{plain[: LONGEST - end - 1]}…{plain[-end:]}"
