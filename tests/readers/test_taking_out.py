"""Taking things out of a file in a process of its own: what comes over is checked, what goes wrong is a sentence."""

import json
from dataclasses import asdict

import pytest

from tests.readers.archives import INFO, capture, page, warc
from workbench.readers import enclosed_protocol, supervise, taking
from workbench.readers.enclosed import LARGEST, Contents, Enclosed, Taken, What
from workbench.readers.problems import CannotRead, ReadingCancelled
from workbench.readers.protocol import BadReply, Message

ITEM = Enclosed(1, What.PAGE, "a.html", "A", "https://a.example/", "", "2021-03-04T05:06:07Z", "text/html", 3, "")


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(warc(INFO, capture(packed="br"), capture(page("Second"), n=2)))
    return path


def test_an_archive_is_listed_and_its_pages_come_over(archive, pool):
    held = taking.contents(archive, pool=pool)
    assert [one.title for one in held.items] == ["Minister denies it", "Second"]
    assert [one.data for one in taking.take(archive, [2, 1], pool=pool)] == [page(), page("Second")]
    assert list(taking.take(archive, [7], pool=pool)) == []


def test_what_holds_nothing_says_so(tmp_path, pool):
    path = tmp_path / "a.txt"
    path.write_text("Words.", encoding="utf-8")
    with pytest.raises(CannotRead, match="nothing that can be taken out"):
        taking.contents(path, pool=pool)
    with pytest.raises(CannotRead, match="nothing that can be taken out"):
        list(taking.take(path, [1], pool=pool))


@pytest.mark.parametrize("how", ["no JSON", "a reply cut short", "a frame said to be endless"])
def test_a_reader_that_fails_is_a_sentence(archive, misbehaving, monkeypatch, how):
    monkeypatch.setattr(taking, "LISTING", supervise.Limits(seconds=1))
    with (
        supervise.ReaderPool(spares=0, command=misbehaving(how)) as bad,
        pytest.raises(CannotRead, match=r"file .*\.$"),
    ):
        taking.contents(archive, pool=bad)


def test_taking_out_can_be_stopped(archive, pool):
    task = supervise.Task()
    coming = taking.take(archive, [1, 2], pool=pool, task=task)
    assert next(coming).number == 1
    task.cancel()
    with pytest.raises(ReadingCancelled):
        next(coming)


def test_a_list_is_the_same_on_the_other_side():
    held = Contents((ITEM,), ("A sentence.",))
    assert enclosed_protocol.contents_of(enclosed_protocol.contents_message(held)) == held


def test_a_thing_taken_out_is_the_same_on_the_other_side():
    one = Taken(3, b"\0\xff", "utf-8", "a note", "")
    assert enclosed_protocol.taken_of(enclosed_protocol.taken_message(one)) == one
    assert enclosed_protocol.taken_of(enclosed_protocol.taken_message(None)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"number": 2},
        {"what": "virus"},
        {"name": 7},
        {"name": "x" * 5000},
        {"title": "\ud800"},
        {"size": -1},
        {"size": True},
        {"extra": 1, "size": "3"},
    ],
)
def test_a_list_that_lies_is_not_believed(change):
    body = json.dumps({"items": [asdict(ITEM) | change], "warnings": []}).encode()
    with pytest.raises(BadReply):
        enclosed_protocol.contents_of(Message({"contents": True}, (body,)))


@pytest.mark.parametrize(
    ("header", "frames"),
    [
        ({}, (b"x",)),
        ({"taken": -1}, (b"x",)),
        ({"taken": 1, "charset": "", "note": "", "refused": ""}, ()),
        ({"taken": 1, "charset": "", "note": "", "refused": 3}, (b"x",)),
        ({"taken": 1, "charset": "", "note": "", "refused": ""}, (bytes(LARGEST + 1),)),
    ],
)
def test_a_thing_that_cannot_be_is_not_believed(header, frames):
    with pytest.raises(BadReply):
        enclosed_protocol.taken_of(Message(header, frames))
