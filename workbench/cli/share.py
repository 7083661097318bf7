"""Handing over: share makes a redacted copy, unlock opens an encrypted one, seal makes an archive."""

import getpass
import os
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer
from workbench.cli.opening import reading, writing
from workbench.desk import share, sources, vault
from workbench.desk.leaving import Part, Profile
from workbench.errors import WorkbenchError
from workbench.model.sets import Anonymity
from workbench.store.project import Project
from workbench.store.vault import NoVault

PASSPHRASE = "WORKBENCH_PASSPHRASE"  # noqa: S105  (the name of the variable)
VAULT_PASSPHRASE = "WORKBENCH_VAULT_PASSPHRASE"  # noqa: S105  (the name of the variable)
LOCKED = "The vault was not open, so nobody looked for the real names of confidential sources in what leaves."


class NoPassphrase(WorkbenchError):
    """There is no passphrase to encrypt with."""


def add_to(verbs: parsing.Verbs) -> None:
    """Add share, unlock, seal and vault."""
    about = "make a redacted copy for others"
    one = parsing.command(verbs, "share", make_copy, about=about)
    one.add_argument("out", metavar="COPY", help="the file to make")
    parsing.choice(one, "profile", Profile, about="whom it is for (colleague)", default=Profile.COLLEAGUE)
    kinds = ", ".join(Part)
    one.add_argument("--leave-out", metavar="E3", nargs="+", default=[], help=f"documents to leave out, or {kinds}")
    one.add_argument("--encrypt", action="store_true", help=f"encrypt with a passphrase (asked for, or ${PASSPHRASE})")
    one.add_argument("--dry-run", action="store_true", help="list what would leave and what would stay")
    one = parsing.command(verbs, "unlock", open_locked, about="open a copy that came encrypted (in place of PROJECT)")
    one.add_argument("out", metavar="OUT.factcheck", help="the project file to make")
    one = parsing.command(verbs, "seal", seal, about="make a sealed archive in BagIt layout")
    one.add_argument("out", metavar="FOLDER", help="the folder to make")
    one = parsing.command(verbs, "codename", add_codename, about="add a confidential source by codename")
    one.add_argument("codename", metavar="CODENAME", help="what the project calls the source")
    parsing.option(one, "name", about="who it really is; kept in the vault on this computer, never in the project")
    one.add_argument("--contact", metavar="TEXT", action="append", default=[], help="how to reach the source")
    parsing.option(one, "notes", about="what else only the vault may know")


def make_copy(args: Namespace) -> Answer:
    """Make a redacted copy, or list what it would hold."""
    opened = _vault()
    profile = Profile(args.profile)
    with reading(args) as project:
        if args.dry_run:
            seen = share.preview(project, profile=profile, leave_out=args.leave_out, vault=opened)
            return Answer(_shape(seen), shown=_listing(seen), troubles=_warnings(seen, project))
        passphrase = _passphrase(PASSPHRASE, again=True) if args.encrypt else None
        made = share.copy(
            project,
            Path(args.out),
            profile=profile,
            leave_out=args.leave_out,
            vault=opened,
            passphrase=passphrase,
        )
        warnings = _warnings(made.preview, project)
    return Answer(
        {
            "file": str(made.path),
            "sha256": made.sha256,
            "size": made.size,
            "head": made.head,
            "encrypted": made.encrypted,
            **_shape(made.preview),
        },
        said=f"Wrote {made.path} ({made.preview.profile}, {lines.amount(made.size, 'byte')}). Its SHA-256, to be told"
        f" by another way: {made.sha256}",
        troubles=warnings,
    )


def _shape(seen: share.Preview) -> dict[str, object]:
    return {
        "profile": seen.profile,
        "left_out": list(seen.left_out),
        "leaves": shapes.plain(seen.leaves),
        "stays": shapes.plain(seen.stays),
        "mentions": shapes.plain(seen.mentions),
        "refused": shapes.plain(seen.refused),
        "vault_looked_at": seen.vault_looked_at,
    }


def _listing(seen: share.Preview) -> str:
    parts = []
    for title, items in (("Leaves", seen.leaves), ("Stays", seen.stays)):
        rows = [[item.kind, item.code, _short(item.what), item.why] for item in items]
        parts.append(f"{title}:\n{lines.table(rows)}")
    if seen.mentions:
        rows = [[_short(one.words), one.where] for one in seen.mentions]
        parts.append(f"Stays, but the same words stand in something that leaves:\n{lines.table(rows)}")
    return "\n\n".join(parts)


def _warnings(seen: share.Preview, project: Project) -> tuple[str, ...]:
    refused = tuple(f"“{one.words}” is protected by the vault and stands in {one.where}." for one in seen.refused)
    nameless = any(source.anonymity is not Anonymity.NONE for source in sources.listing(project))
    unseen = not seen.vault_looked_at and (nameless or vault.place().exists())
    return (*refused, LOCKED) if unseen else refused


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else f"{plain[:79]}…"


def open_locked(args: Namespace) -> Answer:
    """Open an encrypted copy."""
    share.open_locked(Path(args.project), Path(args.out), _passphrase(PASSPHRASE))
    return Answer({"file": str(args.out)}, said=f"Wrote {args.out}.")


def seal(args: Namespace) -> Answer:
    """Make a sealed archive with the verdict report in it."""
    from workbench.exchange import bagit  # needed by no other command
    from workbench.reports import build, typst_pdf
    from workbench.reports.report import Edition

    with reading(args) as project, tempfile.TemporaryDirectory(prefix="workbench-seal-") as folder:
        report = typst_pdf.write(build.build(project, Edition.EDITOR), Path(folder) / "verdict-report.pdf")
        made = bagit.seal(project, Path(args.out), enclosed={report.name: report})
    return Answer(
        {
            "folder": str(made.folder),
            "files": made.files,
            "size": made.size,
            "manifest_sha256": made.manifest_sha256,
            "head": made.head,
        },
        said=f"Sealed {lines.amount(made.files, 'file')} in {made.folder}. The SHA-256 of manifest-sha256.txt, to be"
        f" kept elsewhere: {made.manifest_sha256}",
    )


def add_codename(args: Namespace) -> Answer:
    """Add a source by codename; the vault is made where there is none."""
    passphrase = _passphrase(VAULT_PASSPHRASE)
    try:
        opened = vault.unlock(passphrase)
    except NoVault:
        opened = vault.create(passphrase)
    with writing(args) as project:
        source = vault.add(
            opened, project, codename=args.codename, name=args.name, contacts=args.contact, notes=args.notes
        )
    return Answer(
        {"id": source.id, "codename": source.name, "vault": str(opened.place)},
        said=f"Added source {source.name}. Who it is stands in {opened.place} and nowhere else.",
    )


def _vault() -> vault.Vault | None:
    passphrase = os.environ.get(VAULT_PASSPHRASE)
    if not passphrase:
        return None
    try:
        return vault.unlock(passphrase)
    except NoVault:
        return None


def _passphrase(variable: str, *, again: bool = False) -> str:
    given = os.environ.get(variable)
    if given:
        return given
    if not sys.stdin.isatty():
        raise NoPassphrase(f"There is nobody to ask for a passphrase. Set {variable}, or run this on a terminal.")
    typed = getpass.getpass("Passphrase: ")
    if again and getpass.getpass("The same again: ") != typed:
        raise NoPassphrase("The two passphrases differ. Try again.")
    return typed
