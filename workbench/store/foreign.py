"""A colleague's file, read as evidence is: a private copy, in a locked-down process, nothing believed unhashed.

The copy's schema must equal ours to the letter. Of the log only what we do not hold is read: every operation and every
change is hashed again, must stand on what its author's file held, and must be possible for its noun.
"""

import shutil
import tempfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.readers.rows import LONGEST, ForeignRows, RowsFailed
from workbench.store import schema
from workbench.store.log import DICTIONARY, Change, Op, change_id, noun_key, op_from
from workbench.store.many import AT_ONCE
from workbench.store.possible import Impossible, must_be_possible, must_be_possible_change
from workbench.store.shown import COLUMNS
from workbench.store.trouble import FileTrouble, damaged

opener = ForeignRows  # starts what reads the file


class Refused(FileTrouble):
    """The other file holds what no colleague's work can have written."""


class CannotCopy(FileTrouble):
    """The other file could not be copied to be read safely."""


class MidStep(FileTrouble):
    """The other file is being written to, or was left by a program that died."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One change from another file, checked: its head, who made it, its operations with the bytes they are kept as."""

    change: Change
    actor: tuple[bytes, str, str, int, str]
    ops: tuple[Op, ...]
    bodies: tuple[bytes, ...]


class Foreign:
    """A colleague's file, open on a private copy."""

    def __init__(self, name: str, rows: ForeignRows) -> None:
        self.name = name
        self._rows = rows

    def project_id(self) -> str:
        """Return the id of the project, or nothing where there is none."""
        found = self._rows.ask("SELECT id FROM project")
        return str(found[0][0]) if found else ""

    def change_ids(self) -> set[str]:
        """Return the ids of all changes; raise Refused where one is no id."""
        found = [row[0] for row in self._rows.ask("SELECT id FROM log_change")]
        if any(not isinstance(one, bytes) or len(one) != 32 for one in found):
            raise self.refusal("its log is not in order")
        return {one.hex() for one in found}

    def refusal(self, why: str) -> Refused:
        """Return the trouble that says why nothing is taken from this file."""
        return Refused(f"Nothing was merged, because “{self.name}” cannot be trusted: {why}. Ask for a fresh copy.")

    def arrivals(self, known: Collection[str]) -> list[Arrived]:
        """Return the changes whose ids are not ``known``, in an order in which parents come first.

        Raises Refused where any of them is not what its id says or could not have been written.
        """
        self._must_be_sound()
        seen = set(known) & self.change_ids()
        arrived = []
        rows = self._rows.ask("SELECT n, id, actor, seq, parents, time, kind, label, target FROM log_change ORDER BY n")
        rows = [row for row in rows if row[1].hex() not in known]
        ops, actors = self._op_rows([row[0] for row in rows]), self._actors()
        for row in rows:
            one = self._arrived(row, ops.get(row[0], []), actors)
            if not set(one.change.parents) <= seen:
                raise self.refusal("a step rests on steps that are missing")
            seen.add(one.change.id)
            arrived.append(one)
        return arrived

    def _op_rows(self, changes: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
        """Return the rows of the operations of these changes, in their order."""
        found: dict[int, list[tuple[Any, ...]]] = {}
        for start in range(0, len(changes), AT_ONCE):
            some = changes[start : start + AT_ONCE]
            sql = (
                "SELECT change, id, noun, noun_id, body FROM log_op"  # noqa: S608  (only question marks are put in)
                f" WHERE change IN ({', '.join('?' * len(some))}) ORDER BY n"
            )
            for row in self._rows.ask(sql, some):
                found.setdefault(row[0], []).append(row[1:])
        return found

    def _actors(self) -> dict[bytes, tuple[Any, ...]]:
        rows = self._rows.ask("SELECT id, person_id, person_name, started, program FROM log_actor")
        return {row[0]: row for row in rows}

    def _must_be_sound(self) -> None:
        for table in ("log_change", "log_op", "log_actor"):
            if self._rows.ask(f"PRAGMA quick_check('{table}')") != [("ok",)]:
                raise self.refusal("it is damaged")

    def _arrived(
        self, row: tuple[Any, ...], op_rows: Sequence[tuple[Any, ...]], actors: Mapping[bytes, tuple[Any, ...]]
    ) -> Arrived:
        n, ident, actor, seq, parents, time, kind, label, target = row
        try:
            must_be_possible_change(row)
            cut = tuple(parents[i : i + 32].hex() for i in range(0, len(parents), 32))
            change = Change(n, ident.hex(), actor, seq, cut, time, kind, label, target.hex() if target else None)
            ops, bodies = _ops(op_rows)
        except Impossible as error:
            raise self.refusal(str(error)) from error
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, zlib.error) as error:
            raise self.refusal("a step cannot be read") from error
        again = change_id(
            actor=actor,
            seq=seq,
            parents=cut,
            time=time,
            kind=kind,
            label=label,
            target=change.target,
            ops=[op.id for op in ops],
        )
        if again != change.id:
            raise self.refusal("a step has been altered since it was written")
        return Arrived(change, self._actor(actors.get(actor)), tuple(ops), tuple(bodies))

    def _actor(self, row: tuple[Any, ...] | None) -> tuple[bytes, str, str, int, str]:
        kinds = (bytes, str, str, int, str)
        if row is None or any(type(value) is not kind for value, kind in zip(row, kinds, strict=True)):
            raise self.refusal("it does not say who made a step")
        ident, person_id, name, started, program = row
        return ident, person_id[:40], " ".join(name.split())[:200], started, program[:100]

    def size_of(self, sha256: str) -> int | None:
        """Return how many bytes of a file are held whole, or None."""
        found = self._rows.ask("SELECT size FROM blob WHERE sha256 = ? AND complete = 1", (sha256,))
        return int(found[0][0]) if found else None

    def bytes_of(self, sha256: str) -> Iterator[bytes]:
        """Yield the chunks of a file. Whoever keeps them hashes them."""
        sql = (
            "SELECT c.bytes FROM blob_chunk c JOIN blob b ON b.n = c.blob"
            " WHERE b.sha256 = ? AND b.complete = 1 AND c.seq = ?"
        )
        seq = 0
        while found := self._rows.ask(sql, (sha256, seq)):
            if not isinstance(found[0][0], bytes):
                raise self.refusal("a file of evidence is not in order")
            yield found[0][0]
            seq += 1

    def text_of(self, document_id: str) -> tuple[Any, ...] | None:
        """Return the row of a document's extracted text, unchecked, or None."""
        found = self._rows.ask("SELECT * FROM document_text WHERE document_id = ?", (document_id,))
        return found[0] if found else None

    def read_pages(self, files: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield what OCR read of these files, page by page, unchecked."""
        sql = f"SELECT {COLUMNS} FROM recognised_page WHERE file = ? ORDER BY page, shown DESC, sha256"  # noqa: S608  (our own words)
        for file in files:
            yield from self._rows.ask(sql, (file,))


def _ops(rows: Sequence[tuple[Any, ...]]) -> tuple[list[Op], list[bytes]]:
    ops, bodies = [], []
    for ident, noun, key, body in rows:
        if body is None:
            raise Impossible("a step was left out of it, which this project does not hold either")
        op = op_from(_unpacked(body))
        if op.id != ident.hex() or op.noun != noun or noun_key(op.noun_id) != key:
            raise Impossible("an operation has been altered since it was written")
        must_be_possible(op)
        ops.append(replace(op, stored=ident.hex()))
        bodies.append(body)
    return ops, bodies


def _unpacked(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=-15, zdict=DICTIONARY)
    data = unpacker.decompress(body, LONGEST)
    if unpacker.unconsumed_tail or unpacker.unused_data or not unpacker.eof:
        raise Impossible("an operation is far too large")
    return data


@contextmanager
def reading(path: Path) -> Iterator[Foreign]:
    """Give a colleague's file to read from a private copy, which is removed afterwards.

    A process that has given up its rights opens it. Raises the FileTroubles of a file that is no project, newer,
    damaged or altered, CannotCopy and MidStep.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder, opener() as rows:
        copy = Path(folder).resolve() / "copy.factcheck"
        _copy(path, copy)
        try:
            rows.open(copy)
            if schema.fingerprint_of(rows.ask(schema.CONTENTS)) != schema.expected():
                raise damaged(path)
            yield Foreign(path.name, rows)
        except RowsFailed as error:
            raise damaged(path) from error


def _copy(path: Path, copy: Path) -> None:
    journal = path.with_name(f"{path.name}-journal")
    try:
        shutil.copyfile(path, copy)
        halfway = journal.exists() and journal.stat().st_size > 0
    except OSError as error:
        raise CannotCopy(
            f"“{path.name}” could not be copied to be read safely. Check that you may read it and that there is room."
        ) from error
    if halfway:
        raise MidStep(
            f"“{path.name}” is in the middle of a step. Wait until it is written, or open and close it in Workbench,"
            " and merge again."
        )
