"""Evidence, links, verdicts and search on the command line."""

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.conftest import Run
from workbench.cli.progress import Progress

NOTE = "The cable is dated 7 October 2009.\n\nThe threat is for September–November of that year. נגד – ضد"


def outcomes(data: Any) -> dict[str, str]:
    return {Path(line["file"]).name: line["outcome"] for line in data["files"]}


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_each_of_many_files_is_told_apart_and_one_bad_file_stops_none(
    project: Path, tmp_path: Path, note: Path, run: Run, ok: Any
) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes(note.read_bytes())
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\nthis is not one")
    last = tmp_path / "last.md"
    last.write_text("# Last\n\nThe last file is read too.", encoding="utf-8")
    bare = tmp_path / "bare.pdf"
    bare.mkdir()
    files = [bare, note, tmp_path / "gone.pdf", tmp_path / "empty.pdf", twin, tmp_path / "damaged.pdf", last]
    result = run("evidence", "add", project, *files, "--json")
    assert result.status == 0
    assert outcomes(result.data) == {
        "note.txt": "added",
        "gone.pdf": "refused",
        "empty.pdf": "refused",
        "twin.txt": "already_there",
        "bare.pdf": "refused",
        "damaged.pdf": "kept_without_text",
        "last.md": "added",
    }
    assert [Path(line["file"]).name for line in result.data["files"]] == [path.name for path in files]
    refused = [line for line in result.data["files"] if line["outcome"] in {"refused", "kept_without_text"}]
    assert all(line["reason"] for line in refused)
    documents = ok("show", project)["documents"]
    assert len(documents) == 3
    kept = {document["original_name"]: document["sha256"] for document in documents}
    assert kept["note.txt"] == hashlib.sha256(note.read_bytes()).hexdigest()


def test_a_folder_gives_all_its_files_and_says_what_it_left_out(project: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "box" / "deep").mkdir(parents=True)
    (tmp_path / "box.pdf").mkdir()
    for name in ("box/one.txt", "box/deep/two.txt", "box/.hidden"):
        (tmp_path / name).write_text(f"What {name} says.", encoding="utf-8")
    result = run("evidence", "add", project, tmp_path / "box", tmp_path / "box.pdf", "--json")
    assert result.status == 0
    told = result.data["files"]
    assert [(Path(one["file"]).name, one["outcome"]) for one in told] == [
        ("box.pdf", "refused"),
        ("1 file or folder", "left_in_it"),
        ("one.txt", "added"),
        ("two.txt", "added"),
    ]
    assert run("evidence", "add", project, tmp_path / "box.pdf").status == 1


def test_it_fails_only_where_every_file_was_refused(project: Path, tmp_path: Path, note: Path, run: Run) -> None:
    none = run("evidence", "add", project, tmp_path / "one.pdf", tmp_path / "two.pdf")
    assert (none.status, none.out) == (1, "")
    assert len(none.err.strip().splitlines()) == 2
    assert run("evidence", "add", project, tmp_path / "one.pdf", note).status == 0


def test_the_same_file_again_is_already_there(project: Path, note: Path, ok: Any) -> None:
    first = ok("evidence", "add", project, note)["files"][0]
    again = ok("evidence", "add", project, note)["files"][0]
    assert again["outcome"] == "already_there"
    assert again["document"]["id"] == first["document"]["id"]


def test_many_files_keep_their_order_and_codes(project: Path, tmp_path: Path, ok: Any) -> None:
    files = []
    for number in range(1, 8):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"This is file number {number}. " * (900 if number == 1 else 1), encoding="utf-8")
    told = ok("evidence", "add", project, *files)["files"]
    assert [line["document"]["code"] for line in told] == [f"E{number}" for number in range(1, 8)]


def test_a_title_for_many_files_is_wrong_usage(project: Path, tmp_path: Path, run: Run) -> None:
    assert run("evidence", "add", project, tmp_path / "a", tmp_path / "b", "--title", "Both").status == 2


def test_what_is_known_of_a_file_is_kept_with_it(project: Path, note: Path, ok: Any) -> None:
    given = ("--title", "The cable", "--publisher", "WikiLeaks", "--date", "2009-10-07", "--tier", "primary")
    ok("evidence", "add", project, note, *given)
    (document,) = ok("evidence", "list", project)["documents"]
    assert (document["title"], document["publisher"]) == ("The cable", "WikiLeaks")
    assert (document["date"], document["tier"]) == ("2009-10-07", "primary")


def test_the_bytes_come_out_as_they_went_in(project: Path, note: Path, tmp_path: Path, run: Run, ok: Any) -> None:
    ok("evidence", "add", project, note)
    ok("evidence", "extract", project, "E1", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == note.read_bytes()
    again = run("evidence", "extract", project, "E1", tmp_path / "out.txt")
    assert again.status == 1
    nowhere = run("evidence", "extract", project, "E1", tmp_path / "no folder" / "out.txt")
    assert nowhere.status == 1
    assert len(nowhere.err.strip().splitlines()) == 1


def test_the_text_of_evidence_is_printed_as_it_is_stored(project: Path, note: Path, run: Run, ok: Any) -> None:
    ok("evidence", "add", project, note)
    stored = ok("evidence", "text", project, "E1")["text"]
    assert stored.strip() == NOTE
    assert run("evidence", "text", project, "E1").out == stored


def test_a_page_that_is_not_there_is_told(checked: Path, run: Run) -> None:
    assert run("evidence", "text", checked, "E1", "--page", 3).status == 1
    assert run("evidence", "text", checked, "E1", "--page", "none").status == 2


def test_a_cited_document_needs_a_title(project: Path, run: Run) -> None:
    assert run("evidence", "cite", project, "--publisher", "Reuters").status == 2
    assert run("evidence", "cite", project, "--title", "  ").status == 1


def test_a_passage_is_linked_where_it_stands(checked: Path, note: Path, ok: Any) -> None:
    ok("evidence", "add", checked, note)
    words = "September–November of that year"
    link = ok("link", "add", checked, "C1", "E2", "--quote", words, "--stance", "refutes", "--decisive", "--note", "n")[
        "link"
    ]
    text = ok("evidence", "text", checked, "E2")["text"]
    assert text[link["start"] : link["end"]] == link["exact"] == words
    assert (link["stance"], link["decisive"], link["note"]) == ("refutes", True, "n")
    assert ok("show", checked)["claims"][0]["links"] == [link]


def test_a_passage_of_a_pdf_is_linked_on_its_page_with_a_picture(
    checked: Path, samples: Path, ok: Any, run: Run
) -> None:
    found = next(iter(sorted(samples.rglob("*.pdf"), key=lambda path: path.stat().st_size)), None)
    if found is None:
        pytest.skip("there is no PDF among the test documents")
    for path in sorted(samples.rglob("*.pdf"), key=lambda path: path.stat().st_size)[:25]:
        line = run("evidence", "add", checked, path, "--json").data["files"][0]
        if line["outcome"] == "added" and line["document"]["text_layer"] == "good":
            code = line["document"]["code"]
            words = ok("evidence", "text", checked, code, "--page", 1)["text"].split()[:6]
            link = ok("link", "add", checked, "C1", code, "--quote", " ".join(words), "--nth", 1, "--stance", "context")
            assert link["link"]["page"] == 1
            text = ok("evidence", "text", checked, code)["text"]
            assert text[link["link"]["start"] : link["link"]["end"]].split() == words
            return
    pytest.skip("no small PDF among the test documents has a text layer")


def test_words_that_do_not_stand_in_the_evidence_are_not_linked(checked: Path, note: Path, run: Run, ok: Any) -> None:
    ok("evidence", "add", checked, note)
    before = ok("show", checked)
    result = run("link", "add", checked, "C1", "E2", "--quote", "in 2008", "--stance", "supports")
    assert (result.status, result.out) == (1, "")
    assert ok("show", checked) == before


def test_words_that_come_into_a_quotation_by_linking_are_told(checked: Path, run: Run, ok: Any) -> None:
    quote = ("--quote", "facilitated by the Turkish government", "--stance", "refutes")
    there = run("link", "add", checked, "C1", "E1", *quote)
    assert (there.status, there.err) == (0, "")
    new = run("link", "add", checked, "C1", "E1", "--quote", "Nobody was asked.", "--stance", "context")
    assert new.status == 0
    assert "were not in the quotation of E1" in new.err
    assert "Nobody was asked." in run("evidence", "text", checked, "E1").out


def test_a_link_is_edited_and_dropped_by_its_id(checked: Path, run: Run, ok: Any) -> None:
    words = ("--quote", "the Turkish government", "--stance", "supports", "--decisive")
    made = ok("link", "add", checked, "C1", "E1", *words)["link"]
    edited = ok("link", "edit", checked, made["id"], "--stance", "refutes", "--no-decisive", "--resolution", "weighed")
    assert (edited["link"]["stance"], edited["link"]["decisive"]) == ("refutes", False)
    assert edited["link"]["resolution"] == "weighed"
    assert run("link", "edit", checked, made["id"]).status == 2
    ok("link", "drop", checked, made["id"])
    assert ok("show", checked)["claims"][0]["links"] == []
    gone = run("link", "drop", checked, made["id"])
    assert (gone.status, gone.out) == (1, "")


def test_a_stance_outside_the_set_is_wrong_usage(checked: Path, run: Run) -> None:
    assert run("link", "add", checked, "C1", "E1", "--quote", "Turkish", "--stance", "contradicts").status == 2
    assert run("link", "add", checked, "C1", "E1", "--quote", "Turkish").status == 2


def test_a_verdict_is_given_and_earlier_ones_are_kept(checked: Path, ok: Any, run: Run) -> None:
    first = ok("verdict", "decide", checked, "C1", "--label", "Unproven", "--rationale", "Nothing seen.")["verdict"]
    given = ("--label", "mostly false", "--rationale", "Turkey mediated [E1].", "--short", "Turkey did.")
    second = ok("verdict", "decide", checked, "C1", *given, "--as-person", "Ada Byron")["verdict"]
    assert second["label"] == "Mostly false"
    assert (second["rationale"], second["short_conclusion"]) == ("Turkey mediated [E1].", "Turkey did.")
    assert second["by"] == "Ada Byron"
    verdicts = ok("verdict", "history", checked, "C1")["verdicts"]
    assert [one["version"] for one in verdicts] == [2, 1]
    assert verdicts[1] == first
    assert ok("show", checked)["claims"][0]["verdict"] == second
    assert "Unproven" in run("verdict", "history", checked, "C1").out


@pytest.mark.parametrize(
    "given",
    [("--label", "Pants on Fire", "--rationale", "No."), ("--label", "False", "--rationale", "See [E99].")],
    ids=["label of another scale", "evidence that is not there"],
)
def test_a_wrong_verdict_changes_nothing(checked: Path, given: tuple[str, ...], run: Run, ok: Any) -> None:
    before = ok("show", checked)
    result = run("verdict", "decide", checked, "C1", *given)
    assert (result.status, result.out) == (1, "")
    assert len(result.err.strip().splitlines()) == 1
    assert ok("show", checked) == before


def test_search_finds_the_place_of_the_words(checked: Path, note: Path, ok: Any, run: Run) -> None:
    ok("evidence", "add", checked, note)
    hits = ok("search", checked, "threat", "--in", "evidence")["hits"]
    assert [hit["code"] for hit in hits] == ["E2"]
    text = ok("evidence", "text", checked, "E2")["text"]
    assert text[hits[0]["start"] : hits[0]["end"]] == "threat"
    assert {hit["kind"] for hit in ok("search", checked, "Rosen", "--in", "claims")["hits"]} <= {"claim", "article"}
    assert "Nothing was found" in run("search", checked, "zebra").out
    assert len(ok("search", checked, "the", "--limit", 1)["hits"]) <= 1


class _Terminal:
    """Standard error as a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal
        self.written = ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


@pytest.mark.parametrize(
    ("terminal", "silent", "shown"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_a_progress_bar_is_drawn_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, silent: bool, shown: bool
) -> None:
    stream = _Terminal(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress("Adding", 4, silent=silent) as progress:
        for _ in range(4):
            progress.step()
    assert ("Adding 4 of 4" in stream.written) is shown
    assert stream.written == "" or stream.written.endswith("\r\x1b[K")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_a_file_whose_name_is_no_text_is_kept_under_a_name_that_can_be_read(
    project: Path, tmp_path: Path, ok: Any
) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")
    odd.write_text("Words to check.", encoding="utf-8")
    (added,) = ok("evidence", "add", project, odd)["files"]
    assert added["outcome"] == "added"
    assert added["document"]["original_name"] == added["document"]["title"] == "caf\\udce9.txt"
    assert ok("article", "add", project, odd)["article"]["title"] == "Words to check."


def test_the_encoding_of_a_text_can_be_said(project: Path, tmp_path: Path, ok: Any, run: Run) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes("Zażółć gęślą jaźń.".encode("iso8859_2"))
    assert ok("article", "add", project, old, "--encoding", "iso8859-2")["warnings"] == []
    assert ok("article", "text", project, "A1")["text"] == "Zażółć gęślą jaźń."
    ok("evidence", "add", project, old, "--encoding", "iso8859-2")
    assert ok("evidence", "text", project, "E1")["text"] == "Zażółć gęślą jaźń."
    result = run("article", "add", project, old, "--encoding", "klingon")
    assert result.status == 1
    assert "klingon" in result.err


def test_a_part_of_a_picture_is_linked_by_its_edges(checked: Path, tmp_path: Path, ok: Any, run: Run) -> None:
    picture = tmp_path / "chart.png"
    Image.new("RGB", (400, 300), "white").save(picture)
    code = ok("evidence", "add", checked, picture)["files"][0]["document"]["code"]
    link = ok("link", "add", checked, "C1", code, "--region", "100,40,200,90", "--stance", "supports")["link"]
    assert (link["region"], link["exact"]) == ([100, 40, 200, 90], "")
    shown = run("link", "edit", checked, link["id"], "--stance", "mixed")
    assert "part of the picture, 100,40,200,90" in shown.out
    refused = run("link", "add", checked, "C1", code, "--region", "500,0,600,90", "--stance", "supports")
    assert (refused.status, "outside the picture" in refused.err) == (1, True)
    for wrong in (["--region", "1,2,3"], ["--region", "0,0,9,9", "--nth", "2"], []):
        assert run("link", "add", checked, "C1", code, *wrong, "--stance", "supports").status == 2


def test_search_is_narrowed_saved_and_takes_a_list_of_names(
    checked: Path, note: Path, ok: Any, run: Run, tmp_path: Path
) -> None:
    ok("evidence", "add", checked, note)
    kinds = {hit["code"] for hit in ok("search", checked, "threat OR Rosen", "--in", "evidence")["hits"]}
    one = min(kinds)
    assert {hit["code"] for hit in ok("search", checked, "threat OR Rosen", "--document", one)["hits"]} == {one}
    assert ok("search", checked, "threat", "--kind", "video")["hits"] == []
    saved = ok("search", checked, "zebra", "--save", "--as-person", "Ada Bell")["saved"]
    assert (saved["kind"], saved["title"]) == ("search", "Search for zebra: found nothing")
    assert f"Saved as E{int(saved['code'][1:]) + 1}" in run("search", checked, "zebra", "--save").out
    listed = tmp_path / "names.txt"
    listed.write_text("threat\nZebra Person\n", encoding="utf-8")
    found = ok("search", checked, "--names", listed, "--csv", tmp_path / "names.csv")["names"]
    assert [(row["name"], row["hits"] > 0) for row in found] == [("threat", True), ("Zebra Person", False)]
    assert (tmp_path / "names.csv").read_bytes().startswith(b'\xef\xbb\xbf"name"')
    for query in ('"open', "/(/", "ab*"):
        told = run("search", checked, query)
        assert (told.status, told.err.count("\n")) == (1, 1)
    assert run("search", checked).status == 2
    assert run("search", checked, "a", "--names", listed).status == 2
    assert run("search", checked, "--names", tmp_path / "none.txt").status == 1
