"""The manners of the command line: exit statuses, one JSON document, never a traceback, any locale."""

import errno
import json
import os
import shlex
import sqlite3
import subprocess
import sys
import threading
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, SEED, Run
from workbench.__main__ import VERBS
from workbench.cli import opening
from workbench.cli import project as project_commands
from workbench.cli.main import main, parser
from workbench.cli.writing_out import CannotWrite, draft_of
from workbench.desk import projects

COMMANDS = {
    "new", "sample", "show", "undo", "redo", "history", "verify", "backup", "compact", "search", "check",
    "report", "export", "share", "seal", "codename", "unlock",
    "article add", "article revise", "article list", "article text",
    "claim mark", "claim edit", "claim drop", "claim place", "claim restore", "claim list",
    "merge", "conflicts", "resolve",
    "evidence add", "evidence cite", "evidence list", "evidence text", "evidence extract",
    "evidence contents", "evidence take", "evidence page", "evidence table", "evidence ocr", "ocr add", "ocr languages",
    "link add", "link edit", "link drop", "verdict decide", "verdict history",
}  # fmt: skip


def commands(of: ArgumentParser, before: str = "") -> Iterator[tuple[str, ArgumentParser]]:
    """Every command with its parser."""
    sets = [action for action in of._actions if isinstance(action, _SubParsersAction)]
    if not sets:
        yield before, of
    for verbs in sets:
        for name, verb in verbs.choices.items():
            yield from commands(verb, f"{before} {name}".strip())


def shell(*argv: object, stdout: Any = subprocess.PIPE, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "workbench", *map(str, argv)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
    )


def test_every_command_is_there_and_explains_itself(run: Run) -> None:
    found = dict(commands(parser()))
    assert set(found) == COMMANDS
    for name, of in found.items():
        result = run(*name.split(), "--help")
        assert result.status == 0
        assert result.err == ""
        assert of.description
        assert all(action.help for action in of._actions), name
        assert {"--json", "--as-person", "--quiet"} <= {option for a in of._actions for option in a.option_strings}, (
            name
        )


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["nonsense"],
        ["claim"],
        ["claim", "mark"],
        ["claim", "mark", "p.factcheck", "A1"],
        ["claim", "mark", "p.factcheck", "A1", "--quote", "x", "--nth", "0"],
        ["show"],
        ["show", "p.factcheck", "--jso"],
        ["export", "p.factcheck", "out", "--as", "nonsense"],
        ["claim", "edit", "p.factcheck", "C1", "--priority", "5"],
        ["merge", "p.factcheck"],
        ["resolve", "p.factcheck", "C1"],
        ["report", "p.factcheck", "o.pdf", "--edition", "single"],
        ["report", "p.factcheck", "o.pdf", "--edition", "public", "--claim", "C1"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_two(argv: list[str], run: Run) -> None:
    result = run(*argv)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(("usage:", "workbench:"))


def test_what_is_typed_in_the_terminal_never_opens_the_window() -> None:
    assert {name.split()[0] for name, _ in commands(parser())} <= VERBS


def test_quiet_says_nothing_but_shows_what_was_asked_for(checked: Path, run: Run) -> None:
    assert run("claim", "edit", checked, "C1", "--note", "n", "--quiet").out == ""
    assert run("claim", "list", checked, "--quiet").out != ""
    assert run("claim", "edit", checked, "C99", "--note", "n", "--quiet").err != ""


def test_a_json_answer_is_one_document_and_nothing_else(checked: Path, run: Run, tmp_path: Path) -> None:
    for argv in (
        ("show", checked),
        ("article", "list", checked),
        ("claim", "list", checked),
        ("evidence", "list", checked),
        ("evidence", "add", checked, SEED),
        ("search", checked, "Rosen"),
        ("history", checked),
        ("verify", checked),
        ("export", checked, tmp_path / "out.json", "--as", "json"),
        ("undo", checked),
        ("redo", checked),
    ):
        result = run(*argv, "--json")
        assert result.status == 0
        assert isinstance(json.loads(result.out), dict)


def test_export_as_json_is_what_show_says(checked: Path, tmp_path: Path, ok: Any) -> None:
    out = tmp_path / "out.json"
    ok("export", checked, out, "--as", "json")
    assert json.loads(out.read_text(encoding="utf-8")) == ok("show", checked)


def test_an_export_that_cannot_be_written_is_told_and_leaves_nothing(checked: Path, tmp_path: Path, run: Run) -> None:
    for out in (tmp_path, tmp_path / "no folder" / "out.json"):
        result = run("export", checked, out, "--as", "json")
        assert (result.status, result.out) == (1, "")
        assert len(result.err.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == [checked.name]


def test_a_file_that_was_there_stays_whole_until_the_new_one_is(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_bytes(b"the last one")

    def fill_the_disk() -> None:
        with draft_of(out) as draft:
            draft.write_bytes(b"half of the new o")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(CannotWrite):
        fill_the_disk()
    assert out.read_bytes() == b"the last one"
    with draft_of(out) as draft:
        draft.write_bytes(b"the new one")
        assert out.read_bytes() == b"the last one"
    assert out.read_bytes() == b"the new one"
    assert list(tmp_path.iterdir()) == [out]


def test_the_program_speaks_utf8_in_any_locale_and_prints_the_stored_text(checked: Path, ok: Any) -> None:
    stored = ok("article", "text", checked, "A1")["text"]
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = shell("article", "text", checked, "A1", **locale)
        assert done.returncode == 0
        assert done.stdout == stored.encode("utf-8")
        assert done.stderr == b""


def test_trouble_in_a_real_process_is_one_sentence(tmp_path: Path) -> None:
    done = shell("show", tmp_path / "gone.factcheck", "--json")
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert shell("claim", "mark").returncode == 2


def test_a_name_that_is_no_text_is_told_without_a_traceback(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux has file names that are no text")
    done = shell("show", tmp_path / os.fsdecode(b"\xff\xfe.factcheck"))
    assert done.returncode == 1
    assert b"There is no file" in done.stderr
    assert b"udcff" in done.stderr


def test_a_reader_that_has_seen_enough_ends_the_program_quietly(checked: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = shell("show", checked, "--json", stdout=writing)
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


def test_a_fault_of_ours_is_a_sentence_and_a_file_with_the_details(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from workbench.cli import main, project\n"
        "def broken(args): raise ZeroDivisionError('planted')\n"
        "project.show = broken\n"
        "sys.exit(main.main(['show', 'x']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().strip().splitlines()) == 1
    (details,) = tmp_path.glob("workbench-fault-*.txt")
    assert "planted" in details.read_text(encoding="utf-8")


def test_stopping_by_hand_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(project_commands, "show", stopped)
    assert main(["show", "x"]) == 1
    assert capsys.readouterr().err == "Stopped. What was done before is kept.\n"


def test_a_name_of_several_lines_is_told_in_one(tmp_path: Path, run: Run) -> None:
    result = run("show", tmp_path / "gone\nor\x1b[31mred.factcheck")
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
    assert "\x1b" not in result.err


def test_nothing_found_in_a_file_steers_the_terminal_or_breaks_a_row(checked: Path, run: Run, ok: Any) -> None:
    title = "two\nlines \x1b[31m\x9b\x07"
    assert ok("evidence", "cite", checked, "--title", title)["document"]["title"] == title
    for argv in (("evidence", "list", checked), ("show", checked), ("search", checked, "lines")):
        out = run(*argv).out
        assert not any(sign in out for sign in "\x1b\x9b\x07")
        assert "two lines" in out
    assert len(run("evidence", "list", checked).out.splitlines()) == 2


def test_words_that_are_no_text_are_wrong_usage(checked: Path, run: Run, ok: Any) -> None:
    head = ok("show", checked)["project"]["head"]
    for argv in (
        ("claim", "edit", checked, "C1", "--statement", "caf\udce9"),
        ("verdict", "decide", checked, "C1", "--label", "True", "--rationale", "caf\udce9"),
        ("claim", "edit", checked, "C1", "--note", "n", "--as-person", "Ren\udce9"),
    ):
        result = run(*argv)
        assert (result.status, result.out) == (2, "")
        assert "UTF-8" in result.err
    assert ok("show", checked)["project"]["head"] == head


def test_a_damaged_file_is_not_told_to_be_named_as_it_is(tmp_path: Path, run: Run) -> None:
    for name, words in (("a.factcheck", "though its name says so"), ("a.txt", "Choose a file that ends in .factcheck")):
        path = tmp_path / name
        path.write_bytes(b"something else")
        told = run("show", path)
        assert (told.status, told.out) == (1, "")
        assert words in told.err


def test_a_command_waits_for_the_one_before_it(checked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = projects.open(checked)
    timer = threading.Timer(0.3, holder.close)
    timer.start()
    assert run("claim", "edit", checked, "C1", "--note", "waited").status == 0
    timer.join()
    holder = projects.open(checked)
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    told = run("claim", "edit", checked, "C1", "--note", "in vain")
    holder.close()
    assert (told.status, told.out) == (1, "")
    assert "has been open on" in told.err


def test_commands_given_at_once_are_all_done(checked: Path) -> None:
    words = [sys.executable, "-m", "workbench", "evidence", "cite", str(checked), "--title"]
    running = [subprocess.Popen([*words, f"Number {n}"], cwd=ROOT, stdout=subprocess.DEVNULL) for n in range(3)]
    assert [one.wait(60) for one in running] == [0, 0, 0]


def test_a_number_beyond_all_counting_is_wrong_usage(checked: Path, run: Run) -> None:
    assert run("search", checked, "Rosen", "--limit", "9" * 30).status == 2
    assert run("claim", "mark", checked, "A1", "--quote", "Rosen", "--nth", "9" * 5000).status == 2


def test_a_damaged_project_is_told_in_a_sentence_by_every_reader(checked: Path, run: Run) -> None:
    with sqlite3.connect(checked) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE claim SET kind = 'contend'")
    connection.close()
    for argv in (("show", checked), ("claim", "list", checked), ("check", checked), ("claim", "drop", checked, "C1")):
        result = run(*argv, "--json")
        assert (result.status, result.out) == (1, "")
        assert "is damaged" in result.err
        assert len(result.err.splitlines()) == 1
    result = run("verify", checked)
    assert result.status == 1
    assert "WRONG" in result.out


@pytest.mark.parametrize("form", [("report",), ("export", "--as", "json")], ids=lambda form: form[0])
def test_nothing_is_written_over_a_project_or_what_is_no_file(
    checked: Path, tmp_path: Path, form: tuple[str, ...], run: Run
) -> None:
    other = tmp_path / "other.factcheck"
    other.write_bytes(checked.read_bytes())
    verb, *options = form
    for target in (checked, other):
        before = target.read_bytes()
        result = run(verb, checked, target, *options)
        assert (result.status, result.out) == (1, "")
        assert "never overwritten" in result.err
        assert target.read_bytes() == before
    assert run(verb, checked, tmp_path / ("x" * 300), *options).status == 1
    assert run(verb, checked, tmp_path, *options).status == 1
    if hasattr(os, "mkfifo"):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        assert run(verb, checked, pipe, *options).status == 1
        assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_answer_that_finds_no_room_is_told(checked: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = shell("show", checked, "--json", stdout=full)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "It was done, but the answer could not be written out: no space left on device."
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix is asked")
@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0)])
def test_streams_that_were_closed_are_no_fault(checked: Path, closed: str, status: int) -> None:
    command = f"{shlex.quote(sys.executable)} -m workbench claim list {shlex.quote(str(checked))} {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode == status
    assert b"fault" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_a_reader_that_cannot_be_started_is_told(checked: Path) -> None:
    code = (
        "import resource, sys; from workbench.cli.main import main; from workbench.readers import supervise;"
        "import workbench.desk.documents, workbench.readers.child;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (7, 7)); sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "article", "add", str(checked), str(SEED)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    (sentence,) = done.stderr.decode().splitlines()
    assert "could not be started" in sentence
