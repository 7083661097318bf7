"""A sealed archive in BagIt layout (RFC 8493): the project, every file of evidence, reports, and the hashes of all.

Nobody needs this program to check it: ``sha256sum -c manifest-sha256.txt`` in its folder does.
"""

import hashlib
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench import __version__
from workbench.desk import documents, projects
from workbench.desk.views import DocumentView
from workbench.errors import WorkbenchError
from workbench.store.project import Project
from workbench.store.trouble import refusal_of

_BAG = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*%]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


class FolderThere(WorkbenchError):
    """The archive would be written over something."""


class CannotSeal(WorkbenchError):
    """The archive cannot be written."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An archive that was made. ``manifest_sha256`` is its seal: one hash that stands for all."""

    folder: Path
    files: int
    size: int  # bytes of the payload
    manifest_sha256: str
    head: str


def seal(project: Project, folder: Path, *, enclosed: Mapping[str, Path] | None = None) -> Sealed:
    """Write the archive of a project into a new ``folder``, whole or not at all.

    ``enclosed`` are further files by the name they get ("verdict-report.pdf"). Raises FolderThere, CannotSeal and the
    FileTroubles of reading the project.
    """
    if os.path.lexists(folder):
        raise FolderThere(f"“{folder}” exists already. Choose a new name for the archive.")
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name[:50]}.", dir=folder.parent))
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        made = _fill(project, draft, folder, enclosed or {})
        draft.chmod(0o755)
        draft.rename(folder)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return made


def _fill(project: Project, draft: Path, folder: Path, enclosed: Mapping[str, Path]) -> Sealed:
    data = draft / "data"
    data.mkdir()
    head = project.head()
    _copy_whole(project.file, data / "project.factcheck")
    held = [one for one in documents.listing(project) if one.sha256]
    for one in held:
        _put_evidence(project, one, data)
    _table(held, data / "evidence.tsv")
    for name, file in enclosed.items():
        shutil.copyfile(file, data / safe(name))
    payload = sorted(file for file in data.rglob("*") if file.is_file())
    manifest = _manifest(payload, draft, draft / "manifest-sha256.txt")
    size = sum(file.stat().st_size for file in payload)
    (draft / "bagit.txt").write_text(_BAG, encoding="utf-8", newline="\n")
    (draft / "bag-info.txt").write_text(_about(project, head, size, len(payload)), encoding="utf-8", newline="\n")
    tags = [draft / name for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")]
    _manifest(tags, draft, draft / "tagmanifest-sha256.txt")
    return Sealed(folder, len(payload), size, manifest, head)


def _copy_whole(source: Path, target: Path) -> None:
    """Copy the project in one state, whoever is writing to it meanwhile."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing)


def _put_evidence(project: Project, one: DocumentView, data: Path) -> None:
    place = data / evidence_name(one)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        for chunk in project.bytes_of(one.sha256):
            file.write(chunk)


def evidence_name(one: DocumentView) -> str:
    """Return where a document's bytes lie in the payload: under their hash, by their own name."""
    return f"evidence/{one.sha256}/{safe(one.original_name or one.code)}"


def safe(name: str) -> str:
    """Return a name any system takes and every reader of manifests understands; the hash says which file it is."""
    plain = _UNSAFE.sub("_", name).strip(". ") or "file"
    stem, dot, ending = plain.rpartition(".")
    plain = f"{stem[:100]}{dot}{ending[:20]}" if dot else ending[:100]
    return f"_{plain}" if _RESERVED.match(plain) else plain


def _table(held: list[DocumentView], place: Path) -> None:
    rows = [("code", "sha256", "bytes", "name", "title")]
    rows += [(one.code, one.sha256, str(one.size), evidence_name(one), one.title) for one in held]
    lines = ("\t".join(re.sub(r"\s+", " ", cell) for cell in row) for row in rows)
    place.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _manifest(files: list[Path], root: Path, place: Path) -> str:
    lines = [f"{_digest(file)}  {file.relative_to(root).as_posix()}\n" for file in files]
    place.write_text("".join(lines), encoding="utf-8", newline="\n")
    return _digest(place)


def _about(project: Project, head: str, size: int, files: int) -> str:
    info = projects.info(project)
    lines = {
        "Bag-Software-Agent": f"Workbench {__version__}",
        "Bagging-Date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "Payload-Oxum": f"{size}.{files}",
        "External-Description": " ".join(info.title.split()),
        "External-Identifier": info.id,
        "Project-Head": head,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _refused(folder: Path, error: OSError) -> WorkbenchError:
    why = (error.strerror or "the system refused").lower()
    return refusal_of(error, folder) or CannotSeal(f"“{folder}” cannot be written: {why}. Choose another place.")
