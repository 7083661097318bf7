"""Which fields of a noun a person has to settle: set by several, unseen by each other, to different values."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from workbench.store import many
from workbench.store.capture import QUOTED
from workbench.store.log import GONE, Registers, canonical
from workbench.store.shapes import Key

QUOTE = "exact"  # a quotation and its place are settled as one, under this name
# What a person has to settle. Sign-offs join when they are nouns.
ASK = {(6, "statement"), (6, "verdict_id"), (7, QUOTE), (14, QUOTE), (15, "stance"), (16, "rationale")}


def differing(registers: Registers, name: str) -> bool:
    """Return whether a field has values that did not see each other and are not the same."""
    values = list(registers.heads.get(name, {}).values())
    return len(values) > 1 and any(canonical(one) != canonical(values[0]) for one in values)


def conflicting(noun: int, registers: Registers) -> Iterator[str]:
    """Yield the fields a person has to settle; GONE where an edit brought back what was deleted unseen."""
    if registers.gone:
        return
    for name in registers.heads:
        if name in QUOTED.get(noun, ()):
            continue
        if (noun, name) in ASK and differing(registers, name):
            yield name
    if any(differing(registers, name) for name in QUOTED.get(noun, ())):
        yield QUOTE
    if registers.deleted_by:
        yield GONE


def note(connection: Connection, folded: Mapping[Key, Registers]) -> None:
    """Write down what waits for a person on these nouns, in place of what was noted before."""
    before = list(many.ask(connection, "SELECT noun_id, field FROM conflict WHERE noun_id IN ({ids})", _ids(folded)))
    many.tell(connection, "DELETE FROM conflict WHERE noun_id = ? AND field = ?", [tuple(row) for row in before])
    rows = [(key[1], key[0], name) for key, registers in folded.items() for name in conflicting(key[0], registers)]
    many.tell(connection, "INSERT INTO conflict (noun_id, noun, field) VALUES (?, ?, ?)", rows)


def _ids(folded: Mapping[Key, Registers]) -> list[str]:
    return [noun_id for _, noun_id in folded]
