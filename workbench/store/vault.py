"""Encryption by passphrase (age), and the vault: one encrypted file outside every project that says who sources are."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench import places
from workbench.errors import WorkbenchError

FORMAT = 1
WRONG = 3  # what the process that decrypts ends with where the passphrase is wrong
SHORTEST = 8  # letters of a passphrase; age makes every guess cost about a second


class WrongPassphrase(WorkbenchError):
    """The passphrase does not open the file, or the file was changed."""


class WeakPassphrase(WorkbenchError):
    """The passphrase would be guessed."""


class NoVault(WorkbenchError):
    """There is no vault yet."""


class VaultThere(WorkbenchError):
    """A new vault would replace one that exists."""


class CannotKeep(WorkbenchError):
    """The vault cannot be written."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a source really is."""

    source_id: str
    name: str
    contacts: tuple[str, ...] = ()
    notes: str = ""

    def words(self) -> tuple[str, ...]:
        """Return what would give the source away: the name, its parts and every contact."""
        parts = tuple(part for part in self.name.split() if len(part) > 3)
        return tuple(dict.fromkeys((self.name, *parts, *self.contacts)))


def lock(data: bytes, passphrase: str) -> bytes:
    """Encrypt bytes; raise WeakPassphrase. Any program that knows age opens them with the passphrase."""
    must_be_strong(passphrase)
    made = _aged("lock", data, passphrase)
    if made is None:
        raise RuntimeError("nothing was encrypted")
    return made


def must_be_strong(passphrase: str) -> None:
    """Raise WeakPassphrase for one that is too short."""
    if len(passphrase.strip()) < SHORTEST:
        raise WeakPassphrase(f"The passphrase is too short. Take at least {SHORTEST} letters, better five words.")


def unlock(data: bytes, passphrase: str) -> bytes:
    """Decrypt bytes; raise WrongPassphrase, also where a single bit was changed. Inverse of ``lock``."""
    made = _aged("unlock", data, passphrase)
    if made is None:
        raise WrongPassphrase("This passphrase does not open the file. Type it again.")
    return made


def _aged(verb: str, data: bytes, passphrase: str) -> bytes | None:
    """Have ``data`` encrypted or decrypted by a process of its own; None where the passphrase is wrong.

    In this process it would stop every thread for the seconds that a guess is meant to cost.
    """
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, *(["--age-worker"] if frozen else ["-P", "-m", "workbench.store.age_worker"]), verb]
    home = str(Path(places.__file__).resolve().parents[1])
    path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
    done = subprocess.run(
        command,
        input=json.dumps(passphrase).encode() + b"\n" + data,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if done.returncode == WRONG:
        return None
    if done.returncode != 0:
        raise RuntimeError(f"the process that encrypts ended with status {done.returncode}")
    return done.stdout


def read(place: Path, passphrase: str) -> dict[str, Identity]:
    """Return what a vault holds, by the id of the source; raise NoVault and WrongPassphrase."""
    try:
        data = place.read_bytes()
    except FileNotFoundError as error:
        raise NoVault("There is no vault yet. Make one first.") from error
    except OSError as error:
        raise CannotKeep(f"The vault “{place}” cannot be read: {_why(error)}.") from error
    held: dict[str, Any] = json.loads(unlock(data, passphrase))
    return {
        ident: Identity(ident, one["name"], tuple(one["contacts"]), one["notes"])
        for ident, one in held["identities"].items()
    }


def write(place: Path, passphrase: str, identities: Mapping[str, Identity]) -> None:
    """Write a vault whole or not at all, readable by its owner only; raise WeakPassphrase and CannotKeep."""
    held = {
        "format": FORMAT,
        "identities": {
            ident: {"name": one.name, "contacts": list(one.contacts), "notes": one.notes}
            for ident, one in identities.items()
        },
    }
    data = lock(json.dumps(held, ensure_ascii=False).encode(), passphrase)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        put(place, data)
    except OSError as error:
        raise CannotKeep(
            f"The vault “{place}” cannot be written: {_why(error)}. What it held before is kept."
        ) from error


def put(place: Path, data: bytes) -> None:
    """Replace a file by new bytes, whole or not at all, readable by its owner only; raise OSError."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:50]}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    return (error.strerror or "the system refused").lower()
