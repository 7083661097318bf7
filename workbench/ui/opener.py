"""Opening, making and closing projects, with where they were left."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from workbench.desk import people, projects, publishing
from workbench.desk.publishing import Waiting
from workbench.errors import WorkbenchError
from workbench.store.lock import Lock
from workbench.store.project import Project
from workbench.store.trouble import NewerProject, OpenElsewhere, ReadOnlyProject
from workbench.ui import view_state, words
from workbench.ui.naming import Naming
from workbench.ui.notice_bar import Offer
from workbench.ui.panels.project_view import ProjectView
from workbench.ui.publish_watch import publish_and_close
from workbench.ui.text import apart, tr
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.importing import Outcome
    from workbench.ui.panels.new_project_form import NewProjectForm
    from workbench.ui.window import Window


class NoFolder(WorkbenchError):
    """The folder for a project cannot be made."""


class Opener:
    """One project at a time: opening one closes the other."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._warned: ProjectView | None = None

    def open(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> bool:
        """Open a project file. Returns whether it could be opened; if not, what was open stays open.

        ``take_over`` is the user's word that whoever has it open on another machine is gone.
        """
        if self._window.view is not None and self._window.view.workspace.project.path == path:
            return True
        opened: list[Project] = []

        def work() -> None:
            opened.append(
                projects.open(
                    path, read_only=read_only, person=self._person, initials=self._initials, take_over=take_over
                )
            )

        try:
            work()
        except NewerProject:
            return not read_only and self.open(path, read_only=True)
        except OpenElsewhere as error:
            self._offer_ways_in(path, error.sentence)
            return False
        except ReadOnlyProject as error:
            self._offer_reading(path, error.sentence)
            return False
        except WorkbenchError as error:
            self._window.notices.report(error, self._near)
            return False
        self._show(opened[0])
        return True

    def _offer_reading(self, path: Path, sentence: str) -> None:
        read = (tr("Open to read only"), lambda: self.open(path, read_only=True))
        self._window.notices.tell(sentence, near=self._near, offer=read)

    def _offer_ways_in(self, path: Path, sentence: str) -> None:
        """Somebody else has the project open: it can be read, or worked on in a copy that is merged later."""
        read = (tr("Open to read only"), lambda: self.open(path, read_only=True))
        also: list[Offer] = [(tr("Make a copy to merge later"), lambda: self._work_in_copy(path))]
        holder = Lock(path.resolve()).holder()
        if holder is not None and holder.where != platform.node():
            also.append((tr("They are gone: open it"), lambda: self.open(path, take_over=True)))
        self._window.notices.tell(sentence, near=self._near, offer=read, also=also)

    def _work_in_copy(self, path: Path) -> None:
        """Copy the project as it stands, beside the window, and open the copy."""
        from workbench.desk import backups

        window = self._window

        def opened(copy: Path) -> None:
            if self.open(copy) and window.view is not None:
                words = tr("This is your copy of “%1”. Merge it into the project when it is free again.")
                window.notices.tell(words.replace("%1", apart(path.stem)), near=window.view.reader, stays=True)

        window.jobs.run(
            lambda _: backups.copy_to_work_in(path),
            owner=window,
            done=opened,
            failed=lambda error: window.notices.report(error, self._near),
        )

    def open_sample(self) -> None:
        """Open the sample project; the first time it is made, beside the window."""
        data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
        path = Path(data) / "workbench" / "Sample.factcheck"
        window = self._window
        if path.exists():
            self.open(path)
        elif window.notices.attempt(lambda: _have_folder(path.parent), near=self._near):
            window.start.show_waiting(tr("Making the sample project…"))
            window.jobs.run(
                lambda _: _make_sample(path),
                owner=window,
                done=lambda _: self._sample_made(path),
                failed=self._sample_failed,
            )

    def show_form(self, files: Sequence[Path] = ()) -> None:
        """Show the form of a new project; ``files`` come into it once it is made."""
        from workbench.ui.panels.new_project_form import NewProjectForm

        self.close()
        title = files[0].stem.replace("_", " ") if len(files) == 1 else ""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(self._window.settings.text("folder", documents))
        form = NewProjectForm(folder=folder, title=title, person=self._person, initials=self._initials)
        form.created.connect(lambda: self._create(form, files))
        form.cancelled.connect(self._window.start.drop_form)
        self._window.start.show_form(form)

    def close(self, *, anyway: bool = True) -> bool:
        """Close the project, if one is open, and show the start page. Returns whether it was closed.

        Where the file cannot be written it is said first what would be lost; the second time, or ``anyway``, it goes.
        """
        view = self._window.view
        if view is None:
            return True
        view.inspector.commit()
        kept = self._window.notices.attempt(lambda: view_state.keep(view), near=view.reader)
        if not kept and not anyway and self._warned is not view:
            self._warned = view
            words = tr("The project file cannot be written, so what you did last is only in this window.")
            self._window.notices.tell(
                f"{words} {tr('Put that right, or close once more to leave it.')}", near=view.reader, stays=True
            )
            return False
        self._window.notices.ask_name = None
        view.close_down()
        going_on = publish_and_close(view)
        if going_on is None:
            view.workspace.close()
        else:
            view.workspace.let_go()
            self._window.jobs.run(lambda _: going_on(), owner=self._window, failed=self._not_put_back)
        self._window.show_start()
        return True

    def _not_put_back(self, error: BaseException) -> None:
        self._window.notices.report(error, self._near)

    def tell_waiting(self) -> None:
        """Say on the start page which project has work that was not put back into its place yet."""
        self._window.jobs.run(lambda _: publishing.waiting(), owner=self._window, done=self._offer_waiting)

    def _offer_waiting(self, found: Sequence[Waiting]) -> None:
        if self._window.view is None and found:
            path = found[0].path
            words = tr("“%1” has work of yours that is on this computer only. Opening it puts it back into its place.")
            offer = (tr("Open it"), lambda: self.open(path))
            self._window.notices.tell(words.replace("%1", apart(path.stem)), near=self._window.start, offer=offer)

    @property
    def _person(self) -> str:
        return self._window.settings.text("person")

    @property
    def _initials(self) -> str:
        return self._window.settings.text("initials")

    @property
    def _near(self) -> ProjectView | None:
        return self._window.view

    def _sample_made(self, path: Path) -> None:
        self._window.start.show_waiting("")
        self.open(path)

    def _sample_failed(self, error: BaseException) -> None:
        self._window.start.show_waiting("")
        self._window.notices.report(error, self._near)

    def _create(self, form: NewProjectForm, files: Sequence[Path]) -> None:
        path, wanted = form.path, form.wanted()
        self._window.settings.put("person", wanted.person)
        self._window.settings.put("initials", wanted.initials)
        self._window.settings.put("folder", str(path.parent))
        made: list[Project] = []

        def work() -> None:
            _have_folder(path.parent)
            made.append(
                projects.create(
                    path,
                    title=wanted.title or path.stem,
                    workflow=wanted.workflow,
                    scale=wanted.scale,
                    person=wanted.person,
                    initials=wanted.initials,
                )
            )

        if self._window.notices.attempt(work, near=self._window.start):
            self._show(made[0])
            if files:
                from workbench.ui.dropping import sort_out

                sort_out(self._window, files)

    def _show(self, project: Project) -> None:
        self.close()
        window = self._window
        workspace = Workspace(project, window.jobs)
        project.names_wanted = True
        me = people.me(project)
        view = ProjectView(workspace, window.notices, window.jobs)
        view.status.show_person(me.initials, me.name)
        workspace.setParent(view)
        view.naming = Naming(view, window.settings)
        view.status.person_asked.connect(view.naming.ask)
        window.notices.ask_name = view.naming.ask
        view.header.search.connect(window.show_palette)
        view.header.export.connect(lambda: window.do("report.export"))
        view.asked.connect(window.do)
        view.imported.connect(lambda outcomes: self._tell_import(view, outcomes))
        view.settled.connect(lambda: self._offer_rest(view))
        info = workspace.info
        window.show_view(view, info.title)
        view_state.restore(view)
        view.reader.focus_reading()
        detail = (
            f"{words.WORKFLOW[info.workflow]} · {info.counts.checked} {tr('of')} {info.counts.claims} {tr('checked')}"
        )
        window.settings.add_recent(project.path, title=info.title, detail=detail)
        for remark in project.remarks:
            window.notices.tell(remark, near=view.reader, stays=True)

    def _offer_rest(self, view: ProjectView) -> None:
        from workbench.ui.dropping import offer_rest

        offer_rest(self._window, view)

    def _tell_import(self, view: ProjectView, outcomes: list[Outcome]) -> None:
        from workbench.ui.dropping import tell

        tell(self._window, view, outcomes)


def _have_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoFolder(tr("The folder “%1” cannot be made. Choose another one.").replace("%1", str(folder))) from error


def _make_sample(path: Path) -> None:
    from workbench.desk import sample

    sample.build(path).close()
