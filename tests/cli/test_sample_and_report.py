"""The sample project, its findings and its report, by commands alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Run

SAMPLE = json.loads((ROOT / "seeds" / "sample_project.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sample project, made once."""
    from workbench.cli.main import main

    path = tmp_path_factory.mktemp("sample") / "sample.factcheck"
    assert main(["sample", str(path), "--quiet"]) == 0
    return path.read_bytes()


@pytest.fixture
def sample(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "sample.factcheck"
    path.write_bytes(made)
    return path


def test_the_sample_project_holds_what_its_data_says(sample: Path, ok: Any) -> None:
    shown = ok("show", sample)
    assert shown["project"]["title"] == SAMPLE["project"]["title"]
    assert shown["project"]["is_example"] is True
    assert len(shown["claims"]) == 51
    for claim, origin in zip(shown["claims"], SAMPLE["claims"], strict=True):
        place = claim["occurrences"][0]
        assert (place["start"], place["end"], place["exact"]) == (origin["start"], origin["end"], origin["quote"])
        assert (claim["statement"], claim["kind"]) == (origin["statement"], origin["kind"])
        assert (claim["priority"], claim["claim_date"]) == (origin["priority"], origin["claim_date"])
        assert (claim["pair_code"] or "") == origin["pair"].replace("C0", "C")
    assert len(shown["documents"]) == len(SAMPLE["evidence"])
    assert {document["capture_state"] for document in shown["documents"]} == {"citation_only"}
    linked = sum(len(claim["links"]) for claim in shown["claims"])
    assert linked == len(SAMPLE["links"])
    judged = {claim["code"]: claim["verdict"]["label"] for claim in shown["claims"] if claim["verdict"]}
    assert judged == {verdict["claim"]: verdict["label"] for verdict in SAMPLE["verdicts"]}


def test_the_sample_project_verifies(sample: Path, run: Run) -> None:
    assert run("verify", sample).status == 0


MUST_BE_FOUND = {
    ("C5", "N05"), ("C17", "V14"), ("C18", "V14"), ("C21", "V04"), ("C22", "N11"), ("C26", "N11"), ("C27", "N01"),
    ("C31", "V02"), ("C31", "N09"), ("C34", "A06"), ("C34", "A07"), ("C40", "N07"), ("C41", "N09"), ("C44", "N09"),
    ("C45", "N07"), ("C48", "S03"), ("C48", "V06"), ("C49", "S03"), ("C49", "V06"),
}  # fmt: skip


def test_the_findings_of_the_sample_project_are_told(sample: Path, ok: Any, run: Run) -> None:
    found = ok("check", sample)["findings"]
    assert {(one["code"], one["rule"]) for one in found} >= MUST_BE_FOUND
    lines = run("check", sample).out.splitlines()
    assert len(lines) == len(found)
    hardness = [line.split()[0] for line in lines]
    assert hardness == sorted(hardness, key=["block", "warn", "info"].index)
    assert any("220 million" in line and "207.77 million" in line and "5.9 %" in line for line in lines)


def test_a_report_is_written_as_pdf_and_again_over_itself(sample: Path, tmp_path: Path, ok: Any, run: Run) -> None:
    out = tmp_path / "report.pdf"
    told = ok("report", sample, out)
    assert out.read_bytes().startswith(b"%PDF-")
    assert told["size"] == out.stat().st_size > 10_000
    assert ok("report", sample, tmp_path / "one.pdf", "--claim", "C45")["edition"] == "single"
    refused = run("report", sample, tmp_path / "no folder" / "report.pdf")
    assert (refused.status, refused.out) == (1, "")
    unknown = run("report", sample, tmp_path / "two.pdf", "--claim", "C99")
    assert (unknown.status, unknown.out) == (1, "")
    assert not (tmp_path / "two.pdf").exists()


def test_a_project_without_an_article_has_nothing_to_report(project: Path, tmp_path: Path, run: Run) -> None:
    told = run("report", project, tmp_path / "report.pdf")
    assert (told.status, told.out) == (1, "")
    assert "no article" in told.err
    assert not (tmp_path / "report.pdf").exists()


def test_ratings_are_exported_for_machines(sample: Path, tmp_path: Path, ok: Any) -> None:
    out = tmp_path / "reviews.json"
    ok("export", sample, out, "--as", "claimreview")
    reviews = json.loads(out.read_text(encoding="utf-8"))["@graph"]
    labels = {review["identifier"]: review["reviewRating"]["alternateName"] for review in reviews}
    assert labels == {verdict["claim"]: verdict["label"] for verdict in SAMPLE["verdicts"]}


def test_marks_before_publication_are_not_exported(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "early.factcheck"
    assert run("new", path, "--workflow", "prepublication").status == 0
    result = run("export", path, tmp_path / "out.json", "--as", "claimreview")
    assert (result.status, result.out) == (1, "")
    assert not (tmp_path / "out.json").exists()
