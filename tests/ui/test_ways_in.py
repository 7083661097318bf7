"""Opening what somebody else has open, what is newer and what changed: a sentence, and ways that lead on."""

import json
import shutil
import sqlite3
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QPushButton

from tests.windows import click, drop_files, view_of, wait_for
from workbench.desk import claims, projects
from workbench.store import schema
from workbench.ui.evidence_watch import EvidenceWatch

HOLD = """
import sys
from pathlib import Path
from workbench.desk import projects
project = projects.open(Path(sys.argv[1]), person="Grace Hopper")
print("open", flush=True)
sys.stdin.readline()
project.close()
"""


@pytest.fixture
def held(sample_file, tmp_path):
    """A project that a colleague has open in another program."""
    path = tmp_path / "Held.factcheck"
    shutil.copy(sample_file, path)
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdin is not None
    assert program.stdout.readline().strip() == "open"
    yield path
    program.stdin.close()
    program.wait(20)
    program.stdout.close()


def offers(bar):
    return {one.text(): one for one in bar.findChildren(QPushButton) if one.isVisibleTo(bar)}


def test_a_project_open_elsewhere_says_who_where_since_and_offers_two_ways(window, held):
    assert not window.opener.open(held)
    bar = window.start.notice_bar
    for part in ("Grace Hopper", "has been open on", "since"):
        assert part in bar.text(), part
    assert {"Open to read only", "Make a copy to merge later"} <= set(offers(bar))
    assert "They are gone: open it" not in offers(bar), "offered for a colleague at work on this machine"


def test_it_is_opened_to_read_only(window, held):
    window.opener.open(held)
    click(offers(window.start.notice_bar)["Open to read only"])
    view = view_of(window)
    assert view.workspace.project.read_only
    assert "Read-only" in view.status.saved.text()


def test_a_copy_is_made_to_work_in_and_merged_later(window, held):
    window.opener.open(held)
    click(offers(window.start.notice_bar)["Make a copy to merge later"])
    wait_for(lambda: window.view is not None, 30_000)
    view = view_of(window)
    assert view.workspace.project.path.name == "Held (my copy).factcheck"
    assert not view.workspace.project.read_only
    assert "This is your copy of “Held”" in view.reader.notice_bar.text()
    row = next(one for one in view.workspace.rows if one.verdict is None)
    claims.edit(view.workspace.project, row.id, place="Dubai")
    drop_files(window, held)
    page = view.reader.page_in_front
    wait_for(lambda: page.seen is not None, 30_000)
    assert page.notice_bar.text() == ""


def test_whoever_vanished_on_another_machine_can_be_passed_over(window, sample_file, tmp_path):
    path = tmp_path / "Left.factcheck"
    shutil.copy(sample_file, path)
    lock = tmp_path / ".Left.factcheck.lock"
    lock.write_text(
        json.dumps({"who": "Grace", "where": "laptop-of-grace", "since": "2026-11-01T10:00:00Z", "process": 1}), "utf-8"
    )
    assert not window.opener.open(path)
    assert "laptop-of-grace" in window.start.notice_bar.text()
    click(offers(window.start.notice_bar)["They are gone: open it"])
    assert not view_of(window).workspace.project.read_only


def test_a_newer_file_is_opened_to_read_and_says_so(window, sample_file, tmp_path):
    path = tmp_path / "Newer.factcheck"
    shutil.copy(sample_file, path)
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    assert window.opener.open(path)
    view = view_of(window)
    assert view.workspace.project.read_only
    assert "newer version" in view.reader.notice_bar.text()
    assert len(view.workspace.rows) == 51


@pytest.fixture
def with_evidence(window, sample, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Notes of a telephone call.", "utf-8")
    before = len(sample.workspace.documents)
    drop_files(window, notes)
    wait_for(lambda: len(sample.workspace.documents) == before + 1, 30_000)
    wait_for(lambda: not sample.imports.running, 20_000)
    return sample


def test_evidence_is_verified_by_itself_and_the_time_is_said(window, with_evidence):
    EvidenceWatch(with_evidence, window.notices, later=10)
    wait_for(with_evidence.status.evidence.text, 30_000)
    assert with_evidence.status.evidence.text().startswith("Evidence verified ")
    path = with_evidence.workspace.project.path
    window.opener.close()
    assert window.opener.open(path)
    view = view_of(window)
    EvidenceWatch(view, window.notices, later=600_000)
    assert view.status.evidence.text().startswith("Evidence verified "), "the time is not remembered"


def test_changed_evidence_is_told_and_stays_told(window, with_evidence):
    project = with_evidence.workspace.project
    code = with_evidence.workspace.documents[-1].code
    with sqlite3.connect(project.path) as other:
        other.execute("UPDATE blob_chunk SET bytes = x'00' WHERE blob = (SELECT max(n) FROM blob)")
    EvidenceWatch(with_evidence, window.notices, later=10)
    wait_for(with_evidence.reader.notice_bar.text, 30_000)
    assert code in with_evidence.reader.notice_bar.text()
    assert with_evidence.status.evidence.text().startswith("Evidence not sound")
    click(offers(with_evidence.reader.notice_bar)["Verify project"])
    page = with_evidence.reader.page_in_front
    click(page.run)
    wait_for(page.at.text, 60_000)
    assert page.sentence.text().startswith("1 part does not hold together")


def test_a_copy_to_work_in_never_replaces_anything(window, sample_file, tmp_path):
    from workbench.desk import backups

    path = tmp_path / "Held.factcheck"
    shutil.copy(sample_file, path)
    first, second = backups.copy_to_work_in(path), backups.copy_to_work_in(path)
    assert (first.name, second.name) == ("Held (my copy).factcheck", "Held (my copy) 2.factcheck")
    projects.open(second, person="Ada Byron").close()
