"""The PDF an editor opens: whole, conforming, searchable in every script, and never half written."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.reports import specimen
from workbench.model.sets import Stance
from workbench.reports.claimreview import claim_reviews
from workbench.reports.report import Edition
from workbench.reports.template_data import template_data
from workbench.reports.typst_pdf import ReportNotWritten, write
from workbench.store.target import NotReplaceable


def pages(path: Path) -> list[str]:
    """The text of each page as pdfium reads it, in compatibility form, on one line."""
    with pypdfium2.PdfDocument(path) as document:
        texts = []
        for page in document:
            layer = page.get_textpage()
            texts.append(" ".join(unicodedata.normalize("NFKC", layer.get_text_range()).split()))
            layer.close()
            page.close()
    return texts


@pytest.fixture(scope="module")
def text(pdf) -> str:
    return " ".join(pages(pdf))


def words(passage: str) -> list[str]:
    """The words of a passage that carry no vowel mark: a mark and its letter are stored as one glyph cluster,
    which pdfium and poppler give back in their own order."""
    return [
        unicodedata.normalize("NFKC", word)
        for word in passage.split()
        if not any("\u064b" <= character <= "\u0652" for character in word)
    ]


# ---------------------------------------------------------------- what can be read and searched


@pytest.mark.parametrize(
    ("passage", "least"),
    [(specimen.ARABIC, 15), (specimen.URDU, 21), (specimen.HEBREW, 13), (specimen.HINDI, 15)],
    ids=["arabic", "urdu", "hebrew", "hindi"],
)
def test_every_word_of_a_passage_is_found_again_by_pdfium(text, passage, least):
    looked_for = words(passage)
    assert len(looked_for) >= least
    assert [word for word in looked_for if word not in text] == []


def test_every_sign_of_a_chinese_passage_is_found_in_order(text):
    assert unicodedata.normalize("NFKC", specimen.CHINESE) in text.replace(" ", "")


def test_words_are_found_again_by_poppler_too(pdf):
    try:
        done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    found = unicodedata.normalize("NFKC", done.stdout)
    for passage in (specimen.URDU, specimen.HINDI):
        assert [word for word in words(passage) if word not in found] == []


def test_a_long_address_is_whole_in_the_text_layer(text):
    assert specimen.LONG_ADDRESS in text.replace(" ", "")


def test_a_digest_is_whole_in_the_text_layer(text):
    assert specimen.SHA in text.replace(" ", "")


def test_text_that_looks_like_markup_is_shown_as_it_is(text):
    assert text.count(specimen.HOSTILE) >= 4


def test_signs_no_font_has_do_not_cost_the_report(report, tmp_path):
    odd = "Sign 𓀀, private \ue000, null \x00, override \u202e, emoji 🙂, surrogate \ud800, line\u2028separator"
    strange = replace(report.sheets[0], statement=odd, claimant=odd)
    head = replace(report.head, title=odd, prepared_by=(odd,))
    out = write(replace(report, head=head, sheets=(strange,), open_claims=()), tmp_path / "odd.pdf")
    assert "Sign [U+13000], private [U+E000], null" in " ".join(pages(out))


# ---------------------------------------------------------------- what an editor looks for


def test_every_page_says_which_of_how_many_it_is(pdf):
    texts = pages(pdf)
    assert len(texts) > 5
    for number, page in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in page


def test_the_first_page_says_what_it_is_about(pdf):
    first = pages(pdf)[0]
    for part in (
        "The harbour bridge",
        "DRAFT",
        "Editor’s edition",
        "Version 2",
        "1f69ede7dead",
        "22 November 2026",
        "A. B.",
        "Worked example, not a published fact check.",
        "7 of 29 claims have a verdict",
        "WHAT MUST CHANGE",
        "“attacks in India in autumn 2009”",
    ):
        assert part in first


def test_the_example_notice_is_absent_from_real_work(report, tmp_path):
    head = replace(report.head, is_example=False, notice="")
    out = write(replace(report, head=head, open_claims=()), tmp_path / "real.pdf")
    assert "Worked example" not in " ".join(pages(out))


def test_the_contents_lead_to_the_right_pages(pdf):
    texts = pages(pdf)
    for part in ("Claims", "Not yet judged", "Evidence", "Scale and method"):
        entry = re.search(rf"\b{part} (\d+)\b", texts[0])
        assert entry is not None
        number = int(entry[1])
        with pikepdf.open(pdf) as document, document.open_outline() as outline:
            assert part in [item.title for item in outline.root]
        assert part in texts[number - 1]


def test_every_claim_is_in_the_report(text, report):
    for sheet in report.sheets:
        assert f"Claim {sheet.number} ·" in text
    assert text.count("A claim nobody has judged yet.") == sum(
        claim.statement == "A claim nobody has judged yet." for claim in report.open_claims
    )


def test_a_claim_sheet_says_everything(text):
    for part in (
        "content of claim 1 (Half true)",
        "Ahmad Shuja Pasha, in a US embassy cable published by WikiLeaks",
        "7 October 2009",
        "There was a warning, but of autumn 2009",
        "EVIDENCE FOR",
        "EVIDENCE AGAINST",
        "p. 3",
        "decisive",
        "derived from E1",
        "cited, not held",
        "the document reads differently now",
        "COULD NOT BE ESTABLISHED",
        "Whether the contact was with the Mossad",
        "EARLIER VERDICTS",
        "A warning, date unclear.",
        "22 February, year missing",
        "No reasons are written down.",
        "No passage is linked to this claim.",
    ):
        assert part in text


def test_scale_method_waivers_and_fingerprints_close_the_report(text, report):
    for label in report.scales[0].labels:
        assert label.meaning in text
    for part in ("Each claim is judged apart.", "V02", "The cable is the primary source."):
        assert part in text
    assert report.head.fingerprint in text.replace(" ", "")


# ---------------------------------------------------------------- conformance


def test_the_file_is_pdf_a_3a_and_pdf_ua_1(pdf):
    validator = pytest.importorskip("page", reason="page-validation is not installed")
    for profile in ("3a", "ua1"):
        result = validator.validate_pdf(str(pdf), profile=profile)
        assert [(failure.rule_id, failure.message) for failure in result.failures] == []
        assert result.is_compliant


def test_the_file_says_that_it_conforms_and_in_which_language(pdf):
    with pikepdf.open(pdf) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "The harbour bridge"
        assert document.Root.Lang == "en"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle


def tags(node, found):
    """The structure tree as a list of (tag, dictionary)."""
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append((str(node.S), node))
        if "/K" in node:
            tags(node.K, found)
    elif isinstance(node, pikepdf.Array):
        for child in node:
            tags(child, found)
    return found


def test_headings_tables_links_and_pictures_are_tagged(pdf):
    with pikepdf.open(pdf) as document:
        found = tags(document.Root.StructTreeRoot, [])
        names = [name for name, _ in found]
        for name in ("/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Link", "/Figure", "/TOC"):
            assert name in names
        assert names.count("/H2") >= 7
        alts = [str(node.Alt) for name, node in found if name == "/Figure"]
        assert any(alt.startswith("Picture of the passage in E1, page 3: …had been in direct touch") for alt in alts)
        assert any("1 True, 1 Mostly true" in alt and "22 not yet judged" in alt for alt in alts)
        assert all(alts)


def test_passages_carry_their_language(pdf):
    with pikepdf.open(pdf) as document:
        languages = {str(node.Lang) for _, node in tags(document.Root.StructTreeRoot, []) if "/Lang" in node}
    assert {"ar", "ur", "he", "hi", "zh"} <= languages


def test_a_name_within_our_own_line_carries_its_language_too(report, tmp_path):
    passage = specimen.passage("E7", Stance.SUPPORTS, "Words in English", publisher="האומות המאוחדות")
    sheet = specimen.sheet(1, "true", "A claim.", passages=(passage,))
    out = write(replace(report, sheets=(sheet,), open_claims=(), evidence=()), tmp_path / "one.pdf")
    with pikepdf.open(out) as document:
        streams = [page.Contents.read_bytes() for page in document.pages]
        assert any(b"/Lang(he)" in stream.replace(b" ", b"") for stream in streams)


def test_only_truetype_fonts_are_embedded(pdf):
    with pikepdf.open(pdf) as document:
        kinds = [
            str(item.Subtype)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/Type", "")) == "/Font"
        ]
    assert "/CIDFontType2" in kinds
    assert "/CIDFontType0" not in kinds


# ---------------------------------------------------------------- the attachment


def attached(path: Path) -> dict[str, bytes]:
    with pikepdf.open(path) as document:
        return {name: file.get_file().read_bytes() for name, file in document.attachments.items()}


def test_the_ratings_are_attached_and_equal_those_shown(pdf, report, text):
    files = attached(pdf)
    assert list(files) == ["claimreview.json"]
    graph = json.loads(files["claimreview.json"])["@graph"]
    assert graph == claim_reviews(report)
    labels = [review["reviewRating"]["alternateName"] for review in graph]
    assert labels == [sheet.verdict.mark.label for sheet in report.sheets]
    assert all(label in text for label in labels)


def test_a_report_of_marks_has_nothing_attached(report, tmp_path):
    marks = replace(report, scales=(replace(report.scales[0], best=None, worst=None),), open_claims=())
    assert attached(write(marks, tmp_path / "marks.pdf")) == {}


# ---------------------------------------------------------------- editions and empty projects


def test_the_report_of_one_claim_is_short(report, tmp_path):
    head = replace(report.head, edition=Edition.SINGLE)
    one = replace(report, head=head, sheets=report.sheets[1:2], open_claims=(), evidence=report.evidence[:2])
    texts = pages(write(one, tmp_path / "one.pdf"))
    assert len(texts) <= 3
    assert "Single claim" in texts[0]
    assert "WHAT MUST CHANGE" not in texts[0]
    assert "The ISI warned the Mossad" in texts[0]


def test_an_empty_project_gives_a_report_that_says_so(report, tmp_path):
    summary = replace(report.summary, claims=0, judged=0, tallies=(), must_change=(), queries=(), not_checked=())
    head = replace(report.head, articles=(), prepared_by=(), fingerprint="")
    empty = replace(report, head=head, summary=summary, sheets=(), open_claims=(), evidence=(), method=(), waived=())
    text = " ".join(pages(write(empty, tmp_path / "empty.pdf")))
    assert "No claim has been marked yet." in text
    assert "No evidence is held or cited yet." in text


# ---------------------------------------------------------------- the file itself


def test_the_same_report_gives_the_same_bytes(pdf, report, tmp_path):
    again = write(report, tmp_path / "again.pdf")
    assert again.read_bytes() == pdf.read_bytes()


def test_a_report_replaces_the_old_one_in_one_step(report, tmp_path):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"old")
    write(replace(report, open_claims=(), sheets=()), out)
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_a_failure_keeps_the_old_file_and_says_so(report, tmp_path, monkeypatch):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"old")
    real = template_data

    def broken(made, covered):
        data = real(made, covered)
        return replace(data, values={key: value for key, value in data.values.items() if key != "scales"})

    monkeypatch.setattr("workbench.reports.typst_pdf.template_data", broken)
    with pytest.raises(ReportNotWritten, match=r"could not be set .*Nothing was written"):
        write(report, out)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_a_report_that_takes_too_long_is_given_up(report, tmp_path):
    out = tmp_path / "report.pdf"
    with pytest.raises(ReportNotWritten, match="given up"):
        write(report, out, time_limit_s=0.01)
    assert not out.exists()


def test_a_folder_that_is_not_there_is_named(report, tmp_path):
    with pytest.raises(ReportNotWritten, match="does not exist"):
        write(report, tmp_path / "nowhere" / "report.pdf")


def test_a_folder_is_no_file_name(report, tmp_path):
    with pytest.raises(NotReplaceable, match="is a folder"):
        write(report, tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(report, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(ReportNotWritten, match="Nothing can be written"):
        write(report, locked / "report.pdf")


def test_a_folder_that_refuses_files_is_named(report, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("workbench.reports.typst_pdf.tempfile.TemporaryFile", refuse)
    with pytest.raises(ReportNotWritten, match="Nothing can be written"):
        write(report, tmp_path / "report.pdf")


def test_a_file_that_cannot_be_replaced_stays_and_leaves_no_crumbs(report, tmp_path, monkeypatch):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"old")

    def refuse(*_):
        raise PermissionError(13, "open elsewhere")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ReportNotWritten, match="close it where it is open"):
        write(replace(report, open_claims=(), sheets=()), out)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
