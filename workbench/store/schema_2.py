"""The tables of the nouns in file version 2, as text, and what makes a file of version 1 one of version 2.

New since version 1: the kinds of evidence that came with more readers, pages read by OCR, and a search index that
knows its rows by number only. A test holds these tables to the model.
"""

from workbench.store import schema_1
from workbench.store.reading import Asks

# The digest of the whole inside of a file of version 1 (see ``schema.fingerprint``).
BEFORE = "8d2222677e58bce54394cb82eb26d9cd67ee2ec19a445845253a787ca67c4852"
_KINDS_THEN = "'image', 'transcript', 'message', 'citation', 'other'"
_KINDS = (
    "'odt', 'rtf', 'book', 'sheet', 'image', 'sound', 'video', 'transcript', 'message', 'search', 'citation', 'other'"
)
# What OCR read on the pages of a file: one of the readings of a page is shown, the others carry passages.
RECOGNISED = (
    "CREATE TABLE recognised_page (file TEXT NOT NULL, page INTEGER NOT NULL, sha256 TEXT NOT NULL,"
    " shown INTEGER NOT NULL, extractor TEXT NOT NULL, languages TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL,"
    " words TEXT NOT NULL, PRIMARY KEY (file, page, sha256))"
)


def _now(statement: str) -> str:
    folded = " ".join(statement.split())
    return folded.replace(_KINDS_THEN, _KINDS) if folded.startswith("CREATE TABLE document (") else folded


NOUNS = tuple(_now(statement) for statement in schema_1.NOUNS)


def upgrade(connection: Asks) -> None:
    """Make a file of version 1 one of version 2; within a transaction, references unchecked until its end."""
    about = [one for one in NOUNS if one.startswith("CREATE TABLE document (") or " ON document (" in one]
    connection.exec_driver_sql("CREATE TABLE held AS SELECT * FROM document")
    connection.exec_driver_sql("DROP TABLE document")
    for statement in about:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO document SELECT * FROM held")
    connection.exec_driver_sql("DROP TABLE held")
    connection.exec_driver_sql(RECOGNISED)
    _index(connection)


# The index is made of the rest, so an old one is not carried over: it is made anew beside the work.
_INDEX = (
    "DROP TABLE search",
    "DROP TABLE search_row",
    "CREATE VIRTUAL TABLE search USING fts5 (body, content='', tokenize="
    "\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")",
    "CREATE TABLE search_run (n INTEGER PRIMARY KEY, noun TEXT NOT NULL, noun_id TEXT NOT NULL,"
    " gone INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX search_run_noun ON search_run (noun_id)",
    "CREATE INDEX search_run_gone ON search_run (n) WHERE gone",
    "CREATE TABLE search_row (n INTEGER PRIMARY KEY, field TEXT NOT NULL, start INTEGER NOT NULL,"
    " end INTEGER NOT NULL, page INTEGER, body TEXT)",
    "CREATE TABLE search_waiting (noun_id TEXT PRIMARY KEY, noun TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE search_made (fold INTEGER NOT NULL)",
    "INSERT INTO search_made VALUES (0)",
)


def _index(connection: Asks) -> None:
    for statement in _INDEX:
        connection.exec_driver_sql(statement)
