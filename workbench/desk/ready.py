"""What is needed later, imported once the first things are shown: it takes most of a second.

In pieces, and on the thread of the window: two threads that import SQLAlchemy at once get halves of it.
"""

from importlib import import_module

LATER = (
    "sqlalchemy.sql",
    "sqlalchemy.orm",
    "pydantic",
    "sqlmodel",
    "workbench.model.tables",
    "workbench.store.engine",
    "workbench.store.capture",
    "workbench.store.index",
    "workbench.store.undo",
    "workbench.store.merge",
    "workbench.desk.findings",
    "workbench.desk.history",
    "workbench.desk.sharing",
    "workbench.desk.backups",
    "workbench.desk.search",
    "workbench.readers.supervise",
)


def get_ready() -> None:
    """Import what the first step, the rules and the watches will need."""
    for name in LATER:
        import_module(name)
