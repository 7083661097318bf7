"""Where the words of a passage stand in the text that is shown, which may be put together of several layers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from workbench.desk import documents
from workbench.desk.document_text import DocumentText
from workbench.errors import WorkbenchError
from workbench.store import shown
from workbench.store.reading import Snapshot
from workbench.store.shown import Part


class AcrossLayers(WorkbenchError):
    """The words stand partly in what a file says of itself and partly in what OCR read."""


@dataclass(frozen=True, slots=True)
class Stands:
    """``start`` and ``end`` in the text shown, equal where the words are not shown; how sure OCR was of them."""

    start: int
    end: int
    sure: int | None = None


def layer_of(text: DocumentText, start: int, end: int) -> Part:
    """Return the layer in which ``text[start:end]`` stands; raise AcrossLayers where that is more than one."""
    if not text.parts:
        return Part(0, len(text.text), 0, text.text, text.sha256)
    part = next((one for one in text.parts if one.start <= start and end <= one.end), None)
    if part is None:
        raise AcrossLayers(
            "These words run on to or from a page that was read by OCR. Select words of one page, and link them one"
            " after the other."
        )
    return part


def finder(snapshot: Snapshot, holders: Iterable[Any]) -> Callable[[str, Any], Stands]:
    """Return what says where a passage of one of these documents stands. Texts are read once, and only of documents
    of which OCR read something.
    """
    sql = (
        "SELECT d.id, f.sha256 FROM document d JOIN file_blob f ON f.id = d.blob_id"
        " WHERE f.sha256 IN (SELECT file FROM recognised_page)"
    )
    files: dict[str, str] = {row[0]: row[1] for row in snapshot.exec_driver_sql(sql)}
    texts = {one.id: documents.stored_text(snapshot, one) for one in holders if one.id in files}

    def find(document_id: str, passage: Any) -> Stands:
        text = texts.get(document_id)
        if text is None or passage.region:
            return Stands(passage.start, passage.end)
        return _found(snapshot, text, files[document_id], passage)

    return find


def _found(snapshot: Snapshot, text: DocumentText, file: str, passage: Any) -> Stands:
    read = shown.page_read(snapshot, file, passage.page, passage.text_sha256) if passage.page is not None else None
    sure = read.sure(passage.start, passage.end) if read is not None else None
    if not text.parts:
        return Stands(passage.start, passage.end) if read is None else Stands(0, 0, sure)
    for part in text.parts:
        same = part.sha256 == passage.text_sha256 and part.page in (None, passage.page)
        shift = part.start - part.base
        if same and part.start <= passage.start + shift and passage.end + shift <= part.end:
            return Stands(passage.start + shift, passage.end + shift, sure)
    return _in_another_reading(text, passage, sure)


def _in_another_reading(text: DocumentText, passage: Any, sure: int | None) -> Stands:
    """Colleagues may have read one page differently: the words are shown where they stand once in what is shown."""
    page = next((one for one in text.parts if one.page is not None and one.page == passage.page), None)
    if page is None or not passage.exact or page.text.count(passage.exact) != 1:
        at = page.start if page is not None else 0
        return Stands(at, at, sure)
    at = page.start + page.text.index(passage.exact)
    return Stands(at, at + len(passage.exact), sure)
