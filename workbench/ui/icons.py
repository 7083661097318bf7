"""Icons: one family (Lucide), drawn in the colour asked for."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from workbench.places import resources
from workbench.ui import theme


def icon(name: str, colour: str = "muted", *, size: int = 16) -> QIcon:
    """Return the icon ``name`` of resources/icons in the token ``colour``, ``size`` pixels square."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    return QIcon(_pixmap(name, getattr(theme.tokens(), colour), size, ratio))


def pixmap(name: str, colour: str = "muted", *, size: int = 16) -> QPixmap:
    """Return the icon as a pixmap."""
    return icon(name, colour, size=size).pixmap(QSize(size, size))


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    # Only here: the SVG library is not needed for first paint.
    from PySide6.QtSvg import QSvgRenderer

    svg = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
