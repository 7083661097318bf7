"""Files that are no pages, opened as text in the window; a passage is cited by its place in them."""

import pytest

from tests.windows import drop_files, wait_for
from workbench.desk import evidence
from workbench.model.sets import Stance

SUBRIP = "1\n00:01:14,440 --> 00:01:15,760\nThe cable is dated\n\n2\n00:01:16,000 --> 00:01:19,520\n7 October 2009.\n"
MAIL = "From: Ada Bell <ada@example.org>\nMessage-ID: <1@example.org>\nSubject: The cable\n\nIt is dated 7 October.\n"
FILES = {
    "cable.eml": (MAIL, "Subject: The cable\n\nIt is dated", ""),
    "hearing.srt": (SUBRIP, "dated\n7 October", "00:01:14.440–00:01:19.520"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_opens_as_text_and_a_link_tells_its_place(window, sample, tmp_path, name):
    words, quote, place = FILES[name]
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    drop_files(window, path)
    space = sample.workspace
    wait_for(lambda: any(one.original_name == name for one in space.documents), 20_000)
    found = next(one for one in space.documents if one.original_name == name)
    sample.open_document(found.id)
    assert quote in sample.reader.evidence.page.text()
    start, end = evidence.span_of_quote(space.project, found.id, quote)
    link = evidence.link(space.project, "C1", found.id, start, end, Stance.CONTEXT)
    assert link.place == place
