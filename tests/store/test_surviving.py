"""A project survives power cuts, killed programs, failing and full disks. The long trials are in tests/faults."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults import disk, failing, mutating, power, work
from workbench.desk import articles, history, projects
from workbench.store import database, trouble
from workbench.store.project import Project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def watched() -> disk.Disk:
    found = disk.watched() if sys.platform == "linux" else None
    if found is None:
        pytest.skip("the file layer of this SQLite cannot be watched")
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "check.factcheck"
    work.begin(path).close()
    return path


def test_no_promised_step_is_lost_when_the_power_fails(watched: disk.Disk, tmp_path: Path) -> None:
    tape = power.record(watched, tmp_path)
    assert power.trials(tape, tmp_path / "after", amount=300, seed=1) == (0, 0)


@pytest.mark.parametrize(("mode", "which"), [("FULL", 0), ("OFF", 1)])
def test_a_weaker_mode_would_lose_work_and_the_trial_sees_it(
    watched: disk.Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, which: int
) -> None:
    class Weak(sqlite3.Connection):
        def execute(self, statement: str, *rest: Any) -> sqlite3.Cursor:
            return super().execute(statement.replace("synchronous = EXTRA", f"synchronous = {mode}"), *rest)

    real = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(database, "assert_durable", lambda _: None)
        patch.setattr(sqlite3, "connect", lambda *args, **more: real(*args, factory=Weak, **more))
        tape = power.record(watched, tmp_path)
    assert power.trials(tape, tmp_path / "after", amount=50, seed=1)[which] > 0


@pytest.mark.parametrize("act", ["mark a claim", "undo"])
@pytest.mark.parametrize("fault", failing.FAULTS, ids=lambda fault: fault.name)
def test_a_failing_disk_leaves_the_old_or_the_new_state_with_a_sentence(
    watched: disk.Disk, path: Path, tmp_path: Path, act: str, fault: failing.Fault
) -> None:
    folder = tmp_path / "trial"
    folder.mkdir()
    stride = 1 if fault.only else 5
    assert failing.every_kth(watched, act, fault, path, folder, stride=stride) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot split a program in two")
def test_no_promised_step_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    assert kill(tmp_path, lives=40, seed=1) == (0, 0)


def kill(folder: Path, *, lives: int, seed: int) -> tuple[int, int]:
    command = [sys.executable, "-m", "tests.faults.killing", str(folder), str(lives), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lost, unsound, promised = map(int, done.stdout.split())
    assert promised > lives
    return lost, unsound


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot split a program in two")
def test_no_command_that_is_killed_costs_a_step(tmp_path: Path) -> None:
    assert kill_commands(tmp_path, lives=40, seed=1) == (0, 0)


def kill_commands(folder: Path, *, lives: int, seed: int, how: tuple[str, ...] = ()) -> tuple[int, int]:
    command = [sys.executable, "-m", "tests.faults.killing_commands", str(folder), str(lives), str(seed), *how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lost, unsound, killed, well = map(int, done.stdout.split())
    assert killed > lives // 4, "too few were killed to show anything"
    assert well > lives // 10
    print(done.stdout, done.stderr)
    return lost, unsound


def test_what_a_program_that_died_left_beside_a_project_is_cleared_away(path: Path) -> None:
    left = [f".{path.name}.123.new", f".{path.name}.123.compact", f".~{path.name}.123.tmp"]
    for name in (*left, "letter.tmp", f".{path.name}.old"):
        path.with_name(name).write_bytes(b"half")
    projects.open(path, read_only=True).close()
    assert path.with_name(left[0]).exists(), "who only reads takes nothing away"
    projects.open(path).close()
    assert sorted(one.name for one in path.parent.iterdir()) == [f".{path.name}.old", path.name, "letter.tmp"]


@pytest.mark.parametrize("begun", [b"", bytes(512)])
def test_a_journal_that_was_only_begun_is_cleared_away(path: Path, begun: bytes) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(begun)
    projects.open(path).close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def race(path: Path, rounds: int) -> list[tuple[str, str]]:
    """Let two programs open the project at once; before every second round somebody has died with it open."""
    command = [sys.executable, "-m", "tests.faults.racer", str(path)]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(2)]
    ends = []
    for number in range(rounds):
        if number % 2:
            lock = path.with_name(f".{path.name}.lock")
            dead = subprocess.Popen(["true"])
            dead.wait()
            node = os.uname().nodename
            lock.write_text(f'{{"who": "Gone", "where": "{node}", "since": "then", "process": {dead.pid}}}')
        for word in ("open", "close"):
            for one in both:
                one.stdin.write(f"{word}\n")
                one.stdin.flush()
            answers = (both[0].stdout.readline().strip(), both[1].stdout.readline().strip())
            if word == "open":
                ends.append(answers)
    for one in both:
        one.communicate()
    return ends


@pytest.mark.skipif(os.name == "nt", reason="needs a program called true")
def test_of_two_programs_that_open_at_once_exactly_one_wins(path: Path) -> None:
    ends = race(path, 100)
    assert [sorted(end) for end in ends] == [["lost", "won"]] * 100


def test_a_holder_on_another_machine_stays_until_the_user_says_he_is_gone(path: Path) -> None:
    lock = path.with_name(f".{path.name}.lock")
    words = '{"who": "Cy Dee", "where": "another", "since": "2026-01-01T00:00:00Z", "process": 1}'
    lock.write_text(words)
    with pytest.raises(trouble.OpenElsewhere, match=r"open on another since .+ \(Cy Dee\)"):
        projects.open(path)
    assert lock.read_text() == words
    projects.open(path, take_over=True).close()
    assert not lock.exists()


def test_even_the_users_word_does_not_open_what_is_at_work_here(path: Path) -> None:
    project = projects.open(path)
    with pytest.raises(trouble.OpenElsewhere):
        projects.open(path, take_over=True)
    project.close()


def test_nothing_is_written_when_another_file_has_taken_the_place(path: Path) -> None:
    project = projects.open(path)
    other = path.with_name("other.factcheck")
    projects.create(other, title="Other").close()
    mine = path.with_name("mine.factcheck")
    path.rename(mine)
    shutil.copyfile(other, path)
    before, theirs = mine.read_bytes(), path.read_bytes()
    for write in (lambda: projects.rename(project, "Mine"), lambda: project.remember("key", 1), project.undo):
        with pytest.raises(trouble.MovedProject, match="was replaced by another file"):
            write()
    project.close()
    assert mine.read_bytes() == before
    assert path.read_bytes() == theirs


def test_a_file_taken_away_during_a_step_is_told_and_can_be_put_back(path: Path) -> None:
    project = projects.open(path)
    away = path.with_name("away.factcheck")
    count = work.steps(project)

    def step() -> None:
        with project.step("Away") as session:
            session.connection().exec_driver_sql("DELETE FROM view_state")
            path.rename(away)

    with pytest.raises(trouble.MovedProject, match="not in its place any more"):
        step()
    away.rename(path)
    projects.rename(project, "Back")
    assert work.steps(project) == count + 1
    project.close()


def test_a_file_that_vanished_is_told_and_nothing_is_made_in_its_place(path: Path) -> None:
    project = projects.open(path)
    path.unlink()
    for write in (lambda: projects.rename(project, "Gone"), project.undo, lambda: project.remember("key", 1)):
        with pytest.raises(trouble.MovedProject, match="moved, renamed or removed"):
            write()
    project.close()
    assert not path.exists()
    with pytest.raises(trouble.MissingFile, match="There is no file"):
        projects.open(path)


def test_a_disk_that_was_unplugged_is_told_and_can_be_plugged_in_again(path: Path, tmp_path: Path) -> None:
    project = projects.open(path)
    steps, away = work.steps(project), tmp_path.with_name("unplugged")
    tmp_path.rename(away)
    try:
        with pytest.raises(trouble.MovedProject, match="or its disk was unplugged"):
            projects.rename(project, "Gone")
    finally:
        away.rename(tmp_path)
    projects.rename(project, "Back again")
    assert work.steps(project) == steps + 1
    project.close()


def test_evidence_without_room_is_refused_before_a_byte_is_written(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = projects.open(path)
    before = path.read_bytes()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=5_000_000))
    with pytest.raises(trouble.DiskFull, match="has 5 MB free, but 6 MB are needed"):
        project.keep(iter([b"x"]), sha256="0" * 64, size=2_000_000)
    assert path.read_bytes() == before
    project.close()


def test_a_step_kept_but_not_confirmed_is_announced_and_told(watched: disk.Disk, path: Path) -> None:
    project = Project.open(path)
    heard: list[object] = []
    project.listen(heard.append)
    watched.failing = lambda kind: disk.IOERR_DIR_FSYNC if kind == "delete" else 0
    try:
        with pytest.raises(trouble.Unconfirmed, match="did not confirm"):
            projects.rename(project, "Kept")
    finally:
        watched.failing = None
    assert len(heard) == 1
    assert projects.info(project).title == "Kept"
    project.close()


def test_damaged_and_altered_files_are_refused_or_noticed(path: Path, tmp_path: Path) -> None:
    assert mutating.trials(path, tmp_path, amount=64, seed=1) == []


def test_a_name_put_over_another_in_the_history_is_noticed(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE log_actor SET person_name = 'Cy Dee'")
    connection.close()
    project = Project.open(path)
    assert [result.name for result in history.verify(project) if not result.ok] == ["log"]
    project.close()


def test_an_index_that_hides_what_a_table_holds_is_noticed(path: Path) -> None:
    one, two = "ix_article_version_article_id", "ix_verdict_claim_id"
    with sqlite3.connect(path) as connection:
        pages = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE name IN (?, ?)", (one, two)))
        connection.execute("PRAGMA writable_schema = ON")
        for name, page in ((one, pages[two]), (two, pages[one])):
            connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (page, name))
    connection.close()
    project = Project.open(path, read_only=True)
    with pytest.raises(trouble.DamagedProject), project.doubted():
        articles.listing(project)
    assert next(result.name for result in history.verify(project) if not result.ok) == "file"
    project.close()


@pytest.mark.parametrize("at", [18, 19])
def test_a_head_that_makes_no_sense_is_damage(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] = 9
    path.write_bytes(data)

    def use() -> None:
        projects.open(path, read_only=True).close()
        projects.open(path)

    with pytest.raises(trouble.FileTrouble):
        use()
