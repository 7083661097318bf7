"""Backup copies: kept while working, thinned, restored beside the project with its evidence; compacting."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults import work
from workbench import places
from workbench.cli.main import main
from workbench.desk import backups, claims, documents, history, projects, restoring
from workbench.desk import search as searching
from workbench.store import backups as store
from workbench.store.trouble import DamagedProject, DiskFull, OpenElsewhere


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "of the user"
    monkeypatch.setattr(places, "of_the_user", lambda: folder)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "check.factcheck"
    project = work.begin(path)
    documents.add(project, work.file(tmp_path, size=2_200_000))
    project.close()
    return path


def sound(path: Path) -> bool:
    project = projects.open(path)
    try:
        return all(result.ok for result in history.verify(project))
    finally:
        project.close()


def copied(path: Path, *, whole: bool = False) -> store.Backup:
    project = projects.open(path)
    try:
        return backups.make(project, whole=whole)
    finally:
        project.close()


@pytest.mark.parametrize("whole", [False, True])
def test_a_copy_becomes_a_project_again_with_its_evidence(path: Path, whole: bool) -> None:
    copy = copied(path, whole=whole)
    assert (copy.size < 100_000) is not whole
    project = projects.open(path)
    head, before = project.head(), work.steps(project)
    projects.rename(project, "Newer work")
    project.close()
    newer = path.read_bytes()
    made = backups.restore(path, copy.id)
    assert made.missing == 0
    assert made.path != path
    assert path.read_bytes() == newer, "newer work is not touched"
    assert sound(made.path)
    project = projects.open(made.path)
    assert (project.head(), work.steps(project)) == (head, before)
    assert searching.search(project, "closed in 2009"), "the search index came along"
    held = next(one for one in documents.listing(project) if one.sha256)
    assert hashlib.sha256(b"".join(project.bytes_of(held.sha256))).hexdigest() == held.sha256
    project.close()
    assert backups.restore(path, copy.id).path not in {path, made.path}


def test_a_project_damaged_beyond_reading_is_restored_by_its_place_and_says_what_is_missing(path: Path) -> None:
    copy = copied(path)
    path.write_bytes(b"\0" * path.stat().st_size)
    assert [one.id for one in backups.listing(path)] == [copy.id]
    made = backups.restore(path, copy.id)
    assert made.missing == 1
    project = projects.open(made.path)
    assert [result.name for result in history.verify(project) if not result.ok] == ["evidence"]
    project.close()


def test_evidence_that_changed_is_not_brought_back(path: Path) -> None:
    import sqlite3

    copy = copied(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE blob_chunk SET bytes = zeroblob(length(bytes)) WHERE seq = 1")
    connection.close()
    assert backups.restore(path, copy.id).missing == 1


def test_a_copy_is_due_only_after_changes_and_five_minutes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = projects.open(path)
    assert backups.if_due(project) is not None, "there was none"
    assert backups.if_due(project) is None, "nothing changed"
    projects.rename(project, "Changed")
    assert backups.if_due(project) is None, "too early"
    monkeypatch.setattr(backups, "EVERY", timedelta(0))
    assert backups.if_due(project) is not None
    project.close()


def test_old_copies_are_thinned_to_ten_seven_days_and_four_weeks(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for hours in range(0, 24 * 60, 6):
        at = now - timedelta(hours=hours)
        (tmp_path / f"{at:%Y%m%dT%H%M%SZ}-abc.light.gz").write_bytes(b"x")
    for number in range(5):
        (tmp_path / f"20260101T00000{number}Z-abc.whole").write_bytes(b"x")
    (tmp_path / "letter.txt").write_text("mine")
    store.thin(tmp_path)
    left = store.listing(tmp_path)
    light = [one.at for one in left if not one.whole]
    assert light[:10] == [now - timedelta(hours=6 * n) for n in range(10)]
    days = {at.date() for at in light}
    assert {(now - timedelta(days=n)).date() for n in range(7)} <= days
    assert len({at.strftime("%G-%V") for at in light}) == 4
    assert len(light) == 10 + 4 + 2  # the ten reach into the third day; four more days; the weeks two more than these
    assert [one.id[:16] for one in left if one.whole] == [f"20260101T00000{n}Z" for n in (4, 3, 2)]
    assert (tmp_path / "letter.txt").exists()


def test_a_copy_without_room_is_told_and_leaves_nothing(
    path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    for whole in (True, False):
        with pytest.raises(DiskFull):
            copied(path, whole=whole)
    assert [file for file in own_folder.rglob("*") if file.is_file()] == []


def test_a_damaged_copy_is_refused_and_leaves_nothing(path: Path) -> None:
    copy = copied(path)
    copy.path.write_bytes(copy.path.read_bytes()[:-2000])
    before = sorted(path.parent.iterdir())
    with pytest.raises(store.NoSuchBackup, match="damaged"):
        backups.restore(path, copy.id)
    with pytest.raises(store.NoSuchBackup):
        backups.restore(path, "nothing")
    assert sorted(path.parent.iterdir()) == before


def test_compacting_saves_room_and_changes_nothing_else(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE gap AS SELECT zeroblob(3000000)")
        connection.execute("DROP TABLE gap")
    connection.close()
    project = projects.open(path)
    head = project.head()
    project.close()
    before = path.stat().st_size
    saved = backups.compact(path)
    assert saved > 2_900_000
    assert path.stat().st_size == before - saved
    assert sound(path)
    project = projects.open(path)
    assert project.head() == head
    with pytest.raises(OpenElsewhere):
        backups.compact(path)
    project.close()
    assert [one.whole for one in backups.listing(path)] == [True]
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []


def test_a_damaged_project_is_not_compacted(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE claim SET statement = 'forged'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DamagedProject):
        backups.compact(path)
    assert path.read_bytes() == before


def test_the_command_keeps_lists_and_restores(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(path)]) == 0
    ident = backups.listing(path)[0].id
    assert main(["backup", str(path), "--list"]) == 0
    assert ident in capsys.readouterr().out
    assert main(["backup", str(path), "--restore", ident]) == 0
    assert "Restored as" in capsys.readouterr().out
    assert main(["backup", str(path), "--restore", "no"]) == 1
    assert "There is no backup copy" in capsys.readouterr().err


def test_any_of_fifty_copies_is_restored_and_merged_without_losing_newer_work(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "thin", lambda _: None)
    project = projects.open(path, person="Ada Bell")
    began, heads = datetime(2026, 11, 23, 8, tzinfo=UTC), {}
    for number in range(50):
        projects.rename(project, f"State {number}")
        at = began + timedelta(minutes=5 * number)
        copy = store.keep(project.file, backups._folder(project), head=project.head(), at=at)
        heads[copy.id] = (project.head(), f"State {number}")
    project.close()
    newest = path.read_bytes()
    assert len(backups.listing(path)) == len(heads) == 50
    for number, (ident, (head, title)) in enumerate(heads.items()):
        made = backups.restore(path, ident)
        reading = projects.open(made.path, read_only=True)
        assert (reading.head(), projects.info(reading).title, made.missing) == (head, title, 0)
        reading.close()
        if number % 10 == 0:
            assert sound(made.path)
        made.path.unlink()
    project = projects.open(path, person="Ada Bell")
    for ident in heads:
        assert restoring.merge_back(project, ident).nothing_new
    project.close()
    assert path.read_bytes() == newest


def test_a_project_that_lost_steps_and_evidence_gets_them_back_and_keeps_newer_work(path: Path, tmp_path: Path) -> None:
    early = path.read_bytes()
    project = projects.open(path, person="Ada Bell")
    documents.add(project, work.file(tmp_path, size=70_000, name="later.bin"))
    work.mark(project, "opened again in 2011")
    copy = backups.make(project, whole=True)
    project.close()
    path.write_bytes(early)  # an old copy was put over it
    project = projects.open(path, person="Ada Bell")
    projects.rename(project, "Newer work")
    assert restoring.look(project, copy.id).steps == 2
    merged = restoring.merge_back(project, copy.id)
    assert (merged.steps, merged.files, merged.lost) == (2, 1, 0)
    assert projects.info(project).title == "Newer work"
    assert "Opened again in 2011." in [row.statement for row in claims.rows(project)]
    assert all(result.ok for result in history.verify(project))
    assert restoring.merge_back(project, copy.id).nothing_new
    with pytest.raises(store.NoSuchBackup):
        restoring.merge_back(project, "none")
    project.close()


def test_the_command_merges_a_copy(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    early = path.read_bytes()
    assert main(["claim", "edit", str(path), "C1", "--statement", "Lost and found."]) == 0
    assert main(["backup", str(path)]) == 0
    ident = next(one.id for one in backups.listing(path))
    path.write_bytes(early)
    assert main(["backup", str(path), "--merge", ident]) == 0
    capsys.readouterr()
    assert main(["claim", "list", str(path)]) == 0
    assert "Lost and found." in capsys.readouterr().out


def test_the_command_compacts(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compact", str(path)]) == 0
    assert "Written anew" in capsys.readouterr().out
    assert [one.whole for one in backups.listing(path)] == [True]
    assert sound(path)
