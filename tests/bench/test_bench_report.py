"""How long a report takes, and what memory the process that sets it needs.

Run by hand: pytest tests/bench/test_bench_report.py -s. The figures are printed; the limits are those promised.
"""

import resource
import sys
import time
from dataclasses import replace

import pytest

from tests.reports import specimen
from workbench.desk import sample
from workbench.reports.build import build
from workbench.reports.typst_pdf import write

SAMPLE_LIMIT_S = 5.0
MANY_LIMIT_S = 15.0
CLAIMS = 500


def many(claims: int):
    """A report of many judged claims: the specimen's sheets again and again, each with its own picture."""
    plain = specimen.report()
    sheets = []
    for number in range(1, claims + 1):
        sheet = plain.sheets[(number - 1) % len(plain.sheets)]
        picture = specimen.crop(words=f"claim {number} in its place on the page")
        passages = tuple(replace(one, crop=picture if one.crop else None) for one in sheet.passages)
        sheets.append(replace(sheet, code=f"C{number}", number=number, pair=None, passages=passages))
    summary = replace(plain.summary, claims=claims, judged=claims)
    return replace(plain, sheets=tuple(sheets), open_claims=(), summary=summary)


def test_the_sample_report(tmp_path):
    project = sample.build(tmp_path / "sample.factcheck")
    start = time.perf_counter()
    report = build(project)
    built = time.perf_counter()
    out = write(report, tmp_path / "sample.pdf")
    end = time.perf_counter()
    project.close()
    print(f"\nsample report: gathered {built - start:.2f} s, written {end - built:.2f} s, {out.stat().st_size:,} bytes")
    assert end - start <= SAMPLE_LIMIT_S


@pytest.mark.timeout(120)
def test_five_hundred_claims(tmp_path):
    report = many(CLAIMS)
    start = time.perf_counter()
    out = write(report, tmp_path / "many.pdf")
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    print(f"\n{CLAIMS} claims: {took:.1f} s, {out.stat().st_size:,} bytes, at most {peak:,.0f} MB")
    assert took <= MANY_LIMIT_S
