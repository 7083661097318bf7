"""Who acts: a person of the project, found by name or made, whom the log names with every step."""

from sqlmodel import select

from workbench.desk.views import PersonView
from workbench.model.tables import Person
from workbench.store.project import Project


def act_as(project: Project, name: str) -> PersonView:
    """Let the coming steps carry ``name`` (or initials) of a colleague, who is added where unknown."""
    name = " ".join(name.split())
    if not name:
        project.act_as(person_id="", name="")
        return PersonView("", "", "")
    with project.look() as session:
        people = session.exec(select(Person)).all()
    known = next((person for person in people if name in (person.name, person.initials)), None)
    if known is None:
        known = Person(name=name, initials=_initials(name, {person.initials for person in people}))
        project.act_as(person_id=known.id, name=known.name)
        with project.step(f"Add {known.name}", kind="fixed") as session:
            session.add(known)
    else:
        project.act_as(person_id=known.id, name=known.name)
    return PersonView(known.id, known.name, known.initials)


def listing(project: Project) -> list[PersonView]:
    """Return the colleagues of the project by name."""
    with project.look() as session:
        people = session.exec(select(Person).order_by(Person.name)).all()
    return [PersonView(person.id, person.name, person.initials) for person in people]


def me(project: Project) -> PersonView:
    """Return who acts now; empty fields where nobody said."""
    actor = project.acting
    found = next((person for person in listing(project) if person.id == actor.person_id), None)
    return found or PersonView("", "", "")


def _initials(name: str, taken: set[str]) -> str:
    words = name.split()
    first = "".join(word[0] for word in words[:3]).upper()
    if first not in taken:
        return first
    number = 2
    while f"{first}{number}" in taken:
        number += 1
    return f"{first}{number}"
