"""Nothing reaches for the network, in any language: the program works under a filter that would kill it."""

import importlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

no_network = importlib.import_module("no_network")

ROOT = Path(__file__).resolve().parent.parent
SEALED = "import sys, no_network; no_network.seal(); "
PROGRAM = "from workbench.__main__ import main; sys.exit(main(sys.argv[1:]))"

pytestmark = pytest.mark.skipif(not no_network.known_here(), reason="the filter is one of Linux")


def sealed(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SEALED + code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    if "the kernel takes no filter" in done.stderr:
        pytest.skip("this kernel takes no filter")
    return done


@pytest.mark.parametrize("family", [2, 10], ids=["IPv4", "IPv6"])
def test_the_filter_kills_what_reaches_for_the_network(family):
    done = sealed(f"import ctypes; ctypes.CDLL(None).socket({family}, 1, 0); print('alive')")
    assert done.returncode == -signal.SIGSYS
    assert "alive" not in done.stdout


def test_the_filter_reaches_the_processes_a_process_starts():
    child = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"
    done = sealed(f"import subprocess; sys.exit(-subprocess.call([sys.executable, '-c', {child!r}]))")
    assert done.returncode == signal.SIGSYS


def test_the_filter_lets_everything_else_live():
    done = sealed("import ctypes; ctypes.CDLL(None).socket(1, 1, 0); print('alive')")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "alive"


def test_a_whole_check_on_the_command_line_needs_no_network(tmp_path):
    project, page = tmp_path / "check.factcheck", tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Minutes</title><link rel='stylesheet' href='http://example.org/a.css'></head><body>"
        "<script src='http://example.org/a.js'></script><img src='http://example.org/a.png'>"
        "<p>The council met on Monday and approved the budget by nine votes to two.</p></body></html>",
        encoding="utf-8",
    )
    article = tmp_path / "article.txt"
    article.write_text("The budget\n\nThe council approved the budget by nine votes to two.\n", encoding="utf-8")
    report = tmp_path / "report.pdf"
    quote = "approved the budget by nine votes to two"
    for arguments in (
        ("new", project, "--title", "A check", "--workflow", "claimcheck"),
        ("article", "add", project, article),
        ("claim", "mark", project, "A1", "--quote", quote),
        ("evidence", "add", project, page),
        ("link", "add", project, "C1", "E1", "--quote", quote, "--stance", "supports"),
        ("search", project, "budget"),
        ("report", project, report),
    ):
        done = sealed(PROGRAM, *arguments)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    assert report.read_bytes().startswith(b"%PDF-")


def test_the_window_on_the_sample_project_needs_no_network(tmp_path):
    project = tmp_path / "sample.factcheck"
    assert sealed(PROGRAM, "sample", project).returncode == 0
    window = (
        "from pathlib import Path; from PySide6.QtCore import QTimer; from workbench.ui import app as ours; "
        "app = ours.application(); window = ours.start(app, Path(sys.argv[1])); "
        "QTimer.singleShot(4000, lambda: print(window.windowTitle())); QTimer.singleShot(4200, app.quit); "
        "sys.exit(app.exec())"
    )
    done = sealed(window, project)
    assert done.returncode == 0, done.stderr
    assert "Musharraf" in done.stdout, done.stdout + done.stderr
