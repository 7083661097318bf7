"""Claims: mark, edit, drop, list."""

from argparse import Namespace

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer, WrongUsage
from workbench.cli.opening import reading, writing
from workbench.desk import articles, claims, evidence, revising
from workbench.model.sets import Checkability, ClaimKind, WorkStatus

MARKABLE = (ClaimKind.CONTENT, ClaimKind.ATTRIBUTION, ClaimKind.IMPLIED)
TEXTS = ("statement", "claimant", "claim_date", "place", "note", "assignee")


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about claims."""
    noun = parsing.group(verbs, "claim", about="what the article claims")
    mark = parsing.command(noun, "mark", mark_claim, about="mark words of an article as a claim")
    mark.add_argument("article", metavar="A1", help="code or id of the article")
    mark.add_argument("--quote", metavar="WORDS", required=True, help="the words, as they stand in the article")
    mark.add_argument(
        "--nth", metavar="N", type=parsing.counting, help="which one, where the words stand several times"
    )
    parsing.choice(mark, "kind", MARKABLE, about="content (the default), attribution or implied")
    mark.add_argument("--pair", action="store_true", help="mark who said it and whether it is true, as two claims")
    parsing.option(mark, "statement", about="the claim in one self-contained sentence", default=None)
    parsing.option(mark, "claimant", about="who claims it")
    edit = parsing.command(noun, "edit", edit_claim, about="change what is known about a claim")
    edit.add_argument("claim", metavar="C1", help="code or id of the claim")
    for name, about in (
        ("statement", "the claim in one self-contained sentence"),
        ("claimant", "who claims it"),
        ("claim-date", "the date of the claim (2019-02-22, 2019, XXXX-02-22)"),
        ("place", "where it was claimed"),
        ("note", "a note of the desk"),
        ("assignee", "who checks it"),
    ):
        parsing.option(edit, name, about=about, default=None)
    parsing.choice(edit, "kind", ClaimKind, about="who said it, what is so, what is suggested, what is shown")
    parsing.choice(edit, "status", WorkStatus, about="where the work on it stands")
    parsing.choice(edit, "checkability", Checkability, about="whether it can be checked at all")
    edit.add_argument("--priority", type=int, choices=(1, 2, 3, 4), help="1 is the highest")
    drop = parsing.command(noun, "drop", drop_claim, about="take a claim out of the work")
    drop.add_argument("claim", metavar="C1", help="code or id of the claim")
    restore = parsing.command(noun, "restore", restore_claim, about="take a dropped claim up again")
    restore.add_argument("claim", metavar="C1", help="code or id of the claim")
    place = parsing.command(noun, "place", place_claim, about="put a claim on other words of its article")
    place.add_argument("claim", metavar="C1", help="code or id of the claim")
    place.add_argument("--quote", metavar="WORDS", required=True, help="the words, as they stand in the newest version")
    place.add_argument("--nth", metavar="N", type=parsing.counting, help="which one, where they stand several times")
    listing = parsing.command(noun, "list", list_claims, about="list the claims in the order of the article")
    listing.add_argument("--dropped", action="store_true", help="those that were dropped instead")


def mark_claim(args: Namespace) -> Answer:
    """Mark words as a claim, or as a quote pair."""
    if args.pair and (args.kind or args.statement):
        raise WrongUsage("--pair makes two claims. Give their --kind or --statement afterwards, by claim edit.")
    with writing(args) as project:
        article = articles.find(project, args.article)
        start, end = evidence.pick(article.text, args.quote, nth=args.nth, where=article.code)
        if args.pair:
            said, content = claims.mark_pair(project, article.version_id, start, end, claimant=args.claimant)
            return Answer(
                {"claim": shapes.claim(project, said), "pair": shapes.claim(project, content)},
                said=f"Marked {said.code} (who said it) and {content.code} (whether it is true).",
            )
        marked = claims.mark(
            project,
            article.version_id,
            start,
            end,
            kind=ClaimKind(args.kind or ClaimKind.CONTENT),
            statement=args.statement,
            claimant=args.claimant,
        )
        return Answer({"claim": shapes.claim(project, marked)}, said=f"Marked {marked.code}: {marked.statement}")


def edit_claim(args: Namespace) -> Answer:
    """Change what is given."""
    texts = parsing.given(args, *TEXTS)
    if not texts and not parsing.given(args, "kind", "status", "checkability", "priority"):
        raise WrongUsage("Nothing to change was given. Add for instance --statement or --claimant.")
    with writing(args) as project:
        changed = claims.edit(
            project,
            claims.find(project, args.claim).id,
            kind=ClaimKind(args.kind) if args.kind else None,
            status=WorkStatus(args.status) if args.status else None,
            checkability=Checkability(args.checkability) if args.checkability else None,
            priority=args.priority,
            **texts,
        )
        return Answer({"claim": shapes.claim(project, changed)}, said=f"Changed {changed.code}.")


def drop_claim(args: Namespace) -> Answer:
    """Take a claim out of the work; undo or restore brings it back."""
    with writing(args) as project:
        dropped = claims.drop(project, claims.find(project, args.claim).id)
        return Answer({"claim": shapes.claim(project, dropped)}, said=f"Dropped {dropped.code}.")


def restore_claim(args: Namespace) -> Answer:
    """Take a dropped claim up again; one that is not dropped stays as it is."""
    with writing(args) as project:
        found = claims.find(project, args.claim)
        if found.status is not WorkStatus.DROPPED:
            return Answer({"claim": shapes.claim(project, found)}, said=f"{found.code} is not dropped.")
        taken = claims.restore(project, found.id)
        return Answer({"claim": shapes.claim(project, taken)}, said=f"Took {taken.code} up again.")


def place_claim(args: Namespace) -> Answer:
    """Put a claim on other words, as a person decided after a revision."""
    with writing(args) as project:
        claim = claims.find(project, args.claim)
        article = articles.get(project, claim.article_id)
        start, end = evidence.pick(article.text, args.quote, nth=args.nth, where=article.code)
        placed = revising.place(project, claim.id, start, end)
        return Answer({"claim": shapes.claim(project, placed)}, said=f"{placed.code} stands on “{args.quote}” now.")


def list_claims(args: Namespace) -> Answer:
    """List the claims that are not dropped, or those that are."""
    with reading(args) as project:
        rows = claims.rows(project, dropped=args.dropped)
    return Answer({"claims": shapes.plain(rows)}, shown=lines.table([lines.claim(row) for row in rows]))
