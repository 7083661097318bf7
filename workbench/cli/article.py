"""Articles: add, revise, list, text."""

from argparse import Namespace
from pathlib import Path

from workbench.cli import lines, parsing, shapes
from workbench.cli.answer import Answer
from workbench.cli.opening import reading, writing
from workbench.desk import articles, revising


def add_to(verbs: parsing.Verbs) -> None:
    """Add the commands about articles."""
    noun = parsing.group(verbs, "article", about="the text under check")
    add = parsing.command(noun, "add", add_article, about="add an article from a file")
    add.add_argument("file", metavar="FILE", help="a .txt, .md, .docx, .html or .pdf file")
    for name, about in (
        ("title", "its headline"),
        ("byline", "who wrote it"),
        ("outlet", "who published it"),
        ("date", "when it was published (2019-02-22, 2019-02, 2019)"),
        ("url", "where it was published"),
        ("encoding", "the encoding of a text file, where the guess is wrong (cp1252, koi8-r)"),
    ):
        parsing.option(add, name, about=about)
    revise = parsing.command(noun, "revise", revise_article, about="take in the next version and carry the claims over")
    revise.add_argument("article", metavar="A1", help="code or id of the article")
    revise.add_argument("file", metavar="FILE", help="the file with the new version")
    parsing.option(revise, "encoding", about="the encoding of a text file, where the guess is wrong (cp1252, koi8-r)")
    parsing.command(noun, "list", list_articles, about="list the articles")
    text = parsing.command(noun, "text", print_text, about="print the stored text of an article")
    text.add_argument("article", metavar="A1", help="code or id of the article")


def add_article(args: Namespace) -> Answer:
    """Add an article from a file."""
    from workbench.readers import supervise

    with writing(args) as project:
        file = supervise.read_file(Path(args.file), encoding=args.encoding or None)
        added = articles.add(
            project,
            file,
            title=args.title,
            byline=args.byline,
            outlet=args.outlet,
            date=args.date,
            url=args.url,
        )
        warnings = file.reading.warnings if file.reading else ()
        return Answer(
            {"article": shapes.article(project, added), "warnings": list(warnings)},
            said=f"Added {added.code} “{added.title}”, {lines.amount(len(added.text), 'character')}.",
            troubles=warnings,
        )


def revise_article(args: Namespace) -> Answer:
    """Take in the next version of an article, and tell what became of the claims."""
    from workbench.readers import supervise

    with writing(args) as project:
        file = supervise.read_file(Path(args.file), encoding=args.encoding or None)
        made = revising.revise(project, args.article, file)
        became = {name: list(getattr(made, name)) for name in ("unchanged", "moved", "reworded", "unclear", "cut")}
        told = [f"{len(codes)} {_BECAME[name]}{_which(name, codes)}" for name, codes in became.items() if codes]
        told.append(f"{lines.amount(made.sentences, 'new factual sentence')}")
        return Answer(
            {"article": shapes.article(project, made.article), "claims": became, "new_sentences": made.sentences},
            said=f"{made.article.code} is at version {made.article.seq}: {', '.join(told)}.",
        )


_BECAME = {
    "unchanged": "unchanged",
    "moved": "moved",
    "reworded": "reworded",
    "unclear": "in several places",
    "cut": "cut",
}


def _which(name: str, codes: list[str]) -> str:
    return "" if name == "unchanged" else f" ({', '.join(codes)})"


def list_articles(args: Namespace) -> Answer:
    """List the articles."""
    with reading(args) as project:
        found = articles.listing(project)
        rows = [[one.code, f"version {one.seq}", one.outlet or "–", one.published or "–", one.title] for one in found]
        return Answer({"articles": [shapes.article(project, one) for one in found]}, shown=lines.table(rows))


def print_text(args: Namespace) -> Answer:
    """Print the stored text, letter for letter where it is piped."""
    with reading(args) as project:
        found = articles.find(project, args.article)
    data = {
        "id": found.id,
        "code": found.code,
        "version": found.version_id,
        "seq": found.seq,
        "sha256": found.sha256,
        "text": found.text,
        "blocks": shapes.plain(found.blocks),
    }
    return Answer(data, shown=found.text, exact=True)
