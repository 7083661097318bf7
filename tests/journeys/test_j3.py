"""J3, late revision: versions 2 and 3 are dropped on the window, and only what they touched is looked at again.

Everything is done with the keyboard and the mouse; the desk is only asked what came of it.
"""

import shutil
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.journeys.test_j1 import no_dialog
from tests.windows import a_window, click, drop_files, press, select_with_mouse, turn, view_of, wait_for
from workbench.desk import articles, history
from workbench.desk.sample import build
from workbench.desk.since import Since
from workbench.model.sets import WorkStatus
from workbench.places import seeds
from workbench.ui.desk_pages.page import PageName
from workbench.ui.pages.contract import MarkStyle

SEED = "000_cc34874bd0f47476.txt"
CUT = "Musharraf addressed a gathering of the World Jewish Congress in September of that year.\n\n"
NEW = [
    "The World Jewish Congress has 100 affiliated communities.",
    "Its president met the foreign minister in Geneva on March 3.",
    "Pakistan voted against the plan in 1947.",
    "Trade between both countries came to $12 million in 2018.",
]
COUNTS = "45 unchanged, 3 moved, 2 reworded, 1 cut, 4 new factual sentences"


def version_2(text):
    """Nothing that was marked is touched."""
    return text.replace("[ISLAMABAD] ", "[KARACHI] ")


def version_3(text):
    """A paragraph with three claims moves, two claims get other words, one is cut, four sentences come."""
    text = version_2(text).replace("220 million people", "207 million people").replace(CUT, "")
    text = text.replace("one of them targeting the city", "one of them aimed at the city")
    moved = next(one for one in text.split("\n\n") if one.startswith("“Pakistan has no direct conflict")) + "\n\n"
    text = text.replace(moved, "")
    at = text.index("As president of Pakistan and head of its army")
    return text[:at] + moved + text[at:] + "\n\n" + " ".join(NEW)


@pytest.fixture
def draft(tmp_path):
    """The files as the author sends them."""
    text = (seeds() / SEED).read_text("utf-8")
    for number, made in ((2, version_2(text)), (3, version_3(text))):
        (tmp_path / f"draft v{number}.txt").write_text(made, "utf-8")
    return lambda number: tmp_path / f"draft v{number}.txt"


@pytest.fixture
def window(qapp, tmp_path, monkeypatch):
    path = tmp_path / "Sample.factcheck"
    build(path).close()
    with a_window(tmp_path, monkeypatch, path) as made:
        wait_for(lambda: made.view is not None, 20_000)
        wait_for(lambda: view_of(made).workspace.findings, 20_000)
        yield made


@pytest.mark.timeout(300)
def test_a_late_revision_asks_only_for_what_it_touched(window, draft, tmp_path, monkeypatch):
    view = view_of(window)
    for number in (27, 31, 32, 47):
        judge(view, number)
    settle(view, 47)
    checked = view.workspace.info.counts.checked
    take_in(window, draft(2))
    wait_for(lambda: view.reader.page(PageName.REVISION).found is not None, 20_000)
    assert "51 unchanged, 0 new factual sentences" in view.reader.page(PageName.REVISION).lead.text()
    assert view.workspace.info.counts.checked == checked, "what did not change asks for no rework"

    take_in(window, draft(3))
    page = view.reader.page(PageName.REVISION)
    wait_for(lambda: len(page.touched.rows) == 10, 20_000)
    assert view.status.message.text() == f"Version 3: {COUNTS}"
    assert page.lead.text() == f"Version 3: {COUNTS}."
    nothing_changed_stays_green(view)
    f8_walks_those_only(window, view, page)
    decide(view, page)
    undo_takes_the_revision_back(window, view, page, checked)
    path = view.workspace.project.path
    window.close()
    shutil.copy(path, tmp_path / "again.factcheck")
    with a_window(tmp_path, monkeypatch, tmp_path / "again.factcheck") as again:
        wait_for(lambda: again.view is not None, 20_000)
        assert all(one.ok for one in history.verify(view_of(again).workspace.project))


def judge(view, number):
    """Give a claim the first label of the scale, by its key."""
    view.choose_claim(row_of(view, number).id)
    press(view.reader.article.page, Qt.Key.Key_1)
    assert row_of(view, number).settled is not None


def settle(view, number):
    """Say that the work on a claim is done."""
    row = row_of(view, number)
    view.choose_claim(row.id)
    view.window().do("claim.status_settled")
    assert row_of(view, number).status is WorkStatus.SETTLED


def row_of(view, number):
    return next(row for row in view.workspace.rows if row.number == number)


def take_in(window, path):
    """Drop the file on the article; in the place itself it is offered as the next version."""
    view = view_of(window)
    before = view.workspace.article.seq
    view.reader.open_article(view.workspace.article)
    documents = len(view.workspace.documents)
    drop_files(window, path)
    wait_for(view.reader.version_bar.isVisible, 30_000)
    no_dialog()
    assert path.name in view.reader.version_bar.words.text()
    offered = [one.text() for one in view.reader.version_bar.findChildren(QPushButton) if not one.isHidden()]
    assert offered[1:] == [
        f"Take in as version {before + 1}",
        "Keep as evidence",
        "Add as another article",
    ]
    first = view.reader.version_bar.focusProxy()
    assert first is not None
    assert first.hasFocus(), "Enter takes it in"
    QTest.keyClick(first, Qt.Key.Key_Return)
    wait_for(lambda: view.workspace.article.seq == before + 1, 30_000)
    wait_for(lambda: view.reader.page_in_front is not None)
    assert len(view.workspace.documents) == documents
    assert not view.reader.version_bar.isVisible()


def nothing_changed_stays_green(view):
    """List, margin, underline, inspector and progress say that the words are no longer those that were judged."""
    touched = {row.number: row.since for row in view.workspace.rows if row.since}
    assert touched == {
        27: Since.REWORDED,
        47: Since.REWORDED,
        31: Since.GONE,
        **dict.fromkeys((32, 33, 34), Since.MOVED),
    }
    marked = {mark.number: mark for mark, _ in view.reader.article._marks.values()}
    for number in (27, 47, 32, 33, 34):
        assert marked[str(number)].style is MarkStyle.UNCHECKED
    assert "text changed since" in marked["27"].label
    view.choose_claim(row_of(view, 27).id)
    assert "text changed since" in view.inspector.verdict._state.text()
    assert not any(one.isChecked() for one in view.inspector.verdict.labels._buttons)
    spoken = view.navigator.claims.index(view.navigator.claims.row_of(row_of(view, 27).id))
    assert "text changed since" in spoken.data(Qt.ItemDataRole.AccessibleTextRole)
    assert row_of(view, 47).status is WorkStatus.IN_CHECK
    assert view.status.revision_button.text() == "6 claims to look at"
    assert view.workspace.info.counts.checked == sum(row.settled is not None for row in view.workspace.rows)


def f8_walks_those_only(window, view, page):
    """From the article F8 goes to the page, and there from one to the next, round the end."""
    view.reader.open_article(view.workspace.article)
    press(view.reader.article.page, Qt.Key.Key_F8)
    assert view.reader.page_in_front is page
    wait_for(lambda: page.item is not None)
    seen = []
    for _ in range(10):
        seen.append(page.item.claim.number if page.item.claim else page.item.now)
        QTest.keyClick(page.list, Qt.Key.Key_F8)
    assert sorted(one for one in seen if isinstance(one, int)) == [27, 31, 32, 33, 34, 47]
    assert [one for one in seen if isinstance(one, str)] == NEW
    assert (page.item.claim.number if page.item.claim else page.item.now) == seen[0]
    QTest.keyClick(page.list, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.item.now == NEW[-1]


def go_to(page, number):
    for _ in range(len(page.touched.rows)):
        if page.item.claim is not None and page.item.claim.number == number:
            return
        QTest.keyClick(page.list, Qt.Key.Key_F8)
    raise AssertionError(f"claim {number} is not walked")


def and_wait(page, act):
    """Do something that leaves one thing less to look at."""
    left = len(page.touched.rows)
    act()
    wait_for(lambda: len(page.touched.rows) == left - 1)


def decide(view, page):
    """One key each: accept, put elsewhere, drop, mark, no fact."""
    go_to(page, 27)
    assert page.new.text()[slice(*page.item.new)].endswith("207 million people")
    assert view.workspace.claim_id == row_of(view, 27).id
    left = len(page.touched.rows)
    QTest.keyClick(page.list, Qt.Key.Key_1)
    wait_for(lambda: len(page.touched.rows) == left - 1)
    assert row_of(view, 27).since is Since.JUDGED_BEFORE, "its verdict was about other words"

    go_to(page, 32)
    QTest.keyClick(page.list, Qt.Key.Key_1)
    wait_for(lambda: len(page.touched.rows) == left - 2)
    assert row_of(view, 32).since is None

    go_to(page, 31)
    QTest.keyClick(page.list, Qt.Key.Key_1)
    assert "Select the words" in page.notice_bar.text()
    start = page.new.text().index(NEW[0])
    select_with_mouse(page.new, start, start + len(NEW[0]) - 1)
    QTest.keyClick(page.new, Qt.Key.Key_1)
    wait_for(lambda: row_of(view, 31).since is Since.JUDGED_BEFORE)
    assert NEW[0][:-1] in page.new.text()[row_of(view, 31).start : row_of(view, 31).end]
    wait_for(lambda: len(page.touched.rows) == left - 4, 10_000)  # the sentence is covered too

    go_to(page, 47)
    QTest.keyClick(page.list, Qt.Key.Key_3)
    wait_for(lambda: all(row.number != 47 for row in view.workspace.rows))
    wait_for(lambda: len(page.touched.rows) == left - 5)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_N):
        while page.item.claim is not None:
            QTest.keyClick(page.list, Qt.Key.Key_F8)
        and_wait(page, partial(QTest.keyClick, page.list, key))
    for number in (33, 34):
        go_to(page, number)
        and_wait(page, lambda: click(page._answers.itemAt(0).layout().itemAt(1).widget()))
    assert page.place.text() == "Everything is looked at."
    assert not view.status.revision_button.isVisible()
    view.reader.open_article(view.workspace.article)
    press(view.reader.article.page, Qt.Key.Key_F8)
    assert view.reader.page_in_front is None, "then F8 walks the findings again"


def undo_takes_the_revision_back(window, view, page, checked):
    """Step by step to before the revision, which is one step."""
    while view.workspace.project.undo_label() != "Revise article A1":
        window.do("edit.undo")
    window.do("edit.undo")
    turn(50)
    assert view.workspace.article.seq == 2
    assert view.workspace.info.counts.checked == checked
    assert {row.since for row in view.workspace.rows} == {None}
    assert row_of(view, 47).status is WorkStatus.SETTLED
    assert view.reader.article.page.text() == articles.listing(view.workspace.project)[0].text
    view.window().do("project.revision")
    wait_for(lambda: "Version 2" in page.lead.text())


@pytest.mark.timeout(120)
def test_a_file_like_the_article_can_be_evidence_or_nothing(window, draft):
    view = view_of(window)
    before = len(view.workspace.documents)
    drop_files(window, draft(3))
    wait_for(view.reader.version_bar.isVisible, 30_000)
    QTest.keyClick(view.reader.version_bar, Qt.Key.Key_Escape)
    assert not view.reader.version_bar.isVisible()
    assert view.reader.article.page.hasFocus()
    drop_files(window, draft(3))
    wait_for(view.reader.version_bar.isVisible, 30_000)
    offered = (one for one in view.reader.version_bar.findChildren(QPushButton) if not one.isHidden())
    click(next(one for one in offered if one.text() == "Keep as evidence"))
    wait_for(lambda: len(view.workspace.documents) == before + 1, 30_000)
    assert view.workspace.article.seq == 1


@pytest.mark.timeout(120)
def test_the_very_text_is_no_next_version_and_other_files_ask_nothing(window, tmp_path):
    view = view_of(window)
    before = len(view.workspace.documents)
    copy = tmp_path / "copy.txt"
    shutil.copy(seeds() / SEED, copy)
    drop_files(window, copy)
    wait_for(view.reader.version_bar.isVisible, 30_000)
    assert "very text of version 1" in view.reader.version_bar.words.text()
    assert not any(
        one.text().startswith("Take in") and not one.isHidden()
        for one in view.reader.version_bar.findChildren(QPushButton)
    )
    view.reader.version_bar.hide()
    other = tmp_path / "memo.txt"
    other.write_text("A memo about quite another matter. Nobody was there on Tuesday.", "utf-8")
    drop_files(window, other)
    wait_for(lambda: len(view.workspace.documents) == before + 1, 30_000)
    assert not view.reader.version_bar.isVisible()
