"""Report and export: what leaves the project, for people and for machines."""

import json
from argparse import Namespace
from pathlib import Path

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer, WrongUsage
from workbench.cli.opening import reading
from workbench.cli.writing_out import draft_of
from workbench.desk import projects
from workbench.errors import WorkbenchError
from workbench.store.project import Project

EDITIONS = ("public", "editor", "legal", "single")
FORMATS = ("claimreview", "json")


class NothingToExport(WorkbenchError):
    """The project holds nothing of what was asked for."""


def add_to(verbs: parsing.Verbs) -> None:
    """Add report and export."""
    report = parsing.command(verbs, "report", write_report, about="write the verdict report as PDF")
    report.add_argument("out", metavar="OUT.pdf", help="the file to write")
    report.add_argument("--edition", choices=EDITIONS, help="whom it is for (editor; single with --claim)")
    report.add_argument("--claim", metavar="C1", help="one claim only: the single edition")
    export = parsing.command(verbs, "export", write_export, about="write the project for other programs")
    export.add_argument("out", metavar="OUT", help="the file to write")
    export.add_argument("--as", dest="form", choices=FORMATS, required=True, help="claimreview (JSON-LD) or json")


def write_report(args: Namespace) -> Answer:
    """Write the verdict report."""
    edition = args.edition or ("single" if args.claim else "editor")
    if (edition == "single") != bool(args.claim):
        raise WrongUsage("The single edition is about one claim: give --edition single together with --claim.")
    from workbench.reports import build, typst_pdf  # typst is needed by no other command
    from workbench.reports.report import Edition

    with reading(args) as project:
        if not projects.info(project).counts.articles:
            raise NothingToExport(
                "There is no article in this project yet, so there is nothing to report. Add one with: article add."
            )
        made = build.build(project, Edition(edition), **({"claim": args.claim} if args.claim else {}))
    out = typst_pdf.write(made, Path(args.out))
    size = out.stat().st_size
    return Answer(
        {"file": str(out), "edition": edition, "size": size},
        said=f"Wrote {out} ({edition} edition, {lines.amount(size, 'byte')}).",
    )


def write_export(args: Namespace) -> Answer:
    """Write the project in a format for machines."""
    out = Path(args.out)
    with reading(args) as project:
        content = _claimreview(project) if args.form == "claimreview" else _json(project)
    with draft_of(out) as draft:
        draft.write_bytes(content)
    return Answer({"file": str(out), "as": args.form, "size": len(content)}, said=f"Wrote {out} ({args.form}).")


def _json(project: Project) -> bytes:
    return (json.dumps(shapes.everything(project), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _claimreview(project: Project) -> bytes:
    from workbench.reports import build, claimreview
    from workbench.reports.report import Edition

    report = build.build(project, Edition.PUBLIC)
    if not claimreview.claim_reviews(report):
        raise NothingToExport(
            "There is no rating to export: judge a claim first. Marks of a check before publication are never exported."
        )
    return claimreview.as_json(report)
