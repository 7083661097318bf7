"""Backup copies: make one, list them, restore one beside the project; compact writes the project anew."""

from argparse import Namespace
from pathlib import Path

from workbench.cli import lines, parsing
from workbench.cli.answer import Answer
from workbench.cli.opening import reading, writing
from workbench.desk import backups, restoring
from workbench.store.backups import Backup


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands."""
    parser = parsing.command(verbs, "backup", backup, about="keep a copy of the project, list them, restore one")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="list the copies, newest first")
    which.add_argument("--restore", metavar="ID", help="make a copy a project again, beside this one")
    which.add_argument("--merge", metavar="ID", help="bring back from a copy what this project lost; newer work stays")
    parsing.command(
        verbs, "compact", compact, about="write the project anew without its gaps, after a whole copy of it"
    )


def backup(args: Namespace) -> Answer:
    """Make, list, restore or merge."""
    path = Path(args.project)
    if args.list:
        copies = backups.listing(path)
        rows = [[one.id, f"{one.at:%Y-%m-%d %H:%M:%S}", _kind(one), f"{one.size} bytes"] for one in copies]
        return Answer({"backups": [_shape(one) for one in copies]}, shown=lines.table(rows))
    if args.restore is not None:
        made = backups.restore(path, args.restore)
        missing = (
            f" {lines.amount(made.missing, 'file')} of evidence could not be brought back." if made.missing else ""
        )
        data = {"path": str(made.path), "missing": made.missing}
        return Answer(data, said=f"Restored as {made.path}. The project itself was not touched.{missing}")
    if args.merge is not None:
        with writing(args) as project:
            merged = restoring.merge_back(project, args.merge)
        return Answer({"steps": merged.steps, "files": merged.files}, said="\n".join(merged.sentences()))
    with reading(args) as project:
        copy = backups.make(project)
    return Answer({"backup": _shape(copy)}, said=f"Kept copy {copy.id}.")


def compact(args: Namespace) -> Answer:
    """Write the project anew, as small as it can be."""
    saved = backups.compact(Path(args.project), person=args.as_person)
    return Answer({"saved": saved}, said=f"Written anew: {lines.amount(saved, 'byte')} less.")


def _kind(copy: Backup) -> str:
    return "whole" if copy.whole else "without files"


def _shape(copy: Backup) -> dict[str, object]:
    at = copy.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"id": copy.id, "at": at, "whole": copy.whole, "size": copy.size, "path": str(copy.path)}
