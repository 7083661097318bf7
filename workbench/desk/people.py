"""Who acts: a person of the project, found by name or made, whom the log names with every step."""

from collections.abc import Collection

from sqlmodel import col, select

from workbench.desk.views import PersonView
from workbench.model.base import new_id
from workbench.model.tables import Person
from workbench.store.project import Project
from workbench.store.undo import ASIDE


def act_as(project: Project, name: str) -> PersonView:
    """Let the coming steps carry ``name`` (or initials) of a colleague, who is added where unknown."""
    speak_as(project, name)
    introduce(project)
    return me(project)


def speak_as(project: Project, name: str) -> None:
    """Let the coming steps carry ``name`` (or initials) of a colleague; an unknown one waits for ``introduce``."""
    name = " ".join(name.split())
    known = next((one for one in listing(project) if name and name in (one.name, one.initials)), None)
    unknown = PersonView(new_id(), name, "") if name else PersonView("", "", "")
    person = known or unknown
    project.act_as(person_id=person.id, name=person.name)


def introduce(project: Project) -> None:
    """Add who acts to the colleagues of the project, if they have a name and are not among them yet."""
    actor = project.acting
    colleagues = listing(project)
    if not actor.person_id or any(one.id == actor.person_id for one in colleagues):
        return
    initials = _initials(actor.person_name, {one.initials for one in colleagues})
    with project.step("Add colleague", kind=ASIDE) as session:
        session.add(Person(id=actor.person_id, name=actor.person_name, initials=initials))


def listing(project: Project) -> list[PersonView]:
    """Return the colleagues of the project by name."""
    with project.look() as session:
        people = session.exec(select(Person).order_by(col(Person.name))).all()
    return [PersonView(person.id, person.name, person.initials) for person in people]


def me(project: Project) -> PersonView:
    """Return who acts now; empty fields where nobody said."""
    actor = project.acting
    found = next((person for person in listing(project) if person.id == actor.person_id), None)
    return found or PersonView("", "", "")


def _initials(name: str, taken: Collection[str]) -> str:
    words = name.split()
    first = "".join(word[0] for word in words[:3]).upper()
    if first not in taken:
        return first
    number = 2
    while f"{first}{number}" in taken:
        number += 1
    return f"{first}{number}"
