"""The tables of the nouns as the log sees them: columns, lists, and what refers to what."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import inspect

from workbench.model.base import Json
from workbench.model.tables import NOUNS

Key = tuple[int, str]  # the number of a noun in the log, and its id

DOCUMENT, PASSAGE = 12, 14
NUMBERED = (4, 6, 12)  # articles, claims, documents: shown by a code


@dataclass(frozen=True, slots=True)
class Shape:
    """A noun's table: its columns, which of them hold JSON, and which refer to which noun."""

    table: str
    columns: tuple[str, ...]
    lists: frozenset[str]
    references: tuple[tuple[str, int], ...]


@cache
def shape(noun: int) -> Shape:
    """Return the table of a noun."""
    table = inspect(NOUNS[noun]).local_table
    numbers = {str(kind.__tablename__): number for number, kind in NOUNS.items()}
    return Shape(
        str(table.name),
        tuple(column.name for column in table.columns),
        frozenset(column.name for column in table.columns if isinstance(column.type, Json)),
        tuple((column.name, numbers[key.column.table.name]) for column in table.columns for key in column.foreign_keys),
    )


@cache
def referring() -> dict[int, tuple[tuple[str, str], ...]]:
    """Return, by noun, the tables and columns that refer to it."""
    found: dict[int, list[tuple[str, str]]] = {noun: [] for noun in NOUNS}
    for noun in NOUNS:
        for column, target in shape(noun).references:
            found[target].append((shape(noun).table, column))
    return {noun: tuple(ones) for noun, ones in found.items()}
