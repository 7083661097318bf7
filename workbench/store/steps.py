"""Steps: the kinds of a change in the log, and how a committed one is announced."""

from dataclasses import dataclass

DO, UNDO, REDO = "do", "undo", "redo"
FIXED = "fixed"  # making the project: never undone, and nothing before it either
ASIDE = "aside"  # a colleague who introduces himself: never undone, and no wall before the work that stands there


@dataclass(frozen=True, slots=True)
class Touched:
    """A noun that a step made, changed or deleted."""

    noun: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One committed step, announced to those who listen."""

    label: str
    kind: str
    touched: tuple[Touched, ...]

    def concerns(self, *nouns: str) -> bool:
        """Return whether any noun of the given names ("claim", "document") was touched."""
        return any(touched.noun in nouns for touched in self.touched)


Written = tuple[str | None, Step]  # the last change written, by id, and what to announce
