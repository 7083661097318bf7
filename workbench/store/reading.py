"""Snapshot the project file by plain SQL.

What a checker sees first must not wait until the model's tables are imported and their queries compiled: that takes
four times as long as everything else between starting and reading. ``Asks`` is the part of SQLAlchemy's connection
that the store uses, so that its functions serve a reader and a writer alike.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from workbench.model.columns import CLOSED, FLAGS, LISTS
from workbench.store import database

LOOKS = 4000  # steps of SQLite's machine, a fraction of a millisecond, between two looks whether to go on


class NoRow(LookupError):
    """A row that has to be there is not."""


class Interrupted(Exception):
    """Nobody waits for the answer any more."""


class Rows(Protocol):
    """What a question to the file found."""

    def __iter__(self) -> Iterator[Any]: ...
    def all(self) -> Sequence[Any]:
        """Return every row."""

    def first(self) -> Any:
        """Return the first row, or None."""

    def one(self) -> Any:
        """Return the only row; raise a LookupError where there is none."""


class Asks(Protocol):
    """A connection that can be asked: a reader's, or SQLAlchemy's."""

    def exec_driver_sql(self, statement: str, parameters: Sequence[Any] = (), /) -> Rows:
        """Ask in SQL, with ``?`` for each parameter."""


class Found(list[sqlite3.Row]):
    """The rows of an answer, which give their columns by place and by name."""

    def all(self) -> "Found":
        """Return every row."""
        return self

    def first(self) -> Any:
        """Return the first row, or None."""
        return self[0] if self else None

    def one(self) -> Any:
        """Return the only row; raise NoRow."""
        if len(self) != 1:
            raise NoRow(f"{len(self)} rows where one was to be")
        return self[0]


class Row:
    """A row of a noun as the model would give it: the same names, the same types, not to be changed."""

    def __init__(self, noun: str, columns: Sequence[str], values: Sequence[Any]) -> None:
        self.__tablename__ = noun
        self.__dict__.update(zip(columns, values, strict=True))
        for name, read in _readers(noun).items():
            value = self.__dict__[name]
            if value is not None:
                self.__dict__[name] = read(value)


@cache
def _readers(noun: str) -> dict[str, Callable[[Any], Any]]:
    return {
        **CLOSED.get(noun, {}),
        **dict.fromkeys(LISTS.get(noun, ()), json.loads),
        **dict.fromkeys(FLAGS.get(noun, ()), bool),
    }


def among(ids: Collection[str]) -> str:
    """Return the parameter of ``IN (SELECT value FROM json_each(?))``, which takes any number of ids."""
    return json.dumps(list(ids))


class Snapshot:
    """One look into the file: what is asked of it, however often, is answered from the same moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def exec_driver_sql(self, statement: str, parameters: Sequence[Any] = (), /) -> Found:
        """Ask in SQL, with ``?`` for each parameter."""
        return Found(self._connection.execute(statement, parameters))

    def nouns(self, noun: str, rest: str = "", parameters: Sequence[Any] = ()) -> list[Any]:
        """Return rows of a noun, as the model would give them; ``rest`` says which and in what order."""
        cursor = self._connection.execute(f'SELECT * FROM "{noun}" {rest}', parameters)  # noqa: S608  (our own words)
        columns = [column[0] for column in cursor.description]
        return [Row(noun, columns, values) for values in cursor]

    def value(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.exec_driver_sql(statement, parameters).first()
        return None if row is None else row[0]

    @contextmanager
    def until(self, stop: Callable[[], bool]) -> Iterator[None]:
        """Give up, raising Interrupted, soon after ``stop`` says so, in the middle of an answer if need be."""
        self._connection.set_progress_handler(lambda: int(stop()), LOOKS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if stop():
                raise Interrupted from error
            raise
        finally:
            self._connection.set_progress_handler(None, 0)


class Reader:
    """Connections to read with, each used by one thread at a time."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def look(self) -> Iterator[Snapshot]:
        """Give one look into the file. Raises sqlite3.Error."""
        connection = self._taken()
        try:
            connection.execute("BEGIN")
            yield Snapshot(connection)
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    def close(self) -> None:
        """Close what is not in use; what is in use closes with the last who holds it."""
        while self._idle:
            self._idle.pop().close()

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            connection = database.connect(self._path, read_only=self._read_only)
            connection.execute("PRAGMA query_only = ON")
            connection.row_factory = sqlite3.Row
            return connection
