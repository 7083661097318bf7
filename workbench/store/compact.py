"""Compacting: the project written anew without its gaps, checked, and put in the place of the old one."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from workbench.store import publish, schema, verify
from workbench.store.engine import engine_for
from workbench.store.lock import Lock
from workbench.store.log import heads
from workbench.store.trouble import damaged, must_have_room, refusal_of, told


def compact(path: Path, *, who: str, since: str) -> int:
    """Write the closed project at ``path`` anew, as small as it can be; return how many bytes that saved.

    The old file stands until the new one was checked and is safe on the disk. Raises OpenElsewhere where anybody has
    the project open, DiskFull, DamagedProject.
    """
    path = path.resolve()
    lock = Lock(path)
    lock.take(who=who, since=since)
    draft = path.with_name(f".{path.name}.{os.getpid()}.compact")
    try:
        before = path.stat().st_size
        must_have_room(path, before)
        draft.unlink(missing_ok=True)
        with told(path):
            state = _state(path)
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
                connection.execute("VACUUM INTO ?", (str(draft),))
            if not state[2] or _state(draft) != state:
                raise damaged(path)
        draft.chmod(path.stat().st_mode & 0o777)
        publish.place(draft, path)
        return before - path.stat().st_size
    except OSError as error:
        raise refusal_of(error, path) or damaged(path) from error
    finally:
        draft.unlink(missing_ok=True)
        lock.release()


def _state(path: Path) -> tuple[str, list[str], bool, list[tuple[str, int]]]:
    """Return what must be the same before and after: schema, heads, soundness, evidence held."""
    engine = engine_for(path, read_only=False)
    try:
        with engine.connect() as connection:
            held = connection.exec_driver_sql("SELECT sha256, size FROM blob WHERE complete = 1 ORDER BY sha256").all()
            return (
                schema.fingerprint(connection),
                heads(connection),
                verify.sound(connection),
                [(str(row[0]), int(row[1])) for row in held],
            )
    finally:
        engine.dispose()
