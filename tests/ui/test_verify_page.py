"""The verify page says in words what was looked at, what was found and when; it can be stopped."""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.test_access import nameless
from tests.windows import click, press, wait_for
from workbench.desk import history, indexing
from workbench.ui.desk_pages.verify_page import PARTS


@pytest.fixture
def page(window, sample):
    window.do("project.verify")
    return sample.reader.page_in_front


def words(page):
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def test_it_says_that_nothing_was_looked_at_yet(page, window):
    assert page.sentence.text() == "Not verified yet."
    assert page.run.hasFocus()
    assert nameless(window) == []


def test_a_sound_project_is_said_to_be_sound_part_by_part_with_the_time(page, sample, window):
    QTest.keyClick(page.run, Qt.Key.Key_Space)
    assert page.work.busy
    wait_for(page.at.text, 30_000)
    assert page.sentence.text().startswith("The project is sound")
    assert page.at.text().startswith("Verified ")
    for result in history.verify(sample.workspace.project):
        wait_for(lambda: result.detail in words(page))  # noqa: B023  (waited for here)
    assert set(PARTS) == {result.name for result in history.verify(sample.workspace.project)}
    at = page.at.text()
    window.do("evidence.close_tab")
    window.do("project.verify")
    assert sample.reader.page_in_front.at.text() == at, "the result is forgotten"


def test_a_changed_record_is_found_and_said(page, sample):
    with sqlite3.connect(sample.workspace.project.path) as other:
        other.execute("UPDATE claim SET statement = 'Something else.' WHERE number = 1")
    click(page.run)
    wait_for(page.at.text, 30_000)
    assert page.sentence.text().startswith("1 part does not hold together.")
    assert "differ from what the log says" in words(page)


def test_it_can_be_stopped(page, sample, monkeypatch):
    going: list[str] = []
    real = history.checked

    def slowly(project):
        for result in real(project):
            going.append(result.name)
            yield result

    monkeypatch.setattr(history, "checked", slowly)
    click(page.run)
    click(page.work.stop_button)
    assert not page.work.busy
    assert page.run.isEnabled()
    wait_for(lambda: page._window.jobs.busy == 0, 20_000)
    assert len(going) < len(PARTS)
    assert page.at.text() == ""


def test_keys_never_mark_or_link_what_a_page_hides(window, sample):
    sample.reader.article.page.select(0, 20)
    before = len(sample.workspace.rows)
    window.do("project.verify")
    page = sample.reader.page_in_front
    press(page.run, Qt.Key.Key_C)
    assert "Select some words" in page.notice_bar.text()
    assert len(sample.workspace.rows) == before
    press(page.run, Qt.Key.Key_X)
    assert "Select a passage" in page.notice_bar.text()


def test_an_index_that_lost_something_is_made_anew_and_nobody_is_frightened(page, sample):
    with sqlite3.connect(sample.workspace.project.path) as other:
        other.execute("UPDATE search_row SET body = 'lost' WHERE field = 'statement'")
    click(page.run)
    wait_for(page.at.text, 30_000)
    assert "search index is not, and is made anew" in page.sentence.text()
    wait_for(lambda: not indexing.left(sample.workspace.project).anything, 30_000)
    assert all(result.ok for result in history.verify(sample.workspace.project))
