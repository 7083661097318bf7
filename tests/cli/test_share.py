"""Handing a project over from the terminal: the list first, then the copy; encrypted, sealed, by codename."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.desk import canaries
from workbench.desk import vault


@pytest.fixture
def noted(checked: Path, run: Run) -> Path:
    """A project whose claim has a note, checked by a person with a name."""
    assert run("claim", "edit", checked, "C1", "--note", "Ask Wernher", "--as-person", "Ottilie Zwick").status == 0
    return checked


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_list_comes_first_and_makes_nothing(noted: Path, ok: Any, run: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    seen = ok("share", noted, tmp_path / "copy.factcheck", "--profile", "public", "--dry-run")
    assert {"kind": "note", "code": "C1", "what": "Ask Wernher", "why": ""} in seen["stays"]
    assert {"kind": "document", "code": "E1", "what": "Statement of 2005", "why": ""} in seen["leaves"]
    shown = run("share", noted, tmp_path / "copy.factcheck", "--profile", "public", "--dry-run")
    assert shown.out.index("Leaves:") < shown.out.index("Statement of 2005") < shown.out.index("Stays:")
    assert shown.out.index("Stays:") < shown.out.index("Ask Wernher")
    assert shown.err == ""
    assert sorted(tmp_path.iterdir()) == before


def test_a_copy_for_the_public_says_nothing_of_notes_and_names(noted: Path, ok: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy.factcheck"
    made = ok("share", noted, copy, "--profile", "public")
    assert made["head"] == ok("show", noted)["project"]["head"] == ok("show", copy)["project"]["head"]
    assert ok("verify", copy)["ok"]
    assert canaries.traces(copy, ["Ask Wernher", "Wernher", "Ottilie", "Zwick"]) == []
    assert ok("show", copy)["claims"][0]["statement"] == ok("show", noted)["claims"][0]["statement"]


def test_documents_and_kinds_are_left_out_by_name(noted: Path, ok: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy.factcheck"
    ok("share", noted, copy, "--profile", "custom", "--leave-out", "E1", "names")
    assert ok("show", copy)["documents"] == []
    assert canaries.traces(copy, ["Statement of 2005", "Ottilie"]) == []
    assert ok("show", copy)["claims"][0]["note"] == "Ask Wernher"


def test_what_cannot_be_left_out_is_told(noted: Path, run: Run, tmp_path: Path) -> None:
    result = run("share", noted, tmp_path / "copy.factcheck", "--leave-out", "E7")
    assert result.status == 1
    assert "“E7” cannot be left out" in result.err
    assert not (tmp_path / "copy.factcheck").exists()


def test_undoing_what_stayed_behind_is_refused(noted: Path, ok: Any, run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.factcheck"
    ok("share", noted, copy, "--profile", "public")
    result = run("undo", copy)
    assert result.status == 1
    assert "was left out of this copy" in result.err


def test_an_encrypted_copy_comes_back_with_its_passphrase(
    noted: Path, ok: Any, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_PASSPHRASE", raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    locked = tmp_path / "copy.age"
    result = run("share", noted, locked, "--encrypt")
    assert (result.status, locked.exists()) == (1, False)
    assert "WORKBENCH_PASSPHRASE" in result.err
    monkeypatch.setenv("WORKBENCH_PASSPHRASE", "five words of a passphrase")
    assert ok("share", noted, locked, "--encrypt")["encrypted"]
    assert locked.read_bytes().startswith(b"age-encryption.org/v1")
    ok("unlock", locked, tmp_path / "open.factcheck")
    assert ok("verify", tmp_path / "open.factcheck")["ok"]


def test_a_codename_keeps_the_name_in_the_vault_and_out_of_copies(
    noted: Path, ok: Any, run: Run, tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_VAULT_PASSPHRASE", "five words of a passphrase")
    made = ok("codename", noted, "Heron", "--name", "Wernher Quall", "--contact", "quall@example.org")
    assert Path(made["vault"]).is_relative_to(data_folder)
    assert canaries.traces(noted, ["Quall"]) == []
    opened = vault.unlock("five words of a passphrase")
    assert vault.reveal(opened, made["id"]).name == "Wernher Quall"
    monkeypatch.delenv("WORKBENCH_VAULT_PASSPHRASE")
    assert "The vault was not open" in run("share", noted, tmp_path / "x.factcheck", "--dry-run").err
    monkeypatch.setenv("WORKBENCH_VAULT_PASSPHRASE", "five words of a passphrase")
    refused = run("share", noted, tmp_path / "copy.factcheck")
    assert refused.status == 1, "the note of C1 names Wernher"
    assert "C1 (claim)" in refused.err
    assert ok("share", noted, tmp_path / "copy.factcheck", "--profile", "public")["vault_looked_at"]


def test_an_archive_is_sealed_with_its_report(noted: Path, ok: Any, tmp_path: Path) -> None:
    made = ok("seal", noted, tmp_path / "bag")
    bag = tmp_path / "bag"
    assert (bag / "data/verdict-report.pdf").read_bytes().startswith(b"%PDF")
    assert made["files"] == 3
    assert ok("verify", bag / "data/project.factcheck")["ok"]
    assert "data/project.factcheck" in (bag / "manifest-sha256.txt").read_text(encoding="utf-8")
