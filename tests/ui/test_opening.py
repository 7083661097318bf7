"""Opening, making, dropping: the sensible thing happens, and trouble costs one sentence and nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.windows import a_window, click, drop_files, press, turn, view_of, wait_for
from workbench.desk import projects
from workbench.model.sets import Workflow
from workbench.places import seeds
from workbench.ui import theme
from workbench.ui.opener import Opener
from workbench.ui.panels.new_project_form import NewProjectForm

ARTICLE = "000_cc34874bd0f47476.txt"


@pytest.fixture
def empty(window, tmp_path):
    path = tmp_path / "empty.factcheck"
    projects.create(path, title="Empty").close()
    assert window.opener.open(path)
    return view_of(window)


def test_a_file_that_is_no_project_is_told_on_the_start_page(window, tmp_path):
    path = tmp_path / "letter.factcheck"
    path.write_text("Dear editor", "utf-8")
    assert not window.opener.open(path)
    assert "is not a Workbench project" in window.start.notice_bar.text()
    assert window.view is None


def test_a_project_named_at_the_start_says_that_it_is_being_opened(sample_file, tmp_path, monkeypatch):
    copy = tmp_path / "Long check.factcheck"
    shutil.copy(sample_file, copy)
    shown: list[str] = []
    real = Opener.open

    def opening(opener, path, **kind):
        page = opener._window.start
        shown.extend(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))
        return real(opener, path, **kind)

    monkeypatch.setattr(Opener, "open", opening)
    with a_window(tmp_path, monkeypatch, copy) as window:
        wait_for(lambda: window.view is not None)
        assert "Opening Long check…" in shown
        window.do("file.close")
        assert window.start._stack.currentWidget() is window.start._front


def test_a_project_that_is_gone_is_told_and_can_be_forgotten(window, tmp_path):
    window.settings.add_recent(tmp_path / "gone.factcheck", title="Gone", detail="")
    window.start.show_recent(window.settings.recent())
    assert not window.opener.open(tmp_path / "gone.factcheck")
    assert "There is no file" in window.start.notice_bar.text()
    window.start.forget.emit(str(tmp_path / "gone.factcheck"))
    assert window.settings.recent() == []


def test_trouble_with_another_project_leaves_the_open_one_open(window, empty, tmp_path):
    bad = tmp_path / "bad.factcheck"
    bad.write_bytes(b"")
    assert not window.opener.open(bad)
    assert window.view is empty
    assert empty.reader.notice_bar.text() or window.start.notice_bar.text()


def test_an_opened_project_is_recent(window, sample):
    window.opener.close()
    recent = window.settings.recent()
    assert recent[0].title == "Musharraf and Israel"
    assert "3 of 51" in recent[0].detail
    assert window.view is None
    assert window.windowTitle() == "Workbench"


def test_the_sample_is_made_beside_the_window_and_opened(window):
    click(window.start._sample)
    assert not window.start._sample.isEnabled()
    wait_for(lambda: window.view is not None, 30_000)
    assert view_of(window).workspace.info.is_example
    assert window.start._sample.isEnabled()
    window.opener.close()
    click(window.start._sample)
    assert window.view is not None


def test_a_dropped_article_on_the_start_page_becomes_a_new_project(window, tmp_path):
    copy = tmp_path / ARTICLE
    shutil.copy(seeds() / ARTICLE, copy)
    window.settings.put("folder", str(tmp_path))
    drop_files(window, copy)
    form = window.start.findChild(NewProjectForm)
    assert form is not None
    form.title.setText("Dropped")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    view = view_of(window)
    wait_for(lambda: view.workspace.article is not None)
    assert (tmp_path / "Dropped.factcheck").exists()
    assert view.workspace.info.workflow is Workflow.CLAIMCHECK


def test_a_dropped_project_opens(window, sample_file, tmp_path):
    copy = tmp_path / "colleague.factcheck"
    shutil.copy(sample_file, copy)
    drop_files(window, copy)
    assert view_of(window).workspace.info.title == "Musharraf and Israel"


def test_the_second_text_becomes_evidence(window, empty, tmp_path):
    first, second = tmp_path / "one.txt", tmp_path / "two.txt"
    first.write_text("A title\n\nThe mill stood in 1870.\n", "utf-8")
    second.write_text("The records speak of the mill.\n", "utf-8")
    drop_files(window, first)
    wait_for(lambda: empty.workspace.article is not None)
    drop_files(window, second)
    wait_for(lambda: empty.workspace.documents, 20_000)
    assert len(empty.workspace.articles) == 1
    assert empty.workspace.documents[0].code == "E1"
    assert not empty.reader.reading_evidence


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("noise.txt", bytes(range(256)) * 40, "noise.txt"),
    ],
)
def test_an_article_without_words_is_told_in_one_sentence(window, empty, tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    drop_files(window, path)
    wait_for(empty.reader.notice_bar.text, 20_000)
    assert words in empty.reader.notice_bar.text()
    assert empty.workspace.article is None


def test_an_empty_evidence_file_never_stops_the_others(window, sample, tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Words of evidence.", "utf-8")
    bad.write_bytes(b"")
    before = len(sample.workspace.documents)
    drop_files(window, bad, good)
    wait_for(lambda: len(sample.workspace.documents) == before + 1, 20_000)
    wait_for(lambda: "bad.txt" in sample.reader.notice_bar.text())
    assert "1 file added as" in sample.status.message.text()


def test_an_import_can_be_stopped(window, sample, tmp_path):
    files = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Evidence {number}", "utf-8")
        files.append(path)
    sample.imports.add(files)
    assert "of 12 files" in sample.status.work.text()
    sample.imports.stop()
    wait_for(lambda: not sample.imports.running, 20_000)
    turn(300)
    assert len(sample.workspace.documents) < 35 + 12
    assert sample.status._work.isHidden()


def test_reopening_restores_claim_tabs_split_and_panes(window, sample, tmp_path, monkeypatch):
    path = sample.workspace.project.path
    row = next(row for row in sample.workspace.rows if row.number == 27)
    sample.choose_claim(row.id)
    for document in sample.workspace.documents[:2]:
        sample.open_document(document.id)
    sample.reader.show_split(True)
    sample.splitter.setSizes([300, 700, 440])
    turn(50)
    panes = sample.splitter.sizes()
    window.close()
    with a_window(tmp_path, monkeypatch, path) as again:
        wait_for(lambda: again.view is not None)
        view = view_of(again)
        turn(100)
        assert view.workspace.claim_id == row.id
        assert len(view.reader.tabs.tabs) == 3
        assert view.reader.split
        assert view.reader.evidence.document_id == view.workspace.documents[1].id
        assert view.splitter.sizes() == panes


def test_a_project_open_elsewhere_is_told(window, sample, tmp_path, monkeypatch):
    from workbench.ui.workspace import Workspace

    path = sample.workspace.project.path
    assert isinstance(sample.workspace, Workspace)
    with a_window(tmp_path / "second", monkeypatch) as other:
        assert not other.opener.open(Path(path))
        assert other.start.notice_bar.text()
        assert other.view is None


def test_the_search_box_opens_the_palette(window, sample):
    from workbench.ui.palette import Palette

    click(sample.header._search)
    palette = window.findChild(Palette)
    assert palette.isVisible()
    QTest.keyClicks(palette.box, "mark claim")
    assert palette.model.rows[0].id == "claim.mark"
    QTest.keyClick(palette.box, Qt.Key.Key_Escape)
    turn(10)
    assert window.findChild(Palette) is None


def test_a_project_open_elsewhere_can_be_read(window, tmp_path):
    path = tmp_path / "Busy.factcheck"
    other = projects.create(path, title="Busy", workflow=Workflow.CLAIMCHECK)
    assert not window.opener.open(path)
    [offer] = [one for one in window.findChildren(QPushButton) if one.text() == "Open to read only"]
    assert offer.isVisible()
    click(offer)
    assert window.view is not None
    assert window.view.workspace.project.read_only
    window.do("file.close")
    other.close()


def test_panels_keep_room_for_their_words_when_text_is_made_smaller_again(window, sample):
    window.resize(1280, 720)
    turn(50)
    for _ in range(12):
        window.do("view.larger")
    turn(100)
    assert theme.look().scale == 2.0
    window.do("view.normal")
    turn(100)
    left, _, right = sample.splitter.sizes()
    assert left >= 230
    assert right >= 330


def test_a_long_title_leaves_the_search_box_its_words(window, sample):
    from dataclasses import replace

    header = sample.header
    info = replace(projects.info(sample.workspace.project), title="A title that goes on and on and on " * 6)
    header.show_project(info, [])
    turn(50)
    search = header._search
    assert search._words.width() >= search._words.sizeHint().width()
    assert header._title.toolTip() == info.title
    assert header._title.width() >= 80


def test_the_palette_says_when_nothing_is_found(window, sample):
    from workbench.ui.palette import Palette

    window.do("evidence.search")
    palette = window.findChild(Palette)
    assert not palette.nothing.isVisible()
    QTest.keyClicks(palette.box, "zzxqy")
    wait_for(palette.nothing.isVisible)
    assert palette.nothing.text().startswith("Nothing found")
    palette.box.setText("Israelis")
    assert not palette.nothing.isVisible()
    wait_for(lambda: palette.model.rowCount() > 0)
    assert palette.list.isVisible()
    palette.box.clear()
    assert not palette.nothing.isVisible()


def test_the_palette_finds_a_passage_and_opens_it_there(window, sample):
    from workbench.ui.palette import Palette

    window.do("evidence.search")
    palette = window.findChild(Palette)
    QTest.keyClicks(palette.box, '"direct touch with the Israelis"')
    wait_for(lambda: palette.model.rowCount() > 0)
    entry = palette.model.rows[0]
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert sample.reader.reading_evidence
    document = sample.workspace.document(sample.reader.evidence.document_id)
    assert document.code == entry.lead
    assert sample.reader.evidence.page.quotation._hits


def test_ten_quick_steps_of_zoom_set_the_text_anew_once(window, sample):
    changes = []
    theme.look().changed.connect(lambda: changes.append(theme.look().scale))
    page = sample.reader.article.page
    press(page, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    for _ in range(9):
        press(page, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: theme.look().scale == 2.0)
    assert changes == [2.0]
    assert sample.reader.article.page.zoom() == 2.0
    window.do("view.smaller")
    window.do("view.smaller")
    window.do("view.larger")
    wait_for(lambda: theme.look().scale == 1.9)
    window.do("view.normal")
    wait_for(lambda: theme.look().scale == 1.0)


def test_ctrl_w_closes_the_document_then_nothing_and_never_the_project(window, sample):
    sample.open_document(sample.workspace.documents[0].id)
    assert sample.reader.reading_evidence
    press(sample.reader, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not sample.reader.reading_evidence
    press(sample.reader, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.view is sample
    assert "Ctrl+Shift+W closes the project" in sample.status.message.text()


def test_a_project_closed_by_mistake_is_opened_again_by_one_click(window, sample):
    path = sample.workspace.project.path
    press(sample.reader, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.view is None
    assert "is closed; all is saved" in window.start.notice_bar.text()
    click(next(one for one in window.findChildren(QPushButton) if one.text() == "Open it again"))
    assert view_of(window).workspace.project.path == path


def test_side_by_side_without_evidence_says_what_to_do(window, sample):
    press(sample.reader, Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)
    assert "Open a piece of evidence first" in sample.reader.notice_bar.text()
    assert not sample.reader.split
    sample.open_document(sample.workspace.documents[0].id)
    window.do("view.split")
    assert sample.reader.split
    window.do("view.split")
    assert not sample.reader.split


def test_a_project_stands_on_the_screen_before_the_model_is_imported(sample_file, tmp_path):
    """Importing it takes longer than all else: whoever opens a project would wait for it."""
    code = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from workbench.ui import app as root

app = root.application()
go_on = root._go_on

def opened(app, window, path):
    go_on(app, window, path)
    window.repaint()
    heavy = {"sqlalchemy", "sqlmodel", "pydantic"} & set(sys.modules)
    print(len(window.view.workspace.rows), sorted(heavy), flush=True)
    os._exit(0)

root._go_on = opened
root.start(app, Path(sys.argv[1]))
app.exec()
"""
    copy = tmp_path / "Sample.factcheck"
    shutil.copy(sample_file, copy)
    environment = os.environ | {"WORKBENCH_CONFIG": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", code, str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.strip() == "51 []", done.stderr
