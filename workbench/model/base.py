"""The ground of every noun: its id, its columns for closed sets and lists, and which nouns the log keeps."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, Dialect, ForeignKey, String, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from workbench.model.ids import new_id


class Closed(TypeDecorator[StrEnum]):
    """A column that holds one word of a closed set, stored as that word."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, _dialect: Dialect) -> str | None:
        """Store the word; a word outside the set is a ValueError."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any, _dialect: Dialect) -> StrEnum | None:
        """Read the word back as a member of the set."""
        return None if value is None else self.words(value)


class Json(TypeDecorator[Any]):
    """A column that holds a list of plain values as JSON text. Replace the value, never change it in place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:
        """Store as compact JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """Read the JSON back."""
        return None if value is None else json.loads(value)


def closed(words: type[StrEnum], default: StrEnum | None = None, *, optional: bool = False) -> Any:
    """Return the field of a closed set."""
    column: Column[Any] = Column(Closed(words), nullable=optional)
    if default is None and not optional:
        return Field(sa_column=column)
    return Field(default=default, sa_column=column)


def json_list() -> Any:
    """Return the field of a list of plain values."""
    return Field(default_factory=list, sa_column=Column(Json(), nullable=False))


def reference(target: str, *, optional: bool = False, index: bool = True) -> Any:
    """Return the field that holds the id of a row of ``target`` ("claim"), whose deletion is checked at commit."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    column: Column[Any] = Column(String, key, nullable=optional, index=index)
    return Field(default=None, sa_column=column) if optional else Field(sa_column=column)


class Noun(SQLModel):
    """A row with an id made here. Every noun is kept by the operation log."""

    logged: ClassVar[bool] = True

    id: str = Field(default_factory=new_id, primary_key=True)


def _words(words: type[StrEnum]) -> Sequence[str]:
    return [f"'{word.value}'" for word in words]


def add_check_constraints() -> None:
    """Give every closed-set column its CHECK constraint: table models do not validate, so the file does."""
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Closed):
                name = f"ck_{table.name}_{column.name}"
                if name not in {c.name for c in table.constraints}:
                    rule = f"{column.name} IN ({', '.join(_words(column.type.words))})"
                    table.append_constraint(CheckConstraint(rule, name=name))
