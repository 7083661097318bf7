"""From the sample project to its report: what each edition shows, and what it keeps back."""

from dataclasses import fields, is_dataclass, replace

import pytest
from PIL import Image

from tests.reports.test_pdf import pages
from workbench.desk import claims, documents, evidence, findings, projects, queries, sample, verdicts
from workbench.desk.codes import UnknownCode
from workbench.errors import WorkbenchError
from workbench.model.sets import ChangeDecision, Confidentiality, Severity, Stance, VerdictState, Workflow
from workbench.readers.reading import Box
from workbench.readers.supervise import read_file
from workbench.reports import material as material_module
from workbench.reports.build import NothingToReport, build
from workbench.reports.claim_data import png_size
from workbench.reports.material import cited_codes
from workbench.reports.report import Edition, ReportState
from workbench.reports.sheets import claim_sheet

MADE = "2026-11-23T08:00:00Z"


@pytest.fixture
def fresh(tmp_path):
    made = sample.build(tmp_path / "sample.factcheck")
    yield made
    made.close()


def texts(value) -> set[str]:
    """Every text anywhere in a report."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, tuple):
        return set().union(*(texts(item) for item in value)) if value else set()
    if is_dataclass(value):
        return set().union(*(texts(getattr(value, field.name)) for field in fields(value)))
    return set()


# ---------------------------------------------------------------- the sample


def test_the_sample_report_has_three_sheets_and_forty_eight_open_claims(project):
    report = build(project, made_at=MADE)
    assert [(sheet.code, sheet.verdict.mark.label) for sheet in report.sheets] == [
        ("C44", "Half true"),
        ("C45", "Mostly false"),
        ("C51", "False"),
    ]
    assert len(report.open_claims) == 48
    assert (report.summary.claims, report.summary.judged) == (51, 3)
    assert [(tally.mark.label, tally.count) for tally in report.summary.tallies] == [
        ("Half true", 1),
        ("Mostly false", 1),
        ("False", 1),
    ]
    assert "48 claims have no verdict yet." in report.summary.not_checked


def test_every_claim_of_the_project_is_in_its_report(project):
    report = build(project, made_at=MADE)
    shown = {sheet.code for sheet in report.sheets} | {claim.code for claim in report.open_claims}
    assert shown == {f"C{number}" for number in range(1, 52)}


def test_the_head_says_what_was_checked(project):
    head = build(project, made_at=MADE).head
    info = projects.info(project)
    assert (head.title, head.state, head.made_at) == ("Musharraf and Israel", ReportState.DRAFT, MADE)
    assert head.is_example
    assert head.notice == info.notice
    assert head.fingerprint == info.head
    (article,) = head.articles
    assert article.sha256 == "1f69ede7deadd6480b97cd6eb56639ddd7cd3ba01a855225cf53b129443ae25f"
    assert article.outlet == "The Media Line"


def test_the_sheet_shows_the_claim_in_its_paragraph(project):
    sheet = build(project, made_at=MADE).sheets[1]
    assert sheet.context.before == "According to WikiLeaks, "
    assert sheet.context.exact.startswith("the ISI secretly provided intelligence to the Mossad")
    assert sheet.context.paragraph == 20
    assert sheet.context.article == "A1"
    assert sheet.pair is not None
    assert sheet.pair.mark is not None
    assert (sheet.pair.code, sheet.pair.mark.label) == ("C44", "Half true")


def test_evidence_stands_on_its_side_decisive_first(project):
    passages = build(project, made_at=MADE).sheets[1].passages
    sides = {stance: [one.document for one in passages if one.stance is stance] for stance in Stance}
    assert sides[Stance.REFUTES] == ["E1", "E2"]
    assert sides[Stance.SUPPORTS] == ["E4"]
    assert sides[Stance.MIXED] == ["E1"]
    assert [one.decisive for one in passages] == sorted((one.decisive for one in passages), reverse=True)


def test_a_summary_is_never_given_as_a_quotation(project):
    passages = build(project, made_at=MADE).sheets[1].passages
    quoted = {one.exact: one.quoted for one in passages}
    assert quoted["The threat in the cable is for September–November 2009."] is False
    # the words between the quotation marks of a summary are the document's own
    assert (
        quoted["had been in direct touch with the Israelis on possible threats against Israeli targets in India"]
        is True
    )


def test_evidence_that_repeats_the_article_says_so(project):
    report = build(project, made_at=MADE)
    repeats = next(entry for entry in report.evidence if entry.code == "E4")
    assert repeats.derived_from == "the article"
    assert next(entry for entry in report.evidence if entry.code == "E2").derived_from == "E1"


def test_nothing_held_is_said_plainly(project):
    report = build(project, made_at=MADE)
    assert not any(entry.held for entry in report.evidence)
    assert any("All 35 documents of evidence are cited, not held" in line for line in report.summary.not_checked)
    assert all(any("No original is held" in point for point in sheet.not_established) for sheet in report.sheets)


def test_the_evidence_list_names_the_claims_that_use_it(project):
    entries = {entry.code: entry for entry in build(project, made_at=MADE).evidence}
    assert len(entries) == 35
    assert {"C44", "C45", "C51"} <= set(entries["E1"].used_in)


def test_proposed_changes_must_be_made(project):
    report = build(project, made_at=MADE)
    assert [change.claim for change in report.summary.must_change] == ["C45", "C51"]
    assert report.summary.must_change[0].sources == ("E1", "E2", "E4")


def test_the_same_project_and_time_give_the_same_report(project):
    assert build(project, made_at=MADE) == build(project, made_at=MADE)


def test_a_report_changes_nothing_in_the_project(project):
    head = projects.info(project).head
    build(project)
    assert projects.info(project).head == head


# ---------------------------------------------------------------- work that goes on


def test_a_false_claim_without_a_proposal_must_change_too(fresh):
    verdicts.decide(fresh, "C12", label="False", rationale="See [E1].", short_conclusion="It was not so.")
    change = next(one for one in build(fresh).summary.must_change if one.claim == "C12")
    assert change.should_be == ""
    assert change.was.startswith("His remarks came as tensions")
    assert (change.reason, change.sources) == ("It was not so.", ("E1",))


def test_what_the_editor_lets_stand_need_not_change(fresh):
    (change, _) = queries.changes(fresh)
    queries.settle(fresh, change.id, ChangeDecision.STET, reason="The source insists.")
    report = build(fresh)
    assert [one.claim for one in report.summary.must_change] == ["C51"]
    assert report.sheets[1].changes[0].decision is ChangeDecision.STET


def test_earlier_verdicts_follow_the_one_that_stands(fresh):
    verdicts.decide(fresh, "C45", label="False", short_conclusion="Second thoughts.")
    sheet = next(one for one in build(fresh).sheets if one.code == "C45")
    assert (sheet.verdict.mark.label, sheet.verdict.version) == ("False", 2)
    assert [(one.mark.label, one.version) for one in sheet.earlier] == [("Mostly false", 1)]


def test_open_queries_are_listed_and_answered_ones_are_not(fresh):
    asked = queries.ask(fresh, "C45", "Where does 2008 come from?")
    queries.ask(fresh, "C12", "Which tensions?")
    queries.answer(fresh, asked.id, "From the agency.")
    assert [query.text for query in build(fresh).summary.queries] == ["Which tensions?"]


def test_dropped_claims_are_named_and_not_reported(fresh):
    claims.drop(fresh, "C51")
    report = build(fresh)
    assert "C51" not in {sheet.code for sheet in report.sheets}
    assert report.summary.claims == 50
    assert "Dropped by the desk: claim 51." in report.summary.not_checked


def test_a_report_is_final_only_when_every_claim_is(fresh, monkeypatch):
    assert build(fresh).head.state is ReportState.DRAFT
    real = material_module.gather

    def all_final(project):
        made = real(project)
        done = {
            ident: [replace(version, state=VerdictState.FINAL) for version in versions]
            for ident, versions in made.verdicts.items()
        }
        return replace(made, verdicts=done, rows=tuple(row for row in made.rows if row.id in done))

    monkeypatch.setattr("workbench.reports.build.gather", all_final)
    assert build(fresh).head.state is ReportState.FINAL


# ---------------------------------------------------------------- editions


def test_one_claim_brings_only_its_own_evidence(project):
    report = build(project, claim="C51", made_at=MADE)
    assert report.head.edition is Edition.SINGLE
    assert [sheet.code for sheet in report.sheets] == ["C51"]
    assert [entry.code for entry in report.evidence] == ["E1", "E2", "E30"]
    assert report.open_claims == ()


def test_a_claim_without_a_verdict_cannot_be_reported_alone(project):
    with pytest.raises(NothingToReport, match="C1 has no verdict yet"):
        build(project, claim="C1")
    with pytest.raises(NothingToReport, match="which claim"):
        build(project, Edition.SINGLE)
    with pytest.raises(UnknownCode):
        build(project, claim="C99")


def test_the_public_edition_keeps_the_desk_to_itself(fresh):
    claims.edit(fresh, "C45", note="SECRET-NOTE")
    queries.ask(fresh, "C45", "SECRET-QUERY")
    queries.propose(fresh, "C45", was="in 2008", should_be="SECRET-WORDING")
    link = evidence.of_claim(fresh, claims.get(fresh, "C45").id)[0]
    evidence.edit(fresh, link.id, note="SECRET-REMARK")
    report = build(fresh, Edition.PUBLIC)
    everything = texts(report)
    assert not [text for text in everything if "SECRET" in text]
    assert "Worked example" not in everything  # the name of who judged
    assert report.open_claims == ()
    assert report.summary.must_change == ()
    assert {text for text in texts(build(fresh)) if "SECRET" in text}


def test_the_public_edition_withholds_documents_that_are_not_open(fresh, monkeypatch):
    real = material_module.gather
    hidden = documents.edit(fresh, "E2", title="SECRET-TITLE")

    def confidential(project):
        made = real(project)
        withheld = replace(made.documents[hidden.id], confidentiality=Confidentiality.CONFIDENTIAL)
        return replace(made, documents={**made.documents, hidden.id: withheld})

    monkeypatch.setattr("workbench.reports.build.gather", confidential)
    report = build(fresh, Edition.PUBLIC)
    assert "E2" not in {entry.code for entry in report.evidence}
    assert "E2" not in {passage.document for sheet in report.sheets for passage in sheet.passages}
    assert not [text for text in texts(report) if "SECRET" in text]
    assert "E2" in {entry.code for entry in build(fresh).evidence}


def test_the_public_edition_lists_only_evidence_of_judged_claims(project):
    entries = build(project, Edition.PUBLIC, made_at=MADE).evidence
    assert {code for entry in entries for code in entry.used_in} == {"C44", "C45", "C51"}


def test_the_legal_edition_has_the_custody_of_the_evidence(project):
    assert all(entry.custody for entry in build(project, Edition.LEGAL, made_at=MADE).evidence)
    assert not any(entry.custody for entry in build(project, made_at=MADE).evidence)


def test_findings_accepted_with_a_reason_are_shown_to_the_desk(fresh):
    warning = next(one for one in findings.every(fresh) if one.severity is Severity.WARN and one.claim_id)
    findings.waive(fresh, warning.key, "Both papers are the same house.")
    (waived,) = build(fresh).waived
    assert (waived.claim, waived.rule, waived.finding) == (warning.code, warning.rule, warning.sentence)
    assert waived.reason == "Both papers are the same house."
    assert build(fresh, Edition.PUBLIC).waived == ()


# ---------------------------------------------------------------- evidence with pages


def test_a_passage_of_a_pdf_brings_its_page_and_its_picture(fresh, pdf):
    added = documents.add(fresh, read_file(pdf)).document
    words = "had been in direct touch with the Israelis on possible threats"
    page = next(number for number, text in enumerate(pages(pdf), 1) if "decisive" in text)
    linked = evidence.link_words(fresh, "C45", added.code, words, Stance.REFUTES, page=page)
    sheet = build(fresh, claim="C45", made_at=MADE).sheets[0]
    passage = next(one for one in sheet.passages if one.document == added.code)
    assert passage.held
    assert passage.quoted
    assert passage.page_label == str(page)
    assert passage.crop is not None
    size = png_size(passage.crop)
    assert size is not None
    width, height = size
    assert width > 300 > height > 10
    assert evidence.get(fresh, linked.id).has_crop  # drawn once, kept for the next report


def test_a_page_that_cannot_be_drawn_costs_its_picture_only(fresh, pdf, monkeypatch):
    added = documents.add(fresh, read_file(pdf)).document
    evidence.link_words(fresh, "C45", added.code, "There was a warning", Stance.MIXED)

    def broken(*_):
        raise WorkbenchError("This page cannot be drawn.")

    monkeypatch.setattr("workbench.desk.crops.draw", broken)
    passage = next(one for one in build(fresh, claim="C45").sheets[0].passages if one.document == added.code)
    assert passage.crop is None


# ---------------------------------------------------------------- other projects


def test_an_empty_project_has_a_report(tmp_path):
    empty = projects.create(tmp_path / "empty.factcheck", title="Empty", workflow=Workflow.CLAIMCHECK)
    report = build(empty, made_at=MADE)
    empty.close()
    assert not report.sheets
    assert not report.open_claims
    assert not report.evidence
    assert report.head.as_of == "2026-11-23"
    assert report.head.state is ReportState.DRAFT


def test_codes_are_found_in_a_rationale():
    assert cited_codes("So [E1, E2] and [E10][E1], not [x] nor E5.") == ("E1", "E2", "E10")


def test_a_sheet_reads_claims_by_id(project):
    made = material_module.gather(project)
    claim = claims.get(project, "C44")
    assert claim_sheet(project, made, claim.id, Edition.EDITOR).code == "C44"


def test_a_linked_part_of_a_picture_stands_on_the_sheet_in_its_frame(fresh, tmp_path):
    path = tmp_path / "square.png"
    Image.new("RGB", (640, 420), "white").save(path)
    added = documents.add(fresh, read_file(path)).document
    evidence.link_region(fresh, "C45", added.code, Box(200, 120, 330, 240), Stance.REFUTES)
    report = build(fresh, claim="C45", made_at=MADE)
    passage = next(one for one in report.sheets[0].passages if one.document == added.code)
    assert passage.pictured
    assert passage.crop is not None
    assert png_size(passage.crop) == (130 + 2 * 46, 120 + 2 * 46)
