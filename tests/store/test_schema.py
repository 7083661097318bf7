"""The file's tables are kept as text, so that no library's new version makes old files strangers."""

from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import workbench.model.tables  # noqa: F401  (makes every noun known)
from workbench.store import schema_2


def folded(statement: str) -> str:
    return "".join(statement.split()).replace('"', "")


def test_the_tables_of_the_file_are_those_of_the_model() -> None:
    dialect = SQLiteDialect()
    made = []
    for table in SQLModel.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes)
    assert sorted(map(folded, made)) == sorted(map(folded, schema_2.NOUNS))
