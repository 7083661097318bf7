"""What is taken out of web archives and mail as evidence of its own: captured pages, messages, attachments."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from workbench.desk import documents
from workbench.desk.views import Added, DocumentView
from workbench.errors import WorkbenchError
from workbench.model.sets import DocumentKind
from workbench.readers import supervise, taking
from workbench.readers.enclosed import HOLDERS, Contents, Enclosed, Taken, What
from workbench.readers.problems import ReadingCancelled
from workbench.readers.supervise import ReaderPool, Task
from workbench.store.project import Project

TOGETHER_AT_MOST: Final = 50
"""How many attachments come along with a message by themselves."""
AT_ONCE: Final = 1_000
"""How many things are taken out in one go."""
_DEEPEST: Final = 5  # messages within messages whose attachments come along
_NUMBER: Final = re.compile(r"number (\d{1,6})\b")


class HoldsNothing(WorkbenchError):
    """Nothing can be taken out of this document."""


class TooMany(WorkbenchError):
    """More was asked for than is taken out in one go."""


class NoSuchNumber(WorkbenchError):
    """There is nothing of this number in the document."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a document holds; ``taken`` are the documents made of it so far, by its numbers."""

    document: DocumentView
    contents: Contents
    taken: Mapping[int, DocumentView]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of taking one thing out: its document, or the sentence that says why there is none."""

    item: Enclosed
    added: Added | None
    problem: str = ""


def may_hold(document: DocumentView) -> bool:
    """Whether a document is of a kind that things can be taken out of."""
    mail = document.kind is DocumentKind.MESSAGE
    return bool(document.sha256) and not document.problem and (mail or document.mime in HOLDERS)


def is_container(document: DocumentView) -> bool:
    """Whether a document is nothing but what holds others: a web archive, a mailbox."""
    return document.mime in HOLDERS


def held(project: Project, document_id: str, *, pool: ReaderPool | None = None, task: Task | None = None) -> Held:
    """Return what a document holds, in the order of its file, and what of it was taken out before.

    Slow: a worker reads the file. Raises HoldsNothing, UnknownCode, CannotRead, ReadingCancelled.
    """
    document = _holder(project, document_id)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        path = documents.copy_for_reading(project, document.id, Path(folder))
        contents = taking.contents(path, pool=pool, task=task)
    return Held(document, contents, taken_out(project, document))


def take(
    project: Project,
    document_id: str,
    numbers: Sequence[int],
    *,
    pool: ReaderPool | None = None,
    task: Task | None = None,
) -> Iterator[Outcome]:
    """Take things out of a document by their numbers, each a document of its own in a step of its own.

    What is attached to a message that is taken out comes along (see ``bring_attached``). Bytes that are held already
    are not added again; it is noted with them where else they are. Yields an outcome for each number. Raises
    HoldsNothing, NoSuchNumber, TooMany, UnknownCode, CannotRead, ReadingCancelled.
    """
    document = _holder(project, document_id)
    if len(numbers) > AT_ONCE:
        raise TooMany(
            f"That would be {len(numbers):,} pieces of evidence. Take out at most {AT_ONCE:,} in one go: say which."
        )
    yield from _Taker(project, pool, task).take(document, numbers, depth=0)


def bring_attached(
    project: Project, added: Added, *, pool: ReaderPool | None = None, task: Task | None = None
) -> Added:
    """Take out what is attached to a message that was just added, and return it ``with_it``.

    Pictures among its words stay in it, a box of messages stays whole, and no more than TOGETHER_AT_MOST come along.
    What did not come is said in ``left``. Raises ReadingCancelled.
    """
    return added if added.already_there else _Taker(project, pool, task).with_attached(added, depth=0)


def taken_out(project: Project, document: DocumentView) -> dict[int, DocumentView]:
    """Return the documents made of what a document holds, by its numbers."""
    query = (
        "SELECT e.document_id, e.note FROM custody_event e JOIN document d ON d.id = e.document_id"
        " WHERE (e.action = ? AND d.derived_from_id = ?) OR (e.action = ? AND e.note LIKE ?) ORDER BY e.id"
    )
    values = (documents.TAKEN_OUT, document.id, documents.ALSO_IN, f"of {document.code}, number %")
    with project.read() as snapshot:
        rows = [tuple(row) for row in snapshot.exec_driver_sql(query, values)]
    numbered = [(found[1], ident) for ident, note in rows if (found := _NUMBER.search(note))]
    known = {one.id: one for one in documents.listing(project)} if numbered else {}
    return {int(number): known[ident] for number, ident in numbered if ident in known}


@dataclass(slots=True)
class _Taker:
    """Takes things out, and what is attached to them; ``room`` is how many may still come along."""

    project: Project
    pool: ReaderPool | None
    task: Task | None
    room: int = TOGETHER_AT_MOST

    def take(self, document: DocumentView, numbers: Sequence[int], *, depth: int) -> Iterator[Outcome]:
        with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
            path = documents.copy_for_reading(self.project, document.id, Path(folder))
            items = taking.contents(path, pool=self.pool, task=self.task).items
            wrong = next((number for number in numbers if not 1 <= number <= len(items)), None)
            if wrong is not None:
                raise NoSuchNumber(_no_number(document, wrong, len(items)))
            for taken in taking.take(path, numbers, pool=self.pool, task=self.task):
                if depth == 0:
                    self.room = TOGETHER_AT_MOST
                yield self._put(document, items[taken.number - 1], taken, Path(folder), depth)

    def with_attached(self, added: Added, *, depth: int) -> Added:
        document = added.document
        if not self._comes_with_some(document) or depth > _DEEPEST:
            return added
        try:
            contents = held(self.project, document.id, pool=self.pool, task=self.task).contents
            wanted = [one.number for one in contents.items if one.comes_along]
            now, self.room = wanted[: self.room], max(0, self.room - len(wanted))
            outcomes = list(self.take(document, now, depth=depth + 1)) if now else []
        except ReadingCancelled:
            raise
        except WorkbenchError as refusal:
            return replace(added, left=(refusal.sentence,))
        left = [f"{one.item.name}: {one.problem}" for one in outcomes if one.problem]
        if len(now) < len(wanted):
            left.append(_not_all(document, len(wanted), len(now)))
        return replace(added, with_it=tuple(one.added for one in outcomes if one.added), left=tuple(left))

    def _comes_with_some(self, document: DocumentView) -> bool:
        if document.kind is not DocumentKind.MESSAGE or document.mime in HOLDERS or not may_hold(document):
            return False
        return documents.text(self.project, document.id).metadata.get("attached", "0") != "0"

    def _put(self, document: DocumentView, item: Enclosed, taken: Taken, folder: Path, depth: int) -> Outcome:
        """Read what was taken out and add it; what is wrong with it is told of it alone."""
        if taken.problem or not taken.data:
            return Outcome(item, None, taken.problem or f"“{item.name}” is empty, so there is nothing to keep.")
        target = folder / f"{item.number}{PurePath(item.name).suffix[:10]}"
        try:
            target.write_bytes(taken.data)
            charset = taken.charset if item.what is What.PAGE else ""
            file = supervise.read_file(target, charset=charset, pool=self.pool, task=self.task)
            out_of = documents.OutOf(document.id, document.code, item.number, when=item.when, note=taken.note)
            page = item.what is What.PAGE
            added = documents.add(
                self.project,
                replace(file, name=item.name),
                title=item.title if page and file.reading is None else "",
                url=item.url,
                out_of=out_of if page else replace(out_of, when=""),
            )
            return Outcome(item, added if added.already_there else self.with_attached(added, depth=depth))
        except ReadingCancelled:
            raise
        except WorkbenchError as refusal:
            return Outcome(item, None, refusal.sentence)
        except OSError as error:
            raise documents.CannotWrite(_NO_ROOM) from error
        finally:
            target.unlink(missing_ok=True)


def _holder(project: Project, document_id: str) -> DocumentView:
    document = documents.get(project, document_id)
    if not may_hold(document):
        raise HoldsNothing(f"Nothing can be taken out of {document.code}. Only web archives and e-mail hold documents.")
    return document


def _no_number(document: DocumentView, number: int, count: int) -> str:
    if not count:
        return f"{document.code} holds nothing that can be taken out of it."
    return f"There is no number {number} in {document.code}. What it holds is numbered from 1 to {count:,}."


def _not_all(document: DocumentView, count: int, came: int) -> str:
    return f"{document.code} has {count:,} attachments; {came:,} of them were added. Take out the others that you need."


_NO_ROOM: Final = "What was taken out could not be put into the folder for temporary files. Make room and try again."
