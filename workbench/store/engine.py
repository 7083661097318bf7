"""Writing through the model: SQLAlchemy's engine over our own connections, with explicit transactions."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from workbench.store import database


def engine_for(path: Path, *, read_only: bool) -> Engine:
    """Return an engine whose connections have their pragmas set; nothing is opened yet."""

    def connect() -> sqlite3.Connection:
        return database.connect(path, read_only=read_only)

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=6, pool_reset_on_return="rollback"
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
