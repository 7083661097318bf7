"""What holds for every test: no screen unless asked for, no settings of the user, no socket ever."""

import atexit
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

# Pythons started by a test are held to the same promise (tests/guard/sitecustomize.py).
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(ROOT / "tests" / "guard"), os.environ.get("PYTHONPATH")])
)

_opened: list[str] = []


def _forbid_sockets(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__":
        _opened.append(f"family and kind {arguments[1:3]}")
        raise AssertionError("A socket was opened: Workbench works offline, always.")


# An audit hook sees every socket of this process, whoever makes it, and cannot be taken away again.
sys.addaudithook(_forbid_sockets)


@pytest.fixture(autouse=True)
def no_socket_is_opened() -> Iterator[list[str]]:
    """Fail the test in which a socket was opened, even where a library swallowed the refusal."""
    _opened.clear()
    yield _opened
    if _opened:
        pytest.fail(f"A socket was opened: {', '.join(_opened)}")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of test documents beside the checkout; the test is skipped where there is none."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the test documents are not beside this checkout")
    return folder
