"""One merge from end to end: the other file read, checked, its bytes brought over, its changes joined with ours."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.store import blobs, index, many, merge, schema, shown
from workbench.store.foreign import Arrived, Foreign, Refused, reading
from workbench.store.migrate import MIGRATIONS
from workbench.store.opening import inspect
from workbench.store.possible import Impossible
from workbench.store.project import Project
from workbench.store.steps import Step, Touched, Written
from workbench.store.trouble import FileTrouble, MissingFile, NewerProject

MERGE = "merge"  # the kind of step a merge is announced as


class OlderCopy(FileTrouble):
    """The other file is of an older version, and only its owner brings it up to date."""


class AnotherProject(FileTrouble):
    """The other file is no copy of this project."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What a merge brings: its changes and what they touch, the files that came and those both copies hold.

    ``before`` and ``after`` count the operations held here; what was held before is held after.
    """

    label: str
    arrived: tuple[Arrived, ...]
    touched: tuple[Touched, ...]
    files: tuple[str, ...]
    before: int
    after: int

    @property
    def lost(self) -> int:
        """How many operations held before are missing after: always none."""
        return self.before + sum(len(one.ops) for one in self.arrived) - self.after


class _OnlyLooking(Exception):
    """Rolls a merge back that was only tried."""


def join(
    project: Project,
    other: Path,
    *,
    before: Callable[[], object] | None,
    tell: Callable[[Connection, Joined], None] = lambda *_: None,
) -> Joined:
    """Merge the copy at ``other`` into an open project; without ``before`` everything is tried and rolled back.

    ``before`` is called when it is known that something comes, and before anything does. ``tell`` looks at the tables
    as the merge leaves them. Raises AnotherProject, Refused and the FileTroubles of opening a file; then nothing has
    changed.
    """
    label = f"Merge with {other.name}"
    version = inspect(other)
    if version > schema.SCHEMA_VERSION:
        raise NewerProject(f"“{other.name}” was made with a newer version of Workbench. Update Workbench to merge it.")
    if version in MIGRATIONS:
        raise OlderCopy(
            f"“{other.name}” was made with an older version of Workbench. Open it once with this one, which brings it"
            " up to date, then merge."
        )
    with reading(other) as foreign:
        held, arrived = _arrivals(project, foreign)
        files = tuple(one for one in _wanted(project, arrived) if foreign.size_of(one) is not None)
        if before is not None and (arrived or files):
            before()
            for sha256 in files:
                _bring(project, foreign, sha256)
        found: list[Joined] = []

        def work(connection: Connection) -> Written:
            joined = _joined(project, connection, foreign, arrived, held=held, files=files, label=label)
            found.append(joined)
            tell(connection, joined)
            return (arrived[-1].change.id if arrived else None), Step(label, MERGE, joined.touched)

        if before is not None:
            with _forgetting(project, files):
                project.transact(work)
        else:
            with suppress(_OnlyLooking), project.derive() as connection:
                work(connection)
                raise _OnlyLooking
    return found[0]


def _arrivals(project: Project, foreign: Foreign) -> tuple[set[str], list[Arrived]]:
    with project.look() as session:
        connection = session.connection()
        here = merge.known(connection)
        own = connection.exec_driver_sql("SELECT id FROM project").scalar_one()
    held = foreign.change_ids()
    if foreign.project_id() != own or not held & here:
        raise AnotherProject(
            f"“{foreign.name}” is another project, not a copy of this one. Only copies of one project can be merged."
        )
    return held, [] if held <= here else foreign.arrivals(here)


def _wanted(project: Project, arrived: Sequence[Arrived]) -> tuple[str, ...]:
    """Return the fingerprints of files that are named here or arrive, and whose bytes are not held here."""
    with project.look() as session:
        connection = session.connection()
        here = set(connection.exec_driver_sql("SELECT sha256 FROM blob WHERE complete = 1").scalars())
        named = dict.fromkeys(connection.exec_driver_sql("SELECT DISTINCT sha256 FROM file_blob").scalars())
    named |= dict.fromkeys(
        op.values["sha256"] for one in arrived for op in one.ops if op.noun == 11 and "sha256" in op.values
    )
    return tuple(sha256 for sha256 in named if sha256 not in here)


def _bring(project: Project, foreign: Foreign, sha256: str) -> None:
    try:
        project.keep(foreign.bytes_of(sha256), sha256=sha256, size=foreign.size_of(sha256) or 0)
    except MissingFile as error:
        raise foreign.refusal("a file of evidence is not the one it says it is") from error


@contextmanager
def _forgetting(project: Project, files: Sequence[str]) -> Iterator[None]:
    """Let go of the bytes that were brought where what they belong to is refused after all."""
    try:
        yield
    except Refused:
        with project.derive() as connection:
            for row in many.ask(connection, "SELECT n FROM blob WHERE sha256 IN ({ids})", files):
                blobs.drop(connection, row[0])
        raise


def _joined(
    project: Project,
    connection: Connection,
    foreign: Foreign,
    arrived: Sequence[Arrived],
    *,
    held: set[str],
    files: tuple[str, ...],
    label: str,
) -> Joined:
    before = _count(connection)
    try:
        merge.must_fit(connection, arrived, held)
    except Impossible as error:
        raise foreign.refusal(str(error)) from error
    _bring_texts(connection, foreign, arrived)
    rows = merge.take_in(connection, arrived, actor=project.acting, at=project.clock(), label=label)
    read = _bring_read_pages(connection, foreign)
    if _misplaced(connection, rows):
        raise foreign.refusal("a quotation does not stand where it says")
    touched = project.indexed(connection, rows)
    index.refresh(connection, [("document", one, "update") for one in read - {ident for _, ident, _ in rows}])
    return Joined(label, tuple(arrived), touched, files, before, _count(connection))


def _count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM log_op").scalar_one())


def _bring_texts(connection: Connection, foreign: Foreign, arrived: Sequence[Arrived]) -> None:
    """Take the extracted text of documents that arrive, where it is what its own hash says."""
    for ident in {op.noun_id for one in arrived for op in one.ops if op.noun == 12}:
        row = foreign.text_of(ident)
        if row is not None and _is_text(row):
            marks = ", ".join("?" * len(row))
            connection.exec_driver_sql(f"INSERT OR IGNORE INTO document_text VALUES ({marks})", row)  # noqa: S608  (marks only)


def _bring_read_pages(connection: Connection, foreign: Foreign) -> set[str]:
    """Take what OCR read of files both copies name, which may come out otherwise on another machine; return the
    documents that show it.
    """
    files = connection.exec_driver_sql("SELECT DISTINCT sha256 FROM file_blob").scalars().all()
    came = {row[0] for row in foreign.read_pages(files) if shown.take(connection, row)}
    sql = "SELECT d.id FROM document d JOIN file_blob f ON f.id = d.blob_id WHERE f.sha256 IN ({ids})"
    return {ident for (ident,) in many.ask(connection, sql, came)}


def _is_text(row: tuple[Any, ...]) -> bool:
    _, sha256, extractor, kind, mime, layer, characters, pages, text, layout = row
    if not all(isinstance(one, str) for one in (sha256, extractor, kind, mime, layer, text, layout)):
        return False
    try:
        blocks, leaves = index.layout_from(layout)
        extra = json.loads(layout)
        DocumentKind(kind), TextLayer(layer), [BlockKind(one.kind) for one in blocks]
        spans = [(start, end) for _, start, end in extra.get("places", ())]
        spans += [*((one.start, one.end) for one in blocks), *((one.start, one.end) for one in leaves)]
        inside = all(0 <= start <= end <= len(text) for start, end in spans)
        described = isinstance(extra["metadata"], dict) and isinstance(extra["warnings"], list)
        described = described and all(isinstance(label, str) for label, _, _ in extra.get("places", ()))
        right = hashlib.sha256(text.encode()).hexdigest() == sha256
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False
    return inside and described and right and (characters, pages) == (len(text), len(leaves))


_STAND = {
    7: "SELECT o.exact, substr(v.text, o.start + 1, o.end - o.start) FROM occurrence o"
    " JOIN article_version v ON v.id = o.version_id WHERE o.id = ? AND o.anchor_state = 'exact'",
    14: "SELECT p.exact, CASE WHEN d.capture_state = 'citation_only'"
    " THEN substr(d.quotation, p.start + 1, p.end - p.start)"
    " ELSE substr(coalesce(t.text, r.text), p.start + 1, p.end - p.start) END"
    " FROM passage p JOIN document d ON d.id = p.document_id"
    " LEFT JOIN document_text t ON t.document_id = d.id AND t.sha256 = p.text_sha256"
    " LEFT JOIN file_blob f ON f.id = d.blob_id"
    " LEFT JOIN recognised_page r ON r.file = f.sha256 AND r.page = p.page AND r.sha256 = p.text_sha256"
    " WHERE p.id = ? AND p.anchor_state = 'exact'"
    " AND (t.text IS NOT NULL OR r.text IS NOT NULL OR d.capture_state = 'citation_only')",
}


def _misplaced(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> bool:
    """Return whether a quotation that came does not stand, word for word, in the text it was put in."""
    for noun, noun_id, how in rows:
        if noun in _STAND and how != "delete":
            found = connection.exec_driver_sql(_STAND[noun], (noun_id,)).first()
            if found is not None and found[0] != found[1]:
                return True
    return False
