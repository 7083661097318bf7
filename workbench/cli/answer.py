"""What a command gives back, and how it reaches the terminal."""

import io
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from workbench.errors import WorkbenchError

# Control characters but the line break and the tab.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class WrongUsage(WorkbenchError):
    """The command was put together wrongly: exit status 2."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gives back.

    ``data`` is the document of ``--json``. ``said`` tells what was done and is silenced by ``--quiet``;
    ``shown`` is what was asked for and never is. ``exact`` text goes out letter for letter where it is piped.
    ``troubles`` are sentences for standard error; ``failed`` makes the exit status 1.
    """

    data: object
    said: str = ""
    shown: str = ""
    exact: bool = False
    troubles: tuple[str, ...] = ()
    failed: bool = False


def give(answer: Answer, *, as_json: bool, quiet: bool) -> int:
    """Print an answer and return the exit status."""
    if as_json:
        _line(json.dumps(answer.data, ensure_ascii=False, indent=1))
    else:
        if answer.said and not quiet:
            _line(harmless(answer.said))
        if answer.exact and not sys.stdout.isatty():
            sys.stdout.write(answer.shown)
        elif answer.shown:
            _line(harmless(answer.shown))
    for sentence in answer.troubles:
        complain(sentence)
    sys.stdout.flush()
    return 1 if answer.failed else 0


def complain(sentence: str) -> None:
    """Put a sentence on standard error, on one line whatever names it holds."""
    print(harmless(" ".join(sentence.splitlines())), file=sys.stderr, flush=True)


def harmless(text: str) -> str:
    """Return a text without signs that would steer the terminal; a title found in a file may hold any."""
    return _STEERING.sub("\ufffd", text)


def speak_unicode() -> None:
    """Let both streams carry any text as UTF-8 with plain line ends, whatever the terminal was set to.

    Names of files may hold bytes that are no text; they are shown escaped instead of failing. A stream that was
    closed, or that a program without a terminal never had, swallows what is said.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (open as long as we run)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _line(text: str) -> None:
    stream: TextIO = sys.stdout
    stream.write(text if text.endswith("\n") else text + "\n")
