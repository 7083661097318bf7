"""Transcripts: the words, and the time at which they are said."""

import pytest

from workbench.model.sets import DocumentKind
from workbench.readers import documents, supervise
from workbench.readers.places import cited
from workbench.readers.problems import CannotRead

SUBRIP = (
    "1\r\n00:00:01,500 --> 00:00:04,000\r\n<i>The minister</i> said\r\nit was 1984.\r\n\r\n"
    "2\r\n00:00:04,200 --> 00:00:09,750\r\n1,204 cases,\r\n\r\nno more.\r\n\r\n"
    "3\r\n01:02:03,004 --> 01:02:05,000\r\n{\\an8}2023\r\n"
)
WEB = (
    "WEBVTT - a hearing\nLanguage: en-GB\n\nSTYLE\n::cue { color: red }\n\nNOTE not said\n\n"
    "intro\n00:01.000 --> 00:03.250 align:start\n<v Jane Doe>Fish &amp; <c.loud>chips</c> at 5 < 6\n\n"
    "not said either\n\n100:00:00.000 --> 100:00:01.000\nThe end.\n"
)
RUSSIAN = "Министерство сообщило, что за последний год было зарегистрировано больше случаев, чем когда-либо прежде."


def put(folder, name, words, encoding="utf-8"):
    path = folder / name
    path.write_bytes(words.encode(encoding))
    return path


def test_subtitles_are_read_cue_by_cue_with_their_times(tmp_path):
    reading = documents.read(put(tmp_path, "a.srt", SUBRIP))
    assert reading.kind is DocumentKind.TRANSCRIPT
    assert reading.text == "The minister said it was 1984.\n1,204 cases, no more.\n2023"
    assert [reading.text[one.start : one.end] for one in reading.blocks] == reading.text.split("\n")
    assert [(one.label, reading.text[one.start : one.end]) for one in reading.places] == [
        ("00:00:01.500–00:00:04.000", "The minister said it was 1984."),
        ("00:00:04.200–00:00:09.750", "1,204 cases, no more."),
        ("01:02:03.004–01:02:05.000", "2023"),
    ]
    assert reading.warnings == ()


def test_web_subtitles_keep_speakers_and_leave_out_notes_and_styles(tmp_path):
    reading = documents.read(put(tmp_path, "a.vtt", WEB))
    assert (reading.mime, reading.metadata["language"]) == ("text/vtt", "en-GB")
    assert reading.text == "Jane Doe: Fish & chips at 5 < 6\nThe end."
    assert [one.label for one in reading.places] == ["00:00:01.000–00:00:03.250", "100:00:00.000–100:00:01.000"]


@pytest.mark.parametrize(
    ("quote", "time"),
    [
        ("minister", "00:00:01.500–00:00:04.000"),
        ("1984.\n1,204", "00:00:01.500–00:00:09.750"),
        ("2023", "01:02:03.004–01:02:05.000"),
        ("\n", ""),
    ],
)
def test_a_passage_is_cited_by_the_time_it_is_said(tmp_path, quote, time):
    reading = documents.read(put(tmp_path, "a.srt", SUBRIP))
    start = reading.text.index(quote)
    assert cited(reading.places, start, start + len(quote)) == time


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_transcripts_in_any_encoding_are_read(tmp_path, encoding):
    words = f"1\n00:00:01,000 --> 00:00:04,000\n{RUSSIAN}\n"
    reading = documents.read(put(tmp_path, "a.srt", words, encoding))
    assert reading.text == RUSSIAN
    assert bool(reading.warnings) is (encoding == "cp1251")
    assert documents.read(tmp_path / "a.srt", encoding=encoding).warnings == ()


def test_times_cross_the_border_of_the_reader_process(tmp_path, pool):
    path = put(tmp_path, "a.srt", SUBRIP)
    file = supervise.read_file(path, pool=pool)
    assert file.reading == documents.read(path)


def test_a_transcript_under_another_name_is_read_and_said(tmp_path):
    reading = documents.read(put(tmp_path, "a.pdf", WEB))
    assert reading.kind is DocumentKind.TRANSCRIPT
    assert "ends in .pdf, but it is a transcript" in reading.warnings[0]


def test_words_called_a_transcript_are_read_as_text(tmp_path):
    reading = documents.read(put(tmp_path, "a.srt", "No times here.\n"))
    assert reading.kind is DocumentKind.TEXT
    assert "ends in .srt, but it is plain text" in reading.warnings[0]


@pytest.mark.parametrize("words", ["WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 -->"])
def test_a_transcript_cut_short_is_refused_in_a_sentence(tmp_path, words):
    with pytest.raises(CannotRead, match="no words with times"):
        documents.read(put(tmp_path, "a.vtt", words))
