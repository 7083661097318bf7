"""ClaimReview for machines says exactly what the report says to people, or nothing."""

import json
from dataclasses import replace

import pytest

from tests.reports import specimen
from workbench.desk.projects import all_scales
from workbench.desk.views import VerdictMark
from workbench.model.sets import Polarity, VerdictState, Workflow
from workbench.reports.claimreview import as_json, claim_reviews, rates

SCALES = {scale.key: scale for scale in all_scales()}


def review(report, number):
    return claim_reviews(report)[number - 1]


def test_a_rating_is_rank_ends_and_exact_label(report):
    assert review(report, 2)["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 2,
        "worstRating": 1,
        "bestRating": 5,
        "alternateName": "Mostly false",
    }


@pytest.mark.parametrize(("number", "label"), [(6, "Unproven"), (7, "Not checkable")])
def test_a_label_off_the_axis_is_words_only(report, number, label):
    assert review(report, number)["reviewRating"] == {"@type": "Rating", "alternateName": label}


def test_the_claim_its_words_and_where_they_appeared(report):
    item = review(report, 2)["itemReviewed"]
    assert item["text"].startswith("the ISI secretly provided")
    assert item["author"] == {
        "@type": "Thing",
        "name": "Ahmad Shuja Pasha, in a US embassy cable published by WikiLeaks",
    }
    assert item["datePublished"] == "2009-10-07"
    assert item["appearance"] == {
        "@type": "Article",
        "headline": "The harbour bridge",
        "url": "https://www.example.org/bridge",
        "publisher": {"@type": "Organization", "name": "The Media Line"},
    }


def test_what_is_not_known_is_left_out(report):
    item = review(report, 4)["itemReviewed"]
    assert "author" not in item
    assert "datePublished" not in item  # XXXX-02-22 is no date for machines


def test_the_evidence_is_cited_once_each_with_its_address(report):
    cited = review(report, 2)["citation"]
    assert [work["identifier"] for work in cited] == ["E1", "E2", "E4"]
    assert cited[0]["url"] == "https://www.example.org/cables"


def test_draft_and_published_are_told_apart(report):
    assert review(report, 2)["creativeWorkStatus"] == "Draft"
    sheet = report.sheets[1]
    final = replace(sheet, verdict=replace(sheet.verdict, state=VerdictState.FINAL))
    assert review(replace(report, sheets=(final,)), 1)["creativeWorkStatus"] == "Published"


def test_nothing_is_exported_before_publication(report):
    before = replace(report, head=replace(report.head, workflow=Workflow.PREPUBLICATION))
    assert claim_reviews(before) == []


def test_marks_are_never_exported():
    assert [key for key, scale in SCALES.items() if not rates(scale)] == ["prepub"]


def judged_on(report, key, mark, short):
    sheet = report.sheets[0]
    verdict = replace(sheet.verdict, mark=mark, scale_key=key, short_conclusion=short)
    return replace(report, sheets=(replace(sheet, verdict=verdict),), scales=(SCALES[key],))


def test_a_free_conclusion_is_its_own_label(report):
    mark = VerdictMark("(free text conclusion)", Polarity.NOT_RATED, None, None, None)
    free = judged_on(report, "fullfact", mark, "It is too early to say.")
    assert review(free, 1)["reviewRating"] == {"@type": "Rating", "alternateName": "It is too early to say."}


@pytest.mark.parametrize("scale", [scale for scale in SCALES.values() if scale.best], ids=lambda scale: scale.key)
def test_every_label_of_every_numbered_scale_exports_its_rank(report, scale):
    for label in scale.labels:
        mark = VerdictMark(label.label, label.polarity, label.rank, scale.worst, scale.best)
        rating = review(judged_on(report, scale.key, mark, ""), 1)["reviewRating"]
        assert rating["alternateName"] == label.label
        assert rating.get("ratingValue") == label.rank
        assert ("bestRating" in rating) == (label.rank is not None)


def test_the_document_is_json_ld_and_always_the_same(report):
    document = json.loads(as_json(report))
    assert document["@context"] == "https://schema.org"
    assert {entry["@type"] for entry in document["@graph"]} == {"ClaimReview"}
    assert as_json(report) == as_json(specimen.report())
