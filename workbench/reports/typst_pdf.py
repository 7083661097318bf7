"""Writes a Report as one PDF file: PDF/A-3a and PDF/UA-1, set by Typst in a process of its own.

The file appears whole or not at all; a file of the same name stays as it was until then. The same Report
gives the same bytes: the only time in the file is the Report's own.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench import places
from workbench.errors import WorkbenchError
from workbench.reports import claimreview
from workbench.reports.glyphs import coverage
from workbench.reports.report import Report
from workbench.reports.template_data import template_data
from workbench.store.target import must_be_replaceable

# 500 claims take about ten seconds on a slow machine; ten times that means that something is wrong.
TIME_LIMIT_S = 120.0


class ReportNotWritten(WorkbenchError):
    """The report could not be made or put where it should go."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to go into the PDF: ``relationship`` is source, data, alternative or supplement."""

    name: str
    content: bytes
    mime: str
    relationship: str
    description: str


def write(report: Report, out: Path, *, time_limit_s: float = TIME_LIMIT_S) -> Path:
    """Write ``report`` to ``out`` and return the path written.

    Ratings go along as ClaimReview JSON-LD (``claimreview.json``) where the project's scale rates.
    Raises ReportNotWritten, with a file of that name left as it was, when the folder cannot be written,
    the setting takes longer than ``time_limit_s`` seconds or fails; NotReplaceable where ``out`` is a project or no
    file.
    """
    _must_be_writable(out)
    with tempfile.TemporaryDirectory(prefix="workbench-report-") as name:
        job = Path(name)
        _lay_out(report, attachments(report), job)
        _compile(job, time_limit_s)
        _put(job / "report.pdf", out)
    return out


def attachments(report: Report) -> tuple[Attachment, ...]:
    """Return what is attached to the PDF of ``report``: its ratings for machines, or nothing."""
    if not claimreview.claim_reviews(report):
        return ()
    return (
        Attachment(
            name="claimreview.json",
            content=claimreview.as_json(report),
            mime="application/ld+json",
            relationship="data",
            description="The ratings of this report as schema.org ClaimReview",
        ),
    )


def _lay_out(report: Report, attached: Sequence[Attachment], job: Path) -> None:
    """Fill the job folder: template, data, crops and attachments."""
    fonts = places.resources() / "fonts"
    for source in sorted((places.resources() / "report").glob("*.typ")):
        shutil.copyfile(source, job / source.name)
    prepared = template_data(report, coverage(fonts))
    for folder in ("crops", "attachments"):
        (job / folder).mkdir()
    for name, content in prepared.crops.items():
        (job / "crops" / f"{name}.png").write_bytes(content)
    for file in attached:
        (job / "attachments" / file.name).write_bytes(file.content)
    made = _made(report)
    data = {**prepared.values, "attachments": [_described(file) for file in attached], "made": _parts(made)}
    (job / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    orders = {"fonts": str(fonts), "timestamp": int(made.timestamp())}
    (job / "job.json").write_text(json.dumps(orders), "utf-8")


def _described(file: Attachment) -> dict[str, str]:
    return {
        "name": file.name,
        "mime": file.mime,
        "relationship": file.relationship,
        "description": file.description,
    }


def _made(report: Report) -> datetime:
    made = datetime.fromisoformat(report.head.made_at)
    return made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)


def _parts(made: datetime) -> dict[str, int]:
    names = ("year", "month", "day", "hour", "minute", "second")
    return {name: int(getattr(made, name)) for name in names}


def _compile(job: Path, time_limit_s: float) -> None:
    """Run the worker on the job folder."""
    try:
        done = subprocess.run(
            [*_worker(), str(job)],
            capture_output=True,
            check=False,
            timeout=time_limit_s,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise ReportNotWritten(
            f"The report was not finished after {time_limit_s:.0f} seconds and was given up; "
            "try again, or report fewer claims at once."
        ) from error
    if done.returncode != 0 or not (job / "report.pdf").is_file():
        raise ReportNotWritten(
            f"The report could not be set ({_reason(done)}). Nothing was written; please report this fault."
        )


def _worker() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--typst-worker"]
    return [sys.executable, "-m", "workbench.reports.compile_worker"]


def _environment() -> dict[str, str]:
    """Return the surroundings of the worker: ours, with this very package on its path."""
    home = str(Path(places.__file__).resolve().parents[1])
    path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    try:
        return str(json.loads(done.stdout)["message"]).rstrip(".")
    except (ValueError, KeyError, TypeError):
        return f"the typesetter ended with status {done.returncode}"


def _must_be_writable(out: Path) -> None:
    """Say before any work that a report cannot be put there."""
    must_be_replaceable(out)
    if not out.parent.is_dir():
        raise ReportNotWritten(f"The folder “{out.parent}” does not exist: choose another one.")
    try:
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        raise ReportNotWritten(f"Nothing can be written to the folder “{out.parent}”: choose another one.") from error


def _put(made: Path, out: Path) -> None:
    """Put the finished file at its place in one step."""
    handle, name = tempfile.mkstemp(prefix=".report.", suffix=".part", dir=out.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as target, made.open("rb") as source:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        part.chmod(0o644)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ReportNotWritten(
            f"The report could not be written to “{out}”: close it where it is open, free some space, "
            "or choose another name."
        ) from error
