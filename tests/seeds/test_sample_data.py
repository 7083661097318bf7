"""The sample project: every place, quotation, reference and date holds against the article and its notes."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.model.sets import (
    Anonymity,
    Checkability,
    ClaimKind,
    RateAsOf,
    SourceKind,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
SCALES = ROOT / "resources" / "scales.json"
FIVE_STEP = {"True", "Mostly true", "Half true", "Mostly false", "False", "Unproven", "Not checkable"}

# Days, months, seasons, years with unknown digits, uncertain (?) or about (~).
# One of them, or an interval open at most at one end.
_MOMENT = re.compile(r"[0-9X]{4}(-(0[1-9]|1[0-2]|2[1-4]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?[?~%]?")


def is_edtf(date: str) -> bool:
    """Whether ``date`` is EDTF as the sample uses it (level 1)."""
    ends = date.split("/")
    if len(ends) == 1:
        return _MOMENT.fullmatch(date) is not None
    moments = [end for end in ends if end != ".."]
    return len(ends) == 2 and len(moments) >= 1 and all(_MOMENT.fullmatch(moment) for moment in moments)


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SEEDS / "sample_project.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def seed() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SEEDS / "seed_claims.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def article(sample: dict[str, Any]) -> str:
    return (SEEDS / sample["article"]["file"]).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def claims(sample: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {claim["code"]: claim for claim in sample["claims"]}


@pytest.fixture(scope="module")
def evidence(sample: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {record["key"]: record for record in sample["evidence"]}


def _plain(text: str) -> str:
    """Words without quotation marks and with single spaces, so that only the marks may differ."""
    bare = text.replace("’", "'").translate(dict.fromkeys(map(ord, '“”"‘'), None))
    return " ".join(bare.split())


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _texts(part)
        case list():
            for part in value:
                yield from _texts(part)
        case _:
            assert value is not None, "no value is null"


def test_the_article_is_the_seed_article_byte_for_byte(sample: dict[str, Any], seed: dict[str, Any]) -> None:
    data = (SEEDS / seed["article"]["file"]).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert digest == seed["article"]["sha256"] == sample["article"]["sha256"]
    text = data.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert len(data) == seed["article"]["bytes"]
    assert len(text) == seed["article"]["chars"]


def test_every_claim_of_the_seed_is_there_at_its_place(
    sample: dict[str, Any], seed: dict[str, Any], article: str
) -> None:
    assert len(sample["claims"]) == 51
    for claim, origin in zip(sample["claims"], seed["claims"], strict=True):
        where = (
            claim["code"],
            claim["start"],
            claim["end"],
            claim["quote"],
            claim["kind"],
            claim["paragraph"],
        )
        assert where == tuple(origin[key] for key in ("id", "start", "end", "quote", "kind", "paragraph"))
        assert article[claim["start"] : claim["end"]] == claim["quote"], claim["code"]
        assert claim["types"] == origin["claim_types"]
        assert claim["priority"] == {"high": 1, "normal": 2, "low": 3}[origin["priority"]]
        assert origin["would_settle"] in claim["note"]


def test_the_title_is_the_first_line_of_the_article(sample: dict[str, Any], article: str) -> None:
    assert article.split("\n", maxsplit=1)[0] == sample["article"]["title"]
    assert sample["article"]["byline"] == sample["article"]["url"] == ""


def test_every_statement_stands_on_its_own(sample: dict[str, Any]) -> None:
    statements = [claim["statement"] for claim in sample["claims"]]
    assert len(set(statements)) == 51
    for claim in sample["claims"]:
        statement = claim["statement"]
        assert statement != claim["quote"], claim["code"]
        assert statement[0].isupper(), claim["code"]
        assert statement[-1] in ".”", claim["code"]
        assert not re.match(r"(He|She|They|It|This|That|His|Her|Their|The former president)\b", statement), claim[
            "code"
        ]
        assert not re.search(r"TK|\?\?\?|lorem|placeholder", statement), claim["code"]


def test_an_attribution_says_who_said_it(sample: dict[str, Any]) -> None:
    for claim in sample["claims"]:
        if claim["kind"] != ClaimKind.ATTRIBUTION:
            continue
        name = claim["claimant"].removeprefix("Unnamed ")
        assert name in claim["statement"], claim["code"]
        assert re.search(r"\b(said|told|praised)\b", claim["statement"]), claim["code"]


def test_no_statement_brings_a_number_the_article_does_not_have(sample: dict[str, Any], article: str) -> None:
    for claim in sample["claims"]:
        for number in re.findall(r"\d+", claim["statement"]):
            assert re.search(rf"\b{number}s?\b", article), (claim["code"], number)


def test_pairs_are_symmetrical_and_join_attribution_and_content(
    claims: dict[str, dict[str, Any]], seed: dict[str, Any]
) -> None:
    for origin in seed["claims"]:
        claim = claims[origin["id"]]
        assert claim["pair"] == (origin["pair"] or "")
        if claim["pair"]:
            other = claims[claim["pair"]]
            assert other["pair"] == claim["code"]
            assert {claim["kind"], other["kind"]} == {ClaimKind.ATTRIBUTION, ClaimKind.CONTENT}
            overlap = min(claim["end"], other["end"]) - max(claim["start"], other["start"])
            assert overlap > 0, claim["code"]


def test_the_implied_claim_has_its_parents_and_no_pair(claims: dict[str, dict[str, Any]]) -> None:
    implied = claims["C51"]
    assert implied["kind"] == ClaimKind.IMPLIED
    assert implied["pair"] == ""
    assert implied["statement"] == "ISI warned Mossad before the November 2008 Mumbai attacks."
    assert implied["parent"] == "C45"
    assert implied["implied_by"] == ["C45", "C46"]
    others = [claim for claim in claims.values() if claim["code"] != "C51"]
    assert all(not claim["parent"] and not claim["implied_by"] for claim in others)
    assert claims["C03"]["same_as"] == "C09"


def test_opinions_and_predictions_are_marked(claims: dict[str, dict[str, Any]]) -> None:
    marked = {code: c["checkability"] for code, c in claims.items() if c["checkability"] != Checkability.CHECKABLE}
    assert marked == {"C08": Checkability.OPINION, "C10": Checkability.PREDICTION}


def test_every_date_is_edtf(sample: dict[str, Any], claims: dict[str, dict[str, Any]]) -> None:
    dates = [claim["claim_date"] for claim in sample["claims"]]
    dates += [record["date"] for record in sample["evidence"]]
    dates.append(sample["article"]["published"])
    wrong = [date for date in dates if date and not is_edtf(date)]
    assert wrong == []
    assert claims["C05"]["claim_date"] == "XXXX-02-22"


@pytest.mark.parametrize(
    "date", ["22 Feb 2019", "2019-13", "2019-2", "2019-02-32", "/", "../..", "2005/2006/2007", "2008-11-26 "]
)
def test_a_malformed_date_would_be_noticed(date: str) -> None:
    assert not is_edtf(date)


def test_every_word_of_a_closed_set_is_of_that_set(sample: dict[str, Any]) -> None:
    Workflow(sample["project"]["workflow"])
    RateAsOf(sample["project"]["rate_as_of"])
    for claim in sample["claims"]:
        ClaimKind(claim["kind"])
        Checkability(claim["checkability"])
        WorkStatus(claim["status"])
    for source in sample["sources"]:
        SourceKind(source["kind"])
        Anonymity(source["anonymity"])
    for record in sample["evidence"]:
        Tier(record["tier"])
    for link in sample["links"]:
        Stance(link["stance"])
    for verdict in sample["verdicts"]:
        VerdictState(verdict["state"])


def test_every_key_that_is_named_exists(
    sample: dict[str, Any], claims: dict[str, dict[str, Any]], evidence: dict[str, dict[str, Any]]
) -> None:
    sources = {source["key"]: source for source in sample["sources"]}
    groups = {group["key"] for group in sample["independence_groups"]}
    assert len(sources) == len(sample["sources"])
    assert len(groups) == len(sample["independence_groups"])
    for claim in sample["claims"]:
        assert sources[claim["claimant_source"]]["name"] == claim["claimant"]
        assert claim["code"] in sources[claim["claimant_source"]]["claimant_of"]
    for source in sample["sources"]:
        assert source["part_of"] in {"", *sources}
        assert all(claims[code]["claimant_source"] == source["key"] for code in source["claimant_of"])
    for record in sample["evidence"]:
        assert record["source"] in {"", *sources}
        assert record["independence_group"] in {"", *groups}
        assert record["derived_from"] in {"", "A1", *evidence} - {record["key"]}
    for part in ("links", "verdicts", "changes"):
        assert all(entry["claim"] in claims for entry in sample[part])


def test_evidence_keys_are_the_codes_they_will_get(sample: dict[str, Any]) -> None:
    keys = [record["key"] for record in sample["evidence"]]
    assert keys == [f"E{number}" for number in range(1, len(keys) + 1)]


def test_no_address_is_given_where_none_is_known(sample: dict[str, Any]) -> None:
    assert all(record["url"] == "" for record in sample["evidence"])
    assert not any(re.search(r"https?://|www\.", text) for text in _texts(sample))


def test_quoted_words_stand_in_the_article_or_in_the_notes(
    sample: dict[str, Any], seed: dict[str, Any], article: str
) -> None:
    known = [_plain(article)] + [_plain(claim["public_knowledge"]) for claim in seed["claims"]]
    for record in sample["evidence"]:
        text = record["quotation"]
        if record["quoted"]:
            pieces = [re.sub(r"^C\d\d: ", "", line) for line in text.split("\n")]
        else:
            assert text.startswith("As reported: "), record["key"]
            pieces = re.findall("“([^”]*)”", text)
        for piece in pieces:
            assert any(_plain(piece) in text for text in known), (record["key"], piece)


def test_numbers_in_the_evidence_come_from_the_notes(
    sample: dict[str, Any], seed: dict[str, Any], article: str
) -> None:
    known = article + " ".join(claim["public_knowledge"] for claim in seed["claims"])
    for record in sample["evidence"]:
        for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"\bC\d\d:", "", record["quotation"])):
            assert re.search(rf"(?<!\d){re.escape(number)}(?!\d)", known), (record["key"], number)


def test_the_words_of_every_link_stand_in_its_record(
    sample: dict[str, Any], evidence: dict[str, dict[str, Any]]
) -> None:
    seen = set()
    for link in sample["links"]:
        record = evidence[link["evidence"]]
        assert link["words"], link
        assert link["words"] in record["quotation"], link
        quoted = record["quoted"] or any(
            link["words"] in piece or link["words"].strip("“”") in piece
            for piece in re.findall("“([^”]*)”", record["quotation"])
        )
        assert link["quoted"] is quoted, link
        seen.add((link["claim"], link["evidence"], link["words"]))
    assert len(seen) == len(sample["links"])
    assert {link["evidence"] for link in sample["links"]} == set(evidence), "a record that bears on nothing"


def test_only_three_claims_are_judged_each_as_a_worked_example(
    sample: dict[str, Any], claims: dict[str, dict[str, Any]]
) -> None:
    judged = {verdict["claim"]: verdict for verdict in sample["verdicts"]}
    assert set(judged) == {"C44", "C45", "C51"}
    assert judged["C44"]["label"] != judged["C45"]["label"]
    assert judged["C51"]["label"] == "False"
    for code, claim in claims.items():
        assert (claim["status"] == WorkStatus.OPEN) is (code not in judged)
    assert sample["project"]["is_example"] is True
    assert all(
        "worked example" in text for text in [sample["project"]["notice"], *(v["rationale"] for v in judged.values())]
    )
    assert all("orked example" in change["reason"] for change in sample["changes"])


def test_labels_belong_to_the_scale(sample: dict[str, Any]) -> None:
    labels = FIVE_STEP
    if SCALES.exists():
        scales = {scale["key"]: scale for scale in json.loads(SCALES.read_text(encoding="utf-8"))}
        scale = scales[sample["project"]["scale"]]
        assert scale["version"] == sample["project"]["scale_version"]
        labels = {label["label"] for label in scale["labels"]}
        assert labels == FIVE_STEP
    assert {verdict["label"] for verdict in sample["verdicts"]} <= labels


def test_a_rationale_cites_what_is_linked_and_every_decisive_passage(sample: dict[str, Any]) -> None:
    for verdict in sample["verdicts"]:
        links = [link for link in sample["links"] if link["claim"] == verdict["claim"]]
        cited = set(re.findall(r"\[(E\d+)\]", verdict["rationale"]))
        assert cited, verdict["claim"]
        assert cited <= {link["evidence"] for link in links}, verdict["claim"]
        assert {link["evidence"] for link in links if link["decisive"]} <= cited, verdict["claim"]
        assert len(re.findall(r"[.] ", verdict["rationale"])) >= 2
        assert verdict["short_conclusion"]


def test_a_judgement_answers_the_passages_that_speak_against_it(sample: dict[str, Any]) -> None:
    false = {verdict["claim"] for verdict in sample["verdicts"] if verdict["label"] in {"Mostly false", "False"}}
    for link in sample["links"]:
        if link["claim"] in false and link["stance"] == Stance.SUPPORTS:
            assert link["resolution"], link


def test_changes_quote_the_article(sample: dict[str, Any], article: str) -> None:
    assert {change["claim"] for change in sample["changes"]} == {"C45", "C51"}
    for change in sample["changes"]:
        assert article.count(change["was"]) == 1
        assert change["should_be"] != change["was"]
        assert len(change["reason"]) > 40


def test_the_facts_of_the_showpiece_are_told_with_care(
    sample: dict[str, Any], evidence: dict[str, dict[str, Any]]
) -> None:
    cable = evidence["E1"]
    assert cable["date"] == "2009-10-07"
    assert "September–November 2009" in cable["quotation"]
    assert "Mossad" not in cable["quotation"]
    assert "the Israelis" in cable["quotation"]
    same_origin = [evidence[key]["independence_group"] for key in ("E1", "E2", "E3")]
    assert set(same_origin) == {"embassy-cable"}
    assert evidence["E4"]["derived_from"] == evidence["E5"]["derived_from"] == "A1"
    content = next(verdict for verdict in sample["verdicts"] if verdict["claim"] == "C45")
    assert "7 October 2009" in content["rationale"]
    assert "“the Israelis”" in content["rationale"]


def _links(sample: dict[str, Any], code: str) -> list[tuple[str, str, bool]]:
    return [(link["evidence"], link["stance"], link["decisive"]) for link in sample["links"] if link["claim"] == code]


def test_the_data_gives_rise_to_the_findings_that_must_be_found(
    sample: dict[str, Any], claims: dict[str, dict[str, Any]], evidence: dict[str, dict[str, Any]]
) -> None:
    def only_support(code: str) -> dict[str, Any]:
        (key,) = [key for key, stance, decisive in _links(sample, code) if stance == "supports" and decisive]
        return evidence[key]

    # V04: the claimant is the origin of the only decisive support.
    for code in ("C18", "C21"):
        assert only_support(code)["source"] == claims[code]["claimant_source"]
    # V06 and S03: the unnamed source supports itself, and nobody has approved it.
    unnamed = next(source for source in sample["sources"] if source["key"] == "unnamed-islamabad")
    assert unnamed["anonymity"] == Anonymity.UNNAMED
    assert unnamed["approval"] == ""
    for code in ("C48", "C49"):
        assert claims[code]["claimant_source"] == only_support(code)["source"] == "unnamed-islamabad"
        assert [stance for _, stance, _ in _links(sample, code)].count("supports") == 1
    # N01: 220 million against the census.
    assert "207.77 million" in evidence[_links(sample, "C27")[0][0]]["quotation"]
    # V02: C31 has passages for and against; N09: another congress.
    stances = {stance for _, stance, _ in _links(sample, "C31")}
    assert stances == {"supports", "refutes"}
    assert "American Jewish Congress" in evidence["E21"]["quotation"]
    assert not any(link["resolution"] for link in sample["links"] if link["claim"] == "C31")
    # A06 and A07: the altered quotation against the speech as Ynet has it.
    assert "[I]" in claims["C34"]["quote"]
    assert ("E20", "mixed", True) in _links(sample, "C34")
    # N07: the words of C40 and C45 belong to another time.
    assert claims["C40"]["claim_date"] == "2005"
    assert only_support("C40")["date"] == "2019?"
    assert claims["C45"]["claim_date"] == "2008"
    assert ("E1", "refutes", True) in _links(sample, "C45")
    # N09: a party and an agency of similar but different name.
    assert any("(Zia-ul-Haq Shaheed)" in link["words"] for link in sample["links"] if link["claim"] == "C41")
    assert any(link["words"] == "the Israelis" for link in sample["links"] if link["claim"] == "C44")
    # V14: both halves of a pair are there and one is unchecked.
    assert claims["C17"]["pair"] == "C18"
    assert claims["C18"]["status"] == WorkStatus.OPEN
