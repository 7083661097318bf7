"""Projects on the command line: made, shown, undone, verified; and what is no project."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SEED, Run
from workbench.desk import projects


def test_a_new_project_is_empty_and_says_what_it_is(tmp_path: Path, ok: Any) -> None:
    path = tmp_path / "a check.factcheck"
    made = ok("new", path, "--workflow", "prepublication")
    shown = ok("show", path)
    assert shown["project"]["title"] == "a check"
    assert shown["project"]["workflow"] == "prepublication"
    assert made["project"]["id"] == shown["project"]["id"]
    assert shown["articles"] == shown["claims"] == shown["documents"] == []


def test_a_scale_is_chosen_when_a_project_is_made(tmp_path: Path, ok: Any, run: Run) -> None:
    assert ok("new", tmp_path / "one.factcheck", "--scale", "politifact")["project"]["scale"]["key"] == "politifact"
    unknown = run("new", tmp_path / "two.factcheck", "--scale", "nonsense")
    assert unknown.status == 1
    assert not (tmp_path / "two.factcheck").exists()


def test_a_new_project_never_replaces_a_file(project: Path, run: Run) -> None:
    before = project.read_bytes()
    result = run("new", project)
    assert (result.status, result.out) == (1, "")
    assert project.read_bytes() == before


def test_show_as_json_has_the_keys_that_scripts_rely_on(checked: Path, run: Run, ok: Any) -> None:
    link = ("link", "add", checked, "C1", "E1", "--quote", "the Turkish government", "--stance", "refutes")
    assert run(*link).status == 0
    decided = ("verdict", "decide", checked, "C1", "--label", "Mostly false", "--rationale", "Turkey did it [E1].")
    assert run(*decided).status == 0
    shown = ok("show", checked)
    assert {"id", "title", "workflow", "scale", "schema_version", "head"} <= set(shown["project"])
    assert {"key", "version"} <= set(shown["project"]["scale"])
    (article,) = shown["articles"]
    assert {"id", "code", "title", "versions"} <= set(article)
    assert {"id", "seq", "sha256", "characters", "received_at"} <= set(article["versions"][0])
    (claim,) = shown["claims"]
    assert {"id", "code", "kind", "statement", "status", "claimant", "pair", "priority"} <= set(claim)
    (place,) = claim["occurrences"]
    assert {"version", "start", "end", "exact", "anchor_state"} <= set(place)
    assert place["version"] == article["versions"][0]["id"]
    judged = {"label", "polarity", "rationale", "short_conclusion", "by", "at", "state"}
    assert judged <= set(claim["verdict"])
    (link,) = claim["links"]
    linked = {"id", "document", "stance", "decisive", "exact", "page", "start", "end", "anchor_state", "note", "by"}
    assert linked <= set(link)
    (document,) = shown["documents"]
    assert link["document"] == document["id"]
    known = {"id", "code", "title", "kind", "capture_state", "sha256", "size", "pages", "characters"}
    assert known | {"text_layer", "confidentiality"} <= set(document)


def test_show_for_people_names_what_is_there(checked: Path, run: Run) -> None:
    shown = run("show", checked).out
    assert "Try" in shown
    assert "C1" in shown
    assert "E1" in shown
    assert "0 of 1 claim judged" in shown


def test_show_works_while_the_project_is_open_elsewhere(checked: Path, run: Run) -> None:
    held = projects.open(checked)
    try:
        assert run("show", checked).status == 0
        refused = run("claim", "drop", checked, "C1")
        assert (refused.status, refused.out) == (1, "")
        assert "open" in refused.err
    finally:
        held.close()
    assert run("claim", "drop", checked, "C1").status == 0


def test_undo_and_redo_name_their_step_and_survive_the_end_of_the_program(checked: Path, ok: Any) -> None:
    before = ok("show", checked)
    ok("claim", "edit", checked, "C1", "--statement", "Jack Rosen facilitated the meeting.")
    after = ok("show", checked)
    undone = ok("undo", checked)["undone"]
    assert "C1" in undone
    assert ok("show", checked)["claims"] == before["claims"]
    assert ok("redo", checked)["redone"] == undone
    assert ok("show", checked)["claims"] == after["claims"]


def test_nothing_to_undo_is_said_in_a_sentence(project: Path, run: Run) -> None:
    result = run("undo", project)
    assert result.status == 1
    assert result.err.strip() == "There is nothing to undo."


def test_history_tells_when_who_and_what(checked: Path, ok: Any, run: Run) -> None:
    ok("claim", "drop", checked, "C1", "--as-person", "Ada Byron")
    changes = ok("history", checked)["changes"]
    dropped = next(change for change in changes if change["claim_codes"])
    assert (dropped["by"], dropped["claim_codes"]) == ("Ada Byron", ["C1"])
    assert "Ada Byron" in run("history", checked).out.splitlines()[0]


def test_a_new_colleague_is_no_wall_before_the_work_of_others(checked: Path, ok: Any) -> None:
    before = ok("show", checked)["claims"]
    ok("claim", "edit", checked, "C1", "--note", "one", "--as-person", "Ada Byron")
    ok("claim", "edit", checked, "C1", "--note", "two", "--as-person", "Grace Hopper")
    ok("undo", checked, "--as-person", "Mary Somerville")
    assert ok("show", checked)["claims"][0]["note"] == "one"
    ok("undo", checked, "--as-person", "Emmy Noether")
    assert ok("show", checked)["claims"] == before
    ok("redo", checked, "--as-person", "Sofja Kowalewskaja")
    assert ok("show", checked)["claims"][0]["note"] == "one"


def test_a_command_that_fails_leaves_not_even_the_name_of_who_tried(checked: Path, run: Run, ok: Any) -> None:
    before = ok("show", checked)
    result = run("claim", "edit", checked, "C99", "--note", "n", "--as-person", "Ada Byron")
    assert result.status == 1
    assert ok("show", checked) == before


def test_common_options_may_stand_before_the_command(checked: Path, run: Run) -> None:
    shown = run("--json", "show", checked)
    assert shown.data["project"]["title"] == "Try"
    assert run("--as-person", "Ada Byron", "claim", "drop", checked, "C1").status == 0
    assert run("--json", "history", checked).data["changes"][0]["by"] == "Ada Byron"


def test_a_whole_project_verifies(checked: Path, ok: Any) -> None:
    report = ok("verify", checked)
    assert report["ok"] is True
    assert all(check["ok"] for check in report["checks"])


def test_a_project_changed_behind_the_log_does_not_verify(checked: Path, run: Run) -> None:
    with sqlite3.connect(checked) as connection:
        connection.execute("UPDATE claim SET statement = 'Somebody else facilitated it.'")
    connection.close()
    result = run("verify", checked, "--json")
    assert result.status == 1
    assert json.loads(result.out)["ok"] is False
    assert "does not hold together" in result.err


@pytest.mark.parametrize(
    "content", [b"", b"no project at all", b"SQLite format 3\0" + bytes(200)], ids=["empty", "text", "other database"]
)
@pytest.mark.parametrize("verb", ["show", "undo", "history", "verify", "check"])
def test_what_is_no_project_gets_one_sentence(tmp_path: Path, content: bytes, verb: str, run: Run) -> None:
    path = tmp_path / "not.factcheck"
    path.write_bytes(content)
    result = run(verb, path, "--json")
    assert (result.status, result.out) == (1, "")
    assert len(result.err.strip().splitlines()) == 1
    assert path.read_bytes() == content


def test_a_missing_project_and_a_folder_get_one_sentence(tmp_path: Path, run: Run) -> None:
    for path in (tmp_path / "gone.factcheck", tmp_path):
        result = run("article", "add", path, SEED)
        assert (result.status, result.out) == (1, "")
        assert len(result.err.strip().splitlines()) == 1
