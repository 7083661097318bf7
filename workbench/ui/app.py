"""The composition root: application, look, settings, window; what is heavy is loaded after the first paint."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench import __version__
from workbench.ui import theme
from workbench.ui.settings import Settings
from workbench.ui.window import Window

# Milliseconds: how often to look for the first paint, and when a project just opened has been painted.
LOOK_EVERY = 4
SETTLED = 30


def main(arguments: Sequence[str] = ()) -> int:
    """Show the window, with the project file that ``arguments`` name; returns when it is closed."""
    app = application()
    window = start(app, Path(arguments[0]) if arguments else None)
    after_first_paint(window, lambda: _end_when_asked(window))
    return app.exec()


def _end_when_asked(window: Window) -> None:
    if sys.platform != "win32":
        from workbench.ui.ending import Ending

        Ending(window)


def application() -> QApplication:
    """Return the application, made once. The style is an argument: setStyle() would make all enums of QStyle."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("workbench")
    app.setApplicationDisplayName("Workbench")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("workbench")
    return app


def start(app: QApplication, path: Path | None = None) -> Window:
    """Show the window; after its first paint open ``path``, or get the desk ready beside it."""
    settings = Settings()
    theme.apply(app, settings.text("scheme", theme.Scheme.SYSTEM), scale=settings.number("scale", 1.0))
    window = Window(settings)
    if geometry := settings.blob("geometry"):
        window.restoreGeometry(geometry)
    if path is not None:
        window.start.show_opening(path.stem)
    window.show()
    if path is None:
        window.start.focus_first()
    after_first_paint(window, lambda: _go_on(app, window, path))
    return window


def after_first_paint(window: Window, go_on: Callable[[], object]) -> None:
    """Call ``go_on`` as soon as something stands on the screen.

    A window is exposed and painted in one go. Seeing the paint itself would cost more: Python's overrides of events
    make the 180 members of QEvent.Type first.
    """
    looking = QTimer(window, interval=LOOK_EVERY)

    def look() -> None:
        if window.windowHandle().isExposed():
            looking.stop()
            go_on()

    looking.timeout.connect(look)
    looking.start()


def _go_on(app: QApplication, window: Window, path: Path | None) -> None:
    window.notices.catch_everything()
    theme.follow_system(app)
    # Threads that add files take turns with this one; short turns keep the window lively.
    sys.setswitchinterval(0.001)
    if path is not None:
        opened = window.opener.open(path.absolute())
        window.start.drop_form()
        if not opened:
            window.start.focus_first()
    QTimer.singleShot(SETTLED, window, lambda: _equip(window))


def _equip(window: Window) -> None:
    window.equip()
    window.get_ready()
