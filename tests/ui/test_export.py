"""The report is written beside the window, and told on the status line."""

from tests.windows import wait_for
from workbench.ui.verbs import report


def test_the_report_is_written_beside_the_window_and_offered(window, sample, tmp_path):
    out = tmp_path / "report.pdf"
    report.write(window, out)
    assert "Writing the report" in sample.status.work.text()
    wait_for(sample.status.message.text, 90_000)
    assert sample.status.message.text() == "Report written: report.pdf"
    assert out.read_bytes().startswith(b"%PDF-")
    assert sample.status._act.text() == "Show in folder"
    assert sample.status._work.isHidden()


def test_a_report_that_cannot_be_written_is_told_in_one_sentence(window, sample, tmp_path):
    report.write(window, tmp_path / "nowhere" / "report.pdf")
    wait_for(sample.reader.notice_bar.text, 90_000)
    assert "mistake" not in sample.reader.notice_bar.text()
    assert sample.status._work.isHidden()
