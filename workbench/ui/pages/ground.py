"""The ground that sheets and pages lie on."""

from PySide6.QtGui import QColor

from workbench.ui import theme


def desk() -> QColor:
    """Return the desk's colour: a shade below the window's background, so that white paper stands out."""
    return QColor(theme.tokens().background).darker(124 if theme.is_dark() else 104)
