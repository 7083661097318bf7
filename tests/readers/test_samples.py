"""Documents from the wild: none crashes its reader, every refusal is a sentence, none takes long."""

import importlib.util
import time
from pathlib import Path

import pytest

from workbench.readers import supervise
from workbench.readers.normalise import normalise

# What must come out as text or pages, and what must be refused with which words.
REFUSED = {
    "format-corpus__encryption_openpassword.pdf": "protected by a password",
    "pdf.js__Brotli-Prototype-FileA.pdf": "damaged",
}
FOLDERS_READ = ("pdf", "html", "image", "mail")


@pytest.mark.parametrize("folder", ["pdf", "html", "image", "office", "mail", "other"])
def test_every_sample_is_read_or_refused_in_a_sentence(samples, pool, folder):
    found = {}
    for path in sorted(samples.glob(f"{folder}/*")):
        start = time.monotonic()
        file = supervise.read_file(path, pool=pool)
        assert time.monotonic() - start < 30, path.name
        assert (file.reading is None) is (file.problem is not None), path.name
        found[path] = file
    for path, file in found.items():
        if file.problem is not None:
            assert file.problem.endswith("."), path.name
            assert "made its reader stop" not in file.problem, path.name
            assert REFUSED.get(path.name, "") in file.problem, path.name
        else:
            assert path.name not in REFUSED
            assert file.reading is not None
            assert normalise(file.reading.text) == file.reading.text, path.name
        heic_missing = path.suffix == ".heic" and importlib.util.find_spec("pillow_heif") is None
        if path.parent.name in FOLDERS_READ and not heic_missing:
            assert file.reading is not None or path.name in REFUSED, path.name


def text_of(path: Path, pool) -> str:
    file = supervise.read_file(path, pool=pool)
    assert file.reading is not None
    return file.reading.text


def test_arabic_comes_in_logical_order(samples, pool):
    assert "من اين انت؟" in text_of(samples / "pdf" / "camelot__arabic.pdf", pool)


def test_a_long_report_is_found_where_it_is_cited(samples, pool):
    file = supervise.read_file(samples / "pdf" / "mueller-report__mueller-report-vol-1.pdf", pool=pool)
    assert file.reading is not None
    assert len(file.reading.pages) == 189
    told = " ".join(file.reading.text.split())
    assert "interfered in the 2016 presidential election in sweeping and systematic fashion" in told


def test_an_article_is_read_without_what_stands_around_it(samples, pool):
    told = text_of(samples / "html" / "trafilatura__dw.com.colonial.html", pool)
    assert told.startswith("Berlin confronts Germany's colonial past with new initiative\n\n")
    assert "cookie" not in told.lower()


def test_a_handbook_of_872_pages_is_read_with_its_footnotes(samples, pool):
    file = supervise.read_file(samples / "office" / "unstructured__handbook-872p.docx", pool=pool)
    assert file.reading is not None
    assert file.reading.text.count("\n[1] ") == 1
