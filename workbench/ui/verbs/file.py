"""Making, opening and closing projects; bringing files in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from workbench.desk import articles
from workbench.errors import WorkbenchError
from workbench.ui import choosing
from workbench.ui.actions import Action, always, with_project
from workbench.ui.choosing import For
from workbench.ui.dropping import import_files
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.desk.views import ArticleView
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window

# Code points of a text that is taken in while one waits.
SHORT = 60_000
PROJECTS = tr("Workbench projects (*.factcheck)")
TEXTS = tr("Articles (*.txt *.md *.docx *.html *.htm *.pdf);;All files (*)")


class NoArticleYet(WorkbenchError):
    """There is no article that could have a next version."""


def new(window: Window) -> None:
    """Ask on the start page what the new project is to be."""
    window.opener.show_form()


def open_(window: Window) -> None:
    """Choose a project file and open it."""
    folder = Path(window.settings.text("folder", str(Path.home())))
    path = choosing.file_to_open(window, tr("Open project"), PROJECTS, what=For.PROJECT, folder=folder)
    if path is not None:
        window.opener.open(path)


def close(window: Window) -> None:
    """Close the project and go back to the start page. Nothing needs saving; one click opens it again."""
    path = window.view.workspace.project.path if window.view is not None else None
    if window.opener.close(anyway=False) and path is not None:
        offer = (tr("Open it again"), lambda: window.opener.open(path))
        window.notices.tell(
            tr("“%1” is closed; all is saved.").replace("%1", path.stem), near=window.start, offer=offer
        )


def add_article(window: Window) -> None:
    """Choose the article's file."""
    path = choosing.file_to_open(window, tr("Add article"), TEXTS, what=For.ARTICLE, folder=_folder(window))
    if path is not None:
        import_files(window, [path], as_article=True)


def add_version(window: Window) -> None:
    """Choose the file of the article's next version."""
    article = window.view.workspace.article if window.view is not None else None
    if article is None:
        raise NoArticleYet(tr("There is no article yet. Add the first version, then the next one can be taken in."))
    title = tr("Take in the next version")
    path = choosing.file_to_open(window, title, TEXTS, what=For.ARTICLE, folder=_folder(window))
    if path is not None:
        from workbench.ui import revising

        revising.revise(window, path, article.id)


def paste_article(window: Window) -> None:
    """Take the article from the clipboard."""
    view = window.view
    if view is not None:
        text, project = QGuiApplication.clipboard().text(), view.workspace.project
        if len(text) > SHORT and view.naming is not None:
            view.naming.named(lambda: _paste_beside(window, view, text))
        else:
            window.notices.attempt(lambda: view.choose_article(articles.paste(project, text).id), near=view.reader)


def _paste_beside(window: Window, view: ProjectView, text: str) -> None:
    """A long text takes seconds to be indexed."""
    project = view.workspace.project

    def ended(error: BaseException | None = None) -> None:
        view.status.end_work()
        if error is not None:
            window.notices.report(error, near=view.reader)

    view.status.show_work(tr("Taking in the article"), 0, 0, stoppable=False)

    def done(made: ArticleView) -> None:
        ended()
        view.choose_article(made.id)

    window.jobs.run(lambda _: articles.paste(project, text), owner=view, done=done, failed=ended)


def add_evidence(window: Window) -> None:
    """Choose evidence files, any number."""
    kinds = tr("All files (*)")
    paths = choosing.files_to_open(window, tr("Add evidence"), kinds, what=For.EVIDENCE, folder=_folder(window))
    if paths:
        import_files(window, paths, as_article=False)


def _folder(window: Window) -> Path:
    return window.view.workspace.project.path.parent if window.view else Path.home()


def quit_(window: Window) -> None:
    """Close the window; everything is saved."""
    window.close()


ACTIONS = (
    Action("file.new", tr("New project…"), Subject.FILE, new, ("Ctrl+N",), enabled=always),
    Action("file.open", tr("Open…"), Subject.FILE, open_, ("Ctrl+O",), enabled=always),
    Action(
        "file.sample", tr("Open the sample project"), Subject.FILE, lambda w: w.opener.open_sample(), enabled=always
    ),
    Action("file.add_article", tr("Add article…"), Subject.FILE, add_article, ("Ctrl+Shift+A",), section=1),
    Action("file.paste_article", tr("Paste article"), Subject.FILE, paste_article, ("Ctrl+Shift+V",), section=1),
    Action("file.add_version", tr("Take in the next version…"), Subject.FILE, add_version, section=1),
    Action("file.add_evidence", tr("Add evidence files…"), Subject.FILE, add_evidence, ("Ctrl+Shift+O",), section=1),
    Action("file.close", tr("Close project"), Subject.FILE, close, ("Ctrl+Shift+W",), enabled=with_project, section=2),
    Action("file.quit", tr("Quit"), Subject.FILE, quit_, ("Ctrl+Q",), enabled=always, section=2),
)
