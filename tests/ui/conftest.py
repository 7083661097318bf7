"""A window of its own for each test of the window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows import a_window, view_of, wait_for
from workbench.desk.sample import build
from workbench.ui.panels.project_view import ProjectView
from workbench.ui.window import Window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform has no window manager to pass size limits on to, and says so each time."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture
def window(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window on its start page."""
    with a_window(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, built once; tests work on copies."""
    path = tmp_path_factory.mktemp("sample") / "Sample.factcheck"
    build(path).close()
    return path


@pytest.fixture
def sample(window: Window, sample_file: Path, tmp_path: Path) -> ProjectView:
    """The sample project, open in the window."""
    copy = tmp_path / "Sample.factcheck"
    shutil.copy(sample_file, copy)
    assert window.opener.open(copy)
    view = view_of(window)
    wait_for(lambda: view.workspace.findings, 20_000)
    return view
