"""The search page: typed, narrowed, gone through by key from hit to hit, kept as evidence, lists of names looked up."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from tests.ui.test_access import nameless
from tests.windows import click, press, turn, wait_for
from workbench.desk import documents
from workbench.model.sets import DocumentKind
from workbench.ui.palette import Palette


@pytest.fixture
def page(window, sample):
    project = sample.workspace.project
    documents.cite(
        project, title="Meeting memo", quotation="The ministers met. A minister spoke.", publisher="The Post"
    )
    documents.cite(project, title="Other memo", quotation="No ministers came to Dubai.", publisher="The Day")
    window.do("edit.search")
    return sample.reader.page_in_front


def asked(page, query):
    page.box.setFocus()
    page.box.selectAll()
    QTest.keyClicks(page.box, query)
    wait_for(lambda: page.results is not None and page.results.query == query)
    return [line for line in page.list.lines.rows if line.hit is not None]


def test_what_is_typed_is_found_by_part_and_document_and_opened_by_enter(page, sample):
    found = asked(page, "ministers")
    headings = [line.words for line in page.list.lines.rows if line.part]
    assert headings[0] == "Evidence"
    assert {"Article", "Claims"} & set(headings)
    assert all(line.hit.snippet[a:b].lower() == "ministers" for line in found for a, b in line.hit.snippet_marks)
    assert "passages" in page.told.text()
    press(page.box, Qt.Key.Key_Return)
    assert page.list.hasFocus()
    press(page.list, Qt.Key.Key_Return)
    assert sample.reader.reading_evidence
    wait_for(lambda: sample.trail.bar.count.text().startswith("1 of "))


def test_the_keys_go_from_hit_to_hit_across_documents_and_back_to_the_list(page, window, sample):
    count = len(asked(page, "ministers dubai OR minister"))
    window.do("edit.find_next")
    first = sample.reader.evidence.document_id
    assert sample.trail.bar.count.text() == f"1 of {count}"
    seen = {first}
    for at in range(2, count + 1):
        window.do("edit.find_next")
        assert sample.trail.bar.count.text() == f"{at} of {count}"
        seen.add(sample.reader.evidence.document_id)
    assert len(seen) > 1
    window.do("edit.find_previous")
    assert sample.trail.bar.count.text() == f"{count - 1} of {count}"
    sample.trail.back()
    assert sample.reader.page_in_front is page
    assert page.box.text() == "ministers dubai OR minister"


def test_the_choices_at_the_side_narrow_to_some_of_the_evidence(page):
    asked(page, "ministers")
    boxes = {box.property("facet"): box for box in page.facets.findChildren(QCheckBox) if not box.isHidden()}
    press(boxes["sources The Day"], Qt.Key.Key_Space)
    wait_for(lambda: page.results.counted and {hit.title for hit in page.results.hits} == {"Other memo"})
    assert {line.words for line in page.list.lines.rows if line.part} == {"Evidence"}
    page.facets._reset()
    wait_for(lambda: len({hit.title for hit in page.results.hits}) > 1)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [('"open', "A quotation mark is left open"), ("/(/", "cannot be read"), ("ab*", "at least 3 letters")],
)
def test_a_wrong_query_is_told_in_one_sentence_where_the_results_would_be(page, query, sentence):
    page.box.setText(query)
    wait_for(lambda: sentence in page.list.accessibleDescription())
    assert page.list.lines.rowCount() == 0
    assert not page.save.isEnabled()


def test_that_nothing_was_found_is_saved_as_evidence(page, sample):
    asked(page, "zebra")
    assert page.told.text() == "Nothing was found"
    assert page.save.isEnabled()
    before = len(sample.workspace.documents)
    click(page.save)
    wait_for(lambda: len(sample.workspace.documents) == before + 1)
    kept = sample.workspace.documents[-1]
    assert (kept.kind, kept.title) == (DocumentKind.SEARCH, "Search for zebra: found nothing")


def test_a_list_of_names_is_looked_up_opened_and_written_as_a_table(page, sample, tmp_path):
    page.show_mode(1)
    page.names.words.setPlainText("ministers\nNobody Atall")
    click(page.names.look)
    wait_for(lambda: page.names.rows.rowCount() >= 3)
    assert page.names.rows.rows[-1].document is None
    page.names.write(tmp_path / "names.csv")
    assert "Nobody Atall" in (tmp_path / "names.csv").read_text(encoding="utf-8-sig")
    press(page.names.list, Qt.Key.Key_Return)
    wait_for(lambda: sample.reader.reading_evidence and sample.trail.active)


def test_the_palette_leads_to_the_page_with_what_was_typed(window, sample):
    palette = Palette.over(window, "")
    palette.box.setText("ministers")
    wait_for(lambda: any(entry.id == "all results" for entry in palette.model.rows))
    at = next(at for at, entry in enumerate(palette.model.rows) if entry.id == "all results")
    palette.list.setCurrentIndex(palette.model.index(at))
    press(palette.box, Qt.Key.Key_Return)
    wait_for(lambda: sample.reader.page_in_front is not None and sample.reader.page_in_front.results is not None)
    assert sample.reader.page_in_front.box.text() == "ministers"


def test_everything_on_the_page_has_a_name(page):
    asked(page, "ministers")
    turn(50)
    assert nameless(page) == []
