"""Builds a redacted copy: a new file made from a list of what may leave, under the ids things have in the project."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from workbench.model.tables import NOUNS
from workbench.store import blobs, index, replay
from workbench.store.log import GONE, Op, PartialOp, Registers, all_ops, fold, ops_of, pack
from workbench.store.shown import COLUMNS


@dataclass(frozen=True, slots=True)
class Leaves:
    """What may leave: nothing that is not named here does.

    ``fields`` names, by the id of a noun, those of its fields that leave; a noun not in it is left out whole.
    ``texts`` are documents whose stored text leaves, ``metadata`` those whose text leaves with what the file says of
    itself, ``files`` the SHA-256 of bytes, ``pictures`` the passages whose crop leaves.
    """

    fields: Mapping[str, frozenset[str]]
    texts: frozenset[str] = frozenset()
    metadata: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    names: bool = False


@dataclass(slots=True)
class Heads:
    """The current content of a project, noun by noun, and which operation each field of it comes from."""

    registers: dict[str, Registers] = field(default_factory=dict)
    nouns: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> "Heads":
        """Fold the whole log."""
        ops: dict[str, list[Op]] = {}
        made = cls()
        for op in all_ops(connection):
            ops.setdefault(op.noun_id, []).append(op)
            made.nouns[op.noun_id] = op.noun
        made.registers = {ident: fold(history) for ident, history in ops.items()}
        return made

    def rows(self) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Yield (noun, id, fields) of everything that is not deleted."""
        for ident, registers in self.registers.items():
            values = registers.values()
            if values is not None:
                yield self.nouns[ident], ident, values

    def stays_alive(self, ident: str, fields: frozenset[str]) -> bool:
        """Return whether a noun would still be there, seen only by these fields: an edit of a field that stays behind
        cannot show in the copy that it outlived a deletion.
        """
        whole = self.registers[ident]
        seen = {name: register for name, register in whole.heads.items() if name == GONE or name in fields}
        return not Registers(seen, whole.deletions).gone and len(seen) > (GONE in seen)

    def permitted(self, op: Op, fields: frozenset[str]) -> Op | None:
        """Return what may leave of an operation: itself, a part of it, or None.

        Only what stands now leaves; what was written over or deleted stays behind, whatever the field.
        """
        heads = self.registers[op.noun_id].heads
        kept = {
            name: value
            for name, value in op.values.items()
            if (name == GONE or name in fields) and op.id in heads.get(name, {})
        }
        if len(kept) == len(op.values) and not isinstance(op, PartialOp):
            return op
        if not kept:
            return None
        prev = op.prev if GONE in kept else {}  # only a deletion needs to know what it saw
        return PartialOp(op.noun, op.noun_id, kept, prev, "", op.inverse_of, op.id)


def build(source: Connection, target: Connection, leaves: Leaves) -> None:
    """Write what leaves of ``source`` into the new, empty file behind ``target``, but for the bytes of files.

    The chain of changes is copied whole. An operation that may not leave whole keeps its id and loses its body; what
    may be said of it stands beside it. The records are then made from the copy's own log, never from the source's.
    """
    heads = Heads.of(source)
    _copy_chain(source, target, names=leaves.names)
    _copy_ops(source, target, heads, leaves)
    leaving = [
        (noun, ident)
        for ident, noun in sorted(heads.nouns.items(), key=lambda one: one[1])
        if ident in leaves.fields and ops_of(target, ident)
    ]
    present = [(noun, ident) for noun, ident, how in replay.bring_in_step(target, leaving) if how != "delete"]
    for document_id in sorted(leaves.texts):
        _copy_text(source, target, document_id, metadata=document_id in leaves.metadata)
        _copy_read_pages(source, target, document_id)
    for passage_id in sorted(leaves.pictures):
        _copy_picture(source, target, passage_id)
    index.refresh(target, [(str(NOUNS[noun].__tablename__), ident, "insert") for noun, ident in present], whole=True)


def add_files(source: Connection, target: Connection, leaves: Leaves) -> list[str]:
    """Put the bytes that leave into the copy, last, when all else in it has been searched; return the SHA-256 of what
    is held there now that should not be, or is not what it should be.
    """
    for sha256 in sorted(leaves.files):
        _copy_bytes(source, target, sha256)
    held = target.exec_driver_sql("SELECT sha256 FROM blob").scalars().all()
    return [one for one in held if one not in leaves.files or blobs.digest(blobs.read(target, one)) != one]


def _copy_chain(source: Connection, target: Connection, *, names: bool) -> None:
    rows = source.exec_driver_sql("SELECT n, id, actor, seq, parents, time, kind, label, target FROM log_change")
    for row in rows:
        target.exec_driver_sql("INSERT INTO log_change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", tuple(row))
    actors = source.exec_driver_sql(
        "SELECT id, person_id, person_name, started, program FROM log_actor WHERE id IN (SELECT actor FROM log_change)"
    )
    for ident, person_id, name, started, program in actors:
        who = (person_id, name) if names else ("", "")
        target.exec_driver_sql("INSERT INTO log_actor VALUES (?, ?, ?, ?, ?)", (ident, *who, started, program))
    for (head,) in source.exec_driver_sql("SELECT id FROM log_head"):
        target.exec_driver_sql("INSERT INTO log_head VALUES (?)", (head,))


def _copy_ops(source: Connection, target: Connection, heads: Heads, leaves: Leaves) -> None:
    known = {op.id: op for op in all_ops(source)}
    for n, ident, change, noun, key in source.exec_driver_sql("SELECT n, id, change, noun, noun_id FROM log_op"):
        op = known.get(ident.hex())
        fields = leaves.fields.get(op.noun_id) if op else None
        kept = heads.permitted(op, fields) if op and fields is not None else None
        body = pack(kept) if kept is not None and not isinstance(kept, PartialOp) else None
        target.exec_driver_sql("INSERT INTO log_op VALUES (?, ?, ?, ?, ?, ?)", (n, ident, change, noun, key, body))
        if isinstance(kept, PartialOp):
            target.exec_driver_sql("INSERT INTO log_partial VALUES (?, ?)", (ident, pack(kept)))


def _copy_text(source: Connection, target: Connection, document_id: str, *, metadata: bool) -> None:
    row = source.exec_driver_sql(
        "SELECT document_id, sha256, extractor, kind, mime, text_layer, characters, pages, text, layout"
        " FROM document_text WHERE document_id = ?",
        (document_id,),
    ).first()
    if row is None:
        return
    values = list(row)
    if not metadata:
        blocks, pages = index.layout_from(values[-1])
        kept: dict[str, object] = {"metadata": {}, "warnings": []}
        places = json.loads(values[-1]).get("places")
        values[-1] = index.layout_to(blocks, pages, kept | ({"places": places} if places else {}))
    target.exec_driver_sql("INSERT INTO document_text VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", tuple(values))


def _copy_read_pages(source: Connection, target: Connection, document_id: str) -> None:
    """What OCR read leaves with the text: of each page what is shown, and what passages of the copy stand in."""
    rows = source.exec_driver_sql(
        f"SELECT {COLUMNS} FROM recognised_page WHERE file ="  # noqa: S608  (our own words)
        " (SELECT f.sha256 FROM document d JOIN file_blob f ON f.id = d.blob_id WHERE d.id = ?)",
        (document_id,),
    )
    standing = set(target.exec_driver_sql("SELECT text_sha256 FROM passage").scalars())
    for row in rows:
        if row[3] or row[2] in standing:
            target.exec_driver_sql(
                f"INSERT OR IGNORE INTO recognised_page ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                tuple(row),
            )


def _copy_picture(source: Connection, target: Connection, passage_id: str) -> None:
    rows = source.exec_driver_sql(
        "SELECT passage_id, boxes, png FROM passage_picture WHERE passage_id = ?", (passage_id,)
    )
    for row in rows:
        target.exec_driver_sql("INSERT INTO passage_picture VALUES (?, ?, ?)", tuple(row))


def _copy_bytes(source: Connection, target: Connection, sha256: str) -> None:
    size = source.exec_driver_sql("SELECT size FROM blob WHERE sha256 = ?", (sha256,)).scalar()
    if size is None:
        return
    blob = blobs.begin(target, sha256, size)
    for seq, chunk in enumerate(blobs.read(source, sha256)):
        blobs.write(target, blob, seq, chunk)
    blobs.finish(target, blob)


def place_of(connection: Connection) -> Path:
    """Return the path of the file behind a connection, under the name it has while it is being made."""
    return Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])
