"""A PDF opened by pdfium, repaired by qpdf where pdfium refuses, or the sentence why it cannot be."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from workbench.readers.problems import CannotRead

PROTECTED = "This PDF is protected by a password. Open it with the password, save a copy without one and add that."
DAMAGED = "This PDF is damaged and could not be repaired. Ask for another copy of it."
EMPTY = "This file is empty (0 bytes). Ask for another copy of it."
REPAIRED = "This PDF is damaged; it was read from a repaired copy, so something may be missing."
_PASSWORD = pdfium.FPDF_ERR_PASSWORD


@contextmanager
def opened(source: Path | bytes) -> Iterator[tuple[pypdfium2.PdfDocument, tuple[str, ...]]]:
    """Yield the open document and warnings about how it had to be opened; raises CannotRead."""
    document, warnings = open_document(source)
    try:
        yield document, warnings
    finally:
        document.close()


def open_document(source: Path | bytes) -> tuple[pypdfium2.PdfDocument, tuple[str, ...]]:
    """Open by pdfium, or by pdfium after a repair. The caller closes. Raises CannotRead."""
    if _is_empty(source):
        raise CannotRead(EMPTY)
    try:
        return _with_pages(pypdfium2.PdfDocument(source)), ()
    except pypdfium2.PdfiumError:
        # pdfium also reports "password" for streams it cannot decode, so the reason is asked of qpdf.
        return _repaired(source), (REPAIRED,)


def _is_empty(source: Path | bytes) -> bool:
    return not source if isinstance(source, bytes) else source.stat().st_size == 0


def _with_pages(document: pypdfium2.PdfDocument) -> pypdfium2.PdfDocument:
    if len(document) == 0:
        document.close()
        raise pypdfium2.PdfiumError("no pages")
    return document


def _repaired(source: Path | bytes) -> pypdfium2.PdfDocument:
    copy = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source) as broken:
            if not len(broken.pages):
                raise CannotRead(DAMAGED)
            broken.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return _with_pages(pypdfium2.PdfDocument(copy.getvalue()))
    except pikepdf.PasswordError as error:
        raise CannotRead(PROTECTED) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, RuntimeError, ValueError) as error:
        raise CannotRead(DAMAGED) from error
