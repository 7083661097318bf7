"""Sharing: the dry run follows every choice, what stays is not in the copy, a confidential source has a codename."""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.test_access import nameless
from tests.windows import click, drop_files, press, turn, wait_for
from workbench.desk import claims, projects, share, vault
from workbench.desk.leaving import Part, Profile
from workbench.ui import choosing
from workbench.ui.desk_pages.share_page import PART, PROFILE
from workbench.ui.subjects import Subject

PASS = "five words nobody would guess"
NOTE = "Ask the Zanzibar desk again."


@pytest.fixture(autouse=True)
def place_of_the_vault(tmp_path, monkeypatch):
    for name in ("XDG_DATA_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "data"))


@pytest.fixture
def page(window, sample):
    claims.edit(sample.workspace.project, sample.workspace.rows[0].id, note=NOTE)
    press(
        sample.reader.article.page,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    page = sample.reader.page_in_front
    wait_for(lambda: page.seen is not None)
    return page


def listed(page, profile):
    wait_for(lambda: page.seen is not None and page.seen.profile is profile)
    return {(one.kind, one.what) for one in page.leaves.rows}, {(one.kind, one.what) for one in page.stays.rows}


def test_every_profile_and_part_of_the_desk_can_be_chosen(page):
    assert set(PROFILE) == set(Profile)
    assert set(PART) == set(Part)
    assert page.profiles[Profile.COLLEAGUE].hasFocus()


def test_the_dry_run_follows_the_profile(page):
    leaves, stays = listed(page, Profile.COLLEAGUE)
    assert ("note", NOTE) in leaves
    click(page.profiles[Profile.PUBLIC])
    leaves, stays = listed(page, Profile.PUBLIC)
    assert ("note", NOTE) in stays
    assert ("note", NOTE) not in leaves
    assert ("name", "Ada Byron") in stays
    assert page._stays_title.text() == f"Stays  {len(page.seen.stays)}"


def test_my_own_choice_leaves_out_kinds_and_by_keyboard_single_evidence(page):
    QTest.keyClick(page.profiles[Profile.COLLEAGUE], Qt.Key.Key_Right)
    QTest.keyClick(page.profiles[Profile.PUBLIC], Qt.Key.Key_Right)
    listed(page, Profile.CUSTOM)
    assert page.parts[Part.NOTES].isVisible()
    QTest.keyClick(page.parts[Part.NOTES], Qt.Key.Key_Space)
    wait_for(lambda: page.seen.left_out == ("notes",))
    assert ("note", NOTE) in {(one.kind, one.what) for one in page.stays.rows}
    first = next(one for one in page.leaves.rows if one.kind == "document")
    page.leaving_list.setFocus()
    page.leaving_list.show_current(f"document {first.code} {first.what}")
    QTest.keyClick(page.leaving_list, Qt.Key.Key_Return)
    wait_for(lambda: page.seen.left_out == ("notes", first.code))
    assert first.code in {one.code for one in page.stays.rows if one.why == "you left it out"}
    page.staying_list.setFocus()
    page.staying_list.show_current(f"document {first.code} {first.what}")
    QTest.keyClick(page.staying_list, Qt.Key.Key_Return)
    wait_for(lambda: page.seen.left_out == ("notes",))


def test_the_copy_is_written_searched_and_holds_nothing_that_stays(page, sample, tmp_path, monkeypatch):
    out = tmp_path / "public.factcheck"
    monkeypatch.setattr(choosing, "file_to_write", lambda *_, **__: out)
    click(page.profiles[Profile.PUBLIC])
    listed(page, Profile.PUBLIC)
    QTest.keyClick(page.write, Qt.Key.Key_Space)
    assert page.work.busy
    wait_for(lambda: not page.result.isHidden(), 60_000)
    assert "nothing was found" in page.result.searched.text()
    assert NOTE.encode() not in out.read_bytes()
    assert "Copy written" in sample.status.message.text()
    with sqlite3.connect(out) as made:
        assert made.execute("SELECT count(*) FROM claim WHERE note <> ''").fetchone() == (0,)
    click(page.result.findChildren(type(page.write))[0])
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == page.result.sum.text().split()[1]


def test_an_existing_file_is_never_replaced(page, tmp_path):
    out = tmp_path / "there.factcheck"
    out.write_text("mine", "utf-8")
    page.write_to(out, None)
    wait_for(page.notice_bar.text)
    assert "exists already" in page.notice_bar.text()
    assert out.read_text("utf-8") == "mine"


def test_a_passphrase_must_be_typed_twice_and_opens_the_copy(page, tmp_path, monkeypatch):
    out = tmp_path / "copy.age"
    monkeypatch.setattr(choosing, "file_to_write", lambda *_, **__: out)
    click(page.encrypt)
    QTest.keyClicks(page.passphrase.first, PASS)
    QTest.keyClicks(page.passphrase.second, PASS[:-1])
    click(page.write)
    assert "differ" in page.passphrase.trouble.text()
    assert not page.work.busy
    QTest.keyClicks(page.passphrase.second, PASS[-1])
    click(page.write)
    wait_for(lambda: not page.result.isHidden(), 60_000)
    share.open_locked(out, tmp_path / "opened.factcheck", PASS)
    projects.open(tmp_path / "opened.factcheck", read_only=True).close()


@pytest.fixture
def sources(window, sample):
    window.do("project.sources")
    return sample.reader.page_in_front


def make_the_vault(window, sources):
    QTest.keyClicks(sources.gate.passphrase.first, PASS)
    QTest.keyClick(sources.gate.passphrase.first, Qt.Key.Key_Return)
    assert sources.gate.passphrase.second.hasFocus()
    QTest.keyClicks(sources.gate.passphrase.second, PASS)
    QTest.keyClick(sources.gate.passphrase.second, Qt.Key.Key_Return)
    wait_for(lambda: window.vault is not None, 60_000)


def add(sources, codename, name):
    assert sources.form.codename.hasFocus()
    QTest.keyClicks(sources.form.codename, codename)
    QTest.keyClicks(sources.form.name, name)
    QTest.keyClick(sources.form.name, Qt.Key.Key_Return)


def test_a_source_gets_a_codename_and_its_name_is_seen_only_while_the_vault_is_open(window, sample, sources):
    assert nameless(window) == []
    make_the_vault(window, sources)
    add(sources, "Heron", "Brigitte Lindqvist")
    wait_for(lambda: sources.rows.rowCount() == 1, 60_000)
    assert "Brigitte Lindqvist" in sources.detail.name.text()
    assert nameless(window) == []
    path = sample.workspace.project.path
    assert b"Lindqvist" not in path.read_bytes()
    assert b"Lindqvist" not in vault.place().read_bytes()
    click(sources.gate.leave)
    assert window.vault is None
    assert "Lindqvist" not in sources.detail.name.text()
    assert sources.form.isHidden()
    QTest.keyClicks(sources.gate.passphrase.first, "another passphrase")
    QTest.keyClick(sources.gate.passphrase.first, Qt.Key.Key_Return)
    wait_for(sources.notice_bar.text, 60_000)
    assert "does not open" in sources.notice_bar.text()
    assert window.vault is None


def test_a_codename_that_says_who_it_is_is_refused(window, sources):
    make_the_vault(window, sources)
    add(sources, "Brigitte", "Brigitte Lindqvist")
    wait_for(sources.notice_bar.text, 60_000)
    assert "part of the name" in sources.notice_bar.text()
    assert sources.rows.rowCount() == 0
    assert sources.form.name.text() == "Brigitte Lindqvist", "what was typed is lost"


def test_evidence_of_a_confidential_source_keeps_its_file_here(window, sample, sources, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Notes of a call that nobody must see.", "utf-8")
    before = len(sample.workspace.documents)
    drop_files(window, notes)
    wait_for(lambda: len(sample.workspace.documents) == before + 1, 30_000)
    make_the_vault(window, sources)
    add(sources, "Heron", "Brigitte Lindqvist")
    wait_for(lambda: sources.rows.rowCount() == 1, 60_000)
    sources.detail.documents.setCurrentIndex(sources.detail.documents.count() - 1)
    sources.refresh()  # as after any step
    click(sources.detail.give)
    assert "notes.txt" in sources.detail.given.text()
    window.do("project.share")
    page = sample.reader.page_in_front
    wait_for(lambda: page.seen is not None)
    code = sample.workspace.documents[-1].code
    stays = [one for one in page.seen.stays if one.code == code and one.kind == "file"]
    assert stays
    assert "protected source" in stays[0].why


def test_a_name_of_the_vault_in_what_leaves_stops_the_copy_and_is_named(window, sample, sources):
    make_the_vault(window, sources)
    add(sources, "Heron", "Brigitte Lindqvist")
    wait_for(lambda: sources.rows.rowCount() == 1, 60_000)
    row = sample.workspace.rows[0]
    claims.edit(sample.workspace.project, row.id, statement="Brigitte Lindqvist said so.")
    window.do("project.share")
    page = sample.reader.page_in_front
    wait_for(lambda: page.seen is not None)
    assert not page.write.isEnabled()
    assert row.code in page.warning.text()
    assert "Lindqvist" in page.warning.text()
    assert nameless(window) == []


def test_opening_the_vault_never_makes_the_window_wait(window, sources):
    import time

    from PySide6.QtCore import QTimer

    gaps, last = [], [time.monotonic()]

    def tick():
        gaps.append(time.monotonic() - last[0])
        last[0] = time.monotonic()

    timer = QTimer(window, interval=2)
    timer.timeout.connect(tick)
    QTest.keyClicks(sources.gate.passphrase.first, PASS)
    QTest.keyClicks(sources.gate.passphrase.second, PASS)
    turn(100)
    click(sources.gate.enter)
    turn(50)
    gaps.clear()
    last[0] = time.monotonic()
    timer.start()
    turn(600)
    timer.stop()
    assert window.vault is None or gaps
    assert sorted(gaps)[-2] < 0.05, f"{max(gaps) * 1000:.0f} ms"
    wait_for(lambda: window.vault is not None, 60_000)


def test_an_archive_is_sealed_beside_the_window(window, sample, tmp_path, monkeypatch):
    out = tmp_path / "Archive"
    monkeypatch.setattr(choosing, "file_to_write", lambda *_, **__: out)
    window.do("project.seal")
    wait_for(lambda: "Archive sealed" in sample.status.message.text(), 90_000)
    assert (out / "manifest-sha256.txt").exists()
    assert (out / "data" / "verdict-report.pdf").exists()
    assert "Keep this number" in sample.reader.notice_bar.text()


def test_confidential_evidence_is_marked_in_its_menu_and_stays(window, sample):
    document = sample.workspace.documents[0]
    sample.open_document(document.id)
    menu = window.menus[Subject.EVIDENCE]
    menu.aboutToShow.emit()
    assert window.action_set.qt_action("evidence.open").isChecked()
    window.action_set.qt_action("evidence.confidential").trigger()
    menu.aboutToShow.emit()
    assert window.action_set.qt_action("evidence.confidential").isChecked()
    assert document.code in sample.status.message.text()
    window.do("project.share")
    page = sample.reader.page_in_front
    wait_for(lambda: page.seen is not None)
    stays = {one.code: one.why for one in page.stays.rows if one.kind == "document"}
    assert stays[document.code] == "it is confidential"
    window.do("edit.undo")
    wait_for(lambda: document.code in {one.code for one in page.leaves.rows if one.kind == "document"})
