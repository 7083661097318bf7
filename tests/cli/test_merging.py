"""merge, conflicts, resolve on the command line."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def copies(checked: Path, tmp_path: Path, run: Run) -> tuple[Path, Path]:
    """A project and a colleague's copy in which C1 was given another statement."""
    other = tmp_path / "bob.factcheck"
    shutil.copy(checked, other)
    assert run("claim", "edit", checked, "C1", "--statement", "Ada says so.", "--as-person", "Ada Bell").status == 0
    assert run("claim", "edit", other, "C1", "--statement", "Bob says so.", "--as-person", "Bob Cole").status == 0
    return checked, other


def test_a_preview_merges_nothing(copies: tuple[Path, Path], run: Run, ok: Callable[..., Any]) -> None:
    mine, other = copies
    before = ok("show", mine)
    told = ok("merge", mine, other, "--preview")
    assert (told["lost"], told["people"], len(told["conflicts"])) == (0, ["Bob Cole"], 1)
    assert "Lost: nothing." in run("merge", mine, other, "--preview").out
    assert ok("show", mine) == before


def test_merge_conflicts_resolve(copies: tuple[Path, Path], ok: Callable[..., Any], run: Run) -> None:
    mine, other = copies
    ok("merge", mine, other)
    (found,) = ok("conflicts", mine)["conflicts"]
    assert (found["mine"]["shown"], found["theirs"]["shown"]) == ("Ada says so.", "Bob says so.")
    assert found["mine"]["who"] == "Ada Bell"
    assert "Bob says so." in run("conflicts", mine).out
    assert ok("resolve", mine, found["id"], "--take", "theirs")["left"] == 0
    assert ok("show", mine)["claims"][0]["statement"] == "Bob says so."
    assert run("conflicts", mine).out == "There is no conflict.\n"
    assert ok("merge", mine, other)["nothing_new"]
    assert ok("verify", mine)["ok"]


def test_what_cannot_be_merged_or_settled_is_one_sentence(copies: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    mine, _ = copies
    run("new", tmp_path / "new.factcheck")
    assert "another project" in run("merge", mine, tmp_path / "new.factcheck").err
    assert "no conflict" in run("resolve", mine, "12345678", "--take", "mine").err
    (tmp_path / "text.factcheck").write_text("no project", encoding="utf-8")
    result = run("merge", mine, tmp_path / "text.factcheck")
    assert (result.status, result.err.count("\n")) == (1, 1)
    assert run("merge", mine, tmp_path / "gone.factcheck").status == 1
