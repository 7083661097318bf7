"""The operation log: what is written down of every change, and how a noun's row follows from it.

A change is ``SHA-256(actor, seq, parents, time, kind, label, target, op ids)``; an operation is the SHA-256 of the
canonical JSON of ``{v, salt, noun, id, set: {field: value}, prev: {field: [op ids]}, inv}``; ``inv`` names the
operation that an undo or redo takes back. Causality goes by ``prev``, never by clocks: each field is a multi-value
register whose heads are the operations no later operation names.
The salt keeps the id of a withheld operation from betraying its words.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.store import many
from workbench.store.reading import Asks

FORMAT = 1
GONE = "$gone"  # the register that says whether a noun was deleted

# Words that stand in nearly every body. Part of the format: change it only together with FORMAT.
DICTIONARY = (
    b'"claim_id":"0192"passage_id":"0192"document_id":"0192"version_id":"0192"article_id":"0192"stance":"context"'
    b'"stance":"refutes"stance":"supports"state":"accepted"start":0"status":"open"status":"in_check"exact":""'
    b'"prefix":""suffix":""anchor_state":"exact"text_sha256":""extractor":"pdfium"boxes":[]crop_sha256":null'
    b'"created_at":"2026-created_by":""kind":"content"kind":"attribution"number":1,"note":""pair_id":null'
    b'"parent_id":null"place":""priority":2,"risks":[]"statement":""claimant":""claimant_source_id":null'
    b'"checkability":"checkable"claim_date":""due":""assignee":""decisive":false"credibility":null"resolution":""'
    b'"translation":""page":1,"end":1,"by":""at":"2026-"types":[]},"id":"0192{"noun":15,"prev":{},"salt":"set":{"v":1}'
)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Op:
    """One operation: the fields it sets on one noun, and for each the operations it saw there before."""

    noun: int
    noun_id: str
    values: Mapping[str, Any]
    prev: Mapping[str, Sequence[str]]
    salt: str
    inverse_of: str | None = None
    stored: str = field(default="", kw_only=True, compare=False, repr=False)  # its id, where our own log tells it

    def canonical(self) -> bytes:
        """Return the bytes that are hashed."""
        return canonical(
            {
                "v": FORMAT,
                "salt": self.salt,
                "noun": self.noun,
                "id": self.noun_id,
                "set": dict(self.values),
                "prev": {name: sorted(ids) for name, ids in self.prev.items() if ids},
                "inv": self.inverse_of,
            }
        )

    @property
    def id(self) -> str:
        """Return the operation's id: the SHA-256 of its canonical form, in hex."""
        return self.stored or hashlib.sha256(self.canonical()).hexdigest()


@dataclass(frozen=True, slots=True)
class PartialOp(Op):
    """What a redacted copy may say of an operation whose body was left out: some of its fields, under its true id.

    The id cannot be made again from the fields; the salt is left out, so that nobody can try guesses against it.
    """

    whole: str = ""

    @property
    def id(self) -> str:
        """Return the id the whole operation has."""
        return self.whole


@dataclass(frozen=True, slots=True)
class Change:
    """The head of one committed step."""

    n: int
    id: str
    actor: bytes
    seq: int
    parents: tuple[str, ...]
    time: int
    kind: str
    label: str
    target: str | None


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys and no spaces, in UTF-8: one form for one meaning."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()


def change_id(
    *,
    actor: bytes,
    seq: int,
    parents: Sequence[str],
    time: int,
    kind: str,
    label: str,
    target: str | None,
    ops: Sequence[str],
) -> str:
    """Return the id of a change: the SHA-256 of its head and the ids of its operations, in hex."""
    head = [FORMAT, actor.hex(), seq, sorted(parents), time, kind, label, target, list(ops)]
    return hashlib.sha256(canonical(head)).hexdigest()


def pack(op: Op) -> bytes:
    """Compress the canonical form of an operation."""
    packer = zlib.compressobj(level=9, wbits=-15, zdict=DICTIONARY)
    return packer.compress(op.canonical()) + packer.flush()


def unpack(body: bytes, *, stored: str = "") -> Op:
    """Read an operation back, with the id it is ``stored`` under. Inverse of ``pack``."""
    unpacker = zlib.decompressobj(wbits=-15, zdict=DICTIONARY)
    return op_from(unpacker.decompress(body) + unpacker.flush(), stored=stored)


def op_from(written: bytes, *, stored: str = "") -> Op:
    """Read an operation from its canonical form."""
    data = json.loads(written)
    return Op(data["noun"], data["id"], data["set"], data["prev"], data["salt"], data["inv"], stored=stored)


@dataclass(slots=True)
class Registers:
    """The registers of one noun, folded from its operations in the order they stand in the log."""

    heads: dict[str, dict[str, Any]] = field(default_factory=dict)
    deletions: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def take(self, op: Op) -> None:
        """Add one operation: it replaces the heads it saw and stands beside those it did not see."""
        name_of_op = op.id
        for name, value in op.values.items():
            register = self.heads.setdefault(name, {})
            for seen in op.prev.get(name, ()):
                register.pop(seen, None)
            register[name_of_op] = value
        if op.values.get(GONE) is True:
            self.deletions[name_of_op] = op.prev

    def ids(self, name: str) -> list[str]:
        """Return the operations that stand at the head of a field."""
        return sorted(self.heads.get(name, {}))

    @property
    def gone(self) -> bool:
        """Whether the noun is deleted: a deletion stands and has seen every other head; an unseen edit revives."""
        if any(value is not True for value in self.heads.get(GONE, {}).values()):
            return False  # somebody brought it back, unseen by whoever deleted it
        standing = self.deleted_by
        return any(self._saw_all(self.deletions[op]) for op in standing)

    @property
    def deleted_by(self) -> list[str]:
        """The deletions that stand, whether or not they saw everything."""
        return [op for op, value in self.heads.get(GONE, {}).items() if value is True]

    def _saw_all(self, seen: Mapping[str, Sequence[str]]) -> bool:
        return all(set(register) <= set(seen.get(name, ())) for name, register in self.heads.items() if name != GONE)

    def values(self) -> Values | None:
        """Return the noun's fields, or None where it is deleted. Of several heads the greatest id is shown."""
        return None if not self.heads or self.gone else self.standing()

    def standing(self) -> Values:
        """Return the noun's fields even where it is deleted."""
        return {name: register[max(register)] for name, register in self.heads.items() if name != GONE}


def fold(ops: Iterable[Op]) -> Registers:
    """Return the registers that follow from operations on one noun."""
    registers = Registers()
    for op in ops:
        registers.take(op)
    return registers


def noun_key(noun_id: str) -> bytes:
    """Return the 16 bytes under which a noun's operations are filed."""
    return bytes.fromhex(noun_id.replace("-", ""))


def unpack_partial(body: bytes, ident: bytes) -> PartialOp:
    """Read what is known of an operation whose body was left out. Inverse of ``pack``."""
    op = unpack(body)
    return PartialOp(op.noun, op.noun_id, op.values, op.prev, "", op.inverse_of, ident.hex())


_KNOWN = (
    "SELECT o.id, o.body, p.body FROM log_op o LEFT JOIN log_partial p ON p.op = o.id"
    " WHERE coalesce(o.body, p.body) IS NOT NULL"
)


def _known(rows: Iterable[Sequence[Any]]) -> Iterator[Op]:
    for ident, body, partial in rows:
        yield unpack(body, stored=ident.hex()) if body is not None else unpack_partial(partial, ident)


def ops_of(connection: Asks, noun_id: str) -> list[Op]:
    """Return a noun's operations in log order, those that came in part with what is known of them."""
    rows = connection.exec_driver_sql(f"{_KNOWN} AND o.noun_id = ? ORDER BY o.n", (noun_key(noun_id),))
    return list(_known(rows))


def ops_of_many(
    connection: Asks, noun_ids: Iterable[str], *, at_hand: Mapping[str, Op] | None = None
) -> dict[str, list[Op]]:
    """Return the operations of nouns as ``ops_of`` does, by the nouns' ids; those ``at_hand`` are not read again."""
    made: dict[str, list[Op]] = {}
    sql = f"{_KNOWN} AND o.noun_id IN ({{ids}}) ORDER BY o.n"
    for row in many.ask(connection, sql, map(noun_key, noun_ids)):
        op = (at_hand or {}).get(row[0].hex()) or next(_known([row]))
        made.setdefault(op.noun_id, []).append(op)
    return made


def all_ops(connection: Asks) -> Iterator[Op]:
    """Yield every operation in log order, those that came in part with what is known of them."""
    yield from _known(connection.exec_driver_sql(f"{_KNOWN} ORDER BY o.n"))


def ops_of_change(connection: Asks, n: int) -> list[Op]:
    """Return the operations of the change numbered ``n`` in log order."""
    sql = "SELECT id, body, NULL FROM log_op WHERE change = ? AND body IS NOT NULL ORDER BY n"
    return list(_known(connection.exec_driver_sql(sql, (n,))))


_COLUMNS = "n, id, actor, seq, parents, time, kind, label, target"


def _change(row: Sequence[Any]) -> Change:
    n, ident, actor, seq, parents, time, kind, label, target = row
    cut = tuple(parents[i : i + 32].hex() for i in range(0, len(parents), 32))
    return Change(n, ident.hex(), actor, seq, cut, time, kind, label, target.hex() if target else None)


def changes(connection: Asks, *, newest_first: bool = False) -> Iterable[Change]:
    """Yield the heads of all changes."""
    order = "DESC" if newest_first else "ASC"
    for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM log_change ORDER BY n {order}"):  # noqa: S608  (our own words)
        yield _change(row)


def heads(connection: Asks) -> list[str]:
    """Return the ids of the changes that no other change has as its parent."""
    return sorted(ident.hex() for (ident,) in connection.exec_driver_sql("SELECT id FROM log_head"))


@dataclass(frozen=True, slots=True)
class Actor:
    """One writing session of one person. New for every opening, so that copying a file cannot copy an identity."""

    id: bytes
    person_id: str
    person_name: str
    started: int
    program: str


def append(
    connection: Asks,
    *,
    actor: Actor,
    seq: int,
    time: int,
    kind: str,
    label: str,
    target: str | None,
    ops: Sequence[Op],
) -> str:
    """Write one change and its operations; return its id. The heads of the log become its parents."""
    parents = heads(connection)
    ids = [op.id for op in ops]
    ident = change_id(
        actor=actor.id, seq=seq, parents=parents, time=time, kind=kind, label=label, target=target, ops=ids
    )
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO log_actor (id, person_id, person_name, started, program) VALUES (?, ?, ?, ?, ?)",
        (actor.id, actor.person_id, actor.person_name, actor.started, actor.program),
    )
    row = connection.exec_driver_sql(
        "INSERT INTO log_change (id, actor, seq, parents, time, kind, label, target)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING n",
        (
            bytes.fromhex(ident),
            actor.id,
            seq,
            b"".join(bytes.fromhex(p) for p in parents),
            time,
            kind,
            label,
            bytes.fromhex(target) if target else None,
        ),
    ).one()
    connection.exec_driver_sql(
        "INSERT INTO log_op (id, change, noun, noun_id, body) VALUES (?, ?, ?, ?, ?)",
        [
            (bytes.fromhex(name), row[0], op.noun, noun_key(op.noun_id), pack(op))
            for name, op in zip(ids, ops, strict=True)
        ],
    )
    connection.exec_driver_sql("DELETE FROM log_head")
    connection.exec_driver_sql("INSERT INTO log_head (id) VALUES (?)", (bytes.fromhex(ident),))
    return ident
