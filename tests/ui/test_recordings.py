"""Sound and video in the window: what they are, and the way to their transcript."""

from tests.readers.test_recordings import movie
from tests.windows import click, wait_for
from workbench.desk import documents
from workbench.readers import supervise
from workbench.ui.pages.recording_page import RecordingPage
from workbench.ui.pages.transcript_page import TranscriptPage


def test_a_recording_says_what_it_is_and_leads_to_its_transcript(window, sample, tmp_path):
    project = sample.workspace.project
    (tmp_path / "talk.mp4").write_bytes(movie(725_000, 1000))
    (tmp_path / "talk.en.vtt").write_text("WEBVTT\n\n12:01.000 --> 12:04.000\nWe never met.\n", encoding="utf-8")
    (tmp_path / "talker.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:04.000\nOther.\n", encoding="utf-8")
    video, said, _ = (
        documents.add(project, supervise.read_file(tmp_path / name)).document
        for name in ("talk.mp4", "talk.en.vtt", "talker.vtt")
    )
    sample.open_document(video.id)
    column = sample.reader.evidence
    assert isinstance(column.page, RecordingPage)
    assert "Length: 12:05" in column.page.text()
    assert "not played here" in column.page.text()
    column.page.select(0, 5)
    assert column.selection() is None
    window.do("evidence.supports")
    assert "words of a transcript" in sample.reader.notice_bar.text()
    bar = column.partner_bar
    wait_for(bar.isVisible)
    assert said.code in bar.words.text()
    click(bar.open)
    assert isinstance(column.page, TranscriptPage)
    assert column.document_id == said.id
    assert video.code in bar.words.text()
    sample.open_document(sample.workspace.documents[0].id)
    assert not bar.isVisible()
