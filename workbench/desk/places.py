"""What a passage is cited by where its document has no pages: the time it is said at, its chapter, its cells."""

import json
from collections.abc import Iterable
from typing import Any

from workbench.model.sets import DocumentKind
from workbench.readers import cells, places
from workbench.readers.cells import Cells
from workbench.readers.reading import Page, Place
from workbench.store.project import Project
from workbench.store.reading import Asks


def of(asks: Asks, document_ids: Iterable[str]) -> "Citing":
    """Return what cites the passages of these documents; what it needs of them is read once."""
    return Citing({ident: _layout(asks, ident) for ident in document_ids})


def listing(project: Project, document_id: str) -> tuple[Place, ...]:
    """Return the places of a document, in the order of its text: the cues of a transcript with their times."""
    with project.read() as snapshot:
        found = snapshot.value("SELECT layout -> '$.places' FROM document_text WHERE document_id = ?", (document_id,))
    return tuple(Place(*one) for one in json.loads(found)) if found else ()


class Citing:
    """Cites passages of some documents."""

    def __init__(self, known: dict[str, "list[Place] | _Sheets"]) -> None:
        self._known = known

    def place(self, document_id: str, passage: Any) -> str:
        """Return by what a passage is cited ("00:01:02.000–00:01:09.500", "Budget!B2:C4"); "" for nothing."""
        found = self._known.get(document_id, [])
        if isinstance(found, _Sheets):
            return found.place(passage)
        return places.cited(found, passage.start, passage.end)

    def cells(self, document_id: str, passage: Any) -> Cells | None:
        """Return the rectangle of cells that a passage is; None where it is none of a table."""
        found = self._known.get(document_id)
        return found.cells(passage) if isinstance(found, _Sheets) else None

    def words(self, document_id: str, passage: Any) -> str:
        """Return the words of a passage; of a rectangle of cells, those of its cells alone."""
        found = self._known.get(document_id)
        return found.words(passage) if isinstance(found, _Sheets) and passage.region else str(passage.exact)


class _Sheets:
    """The text of a document that is a table."""

    def __init__(self, text: str, pages: list[Page]) -> None:
        self._text = text
        self._pages = pages

    def place(self, passage: Any) -> str:
        page = cells.page_of(self._pages, passage.start)
        found = self.cells(passage)
        if page is None or found is None:
            return ""
        return f"{page.label}!{found.name}" if len(self._pages) > 1 else found.name

    def cells(self, passage: Any) -> Cells | None:
        page = cells.page_of(self._pages, passage.start)
        if page is None or passage.region:
            return Cells(*passage.region) if page is not None else None
        return cells.at(self._text, page, passage.start, passage.end)

    def words(self, passage: Any) -> str:
        page = cells.page_of(self._pages, passage.start)
        return cells.words(self._text, page, Cells(*passage.region)) if page else str(passage.exact)


def _layout(asks: Asks, document_id: str) -> "list[Place] | _Sheets":
    query = "SELECT kind, layout -> '$.places', layout -> '$.pages', CASE kind WHEN ? THEN text END FROM document_text"
    row = asks.exec_driver_sql(f"{query} WHERE document_id = ?", (DocumentKind.SHEET.value, document_id)).first()
    if row is None:
        return []
    if row[0] == DocumentKind.SHEET.value:
        return _Sheets(row[3], [Page(*one) for one in json.loads(row[2])])
    return [Place(*one) for one in json.loads(row[1])] if row[1] else []
