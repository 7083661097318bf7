"""What is needed later: imported beside the work, since it takes most of a second and nothing shown first needs it."""

from importlib import import_module

LATER = (
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
    "workbench.readers.supervise",
)


def get_ready() -> None:
    """Import what the first step, the rules and the watches will need; call it outside the thread of the window."""
    for name in LATER:
        import_module(name)
