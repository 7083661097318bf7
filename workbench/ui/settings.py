"""What the window remembers outside any project: recent files, look, keys, the checker's name."""

import os
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths

RECENT_KEPT = 8


class Recent(NamedTuple):
    """A project opened before: ``title`` and ``detail`` as they were then."""

    path: str
    title: str
    detail: str

    @property
    def there(self) -> bool:
        """Say whether the file is still there."""
        return Path(self.path).exists()


class Settings:
    """The user's settings in one INI file; ``WORKBENCH_CONFIG`` names another folder for it."""

    def __init__(self) -> None:
        folder = os.environ.get("WORKBENCH_CONFIG") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.AppConfigLocation
        )
        # The application's, not Python's: a window is a circle of references, which the collector may find in any
        # thread, and this one must not be destroyed while its own thread brings it an event.
        owner = QCoreApplication.instance()
        self._store = QSettings(str(Path(folder) / "workbench.ini"), QSettings.Format.IniFormat, owner)

    def text(self, key: str, default: str = "") -> str:
        """Return the setting as text."""
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def put(self, key: str, value: str) -> None:
        """Remember a setting; it is written when the event loop is idle."""
        self._store.setValue(key, value)

    def number(self, key: str, default: float) -> float:
        """Return the setting as a number, or ``default`` where it is none."""
        try:
            return float(self.text(key, str(default)))
        except ValueError:
            return default

    def blob(self, key: str) -> bytes:
        """Return a setting kept as bytes, empty where it is none."""
        try:
            return bytes.fromhex(self.text(key))
        except ValueError:
            return b""

    def recent(self) -> list[Recent]:
        """Return the projects opened last, newest first."""
        found = []
        for line in self.text("recent").split("\x1e"):
            parts = line.split("\x1f")
            if len(parts) == 3 and parts[0]:
                found.append(Recent(*parts))
        return found

    def add_recent(self, path: Path, *, title: str, detail: str) -> None:
        """Put a project at the head of the recent ones."""
        kept = [Recent(str(path), title, detail)] + [one for one in self.recent() if one.path != str(path)]
        self._keep(kept)

    def forget_recent(self, path: str) -> None:
        """Take a project out of the recent ones."""
        self._keep([one for one in self.recent() if one.path != path])

    def key_of(self, action_id: str) -> str | None:
        """Return the key the user gave an action, "" for none, None where it was never changed."""
        value = self._store.value(f"keys/{action_id}")
        return value if isinstance(value, str) else None

    def _keep(self, recent: list[Recent]) -> None:
        lines = (f"{one.path}\x1f{one.title}\x1f{one.detail}" for one in recent[:RECENT_KEPT])
        self.put("recent", "\x1e".join(lines))

    def sync(self) -> None:
        """Write now."""
        self._store.sync()
