"""Pages saved as one file (MHTML, SingleFile) or with a folder beside them: the page is read, nothing is loaded."""

import contextlib
from email.message import EmailMessage

import pytest

from tests.readers.archives import page
from workbench.readers import documents, kinds, mhtml
from workbench.readers.problems import CannotRead

URL = "https://paper.example/a"


def saved(markup, *, where=URL, charset="utf-8", frames=(), date="Thu, 4 Mar 2021 05:06:07 -0000"):
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = where
    made["Subject"] = "Minister denies it"
    made["Date"] = date
    made.add_related(markup, "html", charset=charset, cte="quoted-printable", headers=[f"Content-Location: {where}"])
    picture = [f"Content-Location: {URL}/held.png"]
    made.add_related(b"\x89PNG", "image", "png", headers=picture)
    for n, frame in enumerate(frames):
        made.add_related(frame, "html", headers=[f"Content-ID: <frame-{n}@mhtml.blink>"])
    return made.as_bytes()


def put(folder, data, name="a.mhtml"):
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_page_saved_as_one_file_is_read_with_where_and_when(tmp_path):
    reading = documents.read(put(tmp_path, saved(page().decode())))
    assert reading.mime == kinds.MHTML_MIME
    assert reading.text.startswith("Minister denies it\n\nSentence 0")
    assert (reading.metadata["url"], reading.metadata["saved"]) == (URL, "2021-03-04")
    assert reading.warnings == ()


def test_its_letters_are_those_its_headers_name(tmp_path):
    words = "Größe: für 39 Menschen, sagte er gestern in einer Sitzung. " * 3
    data = saved(f"<html><body><p>{words}</p></body></html>", charset="iso-8859-15")
    assert words.strip() in documents.read(put(tmp_path, data)).text


def test_pictures_saved_with_it_are_not_elsewhere_but_others_are(tmp_path):
    pictures = f'<img src="{URL}/held.png"><img src="https://track.example/1.gif"><img src="data:image/png;base64,AA">'
    reading = documents.read(put(tmp_path, saved(page().decode() + pictures)))
    assert reading.warnings == ("This page refers to 1 picture elsewhere; it was not loaded.",)


def test_frames_are_counted_not_read(tmp_path):
    reading = documents.read(put(tmp_path, saved(page().decode(), frames=[page("An advert").decode()])))
    assert "An advert" not in reading.text
    assert mhtml.FRAMES.format(count=1) in reading.warnings


def test_the_whole_page_of_one_file_can_be_had(tmp_path):
    path = put(tmp_path, saved("<nav>Home and sport</nav>" + page().decode()))
    assert "Home and sport" not in documents.read(path).text
    assert "Home and sport" in documents.read(path, whole_page=True).text


@pytest.mark.parametrize("wrong", ["x-user-defined", "utf-8", "nonsense-99"])
def test_a_wrong_declaration_does_not_cost_the_words(tmp_path, wrong):
    data = saved("<p>Größe 39, sagte er, für immer und überall.</p>", charset="iso-8859-1")
    text = documents.read(put(tmp_path, data.replace(b"iso-8859-1", wrong.encode()))).text
    assert "39, sagte er" in text


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_file_cut_short_is_read_as_far_as_it_goes_or_refused(tmp_path, cut):
    data = saved(page().decode())
    path = put(tmp_path, data[: int(len(data) * cut)])
    with contextlib.suppress(CannotRead):
        assert documents.read(path).text.startswith("Minister denies it")


def test_parts_nested_without_end_are_refused_in_a_sentence(tmp_path):
    parts = "".join(f'Content-Type: multipart/related; boundary="{n}"\n\n--{n}\n' for n in range(900))
    with pytest.raises(CannotRead, match="damaged"):
        documents.read(put(tmp_path, f"MIME-Version: 1.0\n{parts}".encode()))


def test_a_page_saved_by_singlefile_tells_where_and_when(tmp_path):
    where, when = "https://paper.example/s?x=1", "Thu Mar 04 2021 05:06:07 GMT+0000"
    comment = f"<!--\n Page saved with SingleFile \n url: {where} \n saved date: {when} \n-->"
    markup = f"<!DOCTYPE html><html><!--x-->{comment}" + page().decode().partition("<html lang=en>")[2]
    markup = markup.replace("<h1>", '<img src="data:image/png;base64,' + "A" * 200_000 + '"><h1>')
    reading = documents.read(put(tmp_path, markup.encode(), "a.html"))
    assert (reading.metadata["url"], reading.metadata["saved"]) == ("https://paper.example/s?x=1", "2021-03-04")
    assert "AAAA" not in reading.text
    assert reading.warnings == ()


def test_of_a_page_with_a_folder_beside_it_only_the_page_is_read(tmp_path):
    beside = tmp_path / "a_files"
    beside.mkdir()
    put(beside, b"<p>An advert in a frame of its own</p>", "frame.html")
    put(beside, b"\x89PNG", "x.png")
    frame = '<iframe src="a_files/frame.html"></iframe><img src="./a_files/x.png">'
    reading = documents.read(put(tmp_path, page() + frame.encode(), "a.html"))
    assert "An advert" not in reading.text
    assert reading.warnings == ("This page refers to 1 picture elsewhere; it was not loaded.",)
