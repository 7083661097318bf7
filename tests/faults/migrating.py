"""A version of the file that does not exist yet, and the step that leads to it, to try migrations on.

As a program (PATH): opens the project at PATH as that version would, says so, and ends.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from sqlalchemy import Connection

from workbench.store import known, migrate, schema
from workbench.store.engine import engine_for
from workbench.store.project import Project

LABELS = "CREATE TABLE label (key TEXT PRIMARY KEY, words TEXT NOT NULL)"
BY_WORDS = "CREATE INDEX label_words ON label (words)"


def add_labels(connection: Connection) -> None:
    """Make the tables of the next version, with a label for each claim."""
    connection.exec_driver_sql(LABELS)
    connection.exec_driver_sql(BY_WORDS)
    connection.exec_driver_sql(
        "WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 200)"
        " INSERT INTO label SELECT claim.id || '-' || n, claim.statement || n FROM claim, many"
    )


@contextmanager
def next_version(run: Callable[[Connection], None] = add_labels) -> Iterator[None]:
    """Let the program be of the next version, to which ``run`` leads."""
    number, was, after = schema.SCHEMA_VERSION, schema.expected(), [*schema.statements(), LABELS, BY_WORDS]
    with (
        mock.patch.object(schema, "SCHEMA_VERSION", number + 1),
        mock.patch.object(schema, "statements", return_value=after),
        mock.patch.dict(migrate.MIGRATIONS, {number: migrate.Migration(was, run)}),
    ):
        schema.expected.cache_clear()
        known.ours.cache_clear()
        try:
            yield
        finally:
            schema.expected.cache_clear()
            known.ours.cache_clear()


def version(path: Path) -> int:
    """Return the version of the file, after what was left half done is taken back."""
    engine = engine_for(path, read_only=False)
    with engine.connect() as connection:
        found = int(connection.exec_driver_sql("PRAGMA user_version").one()[0])
    engine.dispose()
    return found


if __name__ == "__main__":
    with next_version():
        print("ready", flush=True)
        Project.open(Path(sys.argv[1])).close()
    print("done", flush=True)
