"""Reading pages by OCR, and the languages it knows."""

import re
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from workbench.cli import lines, parsing
from workbench.cli.answer import Answer
from workbench.cli.opening import writing
from workbench.cli.progress import Progress
from workbench.desk import documents, recognition
from workbench.desk.document_text import DocumentText
from workbench.readers import languages
from workbench.readers.recogniser import how_to_install, must_be_installed

_PAGES_AT_MOST = 100_000


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about languages."""
    noun = parsing.group(verbs, "ocr", about="the languages in which text can be recognised")
    parsing.without_project(noun, "languages", list_languages, about="list the languages there is data for")
    add = parsing.without_project(noun, "add", add_language, about="add a language by its file of data")
    add.add_argument("file", metavar="FILE", help="a file such as fra.traineddata, of tessdata_fast")


def add_reading(noun: parsing.Verbs) -> None:
    """Add ``evidence ocr`` to the commands about evidence."""
    read = parsing.command(noun, "ocr", recognise, about="read pages without usable text by OCR, as a layer of its own")
    read.add_argument("document", metavar="E1", help="code or id of a PDF or a picture")
    parsing.option(read, "language", about="what it is written in: eng, eng+ara, Urdu (see: workbench ocr languages)")
    read.add_argument("--pages", metavar="1-3,7", type=pages, default=(), help="these pages, again if need be")


def pages(text: str) -> tuple[int, ...]:
    """Return the numbers of "1-3,7", each once, in order."""
    found: dict[int, None] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?", part, re.ASCII)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last or last - first > _PAGES_AT_MOST:
            raise ArgumentTypeError(f"“{text}” are no pages such as 3, 1-3 or 1-3,7")
        found.update(dict.fromkeys(range(first, last + 1)))
    return tuple(found)


def recognise(args: Namespace) -> Answer:
    """Read the pages of a document that have no usable text."""
    must_be_installed()
    with writing(args) as project:
        document = documents.find(project, args.document)
        wanted = args.language or recognition.suggested(project, document, recognition.files())
        with Progress("Reading page", max(len(args.pages), document.pages), silent=args.quiet or args.json) as progress:
            made = recognition.recognise(
                project,
                document.id,
                wanted=wanted,
                pages=args.pages,
                progress=progress.show,
            )
    named = languages.names(made.languages)
    said = f"Read {lines.amount(len(made.done), 'page')} of {document.code} by OCR ({named}), {made.sure} % sure."
    empty = f"No words were found on page {', '.join(map(str, made.empty))}." if made.empty else ""
    return Answer(
        {
            "document": document.id,
            "code": document.code,
            "languages": made.languages,
            "pages": list(made.done),
            "empty": list(made.empty),
            "confidence": made.sure,
            "problems": list(made.problems),
        },
        said=said if made.done else "",
        troubles=tuple(one for one in (empty, *made.problems) if one),
        failed=not made.done,
    )


def list_languages(_: Namespace) -> Answer:
    """List the languages there is data for, and say where it lies."""
    found = recognition.listing()
    there = recognition.installed()
    data = {
        "installed": there,
        "folder": str(recognition.own_folder()),
        "languages": [{"code": one.code, "name": one.name, "file": str(one.path)} for one in found],
    }
    return Answer(
        data,
        shown=lines.table([[one.code, one.name, str(one.path)] for one in found]),
        troubles=() if there else (how_to_install(),),
    )


def add_language(args: Namespace) -> Answer:
    """Keep a file of language data in the user's own folder."""
    added = recognition.add_language(Path(args.file))
    data = {"code": added.code, "name": added.name, "file": str(added.path)}
    return Answer(data, said=f"Text can be recognised in {added.name} now ({added.path}).")


def layers(text: DocumentText) -> list[dict[str, Any]]:
    """Return which pages of a text were read by OCR, how, and how sure it was."""
    return [
        {"page": number, "extractor": read.extractor, "languages": read.languages, "confidence": read.sure()}
        for number, read in text.read.items()
    ]


def told(text: DocumentText) -> tuple[str, ...]:
    """Return the sentence that says what of a text was read by OCR; nothing where that is none of it."""
    if not text.read:
        return ()
    which = ", ".join(f"{number} ({read.sure()} % sure)" for number, read in list(text.read.items())[:20])
    more = " and more" if len(text.read) > 20 else ""
    page = "Page" if len(text.read) == 1 else "Pages"
    return (f"{page} {which}{more}: read by OCR, not text of the file itself. Compare with the page before quoting.",)
