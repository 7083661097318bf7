"""Evidence within evidence: the list of what an archive or a message holds, and taking it out; pages read whole."""

import tempfile
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from workbench.cli import evidence, lines, parsing, shapes
from workbench.cli.answer import Answer, WrongUsage
from workbench.cli.evidence import Line, Outcome
from workbench.cli.opening import reading, writing
from workbench.cli.progress import Progress
from workbench.desk import documents, enclosures, rereading
from workbench.readers.enclosed import Enclosed

_HIGHEST = 1_000_000


def add_to_evidence(noun: parsing.Verbs) -> None:
    """Add the commands about what a document holds to those about evidence."""
    about = "list the captured pages of a web archive, the messages of a mailbox, what is attached to a message"
    contents = parsing.command(noun, "contents", list_contents, about=about)
    contents.add_argument("document", metavar="E1", help="code or id of the archive or message")
    take = parsing.command(noun, "take", take_out, about="take pages, messages or attachments out as evidence")
    take.add_argument("document", metavar="E1", help="code or id of the archive or message")
    take.add_argument("numbers", metavar="N", nargs="*", type=numbers, help="their numbers in the list: 3, or 5-9")
    take.add_argument("--all", action="store_true", help="take out everything that is listed")
    about = "read a saved web page as its article alone, or whole, with menus and all"
    page = parsing.command(noun, "page", read_page, about=about)
    page.add_argument("document", metavar="E1", help="code or id of the web page")
    how = page.add_mutually_exclusive_group(required=True)
    how.add_argument("--whole", action="store_true", help="everything that is visible on it")
    how.add_argument("--article", action="store_true", help="the article in it")


def numbers(text: str) -> range:
    """Return the numbers that ``3`` or ``5-9`` says."""
    first, dash, last = text.partition("-")
    ends = [one for one in (first, last if dash else first) if one.isascii() and one.isdigit() and len(one) < 7]
    if len(ends) != 2 or not 1 <= int(ends[0]) <= int(ends[1]) <= _HIGHEST:
        raise ArgumentTypeError(f"“{text}” is neither a number from 1 up nor a range such as 5-9")
    return range(int(ends[0]), int(ends[1]) + 1)


def list_contents(args: Namespace) -> Answer:
    """List what a document holds, numbered, with the codes of what was taken out."""
    with reading(args) as project:
        held = enclosures.held(project, documents.find(project, args.document).id)
    taken = {number: view.code for number, view in held.taken.items()}
    items = [{**shapes.plain(one), "document": taken.get(one.number)} for one in held.contents.items]
    return Answer(
        {"document": shapes.document(held.document), "contents": items, "warnings": list(held.contents.warnings)},
        shown=lines.table([_cells(one, taken.get(one.number, "–")) for one in held.contents.items]),
        troubles=() if args.json else held.contents.warnings,
    )


def take_out(args: Namespace) -> Answer:
    """Take things out, each told apart. It fails only where every one of them was refused."""
    asked = list(dict.fromkeys(chain.from_iterable(args.numbers)))
    if bool(asked) == args.all:
        raise WrongUsage("Say which to take out by their numbers, or take out --all.")
    told: list[Line] = []
    with writing(args) as project:
        document = documents.find(project, args.document)
        if args.all:
            asked = [one.number for one in enclosures.held(project, document.id).contents.items]
        with Progress("Taking out", len(asked), silent=args.quiet or args.json) as progress:
            for outcome in enclosures.take(project, document.id, asked):
                told += _lines(document.code, outcome)
                progress.step()
    return evidence.told_of(told, sum(line.outcome is not Outcome.LEFT for line in told))


def read_page(args: Namespace) -> Answer:
    """Read a web page the other way. Links stay where they are: a text that carries some is kept beside the new one."""
    from workbench.readers import supervise

    with writing(args) as project:
        found = documents.find(project, args.document)
        shown = rereading.other_text(project, found.id, whole=args.whole)
        if shown is None:
            charset = rereading.charset(project, found.id)
            with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
                path = documents.copy_for_reading(project, found.id, Path(folder))
                file = supervise.read_file(path, whole_page=args.whole, charset=charset)
            shown = rereading.read_page(project, found.id, file, whole=args.whole)
    return Answer({"document": shapes.document(shown)}, said=f"{shown.code}: {rereading.in_words(whole=args.whole)}.")


def _lines(code: str, outcome: enclosures.Outcome) -> Sequence[Line]:
    name = f"{code} {outcome.item.number}. {outcome.item.title or outcome.item.name}"
    if outcome.added is None:
        return [Line(name, Outcome.REFUSED, None, outcome.problem)]
    return list(evidence.lines_of(name, outcome.added))


def _cells(one: Enclosed, code: str) -> list[str]:
    """Return the cells of one thing in the list."""
    return [
        str(one.number),
        code,
        one.what,
        one.when.replace("T", " ").replace("Z", "") or "–",
        "–" if one.size is None else lines.amount(one.size, "byte"),
        lines.short(one.title or one.name) + (f" ({one.note})" if one.note.isdigit() else ""),
        one.url or one.by or one.mime,
    ]
