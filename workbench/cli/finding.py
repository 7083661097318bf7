"""Search and check: what is in the project, and what is wrong with it."""

from argparse import Namespace
from pathlib import Path

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer, WrongUsage
from workbench.cli.opening import reading, writing
from workbench.cli.writing_out import draft_of
from workbench.desk import names, search, searched
from workbench.desk.names import NameFound
from workbench.desk.search import Filters
from workbench.desk.views import Hit
from workbench.errors import WorkbenchError
from workbench.exchange import names_table
from workbench.model.sets import DocumentKind, Severity, Tier

SCOPES = ("all", "evidence", "claims", "notes")
HARDEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.INFO)
UNFINISHED = "The search index is still being made, so not everything may have been found."


class UnreadableList(WorkbenchError):
    """The list of names cannot be read."""


def add_to(verbs: parsing.Verbs) -> None:
    """Add search and check."""
    find = parsing.command(verbs, "search", find_words, about="search evidence, claims, verdicts and notes")
    words = 'words, "a phrase", OR, -not, begin*, this NEAR that, /pattern/; none with --names'
    # Not nargs="?", which would take nothing for it where an option stands before the words.
    find.add_argument("query", metavar="QUERY", help=words).required = False
    find.add_argument("--in", dest="scope", choices=SCOPES, default="all", help="where to look")
    parsing.choice(find, "kind", DocumentKind, about="only evidence of this kind")
    parsing.choice(find, "tier", Tier, about="only evidence of this tier")
    parsing.option(find, "language", about="only evidence in this language, such as en", default=None)
    parsing.option(find, "source", about="only evidence of this source or publisher", default=None)
    find.add_argument("--linked", choices=("yes", "no"), help="only evidence with, or without, links to claims")
    parsing.option(find, "document", about="only this document, such as E3", default=None)
    find.add_argument("--limit", metavar="N", type=parsing.counting, default=20, help="at most this many (20)")
    find.add_argument("--save", action="store_true", help="keep a record of the search as evidence")
    find.add_argument("--names", metavar="FILE", help="look up the names in a file, one on each line")
    find.add_argument("--csv", metavar="OUT", help="with --names: write the table to a file")
    parsing.command(verbs, "check", check, about="list what the rules find wrong or missing")


def find_words(args: Namespace) -> Answer:
    """Search; a hit says where its words stand in the stored text. Raises WrongUsage, UnreadableList."""
    if (args.query is None) == (args.names is None):
        raise WrongUsage("Give either words to look for, or --names with a file of names.")
    if args.names is not None:
        return _look_up(args)
    with (writing if args.save else reading)(args) as project:
        filters = search.settled(project, _filters(args))
        hits = search.search(project, args.query, scope=args.scope, limit=args.limit, filters=filters)
        troubles = (UNFINISHED,) if search.incomplete(project) else ()
        saved = searched.save(project, args.query, scope=args.scope, filters=filters) if args.save else None
    data: shapes.Json = {"query": args.query, "hits": [{**shapes.plain(hit)} for hit in hits]}
    said = ""
    if saved is not None:
        data["saved"] = shapes.document(saved)
        said = f"Saved as {saved.code}: {saved.title}"
    return Answer(
        data, said=said, shown=lines.table([_row(hit) for hit in hits]) or "Nothing was found.", troubles=troubles
    )


def _filters(args: Namespace) -> Filters:
    def of(value: str | None) -> frozenset[str]:
        return frozenset([value]) if value else frozenset()

    return Filters(
        kinds=of(args.kind),
        tiers=of(args.tier),
        languages=of(args.language and args.language.partition("-")[0].lower()),
        sources=of(args.source),
        linked=None if args.linked is None else args.linked == "yes",
        document=args.document or "",
    )


def _look_up(args: Namespace) -> Answer:
    listed = names.read(_words_of(Path(args.names)))
    with reading(args) as project:
        found = names.look_up(project, listed, filters=search.settled(project, _filters(args)))
        troubles = (UNFINISHED,) if search.incomplete(project) else ()
    if args.csv:
        with draft_of(Path(args.csv)) as draft:
            names_table.write(found, draft)
    data = {"names": [{**shapes.plain(one), "hits": one.hits} for one in found]}
    said = f"Written to {args.csv}." if args.csv else ""
    return Answer(data, said=said, shown=lines.table([_name_row(one) for one in found]), troubles=troubles)


def _words_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableList(f"“{path.name}” is not written in UTF-8. Save the list as UTF-8 text.") from error
    except OSError as error:
        why = (error.strerror or "the system refused").lower()
        raise UnreadableList(f"“{path}” cannot be read: {why}. Check the name and the folder.") from error


def _name_row(one: NameFound) -> list[str]:
    where = ", ".join(f"{document.code} ({document.hits})" for document in one.documents)
    return [one.name, str(one.hits), where or one.problem or "found nowhere"]


def _row(hit: Hit) -> list[str]:
    return [
        hit.code,
        f"p. {hit.place}" if hit.page else hit.place,
        lines.short(hit.title, 32),
        lines.short(hit.snippet, 120),
    ]


def check(args: Namespace) -> Answer:
    """List the findings, the hardest first; the waived ones are shown as such."""
    from workbench.desk import findings  # the rules are needed by no other command

    with reading(args) as project:
        found = sorted(findings.every(project), key=lambda one: HARDEST_FIRST.index(one.severity))
    rows = [
        [one.severity, one.code, one.rule, one.sentence + (f" (waived: {one.waived})" if one.waived else "")]
        for one in found
    ]
    return Answer({"findings": shapes.plain(found)}, shown=lines.table(rows), said="" if rows else "Nothing was found.")
