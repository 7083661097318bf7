"""What reading costs, as ratios within one run: against pdfium alone, and against reading without a process.

Figures are printed; the bounds are wide enough for a busy machine and narrow enough for a blunder.
"""

import resource
import sys
import time
from pathlib import Path

import pypdfium2.raw as pdfium
import pytest
import typst

from workbench.readers import pdf, supervise

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
PAGES = 150

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processor time of children is not told there")


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """A report of 150 pages with about 2,700 characters each."""
    folder = tmp_path_factory.mktemp("bench")
    source = folder / "report.typ"
    page = "#lorem(410)\n#pagebreak(weak: true)\n"
    source.write_text('#set text(font: "Noto Serif", size: 10pt)\n' + page * PAGES, encoding="utf-8")
    target = folder / "report.pdf"
    typst.compile(source, output=target, font_paths=[FONTS], ignore_system_fonts=True)
    return target


def by_pdfium_alone(path: Path) -> int:
    """Every character and its box, one call each, and nothing done with them."""
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    rectangle = pdfium.FS_RECTF()
    characters = 0
    for index in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        for place in range(pdfium.FPDFText_CountChars(text)):
            pdfium.FPDFText_GetUnicode(text, place)
            pdfium.FPDFText_GetLooseCharBox(text, place, rectangle)
            characters += 1
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return characters


def spent(what, *arguments, children=False, times=3):
    """The least processor time of some runs, in seconds."""
    least = float("inf")
    for _ in range(times):
        before = _used(children=children)
        what(*arguments)
        least = min(least, _used(children=children) - before)
    return least


def _used(*, children: bool) -> float:
    own = time.process_time()
    if not children:
        return own
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + gone.ru_utime + gone.ru_stime


def test_reading_a_pdf_with_every_box_costs_little_more_than_pdfium_itself(report):
    alone = spent(by_pdfium_alone, report)
    read = spent(pdf.read, report)
    print(f"pdfium alone {PAGES / alone:.0f} pages/s, read {PAGES / read:.0f} pages/s, ratio {read / alone:.2f}")
    assert read < 2.0 * alone


def test_a_process_of_its_own_costs_little_more_than_none(report):
    read = spent(pdf.read, report)
    apart = spent(supervise.read_file, report, children=True)
    print(f"in the process {read:.2f} s, in one of its own {apart:.2f} s, {apart - read:.2f} s more for {PAGES} pages")
    assert apart - read < 0.3 * read + 0.6


def test_a_small_file_does_not_wait_for_its_process(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Some words.\n", encoding="utf-8")
    with supervise.ReaderPool() as pool:
        pool.warm_up()
        time.sleep(2)
        start = time.perf_counter()
        supervise.read_file(path, pool=pool)
        warm = time.perf_counter() - start
    start = time.perf_counter()
    supervise.read_file(path)
    cold = time.perf_counter() - start
    print(f"with a spare process {1000 * warm:.0f} ms, without {1000 * cold:.0f} ms")
    assert warm < 0.6 * cold
