"""Trouble is told in one sentence, near where it happened; faults of ours are told as such."""

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from tests.windows import turn
from workbench.errors import WorkbenchError
from workbench.ui.notice_bar import NoticeBar
from workbench.ui.notices import Notices


class OutOfTea(WorkbenchError):
    """A trouble of the user's."""


class Pane(QWidget):
    """A part of the window that has a bar of its own."""

    def __init__(self, parent):
        super().__init__(parent)
        self.notice_bar = NoticeBar(self)


@pytest.fixture
def scene(qtbot):
    """Notices, the bar of the window, the bar of a pane, and the pane."""
    top = QWidget()
    qtbot.addWidget(top)
    inner, far = Pane(top), NoticeBar(top)
    yield Notices(far, top), far, inner.notice_bar, inner
    top.hide()


def test_a_trouble_is_one_sentence_in_the_nearest_bar(scene):
    notices, far, near, inner = scene
    child = QWidget(inner)

    def brew():
        raise OutOfTea("There is no tea. Buy some.")

    assert not notices.attempt(brew, near=child)
    assert near.text() == "There is no tea. Buy some."
    assert far.text() == ""
    notices.clear(child)
    assert near.text() == ""


def test_a_fault_of_ours_is_told_plainly_and_its_details_can_be_copied(scene, caplog):
    notices, far, _, _ = scene
    notices.report(ZeroDivisionError("nought"))
    assert "mistake" in far.text()
    far._copy_details()
    assert "ZeroDivisionError: nought" in QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_is_not_swallowed_as_if_it_were_the_users(scene):
    notices, far, _, _ = scene
    try:
        notices.attempt(lambda: 1 / 0)
    except ZeroDivisionError:
        assert far.text() == ""
    else:
        raise AssertionError("the fault was swallowed")


def test_what_no_one_caught_in_a_thread_arrives_in_the_window(scene, monkeypatch):
    notices, far, _, _ = scene
    monkeypatch.setattr(threading, "excepthook", notices._uncaught_in_thread)

    def fail():
        raise OutOfTea("No tea in the thread either.")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    turn(20)
    assert far.text() == "No tea in the thread either."


def test_an_offer_is_taken_once(scene):
    notices, far, _, _ = scene
    taken = []
    notices.tell("Tea is ready.", offer=("Drink", lambda: taken.append(1)))
    far._act.click()
    assert taken == [1]
    assert far.text() == ""


def test_what_looks_like_markup_is_shown_as_it_is(scene):
    notices, far, _, _ = scene
    notices.tell("“<b>x</b>” is not there.")
    assert far.text() == "“<b>x</b>” is not there."
    from PySide6.QtCore import Qt

    assert far.sentence.textFormat() == Qt.TextFormat.PlainText


def test_what_asks_for_attention_stays_until_it_is_put_away(scene):
    notices, far, *_ = scene
    notices.tell("2 files need a look.", details="a.pdf: protected\nb.pdf: damaged", stays=True)
    notices.tell("Select a passage first.")
    assert far.text() == "Select a passage first."
    notices.clear()
    assert far.text() == "2 files need a look."
    assert far._details.text() == "a.pdf: protected\nb.pdf: damaged"
    notices.tell("c.pdf: empty.", stays=True)
    assert (far.text(), far._count.text()) == ("c.pdf: empty.", "2 of 2")
    away = next(one for one in far.findChildren(QPushButton) if one.accessibleName() == "Put this notice away")
    away.click()
    assert (far.text(), far._count.text()) == ("2 files need a look.", "")
    away.click()
    assert far.text() == ""
    notices.clear()
    assert far.text() == ""
