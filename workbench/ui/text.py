"""Every text the user sees passes through here, so that it can be translated."""

from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication


def tr(text: str, *, count: int | None = None) -> str:
    """Return ``text`` in the user's language; with ``count``, "%n" becomes the number."""
    if count is None:
        return QCoreApplication.translate("Workbench", text)
    return QCoreApplication.translate("Workbench", text, None, count).replace("%n", str(count))


def plural(count: int, one: str, many: str) -> str:
    """Return ``one`` or ``many`` with "%n" replaced by ``count``."""
    return tr(one if count == 1 else many, count=count)


def apart(name: str) -> str:
    """Return a name as it is put into a sentence: one read from the right keeps the words around it in their places."""
    from_the_right = any(bidirectional(sign) in ("R", "AL") for sign in name)
    return f"\u2068{name}\u2069" if from_the_right else name
