"""Pictures of linked passages on their pages: derived from the bytes, kept so that a report can show them."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from workbench.desk import documents, evidence
from workbench.model.sets import DocumentKind
from workbench.readers.reading import Box
from workbench.store import shown
from workbench.store.project import Project


def draw(project: Project, link_id: str) -> bytes | None:
    """Make and keep the picture of a link's passage on its page, or of its part of a picture (PNG); None where its
    document has no pages.

    Slow (a worker renders the page): call it outside the thread that draws the window.
    """
    from workbench.readers.supervise import PageServer

    found = crop(project, link_id)
    if found is not None:
        return found
    one = evidence.get(project, link_id)
    document = documents.get(project, one.document_id)
    if document.kind is not DocumentKind.PDF and one.region is None and one.sure is None:
        return None
    if one.page is None or not document.sha256:
        return None
    with project.read() as snapshot:
        passage = snapshot.nouns("passage", "WHERE id = ?", (one.passage_id,))[0]
        read = shown.page_read(snapshot, document.sha256, one.page, passage.text_sha256)
    page = next(p for p in documents.text(project, document.id).pages if p.number == one.page)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        server = PageServer(documents.copy_for_reading(project, document.id, Path(folder)))
        try:
            boxes: Sequence[Box]
            if one.region is not None:
                boxes = (one.region,)
            elif read is not None:
                boxes = read.boxes()[passage.start : passage.end]
            else:
                boxes = server.boxes(one.page)[one.start - page.start : one.end - page.start]
            # A part of a picture is framed, not tinted: one frame for all its lines.
            whole = document.kind is DocumentKind.IMAGE and one.region is None
            png = server.crop(one.page, [around(boxes)] if whole else boxes, framed=one.region is not None)
        finally:
            server.close()
    keep_picture(project, one.passage_id, boxes, png)
    return png


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around boxes; those without area do not count."""
    seen = [box for box in boxes if box.x1 > box.x0 and box.y1 > box.y0] or [Box(0, 0, 0, 0)]
    return Box(
        min(one.x0 for one in seen),
        min(one.y0 for one in seen),
        max(one.x1 for one in seen),
        max(one.y1 for one in seen),
    )


def keep_picture(project: Project, passage_id: str, boxes: Sequence[Box], png: bytes) -> None:
    """Keep the boxes (PDF points; images: pixels) and the picture of a passage. Derived, so no step of the log."""
    stored = json.dumps([[round(x, 2) for x in (box.x0, box.y0, box.x1, box.y1)] for box in boxes])
    with project.derive() as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO passage_picture (passage_id, boxes, png) VALUES (?, ?, ?)",
            (passage_id, stored, png),
        )


def crop(project: Project, link_id: str) -> bytes | None:
    """Return the kept picture of a link's passage (PNG), or None."""
    query = "SELECT p.png FROM passage_picture p JOIN evidence_link l USING (passage_id) WHERE l.id = ?"
    with project.read() as snapshot:
        found: bytes | None = snapshot.value(query, (link_id,))
    return found
