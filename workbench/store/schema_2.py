"""The tables of the nouns in file version 2, as text, and what makes a file of version 1 one of version 2.

New since version 1: the kinds of evidence that came with more readers, and pages read by OCR. A test holds these
tables to the model.
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
