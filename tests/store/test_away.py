"""A project in a synchronised folder, on another computer or on a stick: worked on in a copy, put back whole."""

import errno
import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults import work
from workbench import places
from workbench.cli.main import main
from workbench.desk import backups, claims, documents, history, projects, publishing, sharing
from workbench.exchange import bagit
from workbench.store import away, mounts, publish, trouble, whereabouts
from workbench.store.project import Project

PAGE = 4096


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder on this computer; a colleague's is another one (see ``elsewhere``)."""
    folder = tmp_path / "mine"
    monkeypatch.setattr(places, "of_the_user", lambda: folder)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project in a folder that Dropbox keeps."""
    path = tmp_path / "Dropbox" / "check.factcheck"
    path.parent.mkdir()
    project = work.begin(path)
    publishing.publish(project)
    project.close()
    return path


def elsewhere(path: Path, folder: Path, statement: str) -> None:
    """Let a colleague change a claim on another computer, and Dropbox bring it here."""
    copy = folder / path.name
    shutil.copyfile(path, copy)
    project = projects.open(copy, person="Cy Dee")
    claims.edit(project, claims.rows(project)[0].id, statement=statement)
    project.close()
    draft = path.with_name("arriving")
    shutil.copyfile(copy, draft)
    draft.replace(path)


def first(project: Project) -> str:
    return claims.rows(project)[0].statement


def edit(project: Project, statement: str) -> None:
    claims.edit(project, claims.rows(project)[0].id, statement=statement)


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def is_sound(path: Path) -> bool:
    project = Project.open(path, read_only=True)
    try:
        return all(result.ok for result in history.verify(project))
    finally:
        project.close()


# -- where it lies ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "mark", "name"),
    [
        ("Dropbox", "", "Dropbox"),
        ("Dropbox (The Desk)", "", "Dropbox"),
        ("work", ".dropbox.cache", "Dropbox"),
        ("OneDrive - The Desk", "", "OneDrive"),
        ("Mobile Documents", "", "iCloud"),
        ("Google Drive", "", "Google Drive"),
        ("CloudStorage/GoogleDrive-ada@example.org", "", "Google Drive"),
        ("CloudStorage/OneDrive-Desk", "", "OneDrive"),
        ("CloudStorage/Box-Box", "", "Box"),
        ("work", ".tmp.driveupload", "Google Drive"),
        ("Nextcloud", "", "Nextcloud"),
        ("work", ".sync_0a1b2c3d4e5f.db", "Nextcloud"),
        ("work", ".nextcloudsync.log", "Nextcloud"),
        ("work", ".stfolder", "Syncthing"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name_or_its_mark(
    tmp_path: Path, folder: str, mark: str, name: str
) -> None:
    top = tmp_path / folder
    (top / "deep" / "down").mkdir(parents=True)
    if mark:
        (top / mark).mkdir()
    place = whereabouts.place_of(top / "deep" / "down" / "check.factcheck")
    assert place == whereabouts.Place(whereabouts.Kind.SYNCED, name)


def test_a_folder_of_ones_own_is_none_of_these(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert whereabouts.place_of(tmp_path / "check.factcheck") is None
    (tmp_path / ".dropbox").mkdir()  # Dropbox keeps its settings in the home folder, which it does not keep the same
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / "work").mkdir()
    assert whereabouts.place_of(tmp_path / "work" / "check.factcheck") is None


def test_onedrive_is_known_by_what_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Ablage").mkdir()
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Ablage"))
    place = whereabouts.place_of(tmp_path / "Ablage" / "check.factcheck")
    assert place == whereabouts.Place(whereabouts.Kind.SYNCED, "OneDrive")


@pytest.mark.skipif(os.name == "nt", reason="asks the system there")
@pytest.mark.parametrize(
    ("system", "place", "device", "name"),
    [
        ("nfs4", "/srv/desk", "0:50", "a network folder"),
        ("cifs", "/srv/desk", "0:51", "a network folder"),
        ("fuse.sshfs", "/srv/the\\040desk", "0:52", "a network folder"),
        ("vfat", "/media/ada/STICK", "8:17", "a removable disk"),
        ("exfat", "/srv/stick", "8:17", "a removable disk"),
        ("ext4", "/srv/disk", "8:1", ""),
    ],
)
def test_other_computers_and_sticks_are_known_by_how_they_are_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, place: str, device: str, name: str
) -> None:
    table, devices = tmp_path / "mountinfo", tmp_path / "block"
    table.write_text(
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        f"90 22 {device} / {place} rw shared:2 master:1 - {system} somewhere rw\n"
    )
    for number, removable in (("8:1", "0"), ("8:17", "1")):
        (devices / number).mkdir(parents=True)
        (devices / number / "removable").write_text(removable + "\n")
    monkeypatch.setattr(mounts, "_MOUNTS", table)
    monkeypatch.setattr(mounts, "_DEVICES", devices)
    found = whereabouts.place_of(Path(place.replace("\\040", " ")) / "cases" / "check.factcheck")
    assert (found.name if found else "") == name


# -- working in a copy ------------------------------------------------------------------------------------------------


def test_work_goes_into_a_copy_and_comes_back_whole(path: Path, own_folder: Path) -> None:
    before = path.read_bytes()
    project = projects.open(path, person="Ada Bell")
    assert project.path == path
    assert own_folder in project.file.parents
    edit(project, "Done in the copy.")
    assert path.read_bytes() == before, "what others see is not written to while the work goes on"
    state = publishing.state(project)
    assert (state.apart, state.place, state.unpublished, state.theirs) == (True, "Dropbox", True, False)
    assert publishing.publish(project)
    assert not publishing.publish(project), "there is nothing more"
    assert not publishing.state(project).unpublished
    project.close()
    assert beside(path) == ["check.factcheck"]
    assert is_sound(path)
    reading = projects.open(path, read_only=True)
    assert first(reading) == "Done in the copy."
    reading.close()


def test_a_new_project_appears_in_its_place_whole(tmp_path: Path) -> None:
    place = tmp_path / "Nextcloud"
    place.mkdir()
    project = projects.create(place / "new.factcheck", title="New", person="Ada Bell")
    assert is_sound(place / "new.factcheck")
    assert project.file != project.path == place / "new.factcheck"
    project.close()
    assert beside(place / "x") == ["new.factcheck"]
    with pytest.raises(trouble.AlreadyThere):
        projects.create(place / "new.factcheck", title="Again")


def test_a_new_project_that_cannot_be_put_there_leaves_nothing(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "Dropbox"
    place.mkdir()
    real = publish.place

    def refuse(draft: Path, path: Path) -> None:
        if path.parent == place:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(draft, path)

    monkeypatch.setattr(publish, "place", refuse)
    with pytest.raises(trouble.DiskFull):
        projects.create(place / "new.factcheck", title="New")
    assert beside(place / "x") == []
    assert [one for one in own_folder.rglob("*") if one.is_file()] == []


def test_what_others_put_there_is_fetched_on_opening(path: Path, tmp_path: Path) -> None:
    projects.open(path).close()
    elsewhere(path, tmp_path, "By a colleague.")
    project = projects.open(path)
    assert first(project) == "By a colleague."
    assert not publishing.state(project).unpublished
    project.close()


def test_another_program_on_this_project_is_told_who_has_it(path: Path) -> None:
    project = projects.open(path, person="Ada Bell")
    with pytest.raises(trouble.OpenElsewhere, match="Ada Bell"):
        projects.open(path)
    project.close()
    projects.open(path).close()
    assert beside(path) == ["check.factcheck"]


def test_work_not_put_back_is_there_again_and_said(path: Path) -> None:
    project = projects.open(path)
    edit(project, "Not put back.")
    project.close()
    assert [one.path for one in publishing.waiting()] == [path]
    reading = projects.open(path, read_only=True)
    assert (first(reading), reading.path) == ("Not put back.", path)
    reading.close()
    project = projects.open(path)
    assert first(project) == "Not put back."
    assert "could not be put into Dropbox yet" in project.remarks[0]
    assert publishing.publish(project)
    project.close()
    assert publishing.waiting() == []
    assert projects.open(path).remarks == ()


def test_a_copy_in_which_a_program_died_is_put_right(path: Path) -> None:
    project = projects.open(path)
    edit(project, "Before it died.")
    project.close()
    file = project.file
    journal = file.with_name(f"{file.name}-journal")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE claim SET note = hex(randomblob(200000))")
        half, whole = journal.read_bytes(), file.read_bytes()
        connection.execute("ROLLBACK")
    file.write_bytes(whole)
    journal.write_bytes(half)
    assert [one.path for one in publishing.waiting()] == [path]
    project = projects.open(path)
    assert first(project) == "Before it died."
    assert all(result.ok for result in history.verify(project))
    project.close()


def test_work_of_others_is_never_overwritten_but_merged(path: Path, tmp_path: Path) -> None:
    project = projects.open(path, person="Ada Bell")
    claims.edit(project, claims.rows(project)[1].id, statement="Mine.")
    elsewhere(path, tmp_path, "Theirs.")
    theirs = path.read_bytes()
    assert publishing.state(project).theirs
    for _ in range(2):
        with pytest.raises(publishing.ChangedElsewhere, match=r"by somebody else\. Nothing was overwritten"):
            publishing.publish(project)
        assert path.read_bytes() == theirs
    sharing.take_in(project, path)
    assert publishing.publish(project)
    project.close()
    reading = projects.open(path, read_only=True)
    assert [row.statement for row in claims.rows(reading)] == ["Theirs.", "Mine."]
    reading.close()
    assert is_sound(path)


def test_others_who_come_while_it_is_being_put_back_are_noticed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = projects.open(path)
    edit(project, "Mine.")
    real = away._copied

    def meanwhile(file: Path, draft: Path) -> None:
        real(file, draft)
        elsewhere(path, tmp_path, "In between.")

    monkeypatch.setattr(away, "_copied", meanwhile)
    with pytest.raises(publishing.ChangedElsewhere):
        publishing.publish(project)
    project.close()
    reading = Project.open(path, read_only=True)
    assert first(reading) == "In between."
    reading.close()


def test_evidence_goes_and_comes_with_its_bytes(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = projects.open(path)
    added = documents.add(project, work.file(tmp_path, size=2_500_000)).document
    publishing.publish(project)
    project.close()
    monkeypatch.setattr(places, "of_the_user", lambda: tmp_path / "colleague")
    colleague = projects.open(path)
    assert sum(len(chunk) for chunk in colleague.bytes_of(added.sha256)) == 2_500_000
    colleague.close()


def test_an_archive_and_a_backup_hold_the_newest_work_also_before_it_is_put_back(path: Path, tmp_path: Path) -> None:
    project = projects.open(path, person="Ada Bell")
    edit(project, "Newest.")
    bagit.seal(project, tmp_path / "Archive")
    backups.make(project, whole=True)
    project.close()
    for copy in (tmp_path / "Archive" / "data" / "project.factcheck", backups.listing(path)[0].path):
        reading = Project.open(copy, read_only=True)
        assert first(reading) == "Newest."
        reading.close()


# -- torn, full, gone -------------------------------------------------------------------------------------------------


def test_a_copy_torn_on_its_way_is_never_worked_on(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = projects.open(path)
    documents.add(project, work.file(tmp_path, size=600_000))
    publishing.publish(project)
    old = path.read_bytes()
    for number in range(6):
        edit(project, f"Number {number}. " * 30)
    documents.add(project, work.file(tmp_path, size=700_000, name="more.bin"))
    publishing.publish(project)
    project.close()
    new, dice, refused, heads = path.read_bytes(), random.Random(5), 0, set()
    for whole in (old, new):
        path.write_bytes(whole)
        reading = Project.open(path, read_only=True)
        heads.add(reading.head())
        reading.close()
    for number in range(120):
        at = dice.randrange(1, len(new) // PAGE) * PAGE
        mixed = [new[:at], new[:at] + old[at:], old[:at] + new[at:], new[:at] + bytes(len(new) - at)][number % 4]
        if mixed in {old, new}:
            continue
        path.write_bytes(mixed)
        monkeypatch.setattr(places, "of_the_user", lambda number=number: tmp_path / f"user {number}")
        try:
            torn = projects.open(path)
        except trouble.FileTrouble:
            refused += 1
            continue
        assert all(result.ok for result in history.verify(torn)), "what opens holds together"
        assert torn.head() in heads
        torn.close()
        shutil.rmtree(tmp_path / f"user {number}")
    assert refused > 80


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files have no names here")
def test_a_disk_that_gives_back_other_bytes_is_noticed_and_nothing_is_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = projects.open(path)
    edit(project, "Mine.")
    before, real = path.read_bytes(), os.fsync

    def rot(handle: int) -> None:
        real(handle)
        if Path(f"/proc/self/fd/{handle}").resolve().suffix == ".tmp":
            os.pwrite(handle, b"rot", 9000)

    monkeypatch.setattr(os, "fsync", rot)
    with pytest.raises(trouble.DamagedProject, match="does not give back what was written"):
        publishing.publish(project)
    project.close()
    assert path.read_bytes() == before
    assert beside(path) == ["check.factcheck"]


def test_an_unplugged_stick_costs_nothing_and_is_said(path: Path, tmp_path: Path) -> None:
    project = projects.open(path)
    edit(project, "Written while it was gone.")
    path.parent.rename(tmp_path / "unplugged")
    edit(project, "And more.")
    with pytest.raises(trouble.MissingFile, match="out of reach: its disk may be unplugged"):
        publishing.publish(project)
    assert publishing.state(project).unpublished
    project.close()
    with pytest.raises(trouble.MissingFile):
        projects.open(path)
    assert [one.path for one in publishing.waiting()] == [path]
    (tmp_path / "unplugged").rename(path.parent)
    again = projects.open(path, take_over=True)
    assert first(again) == "And more."
    assert publishing.publish(again)
    again.close()


def test_a_file_that_was_removed_is_not_brought_back_behind_the_users_back(path: Path) -> None:
    project = projects.open(path)
    edit(project, "Mine.")
    path.unlink()
    with pytest.raises(trouble.MissingFile, match="not in Dropbox any more"):
        publishing.publish(project)
    assert not path.exists()
    project.close()
    with pytest.raises(trouble.AlreadyThere, match="work of yours on it was not put into Dropbox"):
        projects.create(path, title="Another")
    project = projects.open(path)
    assert "was removed from Dropbox. This is the copy" in project.remarks[0]
    assert first(project) == "Mine."
    assert publishing.publish(project)
    path.unlink()
    edit(project, "More.")
    with pytest.raises(trouble.MissingFile, match="not in Dropbox any more"):
        publishing.publish(project)
    project.close()


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, trouble.DiskFull, "is full"),
        (errno.EDQUOT, trouble.DiskFull, "is full"),
        (errno.EIO, trouble.ReadOnlyProject, "cannot be written to in Dropbox"),
        (errno.EROFS, trouble.ReadOnlyProject, "cannot be written to in Dropbox"),
    ],
)
def test_a_place_that_takes_nothing_is_told_and_nothing_changes(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception], words: str
) -> None:
    project = projects.open(path)
    edit(project, "Mine.")
    before, real = path.read_bytes(), publish.place

    def refuse(draft: Path, target: Path) -> None:
        if target == path:
            raise OSError(number, os.strerror(number))
        real(draft, target)

    with monkeypatch.context() as patch:
        patch.setattr(publish, "place", refuse)
        with pytest.raises(kind, match=words):
            publishing.publish(project)
    assert path.read_bytes() == before
    assert publishing.publish(project)
    project.close()
    assert beside(path) == ["check.factcheck"]


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.ENOSPC])
def test_a_place_that_cannot_be_read_is_told_when_opening(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    projects.open(path).close()
    elsewhere(path, tmp_path, "Theirs.")

    def refuse(*_: object, **__: object) -> str:
        raise OSError(number, os.strerror(number))

    for name in ("_digest", "_status"):
        with monkeypatch.context() as patch:
            patch.setattr(away, name, refuse)
            with pytest.raises(trouble.FileTrouble):
                projects.open(path)
    assert beside(path) == ["check.factcheck"]
    project = projects.open(path)
    assert first(project) == "Theirs."
    project.close()


def test_a_journal_left_in_the_place_never_meets_what_is_put_there(path: Path) -> None:
    project = projects.open(path)
    edit(project, "Mine.")
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE claim SET note = hex(randomblob(200000))")
        half, torn = journal.read_bytes(), path.read_bytes()
        connection.execute("ROLLBACK")
    path.write_bytes(torn)
    journal.write_bytes(half)
    assert publishing.publish(project)
    project.close()
    assert beside(path) == ["check.factcheck"]
    assert is_sound(path)
    reading = Project.open(path, read_only=True)
    assert first(reading) == "Mine."
    reading.close()


def test_without_room_there_nothing_is_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = projects.open(path)
    edit(project, "Mine.")
    usage = shutil.disk_usage(path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(trouble.DiskFull, match="MB are needed"):
        publishing.publish(project)
    project.close()
    assert beside(path) == ["check.factcheck"]


# -- conflicted copies and commands -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "check (Ada Bell's conflicted copy 2026-11-23).factcheck",
        "check (conflicted copy 2026-11-23 120000).factcheck",
        "check.sync-conflict-20261123-120000-ABCDEFG.factcheck",
        "check-LAPTOP-ADA.factcheck",
        "check (1).factcheck",
        "check 2.factcheck",
        "check_conflict-20261123-120000.factcheck",
    ],
)
def test_copies_that_synchronising_programs_made_are_found(path: Path, name: str, tmp_path: Path) -> None:
    project = projects.open(path)
    assert publishing.conflicted(project) == []
    shutil.copyfile(path, path.with_name(name))
    shutil.copyfile(path, path.with_name("checked.factcheck"))
    path.with_name("check (2).factcheck").write_bytes(b"no project")
    other = projects.create(tmp_path / "other.factcheck", title="Another project")
    other.close()
    shutil.copyfile(other.path, path.with_name("check (3).factcheck"))
    assert publishing.conflicted(project) == [path.with_name(name)]
    project.close()


def test_commands_put_their_work_back(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claim", "edit", str(path), "C1", "--statement", "By command."]) == 0
    reading = Project.open(path, read_only=True)
    assert first(reading) == "By command."
    reading.close()
    assert main(["verify", str(path)]) == 0
    project = projects.open(path, person="Ada Bell")
    edit(project, "Mine.")
    project.close()
    elsewhere(path, tmp_path, "Theirs.")
    capsys.readouterr()
    assert main(["claim", "edit", str(path), "C2", "--note", "x"]) == 1
    assert "was changed in Dropbox by somebody else" in capsys.readouterr().err
    assert main(["merge", str(path), str(path)]) == 0
    assert "C1" in capsys.readouterr().out
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM claim WHERE note = 'x'").fetchone() == (1,)
