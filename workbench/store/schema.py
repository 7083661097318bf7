"""The tables of the file: the nouns of the model, the operation log, and what is derived or remembered."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cache
from typing import Any

from workbench.anchors import fold
from workbench.store import schema_2
from workbench.store.reading import Asks, Snapshot

APPLICATION_ID = int.from_bytes(b"FcWb")
SCHEMA_VERSION = 2
MAGIC = b"SQLite format 3\x00"

# The log is append-only. Ids are SHA-256 in binary; a body is a compressed canonical JSON (see workbench.store.log).
LOG = (
    "CREATE TABLE log_actor (id BLOB PRIMARY KEY, person_id TEXT NOT NULL, person_name TEXT NOT NULL,"
    " started INTEGER NOT NULL, program TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE log_change (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, actor BLOB NOT NULL,"
    " seq INTEGER NOT NULL, parents BLOB NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL,"
    " label TEXT NOT NULL, target BLOB)",
    "CREATE TABLE log_op (n INTEGER PRIMARY KEY, id BLOB NOT NULL, change INTEGER NOT NULL,"
    " noun INTEGER NOT NULL, noun_id BLOB NOT NULL, body BLOB)",
    "CREATE INDEX log_op_noun ON log_op (noun_id)",
    "CREATE INDEX log_op_change ON log_op (change)",
    # In a redacted copy: what may be said of operations whose body was left out.
    "CREATE TABLE log_partial (op BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE log_head (id BLOB PRIMARY KEY) WITHOUT ROWID",
)

# Bytes of evidence, in chunks; text and index are derived from them and can be made again.
DERIVED = (
    # Merges taken in here, by the range of their changes; merges taken back, to be brought in again.
    "CREATE TABLE log_merge (n INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " at INTEGER NOT NULL, person_name TEXT NOT NULL, label TEXT NOT NULL)",
    "CREATE TABLE log_aside (n INTEGER PRIMARY KEY, after INTEGER NOT NULL, label TEXT NOT NULL, body BLOB NOT NULL)",
    # What follows from all operations together (see workbench.store.replay).
    "CREATE TABLE conflict (noun_id TEXT NOT NULL, field TEXT NOT NULL, noun INTEGER NOT NULL,"
    " PRIMARY KEY (noun_id, field)) WITHOUT ROWID",
    "CREATE TABLE revived (noun_id TEXT PRIMARY KEY, noun INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE renumbered (noun_id TEXT PRIMARY KEY, given INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE blob (n INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,"
    " complete INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE blob_chunk (blob INTEGER NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL,"
    " PRIMARY KEY (blob, seq))",
    "CREATE TABLE document_text (document_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, extractor TEXT NOT NULL,"
    " kind TEXT NOT NULL, mime TEXT NOT NULL, text_layer TEXT NOT NULL, characters INTEGER NOT NULL,"
    " pages INTEGER NOT NULL, text TEXT NOT NULL, layout TEXT NOT NULL)",
    schema_2.RECOGNISED,
    "CREATE TABLE passage_picture (passage_id TEXT PRIMARY KEY, boxes TEXT NOT NULL, png BLOB NOT NULL)",
    "CREATE VIRTUAL TABLE search USING fts5 (body, content='', tokenize="
    "\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")",
    # The index knows rows by number only; see workbench.store.index for how numbers are given.
    "CREATE TABLE search_run (n INTEGER PRIMARY KEY, noun TEXT NOT NULL, noun_id TEXT NOT NULL,"
    " gone INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX search_run_noun ON search_run (noun_id)",
    "CREATE INDEX search_run_gone ON search_run (n) WHERE gone",
    "CREATE TABLE search_row (n INTEGER PRIMARY KEY, field TEXT NOT NULL, start INTEGER NOT NULL,"
    " end INTEGER NOT NULL, page INTEGER, body TEXT)",
    # What is still to be indexed, and the rules of folding by which the index was made (0: it is to be made anew).
    "CREATE TABLE search_waiting (noun_id TEXT PRIMARY KEY, noun TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE search_made (fold INTEGER NOT NULL)",
    "CREATE TABLE view_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


@cache
def statements() -> list[str]:
    """Return every statement that makes a new file, nouns first."""
    return [*(" ".join(statement.split()) for statement in schema_2.NOUNS), *LOG, *DERIVED]


def create(connection: Asks) -> None:
    """Make the tables of a new, empty file and stamp it."""
    for statement in statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO search_made VALUES (?)", (fold.VERSION,))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


CONTENTS = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name"


def fingerprint(connection: Asks) -> str:
    """Return a digest of the file's whole schema, triggers and views included, white space folded."""
    return fingerprint_of(connection.exec_driver_sql(CONTENTS))


def fingerprint_of(rows: Iterable[Sequence[Any]]) -> str:
    """Return the digest of what ``CONTENTS`` found."""
    digest = hashlib.sha256()
    for kind, name, table, sql in rows:
        digest.update(f"{kind}|{name}|{table}|{' '.join(sql.split())}\n".encode())
    return digest.hexdigest()


@cache
def expected() -> str:
    """Return the fingerprint of a file as this program makes it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        empty = Snapshot(connection)
        create(empty)
        return fingerprint(empty)
