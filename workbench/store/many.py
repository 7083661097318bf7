"""Questions to the file about many things at once: one for a few hundred of them, never one for each."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from workbench.store.reading import Asks

AT_ONCE = 500  # below what any build of SQLite takes as parameters of one statement


def ask(connection: Asks, sql: str, ids: Iterable[Any]) -> Iterator[Any]:
    """Yield the rows of ``sql`` for all ids; they take the place of ``{ids}`` in it, which stands there once."""
    left = iter(ids)
    while some := tuple(islice(left, AT_ONCE)):
        yield from connection.exec_driver_sql(sql.format(ids=", ".join("?" * len(some))), some).all()


def tell(connection: Asks, sql: str, rows: list[tuple[Any, ...]]) -> None:
    """Run a statement that writes once for every row; not at all where there is none."""
    if rows:
        connection.exec_driver_sql(sql, rows)
