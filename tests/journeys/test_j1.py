"""J1, first check of the seed article: from an empty window to a judged claim, and back to the same place.

Everything is done with the keyboard and the mouse, as a checker would; the desk is only asked what came of it.
"""

import hashlib
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from tests.windows import a_window, click, drop_files, press, select_with_mouse, turn, view_of, wait_for
from workbench.desk import coverage, documents
from workbench.model.sets import BlockKind, ClaimKind, Stance
from workbench.places import seeds
from workbench.ui.palette import Palette
from workbench.ui.panels.navigator import Part
from workbench.ui.panels.new_project_form import NewProjectForm

ARTICLE = "000_cc34874bd0f47476.txt"
PAIR = "According to WikiLeaks, the ISI secretly provided intelligence to the Mossad"
CONTENT = "the ISI secretly provided intelligence to the Mossad indicating that Israeli civilians might be targeted"
PASSAGE = "The cable is dated 7 October 2009 and speaks of threats against Israeli targets in India."
PAGE = """<!doctype html><html lang="en"><head><title>Report of the cable</title></head><body><article>
<h1>Report of the cable</h1><p>The threat was expected between September and November of that year, the cable says.</p>
<p>It does not name the Mossad; it speaks of the Israelis. The report was published in December 2010.</p>
</article></body></html>"""


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A page of evidence as PDF."""
    path = tmp_path / "cable.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(72)
    writer.setTitle("Cable of 7 October 2009")
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Serif", 11))
    for at, line in enumerate(("A specimen of a cable.", PASSAGE, "Nothing else stands here.")):
        painter.drawText(72, 100 + 30 * at, line)
    painter.end()
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved web page."""
    path = tmp_path / "report.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_first_check_of_the_seed_article(window, tmp_path, monkeypatch, pdf, page):
    view = new_project(window, tmp_path)
    drop_the_article(window, tmp_path)
    said, content = mark_claims(view)
    drop_evidence(window, view, pdf, page)
    link_a_passage(window, view, content)
    wait_for(lambda: view.workspace.findings, 20_000)
    judge(window, view, content)
    cover_the_article(view)
    assert said.number < content.number
    path, place, claim_id = leave(window, view, content)
    with a_window(tmp_path, monkeypatch, path) as again:
        wait_for(lambda: again.view is not None)
        reopened = view_of(again)
        turn(100)
        assert reopened.workspace.claim_id == claim_id
        assert reopened.reader.article.place() == place
        assert reopened.reader.split
        assert [tab.id for tab in reopened.reader.tabs.tabs] == [
            "",
            *(one.id for one in reopened.workspace.documents if one.code == "E1"),
        ]
        sheet = reopened.inspector.sheet
        assert sheet is not None
        assert sheet.verdict is not None
        assert sheet.verdict.label == "Change"


def new_project(window, tmp_path):
    """New pre-publication project, from the start page."""
    window.settings.put("folder", str(tmp_path))
    click(window.start._first)
    form = window.start.findChild(NewProjectForm)
    assert form.title.hasFocus()
    QTest.keyClicks(form.title, "Musharraf and Israel")
    from workbench.model.sets import Workflow

    click(form.templates[Workflow.PREPUBLICATION])
    QTest.keyClicks(form.person, "Ada Byron")
    QTest.keyClick(form.person, Qt.Key.Key_Return)
    view = view_of(window)
    assert (tmp_path / "Musharraf and Israel.factcheck").exists()
    assert window.windowTitle() == "Musharraf and Israel — Workbench"
    assert view.workspace.info.scale.key == "prepub"
    assert view.status.person.text() == "AB"
    return view


def drop_the_article(window, tmp_path):
    """Title, dek and paragraphs are recognised; nothing is asked."""
    view = view_of(window)
    copy = tmp_path / ARTICLE
    shutil.copy(seeds() / ARTICLE, copy)
    drop_files(window, copy)
    wait_for(lambda: view.workspace.article is not None)
    article = view.workspace.article
    assert article is not None
    kinds = [block.kind for block in article.blocks]
    assert article.text == (seeds() / ARTICLE).read_text("utf-8")
    assert kinds[:2] == [BlockKind.TITLE, BlockKind.DEK]
    assert kinds.count(BlockKind.BODY) == 19
    assert view.reader.article.page.text() == article.text
    no_dialog()


def mark_claims(view):
    """The pair in one key, with the mouse; a claim in one key, by the keyboard alone. The statement is prefilled."""
    text, reading = view.workspace.article.text, view.reader.article.page
    start = text.index(PAIR)
    end = text.index("2008.", start) + len("2008.")
    select_with_mouse(reading, start, end)
    assert reading.selection().text == text[start:end]
    assert view.reader.article.bar.isVisible()
    press(reading, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    rows = view.workspace.rows
    assert [row.kind for row in rows] == [ClaimKind.ATTRIBUTION, ClaimKind.CONTENT]
    said, content = rows
    assert text[content.start : content.end].startswith(CONTENT)
    assert said.pair_code == content.code
    assert view.workspace.claim_id == content.id
    assert view.inspector.head.statement.toPlainText() == content.statement != ""

    QTest.keyClick(reading, Qt.Key.Key_F7)
    assert reading.caret_browsing()
    QTest.keyClick(reading, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(8):
        right = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(reading, Qt.Key.Key_Right, right)
    selected = reading.selection()
    assert selected.start == 0
    QTest.keyClick(reading, Qt.Key.Key_C)
    first = view.workspace.rows[0]
    assert (first.start, first.end) == (0, len(selected.text.rstrip()))
    QTest.keyClick(reading, Qt.Key.Key_F7)
    QTest.keyClick(reading, Qt.Key.Key_J)
    assert view.workspace.claim_id == said.id
    QTest.keyClick(reading, Qt.Key.Key_J)
    assert view.workspace.claim_id == content.id
    return said, content


def drop_evidence(window, view, pdf, page):
    """Codes, hashes and custody, without a dialogue; the same file again is not another document."""
    drop_files(window, pdf)
    wait_for(lambda: len(view.workspace.documents) == 1, 30_000)
    drop_files(window, page)
    wait_for(lambda: len(view.workspace.documents) == 2, 30_000)
    first, second = view.workspace.documents
    assert (first.code, second.code) == ("E1", "E2")
    assert first.sha256 == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert second.title == "Report of the cable"
    assert [event.action for event in documents.custody(view.workspace.project, first.id)] == ["added"]
    drop_files(window, pdf)
    wait_for(lambda: "already there" in view.status.message.text(), 30_000)
    assert len(view.workspace.documents) == 2
    no_dialog()


def link_a_passage(window, view, content):
    """Search, open at the hit, select a sentence: one key links it."""
    press(view.reader.article.page, Qt.Key.Key_Slash)
    palette = window.findChild(Palette)
    assert palette.box.hasFocus()
    QTest.keyClicks(palette.box, '"7 October 2009"')
    wait_for(lambda: palette.model.rowCount() > 0)
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    wait_for(lambda: view.reader.reading_evidence)
    reading, column = view.reader.evidence.page, view.reader.evidence
    assert column.document_id == view.workspace.documents[0].id
    assert column.link_bar._number.text() == str(content.number)
    stored = documents.text(view.workspace.project, column.document_id).text
    start = stored.index(PASSAGE)
    wait_for(lambda: reading.characters(1) is not None, 30_000)
    drag_over_letters(reading, start, start + len(PASSAGE))
    assert reading.selection().text == PASSAGE
    press(reading, Qt.Key.Key_X)
    link = view.inspector.sheet.links[0]
    assert (link.stance, link.document_code, link.exact) == (Stance.REFUTES, "E1", PASSAGE)
    assert link.page == 1
    assert view.workspace.active_row.refutes == 1
    wait_for(lambda: not window.jobs.busy, 30_000)
    window.do("edit.undo")
    assert view.inspector.sheet.links == ()
    window.do("edit.redo")
    assert len(view.inspector.sheet.links) == 1


def drag_over_letters(reading, start, end):
    """Drag the mouse over the letters of a PDF's page."""
    boxes = reading.characters(1)
    assert boxes is not None
    first, last = (reading.rect_of(reading.boxes_of(at, at + 1, 1)[0], 1) for at in (start, end - 1))
    view, left = reading.viewport(), Qt.MouseButton.LeftButton
    begin, finish = first.center().toPoint(), last.center().toPoint()
    begin.setX(round(first.left()) + 1)
    finish.setX(round(last.right()) - 1)
    QTest.mousePress(view, left, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(view, (begin + finish) / 2)
    QTest.mouseMove(view, finish)
    QTest.mouseRelease(view, left, Qt.KeyboardModifier.NoModifier, finish)
    turn(20)


def judge(window, view, content):
    """A mark by number, a rationale with a live reference, a proposed change and a query."""
    press(view.reader.evidence.page, Qt.Key.Key_3)
    assert view.workspace.row(content.id).verdict.label == "Change"
    QTest.keyClick(view.reader.evidence.page, Qt.Key.Key_R)
    rationale = view.inspector.verdict.rationale
    turn(20)
    assert rationale.hasFocus()
    QTest.keyClicks(rationale, "The year is wrong [E1].")
    assert "[E1]" not in rationale.toPlainText()
    QTest.keyClick(rationale, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    verdict = view.inspector.sheet.verdict
    assert verdict.rationale == "The year is wrong [E1]."
    assert verdict.references == (view.workspace.documents[0].id,)
    assert [one.version for one in view.inspector.sheet.verdicts] == [2, 1]

    press(view.reader.evidence.page, Qt.Key.Key_H)
    form = view.inspector.notes.form
    assert form.should_be.hasFocus()
    form.should_be.selectAll()
    QTest.keyClicks(form.should_be, "in 2009")
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "The cable is of 2009")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    (change,) = view.inspector.sheet.changes
    assert (change.should_be, change.reason) == ("in 2009", "The cable is of 2009")
    assert not form.isVisible()

    press(view.reader.evidence.page, Qt.Key.Key_Q)
    QTest.keyClicks(view.inspector.notes.form.query, "Which cable did you see?")
    QTest.keyClick(view.inspector.notes.form.query, Qt.Key.Key_Return)
    assert [one.text for one in view.inspector.sheet.queries] == ["Which cable did you see?"]
    view.navigator.show_part(Part.QUERIES)
    assert view.navigator.queries.rowCount() == 2
    view.navigator.show_part(Part.CLAIMS)
    assert view.workspace.row(content.id).status is content.status, "a verdict moved the work status"


def cover_the_article(view):
    """The list of unmarked factual sentences shrinks to zero."""
    project, article = view.workspace.project, view.workspace.article
    view.reader.open_article(article)
    click(view.reader.tabs.coverage_button)
    reading = view.reader.article.page

    def unmarked():
        return [one for one in coverage.states(project, article.version_id) if one.state == "open"]

    before = len(unmarked())
    assert before > 5
    left = before
    while sentences := unmarked():
        assert len(sentences) == left
        reading.select(sentences[0].start, sentences[0].end)
        press(reading, Qt.Key.Key_N if left % 2 else Qt.Key.Key_C)
        left -= 1
    assert left == 0


def leave(window, view, content):
    """Quit without a word; where things stood is kept."""
    click(view.reader.tabs.split_button)
    view.choose_claim(content.id)
    turn(50)
    bar = view.reader.article.page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    turn(50)
    place, path = view.reader.article.place(), view.workspace.project.path
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    no_dialog()
    assert not window.isVisible()
    return path, place, content.id


def no_dialog():
    """Nothing pops up."""
    shown = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog | QMessageBox) and one.isVisible()
    ]
    assert shown == []
