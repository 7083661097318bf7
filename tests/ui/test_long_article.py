"""A very long article: it is taken in, and its sentences are found, while the window goes on."""

import time

import pytest
from PySide6.QtGui import QGuiApplication

from tests.windows import turn, view_of, wait_for
from workbench.desk import coverage, projects
from workbench.desk.articles import blocks_of, paragraph_of, version

PARAGRAPH = "In 2008 the house number %d was built by a baker. He paid $%d for it. It was sold in 1950."


@pytest.fixture
def empty(window, tmp_path):
    path = tmp_path / "long.factcheck"
    projects.create(path, title="Long", person="Ada Byron").close()
    assert window.opener.open(path)
    return view_of(window)


def test_pasting_a_long_article_does_not_make_the_window_wait(window, empty):
    text = "A title\n\n" + "\n\n".join(PARAGRAPH % (at, at * 7) for at in range(2500))
    QGuiApplication.clipboard().setText(text)
    begun = time.monotonic()
    window.do("file.paste_article")
    assert time.monotonic() - begun < 0.5, "it is taken in beside the window"
    assert "Taking in" in empty.status.work.text()
    wait_for(lambda: empty.workspace.article is not None, 30_000)
    wait_for(lambda: empty.reader.article.article is not None, 30_000)
    wait_for(lambda: not empty.status.work.isVisible())
    assert empty.reader.article.page.text() == text

    begun = time.monotonic()
    window.do("view.coverage")
    assert time.monotonic() - begun < 0.5, "its sentences are found beside the window"
    assert empty.reader.article.coverage_shown
    wait_for(lambda: empty.reader.article._known, 60_000)
    turn(20)
    page = empty.reader.article.page
    assert [mark.id for mark in page.marks_at(text.index("He paid"))] == [f"open:{text.index('He paid')}"]


def test_sentences_are_counted_as_one_would_count_them_one_by_one(sample):
    project, article = sample.workspace.project, sample.workspace.article
    with project.read() as snapshot:
        blocks = blocks_of(version(snapshot, article.version_id))
    spans = [(row.start, row.end) for row in sample.workspace.rows]
    found = coverage.states(project, article.version_id)
    assert len(found) > 30
    for one in found:
        claimed = any(start < one.end and one.start < end for start, end in spans)
        assert (one.state == "claim") is claimed
        assert one.paragraph == paragraph_of(blocks, one.start)[0]
