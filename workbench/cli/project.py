"""The project as a whole: new, sample, show, undo, redo, history, verify."""

from argparse import Namespace
from pathlib import Path

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer
from workbench.cli.opening import reading, writing
from workbench.desk import claims, documents, history, projects
from workbench.model.sets import Workflow
from workbench.store.project import Project


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about the whole project."""
    new = parsing.command(verbs, "new", make, about="make an empty project")
    parsing.option(new, "title", about="its title (the file's name where none is given)")
    parsing.choice(new, "workflow", Workflow, about="what the project is for", default=Workflow.CLAIMCHECK)
    parsing.option(new, "scale", about="the rating scale, by key", default=None)
    parsing.option(new, "language", about="the language of the article", default="en")
    parsing.command(verbs, "sample", make_sample, about="make a fresh copy of the sample project")
    parsing.command(verbs, "show", show, about="show everything in the project")
    parsing.command(verbs, "undo", undo, about="take the latest step back")
    parsing.command(verbs, "redo", redo, about="bring back the step taken back last")
    parsing.command(verbs, "history", tell_history, about="list every step: when, who, what")
    parsing.command(verbs, "verify", verify, about="check file, log, tables and evidence")


def make(args: Namespace) -> Answer:
    """Make an empty project."""
    path = Path(args.project)
    project = projects.create(
        path,
        title=args.title or path.stem,
        workflow=Workflow(args.workflow),
        scale=args.scale,
        language=args.language,
        person=args.as_person,
    )
    return _made(project, path)


def make_sample(args: Namespace) -> Answer:
    """Make a copy of the sample project."""
    from workbench.desk import sample  # needed by no other command

    path = Path(args.project)
    return _made(sample.build(path), path)


def _made(project: Project, path: Path) -> Answer:
    try:
        info = projects.info(project)
        return Answer(
            {"path": str(path), "project": shapes.head(project)},
            said=f"Made {path}: “{info.title}”, {info.workflow}, scale {info.scale.key}.",
        )
    finally:
        project.close()


def show(args: Namespace) -> Answer:
    """Show everything."""
    with reading(args) as project:
        data = shapes.everything(project) if args.json else None
        return Answer(data, shown="" if args.json else _overview(project))


def _overview(project: Project) -> str:
    info = projects.info(project)
    counts = info.counts
    head = [
        f"{info.title}  ({info.workflow}, scale {info.scale.key} version {info.scale.version})",
        *([info.notice] if info.notice else []),
        ", ".join(
            (
                lines.amount(counts.articles, "article"),
                f"{counts.checked} of {lines.amount(counts.claims, 'claim')} judged",
                lines.amount(counts.documents, "evidence document"),
                lines.amount(counts.links, "link"),
            )
        ),
    ]
    parts = [
        "\n".join(head),
        lines.table([lines.claim(row) for row in claims.rows(project)]),
        lines.table([lines.document(view) for view in documents.listing(project)]),
    ]
    return "\n\n".join(part for part in parts if part)


def undo(args: Namespace) -> Answer:
    """Take the latest step back."""
    with writing(args) as project:
        step = projects.undo(project)
        return Answer({"undone": step.label}, said=f"Undone: {step.label}.")


def redo(args: Namespace) -> Answer:
    """Bring the step taken back last back."""
    with writing(args) as project:
        step = projects.redo(project)
        return Answer({"redone": step.label}, said=f"Done again: {step.label}.")


def tell_history(args: Namespace) -> Answer:
    """List every step, the newest first."""
    with reading(args) as project:
        entries = history.entries(project)
    rows = [[entry.at, entry.by or "–", entry.label + (" (undone)" if entry.undone else "")] for entry in entries]
    return Answer({"changes": shapes.plain(entries)}, shown=lines.table(rows))


def verify(args: Namespace) -> Answer:
    """Check the project; it fails where any part does not hold."""
    with reading(args) as project:
        results = history.verify(project)
    failed = [result for result in results if not result.ok]
    return Answer(
        {"ok": not failed, "checks": shapes.plain(results)},
        shown=lines.table([["ok" if one.ok else "WRONG", one.name, one.detail] for one in results]),
        troubles=tuple(f"The project does not hold together ({one.name}): {one.detail}" for one in failed),
        failed=bool(failed),
    )
