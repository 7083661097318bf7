"""What holds for every test: no screen unless asked for, no settings of the user, no socket ever."""

import atexit
import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anything imports Qt: without it the process aborts where there is no screen.
# WORKBENCH_TEST_SCREEN=1 runs the tests of the window on the real one (or under xvfb-run).
if os.environ.get("WORKBENCH_TEST_SCREEN") != "1":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

ROOT = Path(__file__).resolve().parent.parent

# A home of its own for each process of the run: no test reads or writes the settings of whoever runs it.
HOME = Path(tempfile.mkdtemp(prefix="workbench-home-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
for variable, folder in {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}.items():
    (HOME / folder).mkdir(mode=0o700, exist_ok=True)
    os.environ[variable] = str(HOME / folder)

# No socket in this Python, nor in any that a test starts (see tests/guard).
GUARD = str(ROOT / "tests" / "guard")
sys.path.insert(0, GUARD)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [GUARD, os.environ.get("PYTHONPATH")]))
no_sockets = importlib.import_module("no_sockets")


@pytest.fixture(autouse=True)
def no_socket_is_opened() -> Iterator[list[str]]:
    """Fail the test in which a socket was opened, even where a library swallowed the refusal."""
    no_sockets.opened.clear()
    yield no_sockets.opened
    if no_sockets.opened:
        pytest.fail(f"A socket was opened: {', '.join(no_sockets.opened)}")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of test documents beside the checkout; the test is skipped where there is none."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the test documents are not beside this checkout")
    return folder
