"""Who acts: a person of the project, found by name or made, whom the log names with every step."""

from collections.abc import Collection

from workbench import model
from workbench.desk.views import PersonView
from workbench.errors import Nameless
from workbench.model.ids import new_id
from workbench.store.project import Project
from workbench.store.steps import ASIDE


def act_as(project: Project, name: str, *, initials: str = "") -> PersonView:
    """Let the coming steps carry ``name`` (or initials) of a colleague, who is added where unknown."""
    speak_as(project, name)
    introduce(project, initials=initials)
    return me(project)


def speak_as(project: Project, name: str) -> None:
    """Let the coming steps carry ``name`` (or initials) of a colleague; an unknown one waits for ``introduce``."""
    name = " ".join(name.split())
    known = next((one for one in listing(project) if name and name in (one.name, one.initials)), None)
    unknown = PersonView(new_id(), name, "") if name else PersonView("", "", "")
    person = known or unknown
    project.act_as(person_id=person.id, name=person.name)


def introduce(project: Project, *, initials: str = "") -> None:
    """Add who acts to the colleagues of the project, if they have a name and are not among them yet.

    ``initials`` are those they want; a colleague who is known gets them where nobody else has them.
    """
    actor = project.acting
    colleagues = listing(project)
    if not actor.person_id:
        return
    taken = {one.initials for one in colleagues if one.id != actor.person_id}
    wanted = _free("".join(initials.split()) or initials_of(actor.person_name), taken)
    known = next((one for one in colleagues if one.id == actor.person_id), None)
    if known is None:
        with project.step("Add colleague", kind=ASIDE) as session:
            session.add(model.Person(id=actor.person_id, name=actor.person_name, initials=wanted))
    elif initials and known.initials != wanted:
        with project.step("Change colleague", kind=ASIDE) as session:
            session.get_one(model.Person, actor.person_id).initials = wanted


def must_be_named(project: Project) -> None:
    """Raise Nameless where a step would be refused because nobody said who acts."""
    if project.names_wanted and not project.acting.person_name:
        raise Nameless("Say who you are: your name stands beside everything you do in this project.")


def listing(project: Project) -> list[PersonView]:
    """Return the colleagues of the project by name."""
    with project.read() as snapshot:
        people = snapshot.exec_driver_sql("SELECT id, name, initials FROM person ORDER BY name")
    return [PersonView(*person) for person in people]


def me(project: Project) -> PersonView:
    """Return who acts now; empty fields where nobody said."""
    actor = project.acting
    found = next((person for person in listing(project) if person.id == actor.person_id), None)
    return found or PersonView("", "", "")


def initials_of(name: str) -> str:
    """Return the initials a name would have by itself: "AB" of "Ada Byron"."""
    return "".join(word[0] for word in name.split()[:3]).upper()


def _free(initials: str, taken: Collection[str]) -> str:
    number, free = 1, initials
    while free in taken:
        number += 1
        free = f"{initials}{number}"
    return free
