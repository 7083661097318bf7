"""A text whose letters look wrong is read again in the window with another encoding."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.windows import drop_files, wait_for
from workbench.desk import documents, projects
from workbench.model.sets import DocumentKind

WORDS = "Zażółć gęślą jaźń w Warszawie."


def test_a_text_is_read_again_from_its_page(window, sample, tmp_path):
    path = tmp_path / "polish.txt"
    path.write_bytes(WORDS.encode("iso8859_2"))
    drop_files(window, path)
    space = sample.workspace
    wait_for(lambda: any(one.kind is DocumentKind.TEXT for one in space.documents), 20_000)
    found = next(one for one in space.documents if one.kind is DocumentKind.TEXT)
    sample.open_document(found.id)
    bar = sample.reader.encoding_bar
    shown: list[str] = []
    for encoding, wrong in (("cp1251", True), ("iso8859-2", False)):
        window.do("evidence.encoding")
        assert bar.isVisible()
        bar.encoding.setCurrentIndex(bar.encoding.findData(encoding))
        before = sample.reader.evidence.document_id
        QTest.keyClick(bar.encoding, Qt.Key.Key_Return)
        shown.append(before)
        wait_for(lambda: sample.reader.evidence.document_id not in ("", shown[-1]), 20_000)
        assert (sample.reader.evidence.page.text() != WORDS) is wrong
    assert sample.reader.tabs.current.id == sample.reader.evidence.document_id
    assert documents.get(space.project, found.code).sha256 == found.sha256
    projects.undo(space.project)
    projects.undo(space.project)
    assert documents.get(space.project, found.code).id == found.id


def test_what_has_no_encoding_says_so(window, sample):
    window.do("evidence.encoding")
    assert "Open a text or a saved web page first" in sample.reader.notice_bar.text()
