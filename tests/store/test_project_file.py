"""The project file: made, opened, refused; one step is one commit; bytes come back as they were."""

import errno
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlmodel import select

from workbench.model.tables import Article, ArticleVersion, Claim
from workbench.store import blobs, database, schema, trouble, verify
from workbench.store.capture import WroteAround
from workbench.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "check.factcheck"


def test_a_new_file_says_what_it_is(path: Path) -> None:
    Project.create(path).close()
    head = path.read_bytes()[:100]
    assert int.from_bytes(head[68:72]) == schema.APPLICATION_ID
    assert int.from_bytes(head[60:64]) == schema.SCHEMA_VERSION


def test_every_connection_survives_power_loss(path: Path) -> None:
    project = Project.create(path)
    with project.look() as session:
        connection = session.connection().connection
        assert connection.cursor().execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.cursor().execute("PRAGMA synchronous").fetchone() == (3,)
        assert connection.cursor().execute("PRAGMA foreign_keys").fetchone() == (1,)
    project.close()


def test_a_weaker_mode_is_our_own_fault(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("PRAGMA journal_mode = WAL")
    with pytest.raises(database.WrongPragma):
        database.assert_durable(connection)
    connection.close()


def test_a_new_project_never_replaces_a_file(path: Path) -> None:
    path.write_text("my novel")
    with pytest.raises(trouble.AlreadyThere, match="exists already"):
        Project.create(path)
    assert path.read_text() == "my novel"


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 ...", schema.MAGIC + bytes(200)])
def test_what_is_no_project_is_refused_in_a_sentence(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(trouble.NotAProject, match="is not a Workbench project"):
        Project.open(path)
    assert path.read_bytes() == content


def test_a_foreign_database_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE claim (id)")
    connection.close()
    with pytest.raises(trouble.NotAProject):
        Project.open(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(trouble.NotAProject, match="is a folder"):
        Project.open(tmp_path)
    with pytest.raises(trouble.MissingFile, match="There is no file"):
        Project.open(tmp_path / "gone.factcheck")


def test_a_file_of_a_newer_program_is_refused_and_left_alone(path: Path) -> None:
    Project.create(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(trouble.NewerProject, match="newer version"):
        Project.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "foreign",
    [
        "CREATE TRIGGER t AFTER INSERT ON claim BEGIN UPDATE claim SET statement = 'x'; END",
        "CREATE VIEW v AS SELECT * FROM claim",
        "ALTER TABLE claim ADD COLUMN extra TEXT",
        "DROP INDEX log_op_noun",
    ],
)
def test_a_file_with_a_foreign_inside_is_refused(path: Path, foreign: str) -> None:
    Project.create(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(foreign)
    connection.close()
    with pytest.raises(trouble.DamagedProject):
        Project.open(path)
    assert not list(path.parent.glob(".*.lock")), "a refused file is not kept locked"


def test_damaged_bytes_are_told_in_a_sentence(path: Path) -> None:
    Project.create(path).close()
    data = bytearray(path.read_bytes())
    data[200:4096] = os.urandom(3896)
    path.write_bytes(data)
    with pytest.raises(trouble.FileTrouble):
        Project.open(path)


def test_a_project_open_elsewhere_says_who_where_and_since(path: Path) -> None:
    project = Project.create(path, who="Ada Bell")
    with pytest.raises(trouble.OpenElsewhere, match=r"has been open on .+ since .+ \(Ada Bell\)"):
        Project.open(path, who="Cy Dee")
    reading = Project.open(path, read_only=True)
    reading.close()
    project.close()
    Project.open(path).close()


def test_the_lock_of_a_program_that_died_is_taken_over(path: Path) -> None:
    Project.create(path).close()
    code = (
        "import sys, os, pathlib; from workbench.store.project import Project;"
        "Project.open(pathlib.Path(sys.argv[1])); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, cwd=Path(__file__).parents[2])
    assert list(path.parent.glob(".*.lock")), "the dead program left its lock"
    Project.open(path).close()


def test_a_read_only_project_refuses_to_change(path: Path) -> None:
    Project.create(path).close()
    project = Project.open(path, read_only=True)
    with pytest.raises(trouble.ReadOnlyProject, match="read-only"), project.step("x") as session:
        session.add(Article(number=1, title="t"))
    project.remember("key", 1)
    assert project.recall("key") is None
    project.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the owner of everything may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(trouble.ReadOnlyProject):
        Project.create(folder / "x.factcheck")
    folder.chmod(0o700)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, trouble.DiskFull),
        (sqlite3.SQLITE_READONLY, trouble.ReadOnlyProject),
        (sqlite3.SQLITE_BUSY, trouble.OpenElsewhere),
        (sqlite3.SQLITE_CORRUPT, trouble.DamagedProject),
        (sqlite3.SQLITE_NOTADB, trouble.NotAProject),
        (sqlite3.SQLITE_IOERR, trouble.MissingFile),
        (sqlite3.SQLITE_READONLY_ROLLBACK, trouble.ReadOnlyProject),
    ],
)
def test_the_environments_errors_become_sentences(path: Path, code: int, kind: type[trouble.FileTrouble]) -> None:
    path.touch()
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code | 0x100
    with pytest.raises(kind), trouble.told(path):
        raise error


def test_our_own_faults_are_not_dressed_up(path: Path) -> None:
    error = sqlite3.OperationalError("no such column")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    with pytest.raises(sqlite3.OperationalError), trouble.told(path):
        raise error


def test_a_step_that_fails_leaves_nothing_behind(path: Path) -> None:
    project = Project.create(path)
    heard: list[object] = []
    project.listen(heard.append)

    def fail() -> None:
        with project.step("Fail") as session:
            session.add(Article(number=1, title="t"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with project.look() as session:
        assert session.exec(select(Article)).all() == []
    assert project.undo_label() is None
    assert heard == []
    project.close()


def test_a_step_is_announced_after_it_is_committed(path: Path) -> None:
    project = Project.create(path)
    seen: list[int] = []

    def count(_: object) -> None:
        with project.look() as session:
            seen.append(len(session.exec(select(Article)).all()))

    stop = project.listen(count)
    with project.step("Add") as session:
        session.add(Article(number=1, title="t"))
    stop()
    with project.step("Add") as session:
        session.add(Article(number=2, title="u"))
    assert seen == [1]
    project.close()


def test_nobody_writes_around_the_log(path: Path) -> None:
    project = Project.create(path)
    with project.step("Add") as session:
        session.add(Article(number=1, title="t"))
    for statement in (update(Article).values(title="x"), delete(Article)):
        with pytest.raises(WroteAround), project.step("Sneak") as session:
            session.exec(statement)
    project.close()


def test_words_outside_a_closed_set_never_reach_the_file(path: Path) -> None:
    Project.create(path).close()
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="ck_claim_kind"):
        connection.execute(
            "INSERT INTO claim SELECT 'id', 1, 'a', 's', 'rumour', '[]', '', NULL, '', '', NULL, NULL, 2, '[]',"
            " 'checkable', 'open', '', '', '', '', '', ''"
        )
    connection.close()


@pytest.mark.parametrize("size", [0, 1, blobs.CHUNK - 1, blobs.CHUNK, 2 * blobs.CHUNK + 5])
def test_bytes_come_back_as_they_were(path: Path, size: int) -> None:
    data = os.urandom(size)
    sha = hashlib.sha256(data).hexdigest()
    project = Project.create(path)
    project.keep(blobs.chunks_of(data), sha256=sha, size=size)
    project.keep(iter([b"never read"]), sha256=sha, size=size)
    assert b"".join(project.bytes_of(sha)) == data
    project.close()


def test_bytes_that_changed_while_they_were_read_are_not_believed(path: Path) -> None:
    project = Project.create(path)
    sha = hashlib.sha256(b"promised").hexdigest()
    with pytest.raises(trouble.MissingFile, match="changed while it was being read"):
        project.keep(iter([b"other"]), sha256=sha, size=8)
    assert list(project.bytes_of(sha)) == []
    project.close()
    project = Project.open(path)
    with project.look() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM blob_chunk").scalar_one() == 0
    project.close()


def test_view_state_is_remembered_and_is_no_step(path: Path) -> None:
    project = Project.create(path)
    project.remember("scroll", {"top": 12})
    head = project.head()
    project.close()
    project = Project.open(path)
    assert project.recall("scroll") == {"top": 12}
    assert project.recall("nothing") is None
    assert project.head() == head
    project.close()


def test_a_deleted_row_that_others_need_cannot_go(path: Path) -> None:
    project = Project.create(path)
    article = Article(number=1, title="t")
    with project.step("Add") as session:
        session.add(article)
        session.add(Claim(number=1, article_id=article.id, statement="s"))
    with pytest.raises(Exception, match="FOREIGN KEY"), project.step("Delete") as session:
        session.delete(session.get_one(Article, article.id))
    project.close()


def test_a_name_that_is_too_long_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    for length in (249, 400):  # the first is short enough itself, but its lock is not
        with pytest.raises(trouble.NameTooLong, match="too long"):
            Project.create(tmp_path / ("x" * (length - 10) + ".factcheck"))
    assert list(tmp_path.iterdir()) == []


def test_a_project_appears_whole_or_not_at_all(path: Path) -> None:
    def fail(project: Project) -> None:
        with project.step("First") as session:
            session.add(Article(number=1, title="t"))
        assert not path.exists()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Project.create(path, fill=fail)
    assert list(path.parent.iterdir()) == []


def test_two_names_of_one_file_are_one_project(path: Path) -> None:
    project = Project.create(path)
    alias = path.with_name("alias.factcheck")
    try:
        alias.symlink_to(path)
    except OSError:
        pytest.skip("this system makes no links here")
    with pytest.raises(trouble.OpenElsewhere):
        Project.open(alias)
    project.close()
    Project.open(alias).close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(trouble.NotAProject, match="not a file that can be read"):
        Project.open(path)


def test_a_disk_without_room_for_the_lock_is_told_and_leaves_no_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.create(path).close()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "ftruncate", full)
    with pytest.raises(trouble.DiskFull, match="Make room"):
        Project.open(path)
    monkeypatch.undo()
    assert list(path.parent.iterdir()) == [path]


def test_bytes_that_found_no_room_leave_the_room_they_took(path: Path) -> None:
    project = Project.create(path)

    def chunks() -> Iterator[bytes]:
        yield b"a" * blobs.CHUNK
        raise trouble.DiskFull("full")

    with pytest.raises(trouble.DiskFull):
        project.keep(chunks(), sha256="0" * 64, size=2 * blobs.CHUNK)
    with project.look() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM blob_chunk").scalar_one() == 0
    project.close()


def test_leftovers_that_cannot_be_swept_for_want_of_room_do_not_keep_the_project_shut(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.create(path).close()

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(blobs, "sweep", full)
    Project.open(path).close()


@pytest.mark.parametrize(
    ("damage", "raised"),
    [
        ("UPDATE article SET title = CAST(x'ff41' AS TEXT)", "decode"),
        ("UPDATE article_version SET blocks = 'no JSON'", "JSON"),
        ("UPDATE log_op SET body = x'0102'", "packed"),
    ],
)
def test_values_that_cannot_be_read_are_damage_and_not_our_fault(path: Path, damage: str, raised: str) -> None:
    project = Project.create(path)
    with project.step("Add") as session:
        article = Article(number=1, title="t")
        session.add(article)
        session.add(
            ArticleVersion(article_id=article.id, seq=1, text="t", sha256="0", received_at="", received_from="")
        )
    project.close()
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    project = Project.open(path)
    with pytest.raises(trouble.DamagedProject, match="is damaged"):  # noqa: PT012  (reading is spread over nouns)
        with project.look() as session:
            session.exec(select(Article)).all()
            session.exec(select(ArticleVersion)).all()
        project.undo()
    with project.look() as session:
        results = list(verify.verify(session.connection()))
    assert [name for name, _, _ in results] == ["file", "log", "tables", "anchors"]
    assert not all(sound for _, sound, _ in results), raised
    project.close()


def test_a_fault_of_ours_over_a_sound_file_stays_a_fault(path: Path) -> None:
    project = Project.create(path)
    with pytest.raises(KeyError), project.look():
        raise KeyError("ours")
    project.close()


def test_whoever_reads_after_a_writer_died_sees_the_last_whole_state(path: Path) -> None:
    project = Project.create(path)
    with project.step("Add") as session:
        session.add(Article(number=1, title="whole"))
    project.close()
    code = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 1')\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute('UPDATE article SET title = ?', ('half',))\n"
        "connection.execute('INSERT INTO blob (sha256, size) VALUES (1, 1)')\n"
        "for seq in range(50):\n"
        "    connection.execute('INSERT INTO blob_chunk (blob, seq, bytes) VALUES (1, ?, ?)', (seq, bytes(50_000)))\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.with_name(f"{path.name}-journal").exists(), "the writer died within a change"
    reading = Project.open(path, read_only=True)
    with reading.look() as session:
        assert [article.title for article in session.exec(select(Article))] == ["whole"]
        assert all(sound for _, sound, _ in verify.verify(session.connection()))
    reading.close()
    assert list(path.parent.iterdir()) == [path]


def test_a_lock_that_cannot_be_cleared_away_is_told(path: Path) -> None:
    Project.create(path).close()
    lock = path.with_name(f".{path.name}.lock")
    lock.mkdir()
    with pytest.raises(trouble.OpenElsewhere):
        Project.open(path)
