"""Working with a colleague's copy: merge, conflicts, resolve."""

from argparse import Namespace
from pathlib import Path

from workbench.cli import parsing, shapes
from workbench.cli.answer import Answer
from workbench.cli.opening import reading, writing
from workbench.desk import projects, sharing
from workbench.desk.merging import Conflict, Merge


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about merging."""
    merge = parsing.command(verbs, "merge", merge_copy, about="take in the work of a colleague's copy")
    merge.add_argument("other", metavar="OTHER", help="the colleague's copy of the project")
    merge.add_argument("--preview", action="store_true", help="only tell what would come; nothing is changed")
    merge.add_argument("--report", metavar="OUT", default=None, help="write the report to a new text file")
    parsing.command(verbs, "conflicts", list_conflicts, about="list what was decided twice and waits for a person")
    resolve = parsing.command(verbs, "resolve", settle, about="settle a conflict")
    resolve.add_argument("conflict", metavar="CONFLICT", help="the name of the conflict, as listed")
    resolve.add_argument(
        "--take", metavar="mine|theirs|VALUE", required=True, help="which value stands from now on, or another one"
    )


def merge_copy(args: Namespace) -> Answer:
    """Merge, or tell what a merge would bring."""
    if args.preview:
        project = projects.open(Path(args.project), person=args.as_person, introduce=False)
        try:
            found = sharing.preview(project, Path(args.other))
        finally:
            project.close()
    else:
        with writing(args) as project:
            found = sharing.take_in(project, Path(args.other))
    if args.report is not None:
        sharing.save(found, Path(args.report))
    said = "\n".join(found.sentences())
    return Answer(_merge(found), said="" if args.preview else said, shown=said if args.preview else "")


def list_conflicts(args: Namespace) -> Answer:
    """List the conflicts."""
    with reading(args) as project:
        found = sharing.conflicts(project)
    text = "\n\n".join(_shown(one) for one in found) or "There is no conflict."
    return Answer({"conflicts": [_conflict(one) for one in found]}, shown=text)


def settle(args: Namespace) -> Answer:
    """Settle one conflict."""
    with writing(args) as project:
        settled = sharing.resolve(project, args.conflict, args.take)
        left = len(sharing.conflicts(project))
    return Answer({"settled": settled.id, "left": left}, said=f"Settled: {settled.about}. Still to decide: {left}.")


def _shown(conflict: Conflict) -> str:
    lines = [f"{conflict.id}  {conflict.about}" + (f" (was: {conflict.base})" if conflict.base else "")]
    for name, side in zip(_names(conflict), conflict.sides, strict=True):
        lines.append(f"  {name}: {side.shown}  ({side.who or 'nobody named'}, {side.when}: {side.why})")
        lines += [f"    {label}: {' '.join(words.split())}" for label, words in side.details]
    return "\n".join(lines)


def _names(conflict: Conflict) -> list[str]:
    return ["mine", *["further"] * (len(conflict.sides) - 2), "theirs"][: len(conflict.sides)]


def _conflict(conflict: Conflict) -> shapes.Json:
    data: shapes.Json = shapes.plain(conflict)
    return data | {"mine": shapes.plain(conflict.mine), "theirs": shapes.plain(conflict.theirs)}


def _merge(found: Merge) -> shapes.Json:
    data: shapes.Json = shapes.plain(found)
    data["conflicts"] = [_conflict(one) for one in found.conflicts]
    return data | {"nothing_new": found.nothing_new, "sentences": list(found.sentences())}
