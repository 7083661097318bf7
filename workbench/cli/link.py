"""Evidence links: add, edit, drop."""

from argparse import BooleanOptionalAction, Namespace

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer, WrongUsage
from workbench.cli.opening import writing
from workbench.desk import claims, crops, documents, evidence
from workbench.desk.views import LinkView
from workbench.model.sets import DocumentKind, Stance
from workbench.readers.problems import PageNotShown
from workbench.readers.reading import Box
from workbench.store.project import Project


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about links."""
    noun = parsing.group(verbs, "link", about="passages of the evidence and how they bear on claims")
    add = parsing.command(noun, "add", add_link, about="link a passage of a document to a claim")
    add.add_argument("claim", metavar="C1", help="code or id of the claim")
    add.add_argument("document", metavar="E1", help="code or id of the document")
    what = add.add_mutually_exclusive_group(required=True)
    what.add_argument("--quote", metavar="WORDS", help="the passage, as it stands in the document")
    edges = "the part of a picture (pixels) or of a PDF’s page (points) that is linked: left, top, right, bottom edge"
    what.add_argument("--region", metavar="X0,Y0,X1,Y1", type=parsing.region, help=edges)
    table = "the cells of a table that are linked; with --page the number of their sheet, 1 if not given"
    what.add_argument("--cells", metavar="B2:C4", type=parsing.cells, help=table)
    add.add_argument("--nth", metavar="N", type=parsing.counting, help="which one, where the words stand several times")
    add.add_argument("--page", metavar="N", type=parsing.counting, help="look on this page only")
    parsing.choice(
        add, "stance", Stance, about="how it bears on the claim (refutes is shown as contradicts)"
    ).required = True
    add.add_argument("--decisive", action="store_true", help="the verdict rests on it")
    parsing.option(add, "note", about="a note of the desk")
    edit = parsing.command(noun, "edit", edit_link, about="change how a passage bears on its claim")
    edit.add_argument("link", metavar="LINK", help="id of the link, as show tells it")
    parsing.choice(edit, "stance", Stance, about="how it bears on the claim")
    edit.add_argument("--decisive", action=BooleanOptionalAction, help="whether the verdict rests on it")
    parsing.option(edit, "note", about="a note of the desk", default=None)
    parsing.option(edit, "resolution", about="how a passage against the verdict was weighed", default=None)
    drop = parsing.command(noun, "drop", drop_link, about="take a link away")
    drop.add_argument("link", metavar="LINK", help="id of the link, as show tells it")


def add_link(args: Namespace) -> Answer:
    """Link a passage to a claim, and keep the picture of the passage where the document has pages."""
    if args.region is not None:
        return _add_part(args)
    if args.cells is not None:
        return _add_cells(args)
    with writing(args) as project:
        document = documents.find(project, args.document)
        before = documents.text(project, document.id).sha256
        made = evidence.link_words(
            project,
            claims.find(project, args.claim).id,
            document.id,
            args.quote,
            Stance(args.stance),
            nth=args.nth,
            page=args.page,
            decisive=args.decisive,
            note=args.note,
        )
        added = documents.text(project, document.id).sha256 != before
        told = (
            (f"These words were not in the quotation of {document.code} yet, and were added to it.",) if added else ()
        )
        return Answer(
            {"link": shapes.link(made), "added_to_quotation": added},
            said=f"Linked to {made.claim_code}: {lines.link(made)}",
            troubles=(*told, *_picture(project, made)),
        )


def _add_part(args: Namespace) -> Answer:
    """Link a part of a picture or of a page to a claim, and keep the picture of it."""
    if args.nth is not None:
        raise WrongUsage("--nth is for words. A part of a picture or page is linked by its edges alone.")
    with writing(args) as project:
        claim, document = claims.find(project, args.claim).id, documents.find(project, args.document)
        if args.page is not None and document.kind is not DocumentKind.PDF:
            raise WrongUsage(
                "--page is for documents that have pages. A part of a picture is linked by its edges alone."
            )
        made = evidence.link_region(
            project,
            claim,
            document.id,
            Box(*args.region),
            Stance(args.stance),
            page=args.page or 1,
            decisive=args.decisive,
            note=args.note,
        )
        said = f"Linked to {made.claim_code}: {lines.link(made)}"
        return Answer({"link": shapes.link(made)}, said=said, troubles=_picture(project, made))


def _add_cells(args: Namespace) -> Answer:
    """Link cells of a table to a claim."""
    if args.nth is not None:
        raise WrongUsage("--nth is for words. Cells are linked by their names alone.")
    with writing(args) as project:
        claim, document = claims.find(project, args.claim).id, documents.find(project, args.document).id
        sheet, stance = args.page or 1, Stance(args.stance)
        made = evidence.link_cells(
            project, claim, document, sheet, args.cells, stance, decisive=args.decisive, note=args.note
        )
        return Answer({"link": shapes.link(made)}, said=f"Linked to {made.claim_code}: {lines.link(made)}")


def _picture(project: Project, made: LinkView) -> tuple[str, ...]:
    """Draw the passage for the report. The link stands without it: a page that cannot be drawn is told."""
    try:
        crops.draw(project, made.id)
    except PageNotShown as trouble:
        return (trouble.sentence,)
    return ()


def edit_link(args: Namespace) -> Answer:
    """Change what is given."""
    if not parsing.given(args, "stance", "decisive", "note", "resolution"):
        raise WrongUsage("Nothing to change was given. Add --stance, --decisive, --note or --resolution.")
    with writing(args) as project:
        changed = evidence.edit(
            project,
            args.link,
            stance=Stance(args.stance) if args.stance else None,
            decisive=args.decisive,
            note=args.note,
            resolution=args.resolution,
        )
        return Answer({"link": shapes.link(changed)}, said=f"Changed on {changed.claim_code}: {lines.link(changed)}")


def drop_link(args: Namespace) -> Answer:
    """Take a link away; undo brings it back."""
    with writing(args) as project:
        evidence.drop(project, args.link)
        return Answer({"dropped": args.link}, said="The link was taken away.")
