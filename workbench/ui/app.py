"""The composition root: application, look, settings, window; what is heavy is loaded once something is on the screen."""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QApplication

from workbench import __version__
from workbench.ui import theme
from workbench.ui.settings import Settings
from workbench.ui.window import Window


def main(arguments: Sequence[str] = ()) -> int:
    """Show the window, with the project file that ``arguments`` name; returns when it is closed."""
    app = application()
    window = start(app, Path(arguments[0]) if arguments else None)
    window.notices.catch_everything()
    # Threads that add files take turns with this one; short turns keep the window lively.
    sys.setswitchinterval(0.001)
    return app.exec()


def application() -> QApplication:
    """Return the application, made once, in the look the user chose."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("workbench")
    app.setApplicationDisplayName("Workbench")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("workbench")
    return app


def start(app: QApplication, path: Path | None = None) -> Window:
    """Show the window; after its first paint open ``path``, or get the desk ready beside it."""
    settings = Settings()
    theme.apply(app, settings.text("scheme", theme.Scheme.SYSTEM), scale=settings.number("scale", 1.0))
    window = Window(settings, after_first_paint=lambda: _go_on(window, path))
    geometry = settings.text("geometry")
    if geometry:
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode("ascii"))))
    window.show()
    window.start.focus_first()
    return window


def _go_on(window: Window, path: Path | None) -> None:
    if path is not None:
        window.opener.open(path.absolute())
        window.equip()
        return
    # The desk takes most of a second to import: beside the window, which stays lively meanwhile.
    thread = threading.Thread(target=_import_desk, name="import-desk", daemon=True)
    thread.start()
    waiting = QTimer(window, interval=50)

    def look() -> None:
        if not thread.is_alive():
            waiting.stop()
            window.equip()

    waiting.timeout.connect(look)
    waiting.start()


def _import_desk() -> None:
    import workbench.desk.projects
    import workbench.desk.sheets
    import workbench.ui.opener  # noqa: F401
