"""Searches a finished file for words that had to stay: in its bytes, its cells, its packed operations, its index."""

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from workbench.store.log import DICTIONARY

PIECE = 32  # code points: a long text is looked for in pieces, since a page of the file may cut it anywhere
AT_MOST = 40  # pieces a text, spread evenly
SHORTEST = 6  # code points: anything shorter occurs in bytes by chance
SHORTEST_OF_HEX = 12  # the log is full of hex digits
WINDOW = 8 * 1024 * 1024  # bytes held at a time

_HEX = re.compile(r"[0-9a-f]+\Z")
_WORD = re.compile(r"\w+")


def pieces(text: str) -> list[str]:
    """Return what to look for so as to find any good part of ``text``; nothing where it is too short to tell."""
    cut = [text[at : at + PIECE].strip() for at in range(0, len(text), PIECE)] if len(text) > PIECE else [text.strip()]
    found = [piece for piece in cut if len(piece) >= (SHORTEST_OF_HEX if _HEX.match(piece) else SHORTEST)]
    step = -(-len(found) // AT_MOST) or 1
    return found[::step]


def forms(text: str) -> list[bytes]:
    """Return the byte sequences a text may stand in: six encodings, those that are alike once."""
    made = [text.encode(name, "surrogatepass") for name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]
    made.append(text.encode("latin-1", "ignore") if text.isascii() or _fits(text) else b"")
    made.extend(json.dumps(text, ensure_ascii=ascii_only)[1:-1].encode() for ascii_only in (True, False))
    return [form for form in dict.fromkeys(made) if form]


def _fits(text: str) -> bool:
    return all(ord(sign) < 256 for sign in text)


def in_chunks(chunks: Iterable[bytes], sought: Sequence[bytes]) -> set[bytes]:
    """Return which byte sequences occur in chunks taken together, also across their borders."""
    keep = max(map(len, sought), default=1) - 1
    found: set[bytes] = set()
    tail = b""
    for window in _windows(chunks):
        whole = tail + window
        found.update(one for one in sought if one not in found and one in whole)
        tail = whole[-keep:] if keep else b""
    return found


def _windows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held, size = [], 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size >= WINDOW:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def in_file(path: Path, texts: Iterable[str], raw: Iterable[bytes] = ()) -> list[str]:
    """Return which texts have left a trace in a project file, raw byte sequences as hex.

    Looked through are the bytes of the file as they lie on the disk, and every cell of every table, bodies of
    operations unpacked. The file must not be open for writing.
    """
    wanted: dict[bytes, str] = {one: one.hex() for one in raw}
    for text in texts:
        for form in forms(text):
            wanted.setdefault(form, text)
    sought = list(wanted)
    found = in_chunks(_bytes_of(path), sought)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        found |= in_chunks(_cells(connection), sought)
    return sorted({wanted[one] for one in found})


def _bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(WINDOW):
            yield chunk


def _cells(connection: sqlite3.Connection) -> Iterator[bytes]:
    """Yield the content of every cell, apart from each other; chunks of evidence join up as they do in the file."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    for (name,) in tables.fetchall():
        table = name.decode()
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  (the file's own name of a table)
            for value in row:
                if isinstance(value, bytes):
                    yield value
                    if table.startswith("log_"):
                        yield b"\x00" + _unpacked(value)
            if table != "blob_chunk":
                yield b"\x00\x00"


def _unpacked(body: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=-15, zdict=DICTIONARY)
        return unpacker.decompress(body) + unpacker.flush()
    except zlib.error:
        return b""


def words_of_index(path: Path) -> set[str]:
    """Return every word the search index of a project file knows."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("ATTACH ? AS project", (f"{path.absolute()}",))
        connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab (project, search, row)")
        return {word for (word,) in connection.execute("SELECT term FROM temp.word")}


def words(texts: Iterable[str]) -> set[str]:
    """Return the words of texts as the search index would write them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        from workbench.anchors.fold import fold
        from workbench.store.schema import DERIVED

        connection.execute(next(one for one in DERIVED if "VIRTUAL" in one))
        connection.executemany("INSERT INTO search (body) VALUES (?)", ((fold(text).text,) for text in texts))
        connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, search, row)")
        return {word for (word,) in connection.execute("SELECT term FROM temp.word")}


def free_pages(path: Path) -> int:
    """Return how many pages of the file are unused, where old words could lie."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("PRAGMA freelist_count").fetchone()[0])
