"""Search and check: what is in the project, and what is wrong with it."""

from argparse import Namespace

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer
from workbench.cli.opening import reading
from workbench.desk import search
from workbench.desk.views import Hit
from workbench.model.sets import Severity

SCOPES = ("all", "evidence", "claims")
HARDEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.INFO)


def add_to(verbs: parsing.Verbs) -> None:
    """Add search and check."""
    find = parsing.command(verbs, "search", find_words, about="search evidence and claims")
    find.add_argument("query", metavar="QUERY", help='words, "a phrase", OR, -not, begin*')
    find.add_argument("--in", dest="scope", choices=SCOPES, default="all", help="where to look")
    find.add_argument("--limit", metavar="N", type=parsing.counting, default=20, help="at most this many (20)")
    parsing.command(verbs, "check", check, about="list what the rules find wrong or missing")


def find_words(args: Namespace) -> Answer:
    """Search; a hit says where its words stand in the stored text."""
    with reading(args) as project:
        hits = search.search(project, args.query, scope=args.scope, limit=args.limit)
    data = {"query": args.query, "hits": [{**shapes.plain(hit)} for hit in hits]}
    return Answer(data, shown=lines.table([_row(hit) for hit in hits]) or "Nothing was found.")


def _row(hit: Hit) -> list[str]:
    return [
        hit.code,
        f"p. {hit.page}" if hit.page else "",
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
