"""Article and evidence side by side; where there is nothing to stand beside it, one sentence says what to do."""

import pytest
from PySide6.QtCore import Qt

from tests.windows import click, press, turn, view_of
from workbench.desk import projects
from workbench.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bare(window: Window, tmp_path):
    """A project with an article and no evidence."""
    from workbench.desk import articles

    path = tmp_path / "bare.factcheck"
    project = projects.create(path, title="Bare", person="Ada Byron")
    articles.paste(project, "A title\n\nThe house was built in 1911.")
    project.close()
    assert window.opener.open(path)
    return view_of(window)


def test_without_evidence_the_key_and_the_button_say_what_to_do(window, bare):
    press(bare.reader.article.page, Qt.Key.Key_Backslash, CTRL)
    assert bare.reader.notice_bar.text().startswith("There is no evidence yet. Drop a file into the window")
    bare.reader.notice_bar.put_away()
    click(bare.reader.tabs.split_button)
    assert bare.reader.notice_bar.text().startswith("There is no evidence yet")
    assert not bare.reader.tabs.split_button.isChecked()
    assert not bare.reader.split


def test_with_evidence_that_is_not_open_it_says_how_to_open_it(window, sample):
    press(sample.reader.article.page, Qt.Key.Key_Backslash, CTRL)
    assert "Open a piece of evidence first (E)" in sample.reader.notice_bar.text()
    assert not sample.reader.split


def test_once_the_evidence_is_closed_it_says_so_again(window, sample):
    sample.open_document(sample.workspace.documents[0].id)
    press(sample.reader.article.page, Qt.Key.Key_Backslash, CTRL)
    assert sample.reader.split
    assert sample.reader.tabs.split_button.isChecked()
    assert sample.reader.article.isVisible()
    window.do("evidence.close_tab")
    turn(20)
    press(sample.reader.article.page, Qt.Key.Key_Backslash, CTRL)
    assert "Open a piece of evidence first (E)" in sample.reader.notice_bar.text()
