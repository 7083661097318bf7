"""What of a folder is taken: every file a person put there, once, in order; what is left out is counted."""

import os
import sys

import pytest

from workbench.readers import names
from workbench.readers.folders import walk


def put(folder, *files):
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def test_files_below_a_folder_come_in_order_without_those_of_the_system(tmp_path):
    put(tmp_path, "b.txt", "a/z.txt", "a/a.txt", "c.pdf/in.txt")
    put(tmp_path, ".hidden", ".git/config", "__MACOSX/x", "Thumbs.db", "a/desktop.ini", "~$letter.docx")
    put(tmp_path, "Check.factcheck", "Check.factcheck-journal")
    found = walk([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found.files] == ["b.txt", "a/a.txt", "a/z.txt", "c.pdf/in.txt"]
    assert found.left_out == 8
    assert (found.unreadable, found.bare) == ([], [])


def test_what_is_named_itself_is_taken_whatever_it_is_called(tmp_path):
    put(tmp_path, ".hidden", "b.txt")
    found = walk([tmp_path / ".hidden", tmp_path / "gone", tmp_path / "b.txt"])
    assert [path.name for path in found.files] == [".hidden", "gone", "b.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_to_folders_are_not_followed_so_that_none_is_walked_for_ever(tmp_path):
    put(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a" / "one.txt")
    found = walk([tmp_path])
    assert sorted(path.name for path in found.files) == ["link.txt", "loop", "one.txt"]
    assert found.left_out == 1


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_a_folder_that_may_not_be_read_is_told_and_the_others_are_read(tmp_path):
    put(tmp_path, "closed/a.txt", "open/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        if os.access(tmp_path / "closed", os.R_OK):
            pytest.skip("who runs this may read everything")
        found = walk([tmp_path])
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert [path.name for path in found.files] == ["b.txt"]
    assert [path.name for path in found.unreadable] == ["closed"]


def test_an_empty_folder_is_told(tmp_path):
    (tmp_path / "empty.pdf").mkdir()
    assert [path.name for path in walk([tmp_path / "empty.pdf"]).bare] == ["empty.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are none there")
def test_pipes_and_sockets_are_listed_so_that_their_reader_can_refuse_them(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.pdf")
    assert [path.name for path in walk([tmp_path]).files] == ["pipe.pdf"]


def test_names_are_shown_on_one_line_and_turn_nothing_round():
    assert names.shown("new\nline\u2028.txt") == "new�line�.txt"
    assert names.shown("invoice\u202efdp.exe") == "invoice�fdp.exe"
    assert names.shown("تقرير 😀.pdf") == "تقرير 😀.pdf"
    assert names.shown(os.fsdecode(b"caf\xe9.txt")) in ("caf\\udce9.txt", "café.txt")
    long = names.shown("a" * 250 + ".pdf")
    assert len(long) == names.LONGEST
    assert long.endswith(".pdf")
