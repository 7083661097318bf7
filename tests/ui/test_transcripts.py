"""A transcript in the window: times beside what is said, cited by them, gone to by them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from tests.windows import wait_for
from workbench.desk import documents, evidence
from workbench.readers import supervise
from workbench.ui.pages.transcript_page import TranscriptPage

VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Anna Bell>Welcome.

00:12:05.000 --> 00:12:09.000
<v Minister>We never met them.
Not once 😀 in all those years.

00:12:10.000 --> 00:12:14.000
Nobody asked.
"""
ARABIC = "1\n00:00:01,000 --> 00:00:04,000\nأهلاً وسهلاً بكم.\n\n2\n00:00:05,000 --> 00:00:09,000\nلم نلتق بهم قط.\n"


@pytest.fixture
def shown(sample, tmp_path):
    def show(content, name):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        made = documents.add(sample.workspace.project, supervise.read_file(path)).document
        sample.open_document(made.id)
        return made, sample.reader.evidence.page

    return show


def test_times_stand_beside_the_cues_and_speakers_are_set_apart(window, sample, shown):
    _, page = shown(VTT, "talk.vtt")
    assert isinstance(page, TranscriptPage)
    assert list(page._numbers.numbers.values()) == ["00:01", "12:05", "12:10"]
    assert page._numbers.isVisible()
    cursor = page.textCursor()
    for words, heavy in (("Minister", True), ("never met", False), ("Nobody", False)):
        cursor.setPosition(page.offsets.to_units(page.text().index(words)) + 1)
        assert (cursor.charFormat().fontWeight() == QFont.Weight.DemiBold) is heavy, words
    page.set_zoom(1.5)
    cursor.setPosition(2)
    assert cursor.charFormat().fontWeight() == QFont.Weight.DemiBold


def test_a_selection_is_cited_by_its_time(window, sample, shown):
    made, page = shown(VTT, "talk.vtt")
    start = page.text().index("never met")
    page.select(start, start + 9)
    assert sample.reader.tabs.place.text() == "00:12:05.000–00:12:09.000"
    window.do("evidence.refutes")
    linked = evidence.of_document(sample.workspace.project, made.id)[0]
    assert (linked.exact, linked.place) == ("never met", "00:12:05.000–00:12:09.000")
    assert [mark.id for mark in page.marks_at(start)] == [linked.id]


def test_a_click_on_a_time_selects_its_cue_however_many_lines_it_has(window, sample, shown):
    _, page = shown(VTT, "talk.vtt")
    wait_for(page.isVisible)
    unit = page.offsets.to_units(page.text().index("Minister"))
    cursor = page.textCursor()
    cursor.setPosition(unit)
    y = page.cursorRect(cursor).center().y()
    QTest.mouseClick(page._numbers, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, y))
    assert page.selection().text == "Minister: We never met them. Not once 😀 in all those years."


def test_a_time_is_gone_to_by_keyboard(window, sample, shown):
    _, page = shown(VTT, "talk.vtt")
    window.do("evidence.go_to_time")
    bar = sample.reader.time_bar
    assert bar.time.hasFocus()
    QTest.keyClicks(bar.time, "12:06")
    QTest.keyClick(bar.time, Qt.Key.Key_Return)
    assert page.selection().text.startswith("Minister")
    assert bar.words.text() == ""
    for typed, told in (("noon", "Type a time"), ("2:00:00", "ends at 12:14")):
        bar.time.setText(typed)
        QTest.keyClick(bar.time, Qt.Key.Key_Return)
        assert told in bar.words.text()
    QTest.keyClick(bar.time, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_a_transcript_from_right_to_left_has_its_times_at_the_right(window, sample, shown):
    _, page = shown(ARABIC, "talk.srt")
    wait_for(page.isVisible)
    assert page.mirrored
    assert page._numbers.x() > page.width() / 2
    assert list(page._numbers.numbers.values()) == ["00:01", "00:05"]


def test_where_there_is_no_transcript_it_says_so(window, sample):
    window.do("evidence.go_to_time")
    assert "Open a transcript first" in sample.reader.notice_bar.text()
