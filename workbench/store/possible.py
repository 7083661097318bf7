"""Whether an operation could have been written by the program: known nouns and fields, right kinds, closed sets."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Integer, inspect

from workbench.model.base import Closed, Json
from workbench.model.sets import BlockKind
from workbench.model.tables import NOUNS
from workbench.store.capture import QUOTED
from workbench.store.log import GONE, Op

KINDS = ("do", "undo", "redo", "aside")
LABEL = 2000  # code points of a label at most
FIXED_NOUNS = (1, 3)  # the project and its scales: made once, never deleted
NEVER_UPDATED = (3, 5, 11, 16)

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_SHA = re.compile(r"[0-9a-f]{64}\Z")
_LARGEST = 2**63


class Impossible(Exception):
    """What could not have been written, as the rest of a sentence."""


def must_be_possible_change(row: Sequence[Any]) -> None:
    """Raise Impossible where the head of a change is not of the kinds it has to be."""
    _, ident, actor, seq, parents, time, kind, label, target = row
    kinds = [(ident, bytes), (actor, bytes), (seq, int), (parents, bytes), (time, int), (kind, str), (label, str)]
    fitting = all(type(value) is wanted for value, wanted in kinds) and len(actor) == 16 and len(label) <= LABEL
    aimed = type(target) is bytes and len(target) == 32 if kind in ("undo", "redo") else target is None
    if not fitting or not aimed or kind not in KINDS or not parents or len(parents) % 32 or not 0 <= time < 2**50:
        raise Impossible("a step is not of a kind the program writes")


def must_be_possible(op: Op) -> None:
    """Raise Impossible where an operation could not have been written, whatever came before it."""
    if op.noun not in NOUNS or not _is_id(op.noun_id) or not isinstance(op.salt, str) or not _known_ids(op):
        raise Impossible("an operation is not of a kind the program writes")
    if not isinstance(op.values, dict) or not op.values:
        raise Impossible("an operation says nothing")
    name = str(NOUNS[op.noun].__tablename__).replace("_", " ")
    if GONE in op.values:
        if set(op.values) != {GONE} or type(op.values[GONE]) is not bool or op.noun in FIXED_NOUNS:
            raise Impossible(f"a deletion of a {name} is not in order")
        return
    kinds = _columns(op.noun)
    for field, value in op.values.items():
        if field not in kinds or not kinds[field].takes(value):
            raise Impossible(f"a {name} has a {field.replace('_', ' ')[:40]} that cannot be")
    quoted = set(QUOTED.get(op.noun, ()))
    if quoted & set(op.values) and not quoted <= set(op.values):
        raise Impossible("a quotation was changed in part only")
    _must_hold_together(op)


def must_be_first(op: Op) -> None:
    """Raise Impossible where an operation that makes a noun lacks a field, or makes what is made once."""
    required = {name for name, field in NOUNS[op.noun].model_fields.items() if field.is_required()}
    if GONE in op.values or not required <= set(op.values) or op.noun in FIXED_NOUNS or op.prev:
        raise Impossible(f"a {str(NOUNS[op.noun].__tablename__).replace('_', ' ')} was made without what it needs")


def must_be_later(op: Op) -> None:
    """Raise Impossible where an operation changes what is never changed."""
    if op.noun in NEVER_UPDATED and GONE not in op.values:
        raise Impossible(f"a {str(NOUNS[op.noun].__tablename__).replace('_', ' ')} was changed, which never happens")


def _known_ids(op: Op) -> bool:
    lists = isinstance(op.prev, dict) and all(isinstance(ids, list) for ids in op.prev.values())
    named = [one for ids in op.prev.values() for one in ids] if lists else [None]
    return all(isinstance(one, str) and _SHA.match(one) for one in [*named, op.inverse_of or "0" * 64])


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.match(value) is not None


@dataclass(frozen=True, slots=True)
class _Field:
    """What may stand in a column: words of a closed set, or values of a kind."""

    kind: type
    nullable: bool
    words: frozenset[str] = frozenset()
    refers: bool = False

    def takes(self, value: object) -> bool:
        if value is None:
            return self.nullable
        if type(value) is not self.kind:
            return False
        if isinstance(value, str):
            return value in self.words if self.words else "\x00" not in value and (not self.refers or _is_id(value))
        return not isinstance(value, int) or -_LARGEST <= value < _LARGEST


@cache
def _columns(noun: int) -> dict[str, _Field]:
    return {column.name: _field(column) for column in inspect(NOUNS[noun]).local_table.columns if column.name != "id"}


def _field(column: Any) -> _Field:
    nullable = bool(column.nullable)
    match column.type:
        case Closed():
            return _Field(str, nullable, frozenset(str(word) for word in column.type.words))
        case Json():
            return _Field(list, nullable)
        case Boolean():
            return _Field(bool, nullable)
        case Integer():
            return _Field(int, nullable)
        case _:
            return _Field(str, nullable, refers=bool(column.foreign_keys))


def _must_hold_together(op: Op) -> None:
    match op.noun:
        case 5:
            text, blocks = op.values.get("text", ""), op.values.get("blocks", [])
            if hashlib.sha256(text.encode()).hexdigest() != op.values.get("sha256"):
                raise Impossible("the text of an article is not the one it says it is")
            if not all(_is_block(one, len(text)) for one in blocks):
                raise Impossible("the paragraphs of an article do not lie in it")
        case 11 if not _SHA.match(op.values.get("sha256", "")):
            raise Impossible("a file of evidence has no fingerprint")
        case 7 | 14 if "start" in op.values and not 0 <= op.values["start"] <= op.values["end"]:
            raise Impossible("a quotation ends before it begins")
        case 4 | 6 | 12 if not 0 < op.values.get("number", 1) < 10**9:
            raise Impossible("a code has no number")
        case _:
            for name in ("types", "risks", "aliases"):
                if not all(isinstance(one, str) for one in op.values.get(name, [])):
                    raise Impossible("a list holds what is no word")


def _is_block(block: object, length: int) -> bool:
    match block:
        case [str(kind), int(start), int(end)]:
            return kind in [str(one) for one in BlockKind] and 0 <= start <= end <= length
        case _:
            return False
