"""Running commands in this process, and projects to run them on."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "000_cc34874bd0f47476.txt"


@dataclass(frozen=True, slots=True)
class Result:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def the_hook_for_faults_is_put_back() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: ``run("show", path)``."""

    def command(*argv: object) -> Result:
        capsys.readouterr()
        status = main([str(part) for part in argv])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Result(status, out, err)

    return command


@pytest.fixture
def ok(run: Run) -> Run:
    """Run a command with ``--json`` that must succeed, and return its document."""

    def command(*argv: object) -> Any:
        result = run(*argv, "--json")
        assert result.status == 0, result.err
        return result.data

    return command


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """An empty project."""
    path = tmp_path / "try.factcheck"
    assert run("new", path, "--title", "Try").status == 0
    return path


@pytest.fixture(scope="session")
def checked_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a project with an article, a claim and evidence, made once."""
    path = tmp_path_factory.mktemp("checked") / "made.factcheck"
    quote = "The meeting was facilitated by Jack Rosen"
    words = "facilitated by the Turkish government"
    for command in (
        ("new", path, "--title", "Try"),
        ("article", "add", path, SEED, "--outlet", "The Media Line"),
        ("claim", "mark", path, "A1", "--quote", quote),
        ("evidence", "cite", path, "--title", "Statement of 2005", "--quotation", words),
    ):
        assert main([*map(str, command), "--quiet"]) == 0, command
    return path.read_bytes()


@pytest.fixture
def checked(tmp_path: Path, checked_bytes: bytes) -> Path:
    """A project with the seed article as A1, one claim C1 and one cited document E1."""
    path = tmp_path / "checked.factcheck"
    path.write_bytes(checked_bytes)
    return path
