"""A quotation that OCR read is marked so in the report."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scans import Reader, page_read, scan
from workbench.desk import claims, documents, evidence, recognition, sample, verdicts
from workbench.model.sets import Stance
from workbench.readers import recogniser
from workbench.reports import build, template_data
from workbench.store.project import Project


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Project]:
    made = sample.build(tmp_path / "sample.factcheck")
    yield made
    made.close()


def test_words_that_ocr_read_are_marked_in_the_report(
    fresh: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "installed", lambda: True)
    document = documents.add(fresh, scan(tmp_path, "")).document
    reader = Reader({1: page_read("The harbour was closed", sure=83)})
    recognition.recognise(fresh, document.id, wanted="eng", recogniser=reader)  # type: ignore[arg-type]
    claim = claims.find(fresh, "C1")
    evidence.link_words(fresh, claim.id, document.id, "harbour was", Stance.REFUTES)
    verdicts.decide(fresh, claim.id, label="False", rationale=f"It was closed [{document.code}].")
    report = build.build(fresh)
    sheet = next(one for one in report.sheets if one.code == "C1")
    assert [one.sure for one in sheet.passages if one.document == document.code] == [83]
    assert "read by OCR, 83 % sure" in str(template_data.template_data(report, frozenset(range(0x250))))
