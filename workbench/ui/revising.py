"""A file that may be the next version of the article: looked at beside the window, offered, taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk import next_version, revising
from workbench.desk.next_version import Likeness
from workbench.desk.revising import Revised
from workbench.ui.desk_pages.page import PageName
from workbench.ui.panels.version_bar import Way
from workbench.ui.text import plural, tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window

# What articles are written in. A file of another kind, or a large one, is evidence without a question: reading it
# twice would keep it waiting.
TEXTS = {".txt", ".md", ".markdown", ".docx", ".odt", ".rtf", ".html", ".htm", ".xhtml", ".pdf"}
LARGEST = 4_000_000  # bytes


def may_be_version(view: ProjectView, path: Path) -> bool:
    """Say whether it is worth looking whether a file is the next version of the article."""
    return view.workspace.article is not None and path.suffix.lower() in TEXTS and path.stat().st_size <= LARGEST


def sort_out(
    window: Window, path: Path, *, as_evidence: Callable[[], object], as_article: Callable[[], object]
) -> None:
    """Look at a file beside the window: one like the article is offered as its next version, any other is evidence."""
    view = window.view
    if view is None:
        return
    articles = list(view.workspace.articles)

    def look(_: Handle) -> Likeness | None:
        from workbench.readers.supervise import read_file

        return next_version.likeness(articles, read_file(path).reading)

    def done(found: Likeness | None) -> None:
        view.status.end_work()
        if found is None:
            as_evidence()
            return
        article = found.article
        take_in = tr("Take in as version %1").replace("%1", str(article.seq + 1))
        ways: list[Way] = [] if found.same_text else [(take_in, lambda: revise(window, path, article.id))]
        ways += [(tr("Keep as evidence"), as_evidence), (tr("Add as another article"), as_article)]
        view.reader.version_bar.begin(path, found, ways)

    def failed(_: BaseException) -> None:
        view.status.end_work()
        as_evidence()  # why it cannot be read is told where it is brought in

    view.status.show_work(tr("Looking at %1").replace("%1", path.name), 0, 0, stoppable=False)
    window.jobs.run(look, owner=view, done=done, failed=failed)


def revise(window: Window, path: Path, article_id: str) -> None:
    """Take a file in as the next version of an article, beside the window, and show what it touched."""
    view = window.view
    if view is None or view.naming is None:
        return
    project = view.workspace.project

    def take_in(_: Handle) -> Revised:
        from workbench.readers.supervise import read_file

        return revising.revise(project, article_id, read_file(path))

    def done(made: Revised) -> None:
        view.status.end_work()
        view.status.tell(f"{tr('Version')} {made.article.seq}: {counts(made)}")
        view.open_page(PageName.REVISION)

    def failed(error: BaseException) -> None:
        view.status.end_work()
        window.notices.report(error, view.reader)

    def go() -> None:
        view.status.show_work(tr("Taking in the next version"), 0, 0, stoppable=False)
        window.jobs.run(take_in, owner=view, done=done, failed=failed)

    view.inspector.commit()
    view.naming.named(go)


def counts(made: Revised) -> str:
    """Return what became of the claims: "45 unchanged, 3 moved, 2 reworded, 1 cut, 4 new factual sentences"."""
    told = [
        f"{len(codes)} {words}"
        for codes, words in (
            (made.unchanged, tr("unchanged")),
            (made.moved, tr("moved")),
            (made.reworded, tr("reworded")),
            (made.unclear, tr("in several places")),
            (made.cut, tr("cut")),
        )
        if codes
    ]
    told.append(plural(made.sentences, "%n new factual sentence", "%n new factual sentences"))
    return ", ".join(told)
