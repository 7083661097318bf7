"""One file on its way in: where it stands, and what that is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workbench.ui.text import tr


class Stage(StrEnum):
    """Where a file stands. The last two need a look."""

    WAITING = "waiting"
    READING = "reading"
    ADDED = "added"
    KNOWN = "known"
    STOPPED = "stopped"
    WITHOUT_TEXT = "without_text"
    REFUSED = "refused"


WORDS = {
    Stage.WAITING: tr("waiting"),
    Stage.READING: tr("reading"),
    Stage.ADDED: tr("added"),
    Stage.KNOWN: tr("already there"),
    Stage.STOPPED: tr("stopped"),
    Stage.WITHOUT_TEXT: tr("kept without text"),
    Stage.REFUSED: tr("not added"),
}
UNDER_WAY = frozenset({Stage.WAITING, Stage.READING})
TROUBLE = frozenset({Stage.WITHOUT_TEXT, Stage.REFUSED})
# What may be tried once more.
AGAIN = frozenset({Stage.STOPPED, Stage.REFUSED})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the queue; ``id`` tells it from others of the same name, ``said`` is the reader's sentence.

    ``document_id`` and ``code`` are of the evidence that was made of it, or that held the same bytes before.
    """

    id: str
    path: Path
    as_article: bool = False
    stage: Stage = Stage.WAITING
    said: str = ""
    document_id: str = ""
    code: str = ""

    @property
    def name(self) -> str:
        """The file's name as it may be shown: one line, nothing in it that turns other words round."""
        return shown_name(self.path.name)


# Characters that change the direction of what follows; a name with them may pass for another ("exe.fdp").
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F], "�")


def shown_name(name: str) -> str:
    """Return a file's name with line breaks, controls and hidden turns of direction made visible."""
    plain = name.encode("utf-8", "backslashreplace").decode("utf-8").translate(_TURNING)
    return "".join(sign if sign >= " " and sign != "\x7f" else "�" for sign in plain)


def summary(entries: Sequence[Entry]) -> str:
    """Return how many stand where, "596 added · 3 already there · 1 not added"."""
    counts = {stage: sum(one.stage is stage for one in entries) for stage in Stage}
    return " · ".join(f"{count} {WORDS[stage]}" for stage, count in counts.items() if count)
