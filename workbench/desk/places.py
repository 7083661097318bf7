"""What a passage is cited by where its document has no pages: the time it is said at."""

import json
from collections.abc import Callable, Iterable

from workbench.readers import places
from workbench.readers.reading import Place
from workbench.store.reading import Asks


def of(asks: Asks, document_ids: Iterable[str]) -> Callable[[str, int, int], str]:
    """Return what says, for a document and a span of its text (code points), by what the span is cited; "" for nothing.

    The layouts of these documents are read once.
    """
    known = {ident: _places(asks, ident) for ident in document_ids}
    return lambda ident, start, end: places.cited(known.get(ident, []), start, end)


def _places(asks: Asks, document_id: str) -> list[Place]:
    query = "SELECT layout -> '$.places' FROM document_text WHERE document_id = ?"
    row = asks.exec_driver_sql(query, (document_id,)).first()
    return [Place(*one) for one in json.loads(row[0])] if row is not None and row[0] else []
