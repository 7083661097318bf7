"""What is said of one document or of many at once: tier, source, who may see it, where it comes from. One step each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from workbench import model
from workbench.desk import codes
from workbench.desk.edtf import edtf
from workbench.errors import WorkbenchError
from workbench.model.sets import Confidentiality, Tier
from workbench.store.project import Project


class Said(StrEnum):
    """What is said of a document in words; the value is the field of the model."""

    TITLE = "title"
    AUTHOR = "author"
    PUBLISHER = "publisher"
    DATE = "date"
    URL = "url"
    ARCHIVE_URL = "archive_url"
    NOTE = "note"


class Untitled(WorkbenchError):
    """A document needs a title."""


class DerivesFromItself(WorkbenchError):
    """A document cannot come from itself, nor from what came from it."""


def describe(project: Project, document_id: str, what: Said, words: str) -> None:
    """Say one thing of a document in words; a date is kept as EDTF. Raises UnknownCode, Untitled, NotADate."""
    words = edtf(words) if what is Said.DATE else words.strip()
    if what is Said.TITLE and not words:
        raise Untitled("Give the document a title, so that it can be told from others.")

    def change(document: model.Document) -> None:
        setattr(document, what.value, words)

    _change(project, "Edit evidence", [document_id], change)


def set_tier(project: Project, ids: Sequence[str], tier: Tier | None) -> None:
    """Say how near documents are to the event; None takes that back. Raises UnknownCode."""

    def change(document: model.Document) -> None:
        document.tier = tier

    _change(project, "Set tier of", ids, change)


def set_confidentiality(project: Project, ids: Sequence[str], who: Confidentiality) -> None:
    """Say who may see documents. Raises UnknownCode."""

    def change(document: model.Document) -> None:
        document.confidentiality = who

    _change(project, "Set who may see", ids, change)


def set_source(project: Project, ids: Sequence[str], name: str) -> None:
    """Say from whom documents come, by the source's name; a new name becomes a source, none takes it back.

    Where several sources have the name, the one added first is meant. Raises UnknownCode.
    """
    name = " ".join(name.split())
    with project.read() as snapshot:
        found = snapshot.value("SELECT id FROM source WHERE name = ? ORDER BY id", (name,)) if name else None
    new = model.Source(name=name) if name and found is None else None
    source_id = new.id if new is not None else found

    def change(document: model.Document) -> None:
        document.source_id = source_id

    _change(project, "Set source of", ids, change, new)


def derive(project: Project, document_id: str, code: str) -> None:
    """Say which document another was made from, by its code; "" takes that back.

    Raises UnknownCode and DerivesFromItself.
    """
    with project.read() as snapshot:
        ident = codes.id_of(snapshot, "document", document_id)
        origin = codes.id_of(snapshot, "document", code) if code.strip() else None
        at: str | None = origin
        passed: set[str] = set()
        while at and at not in passed:
            if at == ident:
                raise DerivesFromItself("A document cannot come from itself, nor from one that came from it.")
            passed.add(at)
            at = snapshot.value("SELECT derived_from_id FROM document WHERE id = ?", (at,))

    def change(document: model.Document) -> None:
        document.derived_from_id = origin

    _change(project, "Set origin of", [ident], change)


def _change(
    project: Project,
    label: str,
    ids: Sequence[str],
    change: Callable[[model.Document], None],
    new: model.Source | None = None,
) -> None:
    with project.read() as snapshot:
        known = codes.codes(snapshot, "document", only=ids)
        wanted = [codes.id_of(snapshot, "document", one) for one in ids]
    what = known.get(ids[0], ids[0]) if len(ids) == 1 else f"{len(ids)} documents"
    with project.step(f"{label} {what}") as session:
        if new is not None:
            session.add(new)
            session.flush()
        for ident in wanted:
            change(session.get_one(model.Document, ident))
