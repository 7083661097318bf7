"""What merging has to do, said a second time and as simply as it can be: nothing here knows the program.

A thing has fields; every change of a field names the changes it saw there; what no other change saw stands. Sets of
changes are joined by union. All is worked out anew from the whole set each time it is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

GONE = "gone"
ASKED = {("claim", "statement"), ("link", "stance")}  # fields of which a person decides


class Refused(Exception):
    """It may not be taken back, because somebody worked on it since."""


class Nothing(Exception):
    """There is nothing to take back."""


@dataclass(eq=False, slots=True)
class Act:
    """One value set, or a thing deleted (GONE: True) or brought back (GONE: False)."""

    thing: str
    values: dict[str, object]
    saw: dict[str, frozenset["Act"]]
    back_of: "Act | None" = None


@dataclass(eq=False, slots=True)
class Deed:
    """Acts done together: "do", "undo" or "redo" (of another deed)."""

    kind: str
    acts: list[Act]
    of: "Deed | None" = None


@dataclass(slots=True)
class World:
    """What every copy knows of things: their kind and what they refer to. Made once, never changed."""

    kinds: dict[str, str] = field(default_factory=dict)
    refers: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Copy:
    """One person's copy: what was done, in the order it came here, where merges lie in it, and merges taken back."""

    world: World
    deeds: list[Deed] = field(default_factory=list)
    merges: list[tuple[int, int]] = field(default_factory=list)  # from, to (exclusive)
    aside: list[tuple[int, list[Deed], int]] = field(default_factory=list)  # length then, deeds, how many of the merge

    def twin(self) -> "Copy":
        """Return a copy of the file as it lies there."""
        return Copy(self.world, list(self.deeds), list(self.merges), list(self.aside))

    # -- what follows from the set -----------------------------------------------------------------------------

    def heads(self, thing: str) -> dict[str, set[Act]]:
        """Return, by field, the acts that no other act saw."""
        acts = [act for deed in self.deeds for act in deed.acts if act.thing == thing]
        standing: dict[str, set[Act]] = {}
        for act in acts:
            for name in act.values:
                if not any(name in other.values and act in other.saw.get(name, ()) for other in acts):
                    standing.setdefault(name, set()).add(act)
        return standing

    def deleted_by(self, thing: str) -> list[Act]:
        """Return the deletions that stand."""
        return [act for act in self.heads(thing).get(GONE, ()) if act.values[GONE]]

    def buried(self, thing: str) -> bool:
        """Whether a thing is deleted, by somebody who saw all of it, and nobody brought it back."""
        heads = self.heads(thing)
        gone = heads.pop(GONE, set())
        if not heads or any(not act.values[GONE] for act in gone):
            return not heads
        return any(all(acts <= act.saw.get(name, frozenset()) for name, acts in heads.items()) for act in gone)

    def things(self) -> set[str]:
        """Return everything that was ever made here."""
        return {act.thing for deed in self.deeds for act in deed.acts}

    def alive(self) -> set[str]:
        """Return what is there: what is not buried, what that refers to, and what was deleted together with this."""
        every = self.things()
        alive = {thing for thing in every if not self.buried(thing)}
        while True:
            more = {one for thing in alive for one in self.world.refers[thing] if one in every}
            graves = {act for thing in more | alive if self.buried(thing) for act in self.deleted_by(thing)}
            together = {
                other
                for deed in self.deeds
                if graves & set(deed.acts)
                for other in every
                if self.buried(other) and any(act in deed.acts for act in self.deleted_by(other))
            }
            if more | together <= alive:
                return alive
            alive |= more | together

    def values(self, thing: str, name: str) -> set[object]:
        """Return the values that stand in a field."""
        return {act.values[name] for act in self.heads(thing).get(name, ())}

    def conflicts(self) -> set[tuple[str, str]]:
        """Return (thing, field) of what a person has to decide."""
        found = set()
        for thing in self.things():
            if self.buried(thing):
                continue
            found |= {
                (thing, name)
                for name in self.heads(thing)
                if (self.world.kinds[thing], name) in ASKED and len(self.values(thing, name)) > 1
            }
            if self.deleted_by(thing):
                found.add((thing, GONE))
        return found

    # -- what is done ------------------------------------------------------------------------------------------

    def seen(self, thing: str, names: "set[str] | None" = None) -> dict[str, frozenset[Act]]:
        """Return what whoever acts now has seen."""
        return {name: frozenset(acts) for name, acts in self.heads(thing).items() if names is None or name in names}

    def make(self, things: dict[str, tuple[str, tuple[str, ...], dict[str, object]]]) -> None:
        """Make things: kind, what they refer to, first values."""
        for thing, (kind, refers, _) in things.items():
            self.world.kinds[thing], self.world.refers[thing] = kind, refers
        self.deeds.append(Deed("do", [Act(thing, values, {}) for thing, (_, _, values) in things.items()]))

    def change(self, thing: str, name: str, value: object) -> None:
        """Set a field."""
        self.deeds.append(Deed("do", [Act(thing, {name: value}, self.seen(thing, {name}))]))

    def delete(self, *things: str) -> None:
        """Delete things together."""
        self.deeds.append(Deed("do", [Act(thing, {GONE: True}, self.seen(thing)) for thing in things]))

    def settle_end(self, thing: str, *, gone: bool) -> None:
        """Keep or delete what was deleted on one side, and everything deleted with it."""
        deeds = [deed for deed in self.deeds if set(deed.acts) & set(self.deleted_by(thing))]
        things = {act.thing for deed in deeds for act in deed.acts if self.deleted_by(act.thing)}
        self.deeds.append(Deed("do", [Act(one, {GONE: gone}, self.seen(one)) for one in sorted(things)]))

    # -- taking back -------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last deed above the last merge back, or that merge."""
        above = self.merges[-1][1] if self.merges else 0
        decided: dict[Deed, Deed | None] = {}
        for deed in reversed(self.deeds[above:]):
            if deed.kind == "fixed":
                break
            if deed.kind == "do":
                if (applied := decided.get(deed, deed)) is not None:
                    self.deeds.append(Deed("undo", self.inverse(applied), deed))
                    return
            elif deed.of is not None:
                decided.setdefault(deed.of, deed if deed.kind == "redo" else None)
        if not self.merges:
            raise Nothing
        first, last = self.merges.pop()
        self.aside.append((first, self.deeds[first:], last - first))
        del self.deeds[first:]

    def redo(self) -> None:
        """Do again what was taken back last, if nothing was done since."""
        last = self.merges[-1][1] if self.merges else 0
        aside = (
            self.aside[-1] if self.aside and not any(d.of is None for d in self.deeds[self.aside[-1][0] :]) else None
        )
        decided = set()
        for deed in reversed(self.deeds[max(last, aside[0] if aside else 0) :]):
            if deed.of is None:
                break
            if deed.of not in decided and deed.kind == "undo":
                self.deeds.append(Deed("redo", self.inverse(deed), deed.of))
                return
            decided.add(deed.of)
        if aside is None:
            raise Nothing
        self.aside.pop()
        came = [deed for deed in aside[1][: aside[2]] if deed not in self.deeds]
        if came:
            self.merges.append((len(self.deeds), len(self.deeds) + len(came)))
        self.deeds += came
        self.deeds += [deed for deed in aside[1][aside[2] :] if deed not in self.deeds]

    def meant(self, act: Act, name: str) -> set[Act]:
        """Look through takings-back to the acts whose values stand again."""
        if act.back_of is None:
            return {act}
        return {one for past in act.back_of.saw.get(name, ()) for one in self.meant(past, name)}

    def meaning(self, acts: "frozenset[Act] | set[Act]", name: str) -> set[Act]:
        """Return what several acts mean."""
        return {one for act in acts for one in self.meant(act, name)}

    def inverse(self, deed: Deed) -> list[Act]:
        """Return the acts that take a deed back; raise Refused where somebody worked on it since."""
        made: dict[object, Act] = {}
        for act in deed.acts:
            now = self.seen(act.thing)
            if any(self.meaning(now[name], name) != self.meant(act, name) for name in act.values):
                raise Refused
            made_it = GONE not in act.values and not act.saw
            for values, saw, must in self.before(act, now, made_it=made_it):
                others = set() if must is None else set(now) - {GONE}
                if any(self.meaning(now[n], n) != self.meaning((must or {}).get(n, frozenset()), n) for n in others):
                    raise Refused
                key = (act.thing, tuple(values.items()), frozenset(saw.items()))
                made.setdefault(key, Act(act.thing, values, saw, act))
        return list(made.values())

    def before(
        self, act: Act, now: dict[str, frozenset[Act]], *, made_it: bool
    ) -> Iterator[tuple[dict[str, object], dict[str, frozenset[Act]], dict[str, frozenset[Act]] | None]]:
        """Yield what stood before an act, what whoever brings it back has seen, and what has to stand unchanged."""
        if made_it:
            yield {GONE: True}, now, {name: frozenset((act,)) for name in act.values}
        elif GONE not in act.values:
            for name in act.values:
                for value in {one.values[name] for one in act.saw[name]}:
                    yield {name: value}, {name: now[name]}, None
        elif not act.saw.get(GONE):
            yield {GONE: False}, now, None
        else:
            for past in act.saw[GONE]:
                blind = any(not acts <= past.saw.get(n, frozenset()) for n, acts in act.saw.items() if n != GONE)
                if not past.values[GONE]:
                    yield {GONE: False}, now, None
                elif blind:
                    yield {GONE: True}, {**past.saw, GONE: now[GONE]}, None
                else:
                    yield {GONE: True}, now, past.saw

    # -- merging -----------------------------------------------------------------------------------------------

    def merge(self, other: "Copy") -> int:
        """Take in what the other copy holds; return how many deeds came."""
        came = [deed for deed in other.deeds if deed not in self.deeds]
        if came:
            self.merges.append((len(self.deeds), len(self.deeds) + len(came)))
            self.deeds += came
        return len(came)
