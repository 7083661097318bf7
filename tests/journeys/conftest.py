"""Journeys run in a real window; some need documents made for the purpose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows import a_window
from workbench.ui.window import Window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform has no window manager to pass size limits on to, and says so each time."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture
def window(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window on its start page."""
    with a_window(tmp_path, monkeypatch, person="") as made:
        yield made
