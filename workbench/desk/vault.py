"""Confidential sources: a codename in the project, the real name in the vault, which never lies in a project."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.anchors.fold import fold
from workbench.desk import sources
from workbench.desk.views import SourceView
from workbench.errors import WorkbenchError
from workbench.model.ids import new_id
from workbench.model.sets import Anonymity, Attribution, SourceKind
from workbench.model.tables import Source
from workbench.store import vault as keeping
from workbench.store.project import Project
from workbench.store.vault import Identity

NAME = "sources.vault.age"


class NotACodename(WorkbenchError):
    """The codename would give the source away, or there is none."""


class Unknown(WorkbenchError):
    """The vault says nothing of this source."""


@dataclass(slots=True)
class Vault:
    """An unlocked vault. Forget it to lock it: nothing of it is written anywhere but in its own file."""

    place: Path
    identities: dict[str, Identity]
    passphrase: str = field(repr=False)


def place() -> Path:
    """Return where the vault of this user lies: in the folder the system keeps for data of programs."""
    home = Path.home()
    match sys.platform:
        case "win32":
            folder = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
        case "darwin":
            folder = home / "Library" / "Application Support"
        case _:
            folder = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return folder / "workbench" / NAME


def create(passphrase: str, *, where: Path | None = None) -> Vault:
    """Make an empty vault; raise VaultThere, WeakPassphrase, CannotKeep."""
    file = where or place()
    if os.path.lexists(file):
        raise keeping.VaultThere(f"There is a vault already: “{file}”. Open it with its passphrase.")
    keeping.write(file, passphrase, {})
    return Vault(file, {}, passphrase)


def unlock(passphrase: str, *, where: Path | None = None) -> Vault:
    """Open the vault; raise NoVault, WrongPassphrase, CannotKeep."""
    file = where or place()
    return Vault(file, keeping.read(file, passphrase), passphrase)


def add(
    vault: Vault,
    project: Project,
    *,
    codename: str,
    name: str,
    contacts: Sequence[str] = (),
    notes: str = "",
    kind: SourceKind = SourceKind.PERSON,
    attribution: Attribution = Attribution.BACKGROUND,
) -> SourceView:
    """Add a source to the project by its codename, and to the vault by its name. The project never learns the name.

    Raises NotACodename, CannotKeep, and what a step raises.
    """
    codename, name = " ".join(codename.split()), " ".join(name.split())
    _must_hide(codename, name)
    ident = new_id()
    keep(vault, Identity(ident, name, tuple(contacts), notes))  # first: a codename nobody can resolve is worthless
    row = Source(id=ident, name=codename, kind=kind, anonymity=Anonymity.CODENAMED, attribution=attribution)
    with project.step("Add source") as session:
        session.add(row)
    return next(view for view in sources.listing(project) if view.id == ident)


def _must_hide(codename: str, name: str) -> None:
    if not codename or not name:
        raise NotACodename("Give both a codename for the project and the name for the vault.")
    shown = set(fold(codename).text.split())
    if shown & set(fold(name).text.split()):
        raise NotACodename(f"“{codename}” holds a part of the name. Choose a codename that says nothing of the person.")


def keep(vault: Vault, identity: Identity) -> None:
    """Write down, or write anew, who a source is; raise CannotKeep."""
    identities = {**vault.identities, identity.source_id: identity}
    keeping.write(vault.place, vault.passphrase, identities)
    vault.identities = identities


def reveal(vault: Vault, source_id: str) -> Identity:
    """Return who a source really is; raise Unknown."""
    found = vault.identities.get(source_id)
    if found is None:
        raise Unknown("The vault on this computer says nothing of this source. Ask whoever knows the person.")
    return found
