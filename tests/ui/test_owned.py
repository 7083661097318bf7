"""Nothing of Qt is left for Python's collector, which may run in any thread: there a thing of the window's would die
under its hands.
"""

import gc
import shutil

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject

from tests.windows import a_window, turn, view_of, wait_for
from workbench.ui.desk_pages.page import PageName
from workbench.ui.palette import Palette
from workbench.ui.panels.navigator import Part
from workbench.ui.settings import Settings


def work(window) -> None:
    """Go through the rooms of an open project."""
    view = view_of(window)
    wait_for(lambda: view.workspace.findings, 20_000)
    for row in view.workspace.rows[:3]:
        view.open_claim(row.id)
    for part in Part:
        view.navigator.show_part(part)
    view.open_document(view.workspace.documents[0].id)
    view.show_cite_form()
    view.inspector.ask()
    for name in PageName:
        view.open_page(name)
        turn(30)
    window.do("edit.palette")
    window.findChild(Palette).dismiss()
    window.do("help.keys")
    turn(50)


def open_and_close(folder, monkeypatch, path) -> None:
    with a_window(folder, monkeypatch, path) as window:
        wait_for(lambda: window.view is not None, 20_000)
        work(window)


def test_a_window_that_was_closed_leaves_nothing_of_qt_to_the_collector(qapp, tmp_path, sample_file, monkeypatch):
    path = tmp_path / "Sample.factcheck"
    shutil.copy(sample_file, path)
    gc.collect()
    gc.garbage.clear()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        open_and_close(tmp_path, monkeypatch, path)
        gc.collect()
        left = [
            type(one).__name__
            for one in gc.garbage
            if isinstance(one, QObject) and shiboken6.isValid(one) and shiboken6.ownedByPython(one)
        ]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == []


def test_settings_belong_to_the_application(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CONFIG", str(tmp_path))
    assert Settings()._store.parent() is QCoreApplication.instance()
