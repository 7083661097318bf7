"""Building the parsers: the common options, the closed sets as choices, one parser for each command."""

from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.cli.answer import Answer, WrongUsage
from workbench.readers.cells import Cells, named

if TYPE_CHECKING:
    Verbs = _SubParsersAction[ArgumentParser]
else:
    Verbs = _SubParsersAction  # the only name argparse has for a set of commands; not subscriptable when running
_NAMES_OF_FILES = ("project", "file", "files", "out")
Run = Callable[[Namespace], Answer]


def common(*, top: bool) -> ArgumentParser:
    """Return the options every command has.

    They may stand before or after the verb: below the top no default of theirs may overwrite the top's.
    """
    parser = ArgumentParser(add_help=False)
    group = parser.add_argument_group("common options")
    group.add_argument(
        "--json",
        action="store_true",
        default=False if top else SUPPRESS,
        help="one JSON document on standard output",
    )
    group.add_argument(
        "--as-person", metavar="NAME", default="" if top else SUPPRESS, help="who acts: a name or initials"
    )
    group.add_argument(
        "--quiet",
        action="store_true",
        default=False if top else SUPPRESS,
        help="say nothing that was not asked for",
    )
    return parser


def command(verbs: Verbs, name: str, run: Run, *, about: str) -> ArgumentParser:
    """Add the command ``name``, which takes a project first, and return its parser."""
    parser = without_project(verbs, name, run, about=about)
    parser.add_argument("project", metavar="PROJECT", help="the project file (.factcheck)")
    return parser


def without_project(verbs: Verbs, name: str, run: Run, *, about: str) -> ArgumentParser:
    """Add the command ``name``, which is about no project, and return its parser."""
    parser = verbs.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        parents=[common(top=False)],
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    return parser


def group(verbs: Verbs, name: str, *, about: str) -> Verbs:
    """Add the noun ``name`` and return the set its verbs go into."""
    parser = verbs.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".", allow_abbrev=False)
    return parser.add_subparsers(title="commands", metavar="VERB", required=True, dest="verb")


def option(parser: ArgumentParser, name: str, *, about: str, default: str | None = "") -> Action:
    """Add an option that takes a text."""
    return parser.add_argument(f"--{name}", metavar=name.split("-", maxsplit=1)[0].upper(), default=default, help=about)


def choice(
    parser: ArgumentParser,
    name: str,
    members: Iterable[StrEnum],
    *,
    about: str,
    default: StrEnum | None = None,
) -> Action:
    """Add an option that takes a word of a closed set."""
    allowed = [str(member) for member in members]
    return parser.add_argument(
        f"--{name}",
        choices=allowed,
        metavar="|".join(allowed),
        default=str(default) if default is not None else None,
        help=about,
    )


def given(args: Namespace, *names: str) -> dict[str, str]:
    """Return those options of ``names`` that were given, by name."""
    return {name: value for name in names if (value := getattr(args, name)) is not None}


def counting(text: str) -> int:
    """Return a number from 1 up, for ``--nth`` and ``--page``."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is not a number from 1 up")
    return int(text)


def region(text: str) -> tuple[int, ...]:
    """Return the four edges of a part of a picture, for ``--region``."""
    edges = text.split(",")
    if len(edges) != 4 or not all(edge.isascii() and edge.isdigit() and len(edge) < 7 for edge in edges):
        raise ArgumentTypeError(f"“{text}” is not four numbers of pixels such as 120,80,400,260")
    return tuple(map(int, edges))


def cells(text: str) -> Cells:
    """Return cells by their name, for ``--cells``."""
    found = named(text)
    if found is None:
        raise ArgumentTypeError(f"“{text}” is not the name of cells such as B2 or B2:C4")
    return found


def must_be_text(args: Namespace) -> None:
    """Refuse words that are no text, such as letters typed in an old encoding; names of files may be anything.

    Raises WrongUsage.
    """
    for name, value in vars(args).items():
        words = value if isinstance(value, str) and name not in _NAMES_OF_FILES else ""
        if any("\ud800" <= sign <= "\udfff" for sign in words):
            raise WrongUsage(f"The words given as {name.replace('_', ' ')} are not written in UTF-8. Type them again.")
