"""On the sample project the rules find what a checker should be told, and leave the rest alone."""

import pytest

from tests.checks import sample
from workbench.checks.registry import check, check_project
from workbench.model.sets import Workflow


def found(code: str, *, evidence: bool = True) -> list[str]:
    return [one.rule for one in check(sample.claim(code, evidence=evidence))]


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("C05", ["N05"]),
        ("C17", ["V14"]),
        ("C18", ["V14"]),
        ("C21", ["V04"]),
        ("C22", ["N11"]),
        ("C26", ["N11"]),
        ("C27", ["N01"]),
        ("C31", ["V02", "N09"]),
        ("C34", ["A06", "A07"]),
        ("C40", ["N07"]),
        ("C41", ["N09"]),
        ("C44", ["N09"]),
        ("C45", ["N07"]),
        ("C48", ["S03", "V06"]),
        ("C49", ["S03", "V06"]),
    ],
)
def test_what_must_be_found_is_found(code: str, rules: list[str]) -> None:
    assert set(rules) <= set(found(code))


@pytest.mark.parametrize(
    "code",
    "C01 C02 C03 C04 C06 C08 C09 C10 C12 C13 C14 C15 C19 C23 C28 C37 C38 C39 C42 C43 C47 C50".split(),
)
def test_innocent_claims_have_no_finding_at_all(code: str) -> None:
    assert found(code) == []


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("C13", "N07"),  # 1999 to 2008 against "in 1999", "in 2008"
        ("C14", "N07"),  # "until 2005" against summer 2003
        ("C18", "N01"),  # 24 hours on both sides
        ("C20", "V04"),  # that he said it may rest on his word
        ("C23", "N11"),  # "would first need"
        ("C31", "N07"),  # September 2005 against 17 September 2005
        ("C32", "A06"),  # verbatim in the source
        ("C33", "N11"),  # "no direct conflict" stands in quotation marks
        ("C36", "A06"),  # "courageous decision." with the full stop inside
        ("C39", "N07"),  # 2005 lies within January 2004 to November 2007
        ("C40", "A06"),
        ("C43", "N09"),  # the passage names the Mossad
        ("C44", "V14"),  # both halves are judged
        ("C46", "N01"),
        ("C07", "V14"),  # the other half is an opinion
    ],
)
def test_near_misses_do_not_fire(code: str, rule: str) -> None:
    assert rule not in found(code)


def test_without_evidence_only_the_words_themselves_give_findings() -> None:
    every = {code: found(code, evidence=False) for code in sample.codes()}
    assert {code: rules for code, rules in every.items() if rules} == {
        "C05": ["N05"],
        "C07": ["A07"],
        "C11": ["A08", "A08"],
        "C22": ["N11"],
        "C26": ["N11"],
        "C34": ["A07"],
        "C35": ["N12"],
        "C36": ["A08"],
        "C46": ["N12"],
        "C48": ["S03", "V06"],
        "C49": ["S03", "V06"],
        "C51": ["N12"],
    }


def test_the_findings_say_what_differs() -> None:
    told = {one.rule: one.sentence for code in ("C27", "C45", "C41", "C31") for one in check(sample.claim(code))}
    assert told["N01"] == (
        "Number differs from the source: the claim says 220 million people, E18 says 207.77 million people (5.9 %)"
    )
    assert "about 2008, E1 about 2009-09 to 2009-11" in told["N07"]
    assert told["V02"] == "Contradicting passages, not weighed yet: E21, E22, E23"
    assert "“World Jewish Congress”, E21, E22, E23 “American Jewish Congress”" in told["N09"]


def test_the_seed_article_with_all_its_claims_leaves_nothing_unmarked() -> None:
    assert check_project(sample.project()) == []
    assert check_project(sample.project(workflow=Workflow.PREPUBLICATION)) == []


def test_a_claim_taken_away_leaves_its_sentence_open() -> None:
    (finding,) = check_project(sample.project(unmarked=("C12",)))
    assert finding.rule == "A10"
    assert "His remarks came as tensions" in finding.detail
    assert "name" in finding.detail


def test_a_number_left_over_beside_a_claim_is_told() -> None:
    (finding,) = check_project(sample.project(unmarked=("C27",)))
    assert finding.rule == "A10"
    assert "a number" in finding.detail


def test_an_unmarked_headline_is_told_before_publication_only() -> None:
    before = check_project(sample.project(workflow=Workflow.PREPUBLICATION, unmarked=("C01",)))
    assert [one.rule for one in before] == ["A11"]
    after = check_project(sample.project(workflow=Workflow.CLAIMCHECK, unmarked=("C01",)))
    assert [one.rule for one in after] == ["A10"]


def test_both_halves_of_a_pair_show_one_finding_under_one_key() -> None:
    keys = {one.key for code in ("C17", "C18") for one in check(sample.claim(code)) if one.rule == "V14"}
    assert len(keys) == 1
