"""A real window for tests: opened as a user opens it, with settings and projects of its own, closed afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from workbench.ui import app as root
from workbench.ui import theme
from workbench.ui.pages.selectable_text import SelectableText
from workbench.ui.panels.project_view import ProjectView
from workbench.ui.settings import Settings
from workbench.ui.window import Window

SIZE = (1440, 900)


@contextmanager
def a_window(
    folder: Path, monkeypatch: pytest.MonkeyPatch, path: Path | None = None, *, person: str = "Ada Byron"
) -> Iterator[Window]:
    """Open the window as the program does; ``folder`` holds its settings and its sample project.

    ``person`` has said before who they are; "" for somebody who opens it for the first time.
    """
    monkeypatch.setenv("WORKBENCH_CONFIG", str(folder / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    if person:
        settings = Settings()
        settings.put("person", person)
        settings.sync()
    app = root.application()
    theme.apply(app, theme.Scheme.LIGHT, scale=1.0)
    window = root.start(app, path)
    window.resize(*SIZE)
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    # Without it no key reaches a shortcut, and a test that nothing fires would prove nothing.
    wait_for(window.isActiveWindow)
    wait_for(lambda: window.action_set is not None, 20_000)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        theme.apply(app, theme.Scheme.LIGHT, scale=1.0)
        turn(0)


def turn(milliseconds: int) -> None:
    """Let the event loop run, with Python's threads beside it."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(holds: Callable[[], object], milliseconds: int = 10_000) -> None:
    """Let the event loop run until something holds."""
    for _ in range(max(1, milliseconds // 20)):
        if holds():
            return
        turn(20)
    assert holds(), "waited in vain"


def view_of(window: Window) -> ProjectView:
    """Return the open project's view."""
    assert window.view is not None, "no project is open"
    return window.view


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key on a widget that has the keyboard."""
    widget.setFocus()
    assert widget.hasFocus() or widget.focusProxy() is not None, "the widget cannot have the keyboard"
    QTest.keyClick(widget, key, modifiers)


def select_with_mouse(page: SelectableText, start: int, end: int) -> None:
    """Drag the mouse over the characters from ``start`` to ``end`` (code points)."""
    page.scroll_to(start, end) if hasattr(page, "scroll_to") else None
    turn(30)
    first, last = (_point(page, at) for at in (start, end))
    view = page.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(view, (first + last) / 2)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    turn(10)


def _point(page: SelectableText, at: int) -> QPoint:
    cursor = page.textCursor()
    cursor.setPosition(page.offsets.to_units(at))
    return page.cursorRect(cursor).center()


def drop_files(window: Window, *paths: Path) -> None:
    """Drop files on the middle of the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    spot = QPointF(window.rect().center())
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(spot.toPoint(), actions, mime, left, none)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted(), "the window does not take files"
    QApplication.sendEvent(window, QDropEvent(spot, actions, mime, left, none))


def click(widget: QWidget) -> None:
    """Click the middle of a widget, once its layout has given it its place: before, nobody could hit it."""
    wait_for(lambda: widget.isVisible() and not widget.rect().isEmpty())
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
