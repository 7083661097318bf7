"""Power cuts: what may be on a disk after one, worked out from what the program wrote, and whether work was lost."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import work
from tests.faults.disk import Disk, Event
from workbench.desk import documents as documents_desk
from workbench.desk import history, projects
from workbench.store.project import Project

SECTOR = 512  # bytes that a disk writes whole or not at all


@dataclass(slots=True)
class File:
    """A file on the simulated disk: what is safe, and what is still under way."""

    safe: bytearray
    pending: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """The disk while the events go by."""

    files: dict[int, File] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    pending: list[Event] = field(default_factory=list)  # of the folder
    promised: int = -1

    def take(self, event: Event, base: dict[int, bytes], number: int) -> None:
        match event.kind:
            case "found":
                self.files[event.file] = File(bytearray(base[event.file]))
                self.names[event.name] = event.file
            case "create":
                self.files[event.file] = File(bytearray())
                self.pending.append(event)
            case "write" | "truncate":
                self.files[event.file].pending.append(event)
            case "sync":
                file = self.files[event.file]
                for one in file.pending:
                    _apply(file.safe, one)
                file.pending.clear()
            case "delete" | "rename":
                self.pending.append(event)
            case "ack":
                self.promised = number
            case _:
                pass
        if event.folder or event.kind == "folder":
            for one in self.pending:
                _enter(self.names, one)
            self.pending.clear()

    def after_a_cut(self, dice: random.Random) -> dict[str, bytes]:
        """Return one of the states that may be found when the power is back: content by name."""
        names = dict(self.names)
        luck = dice.choice((0.0, 1.0, dice.random(), 0.5))
        if dice.random() < 0.5:  # in the order they were made, up to one
            entered = self.pending[: dice.randint(0, len(self.pending))]
        else:  # each name on its own
            entered = [one for one in self.pending if dice.random() < luck]
        for one in entered:
            _enter(names, one)
        return {name: self._content(number, dice, luck) for name, number in names.items()}

    def _content(self, number: int, dice: random.Random, luck: float) -> bytes:
        data = bytearray(self.files[number].safe)
        for one in self.files[number].pending:
            if one.kind == "truncate" or len(one.data) <= SECTOR:
                if dice.random() < luck:
                    _apply(data, one)
                continue
            for start in range(0, len(one.data), SECTOR):  # a torn write: some sectors came, others did not
                if dice.random() < luck:
                    _apply(data, Event("write", at=one.at + start, data=one.data[start : start + SECTOR]))
        return bytes(data)


def _apply(data: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        del data[event.at :]
        return
    if len(data) < event.at:
        data.extend(bytes(event.at - len(data)))
    data[event.at : event.at + len(event.data)] = event.data


def _enter(names: dict[str, int], event: Event) -> None:
    match event.kind:
        case "create":
            names[event.name] = event.file
        case "delete" if names.get(event.name) == event.file:
            del names[event.name]
        case "rename":
            if names.get(event.name) == event.file:
                del names[event.name]
            names[event.to] = event.file
        case _:
            pass


@dataclass(frozen=True, slots=True)
class Tape:
    """A session as the disk saw it: its events, what was there before, and the heads promised, in their order."""

    events: list[Event]
    base: dict[int, bytes]
    heads: list[str]
    path: Path


def record(disk: Disk, folder: Path, *, rounds: int = 1) -> Tape:
    """Let a user work in ``folder`` and return what the disk saw; every committed step is a promise."""
    path = folder / "check.factcheck"
    heads: list[str] = []
    with disk.recording() as events:

        def promise(project: Project) -> None:
            heads.append(project.head())
            events.append(Event("ack", at=len(heads) - 1))

        def made(project: Project) -> None:
            promise(project)
            project.listen(lambda _: promise(project))

        project = work.begin(path, made)
        for number in range(rounds):
            for name, act in work.ACTS.items():
                if name == "import a file":
                    known = work.file(folder, size=300_000, name=f"{number}.bin")
                    documents_desk.add(project, known)
                elif name != "mark a claim" or number == 0:
                    act(project, folder)
            project.remember("scroll", number)
            project.close()
            project = projects.open(path, person="Ada Bell")
            made(project)
        project.close()
    return Tape(events, disk.base, heads, path)


def trials(tape: Tape, folder: Path, *, amount: int, seed: int) -> tuple[int, int]:
    """Cut the power ``amount`` times, open what is left and verify it; return how many (lost a step, were corrupt)."""
    dice = random.Random(seed)
    turns = [number for number, event in enumerate(tape.events, 1) if event.kind != "write"]
    moments = sorted(dice.choice((dice.choice(turns), dice.randint(1, len(tape.events)))) for _ in range(amount))
    world, done, lost, corrupt = World(), 0, 0, 0
    folder.mkdir(exist_ok=True)
    for moment in moments:
        for event in tape.events[done:moment]:
            world.take(event, tape.base, event.at)
        done = moment
        for old in folder.iterdir():
            old.unlink()
        for name, data in world.after_a_cut(dice).items():
            (folder / Path(name).name).write_bytes(data)
        held, sound = _found(folder / tape.path.name)
        allowed = tape.heads[max(world.promised, 0) : world.promised + 2]
        if held is None:
            lost += world.promised >= 0
        elif not sound:
            corrupt += 1
        else:
            lost += world.promised >= 0 and held not in allowed
    return lost, corrupt


def _found(path: Path) -> tuple[str | None, bool]:
    """Return the head of the project and whether it is sound; None where there is no project."""
    if not path.exists():
        return None, True
    from workbench.errors import WorkbenchError

    try:
        project = Project.open(path)
    except WorkbenchError:
        return "", False
    try:
        return project.head(), all(result.ok for result in history.verify(project))
    finally:
        project.close()
