"""Random histories of three copies of a project, done in the program and in the model, compared after each act."""

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from sqlmodel import col, func, select

from tests.store.merge_model import GONE, Act, Copy, Deed, Nothing, Refused, World
from workbench.desk import settling
from workbench.model.base import Noun
from workbench.model.ids import new_id
from workbench.model.sets import CaptureState, DocumentKind, Stance, Workflow
from workbench.model.tables import Article, Claim, Document, EvidenceLink, Passage, Project
from workbench.readers import rows
from workbench.store import database, foreign, incoming, verify
from workbench.store import project as projects
from workbench.store.undo import ChangedSince, NothingToUndo

TABLES = {"claim": "claim", "link": "evidence_link", "passage": "passage"}
FIELDS = {"claim": ("statement", "note"), "link": ("stance", "note"), "passage": ()}
TEN_YEARS = 10 * 365 * 86_400_000  # milliseconds
QUOTATION = "The café in Zürich was closed in 2008."


class Differs(AssertionError):
    """The program and the model do not agree."""


class NearRows:
    """Reads a copy's rows here, where a process of its own for each merge would be most of the time."""

    def open(self, path: Path) -> None:
        self._connection = rows.opened(path)

    def ask(self, sql: str, parameters: Sequence[rows.Value] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, tuple(parameters)).fetchall()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


@contextmanager
def unsynced() -> Iterator[None]:
    """Let the disk take its time, and start no process: nothing is about power or hostile files here."""
    connect, opener = database.connect, foreign.opener

    def quick(path: Path, *, read_only: bool) -> sqlite3.Connection:
        connection = connect(path, read_only=read_only)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    database.connect, foreign.opener = quick, NearRows  # type: ignore[assignment]  # in its place
    try:
        yield
    finally:
        database.connect, foreign.opener = connect, opener


class Base:
    """A project with two claims and two links, from which every history starts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.world = World()
        self.deed = Deed("fixed", [])
        self.article = Article(number=1, title="Article")
        self.document = Document(
            number=1,
            title="Cited",
            kind=DocumentKind.CITATION,
            capture_state=CaptureState.CITATION_ONLY,
            quotation=QUOTATION,
        )
        made = projects.Project.create(path)
        rows: list[Noun] = [
            Project(title="P", workflow=Workflow.CLAIMCHECK, scale_key="k", scale_version=1, created_at=""),
            self.article,
            self.document,
        ]
        with made.step("New project", kind="fixed") as session:
            session.add_all(rows)
            for number in (1, 2):
                claim = new_claim(self.article.id, number, f"base {number}")
                passage, link = new_link(self.document.id, claim.id)
                session.add_all([claim, passage, link])
                for ident, (kind, refers, values) in told(claim, passage, link).items():
                    self.world.kinds[ident], self.world.refers[ident] = kind, refers
                    self.deed.acts.append(Act(ident, values, {}))
        made.close()


def new_claim(article: str, number: int, statement: str) -> Claim:
    return Claim(id=new_id(), number=number, article_id=article, statement=statement)


def new_link(document: str, claim: str) -> tuple[Passage, EvidenceLink]:
    passage = Passage(id=new_id(), document_id=document, start=0, end=8, exact=QUOTATION[:8], text_sha256="")
    return passage, EvidenceLink(id=new_id(), claim_id=claim, passage_id=passage.id, stance=Stance.SUPPORTS)


def told(*rows: Noun) -> dict[str, tuple[str, tuple[str, ...], dict[str, object]]]:
    """Return new rows as the model takes them."""
    made: dict[str, tuple[str, tuple[str, ...], dict[str, object]]] = {}
    for row in rows:
        match row:
            case Claim():
                made[row.id] = ("claim", (), {"statement": row.statement, "note": row.note})
            case EvidenceLink():
                values: dict[str, object] = {"stance": str(row.stance), "note": row.note}
                made[row.id] = ("link", (row.claim_id, row.passage_id), values)
            case _:
                made[row.id] = ("passage", (), {"there": True})
    return made


class History:
    """One random history. ``run`` raises Differs where the program and the model part."""

    def __init__(self, base: Base, folder: Path, seed: int) -> None:
        self.base = base
        self.chance = random.Random(seed)
        self.folder = folder
        self.count = 0
        self.done: list[str] = []
        self.models: list[Copy] = []
        self.copies: list[projects.Project] = []
        world = World(dict(base.world.kinds), dict(base.world.refers))
        for name in ("ada", "bob", "eve"):
            path = folder / f"{name}.factcheck"
            shutil.copy(base.path, path)
            project = projects.Project.open(path)
            project.act_as(person_id="", name=name)
            self.copies.append(project)
            self.models.append(Copy(world, [base.deed]))

    def close(self) -> None:
        for project in self.copies:
            project.close()

    def run(self, *, acts: int, whole: bool = False) -> None:
        """Do ``acts`` random things, then let the copies exchange all; ``whole`` tries every order of merging."""
        for _ in range(acts):
            who = self.chance.randrange(3)
            act = self.chance.choices(ACTS, WEIGHTS)[0]
            self.done.append(f"{who} {act.__name__}")
            act(self, who)
            self.compare(who)
        if whole:
            self.every_order()
        for who, other in ((0, 1), (0, 2), (1, 0), (2, 0)):
            self.take_in(who, other)
            self.compare(who)
        ends = [self.everything(project) for project in self.copies]
        if ends[0] != ends[1] or ends[0] != ends[2]:
            raise Differs("copies that exchanged everything differ", self.done)
        with self.chance.choice(self.copies).look() as session:
            wrong = [sentence for _, sound, sentence in verify.verify(session.connection()) if not sound]
        if wrong:
            raise Differs(str(wrong), self.done)

    # -- acts --------------------------------------------------------------------------------------------------

    def shown(self, who: int, kind: str) -> list[str]:
        with closing(sqlite3.connect(self.copies[who].path)) as connection:
            return [ident for (ident,) in connection.execute(f"SELECT id FROM {TABLES[kind]} ORDER BY id")]

    def edit(self, who: int) -> None:
        kind = self.chance.choice(["claim", "claim", "link"])
        there = self.shown(who, kind)
        if not there:
            return
        thing, name = self.chance.choice(there), self.chance.choice(FIELDS[kind])
        self.count += 1
        with self.copies[who].step("Edit C1") as session:
            row: Any = session.get_one(Claim if kind == "claim" else EvidenceLink, thing)
            now = str(getattr(row, name))
            value = f"{who} wrote {self.count}"
            if name == "stance":
                value = self.chance.choice([str(one) for one in Stance if str(one) != now])
            setattr(row, name, Stance(value) if name == "stance" else value)
        self.models[who].change(thing, name, value)

    def add_claim(self, who: int) -> None:
        self.count += 1
        with self.copies[who].step("Mark C1") as session:
            number = int(session.exec(select(func.coalesce(func.max(Claim.number), 0))).one()) + 1
            claim = new_claim(self.base.article.id, number, f"{who} made {self.count}")
            session.add(claim)
        self.models[who].make(told(claim))

    def add_link(self, who: int) -> None:
        claims, passages = self.shown(who, "claim"), self.shown(who, "passage")
        if not claims:
            return
        passage, link = new_link(self.base.document.id, self.chance.choice(claims))
        rows: list[Noun] = [passage, link]
        if passages and self.chance.random() < 0.5:
            link.passage_id = self.chance.choice(passages)
            rows = [link]
        made = told(*rows)
        with self.copies[who].step("Link C1") as session:
            session.add_all(rows)
        self.models[who].make(made)

    def drop_link(self, who: int) -> None:
        there = self.shown(who, "link")
        if not there:
            return
        gone = [self.chance.choice(there)]
        with self.copies[who].step("Drop link") as session:
            link = session.get_one(EvidenceLink, gone[0])
            query = select(EvidenceLink.id).where(
                EvidenceLink.passage_id == link.passage_id, col(EvidenceLink.id) != link.id
            )
            if session.exec(query).first() is None:
                gone.append(link.passage_id)
            session.delete(link)
            if len(gone) == 2:
                session.flush()
                session.delete(session.get_one(Passage, gone[1]))
        self.models[who].delete(*gone)

    def undo(self, who: int) -> None:
        self.alike(self.copies[who].undo, self.models[who].undo)

    def redo(self, who: int) -> None:
        self.alike(self.copies[who].redo, self.models[who].redo)

    def alike(self, real: Callable[[], object], model: Callable[[], None]) -> None:
        """Do the same in both, which refuse it both or neither."""
        outcome = expected = "done"
        try:
            model()
        except (Refused, Nothing) as error:
            expected = type(error).__name__
        try:
            real()
        except ChangedSince:
            outcome = "Refused"
        except NothingToUndo:
            outcome = "Nothing"
        if outcome != expected:
            raise Differs(f"{real.__name__}: {outcome}, and should be {expected}", self.done)

    def merge(self, who: int) -> None:
        self.take_in(who, self.chance.choice([other for other in range(3) if other != who]))

    def take_in(self, who: int, other: int) -> None:
        self.done.append(f"{who} takes {other}")
        joined = incoming.join(self.copies[who], self.copies[other].path, before=list)
        came = self.models[who].merge(self.models[other])
        if (len(joined.arrived), joined.lost) != (came, 0):
            raise Differs(f"{len(joined.arrived)} came and should be {came}; lost {joined.lost}", self.done)
        if incoming.join(self.copies[who], self.copies[other].path, before=list).arrived:
            raise Differs("merging again brought something", self.done)

    def resolve(self, who: int) -> None:
        found = settling.conflicts(self.copies[who])
        if not found:
            return
        conflict = self.chance.choice(found)
        side = self.chance.choice(conflict.sides)
        model = self.models[who]
        if conflict.field != settling.BACK:
            settling.resolve(self.copies[who], conflict.id, side.op)
            model.change(conflict.noun_id, conflict.field, side.value)
            return
        model.settle_end(conflict.noun_id, gone=side.value == settling.DELETE)
        persists = (conflict.noun_id, GONE) in model.conflicts()
        if persists:
            model.undo()
        try:
            settling.resolve(self.copies[who], conflict.id, str(side.value))
        except settling.NotAChoice:
            if not persists:
                raise
        else:
            if persists:
                raise Differs("a conflict was settled that cannot be", self.done)

    def jump(self, who: int) -> None:
        off = self.chance.choice([-TEN_YEARS, 0, TEN_YEARS])
        self.copies[who].clock = lambda: time.time_ns() // 1_000_000 + off  # type: ignore[method-assign]  # a wrong clock

    # -- comparing ---------------------------------------------------------------------------------------------

    def compare(self, who: int) -> None:
        """Raise Differs unless what the copy shows is what the model says."""
        model = self.models[who]
        alive = model.alive()
        with closing(sqlite3.connect(self.copies[who].path)) as connection:
            for kind, table in TABLES.items():
                names = FIELDS[kind]
                rows = {
                    ident: dict(zip(names, values, strict=True))
                    for ident, *values in connection.execute(f"SELECT {', '.join(('id', *names))} FROM {table}")
                }
                wanted = {thing for thing in alive if model.world.kinds[thing] == kind}
                if set(rows) != wanted:
                    raise Differs(f"{kind}: {set(rows) ^ wanted} there or not", self.done)
                for ident, row in rows.items():
                    for name, value in row.items():
                        shown = set(value.split("\n\n")) - {""} if name == "note" else {value}
                        stands = model.values(ident, name)
                        if shown != stands - {""} if name == "note" else not shown <= stands:
                            raise Differs(f"{name} shows {value!r} of {model.values(ident, name)}", self.done)
        self.compare_conflicts(who)

    def compare_conflicts(self, who: int) -> None:
        model = self.models[who]
        found = settling.conflicts(self.copies[who])
        told_of = {(one.noun_id, GONE if one.field == settling.BACK else one.field) for one in found}
        if told_of != model.conflicts():
            raise Differs(f"conflicts {told_of ^ model.conflicts()}", self.done)
        for one in found:
            if one.field != settling.BACK and {side.value for side in one.sides} != model.values(
                one.noun_id, one.field
            ):
                raise Differs("a side of a conflict is missing", self.done)

    def everything(self, project: projects.Project) -> tuple[object, ...]:
        """Return what every copy that holds the same has to have alike."""
        tables = [*TABLES.values(), "conflict", "revived", "renumbered"]
        asked = [*(f"SELECT * FROM {table}" for table in tables), FOUND]
        with closing(sqlite3.connect(project.path)) as connection:
            rows = [sorted(connection.execute(sql), key=repr) for sql in asked]
        return project.head(), rows

    def every_order(self) -> None:
        """Merge copies of the copies in every order and bracketing: one result."""
        results = []
        orders = [((0, 1), (0, 2)), ((1, 2), (0, 1)), ((2, 1), (2, 0)), ((1, 0), (2, 1)), ((0, 2), (1, 0))]
        for number, order in enumerate(orders):
            paths = [shutil.copy(one.path, self.folder / f"{number}{n}.factcheck") for n, one in enumerate(self.copies)]
            for here, there in order:
                project = projects.Project.open(Path(paths[here]))
                incoming.join(project, Path(paths[there]), before=list)
                results.append(self.everything(project) if (here, there) == order[-1] else None)
                project.close()
        ends = [result for result in results if result is not None]
        if any(end != ends[0] for end in ends):
            raise Differs("the order of merging left a trace", self.done)


# What can be found, however its rows came by their numbers.
FOUND = (
    "SELECT u.noun, u.noun_id, r.field, r.start, r.end, r.page, r.body FROM search_run u"
    " JOIN search_row r ON r.n >> 12 = u.n WHERE NOT u.gone"
)
ACTS = (
    History.edit, History.add_claim, History.add_link, History.drop_link, History.undo, History.redo, History.merge,
    History.resolve, History.jump,
)  # fmt: skip
WEIGHTS = (8, 1, 2, 3, 5, 3, 5, 4, 1)


def run(base: Base, folder: Path, seed: int, *, acts: int = 25) -> None:
    """Run one history in a folder of its own."""
    place = folder / str(seed)
    place.mkdir()
    history = History(base, place, seed)
    try:
        history.run(acts=acts, whole=seed % 4 == 0)
    finally:
        history.close()
        with suppress(OSError):
            shutil.rmtree(place)
