"""The steps of zoom and the keys and wheel that take them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

LEAST, MOST = 0.5, 4.0
STEPS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)


def clamp(zoom: float) -> float:
    """Return ``zoom`` within what pages can show."""
    return min(MOST, max(LEAST, zoom))


def step(zoom: float, steps: int) -> float:
    """Return the zoom ``steps`` larger (smaller when negative) than ``zoom`` on the ladder."""
    if steps > 0:
        return next((s for s in STEPS if s > zoom + 0.01), MOST)
    return next((s for s in reversed(STEPS) if s < zoom - 0.01), LEAST)


def by_key(event: QKeyEvent, zoom: float) -> float | None:
    """Return the zoom that Ctrl with plus, minus or nought asks for; None for any other key."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    match event.key():
        case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
            return step(zoom, 1)
        case Qt.Key.Key_Minus:
            return step(zoom, -1)
        case Qt.Key.Key_0:
            return 1.0
        case _:
            return None


def by_wheel(event: QWheelEvent, zoom: float) -> float | None:
    """Return the zoom that the wheel with Ctrl asks for; None for a plain wheel."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    turned = event.angleDelta().y()
    return step(zoom, 1 if turned > 0 else -1) if turned else zoom
