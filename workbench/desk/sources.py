"""Sources: who originates information or is named in the article, and which of them count once."""

from collections.abc import Sequence

from workbench import model
from workbench.desk.views import SourceView
from workbench.model.sets import Anonymity, Attribution, SourceKind
from workbench.store.project import Project
from workbench.store.reading import Snapshot


def add(
    project: Project,
    *,
    name: str,
    kind: SourceKind = SourceKind.PERSON,
    aliases: Sequence[str] = (),
    description: str = "",
    anonymity: Anonymity = Anonymity.NONE,
    attribution: Attribution = Attribution.ON_THE_RECORD,
    group_id: str | None = None,
) -> SourceView:
    """Add a source: a person, an organisation or a publication, by name or by codename only."""
    source = model.Source(
        name=name.strip(),
        kind=kind,
        aliases=list(aliases),
        description=description,
        anonymity=anonymity,
        attribution=attribution,
        group_id=group_id,
    )
    with project.step("Add source") as session:
        session.add(source)
    return next(view for view in listing(project) if view.id == source.id)


def listing(project: Project) -> list[SourceView]:
    """Return all sources by name."""
    with project.read() as snapshot:
        return all_in(snapshot)


def all_in(snapshot: Snapshot) -> list[SourceView]:
    """Return all sources by name, within a session."""
    groups = {group.id: group.label for group in snapshot.nouns("independence_group")}
    rows = snapshot.nouns("source", "ORDER BY name")
    return [
        SourceView(
            id=row.id,
            name=row.name,
            kind=row.kind,
            aliases=tuple(row.aliases),
            description=row.description,
            anonymity=row.anonymity,
            attribution=row.attribution,
            part_of_id=row.part_of_id,
            approved_by=row.approved_by,
            group_id=row.group_id,
            group_label=groups.get(row.group_id or "", ""),
        )
        for row in rows
    ]
