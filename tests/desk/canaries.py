"""Random projects in which every text is a word found nowhere else, noted with what it is and whether it stands."""

import hashlib
import json
import random
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import inspect
from sqlmodel import AutoString, select

from workbench.desk import projects
from workbench.model import tables
from workbench.model.base import Closed, Json, Noun
from workbench.model.sets import (
    Anonymity,
    Attribution,
    BlockKind,
    CaptureState,
    Confidentiality,
    DocumentKind,
    Stance,
    Workflow,
)
from workbench.readers.reading import Block
from workbench.store import index
from workbench.store.log import DICTIONARY
from workbench.store.project import Project

SIGNS = ["", "", "é", "ß", "ہ", "भ", "中", "😀", '"', "\\", "\n", "’"]


@dataclass(frozen=True, slots=True)
class Canary:
    """A word, the noun and field it was put into, the document or source it hangs on, and whether it stands."""

    word: str
    noun: str
    field: str
    owner: str
    standing: bool


@dataclass(slots=True)
class Cage:
    """A random project and its canaries."""

    project: Project
    random: random.Random
    canaries: list[Canary] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)  # documents and sources that stay in any copy
    guarded: set[str] = field(default_factory=set)  # documents given by a protected source
    protected: set[str] = field(default_factory=set)  # those sources
    internal: set[str] = field(default_factory=set)
    documents: dict[str, int] = field(default_factory=dict)

    def word(self) -> str:
        letters = "".join(self.random.choices("bcdfghjklmnpqrtvwxz", k=9))
        return f"q{letters[:4]}{self.random.choice(SIGNS)}{letters[4:]}"

    def put(self, noun: str, name: str, owner: str = "", *, standing: bool = True) -> str:
        word = self.word()
        self.canaries.append(Canary(word, noun, name, owner, standing))
        return word

    def fill(self, row: Noun, owner: str = "", *, standing: bool = True, keep: tuple[str, ...] = ()) -> Noun:
        """Put a canary into every field of a row that takes free text."""
        table = inspect(type(row)).local_table
        given = {key.parent.name for key in table.foreign_keys} | {"id", *keep}
        for column in table.columns:
            if column.name in given or isinstance(column.type, Closed):
                continue
            if isinstance(column.type, Json):
                if column.name in {"aliases", "types", "risks"}:
                    setattr(row, column.name, [self.put(table.name, column.name, owner, standing=standing)])
            elif isinstance(column.type, AutoString):
                setattr(row, column.name, self.put(table.name, column.name, owner, standing=standing))
        return row


def build(path: Path, seed: int) -> Cage:
    """Make a random project: sources and documents of every kind, claims, links, edits, deletions, undo and redo."""
    chance = random.Random(seed)
    cage = Cage(None, chance)  # type: ignore[arg-type]  # the project needs canaries for its own name first
    person = cage.put("person", "name")
    cage.project = projects.create(
        path, title=cage.put("project", "title"), workflow=chance.choice(list(Workflow)), person=person
    )
    cage.project.remember(cage.put("view", "key"), {"x": [cage.put("view", "value"), 3]})
    claims = _article(cage)
    sources = _sources(cage)
    passages = [_document(cage, number, sources) for number in range(1, chance.randint(3, 7))]
    _work(cage, claims, [one for one in passages if one])
    _history(cage, claims)
    return cage


def _article(cage: Cage) -> list[str]:
    article = tables.Article(number=1, title="")
    cage.fill(article)
    words = [cage.put("article_version", "text") for _ in range(6)]
    text = " und ".join(words)
    version = tables.ArticleVersion(article_id=article.id, seq=1, text=text, sha256="", received_at="")
    cage.fill(version, keep=("text",))
    ids = []
    with cage.project.step("Add article A1") as session:
        session.add_all([article, version])
        for number in range(1, 4):
            claim = tables.Claim(number=number, article_id=article.id, statement="")
            ids.append(claim.id)
            session.add(cage.fill(claim))
            at = text.index(words[number])
            place = tables.Occurrence(
                claim_id=claim.id, version_id=version.id, start=at, end=at + len(words[number]), exact=words[number]
            )
            session.add(cage.fill(place, keep=("exact",)))
        mark = tables.NoFact(version_id=version.id, start=0, end=len(words[0]), exact=words[0])
        session.add(cage.fill(mark, keep=("exact",)))
    return ids


def _sources(cage: Cage) -> list[str]:
    rows = []
    for attribution in (*Attribution, Attribution.ON_THE_RECORD):
        row = tables.Source(name="", attribution=attribution, anonymity=cage.random.choice(list(Anonymity)))
        if attribution is Attribution.OFF_THE_RECORD:
            cage.hidden.add(row.id)
        elif attribution is not Attribution.ON_THE_RECORD or row.anonymity is not Anonymity.NONE:
            cage.protected.add(row.id)
        rows.append(cage.fill(row, row.id))
    with cage.project.step("Add source") as session:
        session.add_all([*rows, cage.fill(tables.IndependenceGroup(label=""))])
    return [row.id for row in rows]


def _document(cage: Cage, number: int, sources: list[str]) -> str | None:
    chance = cage.random
    secrecy = chance.choice([*Confidentiality, Confidentiality.OPEN])
    held = chance.random() < 0.7
    document = tables.Document(
        number=number,
        title="",
        kind=DocumentKind.TEXT if held else DocumentKind.CITATION,
        capture_state=CaptureState.CAPTURED if held else CaptureState.CITATION_ONLY,
        source_id=chance.choice([None, *sources]),
        derived_from_id=chance.choice([None, None, *cage.documents]),
        confidentiality=secrecy,
    )
    cage.documents[document.id] = number
    if (
        secrecy is Confidentiality.CONFIDENTIAL
        or document.source_id in cage.hidden
        or document.derived_from_id in cage.hidden
    ):
        cage.hidden.add(document.id)
    elif secrecy is Confidentiality.INTERNAL or document.derived_from_id in cage.internal:
        cage.internal.add(document.id)
    if document.source_id in cage.protected:
        cage.guarded.add(document.id)
    cage.fill(document, document.id, keep=("quotation",) if held else ())
    rows: list[Noun] = [document]
    text = document.quotation if not held else " mais ".join(cage.put("text", "text", document.id) for _ in range(8))
    if held:
        rows.append(_file(cage, document, text))
    rows.append(cage.fill(tables.CustodyEvent(document_id=document.id, action="", at=""), document.id))
    passage = tables.Passage(
        document_id=document.id,
        start=0,
        end=len(text),
        exact=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    rows.append(cage.fill(passage, document.id, keep=("exact", "text_sha256")))
    with cage.project.step(f"Add evidence E{number}") as session:
        session.add_all(rows)
        if held:
            _derived(cage, session.connection(), document.id, passage.id, text)
    return passage.id


def _file(cage: Cage, document: tables.Document, text: str) -> tables.FileBlob:
    # Bytes whose words stand nowhere else, beside those of the text.
    inside = cage.put("blob", "bytes", document.id)
    data = f"{text} {inside}".encode() + cage.random.randbytes(200)
    sha = hashlib.sha256(data).hexdigest()
    cage.canaries.append(Canary(sha, "file_blob", "sha256", document.id, standing=True))
    cage.project.keep([data], sha256=sha, size=len(data))
    blob = tables.FileBlob(sha256=sha, size=len(data), mime="text/plain", original_name="")
    cage.fill(blob, document.id, keep=("sha256", "mime"))
    if cage.random.random() < 0.3:  # a title that is the name of the file
        document.title = f"{blob.original_name}.txt"
        blob.original_name = document.title
    document.blob_id = blob.id
    return blob


def _derived(cage: Cage, connection: Any, document_id: str, passage_id: str, text: str) -> None:
    said = {"author": cage.put("text", "metadata", document_id)}
    layout = index.layout_to(
        [Block(BlockKind.BODY, 0, len(text))],
        (),
        {"metadata": said, "warnings": [cage.put("text", "metadata", document_id)]},
    )
    sha = hashlib.sha256(text.encode()).hexdigest()
    connection.exec_driver_sql(
        "INSERT INTO document_text VALUES (?, ?, 'test/1', 'text', 'text/plain', 'good', ?, 0, ?, ?)",
        (document_id, sha, len(text), text, layout),
    )
    picture = cage.put("picture", "png", document_id)
    connection.exec_driver_sql("INSERT INTO passage_picture VALUES (?, '[]', ?)", (passage_id, picture.encode()))


def _work(cage: Cage, claims: list[str], passages: list[str]) -> None:
    with cage.project.step("Link E1 to C1") as session:
        for passage_id in passages:
            owner = session.get_one(tables.Passage, passage_id).document_id
            link = tables.EvidenceLink(
                claim_id=cage.random.choice(claims), passage_id=passage_id, stance=cage.random.choice(list(Stance))
            )
            session.add(cage.fill(link, owner))
        scale = session.exec(select(tables.Scale)).one()
        for claim_id in claims:
            verdict = tables.Verdict(
                claim_id=claim_id, scale_key=scale.key, scale_version=scale.version, label=scale.labels[0]["label"]
            )
            session.add(cage.fill(verdict, keep=("scale_key", "label")))
            session.add(cage.fill(tables.Query(claim_id=claim_id, text="")))
            session.add(cage.fill(tables.ProposedChange(claim_id=claim_id, was="", should_be="")))
            session.add(cage.fill(tables.Waiver(finding_key="", rule="", claim_id=claim_id, reason="")))


def _history(cage: Cage, claims: list[str]) -> None:
    """Write over, delete, undo and redo."""
    chance = cage.random
    for name in chance.sample(["statement", "note", "claimant", "place"], 3):
        claim_id = chance.choice(claims)
        with cage.project.step(f"Edit claim C{claims.index(claim_id) + 1}") as session:
            claim = session.get_one(tables.Claim, claim_id)
            old = getattr(claim, name)
            setattr(claim, name, cage.put("claim", name))
        cage.canaries = [
            Canary(c.word, c.noun, c.field, c.owner, standing=False) if c.word == old else c for c in cage.canaries
        ]
    gone = tables.Source(name="")
    cage.fill(gone, gone.id, standing=False)
    with cage.project.step("Add source") as session:
        session.add(gone)
    if chance.random() < 0.5:
        cage.project.undo()
    else:
        with cage.project.step("Remove source") as session:
            session.delete(session.get_one(tables.Source, gone.id))
    with cage.project.step("Edit article") as session:
        article = session.exec(select(tables.Article)).one()
        article.byline = cage.put("article", "byline", standing=False)
    cage.project.undo()
    if chance.random() < 0.3:
        cage.project.redo()
        last = cage.canaries.pop()
        before = next(c for c in cage.canaries if (c.noun, c.field) == ("article", "byline"))
        cage.canaries.remove(before)
        cage.canaries += [
            Canary(last.word, "article", "byline", "", standing=True),
            Canary(before.word, "article", "byline", "", standing=False),
        ]


# -- what should stay, said independently of the program --------------------------------------------------------

NOTES = {
    ("claim", "note"), ("claim", "due"), ("source", "interests"), ("source", "agreed_terms"), ("document", "note"),
    ("evidence_link", "note"), ("waiver", "reason"), ("custody_event", "note"),
}  # fmt: skip
NAMES = {"by", "created_by", "captured_by", "assignee", "approved_by"}
PATHS = {
    ("article_version", "received_from"), ("file_blob", "original_name"), ("document", "problem"),
    ("custody_event", "note"), ("text", "metadata"),
}  # fmt: skip
METADATA = {("document", "captured_at"), ("document", "captured_how"), ("text", "metadata")}
FILES = {"file_blob", "blob", "picture"}
GUARDED = {("document", name) for name in ("author", "captured_at", "captured_how", "captured_by", "problem")} | {
    ("custody_event", "note"), ("custody_event", "by"), ("text", "metadata"),
}  # fmt: skip
ALL = frozenset({"notes", "names", "paths", "metadata", "files", "internal"})


def must_stay(cage: Cage, canary: Canary, parts: frozenset[str], left_out: set[str]) -> bool:
    """Return whether a canary may not be found in a copy from which these parts and documents are left out."""
    where = (canary.noun, canary.field)
    return any(
        (
            not canary.standing,
            canary.noun == "view",
            canary.owner in cage.hidden | left_out,
            "internal" in parts and canary.owner in cage.internal,
            "notes" in parts and (where in NOTES or canary.noun in {"query", "proposed_change"}),
            "names" in parts and (canary.field in NAMES or canary.noun == "person"),
            "names" in parts and canary.owner in cage.protected and canary.field in {"name", "aliases", "description"},
            "paths" in parts and where in PATHS,
            "metadata" in parts and where in METADATA,
            "files" in parts
            and (
                (canary.noun in FILES and where != ("file_blob", "original_name")) or where == ("custody_event", "note")
            ),
            canary.owner in cage.guarded and (where in GUARDED or canary.noun in FILES),
        )
    )


def spread(cage: Cage, left_out: set[str]) -> set[str]:
    """Return the documents left out with those that derive from them."""
    with cage.project.look() as session:
        parents = {d.id: d.derived_from_id for d in session.exec(select(tables.Document))}
    grown = set(left_out)
    while more := {one for one, parent in parents.items() if parent in grown and one not in grown}:
        grown |= more
    return grown


# -- looking into a copy, with means of our own -----------------------------------------------------------------


def traces(path: Path, words: list[str]) -> list[str]:
    """Return which words stand in a file, in six encodings, in its bytes, its cells and its packed operations."""
    heap = [path.read_bytes()]
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        names = [row[0].decode() for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in connection.execute(f"SELECT * FROM {name}"):
                for value in row:
                    if isinstance(value, bytes):
                        heap.append(value)
                        heap.append(_unpacked(value) if name.startswith("log_") else b"")
        connection.execute("CREATE VIRTUAL TABLE temp.w USING fts5vocab(main, search, row)")
        heap.extend(row[0] for row in connection.execute("SELECT term FROM temp.w"))
    return traces_in(heap, words)


def traces_in(heap: list[bytes], words: list[str]) -> list[str]:
    """Return which words stand in bytes, in six encodings."""
    whole = b"\x00\x00\x00\x00".join(heap)
    return [word for word in words if any(form in whole for form in _forms(word))]


def _forms(word: str) -> list[bytes]:
    forms = [word.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]
    forms += [json.dumps(word)[1:-1].encode(), json.dumps(word, ensure_ascii=False)[1:-1].encode()]
    return forms + ([word.encode("latin-1")] if max(word) < "Ā" else [])


def _unpacked(value: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=-15, zdict=DICTIONARY)
        return unpacker.decompress(value) + unpacker.flush()
    except zlib.error:
        return b""
