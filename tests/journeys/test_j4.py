"""J4, a confidential source, then sharing: a codename in the project, the name in the vault, and nothing of either in
the copy that leaves; what a colleague does in that copy comes back.

Everything is done with the keyboard and the mouse; the bytes of the copy are searched by the test itself.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.test_j1 import no_dialog
from tests.windows import a_window, click, drop_files, press, turn, view_of, wait_for
from workbench.desk import claims, documents, history, queries, vault, verdicts
from workbench.desk.leaving import Profile
from workbench.desk.sample import build
from workbench.ui import choosing

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASS = "five words nobody would guess"
CODENAME, NAME, CONTACT = "Heron", "Brigitte Lindqvist", "lindqvist@ministry.example.org"
NOTE = "Ask the Zanzibar desk whether Quillfeather may be quoted."
TOLD = "The minister met Ondrashek in Lisbon, said the person who must not be named."
LEFT_OUT = "Minutes of the Vasterholm committee of the ninth of May."


@pytest.fixture(autouse=True)
def place_of_the_vault(tmp_path, monkeypatch):
    """The vault of this journey."""
    for name in ("XDG_DATA_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "data"))


@pytest.mark.timeout(300)
def test_a_confidential_source_stays_here_when_a_copy_leaves(qapp, tmp_path, monkeypatch):
    path, out = tmp_path / "Check.factcheck", tmp_path / "out" / "For Grace.factcheck"
    out.parent.mkdir()
    build(path).close()
    with a_window(tmp_path, monkeypatch, path) as window:
        wait_for(lambda: window.view is not None, 20_000)
        bring_in(window, tmp_path)
        name_the_source(window)
        write_a_note(window)
        share(window, out, monkeypatch)
        nothing_in_the_bytes(out, path)
    with a_window(tmp_path / "grace", monkeypatch, out, person="Grace Hopper") as window:
        a_colleague_works_in_it(window)
    with a_window(tmp_path, monkeypatch, path) as window:
        what_she_did_comes_back(window, out)


def bring_in(window, folder):
    """Two files: one the source gave, one that is left out."""
    view = view_of(window)
    for name, text in (("told.txt", TOLD), ("minutes.txt", LEFT_OUT)):
        file = folder / name
        file.write_text(text, "utf-8")
        drop_files(window, file)
        wait_for(lambda: view.workspace.documents[-1].original_name == name, 60_000)  # noqa: B023  (waited for here)
    wait_for(lambda: not view.imports.running, 20_000)
    no_dialog()


def name_the_source(window):
    """A codename enters the project, the name goes into the vault; the vault is locked again."""
    view = view_of(window)
    window.do("project.sources")
    page = view.reader.page_in_front
    assert page.gate.passphrase.first.hasFocus()
    QTest.keyClicks(page.gate.passphrase.first, PASS)
    QTest.keyClick(page.gate.passphrase.first, Qt.Key.Key_Return)
    QTest.keyClicks(page.gate.passphrase.second, PASS)
    QTest.keyClick(page.gate.passphrase.second, Qt.Key.Key_Return)
    wait_for(lambda: window.vault is not None, 60_000)
    form = page.form
    for field, words in ((form.codename, CODENAME), (form.name, NAME), (form.contact, CONTACT)):
        assert field.hasFocus()
        QTest.keyClicks(field, words)
        if field is not form.contact:
            QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(form.contact, Qt.Key.Key_Return)
    wait_for(lambda: page.rows.rowCount() == 1, 60_000)
    assert NAME in page.detail.name.text()
    code = next(one.code for one in view.workspace.documents if one.original_name == "told.txt")
    page.detail.documents.setFocus()
    at = next(i for i in range(page.detail.documents.count()) if page.detail.documents.itemText(i).startswith(code))
    while page.detail.documents.currentIndex() != at:
        QTest.keyClick(page.detail.documents, Qt.Key.Key_Down)
    click(page.detail.give)
    wait_for(lambda: code in page.detail.given.text(), 10_000)
    click(page.gate.leave)
    assert NAME not in page.detail.name.text()
    for file in (view.workspace.project.path, vault.place()):
        assert not holds(file.read_bytes(), NAME.split()[1]), f"{file.name} holds the name"


def write_a_note(window):
    """A question that is not for the public."""
    view = view_of(window)
    window.do("evidence.close_tab")
    press(view.reader.article.page, Qt.Key.Key_Q)
    QTest.keyClicks(view.inspector.notes.form.query, NOTE)
    QTest.keyClick(view.inspector.notes.form.query, Qt.Key.Key_Return)
    assert [one.text for one in view.inspector.sheet.queries][-1] == NOTE


def share(window, out, monkeypatch):
    """The dry run says what leaves and what stays, before and after each choice; then the copy is written."""
    view = view_of(window)
    monkeypatch.setattr(choosing, "file_to_write", lambda *_, **__: out)
    press(view.reader.article.page, Qt.Key.Key_S, CTRL | SHIFT)
    page = view.reader.page_in_front
    wait_for(lambda: page.seen is not None, 20_000)
    assert page.vault_hint.isVisible(), "nobody is told that the vault is locked"
    assert ("note", NOTE) in {(one.kind, one.what) for one in page.leaves.rows}
    QTest.keyClick(page.profiles[Profile.COLLEAGUE], Qt.Key.Key_Right)
    QTest.keyClick(page.profiles[Profile.PUBLIC], Qt.Key.Key_Space)
    wait_for(lambda: page.seen.profile is Profile.PUBLIC, 20_000)
    minutes = next(one for one in view.workspace.documents if one.original_name == "minutes.txt")
    row = next(one for one in page.leaves.rows if one.kind == "document" and one.code == minutes.code)
    page.leaving_list.setFocus()
    page.leaving_list.show_current(f"document {row.code} {row.what}")
    QTest.keyClick(page.leaving_list, Qt.Key.Key_Return)
    wait_for(lambda: page.seen.left_out == (minutes.code,), 20_000)
    stays = {(one.kind, one.code, one.what) for one in page.stays.rows}
    assert ("document", minutes.code, row.what) in stays
    assert any(kind == "note" and what == NOTE for kind, _, what in stays)
    assert any(kind == "source" and what == CODENAME for kind, _, what in stays)
    assert any(kind == "name" and what == "Ada Byron" for kind, _, what in stays)
    assert not out.exists(), "the dry run wrote something"
    QTest.keyClick(page.write, Qt.Key.Key_Space)
    wait_for(lambda: not page.result.isHidden(), 60_000)
    assert "nothing was found" in page.result.searched.text()
    no_dialog()


def nothing_in_the_bytes(out, path):
    """Neither the name, nor the note, nor the document that was left out, in any form."""
    words = (
        NAME,
        NAME.split()[1],
        CONTACT,
        CODENAME,
        "Quillfeather",
        "Zanzibar",
        "Vasterholm",
        "Ada Byron",
        "minutes.txt",
    )
    raw = opened(out)
    assert [word for word in words if holds(raw, word)] == []
    kept = opened(path)
    assert all(holds(kept, word) for word in ("Quillfeather", "Vasterholm", CODENAME)), (
        "the search finds nothing at all"
    )


def holds(raw, word):
    """Whether bytes hold a word, in the encodings a file may use."""
    return any(word.encode(name) in raw for name in ("utf-8", "utf-16-le", "utf-16-be"))


def opened(path):
    """The bytes of a file with everything in it that is packed, unpacked beside it."""
    from workbench.store.log import all_ops
    from workbench.store.project import Project

    parts = [path.read_bytes()]
    project = Project.open(path, read_only=True)
    with project.look() as session:
        parts += [op.canonical() for op in all_ops(session.connection())]
    project.close()
    return b"\n".join(parts)


def a_colleague_works_in_it(window):
    """The copy is a project like any other."""
    wait_for(lambda: window.view is not None, 20_000)
    view = view_of(window)
    rows = view.workspace.rows
    assert len(rows) == 51
    while view.workspace.active_row.number != 2:
        press(view.reader.article.page, Qt.Key.Key_J)
    press(view.reader.article.page, Qt.Key.Key_2)
    assert view.workspace.active_row.verdict.label == "Mostly true"


def what_she_did_comes_back(window, out):
    """Merged into the whole project, nothing of which is lost."""
    wait_for(lambda: window.view is not None, 20_000)
    view = view_of(window)
    project = view.workspace.project
    drop_files(window, out)
    page = view.reader.page_in_front
    wait_for(lambda: page.seen is not None or page.notice_bar.text(), 60_000)
    assert page.notice_bar.text() == ""
    QTest.keyClick(page.merge, Qt.Key.Key_Space)
    wait_for(lambda: page.seen is not None and page.seen.done, 60_000)
    row = next(one for one in claims.rows(project) if one.number == 2)
    assert verdicts.current(project, row.id).label == "Mostly true"
    assert verdicts.current(project, row.id).by == "Grace Hopper"
    assert NOTE in {one.text for one in queries.listing(project)}
    assert {"told.txt", "minutes.txt"} <= {one.original_name for one in documents.listing(project)}
    assert all(result.ok for result in history.verify(project))
    turn(50)
