"""Projects with as many passages as wanted: words by Zipf's law, put in by the code that every import goes through."""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from workbench import model
from workbench.desk import documents, indexing, projects
from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers.reading import Block, Reading
from workbench.store.project import Project

IN_ONE = 200  # passages of a document
VOCABULARY = 120_000
# As many different beginnings as English words have: some ten thousand of four letters.
ONSETS = "b c d f g h j k l m n p r s t v w st tr pr ch sh th cl gr pl".split()
VOWELS = "a e i o u ea ou".split()
CODAS = " n r s t l m ng nt rs ck".split(" ")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language that nobody speaks, the most frequent first, and how often they come."""

    words: list[str]
    weights: list[float]

    @classmethod
    def made(cls, seed: int = 7) -> "Words":
        """Make them up: as long as English words are, every one once."""
        rng = random.Random(seed)

        def syllable() -> str:
            return rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)

        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made["".join(syllable() for _ in range(rng.choice((1, 1, 2, 2, 2, 3, 3, 4))))[:14]] = None
        ordered = sorted(made, key=lambda word: (len(word) > 5) + rng.random() * 3)
        return cls(ordered, list(accumulate(1 / (rank + 2.7) for rank in range(len(ordered)))))

    def passage(self, rng: random.Random) -> str:
        """Return a paragraph of 30 to 90 words."""
        chosen = rng.choices(self.words, cum_weights=self.weights, k=rng.randint(30, 90))
        return " ".join(chosen).capitalize() + "."


def documents_of(words: Words, passages: int, seed: int = 1) -> Iterator[Reading]:
    """Yield texts of ``IN_ONE`` passages each."""
    rng = random.Random(seed)
    for _ in range(passages // IN_ONE):
        paragraphs = [words.passage(rng) for _ in range(IN_ONE)]
        blocks, at = [], 0
        for paragraph in paragraphs:
            blocks.append(Block(BlockKind.BODY, at, at + len(paragraph)))
            at += len(paragraph) + 2
        text = "\n\n".join(paragraphs)
        yield Reading(DocumentKind.TEXT, "text/plain", text, tuple(blocks), (), TextLayer.GOOD, "bench/1")


def fill(project: Project, readings: Iterator[Reading], *, at_once: int = 10) -> int:
    """Put documents in, some in a step, and return how many characters they have."""
    characters, number, going = 0, 0, True
    while going:
        with project.step("Add evidence") as session:
            for _ in range(at_once):
                reading = next(readings, None)
                if reading is None:
                    going = False
                    break
                number += 1
                characters += len(reading.text)
                document = model.Document(number=number, title=f"Document {number}", kind=reading.kind)
                session.add(document)
                documents.keep_text(session.connection(), document.id, reading)
    indexing.tend(project)
    return characters


def made(path: Path, passages: int) -> tuple[Project, Words, int, float]:
    """Return a project of so many passages, its words, its characters, and the seconds it took."""
    began = time.perf_counter()
    words = Words.made()
    project = projects.create(path, title="Large", person="Ada Bell")
    characters = fill(project, documents_of(words, passages))
    return project, words, characters, time.perf_counter() - began


def index_bytes(path: Path) -> int:
    """Return how many bytes the index takes in the file, its rows and runs included."""
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        try:
            tables = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%'"
            return int(connection.execute(tables).fetchone()[0])
        except sqlite3.OperationalError:  # built without dbstat
            names = ("search_data", "search_idx", "search_docsize", "search_row", "search_run")
            return size * sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names)
