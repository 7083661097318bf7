"""What the desk hands out about the log: its steps, what each did, and whether everything holds together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step of the log. ``undone`` steps no longer count; ``kind`` is do, undo, redo, merge, fixed or aside."""

    change_id: str
    at: str
    by: str
    label: str
    claim_codes: tuple[str, ...]
    undone: bool
    kind: str = "do"


@dataclass(frozen=True, slots=True)
class Altered:
    """What a step did to one field: ``code`` names the thing where it has a code; ``was`` is "" for a new thing.

    ``verdict`` is the id of the verdict's version the step made, "" where it is about something else.
    """

    noun: str
    code: str
    field: str
    was: str
    now: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One part of the project's integrity, and what was found."""

    name: str
    ok: bool
    detail: str
