"""Tables of a page in the terminal: shown, written to a CSV file, or kept as evidence."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer
from workbench.cli.opening import reading, writing
from workbench.desk import documents, page_tables
from workbench.readers.reading import Box

# Letters of a cell shown in the terminal; --json and --out give them all.
_SHOWN = 28


def add_to_evidence(noun: parsing.Verbs) -> None:
    """Add the command to those about evidence."""
    about = "take the table out of a part of a PDF’s page"
    take = parsing.command(noun, "table", take_table, about=about)
    take.add_argument("document", metavar="E1", help="code or id of the PDF")
    take.add_argument("--page", metavar="N", type=parsing.counting, required=True, help="the page it stands on")
    edges = "left, top, right and bottom edge of the part of the page, in points from its top left"
    take.add_argument("--box", metavar="X0,Y0,X1,Y1", type=box, required=True, help=edges)
    where = take.add_mutually_exclusive_group()
    where.add_argument("--out", metavar="FILE.csv", help="write it to this file")
    where.add_argument("--add", action="store_true", help="keep it as evidence of its own, derived from the PDF")


def box(text: str) -> Box:
    """Return the part of a page that four numbers give, for ``--box``."""
    try:
        x0, y0, x1, y1 = (float(edge) for edge in text.split(","))
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not four numbers of points such as 72,140,520,300") from None
    if not (-100_000 < x0 < x1 < 100_000 and -100_000 < y0 < y1 < 100_000):
        raise ArgumentTypeError(f"“{text}” gives no part of a page: left before right, top before bottom")
    return Box(x0, y0, x1, y1)


def take_table(args: Namespace) -> Answer:
    """Take a table out of a page; keep it, write it or show it."""
    with writing(args) if args.add else reading(args) as project:
        document = documents.find(project, args.document)
        found = page_tables.take(project, document.id, args.page, args.box)
        rows = found.table.rows
        added = page_tables.add(project, found, rows) if args.add else None
    file = page_tables.write(rows, Path(args.out)) if args.out else None
    data = {
        "document": shapes.document(added.document) if added else None,
        "already_there": added.already_there if added else False,
        "from": document.code,
        "page": args.page,
        "box": shapes.box(found.table.box),
        "found_by": found.table.found_by.value,
        "rows": [list(row) for row in rows],
        "file": str(file) if file else None,
    }
    size = f"{lines.amount(len(rows), 'row')} of {lines.amount(len(rows[0]), 'column')}"
    if added:
        already = " (it was there already)" if added.already_there else ""
        return Answer(
            data, said=f"Kept {size} of {document.code}, page {args.page}, as {added.document.code}{already}."
        )
    if file:
        return Answer(data, said=f"Wrote {size} of {document.code}, page {args.page}, to {file}.")
    return Answer(data, shown=lines.table([[lines.short(cell, _SHOWN) or "·" for cell in row] for row in rows]))
