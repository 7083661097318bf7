"""What the template gets to see: compared whole with a golden file, and the points that must not slip.

WORKBENCH_NEW_GOLDEN=1 writes the golden file anew; look at the difference before you keep it.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

from tests.reports import specimen
from workbench import places
from workbench.reports.claim_data import png_size
from workbench.reports.glyphs import coverage
from workbench.reports.report import Edition, ReportState
from workbench.reports.template_data import template_data

GOLDEN = Path(__file__).parent.parent / "golden" / "report_data.json"
COVERED = coverage(places.resources() / "fonts")


def as_text(report) -> str:
    """The data as JSON, with crops named by their order: their bytes depend on the drawing library."""
    data = template_data(report, COVERED)
    text = json.dumps(data.values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    for number, name in enumerate(data.crops):
        text = text.replace(name, f"crop-{number}")
    return text


def test_the_data_of_the_specimen_is_as_agreed(report):
    text = as_text(report)
    if os.environ.get("WORKBENCH_NEW_GOLDEN"):
        GOLDEN.write_text(text, "utf-8")
    assert json.loads(text) == json.loads(GOLDEN.read_text("utf-8"))


def test_the_same_report_gives_the_same_data(report):
    assert as_text(report) == as_text(specimen.report())


def test_a_picture_that_is_none_is_left_out_and_costs_nothing_else(report):
    sheet = template_data(report, COVERED).values["sheets"][6]
    crops = [passage["crop"] for side in sheet["passages"].values() for passage in side]
    assert sum(crop is not None for crop in crops) == 2


def test_only_a_whole_png_counts_as_a_picture():
    good = specimen.crop(90, 40)
    assert png_size(good) == (90, 40)
    assert png_size(good[:-4]) is None
    assert png_size(b"") is None
    assert png_size(b"GIF89a" + good) is None


def test_passages_found_irrelevant_are_not_shown(report):
    sheet = template_data(report, COVERED).values["sheets"][6]
    assert set(sheet["passages"]) == {"supports", "refutes", "mixed", "context"}
    assert sum(len(side) for side in sheet["passages"].values()) == 6


def test_an_address_becomes_a_link_only_if_it_is_a_web_address(report):
    entries = {entry["code"]: entry for entry in template_data(report, COVERED).values["evidence"]}
    assert entries["E1"]["link"] == "https://www.example.org/cables"
    assert entries["E1"]["archive_link"] == specimen.LONG_ADDRESS
    assert entries["E4"]["url"] == "javascript:alert(1)"
    assert entries["E4"]["link"] == ""


def test_the_summary_says_how_many_claims_are_judged(report):
    def sentence(claims, judged):
        changed = replace(report, summary=replace(report.summary, claims=claims, judged=judged))
        return template_data(changed, COVERED).values["summary"]["sentence"]

    assert sentence(0, 0) == "No claim has been marked yet."
    assert sentence(1, 0) == "1 claim marked, none judged yet."
    assert sentence(1, 1) == "The one claim has a verdict."
    assert sentence(51, 51) == "All 51 claims have a verdict."
    assert sentence(51, 1) == "1 of 51 claims has a verdict, 50 are still open."
    assert sentence(51, 50) == "50 of 51 claims have a verdict, 1 is still open."


def test_the_head_says_draft_or_final_and_which_edition(report):
    def head(**changes):
        return template_data(replace(report, head=replace(report.head, **changes)), COVERED).values["head"]

    assert head(state=ReportState.DRAFT)["state"] == "Draft"
    assert head(state=ReportState.FINAL)["state"] == "Final"
    assert head(edition=Edition.LEGAL)["edition"] == "Legal edition"
    assert head(edition=Edition.PUBLIC)["internal"] is False
    assert head(title="")["plain_title"] == "Untitled project"


def test_a_quote_pair_links_to_its_other_half_where_that_has_a_sheet(report):
    sheets = template_data(report, COVERED).values["sheets"]
    assert sheets[0]["overline"][0] == {"text": "attribution of claim 2 (Mostly false)", "to": "C2"}
    alone = replace(report, sheets=report.sheets[:1])
    assert template_data(alone, COVERED).values["sheets"][0]["overline"][0]["to"] == ""


def test_the_articles_title_is_given_only_where_there_are_several(report):
    names = [name for name, _ in template_data(report, COVERED).values["sheets"][0]["facts"]]
    assert "Article" not in names
    second = replace(report.head.articles[0], code="A2", title="Another")
    two = replace(report, head=replace(report.head, articles=(*report.head.articles, second)))
    assert ["Article", "The harbour bridge"] in template_data(two, COVERED).values["sheets"][0]["facts"]
