"""Figures of merging: 10,000 claims and 50,000 links, 2,600 edits on each side.

Time is that of the processor, as ratio to the least a merge has to do (read what comes and hash it again) where the
machine is slow. Run with ``pytest -s tests/bench/test_bench_merge.py``; the figures are printed.
"""

import hashlib
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.store.merge_machine import unsynced
from workbench.desk import projects, sharing
from workbench.desk.merging import Merge
from workbench.model.base import Noun
from workbench.model.sets import CaptureState, DocumentKind, Stance
from workbench.model.tables import Article, ArticleVersion, Claim, Document, EvidenceLink, Occurrence, Passage, Verdict
from workbench.store.log import unpack
from workbench.store.project import Project

pytestmark = pytest.mark.timeout(1800)

CLAIMS, LINKS, EDITS = 10_000, 50_000, 2_600
SENTENCES = [f"Sentence number {n} says that {n * 7} people came." for n in range(CLAIMS)]
QUOTED = "x" * 1_000
TEXT_HASH = hashlib.sha256(QUOTED.encode()).hexdigest()


def cut(rows: list[Noun], size: int) -> Iterator[list[Noun]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def kept(project: Project, label: str, rows: Iterable[Noun]) -> None:
    with project.step(label) as session:
        session.add_all(rows)


def filled(project: Project) -> tuple[list[str], list[str], str]:
    """Put the claims and links into a project; return their ids and the document's."""
    text = " ".join(SENTENCES)
    article = Article(number=1, title="Long")
    version = ArticleVersion(
        article_id=article.id, seq=1, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), received_at=""
    )
    document = Document(
        number=1,
        title="Cited",
        kind=DocumentKind.CITATION,
        capture_state=CaptureState.CITATION_ONLY,
        quotation=QUOTED,
    )
    kept(project, "Add article", [article, version, document])
    claims: list[Noun] = []
    at = 0
    for number, sentence in enumerate(SENTENCES, 1):
        claim = Claim(number=number, article_id=article.id, statement=sentence, created_by="Ada Bell")
        place = Occurrence(claim_id=claim.id, version_id=version.id, start=at, end=at + len(sentence), exact=sentence)
        at += len(sentence) + 1
        claims += [claim, place]
    for some in cut(claims, 500):
        kept(project, "Mark claim", some)
    ids = [row.id for row in claims if isinstance(row, Claim)]
    passages: list[Noun] = [
        Passage(document_id=document.id, start=n, end=n + 10, exact=QUOTED[:10], text_sha256=TEXT_HASH)
        for n in range(500)
    ]
    kept(project, "Link C1", passages)
    links: list[Noun] = [
        EvidenceLink(claim_id=ids[n % CLAIMS], passage_id=passages[n % 500].id, stance=Stance.SUPPORTS, by="Ada Bell")
        for n in range(LINKS)
    ]
    for some in cut(links, 1_000):
        kept(project, "Link C1", some)
    return ids, [row.id for row in links], document.id


def edit(project: Project, claims: list[str], links: list[str], document: str, seed: int) -> None:
    """Do what a checker does, in as many steps: words, stances, links, verdicts."""
    chance = random.Random(seed)
    for n in range(EDITS):
        with project.step("Edit C1") as session:
            match n % 5:
                case 0 | 1:
                    session.get_one(Claim, chance.choice(claims)).statement = f"What {seed} wrote at {n}."
                case 2:
                    link = session.get_one(EvidenceLink, chance.choice(links))
                    link.stance = chance.choice([one for one in Stance if one is not link.stance])
                case 3:
                    start = chance.randrange(900)
                    passage = Passage(
                        document_id=document, start=start, end=start + 20, exact=QUOTED[:20], text_sha256=TEXT_HASH
                    )
                    session.add(passage)
                    session.add(
                        EvidenceLink(claim_id=chance.choice(claims), passage_id=passage.id, stance=Stance.CONTEXT)
                    )
                case _:
                    session.add(
                        Verdict(claim_id=chance.choice(claims), scale_key="five-step", scale_version=1, label="True")
                    )


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Ada's project and Bob's copy of it, worked on apart."""
    folder = tmp_path_factory.mktemp("merge")
    mine, other = folder / "mine.factcheck", folder / "other.factcheck"
    with unsynced():
        project = projects.create(mine, title="Large", person="Ada Bell")
        ids = filled(project)
        project.close()
        shutil.copy(mine, other)
        for path, person, seed in ((mine, "Ada Bell", 1), (other, "Bob Cole", 2)):
            project = projects.open(path, person=person)
            edit(project, *ids, seed)
            project.close()
    return mine, other


def spent(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    before = time.process_time()
    work()
    return time.process_time() - before


def least(mine: Path, other: Path) -> None:
    """Read and hash what comes, and write as many rows: what no merge can do without."""
    with closing(sqlite3.connect(mine)) as here, closing(sqlite3.connect(other)) as there:
        known = set(here.execute("SELECT id FROM log_op"))
        came = [row for row in there.execute("SELECT id, noun, noun_id, body FROM log_op") if (row[0],) not in known]
        assert all(unpack(body).id == ident.hex() for ident, _, _, body in came)
        here.execute("CREATE TEMP TABLE came (id BLOB, noun INTEGER, noun_id BLOB, body BLOB)")
        here.executemany("INSERT INTO came VALUES (?, ?, ?, ?)", came)


def test_merging_takes_a_second_and_again_a_tenth(copies: tuple[Path, Path], tmp_path: Path) -> None:
    times, again, floors = [], [], []
    for number in range(3):
        mine = tmp_path / f"{number}.factcheck"
        shutil.copy(copies[0], mine)
        floors.append(spent(partial(least, mine, copies[1])))
        project = projects.open(mine, person="Ada Bell")
        told: list[Merge] = []
        times.append(spent(lambda: told.append(sharing.take_in(project, copies[1]))))  # noqa: B023  (called at once)
        again.append(spent(partial(sharing.take_in, project, copies[1])))
        assert (told[0].steps, told[0].lost) == (EDITS + 1, 0)
        assert len(told[0].conflicts) > 100
        project.close()
    print(f"merge {min(times):.2f} s, again {min(again):.3f} s, the least {min(floors):.2f} s")
    assert min(times) <= max(1.0, 8 * min(floors))
    assert min(again) <= max(0.1, min(floors))


def test_the_log_takes_at_most_twice_the_plain_tables(copies: tuple[Path, Path]) -> None:
    sizes: Counter[str] = Counter()
    with closing(sqlite3.connect(copies[0])) as connection:
        indexes = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE INDEX%'")
        }
        for name, size in connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
            kind = "log" if "log_" in name else "index" if name in indexes or "search" in name else "plain"
            sizes[kind] += size
    print(f"log {sizes['log'] / sizes['plain']:.2f} x the plain tables, {sizes['log'] / 1e6:.1f} MB")
    assert sizes["log"] <= 2 * sizes["plain"]
