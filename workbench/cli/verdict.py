"""Verdicts: decide, history."""

from argparse import Namespace

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer
from workbench.cli.opening import reading, writing
from workbench.desk import claims, verdicts


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about verdicts."""
    noun = parsing.group(verbs, "verdict", about="judgements on claims")
    decide = parsing.command(noun, "decide", decide_verdict, about="give a claim a verdict; earlier ones are kept")
    decide.add_argument("claim", metavar="C1", help="code or id of the claim")
    decide.add_argument("--label", metavar="LABEL", required=True, help="a label of the project's scale")
    decide.add_argument("--rationale", metavar="TEXT", required=True, help="why; evidence is cited as [E1]")
    parsing.option(decide, "short", about="the conclusion in one sentence")
    parsing.option(decide, "as-of", about="the date on which this was known")
    history = parsing.command(noun, "history", tell_history, about="list the verdicts of a claim, newest first")
    history.add_argument("claim", metavar="C1", help="code or id of the claim")


def decide_verdict(args: Namespace) -> Answer:
    """Give a claim a verdict."""
    with writing(args) as project:
        claim = claims.find(project, args.claim)
        made = verdicts.decide(
            project,
            claim.id,
            label=args.label,
            rationale=args.rationale,
            short_conclusion=args.short,
            as_of=args.as_of,
        )
        return Answer({"verdict": shapes.verdict(made)}, said=f"{claim.code} is judged: {made.label}.")


def tell_history(args: Namespace) -> Answer:
    """List the verdicts of a claim, the newest first."""
    with reading(args) as project:
        found = verdicts.history(project, claims.find(project, args.claim).id)
    newest_first = sorted(found, key=lambda one: one.version, reverse=True)
    rows = [[str(one.version), one.at, one.by or "–", one.label, lines.short(one.rationale)] for one in newest_first]
    return Answer({"verdicts": [shapes.verdict(one) for one in newest_first]}, shown=lines.table(rows))
