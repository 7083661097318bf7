"""Takes the pictures of docs/pictures that the README shows, from the real window and the real report.

Run it in a checkout: ``.venv/bin/python packaging/pictures.py``. It needs no screen; pages of the report need pdftoppm.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
OUT = ROOT / "docs" / "pictures"
SIZE = (1440, 900)
WAIT = 20_000  # milliseconds


def main() -> None:
    """Take them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="workbench-pictures-") as folder:
        os.environ["WORKBENCH_CONFIG"] = str(Path(folder) / "config")
        os.environ["XDG_DATA_HOME"] = str(Path(folder) / "data")
        _window(Path(folder))
        _report(Path(folder))


def _window(folder: Path) -> None:
    from workbench.desk import sample
    from workbench.ui import app as root
    from workbench.ui import theme

    app = root.application()
    path = folder / "Musharraf and Israel.factcheck"
    sample.build(path).close()
    window = root.start(app)
    theme.apply(app, theme.Scheme.LIGHT, scale=1.0)
    window.resize(*SIZE)
    _until(lambda: window.action_set is not None)
    _grab(window, "start")
    window.opener.open(path)
    _until(lambda: window.view is not None and bool(window.view.workspace.findings))
    view: Any = window.view
    row = next(one for one in view.workspace.rows if one.code == "C45")
    view.choose_claim(row.id)
    _turn(400)
    _grab(window, "main-light")
    theme.apply(app, theme.Scheme.DARK, scale=1.0)
    _grab(window, "main-dark")
    theme.apply(app, theme.Scheme.LIGHT, scale=1.0)
    document = next(one for one in view.workspace.documents if one.code == "E2")
    view.reader.open_document(document)
    _turn(400)
    page = view.reader.evidence.page.quotation
    words = "Reuters places the talk almost a year after the Mumbai attacks."
    start = page.text().index(words)
    page.select(start, start + len(words))
    _turn(400)
    _grab(window, "evidence")
    window.close()


def _report(folder: Path) -> None:
    from workbench.desk import projects
    from workbench.reports import build, typst_pdf

    project = projects.open(folder / "Musharraf and Israel.factcheck", read_only=True)
    pdf = typst_pdf.write(build.build(project), folder / "report.pdf")
    project.close()
    for page in (1, 3):
        command = ["pdftoppm", "-r", "110", "-f", str(page), "-l", str(page), "-singlefile", "-png", str(pdf)]
        subprocess.run([*command, str(OUT / f"report-{page}")], check=True)


def _grab(window: Any, name: str) -> None:
    _turn(300)
    window.grab().save(str(OUT / f"{name}.png"))


def _until(holds: Callable[[], object]) -> None:
    for _ in range(WAIT // 20):
        if holds():
            return
        _turn(20)
    sys.exit("The window did not get as far as the picture.")


def _turn(milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
