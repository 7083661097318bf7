"""The seed article's marks and notes as a page gets them, and texts in other scripts."""

import json
from pathlib import Path

from workbench.model.sets import BlockKind
from workbench.readers.reading import Block
from workbench.ui.pages.contract import MarginNote, Mark, MarkStyle, NoteRun, Shape, Tone

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"

STYLES = {
    8: MarkStyle.SUPPORTED,
    13: MarkStyle.SUPPORTED,
    31: MarkStyle.SUPPORTED,
    41: MarkStyle.MIXED,
    42: MarkStyle.SUPPORTED,
    44: MarkStyle.MIXED,
    45: MarkStyle.CONTRADICTED,
    46: MarkStyle.SUPPORTED,
    47: MarkStyle.SUPPORTED,
    51: MarkStyle.CONTRADICTED,
    12: MarkStyle.CONTEXT,
    27: MarkStyle.MIXED,
}
WORDS = {
    MarkStyle.SUPPORTED: (NoteRun("True"), NoteRun("3", shape=Shape.TICK)),
    MarkStyle.CONTRADICTED: (
        NoteRun("Mostly false", Tone.CONTRADICTS),
        NoteRun("2", shape=Shape.TIMES),
        NoteRun("1", shape=Shape.TICK),
    ),
    MarkStyle.MIXED: (NoteRun("Half true", shape=Shape.HALF_MOON), NoteRun("1", shape=Shape.TICK)),
    MarkStyle.UNCHECKED: (NoteRun("open"),),
    MarkStyle.CONTEXT: (NoteRun("context only", shape=Shape.DOT),),
}


def seed_file(name: str) -> Path:
    for place in (ROOT / "seeds" / name, ROOT.parent / "shared" / "data" / name):
        if place.exists():
            return place
    raise FileNotFoundError(name)


def seed_text() -> str:
    return seed_file("000_cc34874bd0f47476.txt").read_text(encoding="utf-8")


def lines_as_blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line:
            kind = (BlockKind.TITLE, BlockKind.DEK)[len(blocks)] if len(blocks) < 2 else BlockKind.BODY
            blocks.append(Block(kind, at, at + len(line)))
        at += len(line) + 1
    return tuple(blocks)


def seed_marks() -> list[Mark]:
    claims = json.loads(seed_file("seed_claims.json").read_text(encoding="utf-8"))["claims"]
    return [
        Mark(
            c["id"],
            c["start"],
            c["end"],
            str(int(c["id"][1:])),
            STYLES.get(int(c["id"][1:]), MarkStyle.UNCHECKED),
            f"Claim {int(c['id'][1:])}",
        )
        for c in claims
    ]


def notes_for(marks: list[Mark]) -> list[MarginNote]:
    return [MarginNote(m.start, (NoteRun(m.number, Tone.TEXT, bold=True), *WORDS[m.style]), m.id) for m in marks]
