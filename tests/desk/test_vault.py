"""Who a confidential source is lies in the vault; the project knows a codename, and nothing of the name leaves."""

import os
from pathlib import Path

import pytest

from tests.desk import canaries
from workbench.desk import claims, documents, share, vault
from workbench.desk.views import ArticleView
from workbench.store.project import Project
from workbench.store.vault import Identity, NoVault, VaultThere, WeakPassphrase, WrongPassphrase, lock, unlock

PASS = "five words of a passphrase"
NAME = "Zbigniew Quellenberg"
PHONE = "+49 30 555 0199"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one source in it, made once: every opening takes a second on purpose."""
    place = tmp_path_factory.mktemp("data") / "folder" / vault.NAME
    opened = vault.create(PASS, where=place)
    vault.keep(opened, Identity("an-id", NAME, (PHONE,), "Met at the station."))
    return place


@pytest.fixture(scope="module")
def opened(kept: Path) -> vault.Vault:
    return vault.unlock(PASS, where=kept)


def test_what_was_put_into_the_vault_comes_out_of_it(opened: vault.Vault) -> None:
    assert vault.reveal(opened, "an-id") == Identity("an-id", NAME, (PHONE,), "Met at the station.")
    with pytest.raises(vault.Unknown):
        vault.reveal(opened, "another-id")


def test_the_vault_is_unreadable_without_its_passphrase(kept: Path) -> None:
    data = kept.read_bytes()
    assert data.startswith(b"age-encryption.org/v1")
    assert canaries.traces_in([data], [NAME, "Quellenberg", PHONE, "station", "an-id"]) == []
    with pytest.raises(WrongPassphrase):
        vault.unlock("not the passphrase", where=kept)
    if os.name == "posix":
        assert kept.stat().st_mode & 0o077 == 0


def test_a_vault_is_never_replaced(kept: Path) -> None:
    with pytest.raises(VaultThere):
        vault.create(PASS, where=kept)


def test_no_vault_and_short_passphrases_are_told(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        vault.unlock(PASS, where=tmp_path / "none.age")
    with pytest.raises(WeakPassphrase):
        vault.create("short", where=tmp_path / "none.age")
    assert list(tmp_path.iterdir()) == []


def test_a_changed_bit_is_noticed() -> None:
    locked = bytearray(lock(b"words", PASS))
    locked[-1] ^= 1
    with pytest.raises(WrongPassphrase):
        unlock(bytes(locked), PASS)


def test_the_vault_lies_in_the_folder_for_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_DATA_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert vault.place().is_relative_to(tmp_path)


def test_the_project_learns_the_codename_only(project: Project, opened: vault.Vault) -> None:
    seen = vault.add(opened, project, codename="Heron", name="Ottokar Zwickelbauer", contacts=["o@example.org"])
    assert (seen.name, seen.anonymity) == ("Heron", "codenamed")
    assert vault.reveal(opened, seen.id).name == "Ottokar Zwickelbauer"
    assert canaries.traces(project.path, ["Ottokar", "Zwickelbauer", "o@example.org"]) == []
    assert canaries.traces(project.path, ["Heron"]) == ["Heron"]


@pytest.mark.parametrize("codename", ["", "zwickelbauer's friend", "OTTOKAR"])
def test_a_codename_that_gives_the_name_away_is_refused(project: Project, opened: vault.Vault, codename: str) -> None:
    head = project.head()
    with pytest.raises(vault.NotACodename):
        vault.add(opened, project, codename=codename, name="Ottokar Zwickelbauer’s")
    assert project.head() == head


@pytest.mark.parametrize("words", [NAME, NAME.upper(), "Quellenberg", "call +49 (30) 555-0199"])
def test_a_copy_that_would_name_the_source_is_not_made(
    project: Project, article: ArticleView, opened: vault.Vault, tmp_path: Path, words: str
) -> None:
    claim = claims.mark(project, article.version_id, 0, 7)
    claims.edit(project, claim.id, note=f"See {words} about it")
    seen = share.preview(project, vault=opened)
    assert {one.where for one in seen.refused} == {"C1 (claim)"}
    with pytest.raises(share.WouldIdentify, match=r"C1 \(claim\)"):
        share.copy(project, tmp_path / "copy.factcheck", vault=opened)
    assert not (tmp_path / "copy.factcheck").exists()
    made = share.copy(project, tmp_path / "copy.factcheck", vault=opened, leave_out=["notes"])
    assert canaries.traces(made.path, [NAME, "Quellenberg", PHONE]) == []


def test_a_name_within_another_word_is_none(project: Project, opened: vault.Vault) -> None:
    documents.cite(project, title="Quellenbergstraße")
    assert share.preview(project, vault=opened).refused == ()


def test_a_name_in_a_file_is_found(project: Project, opened: vault.Vault, tmp_path: Path, file_read) -> None:
    documents.add(project, file_read(f"He met {NAME} there.", name="raw.txt"))
    where = {one.where for one in share.preview(project, vault=opened).refused}
    assert where == {"E1 (document)", "the file of E1"}


def test_the_preview_says_whether_the_vault_was_open(project: Project, opened: vault.Vault) -> None:
    assert share.preview(project, vault=opened).vault_looked_at
    assert not share.preview(project).vault_looked_at


def test_an_encrypted_copy_opens_with_its_passphrase_only(project: Project, tmp_path: Path) -> None:
    documents.cite(project, title="A very particular title")
    out = tmp_path / "copy.age"
    made = share.copy(project, out, passphrase=PASS)
    assert made.encrypted
    assert canaries.traces_in([out.read_bytes()], ["A very particular title", "SQLite format"]) == []
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.age"]
    with pytest.raises(WrongPassphrase):
        share.open_locked(out, tmp_path / "open.factcheck", "not the passphrase")
    assert not (tmp_path / "open.factcheck").exists()
    share.open_locked(out, tmp_path / "open.factcheck", PASS)
    opened_again = Project.open(tmp_path / "open.factcheck", read_only=True)
    assert opened_again.head() == project.head()
    opened_again.close()
