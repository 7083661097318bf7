"""The simplest widgets, made one way everywhere: labels, buttons, rules.

The first paint uses them, so nothing here touches ``QtCore.Qt``: its hundred enums take a fifth of the time a bare
window takes.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in one of the stylesheet's roles (muted, small, strong, title, display, pill, key, error).

    What looks like markup is shown as it is, whatever text is put in later.
    """
    made = PlainLabel(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class PlainLabel(QLabel):
    """A label that never takes its words for markup."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show ``text`` as it is."""
        if "<" in text or "&" in text:
            from PySide6.QtCore import Qt

            self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(text)


def button(
    text: str, run: Callable[[], object] | None = None, role: str = "", *, icon: str = "", name: str = ""
) -> QPushButton:
    """Return a push button in one of the stylesheet's roles; ``name`` is for screen readers where the text is not."""
    made = QPushButton(text)
    # Outside a dialog Qt gives a button the space bar alone; whoever sees it framed presses Enter.
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    if icon:
        from workbench.ui import icons

        made.setIcon(icons.icon(icon, "surface" if role == "primary" else "muted"))
    if name:
        made.setAccessibleName(name)
        made.setToolTip(name)
    if run is not None:
        act = run
        made.clicked.connect(lambda _=False: act())
    return made


def rule() -> QFrame:
    """Return a horizontal hairline."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            # It stays its parent's: without one it would be Python's, whose collector may run in any thread.
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
