"""Files dropped or chosen: a project opens, the first text becomes the article, everything else is evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk.views import Added, ArticleView
from workbench.ui.importing import Outcome
from workbench.ui.panels.navigator import Part
from workbench.ui.publish_watch import look_at
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window

PROJECT = ".factcheck"
ARTICLES = {".txt", ".md", ".markdown", ".docx", ".html", ".htm", ".xhtml"}


def drop(window: Window, paths: Sequence[Path]) -> None:
    """Do the sensible thing with dropped files."""
    projects = [path for path in paths if path.suffix.lower() == PROJECT]
    if projects and window.view is None:
        window.opener.open(projects[0])
        return
    if projects:
        offer_merge(window, projects[0])
        return
    files = [path for path in paths if path.is_file()]
    folders = [path for path in paths if path.is_dir()]
    files += sorted(path for folder in folders for path in folder.rglob("*") if _wanted(path))
    if not files:
        return
    if window.view is None:
        window.opener.show_form(files=files)
    else:
        sort_out(window, files)


def offer_merge(window: Window, path: Path) -> None:
    """A project dropped on an open one: look at it as a colleague's copy; the page also offers to open it instead."""
    view = window.view
    if view is None or path.resolve() == view.workspace.project.path.resolve():
        return
    look_at(view, path)


def sort_out(window: Window, files: Sequence[Path]) -> None:
    """In a project without article the first text becomes the article; all else becomes evidence.

    One file that is like the article may be its next version: that is offered, never done unasked.
    """
    view = window.view
    if view is None:
        return
    rest = list(files)
    if view.workspace.article is None:
        first = next((path for path in rest if path.suffix.lower() in ARTICLES), None)
        if first is None and len(rest) == 1:
            first = rest[0]
        if first is not None:
            rest.remove(first)
            import_files(window, [first], as_article=True)
    elif len(rest) == 1:
        from workbench.ui import revising

        if revising.may_be_version(view, rest[0]):
            revising.sort_out(
                window,
                rest[0],
                as_evidence=lambda: import_files(window, rest, as_article=False),
                as_article=lambda: import_files(window, rest, as_article=True),
            )
            return
    if rest:
        import_files(window, rest, as_article=False)


def import_files(window: Window, paths: Sequence[Path], *, as_article: bool) -> None:
    """Bring files in, with progress on the status line."""
    view = window.view
    if view is not None and view.naming is not None:
        view.naming.named(lambda: view.imports.add(paths, as_article=as_article))


def tell(window: Window, view: ProjectView, outcomes: Sequence[Outcome]) -> None:
    """Say what came of an import: on the status line what went well, near the reader what did not."""
    view.status.end_work()
    made = [one for outcome in outcomes if isinstance(outcome.made, Added) for one in outcome.made.all()]
    new = [one.document for one in made if not one.already_there]
    parts = []
    if articles := [one.made for one in outcomes if isinstance(one.made, ArticleView)]:
        parts.append(f"{tr('Article added')}: {articles[-1].title}")
        view.choose_article(articles[-1].id)
    if new:
        codes = new[0].code if len(new) == 1 else f"{new[0].code}–{new[-1].code}"
        parts.append(plural(len(new), "%n file added as", "%n files added as") + f" {codes}")
    if known := [one.document for one in made if one.already_there]:
        parts.append(", ".join(one.code for one in known[:5]) + f" {tr('already there')}")
    offer = (tr("Show"), lambda: view.navigator.show_part(Part.EVIDENCE)) if new else None
    view.status.tell(" · ".join(parts), offer=offer)
    problems = [f"{one.path.name}: {one.problem}" for one in outcomes if one.problem]
    problems += [f"{one.code} {one.original_name}: {one.problem}" for one in new if one.problem]
    problems += [sentence for one in made for sentence in one.left]
    if len(problems) == 1:
        window.notices.tell(problems[0], near=view.reader, stays=True)
    elif problems:
        words = plural(len(problems), "%n file needs a look.", "%n files need a look; the others are in.")
        show = (tr("Show them"), lambda: window.do("evidence.library"))
        window.notices.tell(words, near=view.reader, details="\n".join(problems), offer=show, stays=True)


def offer_rest(window: Window, view: ProjectView) -> None:
    """Offer to go on with files that had not come in when the program ended."""
    from workbench.ui.importing import forget_left_over, left_over

    project = view.workspace.project
    rest = left_over(project)
    count = sum(map(len, rest.values()))
    if not count or project.read_only or view.imports.running:
        return

    def go_on() -> None:
        for as_article, paths in rest.items():
            if paths:
                import_files(window, paths, as_article=as_article)

    words = plural(count, "%n file was not brought in yet.", "%n files were not brought in yet.")
    names = "\n".join(str(path) for paths in rest.values() for path in paths)
    window.notices.tell(
        words,
        near=view.reader,
        details=names,
        offer=(tr("Go on"), go_on),
        also=[(tr("Leave them out"), lambda: forget_left_over(project))],
        stays=True,
    )


def _wanted(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")
