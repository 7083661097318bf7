"""Asking once who is checking, and doing what waited for the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.desk import people
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.panels.name_form import NameForm
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.settings import Settings

Act = Callable[[], object]


class Naming:
    """The question of one open project. Acts that need the answer wait for it, in their order."""

    def __init__(self, view: ProjectView, settings: Settings) -> None:
        self._view = view
        self._settings = settings
        self._waiting: list[Act] = []
        self._form: NameForm | None = None

    def named(self, act: Act) -> None:
        """Do ``act``, once it is known who does it."""
        project = self._view.workspace.project
        if project.read_only or project.acting.person_name:
            act()
        else:
            self.ask(act)

    def ask(self, act: Act | None = None) -> None:
        """Ask who is checking; ``act`` is done afterwards."""
        if act is not None:
            self._waiting.append(act)
        name, initials = self._settings.text("person"), self._settings.text("initials")
        self._shown().begin(name, initials, held=bool(self._waiting))

    def _shown(self) -> NameForm:
        if self._form is None:
            from workbench.ui.panels.name_form import NameForm

            self._form = NameForm()
            self._form.kept.connect(self._keep)
            self._form.dropped.connect(self._drop)
            self._view.reader.hold(self._form)
        return self._form

    def _keep(self, name: str, initials: str) -> None:
        self._settings.put("person", name)
        self._settings.put("initials", initials)
        self._settings.sync()
        project = self._view.workspace.project
        waiting, self._waiting = self._waiting, []
        if not project.read_only:
            me = people.act_as(project, name, initials=initials)
            self._view.status.show_person(me.initials, me.name)
        for act in waiting:
            act()
        self._view.reader.focus_reading()

    def _drop(self) -> None:
        if self._waiting:
            self._waiting.clear()
            self._view.status.tell(tr("Nothing was changed, because nobody said who is checking."))
        self._view.reader.focus_reading()
