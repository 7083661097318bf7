"""Articles and claims on the command line: the words printed are the words stored, and every span can be marked."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, SEED, Run

SEED_CLAIMS = json.loads((ROOT / "seeds" / "seed_claims.json").read_text(encoding="utf-8"))["claims"]
TEXT = SEED.read_text(encoding="utf-8")


def test_an_article_is_added_with_what_is_known_of_it(project: Path, ok: Any) -> None:
    added = ok("article", "add", project, SEED, "--byline", "Staff", "--date", "2019-02-25", "--title", "On ties")
    shown = ok("article", "list", project)["articles"]
    assert shown == [added["article"]]
    assert (shown[0]["code"], shown[0]["title"], shown[0]["byline"]) == ("A1", "On ties", "Staff")
    assert shown[0]["published"] == "2019-02-25"


def test_the_text_printed_is_the_text_stored_letter_for_letter(checked: Path, run: Run, ok: Any) -> None:
    stored = ok("article", "text", checked, "A1")
    assert stored["text"].strip() == TEXT.strip()
    assert hashlib.sha256(stored["text"].encode()).hexdigest() == stored["sha256"]
    assert run("article", "text", checked, "A1").out == stored["text"]
    assert stored["blocks"][0]["kind"] == "title"


@pytest.mark.parametrize("content", [b"", b"   \n\n", bytes(range(256)) * 20], ids=["empty", "blank", "binary"])
def test_an_article_without_words_is_refused_and_nothing_changes(
    project: Path, tmp_path: Path, content: bytes, run: Run, ok: Any
) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    before = ok("show", project)
    result = run("article", "add", project, file)
    assert (result.status, result.out) == (1, "")
    assert len(result.err.strip().splitlines()) == 1
    assert ok("show", project) == before


def test_all_spans_of_the_seed_article_can_be_marked_where_they_stand(project: Path, run: Run, ok: Any) -> None:
    assert run("article", "add", project, SEED).status == 0
    text = ok("article", "text", project, "A1")["text"]
    for claim in SEED_CLAIMS:
        before = text[: claim["start"]].count(claim["quote"])
        nth = ["--nth", before + 1] if text.count(claim["quote"]) > 1 else []
        result = run("claim", "mark", project, "A1", "--quote", claim["quote"], "--kind", claim["kind"], *nth)
        assert result.status == 0, (claim["id"], result.err)
    marked = ok("show", project)["claims"]
    places = [(one["code"], *((p["start"], p["end"], p["exact"]) for p in one["occurrences"])) for one in marked]
    assert places == [
        (f"C{number}", (claim["start"], claim["end"], claim["quote"])) for number, claim in enumerate(SEED_CLAIMS, 1)
    ]
    assert [one["kind"] for one in marked] == [claim["kind"] for claim in SEED_CLAIMS]


def test_words_typed_with_plain_quotation_marks_are_found(checked: Path, ok: Any) -> None:
    claim = ok("claim", "mark", checked, "A1", "--quote", "Musharraf's initial efforts")["claim"]
    assert claim["occurrences"][0]["exact"] == "Musharraf’s initial efforts"


def test_words_that_stand_nowhere_or_often_are_told_and_change_nothing(checked: Path, run: Run, ok: Any) -> None:
    before = ok("show", checked)
    gone = run("claim", "mark", checked, "A1", "--quote", "words that are not there")
    assert gone.status == 1
    assert "do not stand" in gone.err
    often = TEXT.count("Musharraf")
    many = run("claim", "mark", checked, "A1", "--quote", "Musharraf")
    assert many.status == 1
    assert f"{often} times" in many.err
    beyond = run("claim", "mark", checked, "A1", "--quote", "Musharraf", "--nth", often + 1)
    assert beyond.status == 1
    assert ok("show", checked) == before


def test_nth_chooses_among_equal_words(checked: Path, ok: Any) -> None:
    claim = ok("claim", "mark", checked, "A1", "--quote", "Musharraf", "--nth", 3)["claim"]
    at = -1
    for _ in range(3):
        at = TEXT.index("Musharraf", at + 1)
    assert claim["occurrences"][0]["start"] == at


def test_a_quote_pair_makes_two_claims_that_name_each_other(checked: Path, ok: Any) -> None:
    quote = "“As expected, the Israeli leadership responded to my offer within 24 hours,” he stated"
    made = ok("claim", "mark", checked, "A1", "--quote", quote, "--pair", "--claimant", "Pervez Musharraf")
    said, content = made["claim"], made["pair"]
    assert (said["kind"], content["kind"]) == ("attribution", "content")
    assert (said["pair"], content["pair"]) == (content["id"], said["id"])
    assert content["occurrences"][0]["exact"] in quote


def test_a_pair_has_no_statement_of_its_own(checked: Path, run: Run) -> None:
    result = run("claim", "mark", checked, "A1", "--quote", "Jack Rosen", "--pair", "--statement", "One.")
    assert (result.status, result.out) == (2, "")


def test_a_claim_is_edited_field_by_field_in_one_step(checked: Path, ok: Any) -> None:
    edited = ok(
        "claim", "edit", checked, "C1", "--statement", "Rosen did it.", "--claimant", "The Media Line",
        "--claim-date", "2005", "--priority", 1, "--status", "in_check", "--checkability", "checkable", "--note", "ask",
    )["claim"]  # fmt: skip
    assert edited["statement"] == "Rosen did it."
    assert (edited["claimant"], edited["claim_date"], edited["priority"]) == ("The Media Line", "2005", 1)
    assert (edited["status"], edited["note"]) == ("in_check", "ask")
    ok("undo", checked)
    restored = ok("show", checked)["claims"][0]
    assert (restored["statement"], restored["claimant"], restored["priority"]) != ("Rosen did it.", "The Media Line", 1)
    assert (restored["claimant"], restored["claim_date"], restored["note"]) == ("", "", "")


def test_an_edit_of_nothing_is_wrong_usage(checked: Path, run: Run) -> None:
    assert run("claim", "edit", checked, "C1").status == 2


def test_a_dropped_claim_leaves_the_list_and_comes_back_by_undo(checked: Path, ok: Any) -> None:
    ok("claim", "drop", checked, "C1")
    assert ok("claim", "list", checked)["claims"] == []
    assert ok("show", checked)["claims"][0]["status"] == "dropped"
    ok("undo", checked)
    assert [row["code"] for row in ok("claim", "list", checked)["claims"]] == ["C1"]


def test_codes_and_ids_are_both_accepted_and_an_unknown_one_is_told(checked: Path, run: Run, ok: Any) -> None:
    claim = ok("show", checked)["claims"][0]
    assert ok("claim", "edit", checked, claim["id"], "--note", "by id")["claim"]["note"] == "by id"
    assert ok("claim", "edit", checked, "c01", "--note", "by code")["claim"]["note"] == "by code"
    for words in (
        ("claim", "drop", checked, "C99"),
        ("article", "text", checked, "A7"),
        ("evidence", "text", checked, "C1"),
    ):
        result = run(*words)
        assert (result.status, result.out) == (1, "")
        assert words[-1] in result.err
