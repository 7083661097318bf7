"""What the log says, all operations taken together: pure functions, in whatever order the operations came.

A deleted noun that something living refers to lives on, with everything that was deleted in the same change
(``closure``). Codes given twice keep the elder and give the later the next free number (``numbered``). Quotations typed
into one citation on two laptops are joined, and passages are placed where their words then stand (``placed``); notes
stand one under the other (``together``). Of other fields that people wrote unseen by each other the greatest operation
id is shown, and conflicts are noted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from workbench.model.tables import NOUNS
from workbench.store import schema
from workbench.store.capture import row_of
from workbench.store.conflicts import conflicting
from workbench.store.log import Op, Registers, Values, all_ops, fold
from workbench.store.shapes import DOCUMENT, NUMBERED, PASSAGE, Key, shape

CITED = "citation_only"
NOTES = ("note", "resolution")  # what people write for each other: both stand, one under the other


@dataclass(frozen=True, slots=True)
class Grave:
    """A deleted noun: the values it would have, and the changes whose deletions of it stand."""

    values: Values
    changes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that follows from a log: rows by noun and id, and what is noted beside them."""

    rows: dict[int, dict[str, dict[str, object]]]
    conflicts: set[tuple[str, str, int]]
    revived: set[tuple[str, int]]
    renumbered: dict[str, int]


def closure(needed: Iterable[str], graves: Mapping[Key, Grave]) -> set[Key]:
    """Return which deleted nouns live on: those ``needed``, what these refer to, and what was deleted with them."""
    where = {noun_id: (noun, noun_id) for noun, noun_id in graves}
    together: dict[int, list[Key]] = {}
    for key, grave in graves.items():
        for change in grave.changes:
            together.setdefault(change, []).append(key)
    waiting = [where[ident] for ident in needed if ident in where]
    alive: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key in alive:
            continue
        alive.add(key)
        referred = (graves[key].values.get(column) for column, _ in shape(key[0]).references)
        waiting.extend(where[ident] for ident in referred if ident in where)
        waiting.extend(one for change in graves[key].changes for one in together[change])
    return alive


def numbered(given: Mapping[str, int]) -> dict[str, int]:
    """Return the number each noun is shown by: its own, or for the later of two the next that nobody was given."""
    taken = set(given.values())
    seen: set[int] = set()
    shown = {}
    for ident, number in sorted(given.items(), key=lambda one: (one[1], one[0])):
        wanted = number
        if wanted in seen:
            while wanted in taken:
                wanted += 1
            taken.add(wanted)
        seen.add(wanted)
        shown[ident] = wanted
    return shown


def shown(noun: int, registers: Registers) -> Values:
    """Return a noun's fields as they are shown, even where it is deleted."""
    values = registers.standing()
    for name in NOTES:
        heads = registers.heads.get(name, {})
        if len(heads) > 1:
            values[name] = together([heads[ident] for ident in sorted(heads)])
    if noun == DOCUMENT and len(registers.heads.get("quotation", {})) > 1:
        heads = registers.heads["quotation"]
        values["quotation"] = joined([heads[ident] for ident in sorted(heads)])
    return values


def together(notes: Sequence[str]) -> str:
    """Return the paragraphs of several notes, each once."""
    return "\n\n".join(dict.fromkeys(part for note in notes for part in note.split("\n\n") if part))


def joined(quotations: Sequence[str]) -> str:
    """Return one text that holds every paragraph of several."""
    text = quotations[0]
    for other in quotations[1:]:
        for paragraph in other.split("\n\n"):
            if paragraph not in text:
                text = f"{text}\n\n{paragraph}".strip()
    return text


def placed(quotation: str, passage: Mapping[str, Any]) -> tuple[int, int]:
    """Return where the words of a passage stand in a quotation, where they were put or where they are now."""
    start, end, exact = passage["start"], passage["end"], passage["exact"]
    if quotation[start:end] == exact:
        return start, end
    around = quotation.find(f"{passage['prefix']}{exact}{passage['suffix']}")
    at = around + len(passage["prefix"]) if around >= 0 else quotation.find(exact)
    return (at, at + len(exact)) if at >= 0 else (start, end)


def graves(connection: Connection, gone: Mapping[Key, Registers]) -> dict[Key, Grave]:
    """Return the deleted nouns of these registers, with the changes that deleted them."""
    deleting = {op for one in gone.values() for op in one.deleted_by}
    changes: dict[str, int] = {}
    if deleting:
        rows = connection.exec_driver_sql("SELECT id, change FROM log_op")
        changes = {ident.hex(): change for ident, change in rows if ident.hex() in deleting}
    return {
        key: Grave(shown(key[0], one), frozenset(changes[op] for op in one.deleted_by if op in changes))
        for key, one in gone.items()
    }


def whole(connection: Connection) -> Whole:
    """Return everything that all operations of the log make together."""
    history: dict[Key, list[Op]] = {}
    newer = connection.exec_driver_sql("PRAGMA user_version").one()[0] > schema.SCHEMA_VERSION
    for op in all_ops(connection):
        if op.noun in NOUNS or not newer:  # nouns that only a newer program knows are its own affair
            history.setdefault((op.noun, op.noun_id), []).append(op)
    folded = {key: fold(ops) for key, ops in history.items()}
    gone = {key: one for key, one in folded.items() if one.gone}
    buried = graves(connection, gone)
    living = {key: shown(key[0], one) for key, one in folded.items() if key not in gone}
    needed = {values.get(column) for (noun, _), values in living.items() for column, _ in shape(noun).references}
    revived = closure([one for one in needed if one], buried)
    living.update({key: buried[key].values for key in revived})
    rows: dict[int, dict[str, dict[str, object]]] = {noun: {} for noun in NOUNS}
    for (noun, noun_id), values in living.items():
        rows[noun][noun_id] = row_of(noun, noun_id, values)
    _place(rows)
    return Whole(
        rows,
        {(ident, name, noun) for (noun, ident), one in folded.items() for name in conflicting(noun, one)},
        {(ident, noun) for noun, ident in revived},
        _number(rows),
    )


def _number(rows: dict[int, dict[str, dict[str, object]]]) -> dict[str, int]:
    """Give every code one owner; return the numbers first given to those that have another now."""
    changed = {}
    for noun in NUMBERED:
        given = {ident: int(str(row["number"])) for ident, row in rows[noun].items()}
        for ident, number in numbered(given).items():
            if number != given[ident]:
                changed[ident] = given[ident]
                rows[noun][ident]["number"] = number
    return changed


def _place(rows: dict[int, dict[str, dict[str, object]]]) -> None:
    for passage in rows[PASSAGE].values():
        document = rows[DOCUMENT].get(str(passage["document_id"]), {})
        if document.get("capture_state") == CITED:
            passage["start"], passage["end"] = placed(str(document["quotation"]), passage)
