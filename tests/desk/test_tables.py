"""Cells as evidence: linked as a rectangle, cited by their names, found again, kept by a merge and in print."""

import shutil

import pytest

from tests.readers.test_tables import an_xlsx, those
from workbench.desk import articles, claims, documents, evidence, history, projects, search, sharing, verdicts
from workbench.desk.evidence import EmptyRegion, NotATable
from workbench.model.sets import DocumentKind, Stance
from workbench.model.tables import Passage
from workbench.readers import supervise
from workbench.reports.build import build

TEXT = "A Title Here\n\n166 people were killed in 2008. It was told twice, in the same hour, by the same man."


@pytest.fixture
def project(tmp_path):
    made = projects.create(tmp_path / "check.factcheck", title="Check", person="Ada Bell")
    article = articles.paste(made, TEXT)
    at = article.text.index("166")
    claims.mark(made, article.version_id, at, at + len("166 people were killed in 2008"))
    documents.add(made, supervise.read_file(an_xlsx(tmp_path / "victims.xlsx")))
    yield made
    assert [one.detail for one in history.verify(made) if not one.ok] == []
    made.close()


def test_a_rectangle_of_cells_is_linked_and_cited_by_its_name(project):
    assert documents.get(project, "E1").kind is DocumentKind.SHEET
    made = evidence.link_cells(project, "C1", "E1", 1, those("C2:C5"), Stance.REFUTES)
    assert made.place == "Victims!C2:C5"
    assert made.exact == "Killed\n166.5\n\ntwice", "cells beside the rectangle were quoted"
    assert made.region is None
    with project.look() as session:
        passage = session.get_one(Passage, made.passage_id)
        text = documents.text(project, "E1").text
        assert text[passage.start : passage.end] == passage.exact
    again = evidence.link_cells(project, "C1", "E1", 1, those("C2:C5"), Stance.CONTEXT)
    assert (again.id, again.stance) == (made.id, Stance.CONTEXT)
    other = evidence.link_cells(project, "C1", "E1", 1, those("B2:C5"), Stance.CONTEXT)
    assert other.passage_id != made.passage_id
    assert {one.place for one in evidence.listing(project)} == {"Victims!C2:C5", "Victims!B2:C5"}


def test_words_of_a_table_are_cited_by_the_cells_they_stand_in(project):
    made = evidence.link_words(project, "C1", "E1", "166.5", Stance.REFUTES)
    assert (made.place, made.exact) == ("Victims!C3", "166.5")
    (hit,) = [one for one in search.search(project, "166.5") if one.kind == "document"]
    assert (hit.start, hit.end) == (made.start, made.end)


def test_cells_that_cannot_be_linked_are_refused_in_a_sentence(project):
    with pytest.raises(EmptyRegion, match=r"The cells A1:A9 of E1 are empty"):
        evidence.link_cells(project, "C1", "E1", 1, those("A1:A9"), Stance.CONTEXT)
    with pytest.raises(NotATable, match="no such table"):
        evidence.link_cells(project, "C1", "E1", 3, those("A1"), Stance.CONTEXT)
    cited = documents.cite(project, title="Gazette", quotation="In May.")
    with pytest.raises(NotATable):
        evidence.link_cells(project, "C1", cited.id, 1, those("A1"), Stance.CONTEXT)


def test_linked_cells_come_with_a_merge_and_stand_in_the_report(project, tmp_path):
    copy = tmp_path / "colleague.factcheck"
    shutil.copyfile(project.path, copy)
    other = projects.open(copy, person="Bob Cole")
    evidence.link_cells(other, "C1", "E1", 1, those("B3:C3"), Stance.REFUTES)
    other.close()
    sharing.take_in(project, copy)
    label = projects.info(project).scale.labels[0].label
    verdicts.decide(project, "C1", label=label, rationale="The table of the victims says otherwise [E1].")
    (sheet,) = build(project).sheets
    assert [(one.place, one.exact) for one in sheet.passages] == [("Victims!B3:C3", "2008\t166.5")]
