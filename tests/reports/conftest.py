"""One specimen PDF and one sample project for all tests that only look at them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports import specimen
from workbench.desk import sample
from workbench.reports.report import Report
from workbench.reports.typst_pdf import write
from workbench.store.project import Project


@pytest.fixture(scope="session")
def report() -> Report:
    return specimen.report()


@pytest.fixture(scope="session")
def pdf(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(report, tmp_path_factory.mktemp("reports") / "specimen.pdf")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = sample.build(tmp_path_factory.mktemp("projects") / "sample.factcheck")
    yield made
    made.close()
