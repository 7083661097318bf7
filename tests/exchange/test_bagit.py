"""A sealed archive holds everything, under hashes anybody can check without us."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.desk import documents, history, projects
from workbench.errors import WorkbenchError
from workbench.exchange import bagit
from workbench.readers.reading import FileRead
from workbench.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = projects.create(tmp_path / "check.factcheck", title="Check of the\nmeeting", person="Ada Bell")
    yield project
    project.close()


def add(project: Project, folder: Path, name: str, data: bytes) -> str:
    path = folder / "file"
    path.write_bytes(data)
    sha = hashlib.sha256(data).hexdigest()
    documents.add(project, FileRead(str(path), name, sha, len(data), "text/plain", None, "No text."))
    return sha


def checked(folder: Path, manifest: str) -> bool:
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--check", "--strict", "--quiet", manifest]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    lines = (folder / manifest).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines)
    return all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha for sha, name in pairs)


def test_an_archive_holds_project_evidence_and_what_was_enclosed(project: Project, tmp_path: Path) -> None:
    names = [
        "notes.txt",
        "../../up.txt",
        'a "b": c?\n.txt',
        "con.txt",
        "ہندوستان.txt",
        "x" * 300 + ".pdf",
        "100%.txt",
        "...",
    ]
    kept = {add(project, tmp_path, name, f"bytes of {name}".encode()): name for name in names}
    report = tmp_path / "r.pdf"
    report.write_bytes(b"%PDF report")
    made = bagit.seal(project, tmp_path / "bag", enclosed={"verdict-report.pdf": report})
    bag = tmp_path / "bag"
    assert checked(bag, "manifest-sha256.txt")
    assert checked(bag, "tagmanifest-sha256.txt")
    assert (bag / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (bag / "data/verdict-report.pdf").read_bytes() == b"%PDF report"
    for sha, name in kept.items():
        (file,) = (bag / "data/evidence" / sha).iterdir()
        assert file.read_bytes() == f"bytes of {name}".encode()
        assert len(file.name) <= 121
    called = {path.name for path in (bag / "data/evidence").glob("*/*")}
    assert called >= {
        "notes.txt",
        "_con.txt",
        "ہندوستان.txt",
        "file",
    }
    inside = sorted(path for path in bag.rglob("*") if path.is_file() and path.is_relative_to(bag / "data"))
    listed = [line.split("  ", 1)[1] for line in (bag / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()]
    assert [path.relative_to(bag).as_posix() for path in inside] == listed
    assert made.files == len(inside) == len(names) + 3
    assert made.manifest_sha256 == hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()
    info = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines())
    assert info["Payload-Oxum"] == f"{sum(path.stat().st_size for path in inside)}.{len(inside)}"
    assert info["External-Description"] == "Check of the meeting"
    assert info["Project-Head"] == project.head()


def test_the_project_in_the_archive_is_the_project(project: Project, tmp_path: Path) -> None:
    add(project, tmp_path, "notes.txt", b"bytes")
    bagit.seal(project, tmp_path / "bag")
    inside = projects.open(tmp_path / "bag/data/project.factcheck", read_only=True)
    assert inside.head() == project.head()
    assert all(one.ok for one in history.verify(inside))
    inside.close()


def test_a_changed_file_breaks_the_seal(project: Project, tmp_path: Path) -> None:
    sha = add(project, tmp_path, "notes.txt", b"bytes")
    bagit.seal(project, tmp_path / "bag")
    file = tmp_path / "bag/data/evidence" / sha / "notes.txt"
    file.write_bytes(b"bytez")
    assert not checked(tmp_path / "bag", "manifest-sha256.txt")


def test_an_archive_is_never_written_over_anything(project: Project, tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    with pytest.raises(bagit.FolderThere):
        bagit.seal(project, tmp_path / "bag")
    with pytest.raises(bagit.CannotSeal):
        bagit.seal(project, tmp_path / "none" / "bag")


def test_half_an_archive_is_none(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(bagit, "_table", broken)
    with pytest.raises(WorkbenchError, match="full"):
        bagit.seal(project, tmp_path / "bag")
    assert sorted(tmp_path.iterdir()) == before
