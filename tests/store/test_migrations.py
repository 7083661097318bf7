"""A file of an older version is brought to the present one whole or not at all; a newer one is only read."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.faults import disk, failing, migrating, work
from workbench import places
from workbench.cli.main import main
from workbench.desk import backups, claims, history, projects, restoring, sharing
from workbench.errors import WorkbenchError
from workbench.store import incoming, known, migrate, schema, trouble
from workbench.store.project import Project

ROOT = Path(__file__).resolve().parents[2]
NOW, NEXT = schema.SCHEMA_VERSION, schema.SCHEMA_VERSION + 1


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "of the user"
    monkeypatch.setattr(places, "of_the_user", lambda: folder)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "check.factcheck"
    work.begin(path).close()
    return path


def is_sound(path: Path) -> bool:
    project = projects.open(path, read_only=True)
    try:
        return all(result.ok for result in history.verify(project))
    finally:
        project.close()


def statements(path: Path) -> list[str]:
    project = projects.open(path, read_only=True)
    try:
        return [row.statement for row in claims.rows(project)]
    finally:
        project.close()


def change(path: Path, *lines: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for line in lines:
            connection.execute(line)


# -- older ------------------------------------------------------------------------------------------------------------


def test_an_older_file_is_brought_up_after_a_whole_copy_and_says_so(path: Path) -> None:
    words, before = statements(path), path.read_bytes()
    with migrating.next_version():
        project = projects.open(path, person="Ada Bell")
        assert "was made with an older version of Workbench and was brought to this one" in project.remarks[0]
        assert all(result.ok for result in history.verify(project))
        projects.rename(project, "Goes on")
        project.close()
        assert statements(path) == words
        kept = backups.listing(path)
        assert [copy.whole for copy in kept] == [True]
        again = projects.open(path)
        assert again.remarks == ()
        again.close()
    assert migrating.version(path) == NEXT
    assert migrating.version(kept[0].path) == NOW
    assert sqlite_words(kept[0].path) == sqlite_words_of(before, path.parent)


def sqlite_words(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def sqlite_words_of(data: bytes, folder: Path) -> list[str]:
    (folder / "before").write_bytes(data)
    return sqlite_words(folder / "before")


def test_to_read_only_an_older_file_is_left_as_it_is(path: Path, own_folder: Path) -> None:
    before, words = path.read_bytes(), statements(path)
    with migrating.next_version():
        project = projects.open(path, read_only=True)
        assert "the file itself was not changed" in project.remarks[0]
        assert [row.statement for row in claims.rows(project)] == words
        place = project.file
        project.close()
    assert path.read_bytes() == before
    assert place != path
    assert not place.parent.exists(), "the private copy is cleared away"
    assert not own_folder.exists()


def test_copies_of_an_older_version_are_merged_back_and_a_colleagues_is_asked_to_be_brought_up(path: Path) -> None:
    early = path.read_bytes()
    project = projects.open(path, person="Ada Bell")
    projects.rename(project, "Lost and found")
    copy = backups.make(project, whole=True)
    project.close()
    colleague = path.with_name("colleague.factcheck")
    shutil.copyfile(path, colleague)
    path.write_bytes(early)
    with migrating.next_version():
        project = projects.open(path, person="Ada Bell")
        with pytest.raises(incoming.OlderCopy, match="Open it once with this one"):
            sharing.take_in(project, colleague)
        assert restoring.merge_back(project, copy.id).steps == 1
        assert projects.info(project).title == "Lost and found"
        project.close()
    assert migrating.version(colleague) == NOW


def forge(connection: Connection) -> None:
    migrating.add_labels(connection)
    connection.exec_driver_sql("UPDATE claim SET statement = 'x' WHERE number = 1")


def orphan(connection: Connection) -> None:
    migrating.add_labels(connection)
    connection.exec_driver_sql("UPDATE claim SET article_id = 'none' WHERE number = 1")


def forget_the_tables(_: Connection) -> None:
    return


def lose_a_step(connection: Connection) -> None:
    migrating.add_labels(connection)
    connection.exec_driver_sql("DELETE FROM log_change WHERE n = (SELECT max(n) FROM log_change)")


def forget_the_last_step_altogether(connection: Connection) -> None:
    """Take the renaming back as if it had never been: what is left holds together by itself."""
    migrating.add_labels(connection)
    last = "(SELECT max(n) FROM log_change)"
    connection.exec_driver_sql("UPDATE project SET title = 'Check'")
    connection.exec_driver_sql(f"UPDATE log_head SET id = (SELECT parents FROM log_change WHERE n = {last})")
    connection.exec_driver_sql(f"DELETE FROM log_op WHERE change = {last}")
    connection.exec_driver_sql(f"DELETE FROM log_change WHERE n = {last}")


@pytest.mark.parametrize("run", [forge, orphan, forget_the_tables, lose_a_step, forget_the_last_step_altogether])
def test_a_migration_that_would_lose_something_leaves_the_file_as_it_was(path: Path, run) -> None:
    project = projects.open(path, person="Ada Bell")
    projects.rename(project, "Renamed")
    project.close()
    before = path.read_bytes()
    with migrating.next_version(run), pytest.raises(migrate.CannotMigrate, match="it was left as it was"):
        projects.open(path)
    assert path.read_bytes() == before
    projects.open(path).close()


def test_a_file_altered_before_is_not_migrated(path: Path) -> None:
    change(path, "CREATE TRIGGER t AFTER INSERT ON claim BEGIN UPDATE claim SET statement = 'x'; END")
    before = path.read_bytes()
    with migrating.next_version(), pytest.raises(trouble.DamagedProject):
        projects.open(path)
    assert path.read_bytes() == before


def test_a_version_that_never_was_is_damage(path: Path) -> None:
    change(path, "PRAGMA user_version = 0")
    for read_only in (True, False):
        with pytest.raises(trouble.DamagedProject, match="never was"):
            projects.open(path, read_only=read_only)


def test_without_room_for_the_copy_nothing_is_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, usage = path.read_bytes(), shutil.disk_usage(path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with migrating.next_version(), pytest.raises(trouble.DiskFull, match="MB are needed"):
        projects.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("fault", failing.FAULTS[:3], ids=lambda fault: fault.name)
def test_a_disk_that_fails_while_migrating_leaves_the_old_or_the_new_file(
    path: Path, tmp_path: Path, fault: failing.Fault
) -> None:
    watched = disk.watched() if sys.platform == "linux" else None
    if watched is None:
        pytest.skip("the file layer of this SQLite cannot be watched")
    trial, k, ends = tmp_path / "trial.factcheck", 0, set()
    while True:
        shutil.copyfile(path, trial)
        striker = failing.Striker(fault, k)
        told = ""
        with migrating.next_version():
            watched.failing = striker
            try:
                projects.open(trial).close()
            except WorkbenchError as error:
                told = error.sentence
            finally:
                watched.failing = None
        found = migrating.version(trial)
        ends.add(found)
        assert told or found == NEXT
        with migrating.next_version():
            assert is_sound(trial)
        if striker.seen <= k:
            break
        k += 13
    assert ends == {NOW, NEXT}


@pytest.mark.skipif(os.name == "nt", reason="a program is killed in another way there")
def test_a_program_killed_while_migrating_leaves_the_old_or_the_new_file(path: Path, tmp_path: Path) -> None:
    trial, ends = tmp_path / "trial.factcheck", []
    for number in range(8):
        shutil.copyfile(path, trial)
        command = [sys.executable, "-m", "tests.faults.migrating", str(trial)]
        program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        program.stdout.readline()
        time.sleep(0.012 * number)
        program.send_signal(signal.SIGKILL)
        program.communicate()
        with migrating.next_version():
            assert is_sound(trial)
        ends.append(migrating.version(trial))
        if ends[-1] == NOW:
            projects.open(trial).close()
    assert set(ends) <= {NOW, NEXT}


# -- newer ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(path: Path) -> Path:
    change(
        path,
        f"PRAGMA user_version = {NEXT}",
        "ALTER TABLE claim ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
        "CREATE TABLE weather (id TEXT PRIMARY KEY, words TEXT)",
        "INSERT INTO weather VALUES ('1', 'It rained.')",
    )
    return path


def test_a_newer_file_is_read_and_says_so_and_cannot_be_changed(newer: Path, capsys) -> None:
    before = newer.read_bytes()
    with pytest.raises(trouble.NewerProject, match="newer version of Workbench: it can be read here"):
        projects.open(newer)
    project = projects.open(newer, read_only=True)
    assert project.remarks == (trouble.newer(newer).sentence,)
    assert [row.statement for row in claims.rows(project)] == ["40 people came.", "Closed in 2008."]
    with pytest.raises(trouble.ReadOnlyProject):
        projects.rename(project, "Changed")
    assert all(result.ok for result in history.verify(project))
    project.close()
    assert main(["show", str(newer)]) == 0
    assert "newer version" in capsys.readouterr().err
    assert main(["claim", "edit", str(newer), "C1", "--note", "x"]) == 1
    assert "Update Workbench" in capsys.readouterr().err
    assert newer.read_bytes() == before


def test_what_only_a_newer_program_knows_is_carried_by_a_copy(newer: Path) -> None:
    project = projects.open(newer, read_only=True)
    copy = backups.make(project)
    project.close()
    assert copy.whole
    restored = backups.restore(newer, copy.id).path
    with closing(sqlite3.connect(restored)) as connection:
        assert connection.execute("SELECT words FROM weather").fetchall() == [("It rained.",)]
        assert connection.execute("SELECT DISTINCT mood FROM claim").fetchall() == [("calm",)]


def test_a_newer_file_is_not_shared_by_a_program_that_does_not_know_what_is_in_it(newer: Path, capsys) -> None:
    assert main(["share", str(newer), str(newer.with_name("copy.factcheck"))]) == 1
    assert "would not know to hold back" in capsys.readouterr().err
    assert not newer.with_name("copy.factcheck").exists()


def test_words_that_only_a_newer_program_knows_are_told_and_are_no_fault(newer: Path, capsys) -> None:
    change(
        newer,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE claim SET kind = 'prophecy'",
    )
    assert main(["claim", "list", str(newer)]) == 1
    assert "Update Workbench" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["DROP TABLE waiver", "ALTER TABLE claim RENAME COLUMN statement TO sentence"])
def test_a_newer_file_that_lacks_what_we_need_is_refused(newer: Path, line: str) -> None:
    change(newer, line)
    with pytest.raises(trouble.NewerProject, match="Update Workbench to open it"):
        projects.open(newer, read_only=True)


# -- the quick look on opening ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE log_head SET id = zeroblob(32)",
        "DELETE FROM log_head",
        "DELETE FROM log_change WHERE n = (SELECT max(n) FROM log_change)",
    ],
)
def test_a_log_without_its_end_is_noticed_on_opening(path: Path, damage: str) -> None:
    change(path, damage)
    with pytest.raises(trouble.DamagedProject):
        Project.open(path)


def test_a_word_outside_its_set_is_noticed_on_opening(path: Path) -> None:
    change(path, "PRAGMA ignore_check_constraints = ON", "UPDATE claim SET kind = 'prophecy' WHERE number = 1")
    with pytest.raises(trouble.DamagedProject):
        Project.open(path)


def test_a_torn_table_is_noticed_on_opening_and_bytes_of_evidence_are_not_waited_for(path: Path, tmp_path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claim'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * size + 8 : page * size] = bytes(size - 8)
    path.write_bytes(data)
    with pytest.raises(trouble.DamagedProject):
        Project.open(path)
    assert "blob_chunk" in known.ours()
