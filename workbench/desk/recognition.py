"""Pages without usable text read by OCR: which they are, in which languages, and the layer that comes of it."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import places
from workbench.desk import documents
from workbench.errors import WorkbenchError
from workbench.model.sets import DocumentKind
from workbench.readers import languages
from workbench.readers.recogniser import (
    NoOcr,
    NotRecognised,
    Recogniser,
    installed,
    must_be_installed,
    scale_for,
)
from workbench.store import index, shown
from workbench.store.clock import now

if TYPE_CHECKING:
    from workbench.desk.views import DocumentView
    from workbench.readers.reading import Page
    from workbench.readers.recognised import Recognised
    from workbench.store.project import Project
    from workbench.store.reading import Asks

__all__ = ["NoOcr", "Outcome", "installed", "listing", "recognise", "suggested", "to_read"]

_KINDS = {DocumentKind.PDF, DocumentKind.IMAGE}
# A page of which more than this share carries no meaning has no usable text (the reader's own measure).
_UNUSABLE_SHARE = 0.15
_UNUSABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_MOST_BYTES = 64 * 1024 * 1024
_TRAINED = ".traineddata"


class NothingToRead(WorkbenchError):
    """There is no page that OCR could read."""


class NotLanguageData(WorkbenchError):
    """The file is no language data."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language for which there is data: its code ("ara"), what it is called, and where the data lies."""

    code: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading pages: their numbers, those with no words on them, and what went wrong with others."""

    done: tuple[int, ...]
    empty: tuple[int, ...]
    problems: tuple[str, ...]
    languages: str
    sure: int  # in per cent, of all pages that were read now


def own_folder() -> Path:
    """Return the folder in which a user's own language data lies."""
    return places.of_the_user() / "ocr"


def files() -> dict[str, Path]:
    """Return the file of language data of each code: the user's own before what comes with the program."""
    return languages.found((own_folder(), places.resources() / "ocr", *languages.of_the_system()))


def listing() -> list[Language]:
    """Return the languages text can be recognised in, by name."""
    known = [
        Language(code, languages.name(code), path) for code, path in files().items() if languages.is_language(code)
    ]
    return sorted(known, key=lambda one: one.name)


def add_language(path: Path) -> Language:
    """Keep a file of language data for this user; raise NotLanguageData for what is none."""
    code = path.name.removesuffix(_TRAINED)
    try:
        fits = path.stat().st_size <= _MOST_BYTES
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise NotLanguageData(f"“{path}” cannot be read. Check that it is there and that you may read it.") from error
    entries = int.from_bytes(head, "little")  # how many parts the file has
    if path.name == code or not languages.found([path.parent]).get(code) or not 0 < entries <= 64 or not fits:
        raise NotLanguageData(
            f"“{path.name}” is no language data for Tesseract. Such a file is called like ara.traineddata; take it from"
            " tessdata_fast."
        )
    own_folder().mkdir(parents=True, exist_ok=True)
    target = own_folder() / path.name
    shutil.copyfile(path, target)
    return Language(code, languages.name(code), target)


def suggested(project: Project, document: DocumentView, known: Iterable[str]) -> str:
    """Return the language a document is most likely in: its own, else the project's, else English, else the first."""
    there = list(known)
    with project.read() as snapshot:
        of_project = str(snapshot.value("SELECT language FROM project") or "")
    for said in (document.language, of_project, "en"):
        code = languages.SHORT.get(said.split("-")[0].casefold(), said)
        if code in there:
            return code
    return there[0] if there else ""


def to_read(project: Project, document_id: str) -> tuple[Page, ...]:
    """Return the pages of a document that have no usable text and were not read by OCR yet."""
    with project.read() as snapshot:
        return _without_text(snapshot, document_id)


def _without_text(asks: Asks, document_id: str, *, again: bool = False) -> tuple[Page, ...]:
    row = asks.exec_driver_sql(
        "SELECT t.text, t.layout FROM document_text t JOIN document d ON d.id = t.document_id"
        " WHERE t.document_id = ? AND d.kind IN ('pdf', 'image')",
        (document_id,),
    ).first()
    if row is None:
        return ()
    read = {} if again else shown.read_pages(asks, document_id)
    pages = index.layout_from(row[1])[1]
    return tuple(page for page in pages if page.number not in read and not usable(row[0][page.start : page.end]))


def usable(text: str) -> bool:
    """Return whether what a file says of a page can be used as its text."""
    letters = len("".join(text.split()))
    return bool(letters) and len(_UNUSABLE.findall(text)) <= _UNUSABLE_SHARE * letters


def _say_nothing(*_: object) -> None:
    """What is told of the work where nobody listens."""


def recognise(
    project: Project,
    document_id: str,
    *,
    wanted: str,
    pages: Sequence[int] = (),
    progress: Callable[[int, int], None] = _say_nothing,
    begun: Callable[[Recogniser], None] = _say_nothing,
    recogniser: Callable[..., Recogniser] = Recogniser,
) -> Outcome:
    """Read pages by OCR and keep each as it is done; blocks for seconds a page, so never on the window's thread.

    ``wanted`` names languages ("eng+ara", "English, Arabic"), ``pages`` the numbers to read (again, where they were
    read before); without them every page that has no usable text and was not read yet. ``begun`` gets what can be
    cancelled. Pages that passages stand in are left as they are.
    Raises NoOcr, UnknownLanguage, NothingToRead, NoSuchPage, ReadingCancelled.
    """
    must_be_installed()
    known = files()
    document = documents.get(project, document_id)
    chosen = languages.chosen(wanted, known)
    if not chosen:
        raise languages.UnknownLanguage("Say in which language the pages are, for example --language eng+ara.")
    todo = _chosen_pages(project, document, pages)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        path = documents.copy_for_reading(project, document.id, Path(folder))
        with recogniser(path, languages=chosen, files=known) as engine:
            begun(engine)
            return _read(project, document, engine, todo, chosen, progress)


def _read(
    project: Project,
    document: DocumentView,
    engine: Recogniser,
    todo: Sequence[Page],
    chosen: str,
    progress: Callable[[int, int], None],
) -> Outcome:
    done: list[tuple[int, Recognised]] = []
    problems: list[str] = []
    progress(0, len(todo))
    for count, page in enumerate(todo, 1):
        try:
            found = engine.page(page, scale_for(document.kind, page))
        except NotRecognised as problem:
            problems.append(problem.sentence)
        else:
            keep(project, document.id, page.number, found)
            done.append((page.number, found))
        progress(count, len(todo))
    letters = sum(len(found.text) for _, found in done)
    sure = round(sum(found.sure() * len(found.text) for _, found in done) / letters) if letters else 0
    return Outcome(
        tuple(number for number, _ in done),
        tuple(number for number, found in done if not found.text),
        tuple(problems),
        chosen,
        sure,
    )


def _chosen_pages(project: Project, document: DocumentView, numbers: Sequence[int]) -> list[Page]:
    if document.kind not in _KINDS or not document.sha256:
        raise NothingToRead(
            f"{document.code} is neither a PDF nor a picture that is held, so there is nothing to read."
        )
    with project.read() as snapshot:
        without = {page.number: page for page in _without_text(snapshot, document.id, again=bool(numbers))}
        held = _stood_on(snapshot, document.id)
    if numbers:
        _must_be_there(document, numbers)
        todo = [without[number] for number in numbers if number in without]
        usable_ones = [str(number) for number in numbers if number not in without]
        if usable_ones and not todo:
            raise NothingToRead(f"Page {', '.join(usable_ones)} of {document.code} has text that can be used as it is.")
    else:
        todo = list(without.values())
    free = [page for page in todo if page.number not in held]
    if not free and todo:
        raise NothingToRead(
            f"Passages of these pages of {document.code} are linked to claims, so they stay as they were read."
            " Take the links away first."
        )
    if not free:
        raise NothingToRead(f"Every page of {document.code} has text already. Nothing was read.")
    return free


def _must_be_there(document: DocumentView, numbers: Sequence[int]) -> None:
    for number in numbers:
        if not 1 <= number <= document.pages:
            raise documents.NoSuchPage(
                f"{document.code} has no page {number}. Its pages run from 1 to {document.pages}."
            )


def _stood_on(asks: Asks, document_id: str) -> set[int]:
    """Return the pages in which words of passages stand, whichever layer they stand in."""
    row = asks.exec_driver_sql("SELECT layout FROM document_text WHERE document_id = ?", (document_id,)).first()
    pages = index.layout_from(row[0])[1] if row is not None else ()
    sql = (
        "SELECT p.start, p.end, p.page, p.text_sha256 = t.sha256 FROM passage p JOIN document o ON o.id = p.document_id"
        " JOIN document_text t ON t.document_id = p.document_id"
        " WHERE p.end > p.start AND o.blob_id IN (SELECT b.id FROM file_blob b JOIN file_blob f ON f.sha256 = b.sha256"
        " JOIN document d ON d.blob_id = f.id WHERE d.id = ?)"
    )
    held: set[int] = set()
    for start, end, page, own in asks.exec_driver_sql(sql, (document_id,)):
        held |= {one.number for one in pages if one.start < end and one.end >= start} if own else {page}
    return held


def keep(project: Project, document_id: str, page: int, found: Recognised) -> None:
    """Keep a page that was read: it is shown and found by its words at once. Derived, so no step of the log."""
    with project.derive() as connection:
        file = connection.exec_driver_sql(
            "SELECT f.sha256 FROM document d JOIN file_blob f ON f.id = d.blob_id WHERE d.id = ?", (document_id,)
        ).scalar_one()
        shown.keep(connection, file, page, found, at=now())
        sql = "SELECT d.id FROM document d JOIN file_blob f ON f.id = d.blob_id WHERE f.sha256 = ?"
        same = connection.exec_driver_sql(sql, (file,)).scalars().all()
        index.refresh(connection, [("document", ident, "update") for ident in same])


def language_of(code: str) -> str:
    """Return what the languages of a code are called: "eng+ara" is "English and Arabic"."""
    return languages.names(code)
