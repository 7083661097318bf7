"""A signal ends the program as closing its window does: what was being typed is kept."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from workbench.desk import claims, projects

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from workbench.ui import app
from workbench.ui.window import Window

def type_words():
    window = next((one for one in application.topLevelWidgets() if isinstance(one, Window)), None)
    if window is None or window.view is None:
        QTimer.singleShot(50, type_words)
        return
    rationale = window.view.inspector.verdict.rationale
    rationale.setFocus()
    QTest.keyClicks(rationale, "Typed just now")
    print("typed", flush=True)

application = app.application()
QTimer.singleShot(50, type_words)
sys.exit(app.main([sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_words_typed_a_moment_ago_are_kept_when_the_system_ends_the_program(asked, sample_file, tmp_path):
    path = tmp_path / "check.factcheck"
    path.write_bytes(sample_file.read_bytes())
    with closing(projects.open(path, person="Ada Byron")) as project:
        claim = claims.find(project, "C38")
        projects.remember(project, "view", {"claim": claim.id})
    env = dict(os.environ, WORKBENCH_CONFIG=str(tmp_path / "config"), XDG_DATA_HOME=str(tmp_path / "data"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "workbench.ini").write_text("[General]\nperson=Ada Byron\n")
    with subprocess.Popen([sys.executable, "-c", PROGRAM, path], cwd=ROOT, env=env, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"typed"
        child.send_signal(asked)
        assert child.wait(20) == 0
    with closing(projects.open(path, read_only=True)) as project:
        assert projects.recall(project, f"draft.{claim.id}") == ["Typed just now", ""]
