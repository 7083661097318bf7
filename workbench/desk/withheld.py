"""The words that stay and the words that leave, gathered from the project, so that a finished copy can be searched."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from workbench.desk.leaving import Plan
from workbench.store import schema, traces
from workbench.store.log import all_ops, changes
from workbench.store.redact import Leaves

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
SAMPLE = 48  # bytes taken of a file that stays, at three places of each chunk


@dataclass(slots=True)
class Words:
    """What leaves, with the place it stands at, and what stays."""

    leaving: list[tuple[str, str]] = field(default_factory=list)  # (id of the noun or "", words)
    staying: dict[str, str] = field(default_factory=dict)  # words -> id of the noun they stay with or ""
    staying_bytes: list[bytes] = field(default_factory=list)

    def stay(self, texts: Iterable[str], ident: str = "") -> None:
        """Note words that stay."""
        for text in texts:
            if text.strip() and not _ID.match(text):
                self.staying.setdefault(text, ident)

    def leave(self, texts: Iterable[str], ident: str = "") -> None:
        """Note words that leave."""
        self.leaving.extend((ident, text) for text in texts if text)


def gather(connection: Connection, plan: Plan, leaves: Leaves) -> Words:
    """Return the words of a whole project, sorted into those that leave and those that stay."""
    words = Words()
    for op in all_ops(connection):
        for name, value in op.values.items():
            standing = op.id in plan.heads.registers[op.noun_id].heads.get(name, {})
            take = words.leave if standing and plan.leaves(op.noun_id, name) else words.stay
            take(strings(value), op.noun_id)
    words.leave(change.label for change in changes(connection))
    for name, program in connection.exec_driver_sql("SELECT person_name, program FROM log_actor"):
        words.leave([program])
        (words.leave if leaves.names else words.stay)([name])
    for key, value in connection.exec_driver_sql("SELECT key, value FROM view_state"):
        words.stay([key, value, *strings(json.loads(value))])
    _texts(connection, leaves, words)
    _bytes(connection, leaves, words)
    return words


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a plain value."""
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from strings(one)
        case dict():
            for one in value.values():
                yield from strings(one)
        case _:
            return


def _texts(connection: Connection, leaves: Leaves, words: Words) -> None:
    rows = connection.exec_driver_sql("SELECT document_id, sha256, text, layout, mime, extractor FROM document_text")
    for ident, sha256, text, layout, mime, extractor in rows:
        take = words.leave if ident in leaves.texts else words.stay
        take([text, sha256], ident)
        words.leave([mime, extractor])
        data = json.loads(layout)
        words.leave((page[1] for page in data["pages"]) if ident in leaves.texts else ())
        words.leave((place[0] for place in data.get("places", ())) if ident in leaves.texts else ())
        said = words.leave if ident in leaves.metadata else words.stay
        said([*strings(data["metadata"]), *strings(data["warnings"])], ident)
    _read_pages(connection, leaves, words)


def _read_pages(connection: Connection, leaves: Leaves, words: Words) -> None:
    """What OCR read: it leaves with the text of its document."""
    rows = connection.exec_driver_sql(
        "SELECT d.id, r.sha256, r.text, r.extractor, r.languages, r.at FROM recognised_page r"
        " JOIN file_blob f ON f.sha256 = r.file JOIN document d ON d.blob_id = f.id"
    )
    for ident, sha256, text, *about in rows:
        take = words.leave if ident in leaves.texts else words.stay
        take([text, sha256], ident)
        words.leave(about)


def _bytes(connection: Connection, leaves: Leaves, words: Words) -> None:
    rows = connection.exec_driver_sql(
        "SELECT b.sha256, c.bytes FROM blob b JOIN blob_chunk c ON c.blob = b.n ORDER BY b.n, c.seq"
    )
    for sha256, chunk in rows:
        if sha256 not in leaves.files:
            words.staying_bytes.extend(_samples(chunk))
    for passage_id, png in connection.exec_driver_sql("SELECT passage_id, png FROM passage_picture"):
        if passage_id not in leaves.pictures:
            words.staying_bytes.extend(_samples(png))


def _samples(data: bytes) -> Iterator[bytes]:
    """Yield stretches of bytes that tell a file from others: a run of one value would be found anywhere."""
    for at in (0, len(data) // 2, max(len(data) - SAMPLE, 0)):
        piece = data[at : at + SAMPLE]
        if len(piece) >= traces.SHORTEST and len(set(piece)) > 4:
            yield piece


@dataclass(frozen=True, slots=True)
class Sought:
    """What must not be found in the copy."""

    texts: tuple[str, ...]
    raw: tuple[bytes, ...]
    words: frozenset[str]  # of the search index


def sought(words: Words) -> tuple[Sought, dict[str, str]]:
    """Return what to search a copy for, and the words that stay but also stand in something that leaves."""
    open_text = "\n".join(text for _, text in words.leaving)
    # Lists are kept as JSON; the words of the schema stand in every file.
    ground = "\n".join((open_text, json.dumps(open_text, ensure_ascii=False), *schema.statements()))
    texts = {piece for text in words.staying for piece in traces.pieces(text) if piece not in ground}
    again = {text: ident for text, ident in words.staying.items() if len(text) >= traces.SHORTEST and text in open_text}
    open_bytes = open_text.encode()
    raw = tuple(one for one in words.staying_bytes if one not in open_bytes)
    indexed = traces.words(words.staying) - traces.words(text for _, text in words.leaving)
    return Sought(tuple(sorted(texts)), raw, frozenset(indexed)), again
