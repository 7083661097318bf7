"""Evidence: add, cite, list, text, extract."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from workbench.cli import lines, ocr, page_table, parsing, shapes
from workbench.cli.answer import Answer, WrongUsage
from workbench.cli.opening import reading, writing
from workbench.cli.progress import Progress
from workbench.desk import documents, enclosures
from workbench.desk.views import Added, DocumentView
from workbench.errors import WorkbenchError
from workbench.model.sets import Tier
from workbench.readers.folders import Walked, walk
from workbench.readers.reading import FileRead
from workbench.store.project import Project

# Files read at once, each in a process of its own, while the desk stores the one before.
AHEAD = 2


class Outcome(StrEnum):
    """What came of one file."""

    ADDED = "added"
    ALREADY_THERE = "already_there"
    KEPT_WITHOUT_TEXT = "kept_without_text"
    REFUSED = "refused"
    LEFT = "left_in_it"  # attached to a message, and not taken out of it


@dataclass(frozen=True, slots=True)
class Line:
    """One file's line: ``reason`` says why it has no text or was refused."""

    file: str
    outcome: Outcome
    document: DocumentView | None
    reason: str = ""

    def __str__(self) -> str:
        code = f" {self.document.code}" if self.document else ""
        reason = f" ({self.reason})" if self.reason else ""
        return f"{self.file}: {self.outcome.replace('_', ' ')}{code}{reason}"


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about evidence."""
    noun = parsing.group(verbs, "evidence", about="the documents that bear on the claims")
    add = parsing.command(
        noun, "add", add_files, about="add files as evidence; each is told apart, one bad file stops none"
    )
    add.add_argument("files", metavar="FILE", nargs="+", help="file of any kind, or folder: every file in it")
    _describing(add)
    parsing.option(add, "encoding", about="the encoding of text files, where the guess is wrong (cp1252, koi8-r)")
    cite = parsing.command(noun, "cite", cite_document, about="record evidence that is cited but not held")
    _describing(cite, title_required=True)
    parsing.option(cite, "archive-url", about="where an archived copy is")
    parsing.option(cite, "quotation", about="the words of it that matter")
    parsing.option(cite, "note", about="a note of the desk")
    parsing.option(cite, "language", about="its language")
    parsing.command(noun, "list", list_documents, about="list the evidence")
    text = parsing.command(noun, "text", print_text, about="print the stored text of a document")
    text.add_argument("document", metavar="E1", help="code or id of the document")
    text.add_argument("--page", metavar="N", type=parsing.counting, help="one page of it")
    ocr.add_reading(noun)
    extract = parsing.command(noun, "extract", extract_file, about="write the stored bytes of a document to a file")
    extract.add_argument("document", metavar="E1", help="code or id of the document")
    extract.add_argument("out", metavar="OUT", help="the file to write")
    page_table.add_to_evidence(noun)
    from workbench.cli import enclosed  # it tells of what it takes out as this module does

    enclosed.add_to_evidence(noun)


def _describing(parser: ArgumentParser, *, title_required: bool = False) -> None:
    parser.add_argument("--title", metavar="T", default="", required=title_required, help="what it is called")
    for name, about in (
        ("publisher", "who published it"),
        ("author", "who wrote it"),
        ("date", "when it was published (2010-12-01, 2010-12, 2010)"),
        ("url", "where it was found"),
    ):
        parsing.option(parser, name, about=about)
    parsing.choice(parser, "tier", Tier, about="how near it is to the event")


def add_files(args: Namespace) -> Answer:
    """Add files, each told apart. It fails only where every one of them was refused."""
    found = walk([Path(name) for name in args.files])
    files = [str(path) for path in found.files]
    if max(len(args.files), len(files)) > 1 and (args.title or args.url):
        raise WrongUsage("--title and --url describe one file. Add the files one by one to give each its own.")
    with (
        writing(args) as project,
        Progress("Adding", len(files), silent=args.quiet or args.json) as progress,
    ):
        told = _of_folders(found)
        for name, future in _read(files, encoding=args.encoding or None):
            told += _add(project, name, future, args)
            progress.step()
    return told_of(told, sum(line.outcome is not Outcome.LEFT for line in told))


def _of_folders(found: Walked) -> list[Line]:
    """Return what there is to say of folders: those without files, those closed to us, what was left out of them."""
    told = [Line(str(path), Outcome.REFUSED, None, "there is no file to take in this folder") for path in found.bare]
    closed = "this folder may not be looked into: you lack the permission to read it"
    told += [Line(str(path), Outcome.REFUSED, None, closed) for path in found.unreadable]
    if found.left_out:
        aside = "hidden and system files, links to folders, and projects"
        told.append(Line(lines.amount(found.left_out, "file or folder", "files or folders"), Outcome.LEFT, None, aside))
    return told


def told_of(told: Sequence[Line], files: int) -> Answer:
    """Return the answer about files, each told apart; it failed where all of the ``files`` were refused."""
    refused = [line for line in told if line.outcome is Outcome.REFUSED]
    aside = [line for line in told if line.outcome in (Outcome.REFUSED, Outcome.LEFT)]
    return Answer(
        {
            "files": [
                {
                    "file": line.file,
                    "outcome": line.outcome,
                    "reason": line.reason,
                    "document": shapes.document(line.document) if line.document else None,
                }
                for line in told
            ]
        },
        said="\n".join(str(line) for line in told if line not in aside),
        troubles=tuple(str(line) for line in aside),
        failed=len(refused) == files,
    )


def _read(names: Sequence[str], *, encoding: str | None) -> Iterator[tuple[str, "Future[FileRead]"]]:
    """Yield each file as it is read, in order, a few ahead: memory holds no more readings than that."""
    from workbench.readers import supervise

    waiting = iter(names)
    with (
        supervise.ReaderPool(spares=1 if len(names) > 1 else 0) as pool,
        ThreadPoolExecutor(AHEAD, thread_name_prefix="reading") as threads,
    ):

        def start(name: str) -> tuple[str, "Future[FileRead]"]:
            return name, threads.submit(supervise.read_file, Path(name), pool=pool, encoding=encoding)

        ahead = [start(name) for name in islice(waiting, AHEAD)]
        try:
            while ahead:
                yield ahead.pop(0)
                ahead.extend(start(name) for name in islice(waiting, 1))
        finally:
            for _, future in ahead:
                future.cancel()


def _add(project: Project, name: str, future: "Future[FileRead]", args: Namespace) -> list[Line]:
    """Add one file; what is attached to a message has lines of its own after it."""
    try:
        file = future.result()
        added = documents.add(
            project,
            file,
            title=args.title,
            publisher=args.publisher,
            author=args.author,
            date=args.date,
            url=args.url,
            tier=Tier(args.tier) if args.tier else None,
        )
        added = enclosures.bring_attached(project, added)
    except WorkbenchError as refusal:
        return [Line(name, Outcome.REFUSED, None, refusal.sentence)]
    return list(lines_of(name, added))


def lines_of(name: str, added: Added) -> Iterator[Line]:
    """Yield the lines of a document that was added and of what came with it."""
    yield _line(name, added)
    for inner in added.with_it:
        yield from lines_of(f"{name}: {inner.document.original_name}", inner)
    for sentence in added.left:
        yield Line(name, Outcome.LEFT, None, sentence)


def _line(name: str, added: Added) -> Line:
    if added.already_there:
        return Line(name, Outcome.ALREADY_THERE, added.document)
    if added.document.problem:
        return Line(name, Outcome.KEPT_WITHOUT_TEXT, added.document, added.document.problem)
    return Line(name, Outcome.ADDED, added.document)


def cite_document(args: Namespace) -> Answer:
    """Record a document that is cited but not held."""
    with writing(args) as project:
        cited = documents.cite(
            project,
            title=args.title,
            quotation=args.quotation,
            publisher=args.publisher,
            author=args.author,
            date=args.date,
            url=args.url,
            archive_url=args.archive_url,
            tier=Tier(args.tier) if args.tier else None,
            note=args.note,
            language=args.language,
        )
        return Answer({"document": shapes.document(cited)}, said=f"Cited {cited.code}: {cited.title}")


def list_documents(args: Namespace) -> Answer:
    """List the evidence."""
    with reading(args) as project:
        found = documents.listing(project)
    data = {"documents": [shapes.document(one) for one in found]}
    return Answer(data, shown=lines.table([lines.document(one) for one in found]))


def print_text(args: Namespace) -> Answer:
    """Print the stored text of a document or of one page, letter for letter where it is piped."""
    with reading(args) as project:
        found = documents.find(project, args.document)
        stored = documents.text(project, found.id, page=args.page)
    plain = shapes.plain(replace(stored, parts=()))
    data = {"id": found.id, "code": found.code, "page": args.page, **plain, "ocr": ocr.layers(stored)}
    del data["parts"]
    troubles = () if args.json else (*stored.warnings, *ocr.told(stored))
    return Answer(data, shown=stored.text, exact=True, troubles=troubles)


def extract_file(args: Namespace) -> Answer:
    """Write the stored bytes to a file."""
    with reading(args) as project:
        found = documents.find(project, args.document)
        written = documents.extract(project, found.id, Path(args.out))
    data = {"document": shapes.document(found), "file": str(written)}
    return Answer(data, said=f"Wrote {found.code} to {written} ({lines.amount(found.size, 'byte')}).")
