"""Archives, mail and saved pages on the command line: listed, taken out, read whole."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.readers.archives import INFO, capture, page, warc


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc"
    gone = capture(b"<p>Not found</p>", url="https://paper.example/gone", n=3, status="404 Not Found")
    path.write_bytes(warc(INFO, capture(), capture(page("Second"), url="https://paper.example/b", n=2), gone))
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    made = EmailMessage()
    made["From"], made["Message-ID"], made["Subject"] = "a@example.org", "<1@example.org>", "Figures"
    made.set_content("See what is attached.")
    made.add_attachment(b"It was 39 people.", maintype="text", subtype="plain", filename="note.txt")
    path = tmp_path / "letter.eml"
    path.write_bytes(made.as_bytes())
    return path


def test_the_pages_of_an_archive_are_listed_and_some_are_taken_out(
    project: Path, archive: Path, run: Run, ok: Any
) -> None:
    run("evidence", "add", project, archive)
    listed = run("evidence", "contents", project, "E1")
    assert [line.split()[:3] for line in listed.out.splitlines()] == [[str(n), "–", "page"] for n in (1, 2, 3)]
    assert "2021-03-04 05:06:07" in listed.out
    assert "(404)" in listed.out
    told = run("evidence", "take", project, "E1", "2-3", "1", "--json").data
    assert [(one["file"], one["outcome"]) for one in told["files"]] == [
        ("E1 1. Minister denies it", "added"),
        ("E1 2. Second", "added"),
        ("E1 3. paper.example_gone.html", "added"),
    ]
    contents = ok("evidence", "contents", project, "E1")["contents"]
    assert [(one["number"], one["document"]) for one in contents] == [(1, "E2"), (2, "E3"), (3, "E4")]
    found = ok("evidence", "list", project)["documents"][1]
    assert (found["url"], found["captured_at"]) == ("https://paper.example/a", "2021-03-04T05:06:07Z")
    assert found["derived_from"] == ok("evidence", "list", project)["documents"][0]["id"]
    again = run("evidence", "take", project, "E1", "--all")
    assert again.status == 0
    assert again.out.count("already there") == 3


def test_what_is_attached_has_a_line_of_its_own(project: Path, letter: Path, run: Run, ok: Any) -> None:
    result = run("evidence", "add", project, letter)
    assert result.out.splitlines()[-2:] == [f"{letter}: added E1", f"{letter}: note.txt: added E2"]
    assert ok("evidence", "text", project, "E2")["text"] == "It was 39 people."


@pytest.mark.parametrize(
    ("numbers", "status", "told"),
    [
        ([], 2, "Say which to take out"),
        (["1", "--all"], 2, "Say which to take out"),
        (["0"], 2, "neither a number"),
        (["5-2"], 2, "neither a number"),
        (["9"], 1, "There is no number 9 in E1"),
        (["1-2000"], 1, "at most 1,000"),
    ],
)
def test_wrong_numbers_are_told(
    project: Path, archive: Path, run: Run, numbers: list[str], status: int, told: str
) -> None:
    run("evidence", "add", project, archive)
    result = run("evidence", "take", project, "E1", *numbers)
    assert result.status == status
    assert told in result.err


def test_a_text_holds_nothing(project: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    run("evidence", "add", project, tmp_path / "a.txt")
    result = run("evidence", "contents", project, "E1")
    assert (result.status, result.err) == (
        1,
        "Nothing can be taken out of E1. Only web archives and e-mail hold documents.\n",
    )


def test_a_page_is_read_whole_and_as_its_article(project: Path, tmp_path: Path, run: Run, ok: Any) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page().replace(b"<body>", b"<body><nav><p>Sport and weather</p></nav>"))
    run("evidence", "add", project, path)
    assert run("evidence", "page", project, "E1", "--whole").out.endswith("E1: the whole page.\n")
    assert "Sport and weather" in ok("evidence", "text", project, "E1")["text"]
    ok("evidence", "page", project, "E1", "--article")
    assert "Sport and weather" not in ok("evidence", "text", project, "E1")["text"]
    assert run("evidence", "page", project, "E1").status == 2
