"""Sharing: a redacted copy of a project, shown before it is made, searched before it is handed over."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from workbench.desk import codes, leaving, share_listing, withheld
from workbench.desk.leaving import LEFT_OUT, Part, Plan, Profile
from workbench.desk.share_listing import Item, Mention
from workbench.desk.vault import Vault
from workbench.errors import WorkbenchError
from workbench.model.tables import Document
from workbench.store import redact, traces, vault, verify
from workbench.store.log import changes
from workbench.store.project import Project
from workbench.store.redact import Heads, Leaves
from workbench.store.trouble import AlreadyThere, NewerProject, refusal_of


class UnknownPart(WorkbenchError):
    """What is to be left out is neither a document nor a kind of thing that can be left out."""


class WouldIdentify(WorkbenchError):
    """A confidential source could be recognised by what would leave."""


class LeftTraces(WorkbenchError):
    """Words that had to stay were found in the finished copy."""


class TalkativeHistory(WorkbenchError):
    """The history holds words of its own that cannot be left out."""


class CannotWrite(WorkbenchError):
    """The copy cannot be written where it was asked for."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a copy would hold and what it would not.

    ``mentions`` are words that stay with one thing and stand in another that leaves; they are for a person to look at.
    ``refused`` are words of the vault in something that would leave: the copy is not made. ``vault_looked_at`` says
    whether the vault was open, so that its names were looked for at all.
    """

    profile: Profile
    left_out: tuple[str, ...]
    leaves: tuple[Item, ...]
    stays: tuple[Item, ...]
    mentions: tuple[Mention, ...]
    refused: tuple[Mention, ...]
    vault_looked_at: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """The copy that was made. ``sha256`` is told by another way, so that the colleague knows it came through whole."""

    path: Path
    sha256: str
    size: int
    head: str
    encrypted: bool
    preview: Preview


@dataclass(frozen=True, slots=True)
class _Ready:
    plan: Plan
    leaves: Leaves
    sought: withheld.Sought
    secrets: tuple[str, ...]
    preview: Preview


def preview(
    project: Project,
    *,
    profile: Profile = Profile.COLLEAGUE,
    leave_out: Sequence[str] = (),
    vault: Vault | None = None,
) -> Preview:
    """Return what ``copy`` would do, without doing it.

    ``leave_out`` holds codes or ids of documents and words of ``Part`` ("notes"). Raises UnknownCode, UnknownPart,
    TalkativeHistory.
    """
    _must_be_known(project)
    with project.look() as session:
        return _ready(session.connection(), project, profile, leave_out, vault).preview


def copy(
    project: Project,
    out: Path,
    *,
    profile: Profile = Profile.COLLEAGUE,
    leave_out: Sequence[str] = (),
    vault: Vault | None = None,
    passphrase: str | None = None,
) -> Shared:
    """Make a redacted copy at ``out``, encrypted where a passphrase is given; whole, searched and sound, or not at all.

    Raises what ``preview`` raises, WouldIdentify, LeftTraces, AlreadyThere, WeakPassphrase, CannotWrite and the
    FileTroubles of making a file.
    """
    if os.path.lexists(out):
        raise AlreadyThere(f"“{out.name}” exists already. Choose another name.")
    _must_be_known(project)
    with project.look() as session:
        connection = session.connection()
        ready = _ready(connection, project, profile, leave_out, vault)
        if ready.preview.refused:
            raise _would_identify(ready.preview.refused)
        if passphrase is None:
            _build(connection, out, ready)
        else:
            _build_locked(connection, out, ready, passphrase)
    return Shared(
        path=out,
        sha256=_digest(out),
        size=out.stat().st_size,
        head=project.head(),
        encrypted=passphrase is not None,
        preview=ready.preview,
    )


def _must_be_known(project: Project) -> None:
    if project.newer:
        raise NewerProject(
            f"“{project.path.name}” was made with a newer version of Workbench: there may be things in it that this"
            " version would not know to hold back. Update Workbench to share it."
        )


def open_locked(file: Path, out: Path, passphrase: str) -> None:
    """Decrypt a copy that was handed over encrypted; raise AlreadyThere, WrongPassphrase, CannotWrite."""
    if os.path.lexists(out):
        raise AlreadyThere(f"“{out.name}” exists already. Choose another name.")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _refused(file, error, "read") from error
    _put(out, vault.unlock(data, passphrase))


def _ready(
    connection: Connection, project: Project, profile: Profile, leave_out: Sequence[str], opened: Vault | None
) -> _Ready:
    _must_be_plain(connection)
    parts, documents = _chosen(project, leave_out)
    plan = leaving.plan(Heads.of(connection), without=LEFT_OUT[profile] | parts, documents=documents)
    leaves = leaving.allowed(plan)
    words = withheld.gather(connection, plan, leaves)
    sought, again = withheld.sought(words)
    secrets = tuple(word for one in opened.identities.values() for word in one.words()) if opened else ()
    shown = Preview(
        profile=profile,
        left_out=tuple(leave_out),
        leaves=share_listing.leaving(connection, plan, leaves),
        stays=share_listing.staying(connection, plan, leaves),
        mentions=share_listing.mentions(plan, words, again),
        refused=share_listing.refused(connection, plan, words, secrets),
        vault_looked_at=opened is not None,
    )
    return _Ready(plan, leaves, sought, secrets, shown)


def _chosen(project: Project, leave_out: Sequence[str]) -> tuple[frozenset[Part], frozenset[str]]:
    parts, documents = set(), set()
    for one in leave_out:
        if one.casefold() in list(Part):
            parts.add(Part(one.casefold()))
            continue
        try:
            with project.look() as session:
                documents.add(codes.find(session, Document, one).id)
        except codes.UnknownCode as error:
            known = ", ".join(Part)
            raise UnknownPart(f"“{one}” cannot be left out: it is neither a document nor one of {known}.") from error
    return frozenset(parts), frozenset(documents)


def _must_be_plain(connection: Connection) -> None:
    """Refuse a history whose labels hold words: they are part of every later id and cannot be left out."""
    ratings = share_listing.words_of_scales(connection)
    for change in changes(connection):
        if not share_listing.is_plain(change.label, ratings):
            raise TalkativeHistory(
                f"A step of the history is called “{change.label}”, which cannot be left out of a copy without breaking"
                " its chain. Share a report instead."
            )


def _build(source: Connection, out: Path, ready: _Ready) -> None:
    def fill(made: Project) -> None:
        with made.derive() as target:
            place = redact.place_of(target)
            redact.build(source, target, ready.leaves)
        _search(place, ready)
        with made.derive() as target:
            strangers = redact.add_files(source, target, ready.leaves)
        if strangers or traces.free_pages(place):
            raise _found([*strangers, "an empty page"])
        with made.look() as session:
            if not verify.sound(session.connection()):
                raise RuntimeError("the redacted copy does not hold together")

    with closing(Project.create(out, fill=fill)):
        pass


def _build_locked(source: Connection, out: Path, ready: _Ready, passphrase: str) -> None:
    vault.must_be_strong(passphrase)
    with tempfile.TemporaryDirectory(prefix="workbench-share-") as folder:
        plain = Path(folder) / "copy.factcheck"
        _build(source, plain, ready)
        _put(out, vault.lock(plain.read_bytes(), passphrase))


def _search(place: Path, ready: _Ready) -> None:
    found = traces.in_file(place, [*ready.sought.texts, *ready.secrets], ready.sought.raw)
    found.extend(sorted(traces.words_of_index(place) & ready.sought.words))
    if found or traces.free_pages(place):
        raise _found([*found, "an empty page"])


def _found(what: Sequence[str]) -> LeftTraces:
    return LeftTraces(
        f"The copy was thrown away, because “{what[0]}” had to stay and was found in it. Tell those who look after"
        " Workbench."
    )


def _would_identify(refused: Sequence[Mention]) -> WouldIdentify:
    first = refused[0]
    more = f" and {len(refused) - 1} more places" if len(refused) > 1 else ""
    return WouldIdentify(
        f"The copy was not made: {first.where}{more} would give away “{first.words}”, which the vault protects."
        " Reword it or leave it out."
    )


def _put(out: Path, data: bytes) -> None:
    try:
        vault.put(out, data)
    except OSError as error:
        raise _refused(out, error, "written") from error


def _refused(file: Path, error: OSError, verb: str) -> WorkbenchError:
    why = (error.strerror or "the system refused").lower()
    return refusal_of(error, file) or CannotWrite(f"“{file}” cannot be {verb}: {why}. Choose another place.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
