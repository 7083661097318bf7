"""The command line: every verb of the desk, for scripts, tests and people who like terminals."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from workbench import __version__
from workbench.cli import (
    article,
    backup,
    claim,
    evidence,
    finding,
    link,
    merge,
    ocr,
    parsing,
    project,
    report,
    share,
    verdict,
)
from workbench.cli.answer import Answer, WrongUsage, complain, give, speak_unicode
from workbench.cli.faults import tell_faults
from workbench.errors import WorkbenchError

ABOUT = "Check an article claim by claim, offline. Without a command the window opens."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; ``argv`` is without the program's name.

    Returns 0 when done, 1 for the user's trouble (one sentence on standard error), 2 for wrong usage.
    """
    speak_unicode()
    tell_faults()
    try:
        args = parser().parse_args(argv)
    except SystemExit as done:  # argparse has said why: help or version (0), wrong usage (2)
        return done.code if isinstance(done.code, int) else 2
    try:
        parsing.must_be_text(args)
        return _give(args.run(args), args)
    except WrongUsage as error:
        complain(f"workbench: {error}")
        return 2
    except WorkbenchError as error:
        complain(error.sentence)
        return 1
    except KeyboardInterrupt:
        complain("Stopped. What was done before is kept.")
        return 1


def _give(answer: Answer, args: Namespace) -> int:
    try:
        return give(answer, as_json=args.json, quiet=args.quiet)
    except BrokenPipeError:  # whoever read our output has seen enough
        _say_no_more()
        return 0
    except OSError as error:
        _say_no_more()
        why = (error.strerror or "the system refused").lower()
        complain(f"It was done, but the answer could not be written out: {why}.")
        return 1


def _say_no_more() -> None:
    """Let nothing more go to standard output, not even what Python writes out when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> ArgumentParser:
    """Return the parser of all commands."""
    top = ArgumentParser(prog="workbench", description=ABOUT, parents=[parsing.common(top=True)], allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"workbench {__version__}")
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    for noun in (project, backup, article, claim, evidence, link, verdict, finding, merge, report, share, ocr):
        noun.add_to(verbs)
    return top
