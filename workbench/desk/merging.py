"""What the desk hands out about merging: frozen values for the window and the command line, and their text."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Coming:
    """How much of one noun a merge makes, changes and deletes, and the sentence that says so."""

    noun: str
    made: int
    changed: int
    deleted: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a conflict, in words: who set it, when (never after it came here) and in which step.

    ``came`` is True for what came by a merge; ``op`` names the operation, ``place`` its change's place in the log.
    """

    op: str
    value: Any
    shown: str
    details: tuple[tuple[str, str], ...]
    who: str
    when: str
    why: str
    came: bool
    place: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that several people set unseen by each other; ``base`` is the value all of them saw.

    ``field`` is "deleted" where one deleted what another worked on; it was kept and waits for a decision.
    ``claim_id`` is the claim it belongs to, nothing where it belongs to none.
    """

    id: str
    noun: str
    noun_id: str
    code: str
    claim_id: str
    field: str
    about: str
    sides: tuple[Side, ...]
    base: str

    @property
    def mine(self) -> Side:
        """The value set here."""
        return self.sides[0]

    @property
    def theirs(self) -> Side:
        """The value that came."""
        return self.sides[-1]


@dataclass(frozen=True, slots=True)
class SameSpan:
    """Two claims of one kind on the same words: perhaps one claim, marked on two laptops."""

    claim_id: str
    other_id: str
    code: str
    other_code: str
    exact: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge brings (``done`` False) or brought; ``lost`` is always 0.

    ``renumbered`` pairs the code a thing was given with the one it is shown by here.
    """

    other: str
    at: str
    by: str
    done: bool
    people: tuple[str, ...]
    steps: int
    coming: tuple[Coming, ...]
    conflicts: tuple[Conflict, ...]
    files: int
    documents_joined: tuple[str, ...]
    same_span: tuple[SameSpan, ...]
    renumbered: tuple[tuple[str, str], ...]
    lost: int

    @property
    def nothing_new(self) -> bool:
        """Whether everything of the other copy is here already."""
        return self.steps == 0 and self.files == 0

    def sentences(self) -> tuple[str, ...]:
        """Return what comes, what has to be decided and what is lost, a sentence each."""
        if self.nothing_new:
            return ("Everything in the other copy is here already.",)
        said = [one.sentence for one in self.coming]
        if self.files:
            said.append(f"{self.files} {'file' if self.files == 1 else 'files'} of evidence, checked by fingerprint.")
        said += [f"{code} was added on both sides and is one document." for code in self.documents_joined]
        said += [f"{was} had two owners; the later is {now} here." for was, now in self.renumbered]
        said += [
            f"{one.code} and {one.other_code} stand on the same words and may be one claim." for one in self.same_span
        ]
        said += [f"To decide: {one.about} ({one.id})." for one in self.conflicts]
        said.append("Lost: nothing." if self.lost == 0 else f"Lost: {self.lost} operations.")
        return tuple(said)

    def text(self) -> str:
        """Return the report of the merge, to be kept."""
        head = f"Merge with {self.other}" if self.done else f"What a merge with {self.other} would bring"
        who = f" by {self.by}" if self.by else ""
        lines = [head, f"{self.at}{who}", ""]
        if self.people:
            lines.append(f"Work of: {', '.join(self.people)}.")
        lines += self.sentences()
        for one in self.conflicts:
            lines += ["", f"{one.about} ({one.id})"]
            lines += [f"  {side.who or 'nobody named'}, {side.when}: {side.shown}  [{side.why}]" for side in one.sides]
        return "\n".join(lines) + "\n"
