"""The evidence is hashed beside the work: what changed or is missing is named, and writing does not wait."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults import work
from workbench.desk import documents, projects, soundness
from workbench.store.project import Project
from workbench.store.trouble import DamagedProject


@pytest.fixture
def project(tmp_path: Path):
    project = work.begin(tmp_path / "check.factcheck")
    for number, size in enumerate((2_200_000, 300, 40_000)):
        documents.add(project, work.file(tmp_path, size=size, name=f"{number}.bin"), title=f"File {number}")
    yield project
    project.close()


def change(project: Project, line: str) -> None:
    with closing(sqlite3.connect(project.file)) as connection, connection:
        connection.execute(line)


def test_sound_evidence_is_told_with_the_time_and_remembered(project: Project) -> None:
    assert soundness.last_check(project) is None
    steps, told = work.steps(project), []
    found = soundness.check_evidence(project, progress=lambda done, total: told.append((done, total)))
    assert (found.files, found.size, found.wrong) == (3, 2_240_300, ())
    assert found.at.endswith("Z")
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert soundness.last_check(project) == found
    assert work.steps(project) == steps


def test_what_changed_or_is_missing_is_named(project: Project) -> None:
    change(project, "UPDATE blob_chunk SET bytes = zeroblob(length(bytes)) WHERE blob = 1 AND seq = 2")
    change(project, "DELETE FROM blob WHERE n = 3")
    found = soundness.check_evidence(project)
    assert [(one.code, one.title) for one in found.wrong] == [("E2", "File 0"), ("E4", "File 2")]
    assert soundness.last_check(project) == found


def test_writing_goes_on_while_the_evidence_is_hashed(project: Project, tmp_path: Path) -> None:
    documents.add(project, work.file(tmp_path, size=30_000_000, name="large.bin"))
    done = threading.Event()

    found: list[soundness.EvidenceCheck] = []

    def check() -> None:
        try:
            found.append(soundness.check_evidence(project))
        finally:
            done.set()

    thread = threading.Thread(target=check)
    thread.start()
    number = 0
    while not done.is_set():
        projects.rename(project, f"Title {number}")
        number += 1
    thread.join()
    assert number > 1
    assert found[0].wrong == ()


def test_a_check_can_be_stopped_and_then_remembers_nothing(project: Project) -> None:
    with pytest.raises(soundness.CheckStopped):
        soundness.check_evidence(project, stop=lambda: True)
    assert soundness.last_check(project) is None


def test_to_read_only_nothing_is_remembered(project: Project) -> None:
    reading = projects.open(project.path, read_only=True)
    assert soundness.check_evidence(reading).wrong == ()
    assert soundness.last_check(reading) is None
    reading.close()


def test_a_file_that_cannot_be_read_is_told(project: Project, tmp_path: Path) -> None:
    broken = tmp_path / "broken.factcheck"
    broken.write_bytes(project.file.read_bytes()[:8192] + bytes(8192))
    project.file = broken
    with pytest.raises(DamagedProject):
        soundness.check_evidence(project)
    assert soundness.last_check(project) is None
